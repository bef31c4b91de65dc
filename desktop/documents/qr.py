"""QR codes as rectangles in millimetres: certificate number and check code, to be read by a phone.

The code itself is computed by the drawing library's own encoder (error correction M: a quarter of
the square may be lost under a stamp's edge and it still reads); only its modules are used.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from functools import lru_cache

Rectangle = tuple[float, float, float, float]
"""Left, top, width and height in mm."""

SMALLEST_SIDE = 12.0
"""Millimetres below which phones no longer read a code of forty letters."""
LONGEST = 200
"""Letters a code on a certificate may hold; more make modules too fine for an office printer."""
_MASK = 3
_QUIET = 2
"""Modules left white around; the standard asks for four, of which the paper around gives two."""


@lru_cache(maxsize=4096)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code's rows of modules, dark ones True.

    Raises:
        ValueError: the text is empty or longer than ``LONGEST``.
    """
    if not 0 < len(text) <= LONGEST:
        raise ValueError(len(text))
    # The drawing library takes 90 ms to import; the window must not wait for it.
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # Trying all eight masks takes six times as long, and readers take any of them.
    code.makeImpl(False, _MASK)
    rows: list[list[bool]] = code.modules or []
    return tuple(tuple(bool(dark) for dark in row) for row in rows)


def rectangles(text: str, x: float, y: float, width: float, height: float) -> tuple[Rectangle, ...]:
    """Return the dark modules as rectangles in the largest square centred in the given area.

    Neighbours in a row are one rectangle, so that no hairline shows between them.
    """
    rows = modules(text)
    side = min(width, height)
    unit = side / (len(rows) + 2 * _QUIET)
    left = x + (width - side) / 2 + _QUIET * unit
    top = y + (height - side) / 2 + _QUIET * unit
    return tuple(
        (left + start * unit, top + index * unit, length * unit, unit)
        for index, row in enumerate(rows)
        for start, length in _runs(row)
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if dark and found and sum(found[-1]) == index:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((index, 1))
    return found
