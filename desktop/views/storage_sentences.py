"""The sentences of what the disk, a stick or the database file does not let be done."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import StorageError
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
