"""Lengths on a paper that depend on its words: the same for every renderer, in points."""

from __future__ import annotations

from desktop.documents import paper_style as style
from desktop.documents.fonts import unit_width
from desktop.documents.layout import MM
from desktop.documents.paper import OfficialPaper, shown
from desktop.documents.paper_lines import capitals, lines
from desktop.documents.printed import printed

FAMILY = "Tinos"
"""The font papers are drawn and measured in: Times New Roman's measures, all Vietnamese letters."""

FACES = tuple(f"{FAMILY}-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic"))
_WIDEST = 0.9


def face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the name of one of the family's four faces."""
    return FACES[bold + 2 * italic]


def text_width(*, is_landscape: bool = False) -> float:
    """Return the width between the margins."""
    page = style.PAGE[1] if is_landscape else style.PAGE[0]
    return (page - style.MARGIN_LEFT - style.MARGIN_RIGHT) * MM


def agency_width() -> float:
    """Return the width of the head's left side; the national title has the rest."""
    return text_width() * (1 - style.NATIONAL_SHARE)


def agency_rule(paper: OfficialPaper) -> float:
    """Return the length of the line under the agency: a part of its longest line."""
    longest = max(_bold(capitals(line), style.HEAD_SIZE) for line in lines(paper.agency))
    return min(agency_width() * _WIDEST, longest) * style.AGENCY_RULE


def motto_rule() -> float:
    """Return the length of the line under the motto: the motto's own."""
    return _bold(style.MOTTO, style.MOTTO_SIZE)


def subject_rule(paper: OfficialPaper) -> float:
    """Return the length of the line under the subject, which may fill several lines."""
    longest = max(_bold(line, style.TITLE_SIZE) for line in lines(paper.subject))
    return min(text_width() * _WIDEST, longest) * style.SUBJECT_RULE


def _bold(content: str, size: float) -> float:
    return unit_width(face(bold=True), printed(shown(content))) * size
