"""Whether every letter of a paper can be printed."""

from __future__ import annotations

from desktop.documents import printable
from desktop.documents.paper import OfficialPaper, shown
from desktop.documents.paper_lengths import face
from desktop.documents.printed import printed
from desktop.errors import DocumentFailed


def require_printable(paper: OfficialPaper) -> None:
    """Refuse a paper with a letter nobody could read on it.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter``.
    """
    require_text("\n".join(paper.texts()))


def require_text(text: str) -> None:
    """Refuse a text with a letter nobody could read on a paper.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter``.
    """
    if letter := unprintable(text):
        raise DocumentFailed(DocumentFailed.Code.LETTER_MISSING_IN_FONT, letter=letter)


def unprintable(text: str) -> str:
    """Return the first letter of a text that no paper could print; "" when there is none."""
    return printable.unprintable(face(), printed(shown(text)))
