"""The sentences of layouts that are not kept, changed or put away as asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import LayoutRefused
from desktop.views.message import SAME, Message

LAYOUTS: Mapping[StrEnum, Message] = {
    LayoutRefused.Code.BUNDLED: Message(
        "Mẫu «{name}» có sẵn trong chương trình, không sửa được.",
        SAME,
        "Hãy bấm «Tạo bản sao» rồi sửa trên bản sao.",
    ),
    LayoutRefused.Code.HAS_PROBLEMS: Message(
        "Mẫu «{name}» còn {count} chỗ không in được.",
        "Mẫu đã lưu vẫn như trước.",
        "Hãy sửa những dòng màu đỏ trong «Điều cần sửa» rồi lưu lại.",
    ),
    LayoutRefused.Code.USED_TWICE: Message(
        "Mẫu «{other}» đã được dùng cho đúng hình thức và đối tượng ấy.",
        SAME,
        "Hãy chọn hình thức hoặc đối tượng khác, hoặc lưu trữ mẫu kia trước.",
    ),
    LayoutRefused.Code.IS_DEFAULT: Message(
        "Mẫu «{name}» đang là mẫu in mặc định của cơ quan.",
        SAME,
        "Hãy đặt mẫu khác làm mặc định rồi lưu trữ mẫu này.",
    ),
    LayoutRefused.Code.HAS_HEIRS: Message(
        "Mẫu «{other}» kế thừa mẫu này.",
        SAME,
        "Hãy lưu trữ mẫu kế thừa trước.",
    ),
    LayoutRefused.Code.BASE_FIXES_PAPER: Message(
        "Mẫu này kế thừa mẫu khác nên khổ giấy, hoa văn và cách in theo mẫu gốc.",
        SAME,
        "Hãy tạo một bản sao rời để đổi khổ giấy.",
    ),
    LayoutRefused.Code.NOTHING_TO_CHANGE: Message(
        "Quyết định này không có giấy khen số {number}.",
        SAME,
        "Hãy xem lại số giấy khen trong danh sách của quyết định.",
    ),
}
