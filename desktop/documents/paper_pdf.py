"""Official papers as PDF: the same paper gives the same bytes, and every letter is embedded."""

from __future__ import annotations

from pathlib import Path

from desktop.disk import write_whole
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_letters import require_printable


def paper_pdf(paper: OfficialPaper) -> bytes:
    """Return the paper as PDF.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter`` nobody could read on paper.
    """
    # The drawing library takes 140 ms to import; the window must not wait for it.
    from desktop.documents.paper_pages import draw_paper

    require_printable(paper)
    return draw_paper(paper)


def save_paper(target: Path, paper: OfficialPaper) -> None:
    """Write the paper as PDF, whole or not at all.

    Raises:
        DocumentFailed: as ``paper_pdf``.
        StorageError: as ``files.write_whole``.
    """
    write_whole(target, paper_pdf(paper))
