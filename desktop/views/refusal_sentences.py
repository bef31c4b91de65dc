"""The sentences of every other refusal; ``messages.py`` knows which table a class speaks from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import (
    AccessDenied,
    AttachmentRefused,
    DocumentFailed,
    LawSilent,
    MoveRefused,
    NotAllowed,
    NotFound,
    SigningFailed,
    StaleRecord,
    StorageError,
    TemplateRefused,
    UsageError,
)
from desktop.views.message import SAFE, SAME, Message

STORAGE: Mapping[StrEnum, Message] = {
    StorageError.Code.DISK_FULL: Message(
        "Đĩa đã đầy.", SAFE, "Hãy giải phóng chỗ trên đĩa rồi làm lại."
    ),
    StorageError.Code.READ_ONLY: Message(
        "Không ghi được: thư mục hoặc đĩa chỉ cho đọc.",
        SAME,
        "Hãy chọn thư mục khác hoặc xin quyền ghi.",
    ),
    StorageError.Code.LOCKED: Message(
        "Dữ liệu đang bận vì một cửa sổ hoặc lệnh khác đang ghi.",
        SAME,
        "Hãy đợi vài giây rồi làm lại.",
    ),
    StorageError.Code.CORRUPT: Message(
        "Tệp dữ liệu của cơ quan bị hỏng.",
        "Chương trình không ghi thêm gì vào tệp này.",
        "Hãy chép nguyên thư mục dữ liệu ra nơi khác và dùng bản sao lưu gần nhất.",
    ),
    StorageError.Code.NOT_A_DATABASE: Message(
        "Tệp dữ liệu không mở được bằng khóa này.",
        SAME,
        "Tệp có thể đã bị thay bằng tệp khác; hãy dùng bản sao lưu gần nhất.",
    ),
    StorageError.Code.NEWER_DATABASE: Message(
        "Dữ liệu này do bản chương trình mới hơn tạo ra.",
        SAME,
        "Hãy cập nhật chương trình rồi mở lại.",
    ),
    StorageError.Code.FILE_MISSING: Message(
        "Không tìm thấy tệp hoặc thư mục {path}.", SAME, "Hãy kiểm tra lại đường dẫn."
    ),
    StorageError.Code.FILE_EXISTS: Message(
        "Đã có tệp {path}.", "Tệp cũ vẫn giữ nguyên.", "Hãy chọn tên khác."
    ),
    StorageError.Code.CANNOT_WRITE: Message(
        "Không ghi hoặc đọc được đĩa.",
        SAFE,
        "Hãy kiểm tra đĩa có đầy không, đĩa hoặc USB có bị rút ra, bị khóa ghi hay không.",
    ),
    StorageError.Code.NOT_A_FOLDER: Message(
        "Đường dẫn {path} không phải thư mục: ở đó có một tệp.", SAME, "Hãy chọn một thư mục."
    ),
    StorageError.Code.NAME_TOO_LONG: Message(
        "Tên tệp hoặc thư mục quá dài: {path}.", SAME, "Hãy chọn tên ngắn hơn."
    ),
    StorageError.Code.CANNOT_READ: Message(
        "Không đọc được {path}.", SAME, "Hãy kiểm tra đĩa hoặc USB rồi thử lại."
    ),
    StorageError.Code.NO_OFFICE: Message(
        "Thư mục này chưa có cơ quan nào.",
        "",
        "Hãy chọn đúng thư mục dữ liệu, hoặc lập cơ quan mới (guongsang init).",
    ),
    StorageError.Code.OFFICE_EXISTS: Message(
        "Thư mục này đã có một cơ quan.", SAME, "Hãy chọn thư mục khác."
    ),
    StorageError.Code.QUEUED_NOT_COPIED: Message(
        "Không chép được gói ra {path}.",
        "Hồ sơ đã được ký và nằm an toàn trong hộp đi.",
        "Hãy chép lại từ hộp đi ra USB hoặc thư mục khác; không phải ký lại.",
    ),
    StorageError.Code.STICK_GONE: Message(
        "USB hoặc thư mục dùng chung {path} đã bị rút ra hay ngắt giữa chừng.",
        "Gói vẫn còn nguyên ở nơi gửi; bản chép dở không được tính.",
        "Hãy cắm lại rồi làm lại; làm hai lần cũng không thành hai gói.",
    ),
    StorageError.Code.STICK_FULL: Message(
        "USB hoặc thư mục {path} không đủ chỗ cho gói này.",
        "Gói vẫn nằm an toàn trong hộp đi; trên USB không có bản dở dang.",
        "Hãy xóa bớt tệp trên USB hoặc dùng USB khác rồi làm lại.",
    ),
    StorageError.Code.COPY_DIFFERS: Message(
        "Bản ở {path} khác với gói gốc: USB có thể đã hỏng.",
        "Bản ấy không được dùng; gói gốc vẫn còn nguyên ở nơi gửi.",
        "Hãy chép lại, nên dùng USB khác.",
    ),
    StorageError.Code.DATABASE_MOVED: Message(
        "Cơ sở dữ liệu của cơ quan vừa được chuyển sang chỗ khác.",
        "Việc vừa làm chưa được ghi; cơ sở dữ liệu cũ vẫn giữ nguyên.",
        "Hãy đóng chương trình rồi mở lại, chương trình sẽ tự dùng chỗ mới.",
    ),
}

ACCESS: Mapping[StrEnum, Message] = {
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
        "Mật khẩu quá ngắn.", SAME, "Hãy dùng ít nhất {shortest} ký tự."
    ),
    AccessDenied.Code.LAST_SLOT: Message(
        "Đây là người dùng cuối cùng mở được dữ liệu.", SAME, "Hãy thêm người khác trước."
    ),
    AccessDenied.Code.LOGIN_TAKEN: Message(
        "Tên đăng nhập này đã có người dùng hoặc dành riêng cho mã khôi phục.",
        SAME,
        "Hãy chọn tên khác.",
    ),
}

RIGHTS: Mapping[StrEnum, Message] = {
    NotAllowed.Code.ROLE: Message(
        "Vai trò «{role}» không được {act}.",
        SAME,
        "Nếu đó là việc của bạn, hãy nhờ trưởng phòng hoặc người phụ trách đổi vai trò.",
    ),
    NotAllowed.Code.SCOPE: Message(
        "Hồ sơ này do cơ quan gửi mà bạn không được phân công phụ trách.",
        SAME,
        "Hãy chuyển cho người phụ trách, hoặc nhờ trưởng phòng phân công lại.",
    ),
    NotAllowed.Code.REMOVED: Message(
        "Người dùng này không còn được làm việc trên dữ liệu của cơ quan.",
        SAME,
        "Hãy đóng chương trình và hỏi trưởng phòng hoặc người phụ trách.",
    ),
    NotAllowed.Code.LAST_HEAD: Message(
        "Đây là trưởng phòng, người phụ trách duy nhất.",
        SAME,
        "Hãy giao vai trò này cho một người nữa trước.",
    ),
    NotAllowed.Code.OWN_LOGIN: Message(
        "Không thể tự bỏ chính mình khỏi cơ quan.",
        SAME,
        "Hãy nhờ một trưởng phòng, người phụ trách khác làm việc này.",
    ),
}

RECORDS: Mapping[StrEnum, Message] = {
    StaleRecord.Code.CHANGED: Message(
        "Bản ghi này vừa được người khác hoặc cửa sổ khác sửa.",
        "Nội dung bạn đang gõ vẫn còn trên màn hình.",
        "Hãy xem bản mới nhất rồi nhập lại phần của bạn.",
    ),
    StaleRecord.Code.JUDGED: Message(
        "Người khác ({by}) đã ghi ý kiến «{verdict}» cho đề nghị này lúc {at}.",
        "Ý kiến đó được giữ nguyên; ý kiến của bạn chưa ghi.",
        "Hãy xem cả hai rồi chọn một.",
    ),
    NotFound.Code.RECORD: Message(
        "Không có bản ghi này ở cơ quan.", "", "Hãy tải lại danh sách hoặc kiểm tra mã."
    ),
    NotFound.Code.SUBJECT: Message("Không có mảng dữ liệu này.", "", "Hãy kiểm tra lại tên."),
    MoveRefused.Code.NOT_FROM_HERE: Message(
        "Không làm được việc này khi hồ sơ ở trạng thái «{state}».",
        SAME,
        "Hãy tải lại để xem trạng thái mới nhất.",
    ),
    MoveRefused.Code.GUARD: Message(
        "Hồ sơ còn điểm phải sửa nên chưa chuyển bước được.",
        SAME,
        "Hãy xem danh sách điểm còn thiếu.",
    ),
    MoveRefused.Code.FROZEN: Message(
        "Hồ sơ ở trạng thái «{state}» không sửa được nữa.",
        SAME,
        "Chỉ hồ sơ đang soạn mới sửa được; hãy mở lại hồ sơ nếu chưa gửi.",
    ),
    MoveRefused.Code.IN_USE: Message(
        "Chưa lưu trữ được vì còn {count} bản ghi đang dùng đến.",
        SAME,
        "Hãy chuyển hoặc lưu trữ các bản ghi đó trước.",
    ),
    MoveRefused.Code.LAW_CONTRADICTS: Message(
        "Làm vậy thì phần còn lại của dữ liệu pháp luật trái nhau: {why}. Dòng: {rows}.",
        SAME,
        "Hãy sửa hoặc rút trước sửa đổi của các dòng ấy đi cùng với sửa đổi này.",
    ),
    MoveRefused.Code.LAW_TWICE: Message(
        "Dòng này đã có sửa đổi khác đang dùng theo {basis}, áp dụng {period}.",
        SAME,
        "Hãy rút sửa đổi ấy trước.",
    ),
    MoveRefused.Code.COPIED: Message(
        "Đề nghị này được tổng hợp từ hồ sơ của {sender} nên không sửa ở đây.",
        SAME,
        "Hãy trả hồ sơ gốc để nơi gửi bổ sung, rồi bấm «Cập nhật từ hồ sơ gốc»; hoặc bỏ đề nghị "
        "khỏi hồ sơ tổng hợp.",
    ),
    MoveRefused.Code.NOT_CONSOLIDATED: Message(
        "Hồ sơ này không phải hồ sơ tổng hợp.",
        SAME,
        "Hãy chọn một hồ sơ ở trang «Tổng hợp».",
    ),
    MoveRefused.Code.NOTHING_TO_CONSOLIDATE: Message(
        "Không có đề nghị nào đưa vào hồ sơ tổng hợp được; {left_out} đề nghị đã chọn phải để lại.",
        SAME,
        "Hãy thẩm định trước, hoặc xem lý do của từng đề nghị trong bảng xem trước.",
    ),
    MoveRefused.Code.FOR_OWN_MEETING: Message(
        "Hồ sơ tổng hợp này để Hội đồng của cơ quan họp xét nên không gửi đi và không quyết định "
        "trên chính nó.",
        SAME,
        "Hãy quyết định trên hồ sơ gốc của các đơn vị; xong hết thì hồ sơ này tự kết thúc.",
    ),
    MoveRefused.Code.PURPOSE_FIXED: Message(
        "Hồ sơ tổng hợp để họp và hồ sơ tổng hợp để trình cấp trên không đổi cho nhau được.",
        SAME,
        "Hãy bỏ các đề nghị khỏi hồ sơ này rồi tổng hợp lại cho đúng việc.",
    ),
    MoveRefused.Code.NOTHING_FROM_ABOVE: Message(
        "Cấp trên chưa trả lại hồ sơ tổng hợp này với điểm nào cần bổ sung.",
        SAME,
        "Chỉ chuyển xuống được những điểm cấp trên đã nêu khi trả lại.",
    ),
    MoveRefused.Code.CONFLICT_SETTLED: Message(
        "Mâu thuẫn này đã có người chọn rồi.", SAME, "Hãy mở lại để xem ai chọn và vì sao."
    ),
    MoveRefused.Code.CONFLICT_OPEN: Message(
        "Hồ sơ này đang có mâu thuẫn chưa giải quyết nên chưa đánh dấu sẵn sàng được.",
        SAME,
        "Hãy mở trang «Mâu thuẫn», xem hai bên và chọn trước.",
    ),
    MoveRefused.Code.CHOICE_IMPOSSIBLE: Message(
        "Không chọn được cách này cho mâu thuẫn đang mở.",
        SAME,
        "Hãy chọn một trong các cách còn lại, hoặc gọi cho bên kia.",
    ),
    MoveRefused.Code.OWN_OFFICE: Message(
        "Cơ quan này đang dùng chương trình nên không lưu trữ được.",
        SAME,
        "Nếu chỉ đổi tên, hãy sửa tên và ghi tên cũ vào «Tên qua các thời kỳ».",
    ),
    MoveRefused.Code.NEEDS_REASON: Message(
        "Việc này cần ghi lý do.", SAME, "Hãy nhập lý do rồi làm lại."
    ),
    MoveRefused.Code.WRONG_SEAT: Message(
        "Việc này do đầu bên kia làm, không làm ở cơ quan này.", SAME
    ),
    MoveRefused.Code.PERIOD_NOT_BEGUN: Message(
        "Kỳ báo cáo {period} chưa bắt đầu.", SAME, "Hãy chọn kỳ đã hoặc đang diễn ra."
    ),
    MoveRefused.Code.NO_OFFICE_ABOVE: Message(
        "Cơ quan này chưa ghi cơ quan cấp trên nên không có nơi nhận báo cáo.",
        SAME,
        "Hãy ghi cơ quan cấp trên ở trang «Cơ quan, chứng thư».",
    ),
    MoveRefused.Code.ALREADY_DECIDED: Message(
        "Hồ sơ đã được {by} quyết định trước đó, tại Quyết định số {number}.",
        SAME,
        "Hãy mở lại danh sách để xem còn đề nghị nào chưa có kết quả.",
    ),
    MoveRefused.Code.NOT_OURS_TO_DECIDE: Message(
        "Hồ sơ có {award}, thuộc thẩm quyền cấp trên.",
        SAME,
        "Hãy gửi hồ sơ lên cấp có thẩm quyền.",
    ),
}


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
    DocumentFailed.Code.LETTER_MISSING_IN_FONT: Message(
        "Phông chữ không có chữ «{letter}».", "Chưa in gì.", "Hãy chọn phông khác hoặc sửa chữ đó."
    ),
    DocumentFailed.Code.CERTIFICATE_LETTER_MISSING: Message(
        "Giấy khen số {number}, ô «{label}»: phông {font} không in được chữ «{letter}».",
        "Chưa in gì.",
        "Hãy chọn phông khác cho ô này hoặc sửa chữ đó.",
    ),
    DocumentFailed.Code.CERTIFICATE_NAMELESS: Message(
        "Giấy khen số {number}, ô «{label}»: không có tên để in.",
        "Chưa in gì.",
        "Hãy xem lại tên trong quyết định.",
    ),
    DocumentFailed.Code.TEXT_DOES_NOT_FIT: Message(
        "Giấy khen số {number}: nội dung ô «{label}» quá dài, ở cỡ chữ nhỏ nhất ({size}) vẫn thiếu "
        "{missing} mm.",
        "Chưa in gì.",
        "Hãy rút gọn nội dung, nới ô hoặc giảm cỡ chữ nhỏ nhất của ô.",
    ),
    DocumentFailed.Code.QR_TOO_LONG: Message(
        "Giấy khen số {number}: mã QR ở ô «{label}» dài quá {most} ký tự.",
        "Chưa in gì.",
        "Hãy bớt nội dung của mã QR trong mẫu trình bày.",
    ),
    DocumentFailed.Code.LAYOUT_BAD: Message(
        "Mẫu giấy khen không đúng ở {place}: {cause}.", SAME, "Hãy sửa chỗ ấy hoặc chọn mẫu khác."
    ),
    DocumentFailed.Code.LAYOUT_NEWER: Message(
        "Mẫu giấy khen được làm bằng phiên bản mới hơn của chương trình (mẫu đời {version}).",
        SAME,
        "Hãy cập nhật chương trình rồi nhập lại.",
    ),
    DocumentFailed.Code.LAYOUT_FILE_DAMAGED: Message(
        "Tệp mẫu giấy khen bị hỏng hoặc đã bị sửa ngoài chương trình.",
        "Không nhập gì từ tệp này.",
        "Hãy xin lại tệp từ nơi đã xuất.",
    ),
    DocumentFailed.Code.LAYOUT_FILE_TOO_LARGE: Message(
        "Tệp mẫu giấy khen lớn hơn {most} MB.",
        "Không nhập gì từ tệp này.",
        "Hãy quét phôi ở độ phân giải thấp hơn (150 điểm/inch là đủ) rồi xuất lại.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE: Message(
        "Ảnh quét phôi không đọc được; chỉ nhận ảnh PNG hoặc JPG.",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét lại và lưu thành PNG hoặc JPG.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_TOO_LARGE: Message(
        "Ảnh quét phôi quá lớn: {megabytes} MB, {pixels} triệu điểm ảnh (tối đa {most_megabytes} "
        "MB, {most_pixels} triệu điểm).",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét ở 150 điểm/inch rồi chọn lại.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE: Message(
        "Ảnh quét rộng {pixels_across} × cao {pixels_down} điểm, không cùng hình dạng với phôi "
        "{width} × {height} mm: theo chiều rộng thì phôi phải cao {due} mm.",
        "Mẫu giữ nguyên như trước.",
        "Hãy cắt ảnh đúng mép phôi, xoay cho đúng chiều, hoặc sửa kích thước phôi.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_TOO_COARSE: Message(
        "Ảnh quét chỉ có {dpi} điểm/inch trên phôi {width} × {height} mm; cần ít nhất {least}.",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét lại ở 150 điểm/inch.",
    ),
    DocumentFailed.Code.CALIBRATION_IMPOSSIBLE: Message(
        "Số đo «{label}» không thể có: phải quanh {expected} mm.",
        "Căn chỉnh cũ giữ nguyên.",
        "Hãy đo lại bằng thước mi-li-mét, đúng mép giấy và đúng dấu.",
    ),
    DocumentFailed.Code.CALIBRATION_CONTRADICTORY: Message(
        "Các số đo không khớp nhau, lệch {residual} mm.",
        "Căn chỉnh cũ giữ nguyên.",
        "Hãy đo lại cả ba dấu, chính xác đến một phần tư mi-li-mét.",
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
        SAME,
        "Hãy chọn một ô trong danh sách bên cạnh.",
    ),
    TemplateRefused.Code.UNKNOWN_SLOT: Message("Không có mẫu câu «{slot}».", SAME),
    TemplateRefused.Code.NOT_ALLOWED: Message(
        "Mẫu câu có lệnh không được dùng (dòng {line}).",
        SAME,
        "Chỉ dùng chữ, các ô trong danh sách bên cạnh và điều kiện «if tên ô … endif».",
    ),
    TemplateRefused.Code.BROKEN: Message(
        "Mẫu câu viết sai ở dòng {line}.",
        SAME,
        "Hãy kiểm tra các dấu ngoặc nhọn và các cặp «if … endif».",
    ),
    TemplateRefused.Code.TOO_LONG: Message(
        "Mẫu câu dài quá {maximum} ký tự.", SAME, "Hãy rút gọn."
    ),
    TemplateRefused.Code.LETTER_UNPRINTABLE: Message(
        "Mẫu câu có ký tự «{letter}» mà phông chữ của giấy tờ không có.",
        SAME,
        "Hãy bỏ hoặc thay ký tự ấy.",
    ),
    TemplateRefused.Code.EMPTY: Message(
        "Mẫu câu để trống.", SAME, "Hãy viết câu, hoặc bấm «Khôi phục mẫu»."
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
