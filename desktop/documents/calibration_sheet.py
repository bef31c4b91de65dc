"""The pages that are printed to calibrate a printer, as drawing instructions and as PDF.

The grid page is printed on plain paper and measured with a ruler (``calibration``). The outline
page shows a layout's boxes and the blank's edge, to hold against a blank before one is used up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.documents.calibration import READING_LABELS, Calibration, Cross, crosses, expected
from desktop.documents.certificate_drawing import Drawing, Mark, Op, Shape, Step, TextRun
from desktop.documents.certificate_text import box_label
from desktop.documents.fonts import unit_width
from desktop.documents.layout import MM, Box, Layout

_BLACK, _GREY, _PALE, _RED, _BLUE = "#000000", "#8A8A8A", "#D4DAE0", "#B3151B", "#14275C"
_PLAIN, _BOLD, _SLANTED = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic"
_ARM = 6.0
_RULER = 40.0
_STEPS = (
    "1. In trang này ở tỷ lệ 100 % (kích thước thật), không chọn «vừa khổ giấy».",
    "2. Lấy thước mi-li-mét dài ít nhất {ruler} cm, đo từng khoảng dưới đây từ mép giấy thật.",
    "3. Đọc đến một phần tư mi-li-mét (ví dụ 15,25) và ghi vào cột «Đo được».",
)


def grid_page(width: float, height: float, caption: str = "") -> Drawing:
    """Return the page to print and measure, of that size in mm.

    Args:
        width: of the paper, mm, at least 150.
        height: mm, at least 130.
        caption: which printer and tray it is printed with.
    """
    marks = [
        *_grid(width, height),
        *_crosses(width, height),
        *_instructions(width, height, caption),
    ]
    return Drawing(width, height, (), tuple(marks))


def outline_page(
    layout: Layout, *, overlay: bool = True, paper: tuple[float, float] | None = None
) -> Drawing:
    """Return the boxes' frames with their names and the blank's edge.

    Args:
        layout: whose boxes.
        overlay: show in grey what the blank already has.
        paper: width and height of the plain paper, mm; the blank's own size by default. The
            blank's top left corner is the paper's.
    """
    width, height = paper or (layout.width, layout.height)
    marks: list[Mark] = [
        _outline(0, 0, layout.width, layout.height, _RED, 0.3),
        _outline(5, 5, layout.width - 10, layout.height - 10, _PALE, 0.2),
        _text(7, 9.5, f"Cách mép phôi 5 mm: {layout.name}", _SLANTED, 8, _GREY),
    ]
    for box in layout.boxes:
        if box.visible:
            bare = (overlay or layout.overlay) and box.preprinted
            marks += _framed(box, _GREY if bare else _BLUE)
    return Drawing(width, height, (), tuple(marks))


def page_pdf(drawing: Drawing, title: str, calibration: Calibration | None = None) -> bytes:
    """Return one page as a PDF; the grid page is printed without a calibration at first."""
    # The drawing library takes 90 ms to import; the window must not wait for it.
    from desktop.documents.certificate_canvas import draw_marks

    return draw_marks(drawing, title, calibration or Calibration())


def _framed(box: Box, color: str) -> Iterator[Mark]:
    yield _outline(box.x, box.y, box.width, box.height, color, 0.2)
    size = min(9.0, box.height * MM * 0.7)
    yield _text(
        box.x + 1, box.y + box.height - box.height * 0.3, box_label(box), _PLAIN, size, color
    )


def _grid(width: float, height: float) -> Iterator[Mark]:
    """Draw a line each centimetre from the upper left corner, so that a bent page shows too."""
    for across in range(10, int(width), 10):
        yield _line(across, 0, across, height, _PALE, 0.1)
    for down in range(10, int(height), 10):
        yield _line(0, down, width, down, _PALE, 0.1)


def _crosses(width: float, height: float) -> Iterator[Mark]:
    a, b, c = crosses(width, height)
    yield _line(a.x, a.y, b.x, b.y, _GREY, 0.1)
    yield _line(a.x, a.y, c.x, c.y, _GREY, 0.1)
    for cross in (a, b, c):
        yield _line(cross.x - _ARM, cross.y, cross.x + _ARM, cross.y, _BLACK, 0.2)
        yield _line(cross.x, cross.y - _ARM, cross.x, cross.y + _ARM, _BLACK, 0.2)
        yield _text(cross.x + 1.5, cross.y + 5.5, cross.name, _BOLD, 13, _RED)
    yield from _rulers(a, across=True, down=True)
    yield from _rulers(b, across=False, down=True)
    yield from _rulers(c, across=True, down=False)


def _rulers(cross: Cross, *, across: bool, down: bool) -> Iterator[Mark]:
    """Draw millimetres from the paper's edge to beyond a cross: where the ruler is to lie.

    None stand close to the cross, where they would blur what is read.
    """
    for value in range(int(_RULER) + 1):
        length = 3.0 if value % 10 == 0 else 2.0 if value % 5 == 0 else 1.2
        if across and abs(value - cross.x) > _ARM:
            yield _line(value, cross.y, value, cross.y - length, _BLACK, 0.1)
            if value % 10 == 0 and value:
                yield _text(value, cross.y - 3.6, str(value), _PLAIN, 7, _BLACK, centred=True)
        if down and abs(value - cross.y) > _ARM:
            yield _line(cross.x, value, cross.x - length, value, _BLACK, 0.1)
            if value % 10 == 0 and value:
                yield _text(cross.x - 6, value + 0.9, str(value), _PLAIN, 7, _BLACK, centred=True)
    if across:
        yield _line(0, cross.y, _RULER, cross.y, _BLACK, 0.1)
    if down:
        yield _line(cross.x, 0, cross.x, _RULER, _BLACK, 0.1)


def _instructions(width: float, height: float, caption: str) -> Iterator[Mark]:
    """Write what to do, and a table for the readings, on a white field in the middle."""
    left, top, right = width / 2 - 62, max(height / 2 - 42, 44), width / 2 + 62
    yield _outline(left - 4, top - 8, right - left + 8, 84, _GREY, 0.15, fill="#FFFFFF")
    yield _text(width / 2, top, "TRANG CĂN CHỈNH MÁY IN", _BOLD, 13, _BLACK, centred=True)
    line = f"Giấy {_number(width)} × {_number(height)} mm"
    said = f"{line}. {caption}" if caption else line
    yield _text(width / 2, top + 6, said, _SLANTED, 10, _BLACK, centred=True)
    ruler = -(-int(max(width, height)) // 100) * 10
    for index, step in enumerate(_STEPS):
        yield _text(left, top + 13 + 5.2 * index, step.format(ruler=ruler), _PLAIN, 9.5, _BLACK)
    yield from _table(left, top + 29, right, expected(width, height))


def _table(left: float, top: float, right: float, wanted: object) -> Iterator[Mark]:
    columns = (left + 64, left + 96)
    heads = ((left, "Khoảng cần đo (mm)"), (columns[0], "Máy không lệch"), (columns[1], "Đo được"))
    for x, head in heads:
        yield _text(x + 1, top + 4.3, head, _BOLD, 9.5, _BLACK)
    for index, (name, label) in enumerate(READING_LABELS.items(), start=1):
        y = top + 6.2 * index
        yield _text(left + 1, y + 4.3, f"{index}. {label}", _PLAIN, 10, _BLACK)
        yield _text(columns[0] + 1, y + 4.3, _number(getattr(wanted, name)), _PLAIN, 10, _BLACK)
    for index in range(len(READING_LABELS) + 2):
        yield _line(left, top + 6.2 * index, right, top + 6.2 * index, _GREY, 0.15)
    bottom = top + 6.2 * (len(READING_LABELS) + 1)
    for x in (left, *columns, right):
        yield _line(x, top, x, bottom, _GREY, 0.15)


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _line(x1: float, y1: float, x2: float, y2: float, color: str, line: float) -> Shape:
    return Shape(((Op.MOVE, (x1, y1)), (Op.LINE, (x2, y2))), color, "", line)


def _outline(
    x: float, y: float, w: float, h: float, color: str, line: float, *, fill: str = ""
) -> Shape:
    corners: Iterable[tuple[float, float]] = ((x + w, y), (x + w, y + h), (x, y + h))
    steps: list[Step] = [(Op.MOVE, (x, y)), *((Op.LINE, corner) for corner in corners)]
    return Shape((*steps, (Op.CLOSE, ())), color, fill, line)


def _text(
    x: float, y: float, text: str, font: str, size: float, color: str, *, centred: bool = False
) -> TextRun:
    width = unit_width(font, text) * size / MM
    return TextRun(text, font, size, x - width / 2 if centred else x, y, 0, 0, color, width)
