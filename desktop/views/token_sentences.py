"""The sentences of signing tokens: what is wrong with driver, token, PIN or certificate."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import SigningFailed
from desktop.views.message import SAME, Message

_UNSIGNED = "Chưa ký gì."

TOKENS: Mapping[StrEnum, Message] = {
    SigningFailed.Code.NO_DRIVER: Message(
        "Không tìm thấy trình điều khiển của thiết bị ký số: {path}.",
        _UNSIGNED,
        "Hãy cài phần mềm đi kèm thiết bị, rồi chọn đúng tệp trình điều khiển (PKCS#11).",
    ),
    SigningFailed.Code.DRIVER_UNUSABLE: Message(
        "Tệp {path} không phải trình điều khiển dùng được trên máy này.",
        _UNSIGNED,
        "Hãy chọn tệp .dll (Windows) hoặc .so (Linux) do nhà cung cấp thiết bị cài vào máy; nếu "
        "đã chọn đúng thì cài lại phần mềm của thiết bị.",
    ),
    SigningFailed.Code.WRONG_BITNESS: Message(
        "Trình điều khiển {path} là loại {theirs}, còn chương trình này chạy loại {ours}.",
        _UNSIGNED,
        "Hãy cài bản {ours} của phần mềm thiết bị và chọn tệp của bản ấy.",
    ),
    SigningFailed.Code.DRIVER_FAILED: Message(
        "Trình điều khiển của thiết bị ký số báo lỗi ({cause}).",
        _UNSIGNED,
        "Hãy rút thiết bị ra, cắm lại rồi làm lại; nếu vẫn lỗi thì gửi báo cáo kiểm tra cho nhà "
        "cung cấp thiết bị.",
    ),
    SigningFailed.Code.NO_TOKEN: Message(
        "Không thấy thiết bị ký số nào.",
        _UNSIGNED,
        "Hãy cắm thiết bị vào máy, đợi đèn sáng rồi làm lại.",
    ),
    SigningFailed.Code.TOKEN_BLANK: Message(
        "Thiết bị đã cắm nhưng chưa được khởi tạo, chưa có PIN và chứng thư.",
        _UNSIGNED,
        "Hãy liên hệ nơi cấp chứng thư số để được cấp vào thiết bị.",
    ),
    SigningFailed.Code.SEVERAL_TOKENS: Message(
        "Có {count} thiết bị ký số đang cắm.",
        _UNSIGNED,
        "Hãy rút bớt, chỉ để lại thiết bị cần dùng, hoặc chọn theo tên thiết bị.",
    ),
    SigningFailed.Code.TOKEN_BUSY: Message(
        "Thiết bị ký số đang bận với việc khác của chương trình.",
        _UNSIGNED,
        "Hãy đợi việc ấy xong rồi làm lại.",
    ),
    SigningFailed.Code.TOKEN_REMOVED: Message(
        "Thiết bị ký số đã bị rút ra hoặc mất kết nối giữa chừng.",
        "Gói nào ký xong thì vẫn còn; gói đang ký dở chưa được ghi.",
        "Hãy cắm lại thiết bị rồi ký tiếp.",
    ),
    SigningFailed.Code.TOKEN_CLOSED: Message(
        "Phiên làm việc với thiết bị ký số đã đóng.", _UNSIGNED, "Hãy nhập lại PIN để ký tiếp."
    ),
    SigningFailed.Code.TOKEN_CANNOT_SIGN: Message(
        "Thiết bị không ký được theo cách chương trình cần (RSA hoặc ECDSA với SHA-256).",
        _UNSIGNED,
        "Hãy cập nhật phần mềm của thiết bị hoặc dùng thiết bị, khóa khác.",
    ),
    SigningFailed.Code.WRONG_PIN: Message(
        "PIN của thiết bị ký số không đúng.",
        _UNSIGNED,
        "Hãy xem phím Caps Lock, bộ gõ tiếng Việt rồi gõ lại; gõ sai vài lần liền thì thiết bị tự "
        "khóa.",
    ),
    SigningFailed.Code.WRONG_PIN_ONE_LEFT: Message(
        "PIN của thiết bị ký số không đúng, và thiết bị báo chỉ còn một lần gõ.",
        _UNSIGNED,
        "Đừng đoán nữa: hãy tìm lại đúng PIN, hoặc nhờ nơi cấp chứng thư số đặt lại PIN.",
    ),
    SigningFailed.Code.PIN_LAST_TRY: Message(
        "Thiết bị báo chỉ còn một lần gõ PIN; gõ sai nữa là bị khóa.",
        "Chương trình chưa gửi PIN tới thiết bị.",
        "Chỉ làm tiếp khi chắc chắn nhớ đúng PIN, và phải đồng ý dùng lần gõ cuối này.",
    ),
    SigningFailed.Code.PIN_LOCKED: Message(
        "Thiết bị ký số đã bị khóa vì gõ sai PIN quá nhiều lần.",
        _UNSIGNED,
        "Hãy nhờ nơi cấp chứng thư số mở khóa; trong lúc chờ có thể ký bằng khóa khác.",
    ),
    SigningFailed.Code.PIN_NOT_SET: Message(
        "Thiết bị ký số chưa được đặt PIN.",
        _UNSIGNED,
        "Hãy đặt PIN bằng phần mềm đi kèm thiết bị.",
    ),
    SigningFailed.Code.PIN_TO_CHANGE: Message(
        "Thiết bị đòi đổi PIN trước khi ký.",
        _UNSIGNED,
        "Hãy đổi PIN bằng phần mềm đi kèm thiết bị rồi làm lại.",
    ),
    SigningFailed.Code.NO_CERTIFICATE: Message(
        "Không có chứng thư cần dùng trên thiết bị ký số.",
        _UNSIGNED,
        "Hãy kiểm tra có cắm đúng thiết bị; nếu đúng thì liên hệ nơi cấp chứng thư số.",
    ),
    SigningFailed.Code.SEVERAL_CERTIFICATES: Message(
        "Thiết bị có {count} chứng thư cùng ký được.",
        _UNSIGNED,
        "Hãy chọn chứng thư cần dùng theo mã ngắn.",
    ),
    SigningFailed.Code.NO_KEY: Message(
        "Thiết bị có chứng thư nhưng không có khóa ký đi kèm.",
        _UNSIGNED,
        "Chứng thư có thể chỉ được chép vào thiết bị; hãy dùng đúng thiết bị được cấp cùng chứng "
        "thư.",
    ),
    SigningFailed.Code.KEY_MISMATCH: Message(
        "Chữ ký thiết bị tạo ra không khớp với chứng thư trên thiết bị.",
        "Chữ ký ấy đã bị bỏ, chưa ghi gói nào.",
        "Hãy liên hệ nơi cấp chứng thư số: khóa và chứng thư trên thiết bị không cùng một cặp.",
    ),
    SigningFailed.Code.CERTIFICATE_NOT_YET_VALID: Message(
        "Chứng thư trên thiết bị chưa đến ngày có hiệu lực.",
        SAME,
        "Hãy xem ngày giờ của máy có đúng không; nếu đúng thì phải đợi đến ngày ấy.",
    ),
    SigningFailed.Code.NOT_BOUND: Message(
        "Chứng thư trên thiết bị (mã ngắn {short_code}) chưa đăng ký cho cơ quan này.",
        _UNSIGNED,
        "Hãy mở «Kiểm tra thiết bị ký số», bấm «Đăng ký chứng thư», rồi chuyển tệp .gscert cho "
        "nơi nhận.",
    ),
}
