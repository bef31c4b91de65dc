"""Reading the zip's structure: every record must be the very bytes ``zipform`` would write.

``read_directory`` follows the first part of the reader's order (house.md §8): size and entry
limits, ``mimetype`` first and stored, then names; and it proves that entries lie end to end, so
that nothing hides before, between or after them. No content is read here but the mimetype.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import BinaryIO

from desktop.errors import PackageRefused
from desktop.sealing.limits import LIMITS, Limits
from desktop.sealing.names import MIMETYPE, check_names, printable
from desktop.sealing.zipform import (
    CENTRAL,
    CENTRAL_MAGIC,
    END,
    END_MAGIC,
    LOCAL_MAGIC,
    STORED,
    UTF8_NAME,
    Record,
    end_record,
)

MEDIA_TYPE = b"application/vnd.etsi.asic-e+zip"

_Code = PackageRefused.Code
_ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000
_ZIP64 = 0xFFFFFFFF
_ZIP64_COUNT = 0xFFFF
_LONGEST_COMMENT = 0xFFFF
_BOMB_RATIO = 100


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the central directory as found."""

    raw: bytes
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    spare: int
    disk: int
    attributes: int
    offset: int

    @property
    def label(self) -> str:
        return printable(self.name.decode("utf-8", "replace"))


def read_directory(file: BinaryIO, size: int, limits: Limits = LIMITS) -> tuple[Record, ...]:
    """Return the entries in file order, ``mimetype`` first, or refuse the container.

    Args:
        file: the package, open for reading and seekable.
        size: its length in bytes.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: the first structural defect met, with ``entry`` where one is to blame.
    """
    if size > limits.package:
        raise PackageRefused(_Code.TOO_LARGE, size=size, limit=limits.package)
    lines = _read_lines(file, size, limits)
    _check_mimetype(file, lines)
    records = [_record(line) for line in lines]
    check_names((record.name for record in records), limits)
    _check_layout(file, lines, records)
    return tuple(records)


def _read_lines(file: BinaryIO, size: int, limits: Limits) -> list[_Line]:
    if read_at(file, 0, 4) != LOCAL_MAGIC:
        raise PackageRefused(_Code.NOT_A_PACKAGE)
    end = read_at(file, max(0, size - END.size), END.size)
    if len(end) < END.size or not end.startswith(END_MAGIC):
        raise PackageRefused(_what_follows_the_end(file, size))
    _, disk, first_disk, here, count, length, offset, comment = END.unpack(end)
    if count > limits.entries and count != _ZIP64_COUNT:
        raise PackageRefused(_Code.TOO_MANY_ENTRIES, count=count, limit=limits.entries)
    if comment:
        raise PackageRefused(_Code.TRUNCATED)
    if disk or first_disk or here != count or _ZIP64 in {length, offset} or count == _ZIP64_COUNT:
        raise PackageRefused(_Code.UNUSUAL_ZIP)
    if length > limits.entries * (CENTRAL.size + limits.name):
        raise PackageRefused(_Code.TOO_LARGE, size=length)
    if (excess := size - (offset + length + END.size)) != 0:
        raise PackageRefused(_Code.HIDDEN_DATA if excess > 0 else _Code.TRUNCATED)
    return _split(read_at(file, offset, length), count)


def _what_follows_the_end(file: BinaryIO, size: int) -> PackageRefused.Code:
    """Tell a file that was cut from one that goes on after its end record."""
    start = max(0, size - _LONGEST_COMMENT - END.size)
    tail = read_at(file, start, size - start)
    found = tail.rfind(END_MAGIC)
    return _Code.HIDDEN_DATA if 0 <= found < len(tail) - END.size else _Code.TRUNCATED


def _split(directory: bytes, count: int) -> list[_Line]:
    """Cut the directory into its lines, which must fill it exactly."""
    lines: list[_Line] = []
    position = 0
    for _ in range(count):
        fixed = directory[position : position + CENTRAL.size]
        if len(fixed) < CENTRAL.size or not fixed.startswith(CENTRAL_MAGIC):
            raise PackageRefused(_Code.UNUSUAL_ZIP)
        lines.append(_line(directory, position, CENTRAL.unpack(fixed)))
        position += len(lines[-1].raw)
    if not lines or position != len(directory):
        raise PackageRefused(_Code.HIDDEN_DATA if lines else _Code.NOT_A_PACKAGE)
    return lines


def _line(directory: bytes, position: int, fields: tuple[int, ...]) -> _Line:
    _, _, _, flags, method, _, _, crc, packed, size, *tail = fields
    name_length, extra, comment, disk, _, attributes, offset = tail
    name_start = position + CENTRAL.size
    name = directory[name_start : name_start + name_length]
    spare = extra + comment
    raw = directory[position : name_start + name_length + spare]
    return _Line(raw, name, flags, method, crc, packed, size, spare, disk, attributes, offset)


def _check_mimetype(file: BinaryIO, lines: list[_Line]) -> None:
    """Hold the first entry against the magic that tools look for at byte 38 (EN 319 162-1 A.1)."""
    first = lines[0]
    expected = Record(MIMETYPE, 0, len(MEDIA_TYPE), first.crc)
    at_start = read_at(file, 0, expected.end) == expected.local_header() + MEDIA_TYPE
    if first.name != MIMETYPE.encode() or first.offset or first.method or not at_start:
        raise PackageRefused(_Code.MIMETYPE)


def _record(line: _Line) -> Record:
    """Turn a line into a record, naming the defect where it is a known one."""
    code = _defect(line)
    if code:
        raise PackageRefused(code, entry=line.label)
    try:
        name = line.name.decode("utf-8" if line.flags & UTF8_NAME else "ascii")
    except UnicodeDecodeError as error:
        raise PackageRefused(_Code.BAD_NAME, entry=line.label) from error
    return Record(name, line.offset, line.size, line.crc)


def _defect(line: _Line) -> PackageRefused.Code | None:
    is_packed = line.method != STORED
    defects = {
        _Code.ENCRYPTED_ENTRY: bool(line.flags & _ENCRYPTED_FLAGS),
        _Code.UNUSUAL_ZIP: bool(line.disk) or _ZIP64 in {line.packed, line.size, line.offset},
        _Code.COMPRESSED_BOMB: is_packed and line.size > _BOMB_RATIO * max(line.packed, 1),
        _Code.COMPRESSED_ENTRY: is_packed,
        _Code.HIDDEN_DATA: bool(line.spare),
        _Code.HEADERS_DISAGREE: line.packed != line.size,
        _Code.SPECIAL_ENTRY: not stat.S_ISREG(line.attributes >> 16),
    }
    return next((code for code, is_so in defects.items() if is_so), None)


def _check_layout(file: BinaryIO, lines: list[_Line], records: list[Record]) -> None:
    """Prove that the file is these records end to end and nothing else."""
    position = 0
    for line, record in zip(lines, records, strict=True):
        if record.offset != position:
            raise PackageRefused(_Code.HIDDEN_DATA, entry=record.name)
        if line.raw != record.central_header():
            raise PackageRefused(_Code.UNUSUAL_ZIP, entry=record.name)
        if read_at(file, record.offset, record.start - record.offset) != record.local_header():
            raise PackageRefused(_Code.HEADERS_DISAGREE, entry=record.name)
        position = record.end
    length = sum(len(line.raw) for line in lines)
    if read_at(file, position + length, END.size) != end_record(len(lines), length, position):
        raise PackageRefused(_Code.HIDDEN_DATA)


def read_at(file: BinaryIO, offset: int, length: int) -> bytes:
    """Return up to ``length`` bytes from ``offset``; fewer where the file ends."""
    file.seek(offset)
    return file.read(length)
