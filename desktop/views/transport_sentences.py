"""The sentences of lines and servers that packages travel by, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import TransportFailed
from desktop.views.message import SAME, Message

_WAITS = "Gói vẫn nằm an toàn ở máy này và sẽ được gửi tiếp từ chỗ đã dừng."

TRANSPORT: Mapping[StrEnum, Message] = {
    TransportFailed.Code.UNREACHABLE: Message(
        "Không nối được tới máy chủ {place}.",
        _WAITS,
        "Hãy kiểm tra mạng và địa chỉ; chương trình sẽ tự thử lại, hoặc chép gói ra USB.",
    ),
    TransportFailed.Code.TIMED_OUT: Message(
        "Máy chủ {place} quá lâu không trả lời.",
        _WAITS,
        "Hãy kiểm tra mạng; chương trình sẽ tự thử lại, hoặc chép gói ra USB.",
    ),
    TransportFailed.Code.TLS_UNTRUSTED: Message(
        "Chứng thư của máy chủ {place} không phải do nơi đã đăng ký cấp, đã hết hạn hoặc mang tên "
        "máy khác.",
        "Chưa gửi gì cho máy chủ này.",
        "Hãy xem đồng hồ máy có đúng không, rồi gọi cho cơ quan cấp trên; đừng gửi qua máy chủ lạ.",
    ),
    TransportFailed.Code.CLIENT_REFUSED: Message(
        "Máy chủ {place} không nhận chứng thư, khóa hoặc mật khẩu của cơ quan này.",
        _WAITS,
        "Hãy đề nghị cơ quan cấp trên xem hộp của cơ quan đã mở chưa và chứng thư còn hạn không.",
    ),
    TransportFailed.Code.HOST_KEY_CHANGED: Message(
        "Khóa của máy chủ {place} khác với khóa đã đăng ký.",
        "Chưa gửi gì cho máy chủ này.",
        "Hãy gọi cho cơ quan cấp trên hỏi máy chủ có vừa thay không; chưa rõ thì dùng USB.",
    ),
    TransportFailed.Code.BOX_MISSING: Message(
        "Máy chủ {place} không có hộp của cơ quan này.",
        _WAITS,
        "Hãy đề nghị cơ quan cấp trên mở hộp trên máy chủ, hoặc kiểm tra lại địa chỉ.",
    ),
    TransportFailed.Code.SERVER_FULL: Message(
        "Máy chủ {place} đã đầy hoặc không ghi được tệp.",
        _WAITS,
        "Hãy báo cơ quan cấp trên xem đĩa của máy chủ; gấp thì chép gói ra USB.",
    ),
    TransportFailed.Code.SERVER_FAILED: Message(
        "Máy chủ {place} báo lỗi của chính nó (mã {status}).",
        _WAITS,
        "Chương trình sẽ tự thử lại; nếu vẫn lỗi, hãy báo cơ quan cấp trên.",
    ),
    TransportFailed.Code.SERVER_LIED: Message(
        "Máy chủ {place} nói đã nhận nhưng giữ sai {count} phần của gói.",
        "Gói chưa được coi là đã gửi và vẫn nằm an toàn ở máy này.",
        "Hãy báo cơ quan cấp trên kiểm tra đĩa máy chủ; gấp thì chép gói ra USB.",
    ),
    TransportFailed.Code.PARTS_MISSING: Message(
        "Gói trên máy chủ {place} còn thiếu hoặc hỏng {count} phần.",
        "Các phần đã tải được giữ lại; chương trình đã nhắn bên gửi gửi lại các phần ấy.",
        "Lần đồng bộ sau sẽ tải tiếp; gấp thì gọi bên gửi.",
    ),
    TransportFailed.Code.OFFER_BAD: Message(
        "Bản kê của một gói trên máy chủ {place} bị hỏng hoặc không đúng quy cách.",
        "Không tải gì theo bản kê ấy; các gói khác vẫn tải bình thường.",
        "Hãy báo bên gửi gửi lại gói.",
    ),
    TransportFailed.Code.ADDRESS_BAD: Message(
        "Địa chỉ máy chủ «{place}» không dùng được.",
        SAME,
        "Địa chỉ phải bắt đầu bằng https:// hoặc sftp:// và có tên máy; hãy sửa lại đường truyền.",
    ),
    TransportFailed.Code.HOST_KEY_MISSING: Message(
        "Chưa có khóa của máy chủ {place} nên không biết có đúng là máy chủ đó không.",
        SAME,
        "Hãy điền ô «Khóa của máy chủ», theo tờ hướng dẫn của người giữ máy chủ.",
    ),
    TransportFailed.Code.KEY_UNUSABLE: Message(
        "Khóa hoặc chứng thư dùng để nối tới máy chủ {place} không đọc được.",
        SAME,
        "Hãy đăng ký lại với cơ quan cấp trên để nhận chứng thư đường truyền mới.",
    ),
}
