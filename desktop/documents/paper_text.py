"""One printed text of a paper: family, size, style and alignment in one call."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.platypus.paragraph import Paragraph

from desktop.documents import paper_style as style
from desktop.documents.fonts import load
from desktop.documents.layout import MM
from desktop.documents.marked_glyphs import composed
from desktop.documents.paper import Align
from desktop.documents.paper_lengths import FACES, FAMILY, face
from desktop.documents.paper_lines import Piece, pieces
from desktop.documents.printed import printed
from desktop.overrides import override

_ALIGN = {
    Align.LEFT: TA_LEFT,
    Align.CENTER: TA_CENTER,
    Align.RIGHT: TA_RIGHT,
    Align.JUSTIFY: TA_JUSTIFY,
}


@cache
def load_family() -> None:
    """Register the four faces together, so that bold and italic stay inside the family."""
    for name in FACES:
        load(name)
    registerFontFamily(FAMILY, *FACES)


@cache
def _style(
    size: float, font: str, align: Align, indent: float, gap: float, spacing: float
) -> ParagraphStyle:
    load_family()
    return ParagraphStyle(
        "paper",
        fontName=font,
        fontSize=size,
        leading=size * style.SINGLE * spacing,
        alignment=_ALIGN[align],
        firstLineIndent=indent * MM,
        spaceAfter=gap * MM,
        # A lone first or last line on a page is not lost to the reader.
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        uriWasteReduce=0,
    )


class Text(Paragraph):
    """A paragraph that is broken into lines once for each width it is tried at.

    The library asks its height when it is kept together, placed in a cell and drawn.
    """

    _tried = 0.0

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # A split takes the lines away again.
        if width != self._tried or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._tried = width
        return self.width, self.height


_PLAIN, _LEAD = "x", "<b>x</b>"
_MISSING = f'<b><font backColor="{style.MISSING_GROUND}">x</font></b>'


@cache
def _sample(given: ParagraphStyle, markup: str) -> Any:
    """Return a printed letter of a style; the library's parser is slow, and our marks are three."""
    return Paragraph(markup, given).frags[0]


def _frags(content: str, given: ParagraphStyle, markup: str = _PLAIN) -> list[Any]:
    """Return the parts of a text: bold on yellow where a value is missing."""
    shown = " ".join(printed(content).splitlines()) + " " * content.endswith(" ")
    found = []
    for piece in pieces(shown) or (Piece(""),):
        sample = _sample(given, _MISSING if piece.is_missing else markup)
        found.append(sample.clone(text=composed(sample.fontName, piece.text)))
    return found


def text(
    content: str,
    size: float,
    *,
    lead: str = "",
    bold: bool = False,
    italic: bool = False,
    align: Align = Align.LEFT,
    indent: float = 0.0,
    gap: float = 0.0,
    spacing: float = 1.0,
) -> Text:
    """Return a paragraph, ``lead`` in bold before it; ``indent`` and ``gap`` in millimetres."""
    given = _style(size, face(bold=bold, italic=italic), align, indent, gap, spacing)
    frags = [*_frags(f"{lead} ", given, _LEAD), *_frags(content, given)] if lead else []
    return Text("", given, frags=frags or _frags(content, given))


def body_text(
    content: str,
    *,
    lead: str = "",
    bold: bool = False,
    italic: bool = False,
    align: Align = Align.JUSTIFY,
    indent: float = style.FIRST_LINE,
) -> Text:
    """Return a paragraph of the paper's body, justified, its first line drawn in."""
    return text(
        content,
        style.BODY_SIZE,
        lead=lead,
        bold=bold,
        italic=italic,
        align=align,
        indent=indent,
        gap=style.PARAGRAPH_GAP,
        spacing=style.LINE_SPACING,
    )
