"""đọc giấy tờ: attached files as pages and text for the screen, without another program.

The files come from other offices and may be broken or hostile. Nothing of them is executed: PDFs
are drawn by PDFium, pictures by Pillow, of a Word file only its text is taken. Every size is held
against a limit before memory is given to it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from desktop.errors import ReadingRefused
from desktop.services.attachments import AttachmentRow, AttachmentService
from desktop.services.paper_pages import (
    Hit,
    PagePicture,
    image_page,
    image_size,
    pdf_hits,
    pdf_page,
    pdf_sizes,
)
from desktop.services.word_text import text_of
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold

LARGEST_FILE = 64 << 20
"""Bytes of a file that is read into memory; a larger one is opened by another program."""
LARGEST_PAGE = 24_000_000
"""Pixels of one page drawn, however far it is enlarged."""
_SHARPEST = 6.0
_KEPT = 3
_Code = ReadingRefused.Code


class PaperKind(Labelled):
    """How a file is shown."""

    PDF = "pdf", "PDF"
    IMAGE = "image", "Ảnh"
    TEXT = "text", "Văn bản Word (chỉ chữ)"
    OTHER = "other", "Không xem được ở đây"


_KINDS = {
    "application/pdf": PaperKind.PDF,
    "image/png": PaperKind.IMAGE,
    "image/jpeg": PaperKind.IMAGE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": PaperKind.TEXT,
}


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A file laid open.

    Attributes:
        pages: how many there are; 1 for a picture or a text.
        sizes: width and height of each page, in points of a PDF, in pixels of a picture.
        text: of a Word file, paragraph by paragraph; "" for the others.
    """

    file_id: UUID
    name: str
    kind: PaperKind
    pages: int
    sizes: tuple[tuple[float, float], ...] = ()
    text: str = ""


def kind_of(media_type: str) -> PaperKind:
    """Return how a file of a media type is shown."""
    return _KINDS.get(media_type, PaperKind.OTHER)


class PaperReadingService:
    """Use cases of reading attached files on the screen; nothing is written.

    The last files read stay in memory, for paging through them must not read the disk again.
    """

    subject = "paper_reading"

    def __init__(self, attachments: AttachmentService) -> None:
        self._attachments = attachments
        self._kept: OrderedDict[UUID, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def papers_of(self, dossier_id: UUID) -> list[AttachmentRow]:
        """Return the files of a dossier and of its nominations, in the order of adding."""
        return self._attachments.list_for_dossier(dossier_id)

    def open(self, file: AttachmentRow) -> OpenPaper:
        """Lay a file open.

        Raises:
            NotFound: there is no such file.
            AttachmentRefused: the stored copy is missing or damaged.
            ReadingRefused: broken, locked, or too large in one way or another.
        """
        kind = kind_of(file.media_type)
        if kind is PaperKind.OTHER:
            return OpenPaper(file.id, file.file_name, kind, 0)
        content = self._content(file.id, file.size)
        if kind is PaperKind.PDF:
            sizes = pdf_sizes(content)
            return OpenPaper(file.id, file.file_name, kind, len(sizes), sizes)
        if kind is PaperKind.IMAGE:
            return OpenPaper(file.id, file.file_name, kind, 1, (image_size(content),))
        return OpenPaper(file.id, file.file_name, kind, 1, text=text_of(content))

    def page(self, paper: OpenPaper, page: int, width: int) -> PagePicture:
        """Return one page of a PDF or picture, drawn ``width`` pixels wide.

        Args:
            paper: as ``open`` returned it.
            page: from 0.
            width: in pixels; made smaller where the page would become too large.

        Raises:
            NotFound, AttachmentRefused, ReadingRefused: as ``open``.
        """
        wide, high = paper.sizes[page]
        scale = min(width / wide, (LARGEST_PAGE / (wide * high)) ** 0.5)
        content = self._content(paper.file_id)
        if paper.kind is PaperKind.PDF:
            return pdf_page(content, page, min(scale, _SHARPEST))
        return image_page(content, max(1, round(wide * scale)), max(1, round(high * scale)))

    def find(self, paper: OpenPaper, text: str) -> tuple[Hit, ...]:
        """Return where a text stands in a PDF, case and marks aside; at most one hit a line.

        Raises:
            NotFound, AttachmentRefused, ReadingRefused: as ``open``.
        """
        wanted = fold(text).strip()
        if not wanted or paper.kind is not PaperKind.PDF:
            return ()
        return tuple(pdf_hits(self._content(paper.file_id), wanted))

    def forget(self) -> None:
        """Let go of the files kept in memory."""
        with self._lock:
            self._kept.clear()

    def _content(self, file_id: UUID, size: int | None = None) -> bytes:
        with self._lock:
            if file_id in self._kept:
                self._kept.move_to_end(file_id)
                return self._kept[file_id]
        if size is not None and size > LARGEST_FILE:
            raise ReadingRefused(_Code.FILE_TOO_LARGE, limit_mb=LARGEST_FILE >> 20)
        with self._attachments.open(file_id) as stream:
            content = stream.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ReadingRefused(_Code.FILE_TOO_LARGE, limit_mb=LARGEST_FILE >> 20)
        with self._lock:
            self._kept[file_id] = content
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return content
