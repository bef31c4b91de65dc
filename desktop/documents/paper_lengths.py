"""Lengths on a paper that depend on its words: the same for every renderer, in points."""

from __future__ import annotations

from desktop.documents import paper_style as style
from desktop.documents.fonts import unit_width
from desktop.documents.layout import MM
from desktop.documents.paper import OfficialPaper, SignatureBlock, Table, shown
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
    longest = max(
        (_bold(capitals(line), style.HEAD_SIZE) for line in lines(paper.agency)), default=0.0
    )
    return min(agency_width() * _WIDEST, longest) * style.AGENCY_RULE


def motto_rule() -> float:
    """Return the length of the line under the motto: the motto's own."""
    return _bold(style.MOTTO, style.MOTTO_SIZE)


def subject_rule(paper: OfficialPaper) -> float:
    """Return the length of the line under the subject, which may fill several lines."""
    longest = max(_bold(line, style.TITLE_SIZE) for line in lines(paper.subject))
    return min(text_width() * _WIDEST, longest) * style.SUBJECT_RULE


def sign_spaces(paper: OfficialPaper) -> tuple[float, float]:
    """Return the room for a hand on the left and on the right: two names stand level."""
    left, right = (_over_name(block) for block in (paper.left_signature, paper.signature))
    room = style.SIGN_SPACE * MM
    if not left or not right:
        return room, room
    return room + max(0.0, right - left), room + max(0.0, left - right)


def _over_name(block: SignatureBlock | None) -> float:
    if block is None:
        return 0.0
    size = len(block.authority) * style.BODY_SIZE + bool(block.note) * style.NOTE_SIZE
    return size * style.SINGLE


def column_widths(table: Table, width: float) -> list[float]:
    """Return the columns' widths: their shares, but no title's word is cut in two.

    What a narrow column takes beyond its share, the others give by theirs.
    """
    shares = [column.share for column in table.columns]
    needed = [_widest_word(column.title) for column in table.columns]
    narrow: set[int] = set()
    while True:
        left = width - sum(needed[index] for index in narrow)
        total = sum(share for index, share in enumerate(shares) if index not in narrow)
        found = [
            needed[index] if index in narrow else left * share / total
            for index, share in enumerate(shares)
        ]
        tight = {index for index, given in enumerate(found) if given < needed[index]} - narrow
        if not tight:
            return found
        if sum(needed) > width or len(tight | narrow) == len(shares):
            return [width * share / sum(shares) for share in shares]
        narrow |= tight


def _widest_word(title: str) -> float:
    words = printed(shown(title)).split()
    widest = max((_bold(word, style.TABLE_SIZE) for word in words), default=0.0)
    # Half a point, since each renderer rounds in its own way.
    return widest + 2 * style.CELL_SIDE * MM + 0.5


def _bold(content: str, size: float) -> float:
    return unit_width(face(bold=True), printed(shown(content))) * size
