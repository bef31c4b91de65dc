"""The sentences of refused and undecided packages, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import (
    ConflictFound,
    PackageRefused,
    TrustUndecided,
)
from desktop.views.message import ASK_AGAIN, SAME, UNUSED, Message

KEPT_BOTH = "Chưa thay đổi gì; cả hai bên được giữ nguyên."
CHOOSE = "Hãy mở trang «Mâu thuẫn», xem hai bên và chọn."

PACKAGES: Mapping[StrEnum, Message] = {
    PackageRefused.Code.NOT_A_PACKAGE: Message(
        "Tệp này không phải gói hồ sơ của Gương Sáng.",
        UNUSED,
        "Hãy chọn đúng tệp .asice hoặc .p7m.",
    ),
    PackageRefused.Code.TRUNCATED: Message(
        "Gói bị cụt hoặc hỏng khi chép.", UNUSED, "Hãy chép lại gói từ USB hoặc từ bên gửi."
    ),
    PackageRefused.Code.TOO_LARGE: Message("Gói lớn quá mức cho phép.", UNUSED, ASK_AGAIN),
    PackageRefused.Code.TOO_MANY_ENTRIES: Message(
        "Gói có quá nhiều tệp bên trong.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.MIMETYPE: Message(
        "Gói không ghi đúng loại ở đầu tệp.", UNUSED, "Hãy chọn đúng tệp .asice."
    ),
    PackageRefused.Code.BAD_NAME: Message(
        "Trong gói có tên tệp không an toàn ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.DUPLICATE_NAME: Message(
        "Trong gói có hai tệp trùng tên ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.CASE_CLASH: Message(
        "Trong gói có hai tên tệp chỉ khác nhau chữ hoa, chữ thường ({entry}).",
        UNUSED,
        ASK_AGAIN,
    ),
    PackageRefused.Code.COMPRESSED_BOMB: Message(
        "Tệp trong gói bung ra lớn bất thường ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.ENCRYPTED_ENTRY: Message(
        "Trong gói có tệp đặt mật khẩu riêng ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.COMPRESSED_ENTRY: Message(
        "Tệp trong gói nén theo cách không được phép ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.SPECIAL_ENTRY: Message(
        "Trong gói có mục không phải tệp thường ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.HEADERS_DISAGREE: Message(
        "Danh mục của gói không khớp với nội dung ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.UNUSUAL_ZIP: Message(
        "Gói dùng kiểu nén khác thường, không được chấp nhận.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.HIDDEN_DATA: Message(
        "Trong gói có phần dữ liệu giấu ngoài danh mục.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.RECEIVER_KEY_UNKNOWN: Message(
        "Chưa có khóa mã hóa của {receiver} nên chưa gửi được gói nào.",
        SAME,
        "Hãy đăng ký kết nối với cơ quan đó, hoặc xin tệp chứng thư (.gscert) của họ và ghi nhận"
        " ở trang Cơ quan.",
    ),
    PackageRefused.Code.RECEIVER_KEY_EXPIRED: Message(
        "Theo đồng hồ của máy này, khóa mã hóa của {receiver} không trong thời hạn nên chưa gửi "
        "được.",
        SAME,
        "Hãy xem ngày giờ của máy có đúng không; nếu đúng, xin cơ quan đó tệp chứng thư mới rồi "
        "gửi lại.",
    ),
    PackageRefused.Code.MANIFEST_MISSING: Message(
        "Gói không có bảng kê các tệp.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.MANIFEST_BAD: Message(
        "Bảng kê các tệp trong gói không đọc được.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.MANIFEST_TWICE: Message(
        "Bảng kê nêu một tệp hai lần ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.UNLISTED_ENTRY: Message(
        "Trong gói có tệp không được ký ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.MISSING_ENTRY: Message(
        "Gói thiếu một tệp đã kê ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.DIGEST: Message(
        "Tệp trong gói đã bị sửa sau khi ký ({entry}).", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.DIGEST_ALGORITHM: Message(
        "Gói dùng cách băm không được chấp nhận.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.SIGNATURE_MISSING: Message("Gói chưa được ký.", UNUSED, ASK_AGAIN),
    PackageRefused.Code.SIGNATURE_INVALID: Message(
        "Chữ ký số không khớp với nội dung: gói đã bị sửa hoặc ký sai.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.SIGNER_MISMATCH: Message(
        "Người ký không phải của cơ quan đứng tên gửi.",
        UNUSED,
        "Hãy gọi điện cho cơ quan gửi để kiểm tra.",
    ),
    PackageRefused.Code.SIGNER_REVOKED: Message(
        "Chứng thư của người ký đã bị thu hồi trước khi gói này tới.",
        UNUSED,
        "Hãy gọi điện cho cơ quan gửi: gói phải được ký lại bằng khóa còn hiệu lực.",
    ),
    PackageRefused.Code.SIGNER_FORGED: Message(
        "Chứng thư của người ký mạo danh: nơi cấp ghi trên đó không hề cấp.",
        UNUSED,
        "Hãy gọi cho cơ quan gửi bằng số điện thoại đã biết từ trước và báo việc này.",
    ),
    PackageRefused.Code.SIGNER_KEY_UNFIT: Message(
        "Khóa đã ký gói này không phải khóa để ký văn bản.",
        UNUSED,
        "Hãy đề nghị bên gửi ký lại bằng khóa ký đã đăng ký.",
    ),
    PackageRefused.Code.NEWER_FORMAT: Message(
        "Gói do bản chương trình mới hơn tạo ra.",
        UNUSED,
        "Hãy cập nhật chương trình rồi nhận lại.",
    ),
    PackageRefused.Code.HEADER_BAD: Message("Phần đầu của gói không đúng mẫu.", UNUSED, ASK_AGAIN),
    PackageRefused.Code.DATA_BAD: Message("Dữ liệu trong gói không đúng mẫu.", UNUSED, ASK_AGAIN),
    PackageRefused.Code.NOT_FOR_US: Message(
        "Gói này gửi cho cơ quan khác.", UNUSED, "Hãy chuyển gói cho đúng nơi nhận."
    ),
    PackageRefused.Code.WRONG_KIND: Message(
        "Loại gói này không dùng được ở đây.", UNUSED, "Hãy kiểm tra lại tệp đã chọn."
    ),
    PackageRefused.Code.SAME_ID_OTHER_CONTENT: Message(
        "Đã nhận một gói cùng mã nhưng nội dung khác.",
        "Gói nhận trước vẫn giữ nguyên.",
        "Hãy gọi cho bên gửi: có thể có hai bản của một hồ sơ.",
    ),
    PackageRefused.Code.OLD_REVISION: Message(
        "Đã nhận bản mới hơn của hồ sơ này.", "Bản mới hơn vẫn giữ nguyên."
    ),
    PackageRefused.Code.ENVELOPE_BAD: Message(
        "Lớp mã hóa của gói không đúng mẫu.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.NOT_FOR_OUR_KEY: Message(
        "Gói không mã hóa cho khóa nào của cơ quan mình.",
        UNUSED,
        "Hãy gửi chứng thư mã hóa hiện nay cho bên gửi và nhờ gửi lại.",
    ),
    PackageRefused.Code.ENVELOPE_TAMPERED: Message(
        "Gói đã bị sửa hoặc hỏng sau khi mã hóa.", UNUSED, ASK_AGAIN
    ),
    PackageRefused.Code.NOT_ENCRYPTED: Message(
        "Gói này không mã hóa nên không có gì để giải mã.",
        "Chưa ghi gì ra tệp mới.",
        "Hãy dùng thẳng tệp gói này.",
    ),
    PackageRefused.Code.OUTER_MISMATCH: Message(
        "Nhãn ngoài của gói không khớp với phần đã ký bên trong.",
        UNUSED,
        "Hãy gọi điện cho cơ quan gửi để kiểm tra.",
    ),
    PackageRefused.Code.RECALLED: Message(
        "Nơi gửi đã thu hồi bản này của hồ sơ trước khi gói tới đây.",
        UNUSED,
        "Hãy đợi bản mới của nơi gửi; nơi gửi được báo lại bằng gói có ký.",
    ),
    PackageRefused.Code.RECALL_DENIED: Message(
        "Nơi nhận đã tiếp nhận hồ sơ nên không cho thu hồi.",
        "Hồ sơ ở nơi nhận vẫn giữ nguyên.",
        "Hãy đợi biên nhận rồi công nhận hồ sơ đã tiếp nhận ở trang «Mâu thuẫn».",
    ),
    PackageRefused.Code.NOT_CHOSEN: Message(
        "Cán bộ đã chọn giữ bên kia nên gói này không được dùng.",
        "Gói vẫn được cất nguyên trong hộp đến; lý do chọn đã ghi lại.",
        "Hãy mở trang «Mâu thuẫn» để xem lý do.",
    ),
    PackageRefused.Code.UNKNOWN_PACKAGE: Message(
        "Biên nhận này nói về một gói không có trong hộp đi của máy này.",
        UNUSED,
        "Nếu cơ quan dùng hai máy, hãy nhận tệp này ở máy đã gửi gói.",
    ),
    PackageRefused.Code.NOT_FROM_ABOVE: Message(
        "Bản tin này không phải của cơ quan cấp trên.",
        UNUSED,
        "Chỉ nhận bản tin của cơ quan ghi là cấp trên ở trang «Cơ quan, chứng thư».",
    ),
    PackageRefused.Code.OLD_BULLETIN: Message(
        "Đã nhận bản tin mới hơn của cơ quan này.", "Nội dung mới hơn vẫn giữ nguyên."
    ),
    PackageRefused.Code.TRUST_BUNDLE_OLDER: Message(
        "Danh sách chứng thư trong gói (số {offered}) cũ hơn danh sách đang dùng (số {held}).",
        "Danh sách mới hơn vẫn giữ nguyên; không dùng gì trong gói.",
        "Nếu gặp nhiều lần, hãy gọi cho cơ quan cấp trên: máy ở đó có thể chạy bản sao lưu cũ.",
    ),
    PackageRefused.Code.TRUST_BUNDLE_FORKED: Message(
        "Danh sách chứng thư trong gói cùng số {offered} với danh sách đang dùng nhưng nội dung "
        "khác.",
        "Danh sách đang dùng vẫn giữ nguyên; không dùng gì trong gói.",
        "Hãy gọi cho cơ quan cấp trên: có thể có hai máy hoặc một bản sao lưu cũ cùng cấp số.",
    ),
    PackageRefused.Code.TRUST_BUNDLE_BAD: Message(
        "Danh sách chứng thư trong gói không đúng mẫu hoặc không do khóa gốc đã biết ký.",
        "Danh sách đang dùng vẫn giữ nguyên; không dùng gì trong gói.",
        "Hãy gọi cho cơ quan cấp trên; nếu nơi đó đã lập khóa gốc mới thì đăng ký kết nối lại.",
    ),
    PackageRefused.Code.OWN_DATA_BAD: Message(
        "Dữ liệu của cơ quan có chỗ không ghi vào gói được ({name}).",
        "Chưa ghi gói nào.",
        "Hãy mở bản ghi ấy, sửa lại câu chữ và ngày rồi làm lại.",
    ),
    PackageRefused.Code.UNKNOWN_DOSSIER: Message(
        "Gói trả lời một hồ sơ không có ở cơ quan này.", UNUSED, "Hãy kiểm tra lại nơi nhận."
    ),
    PackageRefused.Code.STATE_CONFLICT: Message(
        "Hồ sơ ở đây đang ở trạng thái không khớp với gói này.",
        SAME,
        "Hãy mở lịch sử hồ sơ để xem và gọi cho bên gửi.",
    ),
    PackageRefused.Code.ATTACHMENT_BAD: Message(
        "Một tệp kèm theo trong gói không đúng loại hoặc không khớp ({entry}).",
        UNUSED,
        ASK_AGAIN,
    ),
    ConflictFound.Code.SEQUENCE_TWICE: Message(
        "Hai gói khác nhau của {sender} mang cùng số thứ tự: có thể hai máy đang dùng chung một "
        "bản dữ liệu.",
        KEPT_BOTH,
        CHOOSE,
    ),
    ConflictFound.Code.REVISION_TWICE: Message(
        "Hồ sơ này đã nhận lần {revision} với nội dung khác.", KEPT_BOTH, CHOOSE
    ),
    ConflictFound.Code.REVISION_FORKED: Message(
        "Một máy khác của {sender} gửi lần {revision} của hồ sơ đã nhận tới lần {held}.",
        KEPT_BOTH,
        CHOOSE,
    ),
    ConflictFound.Code.REVISION_TOO_EARLY: Message(
        "Lần gửi {revision} tới khi hồ sơ ở đây chưa được trả lại (đang: {state}).",
        KEPT_BOTH,
        CHOOSE,
    ),
    ConflictFound.Code.RECALL_TOO_LATE: Message(
        "Hồ sơ đã tiếp nhận nhưng nơi gửi thu hồi (đang: {state}).", KEPT_BOTH, CHOOSE
    ),
    ConflictFound.Code.RECEIPT_AFTER_RECALL: Message(
        "Nơi nhận báo đã tiếp nhận lần gửi {revision} mà cơ quan đã thu hồi.", KEPT_BOTH, CHOOSE
    ),
    ConflictFound.Code.ANSWER_MISFIT: Message(
        "Gói trả lời không khớp với hồ sơ ở máy này (đang: {state}): có thể dữ liệu ở đây là bản "
        "khôi phục hoặc bản chép.",
        KEPT_BOTH,
        CHOOSE,
    ),
    TrustUndecided.Code.SIGNER_UNKNOWN: Message(
        "Chữ ký còn nguyên nhưng người ký chưa đăng ký ở đây.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy gọi điện so mã ngắn với bên gửi, rồi tin chứng thư và nhận lại.",
    ),
    TrustUndecided.Code.SIGNER_OTHER_KEY: Message(
        "Chữ ký còn nguyên nhưng là của một khóa khác với khóa cơ quan gửi đã đăng ký.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy gọi cho cơ quan gửi bằng số đã biết từ trước và so mã ngắn; chỉ tin khóa mới khi đúng "
        "là của họ.",
    ),
    TrustUndecided.Code.KEY_COMPROMISED: Message(
        "Khóa ký gói này về sau bị báo lộ hoặc mất, có thể từ trước khi gói được ký.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy hỏi lại cơ quan gửi xem gói có đúng do họ ký không.",
    ),
    TrustUndecided.Code.LIST_NOT_FRESH: Message(
        "Chưa có danh sách thu hồi còn hạn của nơi cấp chứng thư nên chưa kết luận được.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy đồng bộ với cơ quan cấp trên, hoặc lập danh sách thu hồi mới nếu chính cơ quan này "
        "cấp chứng thư.",
    ),
    TrustUndecided.Code.SENDER_CLOCK: Message(
        "Thời điểm ký ghi trong gói không hợp lý: đồng hồ máy gửi có thể sai.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy đề nghị bên gửi chỉnh ngày giờ của máy rồi ký lại.",
    ),
    TrustUndecided.Code.OWN_CLOCK: Message(
        "Ngày giờ của máy này trái với mọi giấy tờ trong gói: đồng hồ máy này có thể sai.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy kiểm tra, chỉnh lại ngày giờ của máy này rồi nhận lại gói.",
    ),
    TrustUndecided.Code.SIGNER_EXPIRED: Message(
        "Chữ ký còn nguyên nhưng chứng thư của người ký đã hết hạn.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy đề nghị bên gửi làm khóa mới và ký lại.",
    ),
}
