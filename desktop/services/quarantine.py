"""Our own copies of packages that come in: taken first, so that what is checked is what is used.

A copy is named ``*.part`` while nobody knows yet what it is. What is kept is named by its digest:
in the quarantine while its signer is not known, in the inbox once it was accepted.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from desktop.disk import storage_errors
from desktop.errors import PackageRefused, StorageError
from desktop.paths import OfficePaths

ReportProgress = Callable[[int, int, str], None]

_CHUNK = 1 << 20
_STEP = "Chép gói hồ sơ vào"
_LONG_AGO = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Copy:
    """Our copy of a package: where it is, its SHA-256 (hex) and its size in bytes."""

    path: Path
    sha256: str
    size: int


class Quarantine:
    """The folders of one office where packages wait and are kept."""

    def __init__(self, paths: OfficePaths) -> None:
        self._paths = paths

    @contextmanager
    def copy_of(
        self, source: Path, limit: int, report: ReportProgress | None = None
    ) -> Iterator[Copy]:
        """Copy a package in for the time of the block; what was not kept by then is removed.

        Args:
            source: the package as it came.
            limit: bytes beyond which it cannot be one.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            PackageRefused: NOT_A_PACKAGE for what is no file, TOO_LARGE; nothing was copied.
            StorageError: the source cannot be read, or the disk is full.
        """
        size = _size_of(source, limit)
        folder = self._paths.quarantine
        part = folder / f"{uuid4()}.part"
        try:
            with storage_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
                copy = self._copy(source, part, size, limit, report)
            yield copy
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def hold(self, copy: Copy) -> str:
        """Keep a copy until somebody says who its signer is; return its name in the data folder."""
        return self._keep(copy, self._paths.quarantine)

    def accept(self, copy: Copy) -> str:
        """Keep a copy in the inbox for good; return its name in the data folder."""
        return self._keep(copy, self._paths.inbox)

    def drop(self, file_name: str) -> None:
        """Remove a copy that was held; what others put into the folder is left alone."""
        with suppress(OSError):
            (self._paths.root / file_name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove copies a stopped program left half made, a day old so that no other is at work."""
        for part in self._paths.quarantine.glob("*.part"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > _LONG_AGO:
                    part.unlink()

    def _keep(self, copy: Copy, folder: Path) -> str:
        target = folder / f"{copy.sha256}.asice"
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if copy.path != target:
                copy.path.replace(target)
        return target.relative_to(self._paths.root).as_posix()

    @staticmethod
    def _copy(
        source: Path, part: Path, size: int, limit: int, report: ReportProgress | None
    ) -> Copy:
        digest, done = hashlib.sha256(), 0
        with part.open("xb") as target, _reading(source) as read:
            while chunk := read(_CHUNK):
                target.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                # It may grow while it is read; ours must not fill the disk with it.
                if done > limit:
                    raise PackageRefused(PackageRefused.Code.TOO_LARGE, size=done, limit=limit)
                if report:
                    report(done, size, _STEP)
            target.flush()
            os.fsync(target.fileno())
        return Copy(part, digest.hexdigest(), done)


@contextmanager
def _reading(source: Path) -> Iterator[Callable[[int], bytes]]:
    """Give the source's reads; their errors name the source, not our own folder."""

    def read(size: int) -> bytes:
        try:
            return file.read(size)
        except OSError as error:
            raise _unreadable(source, error) from error

    try:
        file = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error
    with file:
        yield read


def _size_of(source: Path, limit: int) -> int:
    try:
        state = source.stat()
    except OSError as error:
        raise _unreadable(source, error) from error
    # Opening a pipe or a device that somebody gave a package's name would wait for ever.
    if not stat.S_ISREG(state.st_mode):
        raise PackageRefused(PackageRefused.Code.NOT_A_PACKAGE)
    if state.st_size > limit:
        raise PackageRefused(PackageRefused.Code.TOO_LARGE, size=state.st_size, limit=limit)
    return state.st_size


def _unreadable(source: Path, error: OSError) -> StorageError:
    missing = isinstance(error, FileNotFoundError)
    code = StorageError.Code.FILE_MISSING if missing else StorageError.Code.CANNOT_READ
    return StorageError(code, path=str(source))
