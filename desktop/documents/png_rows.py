"""Whether a PNG holds all rows its size asks for; the picture library paints missing ones black.

Source: PNG (ISO/IEC 15948) §5.3 chunks, §8.2 interlacing, §11.2.2 IHDR.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

_FIRST_CHUNK = 8
_AROUND_DATA = 12
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples a pixel by colour type."""
_WHOLE = ((0, 0, 1, 1),)
_ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""Of each pass: first column, first row, and the steps across and down."""
_PIECE = 1 << 20


def require_whole_png(data: bytes) -> None:
    """Refuse a PNG with damaged chunks or with fewer bytes of pixels than its size needs.

    Args:
        data: a file the picture library takes for a PNG; its size was judged already.

    Raises:
        ValueError: it is not whole.
    """
    missing, unpacking = 1, zlib.decompressobj()
    for kind, content in _chunks(data):
        if kind == b"IHDR":
            missing = _needed(content)
        if kind == b"IDAT":
            missing -= _unpacked(unpacking, content, missing)
    if missing > len(unpacking.flush()):
        raise ValueError("rows are missing")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk up to the end mark, its sum checked."""
    place, kind = _FIRST_CHUNK, b""
    while kind != b"IEND":
        length, kind = _numbers(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + length]
        (told,) = _numbers(">I", data[place + 8 + length : place + _AROUND_DATA + length])
        if zlib.crc32(kind + content) != told:
            raise ValueError("a chunk is damaged")
        yield kind, content
        place += _AROUND_DATA + length


def _unpacked(unpacking: zlib._Decompress, content: bytes, asked: int) -> int:
    """Return how many bytes come of a piece of the pixels, until there are as many as asked."""
    found = 0
    try:
        while content and found < asked and not unpacking.eof:
            found += len(unpacking.decompress(content, _PIECE))
            content = unpacking.unconsumed_tail
    except zlib.error as error:
        raise ValueError("pixels are damaged") from error
    return found


def _needed(header: bytes) -> int:
    """Return the bytes all rows have, each with one that names its filter."""
    across, down, depth, color, _, _, interlaced = _numbers(">IIBBBBB", header)
    bits = depth * _SAMPLES.get(color, 0)
    sizes = (
        (-(-(across - left) // right), -(-(down - top) // below))
        for left, top, right, below in (_ADAM7 if interlaced else _WHOLE)
    )
    return sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0)


def _numbers(form: str, data: bytes) -> tuple[Any, ...]:
    try:
        return struct.unpack(form, data)
    except struct.error as error:
        raise ValueError("a chunk is cut off") from error
