"""The scan of a blank: background of the designer, never printed; checked before it is kept."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from desktop.documents.png_rows import require_whole_png
from desktop.errors import DocumentFailed

MOST_MEGABYTES = 25
MOST_MEGAPIXELS = 80
"""A3 at 600 dots an inch has 70."""
LEAST_DPI = 60
"""Dots an inch: below, a printed line of text cannot be made out on the screen."""
_TOLERANCE = 0.02
_MEGA = 1_000_000
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Scan:
    """A blank's picture that may serve as background.

    Attributes:
        data: the file's bytes, as given.
        media_type: "image/png" or "image/jpeg", by content.
        across: pixels.
        down: pixels.
        dpi: pixels an inch on the blank.
    """

    data: bytes
    media_type: str
    across: int
    down: int
    dpi: int


def check_scan(data: bytes, width: float, height: float) -> Scan:
    """Return a blank's scan after looking at it.

    Args:
        data: a PNG or JPEG file.
        width: of the blank, mm.
        height: mm.

    Raises:
        DocumentFailed: LAYOUT_SCAN_UNREADABLE; LAYOUT_SCAN_TOO_LARGE with ``megabytes``,
            ``pixels`` (millions) and the most of both; LAYOUT_SCAN_WRONG_SHAPE with
            ``pixels_across``, ``pixels_down``, the blank's ``width`` and ``height`` and the height
            that would be ``due``, mm; LAYOUT_SCAN_TOO_COARSE with ``dpi`` and the ``least``.
    """
    if len(data) > MOST_MEGABYTES * _MEGA:
        raise _too_large(len(data), 0)
    media_type, across, down = _looked_at(data)
    due = down * width / across
    size = {"width": width, "height": height}
    if abs(due / height - 1) > _TOLERANCE:
        code = DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE
        due = round(due, 1)
        raise DocumentFailed(code, pixels_across=across, pixels_down=down, due=due, **size)
    dpi = int(across / width * 25.4)
    if dpi < LEAST_DPI:
        code = DocumentFailed.Code.LAYOUT_SCAN_TOO_COARSE
        raise DocumentFailed(code, dpi=dpi, least=LEAST_DPI, **size)
    return Scan(data, media_type, across, down, dpi)


def _looked_at(data: bytes) -> tuple[str, int, int]:
    """Return what the file is and its size in pixels; its content is read, not its name."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Its size is judged here, before a pixel is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(_MEDIA_TYPES)) as picture:
                across, down, kind = *picture.size, str(picture.format)
                if across * down > MOST_MEGAPIXELS * _MEGA:
                    raise _too_large(len(data), across * down)
                # A JPEG is unpacked at an eighth of its size; a PNG cannot be.
                picture.draft("L", (across // 8, down // 8))
                picture.load()
            if kind == "PNG":
                require_whole_png(data)
    except Image.DecompressionBombError as error:
        raise _too_large(len(data), 2 * MOST_MEGAPIXELS * _MEGA) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise DocumentFailed(DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE) from error
    return _MEDIA_TYPES[kind], across, down


def _too_large(size: int, pixels: int) -> DocumentFailed:
    return DocumentFailed(
        DocumentFailed.Code.LAYOUT_SCAN_TOO_LARGE,
        megabytes=round(size / _MEGA, 1),
        pixels=round(pixels / _MEGA, 1),
        most_megabytes=MOST_MEGABYTES,
        most_pixels=MOST_MEGAPIXELS,
    )
