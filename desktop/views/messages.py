"""Every Vietnamese sentence the program refuses or warns with: the one place to change one.

No Qt here: the command line speaks the same sentences. ``sentence`` takes an ``AppError``,
``problem_sentence`` a ``Problem``. A test walks every code of ``desktop/errors.py`` and every
``ProblemCode`` and asks for a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.errors import (
    AccessDenied,
    AppError,
    AttachmentRefused,
    DocumentFailed,
    LawSilent,
    MoveRefused,
    NotFound,
    PackageRefused,
    SigningFailed,
    StaleRecord,
    StorageError,
    TemplateRefused,
    TrustUndecided,
    UsageError,
)
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem
from desktop.vietnamese.dates import short_date
from desktop.views.problem_sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class Message:
    """What is told about one refusal.

    Attributes:
        what: what happened.
        kept: what was kept, "" where nothing was at risk.
        do: what the user can do now.
    """

    what: str
    kept: str = ""
    do: str = ""

    @property
    def text(self) -> str:
        """The whole as one paragraph."""
        return " ".join(part for part in (self.what, self.kept, self.do) if part)


_SAFE = "Những gì đã lưu trước đó vẫn còn nguyên."
_SAME = "Không có gì bị thay đổi."
_UNUSED = "Không dùng gì từ gói này."
_ASK_AGAIN = "Hãy đề nghị bên gửi chuyển lại gói."

_STORAGE: Mapping[StrEnum, Message] = {
    StorageError.Code.DISK_FULL: Message(
        "Đĩa đã đầy.", _SAFE, "Hãy giải phóng chỗ trên đĩa rồi làm lại."
    ),
    StorageError.Code.READ_ONLY: Message(
        "Không ghi được: thư mục hoặc đĩa chỉ cho đọc.",
        _SAME,
        "Hãy chọn thư mục khác hoặc xin quyền ghi.",
    ),
    StorageError.Code.LOCKED: Message(
        "Dữ liệu đang bận vì một cửa sổ hoặc lệnh khác đang ghi.",
        _SAME,
        "Hãy đợi vài giây rồi làm lại.",
    ),
    StorageError.Code.CORRUPT: Message(
        "Tệp dữ liệu của cơ quan bị hỏng.",
        "Chương trình không ghi thêm gì vào tệp này.",
        "Hãy chép nguyên thư mục dữ liệu ra nơi khác và dùng bản sao lưu gần nhất.",
    ),
    StorageError.Code.NOT_A_DATABASE: Message(
        "Tệp dữ liệu không mở được bằng khóa này.",
        _SAME,
        "Tệp có thể đã bị thay bằng tệp khác; hãy dùng bản sao lưu gần nhất.",
    ),
    StorageError.Code.NEWER_DATABASE: Message(
        "Dữ liệu này do bản chương trình mới hơn tạo ra.",
        _SAME,
        "Hãy cập nhật chương trình rồi mở lại.",
    ),
    StorageError.Code.FILE_MISSING: Message(
        "Không tìm thấy tệp hoặc thư mục {path}.", _SAME, "Hãy kiểm tra lại đường dẫn."
    ),
    StorageError.Code.FILE_EXISTS: Message(
        "Đã có tệp {path}.", "Tệp cũ vẫn giữ nguyên.", "Hãy chọn tên khác."
    ),
    StorageError.Code.CANNOT_WRITE: Message(
        "Không ghi hoặc đọc được đĩa.",
        _SAFE,
        "Hãy kiểm tra đĩa hoặc USB có bị rút ra, bị khóa ghi hay không.",
    ),
    StorageError.Code.CANNOT_READ: Message(
        "Không đọc được {path}.", _SAME, "Hãy kiểm tra đĩa hoặc USB rồi thử lại."
    ),
    StorageError.Code.NO_OFFICE: Message(
        "Thư mục này chưa có cơ quan nào.",
        "",
        "Hãy chọn đúng thư mục dữ liệu, hoặc lập cơ quan mới (guongsang init).",
    ),
    StorageError.Code.OFFICE_EXISTS: Message(
        "Thư mục này đã có một cơ quan.", _SAME, "Hãy chọn thư mục khác."
    ),
    StorageError.Code.QUEUED_NOT_COPIED: Message(
        "Không chép được gói ra {path}.",
        "Hồ sơ đã được ký và nằm an toàn trong hộp đi.",
        "Hãy chép lại từ hộp đi ra USB hoặc thư mục khác; không phải ký lại.",
    ),
}

_ACCESS: Mapping[StrEnum, Message] = {
    AccessDenied.Code.WRONG_PASSWORD: Message(
        "Mật khẩu không đúng.", "", "Hãy xem phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại."
    ),
    AccessDenied.Code.WRONG_RECOVERY_CODE: Message(
        "Mã khôi phục không đúng.", "", "Hãy gõ lại đúng mã trên trang giấy mới in nhất."
    ),
    AccessDenied.Code.WAIT: Message("Đã gõ sai nhiều lần.", "", "Hãy đợi {wait} giây rồi thử lại."),
    AccessDenied.Code.NO_SUCH_OFFICER: Message(
        "Không có người dùng này ở cơ quan.", "", "Hãy chọn đúng tên đăng nhập."
    ),
    AccessDenied.Code.KEYS_DAMAGED: Message(
        "Tệp khóa của cơ quan (keys.json) bị hỏng.",
        "Dữ liệu chưa bị động đến.",
        "Hãy chép lại tệp này từ bản sao lưu.",
    ),
    AccessDenied.Code.PASSWORD_TOO_SHORT: Message(
        "Mật khẩu quá ngắn.", _SAME, "Hãy dùng ít nhất {shortest} ký tự."
    ),
    AccessDenied.Code.LAST_SLOT: Message(
        "Đây là người dùng cuối cùng mở được dữ liệu.", _SAME, "Hãy thêm người khác trước."
    ),
    AccessDenied.Code.LOGIN_TAKEN: Message(
        "Tên đăng nhập này đã có người dùng hoặc dành riêng cho mã khôi phục.",
        _SAME,
        "Hãy chọn tên khác.",
    ),
}

_RECORDS: Mapping[StrEnum, Message] = {
    StaleRecord.Code.CHANGED: Message(
        "Bản ghi này vừa được người khác hoặc cửa sổ khác sửa.",
        "Nội dung bạn đang gõ vẫn còn trên màn hình.",
        "Hãy xem bản mới nhất rồi nhập lại phần của bạn.",
    ),
    NotFound.Code.RECORD: Message(
        "Không có bản ghi này ở cơ quan.", "", "Hãy tải lại danh sách hoặc kiểm tra mã."
    ),
    NotFound.Code.SUBJECT: Message("Không có mảng dữ liệu này.", "", "Hãy kiểm tra lại tên."),
    MoveRefused.Code.NOT_FROM_HERE: Message(
        "Không làm được việc này khi hồ sơ ở trạng thái «{state}».",
        _SAME,
        "Hãy tải lại để xem trạng thái mới nhất.",
    ),
    MoveRefused.Code.GUARD: Message(
        "Hồ sơ còn điểm phải sửa nên chưa chuyển bước được.",
        _SAME,
        "Hãy xem danh sách điểm còn thiếu.",
    ),
    MoveRefused.Code.FROZEN: Message(
        "Hồ sơ ở trạng thái «{state}» không sửa được nữa.",
        _SAME,
        "Chỉ hồ sơ đang soạn mới sửa được; hãy mở lại hồ sơ nếu chưa gửi.",
    ),
    MoveRefused.Code.IN_USE: Message(
        "Chưa lưu trữ được vì còn {count} bản ghi đang dùng đến.",
        _SAME,
        "Hãy chuyển hoặc lưu trữ các bản ghi đó trước.",
    ),
    MoveRefused.Code.OWN_OFFICE: Message(
        "Cơ quan này đang dùng chương trình nên không lưu trữ được.",
        _SAME,
        "Nếu chỉ đổi tên, hãy sửa tên và ghi tên cũ vào «Tên qua các thời kỳ».",
    ),
    MoveRefused.Code.NEEDS_REASON: Message(
        "Việc này cần ghi lý do.", _SAME, "Hãy nhập lý do rồi làm lại."
    ),
    MoveRefused.Code.WRONG_SEAT: Message(
        "Việc này do đầu bên kia làm, không làm ở cơ quan này.", _SAME
    ),
    MoveRefused.Code.NOT_OURS_TO_DECIDE: Message(
        "Hồ sơ có {award}, thuộc thẩm quyền cấp trên.",
        _SAME,
        "Hãy gửi hồ sơ lên cấp có thẩm quyền.",
    ),
}

_PACKAGES: Mapping[StrEnum, Message] = {
    PackageRefused.Code.NOT_A_PACKAGE: Message(
        "Tệp này không phải gói hồ sơ của Gương Sáng.", _UNUSED, "Hãy chọn đúng tệp .asice."
    ),
    PackageRefused.Code.TRUNCATED: Message(
        "Gói bị cụt hoặc hỏng khi chép.", _UNUSED, "Hãy chép lại gói từ USB hoặc từ bên gửi."
    ),
    PackageRefused.Code.TOO_LARGE: Message("Gói lớn quá mức cho phép.", _UNUSED, _ASK_AGAIN),
    PackageRefused.Code.TOO_MANY_ENTRIES: Message(
        "Gói có quá nhiều tệp bên trong.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.MIMETYPE: Message(
        "Gói không ghi đúng loại ở đầu tệp.", _UNUSED, "Hãy chọn đúng tệp .asice."
    ),
    PackageRefused.Code.BAD_NAME: Message(
        "Trong gói có tên tệp không an toàn ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.DUPLICATE_NAME: Message(
        "Trong gói có hai tệp trùng tên ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.CASE_CLASH: Message(
        "Trong gói có hai tên tệp chỉ khác nhau chữ hoa, chữ thường ({entry}).",
        _UNUSED,
        _ASK_AGAIN,
    ),
    PackageRefused.Code.COMPRESSED_BOMB: Message(
        "Tệp trong gói bung ra lớn bất thường ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.ENCRYPTED_ENTRY: Message(
        "Trong gói có tệp đặt mật khẩu riêng ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.COMPRESSED_ENTRY: Message(
        "Tệp trong gói nén theo cách không được phép ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.SPECIAL_ENTRY: Message(
        "Trong gói có mục không phải tệp thường ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.HEADERS_DISAGREE: Message(
        "Danh mục của gói không khớp với nội dung ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.UNUSUAL_ZIP: Message(
        "Gói dùng kiểu nén khác thường, không được chấp nhận.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.HIDDEN_DATA: Message(
        "Trong gói có phần dữ liệu giấu ngoài danh mục.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.MANIFEST_MISSING: Message(
        "Gói không có bảng kê các tệp.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.MANIFEST_BAD: Message(
        "Bảng kê các tệp trong gói không đọc được.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.MANIFEST_TWICE: Message(
        "Bảng kê nêu một tệp hai lần ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.UNLISTED_ENTRY: Message(
        "Trong gói có tệp không được ký ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.MISSING_ENTRY: Message(
        "Gói thiếu một tệp đã kê ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.DIGEST: Message(
        "Tệp trong gói đã bị sửa sau khi ký ({entry}).", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.DIGEST_ALGORITHM: Message(
        "Gói dùng cách băm không được chấp nhận.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.SIGNATURE_MISSING: Message("Gói chưa được ký.", _UNUSED, _ASK_AGAIN),
    PackageRefused.Code.SIGNATURE_INVALID: Message(
        "Chữ ký số không khớp với nội dung: gói đã bị sửa hoặc ký sai.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.SIGNER_MISMATCH: Message(
        "Người ký không phải của cơ quan đứng tên gửi.",
        _UNUSED,
        "Hãy gọi điện cho cơ quan gửi để kiểm tra.",
    ),
    PackageRefused.Code.NEWER_FORMAT: Message(
        "Gói do bản chương trình mới hơn tạo ra.",
        _UNUSED,
        "Hãy cập nhật chương trình rồi nhận lại.",
    ),
    PackageRefused.Code.HEADER_BAD: Message(
        "Phần đầu của gói không đúng mẫu.", _UNUSED, _ASK_AGAIN
    ),
    PackageRefused.Code.DATA_BAD: Message("Dữ liệu trong gói không đúng mẫu.", _UNUSED, _ASK_AGAIN),
    PackageRefused.Code.NOT_FOR_US: Message(
        "Gói này gửi cho cơ quan khác.", _UNUSED, "Hãy chuyển gói cho đúng nơi nhận."
    ),
    PackageRefused.Code.WRONG_KIND: Message(
        "Loại gói này không dùng được ở đây.", _UNUSED, "Hãy kiểm tra lại tệp đã chọn."
    ),
    PackageRefused.Code.SAME_ID_OTHER_CONTENT: Message(
        "Đã nhận một gói cùng mã nhưng nội dung khác.",
        "Gói nhận trước vẫn giữ nguyên.",
        "Hãy gọi cho bên gửi: có thể có hai bản của một hồ sơ.",
    ),
    PackageRefused.Code.OLD_REVISION: Message(
        "Đã nhận bản mới hơn của hồ sơ này.", "Bản mới hơn vẫn giữ nguyên."
    ),
    PackageRefused.Code.NOT_FROM_ABOVE: Message(
        "Bản tin này không phải của cơ quan cấp trên.",
        _UNUSED,
        "Chỉ nhận bản tin của cơ quan ghi là cấp trên ở trang «Cơ quan, chứng thư».",
    ),
    PackageRefused.Code.OLD_BULLETIN: Message(
        "Đã nhận bản tin mới hơn của cơ quan này.", "Nội dung mới hơn vẫn giữ nguyên."
    ),
    PackageRefused.Code.UNKNOWN_DOSSIER: Message(
        "Gói trả lời một hồ sơ không có ở cơ quan này.", _UNUSED, "Hãy kiểm tra lại nơi nhận."
    ),
    PackageRefused.Code.STATE_CONFLICT: Message(
        "Hồ sơ ở đây đang ở trạng thái không khớp với gói này.",
        _SAME,
        "Hãy mở lịch sử hồ sơ để xem và gọi cho bên gửi.",
    ),
    PackageRefused.Code.ATTACHMENT_BAD: Message(
        "Một tệp kèm theo trong gói không đúng loại hoặc không khớp ({entry}).",
        _UNUSED,
        _ASK_AGAIN,
    ),
    TrustUndecided.Code.SIGNER_UNKNOWN: Message(
        "Chữ ký còn nguyên nhưng người ký chưa đăng ký ở đây.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy gọi điện so mã ngắn với bên gửi, rồi tin chứng thư và nhận lại.",
    ),
    TrustUndecided.Code.SIGNER_EXPIRED: Message(
        "Chữ ký còn nguyên nhưng chứng thư của người ký đã hết hạn.",
        "Gói được giữ lại để chờ, chưa đưa vào hồ sơ.",
        "Hãy đề nghị bên gửi làm khóa mới và ký lại.",
    ),
}

_SIGNING: Mapping[StrEnum, Message] = {
    SigningFailed.Code.KEY_UNREADABLE: Message(
        "Không đọc được tệp khóa ký.", _SAME, "Hãy chọn đúng tệp .p12."
    ),
    SigningFailed.Code.WRONG_PASSPHRASE: Message(
        "Mật khẩu của khóa ký không đúng.", _SAME, "Hãy gõ lại mật khẩu của khóa."
    ),
    SigningFailed.Code.PASSPHRASE_TOO_SHORT: Message(
        "Mật khẩu của khóa ký quá ngắn.", _SAME, "Hãy dùng một câu dài dễ nhớ."
    ),
    SigningFailed.Code.KEY_EXPIRED: Message(
        "Khóa ký đã hết hạn.", _SAME, "Hãy tạo khóa mới và đăng ký với cấp trên."
    ),
    SigningFailed.Code.KEY_NOT_FOR_SIGNING: Message(
        "Khóa này không dùng để ký được.", _SAME, "Hãy chọn khóa ký khác."
    ),
    SigningFailed.Code.CERTIFICATE_OF_OTHER_OFFICE: Message(
        "Chứng thư này đã đăng ký cho cơ quan khác.", _SAME, "Hãy kiểm tra lại tệp và cơ quan."
    ),
    SigningFailed.Code.CERTIFICATE_UNREADABLE: Message(
        "Không đọc được tệp chứng thư.", _SAME, "Hãy chọn đúng tệp chứng thư của cơ quan."
    ),
}

_FILES: Mapping[StrEnum, Message] = {
    AttachmentRefused.Code.EMPTY: Message("Tệp rỗng.", _SAME, "Hãy chọn tệp khác."),
    AttachmentRefused.Code.TOO_LARGE: Message(
        "Các tệp kèm theo vượt quá 200 MB.", _SAME, "Hãy bớt tệp hoặc giảm dung lượng ảnh quét."
    ),
    AttachmentRefused.Code.KIND_NOT_ALLOWED: Message(
        "Chỉ nhận tệp PDF, DOCX, XLSX, JPG và PNG.",
        _SAME,
        "Hãy đổi tệp sang một trong các loại này.",
    ),
    AttachmentRefused.Code.NOT_WHAT_ITS_NAME_SAYS: Message(
        "Nội dung tệp không đúng với đuôi tên.",
        _SAME,
        "Hãy mở tệp bằng đúng chương trình và lưu lại.",
    ),
    AttachmentRefused.Code.UNREADABLE: Message(
        "Không đọc được tệp này.", _SAME, "Hãy kiểm tra tệp có mở được không."
    ),
    AttachmentRefused.Code.STORED_COPY_MISSING: Message(
        "Bản lưu của tệp kèm theo không còn.", "", "Hãy lấy lại từ bản sao lưu hoặc đính kèm lại."
    ),
    AttachmentRefused.Code.STORED_COPY_DAMAGED: Message(
        "Bản lưu của tệp kèm theo bị hỏng nên không dùng.",
        "",
        "Hãy lấy lại từ bản sao lưu hoặc đính kèm lại.",
    ),
    DocumentFailed.Code.LETTER_MISSING_IN_FONT: Message(
        "Phông chữ không có chữ «{letter}».", "Chưa in gì.", "Hãy chọn phông khác hoặc sửa chữ đó."
    ),
    DocumentFailed.Code.TEXT_DOES_NOT_FIT: Message(
        "Giấy khen số {number} có nội dung quá dài, không vừa khung ({field}).",
        "Chưa in gì.",
        "Hãy rút gọn nội dung hoặc chọn mẫu khác.",
    ),
    DocumentFailed.Code.LAYOUT_BAD: Message(
        "Mẫu giấy khen không đúng.", "Chưa in gì.", "Hãy chọn mẫu khác."
    ),
    DocumentFailed.Code.VALUE_MISSING: Message(
        "Văn bản còn thiếu nội dung ({field}) nên chưa lập được.",
        "Chưa ghi tệp nào.",
        "Hãy nhập đủ rồi làm lại.",
    ),
    DocumentFailed.Code.NOTHING_TO_PRINT: Message("Không có gì để in."),
    DocumentFailed.Code.NAMES_DIFFER: Message(
        "Còn {count} chỗ tên, chức danh hoặc đơn vị viết khác nhau giữa đề nghị, biên bản, quyết "
        "định và giấy khen.",
        "Chưa in gì.",
        "Hãy xem «Đối chiếu tên» của hồ sơ và sửa cho khớp.",
    ),
    TemplateRefused.Code.UNKNOWN_FIELD: Message(
        "Mẫu câu dùng ô «{field}» mà câu này không có (dòng {line}).",
        _SAME,
        "Hãy chọn một ô trong danh sách bên cạnh.",
    ),
    TemplateRefused.Code.UNKNOWN_SLOT: Message("Không có mẫu câu «{slot}».", _SAME),
    TemplateRefused.Code.NOT_ALLOWED: Message(
        "Mẫu câu có lệnh không được dùng (dòng {line}).",
        _SAME,
        "Chỉ dùng chữ, các ô trong danh sách bên cạnh và điều kiện «if tên ô … endif».",
    ),
    TemplateRefused.Code.BROKEN: Message(
        "Mẫu câu viết sai ở dòng {line}.",
        _SAME,
        "Hãy kiểm tra các dấu ngoặc nhọn và các cặp «if … endif».",
    ),
    TemplateRefused.Code.TOO_LONG: Message(
        "Mẫu câu dài quá {maximum} ký tự.", _SAME, "Hãy rút gọn."
    ),
    TemplateRefused.Code.EMPTY: Message(
        "Mẫu câu để trống.", _SAME, "Hãy viết câu, hoặc bấm «Khôi phục mẫu»."
    ),
    UsageError.Code.BAD_VALUE: Message("Giá trị «{value}» không dùng được."),
    UsageError.Code.NO_SUCH_AWARD: Message(
        "Không có danh hiệu, hình thức khen thưởng nào mang mã «{award}».",
        "",
        "Các mã có: {known}.",
    ),
    UsageError.Code.NO_PASSWORD: Message(
        "Chưa có mật khẩu.", "", "Hãy đặt biến {variable} hoặc dùng --password-file."
    ),
    UsageError.Code.FILE_UNREADABLE: Message(
        "Không đọc được tệp {path}.", "", "Hãy kiểm tra đường dẫn và nội dung."
    ),
}

_LAW: Mapping[StrEnum, Message] = {
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

# By class first: two classes may have a code of the same name.
_TABLES: Mapping[type[AppError], Mapping[StrEnum, Message]] = {
    StorageError: _STORAGE,
    AccessDenied: _ACCESS,
    StaleRecord: _RECORDS,
    NotFound: _RECORDS,
    MoveRefused: _RECORDS,
    PackageRefused: _PACKAGES,
    TrustUndecided: _PACKAGES,
    SigningFailed: _SIGNING,
    AttachmentRefused: _FILES,
    DocumentFailed: _FILES,
    TemplateRefused: _FILES,
    UsageError: _FILES,
    LawSilent: _LAW,
}

_UNVERIFIED = "chưa đối chiếu"


class _Known(dict[str, object]):
    """Fills the blanks of a sentence; one that is not known is left out rather than shown."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: AppError) -> Message:
    """Return what is told about a refusal."""
    data = _Known({k: short_date(v) if isinstance(v, date) else v for k, v in error.data.items()})
    if isinstance(data.get("state"), str):
        data["state"] = _state_label(str(data["state"]))
    found = _TABLES[type(error)][error.code]
    return Message(*(part.format_map(data) for part in (found.what, found.kept, found.do)))


def problem_sentence(problem: Problem) -> str:
    """Return what is told about a problem, with its citation and «chưa đối chiếu» where due."""
    text = SENTENCES[problem.code].format_map(_Known(problem.data))
    notes = [problem.citation] if problem.citation else []
    if not problem.verified:
        notes.append(_UNVERIFIED)
    return f"{text} ({'; '.join(notes)})" if notes else text


def _state_label(code: str) -> str:
    return {s.value: s.label for s in DossierState}.get(code, code)
