"""The one zip form a package has: stored entries, fixed times, no extra fields.

Everything a zip could vary is fixed, so the same data gives the same bytes on every machine, and
the reader can hold each record against the only bytes it may have (APPNOTE.TXT 4.3.7, 4.3.12,
4.3.16). Nothing is compressed: what weighs in a dossier is compressed already, deflate differs
between zlib builds, and a stored entry cannot be a bomb.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
LOCAL_MAGIC, CENTRAL_MAGIC, END_MAGIC = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

STORED = 0
UTF8_NAME = 0x0800
_NEEDED = 20
_MADE_BY = 3 << 8 | 20  # Unix, so that unzip gives the files an owner who may read them
_TIME, _DATE = 0, 1 << 5 | 1  # 1980-01-01 00:00, the zip's earliest
_REGULAR_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as it stands in the file.

    Attributes:
        name: path inside the package.
        offset: where its local header begins, in bytes from the start of the file.
        size: bytes of content.
        crc: CRC-32 of the content.
    """

    name: str
    offset: int
    size: int
    crc: int

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.offset + LOCAL.size + len(self.name.encode())

    @property
    def end(self) -> int:
        """Where the content ends, and the next header begins."""
        return self.start + self.size

    def local_header(self) -> bytes:
        """Return the bytes before the content."""
        return LOCAL.pack(LOCAL_MAGIC, _NEEDED, *self._middle(), 0) + self.name.encode()

    def central_header(self) -> bytes:
        """Return the entry's line in the directory at the end."""
        tail = (0, 0, 0, 0, _REGULAR_FILE, self.offset)
        fixed = CENTRAL.pack(CENTRAL_MAGIC, _MADE_BY, _NEEDED, *self._middle(), *tail)
        return fixed + self.name.encode()

    def _middle(self) -> tuple[int, ...]:
        flags = 0 if self.name.isascii() else UTF8_NAME
        name_length = len(self.name.encode())
        return (flags, STORED, _TIME, _DATE, self.crc, self.size, self.size, name_length)


def end_record(count: int, size: int, offset: int) -> bytes:
    """Return the last 22 bytes of the file: how many entries, and where their directory is."""
    return END.pack(END_MAGIC, 0, 0, count, count, size, offset, 0)


def directory(records: Sequence[Record]) -> bytes:
    """Return what stands after the last entry: the directory and the end record."""
    lines = b"".join(record.central_header() for record in records)
    return lines + end_record(len(records), len(lines), records[-1].end)
