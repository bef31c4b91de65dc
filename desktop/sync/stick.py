"""Reading and writing on something that may be pulled out at any moment."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.disk import read_failure, whole_file, write_failure
from desktop.errors import StorageError
from desktop.sync.box import ReportProgress

_BLOCK = 1 << 20
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN}
_Code = StorageError.Code
_MAY_BE_GONE = {_Code.FILE_MISSING, _Code.CANNOT_WRITE, _Code.CANNOT_READ, _Code.NOT_A_FOLDER}


@contextmanager
def stick_errors(root: Path) -> Iterator[None]:
    """Say of everything that fails below ``root`` whether the stick is full or gone.

    Raises:
        StorageError: STICK_FULL, STICK_GONE, or the code that fits.
    """
    device = _device(root)
    if device is None:
        raise StorageError(_Code.STICK_GONE, path=str(root))
    try:
        yield
    except OSError as error:
        raise _stick_failure(write_failure(error, root), error, root, device) from error
    except StorageError as error:
        refusal = _stick_failure(error, error.__cause__, root, device)
        if refusal is error:
            raise
        raise refusal from error
    # A mount point outlives its stick: what was written meanwhile went to this machine's own disk.
    if _device(root) != device:
        raise StorageError(_Code.STICK_GONE, path=str(root))


def _device(root: Path) -> int | None:
    with suppress(OSError):
        if root.is_dir():
            return root.stat().st_dev
    return None


def _stick_failure(
    refusal: StorageError, cause: BaseException | None, root: Path, device: int
) -> StorageError:
    if not Path(str(refusal.data.get("path", ""))).is_relative_to(root):
        return refusal
    if refusal.code is _Code.DISK_FULL:
        return StorageError(_Code.STICK_FULL, path=str(root))
    has_failed = isinstance(cause, OSError) and cause.errno in _GONE
    if refusal.code in _MAY_BE_GONE and (has_failed or _device(root) != device):
        return StorageError(_Code.STICK_GONE, path=str(root))
    return refusal


@contextmanager
def copied_whole(
    source: Path, target: Path, report: ReportProgress | None = None, step: str = ""
) -> Iterator[str]:
    """Copy a file; the block sees the SHA-256 (hex), and a refusal inside it undoes the copy.

    Raises:
        StorageError: either file; its ``path`` says which.
    """
    with _opened(source) as content, whole_file(target) as file:
        size = os.fstat(content.fileno()).st_size
        digest = hashlib.sha256()
        while block := _read(content, source):
            digest.update(block)
            file.write(block)
            if report:
                report(file.tell(), size, step)
        yield digest.hexdigest()


def sha256_of(path: Path, report: ReportProgress | None = None, step: str = "") -> str:
    """Return the SHA-256 of a file as it stands on the medium, hex.

    Raises:
        StorageError: it cannot be read.
    """
    with _opened(path) as content:
        _forget_cached(content)
        size = os.fstat(content.fileno()).st_size
        digest = hashlib.sha256()
        while block := _read(content, path):
            digest.update(block)
            if report:
                report(min(content.tell(), size), size, step)
        return digest.hexdigest()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise read_failure(error, path) from error


def _read(content: BinaryIO, path: Path) -> bytes:
    try:
        return content.read(_BLOCK)
    except OSError as error:
        raise read_failure(error, path) from error


def _forget_cached(content: BinaryIO) -> None:
    # What was just written is still in memory, where it is right even on a broken stick.
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        with suppress(OSError):
            advise(content.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
