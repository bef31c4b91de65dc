"""A layout's boxes with a certificate's words in them, one by one, for the designer to show.

The same fitting and the same drawing instructions as the PDF's. A batch refuses the first box that
cannot be drawn; here each box says for itself what is wrong, and is shown all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.documents.certificate_drawing import Mark
from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import drawing, place_all
from desktop.documents.layout import Box, BoxKind, Layout
from desktop.documents.layout_problems import LayoutProblem, LayoutProblemCode, problems
from desktop.errors import DocumentFailed

_PAGE = Layout("", "", 1000, 1000, ())
# So small that a text to be shown fits, whatever it is.
_SPECK = 0.5
_SUBSTITUTE = "Tinos-Regular"
_ASIDE = {LayoutProblemCode.OFF_THE_PAPER, LayoutProblemCode.OVERLAP}


@dataclass(frozen=True, slots=True)
class BoxDrawing:
    """A box as it would be printed.

    Attributes:
        box: what was drawn.
        marks: its drawing instructions, mm on the page; of a text that cannot be printed, something
            to see in its place.
        size: of its letters, points; 0 where nothing is shown.
        trouble: why it cannot be printed, None when it can.
    """

    box: Box
    marks: tuple[Mark, ...] = ()
    size: float = 0.0
    trouble: DocumentFailed | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A box that cannot be printed with the words of some certificates.

    Attributes:
        box: its id.
        error: of the first of them.
        numbers: of the certificates, in print order.
        name: whose certificate the first one is.
    """

    box: str
    error: DocumentFailed
    numbers: tuple[str, ...]
    name: str


@lru_cache(maxsize=2048)
def draw_box(box: Box, text: CertificateText) -> BoxDrawing:
    """Return a box with a certificate's words; what is wrong with it is told, never raised."""
    if not _drawable(box):
        return BoxDrawing(box)
    try:
        return _drawn(box, box, text)
    except DocumentFailed as error:
        return replace(_stand_in(box, text), trouble=error)


def draw_under(layout: Layout) -> tuple[Mark, ...]:
    """Return the frame and drawings of a layout, those that can be drawn."""
    wrong = {p.path.split(".")[0] for p in layout_problems(layout) if p.blocking}
    kept = tuple(
        ornament
        for index, ornament in enumerate(layout.ornaments)
        if f"ornaments[{index}]" not in wrong
    )
    return _under(replace(_PAGE, width=layout.width, height=layout.height, ornaments=kept))


@lru_cache(maxsize=16)
def _under(layout: Layout) -> tuple[Mark, ...]:
    pages, _ = place_all([_NOBODY], layout)
    return drawing(pages[0]).under


def layout_problems(layout: Layout) -> list[LayoutProblem]:
    """Return everything wrong with a layout whatever is printed with it."""
    return problems(layout)


def troubles(layout: Layout, texts: Sequence[CertificateText]) -> list[Trouble]:
    """Return which boxes cannot be printed with which certificates, in the order of the boxes."""
    found: list[Trouble] = []
    for box in layout.printed_boxes(overlay=False):
        failed = [(text, drawn.trouble) for text in texts if (drawn := draw_box(box, text)).trouble]
        if failed:
            first, error = failed[0]
            assert error is not None
            numbers = tuple(text.number for text, _ in failed)
            found.append(Trouble(box.id, error, numbers, first.name))
    return found


def _drawable(box: Box) -> bool:
    """Return whether anything can be drawn of a box; off the paper it still can."""
    page = replace(_PAGE, boxes=(box,))
    return all(p.code in _ASIDE or not p.blocking for p in problems(page))


def _drawn(shown: Box, box: Box, text: CertificateText) -> BoxDrawing:
    # Drawn also where it is hidden or has left the page: it is what the designer takes hold of.
    pages, _ = place_all([text], replace(_PAGE, boxes=(replace(shown, visible=True),)))
    placed = pages[0].placed
    marks = tuple(mark for item in placed for mark in item.marks)
    return BoxDrawing(box, marks, placed[0].size if placed else 0.0)


def _stand_in(box: Box, text: CertificateText) -> BoxDrawing:
    if box.kind is BoxKind.QR:
        return BoxDrawing(box)
    smaller = replace(box, min_size=_SPECK, one_line_size=0.0, font=_SUBSTITUTE)
    for shown in (replace(smaller, font=box.font), smaller):
        try:
            return _drawn(shown, box, text)
        except DocumentFailed:
            continue
    return BoxDrawing(box)


_NOBODY = CertificateText("", "", "", "", "", "", "", "", "", "", "", "", "")
