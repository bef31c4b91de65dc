"""The sentences of who may not open the office, or may not do something in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import AccessDenied, NotAllowed
from desktop.views.message import SAME, Message

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
        "Hãy hỏi trưởng phòng hoặc người phụ trách.",
    ),
    NotAllowed.Code.PASSWORD_SET: Message(
        "Mật khẩu của người dùng này vừa được đặt lại ở nơi khác.",
        "Nội dung đang gõ dở vẫn được giữ.",
        "Hãy mở khóa lại bằng mật khẩu mới.",
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
