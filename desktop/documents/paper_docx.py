"""Official papers as Word files, for an official to edit: the same paper gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from desktop.disk import write_whole
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_docx_body import body_part
from desktop.documents.paper_docx_parts import write_docx
from desktop.documents.paper_letters import require_printable
from desktop.documents.paper_lines import author, document_title


def paper_docx(paper: OfficialPaper) -> bytes:
    """Return the paper as a Word file: the text, order and pages of ``paper_pdf``.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter`` that could not be printed; the
            same letters are refused in both formats, or one would differ from the other.
    """
    require_printable(paper)
    return write_docx(body_part(paper), document_title(paper), author(paper))


def save_docx(target: Path, paper: OfficialPaper) -> None:
    """Write the paper as a Word file, whole or not at all.

    Raises:
        DocumentFailed: as ``paper_docx``.
        StorageError: as ``disk.write_whole``.
    """
    write_whole(target, paper_docx(paper))
