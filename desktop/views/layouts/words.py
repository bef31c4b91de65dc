"""The words of layouts: fields, fonts, choices and problems as an officer says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import DocumentFailed
from desktop.services.certificate_layouts import (
    Align,
    Box,
    Breaking,
    Case,
    Layout,
    VAlign,
    layout_problems,
)
from desktop.views.layouts.ornaments import area_id
from desktop.views.layouts.ornaments import place_of as place_of_ornament

if TYPE_CHECKING:
    from desktop.services.certificate_layouts import LayoutProblem
    from desktop.services.certificate_layouts_drawn import Trouble

FIELDS: Mapping[str, str] = {
    "name": "Tên người, tập thể, hộ",
    "honorific": "Ông, Bà, Tập thể",
    "post_unit": "Chức danh, đơn vị hoặc nơi ở",
    "achievement": "Thành tích",
    "authority": "Người có thẩm quyền khen",
    "verb": "Tặng, Tặng danh hiệu",
    "award_title": "Tên hình thức khen thưởng",
    "decision_line": "Số và ngày quyết định",
    "register_line": "Dòng vào sổ khen thưởng",
    "place_date": "Địa danh, ngày tháng",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "national_title": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "number": "Số giấy khen",
    "check_code": "Mã kiểm tra",
}
"""What each field of a text pattern stands for, those used most first; typed so, in braces."""

FONTS: Mapping[str, str] = {
    "Tinos-Regular": "Tinos (như Times), thường",
    "Tinos-Bold": "Tinos, đậm",
    "Tinos-Italic": "Tinos, nghiêng",
    "Tinos-BoldItalic": "Tinos, đậm nghiêng",
    "PlayfairDisplay-Black": "Playfair Display, chữ tiêu đề",
    "GreatVibes-Regular": "Great Vibes, chữ viết tay",
    "GuongSangScript-Bold": "Gương Sáng Script, chữ viết tay đậm",
}
ALIGNS: Mapping[Align, str] = {
    Align.LEFT: "Trái",
    Align.CENTER: "Giữa",
    Align.RIGHT: "Phải",
    Align.JUSTIFY: "Đều hai bên",
}
VALIGNS: Mapping[VAlign, str] = {
    VAlign.TOP: "Trên",
    VAlign.MIDDLE: "Giữa",
    VAlign.BOTTOM: "Dưới",
}
CASES: Mapping[Case, str] = {
    Case.AS_IS: "Như đã gõ",
    Case.UPPER: "CHỮ HOA",
    Case.TITLE: "Hoa Đầu Mỗi Từ",
}
BREAKINGS: Mapping[Breaking, str] = {
    Breaking.BALANCED: "Các dòng dài bằng nhau",
    Breaking.FILLED: "Dòng trên đầy trước",
}


def named_box(box: Box) -> str:
    """Return what an officer calls a box: the field it shows, or its own words."""
    text = box.text.strip()
    field = text.removeprefix("{").removesuffix("}")
    if field in FIELDS and text == f"{{{field}}}":
        number = box.id.removeprefix(field)
        extra = f" ({number.lstrip('_')})" if number and box.id.startswith(field) else ""
        return FIELDS[field] + extra
    shown = with_labels(text)
    return shown or box.id


def with_labels(text: str) -> str:
    """Return a text pattern with «Họ tên» in the place of ``{name}``."""
    for field, label in FIELDS.items():
        text = text.replace(f"{{{field}}}", f"«{label}»")
    return " ".join(text.split())


def act_on(verb: str, boxes: Sequence[Box]) -> str:
    """Return the name of an act: «Di chuyển Thành tích», «Di chuyển 3 khung»."""
    if len(boxes) == 1:
        return f"{verb} {named_box(boxes[0])}"
    return f"{verb} {len(boxes)} khung"


def millimetres(value: float) -> str:
    """Return a measure with a comma, and no more digits than it has."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def place_of(box: Box) -> str:
    """Return where a box stands, as a screen reader says it."""
    return (
        f"{named_box(box)}: cách mép trái {millimetres(box.x)}, mép trên {millimetres(box.y)}, "
        f"rộng {millimetres(box.width)}, cao {millimetres(box.height)} mm"
    )


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the list of problems.

    Attributes:
        text: the sentence.
        box: id of the box it is about, "" for the page.
        blocking: whether it cannot be printed so.
    """

    text: str
    box: str
    blocking: bool


def problem_line(problem: LayoutProblem, boxes: Mapping[str, Box]) -> ProblemLine:
    """Return a problem of the layout as a sentence."""
    place = place_of_ornament(problem.path)
    box_id = problem.box if place is None else area_id(place)
    box = boxes.get(box_id)
    name = named_box(box) if box is not None else "Tờ giấy"
    other = boxes.get(str(problem.data.get("other", "")))
    values = {
        "box": name,
        "other": named_box(other) if other is not None else "",
        "least": _number(problem.data.get("least")),
        "size": _number(problem.data.get("size")),
        "font": str(problem.data.get("font", "")),
        "field": str(problem.data.get("field", "")),
        "down": _number(problem.data.get("down")),
        "key": _KEYS.get(problem.path.rpartition(".")[2], problem.path.rpartition(".")[2]),
    }
    text = _PROBLEMS.get(problem.code.value, "{box}: không in được như thế này.")
    return ProblemLine(text.format_map(values), box_id, problem.blocking)


def text_problem(box: Box) -> str:
    """Return what is wrong with a box's text pattern, to stand beside it; "" for nothing."""
    alone = Layout("", "", box.width, box.height, (box,))
    for problem in layout_problems(alone):
        if problem.path.endswith(".text"):
            unknown = problem.code.value == "UNKNOWN_FIELD"
            return (_NO_SUCH_FIELD if unknown else _LONE_BRACE).format_map(problem.data)
    return ""


def _number(value: object) -> str:
    return millimetres(float(value)) if isinstance(value, int | float) else ""


_PROBLEMS: Mapping[str, str] = {
    "PAPER_SIZE": "Tờ giấy: khổ {size} mm không in được; gõ từ 1 đến 1000 mm.",
    "NO_BOXES": "Mẫu chưa có khung nào: bấm «Thêm khung».",
    "SAME_NAME": "{box}: có hai khung cùng tên; xóa bớt một.",
    "UNKNOWN_FIELD": "{box}: không có nội dung nào tên {{{field}}}; chọn lại từ «Chèn nội dung».",
    "UNKNOWN_FONT": "{box}: chương trình không có phông «{font}»; chọn phông khác.",
    "WRONG_VALUE": "{box}: «{key}» không dùng được; gõ lại.",
    "TOO_LOW_FOR_ITS_LETTERS": "{box}: khung thấp hơn chữ {size} pt kể cả dấu; cao ít nhất "
    "{least} mm hoặc giảm cỡ nhỏ nhất.",
    "OFF_THE_PAPER": "{box}: nằm ra ngoài tờ giấy; kéo vào trong.",
    "QR_TOO_SMALL": "{box}: mã QR nhỏ hơn {least} mm, điện thoại không đọc được.",
    "OVERLAP": "{box}: chồng lên «{other}» {down} mm.",
}
_NO_SUCH_FIELD = "Không có nội dung nào tên {{{field}}}; chọn lại từ «Chèn nội dung»."
_LONE_BRACE = "Ngoặc nhọn {{ }} phải đủ đôi, giữa là tên một nội dung."
_KEYS: Mapping[str, str] = {
    "id": "Tên khung",
    "text": "Nội dung",
    "size": "Cỡ chữ",
    "min_size": "Cỡ nhỏ nhất",
    "one_line_size": "Cỡ giữ một dòng",
    "max_lines": "Số dòng",
    "leading": "Giãn dòng",
    "spacing": "Giãn chữ",
    "word_spacing": "Giãn từ",
    "color": "Màu",
    "second_color": "Màu thứ hai",
    "line": "Nét dày",
    "band": "Bề rộng dải, góc",
}


def trouble_line(trouble: Trouble, boxes: Mapping[str, Box]) -> ProblemLine:
    """Return a box some certificates cannot be printed in, as a sentence that names the first."""
    box, data = boxes.get(trouble.box), trouble.error.data
    name = named_box(box) if box is not None else trouble.box
    who = f"giấy số {trouble.numbers[0]} ({trouble.name})"
    more = f" và {len(trouble.numbers) - 1} giấy khác" if len(trouble.numbers) > 1 else ""
    if trouble.error.code is DocumentFailed.Code.CERTIFICATE_LETTER_MISSING:
        font = FONTS.get(str(data["font"]), str(data["font"]))
        why = f"phông {font} không in được chữ «{data['letter']}»; chọn phông khác hoặc sửa chữ đó"
    elif trouble.error.code is DocumentFailed.Code.CERTIFICATE_NAMELESS:
        why = "không có tên để in"
    elif trouble.error.code is DocumentFailed.Code.TEXT_DOES_NOT_FIT:
        side = "chiều rộng" if data.get("way") == "across" else "chiều cao"
        why = (
            f"ở cỡ nhỏ nhất {_number(data.get('size'))} pt vẫn thiếu "
            f"{_number(data.get('missing'))} mm {side}; nới khung hoặc giảm cỡ nhỏ nhất"
        )
    else:
        why = "nội dung quá dài cho mã QR"
    return ProblemLine(f"{name} – {who}{more}: {why}.", trouble.box, blocking=True)
