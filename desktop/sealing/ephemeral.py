"""A temporary file that tells nothing to whoever finds its traces on the disk.

What it holds is encrypted under a key that lives in memory only and goes with the file. Small
contents never reach the disk at all.
"""

from __future__ import annotations

import io
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

from desktop.disk import storage_errors
from desktop.overrides import override

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_IN_MEMORY = 1 << 20
_BUFFER = 1 << 16
_BLOCK = 16


class EphemeralFile(io.BufferedRandom):
    """A seekable binary file for reading and writing, gone when it is closed.

    On the disk stands AES-256-CTR with a key of this file's own. It guards a content at rest, not
    against somebody who writes to the disk meanwhile; what matters is checked by digest anyway.
    """

    def __init__(self, folder: Path, in_memory: int = _IN_MEMORY) -> None:
        """Begin an empty file.

        Args:
            folder: where it goes when it grows; the system removes it with the last handle.
            in_memory: bytes up to which it does not touch the disk.
        """
        super().__init__(_EncipheredFile(folder, in_memory), _BUFFER)


class _EncipheredFile(io.RawIOBase):
    """The file below, without buffers."""

    def __init__(self, folder: Path, in_memory: int) -> None:
        super().__init__()
        self.name = str(folder)  # what a refusal names; the file itself has no name
        self._folder = folder
        self._in_memory = in_memory
        self._file: io.BytesIO | io.FileIO = io.BytesIO()
        self._keystream: _Keystream | None = None
        self._place = self._size = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def writable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = (0, self._place, self._size)[whence]
        self._place = self._file.seek(start + offset)
        return self._place

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        count = self._file.readinto(view)
        if self._keystream:
            view[:count] = self._keystream.cross(self._place, view[:count])
        self._place += count
        return count

    @override
    def write(self, data: ReadableBuffer, /) -> int:
        view = memoryview(data).cast("B")
        if self._place > self._size:
            raise io.UnsupportedOperation("a hole would read as noise")
        with storage_errors(self._folder):
            if not self._keystream and self._place + len(view) > self._in_memory:
                self._move_to_disk()
            count = self._file.write(
                self._keystream.cross(self._place, view) if self._keystream else view
            )
        self._place += count
        self._size = max(self._size, self._place)
        return count

    @override
    def close(self) -> None:
        self._keystream = None
        self._file.close()
        super().close()

    def _move_to_disk(self) -> None:
        """Go on in a file without a name, or one the system removes by itself (Windows)."""
        self._file.seek(0)
        content = self._file.read()
        self._keystream = _Keystream()
        self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - close()
        self._file.write(self._keystream.cross(0, content))
        self._file.seek(self._place)


class _Keystream:
    """AES-256 in counter mode, from any place on; enciphering and deciphering are the same."""

    def __init__(self) -> None:
        self._cipher = AES256(secrets.token_bytes(32))
        self._place = -1
        self._context: CipherContext

    def cross(self, place: int, data: bytes | memoryview) -> bytes:
        """Encipher or decipher what stands at a place."""
        if place != self._place:
            # Counters begin at nought: the key is this file's alone.
            block, skipped = divmod(place, _BLOCK)
            self._context = Cipher(self._cipher, CTR(block.to_bytes(_BLOCK, "big"))).encryptor()
            self._context.update(bytes(skipped))
        self._place = place + len(data)
        return self._context.update(data)
