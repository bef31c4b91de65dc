"""Putting fitted certificates on PDF pages; the only part that knows the drawing library."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.documents import ornaments
from desktop.documents.certificates import Calibration, Page, Placed
from desktop.documents.fonts import load
from desktop.documents.layout import MM, Layout

_BACKGROUND = "background"
_REPORT_EVERY = 50
_STEP = "certificates"


class _Ready:
    """Text operators already written, shown as the text object the canvas expects."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802 - the canvas's name
        return self._code


def draw_pages(
    pages: list[Page],
    layout: Layout,
    *,
    overlay: bool,
    calibration: Calibration,
    report: Callable[[int, int, str], None],
) -> bytes:
    """Return the PDF of ``pages``; the same input gives the same bytes."""
    for face in {box.font for box in layout.boxes}:
        load(face)
    size = (layout.width * MM, layout.height * MM)
    canvas = Canvas(
        "", pagesize=size, invariant=1, pageCompression=1, initialFontName=layout.boxes[0].font
    )
    canvas.setTitle(layout.name)
    common = _common(pages)
    _draw_background(canvas, layout, common, overlay=overlay)
    drawn = {id(placed) for placed in common}
    matrix = _matrix(calibration, layout.height * MM)
    codes: dict[int, str] = {}
    for done, page in enumerate(pages):
        if done % _REPORT_EVERY == 0:
            report(done, len(pages), _STEP)
        if matrix:
            canvas.transform(*matrix)
        canvas.doForm(_BACKGROUND)
        own = [placed for placed in page if id(placed) not in drawn]
        canvas.drawText(_Ready(" ".join(_code(canvas, placed, codes) for placed in own)))
        canvas.showPage()
    report(len(pages), len(pages), _STEP)
    return bytes(canvas.getpdfdata())


def _common(pages: list[Page]) -> list[Placed]:
    """Return what every page shows; the same text in the same box is one object in a batch."""
    shared = set.intersection(*({id(placed) for placed in page} for page in pages))
    return [placed for placed in pages[0] if id(placed) in shared]


def _matrix(c: Calibration, height: float) -> tuple[float, ...]:
    """Return the page transform, () for none: PDF counts from the bottom, paper from the top."""
    if c == Calibration():
        return ()
    return (c.scale_x, 0, 0, c.scale_y, c.right * MM, height * (1 - c.scale_y) - c.down * MM)


def _draw_background(
    canvas: Canvas, layout: Layout, common: list[Placed], *, overlay: bool
) -> None:
    canvas.beginForm(_BACKGROUND, 0, 0, layout.width * MM, layout.height * MM)
    if not overlay:
        for ornament in layout.ornaments:
            ornaments.draw(canvas, ornament, layout.height)
    for placed in common:
        canvas.drawText(_Ready(_written(canvas, placed)))
    canvas.endForm()


def _code(canvas: Canvas, placed: Placed, codes: dict[int, str]) -> str:
    """Return the operators of a text, written once however many pages show it."""
    key = id(placed)
    if key not in codes:
        codes[key] = _written(canvas, placed)
    return codes[key]


@lru_cache(maxsize=64)
def _color(value: str) -> Color:
    color: Color = HexColor(value)
    return color


def _written(canvas: Canvas, placed: Placed) -> str:
    box, fitted = placed.box, placed.fit
    text: PDFTextObject = canvas.beginText()
    text.setFont(box.font, fitted.size)
    text.setFillColor(_color(box.color))
    # Spacing outlives a text object, so each text states its own.
    text.setCharSpace(box.spacing / box.size * fitted.size)
    text.setWordSpace(box.word_spacing / box.size * fitted.size)
    for line, (x, y) in zip(fitted.lines, placed.points, strict=True):
        text.setTextOrigin(x, y)
        text.textOut(line)
    return str(text.getCode())
