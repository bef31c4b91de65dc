"""Putting fitted certificates on PDF pages; the only part that knows the drawing library."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.documents.calibration import Calibration
from desktop.documents.certificate_drawing import Drawing, Mark, Rectangles, Shape, TextRun
from desktop.documents.certificates import Page, Placed, drawing
from desktop.documents.fonts import load
from desktop.documents.layout import MM, Layout
from desktop.documents.marked_glyphs import composed

_REPORT_EVERY = 50
_STEP = "certificates"


class _Ready:
    """Operators already written, shown as the text object the canvas expects."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802 - the canvas's name
        return self._code


def draw_pages(
    pages: Sequence[Page],
    *,
    calibration: Calibration | None = None,
    report: Callable[[int, int, str], None] | None = None,
) -> bytes:
    """Return the PDF of ``pages``; the same input gives the same bytes."""
    tell = report or (lambda _done, _total, _step: None)
    sheets = _Sheets(pages, calibration or Calibration())
    for done, page in enumerate(pages):
        if done % _REPORT_EVERY == 0:
            tell(done, len(pages), _STEP)
        sheets.add(page)
    tell(len(pages), len(pages), _STEP)
    return sheets.finished()


def draw_marks(page: Drawing, title: str, calibration: Calibration) -> bytes:
    """Return a PDF of one page; the same input gives the same bytes."""
    painter = Painter(page.width, page.height, title, calibration, _fonts(page))
    painter.begin_page(page.width, page.height)
    painter.put(painter.code(page))
    painter.end_page()
    return painter.finished()


def _fonts(marks: Iterable[Mark]) -> list[str]:
    return sorted({mark.font for mark in marks if isinstance(mark, TextRun)})


class _Sheets:
    """The pages of a batch; what all pages of one kind show is one object in the file."""

    def __init__(self, pages: Sequence[Page], calibration: Calibration) -> None:
        fonts = sorted({p.box.font for page in pages for p in page.placed if p.box.font})
        first = pages[0].layout
        self._painter = Painter(first.width, first.height, first.name, calibration, fonts)
        self._codes: dict[int, str] = {}
        self._under: dict[tuple[object, ...], tuple[str, frozenset[int]]] = {}
        groups: dict[tuple[object, ...], list[Page]] = {}
        self._keys: dict[tuple[int, bool], tuple[object, ...]] = {}
        for page in pages:
            groups.setdefault(self._key(page), []).append(page)
        for key, group in groups.items():
            self._under[key] = self._common(f"under{len(self._under)}", group)

    def _key(self, page: Page) -> tuple[object, ...]:
        """Return what pages share a background by; worked out once for each layout."""
        short = (id(page.layout), page.overlay)
        if short not in self._keys:
            layout = page.layout
            size = (layout.width, layout.height)
            self._keys[short] = (*size, () if page.overlay else layout.ornaments)
        return self._keys[short]

    def _common(self, name: str, pages: list[Page]) -> tuple[str, frozenset[int]]:
        """Draw once what all of ``pages`` show; return its name and which texts are on it."""
        shared = set.intersection(*({id(placed) for placed in page.placed} for page in pages))
        common = [placed for placed in pages[0].placed if id(placed) in shared]
        marks = [*drawing(pages[0]).under, *(mark for item in common for mark in item.marks)]
        self._painter.begin_form(name, pages[0].layout)
        self._painter.put(self._painter.code(marks))
        self._painter.end_form()
        return name, frozenset(shared)

    def add(self, page: Page) -> None:
        """Draw one page."""
        name, shared = self._under[self._key(page)]
        own = [placed for placed in page.placed if id(placed) not in shared]
        self._painter.begin_page(page.layout.width, page.layout.height)
        self._painter.put_form(name)
        self._painter.put(" ".join(self._code(placed) for placed in own))
        self._painter.end_page()

    def _code(self, placed: Placed) -> str:
        """Return the operators of a text, written once however many pages show it."""
        key = id(placed)
        if key not in self._codes:
            self._codes[key] = self._painter.code(placed.marks)
        return self._codes[key]

    def finished(self) -> bytes:
        """Return the file."""
        return self._painter.finished()


class Painter:
    """Follows drawing instructions on PDF pages."""

    def __init__(
        self,
        width: float,
        height: float,
        title: str,
        calibration: Calibration,
        fonts: Sequence[str],
    ) -> None:
        for font in fonts:
            load(font)
        self._calibration = calibration
        self._height = height
        self._canvas = Canvas(
            "",
            pagesize=(width * MM, height * MM),
            invariant=1,
            pageCompression=1,
            initialFontName=fonts[0] if fonts else None,
        )
        self._canvas.setTitle(title)

    def begin_page(self, width: float, height: float) -> None:
        """Begin a page of that size, mm, corrected for the printer."""
        self._height = height
        self._canvas.setPageSize((width * MM, height * MM))
        if self._calibration != Calibration():
            self._canvas.transform(*_upwards(self._calibration, height))

    def end_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def begin_form(self, name: str, layout: Layout) -> None:
        """Begin what many pages show."""
        self._height = layout.height
        self._canvas.beginForm(name, 0, 0, layout.width * MM, layout.height * MM)

    def end_form(self) -> None:
        """Finish what many pages show."""
        self._canvas.endForm()

    def put_form(self, name: str) -> None:
        """Show on this page what many pages show."""
        self._canvas.doForm(name)

    def put(self, code: str) -> None:
        """Put operators on the page."""
        self._canvas.drawText(_Ready(code))

    def code(self, marks: Iterable[Mark]) -> str:
        """Return the operators that draw ``marks`` on a page of the present height."""
        written = []
        for mark in marks:
            if isinstance(mark, TextRun):
                written.append(self._text(mark))
            elif isinstance(mark, Shape):
                written.append(_shape(mark, self._height))
            else:
                written.append(_rectangles(mark, self._height))
        return "\n".join(written)

    def _text(self, run: TextRun) -> str:
        shown = composed(run.font, run.text)
        text: PDFTextObject = self._canvas.beginText()
        text.setFont(run.font, run.size)
        text.setFillColor(_color(run.color))
        text.setTextOrigin(run.x * MM, (self._height - run.baseline) * MM)
        # Spacing outlives a text object, so a text that has any takes it away again.
        if run.letter_spacing or run.word_spacing:
            text.setCharSpace(run.letter_spacing)
            text.setWordSpace(run.word_spacing)
            text.textOut(shown)
            text.setCharSpace(0)
            text.setWordSpace(0)
        else:
            text.textOut(shown)
        return str(text.getCode())

    def finished(self) -> bytes:
        """Return the file."""
        return bytes(self._canvas.getpdfdata())


def _upwards(calibration: Calibration, height: float) -> tuple[float, ...]:
    """Return the page transform in points: PDF counts from the bottom, paper from the top."""
    a, b, c, d, e, f = calibration.matrix
    return (a, -b, -c, d, (e + c * height) * MM, (height - f - d * height) * MM)


@lru_cache(maxsize=64)
def _color(value: str) -> Color:
    color: Color = HexColor(value)
    return color


@lru_cache(maxsize=64)
def _rgb(value: str) -> str:
    color = _color(value)
    return f"{color.red:.4g} {color.green:.4g} {color.blue:.4g}"


@lru_cache(maxsize=8192)
def _shape(shape: Shape, height: float) -> str:
    """Return the operators of an outline; ends and joins are round."""
    code = ["q 1 J 1 j"]
    if shape.stroke:
        code.append(f"{_rgb(shape.stroke)} RG {shape.line * MM:.5g} w")
    if shape.fill:
        code.append(f"{_rgb(shape.fill)} rg")
    for op, numbers in shape.steps:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        places = " ".join(f"{x * MM:.3f} {(height - y) * MM:.3f}" for x, y in pairs)
        code.append(f"{places} {_OPERATORS[op]}".strip())
    code.append(
        {(True, True): "B", (True, False): "S"}.get((bool(shape.stroke), bool(shape.fill)), "f")
    )
    code.append("Q")
    return "\n".join(code)


_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def _rectangles(mark: Rectangles, height: float) -> str:
    code = [f"q {_rgb(mark.color)} rg"]
    for x, y, w, h in mark.rectangles:
        code.append(f"{x * MM:.3f} {(height - y - h) * MM:.3f} {w * MM:.3f} {h * MM:.3f} re")
    return "\n".join([*code, "f Q"])
