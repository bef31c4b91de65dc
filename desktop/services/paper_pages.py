"""Pages of PDFs and pictures, drawn and searched: PDFium and Pillow, nothing executed.

Every size is held against a limit before memory is given to it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.errors import ReadingRefused
from desktop.services.previews import PDFIUM
from desktop.vietnamese.text import fold

MOST_PAGES = 2_000
LARGEST_PICTURE = 80_000_000
"""Pixels of a picture before it is made smaller: a camera of today has half of them."""
_Code = ReadingRefused.Code


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


def pdf_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page of a PDF, in points.

    Raises:
        ReadingRefused: BROKEN; LOCKED; TOO_MANY_PAGES.
    """
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


def pdf_page(content: bytes, number: int, scale: float) -> PagePicture:
    """Return page ``number``, from 0, drawn at ``scale`` pixels a point.

    Raises:
        ReadingRefused: BROKEN; LOCKED.
    """
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


def pdf_hits(content: bytes, wanted: str) -> Iterator[Hit]:
    """Yield where ``wanted``, folded, stands in a PDF.

    Raises:
        ReadingRefused: BROKEN; LOCKED.
    """
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


def image_size(content: bytes) -> tuple[float, float]:
    """Return width and height of a picture held upright, in pixels.

    Raises:
        ReadingRefused: BROKEN; PICTURE_TOO_LARGE.
    """
    with _picture(content) as picture:
        size = picture.size
        return (size[1], size[0]) if _is_turned(picture) else size


def image_page(content: bytes, width: int, height: int) -> PagePicture:
    """Return a picture held upright, drawn ``width`` × ``height`` pixels large, clear parts white.

    Raises:
        ReadingRefused: BROKEN; PICTURE_TOO_LARGE.
    """
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
