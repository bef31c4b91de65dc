"""One printed text of a paper: family, size, style and alignment in one call."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.platypus import Paragraph as Text

from desktop.documents import paper_style as style
from desktop.documents.fonts import load
from desktop.documents.layout import MM
from desktop.documents.paper import Align
from desktop.documents.paper_lengths import FACES, FAMILY, face
from desktop.documents.paper_lines import pieces
from desktop.documents.printed import printed

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
        leading=size * spacing,
        alignment=_ALIGN[align],
        firstLineIndent=indent * MM,
        spaceAfter=gap * MM,
        # A lone first or last line on a page is not lost to the reader.
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        uriWasteReduce=0,
    )


def _markup(content: str) -> str:
    """Return the text for the drawing library: bold on yellow where a value is missing."""
    return "".join(
        f'<b><font backColor="{style.MISSING_GROUND}">{escape(piece.text)}</font></b>'
        if piece.is_missing
        else escape(piece.text)
        for piece in pieces(content)
    )


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
    spacing: float = 1.15,
) -> Text:
    """Return a paragraph, ``lead`` in bold before it; ``indent`` and ``gap`` in millimetres."""
    shown = _markup(printed(content))
    if lead:
        shown = f"<b>{_markup(printed(lead))}</b> {shown}"
    return Text(shown, _style(size, face(bold=bold, italic=italic), align, indent, gap, spacing))


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
