"""Official papers as PDF: the same paper gives the same bytes, and every letter is embedded."""

from __future__ import annotations

from pathlib import Path

from desktop.disk import write_whole
from desktop.documents.fonts import require_letters
from desktop.documents.paper import OfficialPaper, shown
from desktop.documents.printed import printed

_FONT = "Tinos-Regular"


def paper_pdf(paper: OfficialPaper) -> bytes:
    """Return the paper as PDF.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter`` nobody could read on paper.
    """
    # The drawing library takes 140 ms to import; the window must not wait for it.
    from desktop.documents.paper_pages import draw_paper

    for text in paper.texts():
        require_letters(_FONT, "".join(printed(shown(text)).split()))
    return draw_paper(paper)


def save_paper(target: Path, paper: OfficialPaper) -> None:
    """Write the paper as PDF, whole or not at all.

    Raises:
        DocumentFailed: as ``paper_pdf``.
        StorageError: as ``files.write_whole``.
    """
    write_whole(target, paper_pdf(paper))
