"""The sentences of every other refusal; ``messages.py`` knows which table a class speaks from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import AttachmentRefused, LawSilent, SigningFailed, UsageError
from desktop.views.message import SAME, Message

SIGNING: Mapping[StrEnum, Message] = {
    SigningFailed.Code.KEY_UNREADABLE: Message(
        "Không đọc được tệp khóa ký.", SAME, "Hãy chọn đúng tệp .p12."
    ),
    SigningFailed.Code.WRONG_PASSPHRASE: Message(
        "Mật khẩu của khóa ký không đúng.", SAME, "Hãy gõ lại mật khẩu của khóa."
    ),
    SigningFailed.Code.PASSPHRASE_TOO_SHORT: Message(
        "Mật khẩu của khóa ký quá ngắn.", SAME, "Hãy dùng một câu dài dễ nhớ."
    ),
    SigningFailed.Code.KEY_EXPIRED: Message(
        "Khóa ký đã hết hạn.",
        SAME,
        "Hãy tạo khóa mới, hoặc xin gia hạn chứng thư trên thiết bị, rồi đăng ký với cấp trên.",
    ),
    SigningFailed.Code.KEY_NOT_FOR_SIGNING: Message(
        "Khóa này không dùng để ký được.", SAME, "Hãy chọn khóa ký khác."
    ),
    SigningFailed.Code.KEY_NOT_FOR_ENCRYPTION: Message(
        "Chứng thư này không dùng để mã hóa được.",
        SAME,
        "Hãy xin cơ quan nhận tệp chứng thư có khóa mã hóa.",
    ),
    SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE: Message(
        "Chứng thư này đã đăng ký cho cơ quan khác.", SAME, "Hãy kiểm tra lại tệp và cơ quan."
    ),
    SigningFailed.Code.CERTIFICATE_UNREADABLE: Message(
        "Không đọc được tệp chứng thư.", SAME, "Hãy chọn đúng tệp chứng thư của cơ quan."
    ),
}

FILES: Mapping[StrEnum, Message] = {
    AttachmentRefused.Code.EMPTY: Message("Tệp rỗng.", SAME, "Hãy chọn tệp khác."),
    AttachmentRefused.Code.TOO_LARGE: Message(
        "Các tệp kèm theo vượt quá 200 MB.", SAME, "Hãy bớt tệp hoặc giảm dung lượng ảnh quét."
    ),
    AttachmentRefused.Code.KIND_NOT_ALLOWED: Message(
        "Chỉ nhận tệp PDF, DOCX, XLSX, JPG và PNG.",
        SAME,
        "Hãy đổi tệp sang một trong các loại này.",
    ),
    AttachmentRefused.Code.NOT_WHAT_ITS_NAME_SAYS: Message(
        "Nội dung tệp không đúng với đuôi tên.",
        SAME,
        "Hãy mở tệp bằng đúng chương trình và lưu lại.",
    ),
    AttachmentRefused.Code.UNREADABLE: Message(
        "Không đọc được tệp này.", SAME, "Hãy kiểm tra tệp có mở được không."
    ),
    AttachmentRefused.Code.STORED_COPY_MISSING: Message(
        "Bản lưu của tệp kèm theo không còn.", "", "Hãy lấy lại từ bản sao lưu hoặc đính kèm lại."
    ),
    AttachmentRefused.Code.STORED_COPY_DAMAGED: Message(
        "Bản lưu của tệp kèm theo bị hỏng nên không dùng.",
        "",
        "Hãy lấy lại từ bản sao lưu hoặc đính kèm lại.",
    ),
    UsageError.Code.BAD_VALUE: Message("Giá trị «{value}» không dùng được."),
    UsageError.Code.NO_SUCH_AWARD: Message(
        "Không có danh hiệu, hình thức khen thưởng nào mang mã «{award}».",
        "",
        "Các mã có: {known}.",
    ),
    UsageError.Code.NO_PASSWORD: Message(
        "Chưa có mật khẩu hoặc mã PIN.", "", "Hãy đặt biến {variable}{or_file}."
    ),
    UsageError.Code.OFFICER_NEEDED: Message(
        "Cơ quan này có nhiều người dùng ({known}) nên phải nói ai đang làm.",
        SAME,
        "Hãy thêm --officer TÊN.",
    ),
    UsageError.Code.NO_TOKEN_MODULE: Message(
        "Máy này chưa dùng thiết bị ký số lần nào nên chưa biết trình điều khiển.",
        "",
        "Hãy chỉ tệp trình điều khiển PKCS#11 bằng --module.",
    ),
    UsageError.Code.FILE_UNREADABLE: Message(
        "Không đọc được tệp {path}.", "", "Hãy kiểm tra đường dẫn và nội dung."
    ),
}

LAW: Mapping[StrEnum, Message] = {
    LawSilent.Code.NO_REGIME: Message(
        "Ngày {day} nằm ngoài thời gian của mọi bộ văn bản thi đua, khen thưởng đã có ở đây.",
        "",
        "Hãy chọn ngày từ {first}.",
    ),
    LawSilent.Code.NO_BONUS: Message(
        "Chương trình không có mức tiền thưởng của {award} cho {recipient} ngày {day}.",
        "",
        "Cơ quan có thể tự ghi mức này, kèm căn cứ, ở phần dữ liệu pháp luật.",
    ),
    LawSilent.Code.OUTSIDE_CALENDAR: Message(
        "Lịch ngày nghỉ lễ của chương trình chỉ có từ {first} đến {last}, không tới ngày {day}.",
        "",
        "Hãy chọn ngày trong khoảng ấy.",
    ),
}
