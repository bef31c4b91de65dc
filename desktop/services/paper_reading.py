"""đọc giấy tờ: attached files as pages and text for the screen, without another program.

The files come from other offices and may be broken or hostile. Nothing of them is executed: PDFs
are drawn by PDFium, pictures by Pillow, of a Word file only its text is taken. Every size is held
against a limit before memory is given to it.
"""

from __future__ import annotations

import io
import re
import threading
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from xml.parsers import expat

from desktop.errors import ReadingRefused
from desktop.services.attachments import AttachmentRow, AttachmentService
from desktop.services.previews import PDFIUM
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold, nfc

LARGEST_FILE = 64 << 20
"""Bytes of a file that is read into memory; a larger one is opened by another program."""
MOST_PAGES = 2_000
LARGEST_PICTURE = 80_000_000
"""Pixels of a picture before it is made smaller: a camera of today has half of them."""
LARGEST_PAGE = 24_000_000
"""Pixels of one page drawn, however far it is enlarged."""
LARGEST_TEXT = 32 << 20
"""Bytes of the text part of a Word file, unpacked."""
MOST_LETTERS = 2_000_000
_SHARPEST = 6.0
_KEPT = 3
_WORD = "word/document.xml"
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


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page drawn, as plain RGB rows of ``width`` × 3 bytes."""

    page: int
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text was found: the page, from 0, and boxes in parts (0–1) of its size."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


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
            sizes = _pdf_sizes(content)
            return OpenPaper(file.id, file.file_name, kind, len(sizes), sizes)
        if kind is PaperKind.IMAGE:
            return OpenPaper(file.id, file.file_name, kind, 1, (_image_size(content),))
        return OpenPaper(file.id, file.file_name, kind, 1, text=word_text(content))

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
            return _pdf_page(content, page, min(scale, _SHARPEST))
        return _image_page(content, max(1, round(wide * scale)), max(1, round(high * scale)))

    def find(self, paper: OpenPaper, text: str) -> tuple[Hit, ...]:
        """Return where a text stands in a PDF, case and marks aside; at most one hit a line.

        Raises:
            NotFound, AttachmentRefused, ReadingRefused: as ``open``.
        """
        wanted = fold(text).strip()
        if not wanted or paper.kind is not PaperKind.PDF:
            return ()
        return tuple(_pdf_hits(self._content(paper.file_id), wanted))

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


# -- PDF ------------------------------------------------------------------------------------


def _document(content: bytes) -> Any:
    """Return a PDF open; the caller holds PDFium's lock and closes it."""
    import pypdfium2

    try:
        # Forms stay closed: only they could run a script.
        return pypdfium2.PdfDocument(content)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadingRefused(_Code.LOCKED) from error
        raise ReadingRefused(_Code.BROKEN) from error


def _pdf_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    import pypdfium2

    with PDFIUM, _document(content) as document:
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise ReadingRefused(_Code.TOO_MANY_PAGES, pages=count, limit=MOST_PAGES)
        try:
            sizes = [document.get_page_size(number) for number in range(count)]
        except pypdfium2.PdfiumError as error:
            raise ReadingRefused(_Code.BROKEN) from error
    # A page without a size is drawn as A4 rather than divided by.
    return tuple((w, h) if w >= 1 and h >= 1 else (595.0, 842.0) for w, h in sizes)


def _pdf_page(content: bytes, number: int, scale: float) -> PagePicture:
    import pypdfium2

    try:
        with PDFIUM, _document(content) as document:
            page = document[number]
            picture = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_pil()
            picture = picture.convert("RGB")
            page.close()
    except pypdfium2.PdfiumError as error:
        raise ReadingRefused(_Code.BROKEN) from error
    return PagePicture(number, picture.width, picture.height, picture.tobytes())


def _pdf_hits(content: bytes, wanted: str) -> Iterator[Hit]:
    import pypdfium2

    with PDFIUM, _document(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            try:
                page = document[number]
                yield from _page_hits(page, number, wanted)
                page.close()
            except pypdfium2.PdfiumError:
                continue  # one broken page does not hide the others


def _page_hits(page: Any, number: int, wanted: str) -> Iterator[Hit]:
    words = page.get_textpage()
    written = words.get_text_range()
    # Folding keeps one letter for one here, so that places in both texts agree.
    folded = "".join(
        (fold(letter) or " ")[:1] if not letter.isspace() else " " for letter in written
    )
    width, height = page.get_size()
    for found in re.finditer(re.escape(wanted), folded):
        boxes = []
        count = words.count_rects(found.start(), found.end() - found.start())
        for place in range(count):
            left, bottom, right, top = words.get_rect(place)
            boxes.append((left / width, 1 - top / height, right / width, 1 - bottom / height))
        yield Hit(number, tuple(boxes))
    words.close()


# -- pictures -------------------------------------------------------------------------------


def _picture(content: bytes) -> Any:
    """Return a picture open, its pixels not read yet, after holding its size against the limit."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ReadingRefused(_Code.BROKEN) from error
    except Image.DecompressionBombError as error:
        raise ReadingRefused(_Code.PICTURE_TOO_LARGE) from error
    if picture.width * picture.height > LARGEST_PICTURE:
        raise ReadingRefused(_Code.PICTURE_TOO_LARGE)
    return picture


def _is_turned(picture: Any) -> bool:
    """Whether the camera was held sideways: EXIF orientations 5 to 8 swap width and height."""
    try:
        return picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, zlib.error):
        return False


def _image_size(content: bytes) -> tuple[float, float]:
    with _picture(content) as picture:
        size = picture.size
        return (size[1], size[0]) if _is_turned(picture) else size


def _image_page(content: bytes, width: int, height: int) -> PagePicture:
    from PIL import Image, ImageOps

    try:
        with _picture(content) as picture:
            # A camera's picture is decoded at about the size asked, in a fraction of the time.
            picture.draft("RGB", (max(width, height), max(width, height)))
            upright = ImageOps.exif_transpose(picture)
            plain = _on_white(upright).resize((width, height), Image.Resampling.BILINEAR)
    except (OSError, ValueError, SyntaxError, zlib.error, MemoryError) as error:
        raise ReadingRefused(_Code.BROKEN) from error
    return PagePicture(0, width, height, plain.tobytes())


def _on_white(picture: Any) -> Any:
    """Return a picture as RGB; what is clear in it lies on white, as on paper."""
    from PIL import Image

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


# -- Word -----------------------------------------------------------------------------------


def word_text(content: bytes) -> str:
    """Return the text of a Word file, a line per paragraph, cells of a row apart by tabs.

    Raises:
        ReadingRefused: BROKEN; FILE_TOO_LARGE where its text unpacked is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_WORD) as part:
            # The size a zip claims is the sender's word: what is unpacked is counted.
            xml = part.read(LARGEST_TEXT + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise ReadingRefused(_Code.BROKEN) from error
    if len(xml) > LARGEST_TEXT:
        raise ReadingRefused(_Code.FILE_TOO_LARGE, limit_mb=LARGEST_TEXT >> 20)
    return _WordText().read(xml)


class _WordText:
    """Collects what is written in a Word file; entities, which could grow for ever, end it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._letters = 0
        self._is_text = 0

    def read(self, xml: bytes) -> str:
        """Return the text of a document part."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = self._refuse
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, _StopError) as error:
            if not isinstance(error, _StopError) or not error.is_enough:
                raise ReadingRefused(_Code.BROKEN) from error
        lines = nfc("".join(self._parts)).split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    def _start(self, name: str, _attributes: object) -> None:
        kind = name.rpartition("}")[2]
        if kind == "t":
            self._is_text += 1
        elif kind in {"br", "cr"}:
            self._parts.append("\n")
        elif kind == "tab":
            self._parts.append("\t")

    def _end(self, name: str) -> None:
        kind = name.rpartition("}")[2]
        if kind == "t":
            self._is_text -= 1
        elif kind == "p":
            self._parts.append("\n")
        elif kind == "tc":
            # A cell ends with a paragraph; the next one stands beside it, not below.
            while self._parts and self._parts[-1] == "\n":
                self._parts.pop()
            self._parts.append("\t")
        elif kind == "tr":
            self._parts.append("\n")

    def _said(self, text: str) -> None:
        if self._is_text:
            self._letters += len(text)
            if self._letters > MOST_LETTERS:
                raise _StopError(is_enough=True)
            self._parts.append(text)

    def _refuse(self, *_declared: object) -> None:
        raise _StopError(is_enough=False)


class _StopError(Exception):
    """The parser is told to stop: there is text enough, or something no Word file has."""

    def __init__(self, *, is_enough: bool) -> None:
        super().__init__("enough" if is_enough else "a declaration")
        self.is_enough = is_enough
