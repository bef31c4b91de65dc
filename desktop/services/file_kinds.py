"""Which files may be attached, and whether a file is what its name says.

The name is a claim; the content decides. Only structure is looked at and nothing is unpacked or
drawn, so a hostile file has nothing to work on.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from desktop.errors import AttachmentRefused

_Code = AttachmentRefused.Code
_OFFICE = "application/vnd.openxmlformats-officedocument"
# A reader looks for the end mark in the last kilobyte; mail gateways add some bytes after it.
_PDF_TAIL = 4096
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = {0x01, *range(0xD0, 0xD9)}
_ZIP_END = struct.Struct("<4s4H2LH")
# A letter or a list has some dozen parts; a directory of millions would eat the memory.
_LARGEST_ZIP_DIRECTORY = 4 << 20

Check = Callable[[BinaryIO, int], bool]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that may be attached.

    Attributes:
        media_type: as the package's list names it.
        is_kind: whether the content is of this kind at all, given its size in bytes.
        is_whole: whether its structure is there to the end.
    """

    media_type: str
    is_kind: Check
    is_whole: Check


def media_type_of(file_name: str, content: BinaryIO, size: int) -> str:
    """Return the media type of a file, after holding its content against its name.

    Args:
        file_name: its name; only the ending counts.
        content: the bytes, seekable.
        size: how many they are.

    Raises:
        AttachmentRefused: EMPTY, KIND_NOT_ALLOWED, NOT_WHAT_ITS_NAME_SAYS, or UNREADABLE for one
            that is damaged or cut off.
    """
    ending = PurePath(file_name).suffix.lower()
    kind = KINDS.get(ending)
    if kind is None:
        raise AttachmentRefused(_Code.KIND_NOT_ALLOWED, ending=ending, allowed=", ".join(KINDS))
    if size == 0:
        raise AttachmentRefused(_Code.EMPTY)
    if not kind.is_kind(content, size):
        raise AttachmentRefused(_Code.NOT_WHAT_ITS_NAME_SAYS, ending=ending)
    if not kind.is_whole(content, size):
        raise AttachmentRefused(_Code.UNREADABLE, ending=ending)
    return kind.media_type


def _is_whole_pdf(content: BinaryIO, size: int) -> bool:
    content.seek(max(0, size - _PDF_TAIL))
    return b"%%EOF" in content.read(_PDF_TAIL)


def _is_whole_png(content: BinaryIO, size: int) -> bool:
    """Check the header block with its checksum, and the end block."""
    content.seek(len(_PNG))
    length, name, body, checksum = struct.unpack(">L4s13sL", content.read(25).ljust(25, b"\0"))
    width, height = struct.unpack(">LL", body[:8])
    content.seek(max(0, size - 64))
    is_header = (length, name) == (13, b"IHDR") and zlib.crc32(name + body) == checksum
    return is_header and width > 0 and height > 0 and b"IEND" in content.read(64)


def _is_whole_jpeg(content: BinaryIO, size: int) -> bool:
    """Walk the segments to the one that tells the picture's size."""
    content.seek(2)
    while (marker := _next_marker(content)) is not None:
        if marker in _JPEG_BARE:
            continue
        length = int.from_bytes(content.read(2), "big")
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">xHH", content.read(5).ljust(5, b"\0"))
            # A height of 0 is allowed by T.81 and told later; no camera writes it.
            return width > 0 and height > 0 and content.tell() < size
        if length < 2:
            return False
        content.seek(length - 2, os.SEEK_CUR)
    return False


def _next_marker(content: BinaryIO) -> int | None:
    """Return the code after the next 0xFF, None where the picture's data or the end begins."""
    if content.read(1) != b"\xff":
        return None
    code = content.read(1)
    while code == b"\xff":
        code = content.read(1)
    return code[0] if code and code[0] not in {0x00, 0xD9, 0xDA} else None


def _parts(content: BinaryIO, size: int) -> set[str] | None:
    """Return the names of the parts of an Office file; None where the zip is damaged."""
    content.seek(max(0, size - 0xFFFF - _ZIP_END.size))
    tail = content.read()
    end = tail[tail.rfind(b"PK\x05\x06") :] if b"PK\x05\x06" in tail else b""
    if len(end) < _ZIP_END.size or _ZIP_END.unpack_from(end)[5] > _LARGEST_ZIP_DIRECTORY:
        return None
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            return set(archive.namelist())
    # The library lets what it stumbles over through as it is.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, EOFError):
        return None


def _office(media_type: str, main_part: str) -> FileKind:
    def is_kind(content: BinaryIO, size: int) -> bool:
        names = _parts(content, size)
        return _begins(b"PK\x03\x04")(content, size) and (
            names is None or {"[Content_Types].xml", main_part} <= names
        )

    return FileKind(
        f"{_OFFICE}.{media_type}", is_kind, lambda content, size: _parts(content, size) is not None
    )


def _begins(mark: bytes) -> Check:
    def begins(content: BinaryIO, _size: int) -> bool:
        content.seek(0)
        return content.read(len(mark)) == mark

    return begins


def _is_pdf(content: BinaryIO, _size: int) -> bool:
    # Some scanners write a line of their own before the mark; every reader allows a kilobyte.
    content.seek(0)
    return b"%PDF-" in content.read(1024)


_JPEG_KIND = FileKind("image/jpeg", _begins(b"\xff\xd8\xff"), _is_whole_jpeg)

KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("application/pdf", _is_pdf, _is_whole_pdf),
    ".docx": _office("wordprocessingml.document", "word/document.xml"),
    ".xlsx": _office("spreadsheetml.sheet", "xl/workbook.xml"),
    ".jpg": _JPEG_KIND,
    ".jpeg": _JPEG_KIND,
    ".png": FileKind("image/png", _begins(_PNG), _is_whole_png),
}
