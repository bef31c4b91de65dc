"""Attached files, kept outside the row store: encrypted, found by content hash, checked on read.

A file is cut into 1 MiB chunks, each sealed with AES-256-GCM under a key of the file's own; the
nonce is the chunk's number and the associated data says which chunk is the last, so a chunk cannot
be dropped, swapped or cut off. The name on disk is an HMAC of the content hash: the folder tells
nobody which known file is inside.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.disk import put_in_place, read_failure, storage_errors
from desktop.errors import AttachmentRefused
from desktop.overrides import override

_MAGIC = b"GSBLOB01"
_CHUNK = 1 << 20
_TAG = 16
_SALT = 16


class BlobStore:
    """The encrypted files of one office.

    Args:
        folder: where they lie; made when the first one comes.
        key: the office's 32-byte data key.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher_key = _derived(key, b"guongsang blobs")
        self._name_key = _derived(key, b"guongsang blob names")

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Keep a file's bytes; keeping the same bytes again is harmless.

        Returns:
            the SHA-256 of the content as hex, and its size in bytes.

        Raises:
            StorageError: the disk is full or cannot be written.
        """
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{os.urandom(8).hex()}.part"
            try:
                sha256, size = self._write(part, source)
                target = self.path_of(sha256)
                target.parent.mkdir(exist_ok=True)
                put_in_place(part, target)
            finally:
                part.unlink(missing_ok=True)
        return sha256, size

    def open(self, sha256: str) -> BinaryIO:
        """Return a stream of the content; every chunk is authenticated before it is given out.

        Raises:
            AttachmentRefused: the stored copy is missing or damaged.
            StorageError: it cannot be read.
        """
        path = self.path_of(sha256)
        if not path.exists():
            raise AttachmentRefused(AttachmentRefused.Code.STORED_COPY_MISSING)
        try:
            return cast("BinaryIO", BufferedReader(_Plain(path, self._cipher_key), _CHUNK))
        except OSError as error:
            raise read_failure(error, path) from error

    def has(self, sha256: str) -> bool:
        """Whether a copy is here."""
        return self.path_of(sha256).exists()

    def path_of(self, sha256: str) -> Path:
        """Return where the encrypted copy of a content lies, whether it is there or not."""
        name = hmac.new(self._name_key, bytes.fromhex(sha256), hashlib.sha256).hexdigest()
        return self._folder / name[:2] / name

    def _write(self, part: Path, source: BinaryIO) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        salt = os.urandom(_SALT)
        cipher = AESGCM(_derived(self._cipher_key, salt))
        with part.open("wb") as file:
            file.write(_MAGIC + salt)
            for number, (chunk, last) in enumerate(_chunks(source)):
                digest.update(chunk)
                size += len(chunk)
                file.write(cipher.encrypt(_nonce(number), chunk, _bound(last)))
            file.flush()
            os.fsync(file.fileno())
        return digest.hexdigest(), size


class _Plain(RawIOBase):
    """The decrypted bytes of one stored file, in order."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        self._file = path.open("rb")
        head = self._file.read(len(_MAGIC) + _SALT)
        self._cipher = AESGCM(_derived(key, head[len(_MAGIC) :]))
        self._number = 0
        self._left = path.stat().st_size - len(head)
        self._plain = b""
        if head[: len(_MAGIC)] != _MAGIC or self._left < _TAG:
            raise AttachmentRefused(AttachmentRefused.Code.STORED_COPY_DAMAGED)

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._plain and self._left:
            self._plain = self._next_chunk()
        given = self._plain[: len(buffer)]
        buffer[: len(given)] = given
        self._plain = self._plain[len(given) :]
        return len(given)

    def _next_chunk(self) -> bytes:
        sealed = self._file.read(min(_CHUNK + _TAG, self._left))
        self._left -= len(sealed)
        nonce = _nonce(self._number)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, sealed, _bound(self._left == 0))
        except InvalidTag as error:
            raise AttachmentRefused(AttachmentRefused.Code.STORED_COPY_DAMAGED) from error

    @override
    def close(self) -> None:
        self._file.close()
        super().close()


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    chunk = source.read(_CHUNK)
    while True:
        following = source.read(_CHUNK) if len(chunk) == _CHUNK else b""
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(number: int) -> bytes:
    return struct.pack(">IQ", 0, number)


def _bound(last: bool) -> bytes:
    return b"last" if last else b"more"


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)
