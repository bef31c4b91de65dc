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

_CAUSES: Mapping[str, str] = {
    "": "nội dung không hợp lệ",
    "not JSON": "không phải JSON",
    "not an object": "không phải một đối tượng JSON",
    "not a float": "không phải số",
    "not a int": "không phải số nguyên",
    "no measure": "số không thể có",
    "missing": "thiếu mục này",
    "unknown key": "chương trình không có mục này",
    "empty": "để trống",
    "too long": "dài quá",
    "too many": "nhiều quá",
    "no letters": "có ký tự không in được",
    "no such box": "không có khung nào tên như thế",
    "unknown layout": "không có mẫu nào mang mã ấy",
    "PAPER_SIZE": "khổ giấy phải từ 1 đến 1000 mm",
    "NO_BOXES": "chưa có khung nào",
    "SAME_NAME": "có hai khung cùng tên",
    "UNKNOWN_FIELD": "chương trình không có ô nội dung ấy",
    "UNKNOWN_FONT": "chương trình không có phông ấy",
    "WRONG_VALUE": "giá trị không dùng được",
    "TOO_LOW_FOR_ITS_LETTERS": "khung thấp hơn chữ kể cả dấu",
    "OFF_THE_PAPER": "nằm ra ngoài tờ giấy",
    "QR_TOO_SMALL": "mã QR nhỏ quá, điện thoại không đọc được",
}
"""By ``why`` of LAYOUT_BAD: codes of a layout's problems and those of its file."""


def layout_place(field: object) -> str:
    """Return where in a layout's file something is wrong; the path as the file has it."""
    return f"«{field}»" if field else "cả tệp"


def layout_cause(why: object) -> str:
    """Return what is wrong there."""
    return _CAUSES.get(str(why), _CAUSES[""])
