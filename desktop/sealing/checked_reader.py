"""Reading one file out of a package, with its digest checked a second time on the way."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import PackageRefused
from desktop.overrides import override
from desktop.sealing.directory import read_at
from desktop.sealing.limits import CHUNK

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class EntryInfo:
    """One signed file of a package: its name, length in bytes and SHA-256 (hex)."""

    name: str
    size: int
    sha256: str


class CheckedReader(io.RawIOBase):
    """A stream over one file; gives its last bytes only if the digest is still the verified one.

    Readers of one package share its file and each keep their own place, so they may be used in
    turn.
    """

    def __init__(self, file: BinaryIO, start: int, entry: EntryInfo) -> None:
        self.size = entry.size
        self._file = file
        self._start = start
        self._entry = entry
        self._place = 0
        self._digest = hashlib.sha256()

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer; PackageRefused (DIGEST, TRUNCATED) if the file changed meanwhile."""
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), self.size - self._place, CHUNK)
        chunk = read_at(self._file, self._start + self._place, wanted)
        if len(chunk) < wanted:
            raise PackageRefused(PackageRefused.Code.TRUNCATED, entry=self._entry.name)
        self._digest.update(chunk)
        self._place += wanted
        if self._place == self.size and self._digest.hexdigest() != self._entry.sha256:
            raise PackageRefused(PackageRefused.Code.DIGEST, entry=self._entry.name)
        view[:wanted] = chunk
        return wanted
