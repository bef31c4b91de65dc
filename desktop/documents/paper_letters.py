"""Whether every letter of a paper can be printed."""

from __future__ import annotations

from desktop.documents.fonts import missing_letters, require_letters
from desktop.documents.paper import OfficialPaper, shown
from desktop.documents.paper_lengths import face
from desktop.documents.printed import printed


def require_printable(paper: OfficialPaper) -> None:
    """Refuse a paper with a letter nobody could read on it.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter``.
    """
    require_letters(face(), _letters("\n".join(paper.texts())))


def unprintable(text: str) -> str:
    """Return the first letter of a text that no paper could print; "" when there is none."""
    return missing_letters(face(), _letters(text))[:1]


def _letters(text: str) -> str:
    return "".join(printed(shown(text)).split())
