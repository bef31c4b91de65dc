"""Looking into a file of a package from any place, to see whether it is what its name says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from desktop.errors import AttachmentRefused, PackageRefused
from desktop.overrides import override
from desktop.services.file_kinds import media_type_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from desktop.sealing.verification import OpenedPackage

_CHUNK = 1 << 16


def checked_media_type(package: OpenedPackage, entry: str, file_name: str, size: int) -> str:
    """Return a file's media type; it will be opened by its name, so its content must agree.

    Raises:
        PackageRefused: ATTACHMENT_BAD with ``entry``.
    """
    try:
        with io.BufferedReader(_Rewindable(package, entry), _CHUNK) as content:
            return media_type_of(file_name, cast("BinaryIO", content), size)
    except AttachmentRefused as error:
        code = PackageRefused.Code.ATTACHMENT_BAD
        raise PackageRefused(code, entry=entry, cause=error.code.value) from error


class _Rewindable(io.RawIOBase):
    """A seekable stream of one file; going back reads it again from its start."""

    def __init__(self, package: OpenedPackage, entry: str) -> None:
        super().__init__()
        self._package = package
        self._entry = entry
        self._stream = package.stream(entry)
        self._read_to = 0
        self._place = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._stream.size}
        self._place = start[whence] + offset
        return self._place

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        if self._place < self._read_to:
            self._stream = self._package.stream(self._entry)
            self._read_to = 0
        while self._read_to < self._place:
            skipped = self._stream.read(min(_CHUNK, self._place - self._read_to))
            if not skipped:
                return 0
            self._read_to += len(skipped)
        count = self._stream.readinto(buffer)
        self._read_to += count
        self._place = self._read_to
        return count
