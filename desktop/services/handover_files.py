"""The files of a handover: which ones, as one encrypted stream, and back again.

Papers lie readable in the data folder and their names tell whom they are about, so all files but
the database and the key slots travel inside one tar archive (POSIX.1-2001 pax), encrypted as an
attached file is: AES-256-GCM under the office's own key, chunk by chunk.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from desktop.disk import read_failure, storage_errors
from desktop.errors import AttachmentRefused, HandoverRefused, PackageRefused
from desktop.overrides import override
from desktop.paths import OfficePaths
from desktop.sealing.limits import CHUNK, Limits
from desktop.services.database_identity import marker_path

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ReportProgress = Callable[[int, int, str], None]

LIMITS = Limits(package=(1 << 32) - (1 << 16))
"""A zip without extensions, and a FAT stick, hold files of less than 4 GiB."""
PACKING, UNPACKING = "Mã hóa tệp của cơ quan", "Ghi tệp của cơ quan"
_PART = ".part"
_RECORD = tarfile.BLOCKSIZE
# What the archive's headers and the database's copy may add while it is written.
_SPARE = 16 << 20


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """One file of the office: where it lies below the data folder, and its size in bytes."""

    name: str
    size: int


def office_files(paths: OfficePaths) -> tuple[OfficeFile, ...]:
    """Return what goes into the archive; logs, half-written files and old copies stay."""
    found: list[OfficeFile] = []
    for path in (marker_path(paths), *_below(paths)):
        with suppress(FileNotFoundError):  # a held package may be dropped meanwhile
            name = path.relative_to(paths.root).as_posix()
            found.append(OfficeFile(name, path.stat().st_size))
    return tuple(found)


def _below(paths: OfficePaths) -> Iterator[Path]:
    for folder in _folders(paths):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.endswith(_PART):
                yield path


def _folders(paths: OfficePaths) -> tuple[Path, ...]:
    return (paths.blobs, paths.papers, paths.inbox, paths.outbox, paths.quarantine)


def check_room(folder: Path, needed: int) -> None:
    """Refuse before anything is written where there is no room for it.

    Args:
        folder: where it is to be written.
        needed: bytes.

    Raises:
        HandoverRefused: NO_ROOM with ``needed`` and ``free`` in MB.
        StorageError: the folder is missing.
    """
    with storage_errors(folder):
        free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        data = {"path": str(folder), "needed": _megabytes(needed + _SPARE), "free": free >> 20}
        raise HandoverRefused(HandoverRefused.Code.NO_ROOM, **data)


def _megabytes(size: int) -> int:
    return -(-size >> 20)


def archive(
    paths: OfficePaths, files: Sequence[OfficeFile], report: ReportProgress | None = None
) -> BinaryIO:
    """Return the files as one tar stream, read while it is read.

    Raises:
        AttachmentRefused: while reading, STORED_COPY_DAMAGED, a file became shorter.
        StorageError: while reading, a file cannot be read.
        Cancelled: while reading, from ``report``.
    """
    return cast("BinaryIO", io.BufferedReader(_Chained(_chunks(paths.root, files, report)), CHUNK))


class _Chained(io.RawIOBase):
    """A stream over chunks as they come."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, memoryview(b"")

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._left))
        view[:count], self._left = self._left[:count], self._left[count:]
        return count


def _chunks(
    root: Path, files: Sequence[OfficeFile], report: ReportProgress | None
) -> Iterator[bytes]:
    total, done = sum(file.size for file in files), 0
    for file in files:
        for chunk in _member(root / file.name, file.name):
            yield chunk
            done += len(chunk)
            if report:
                report(min(done, total), total, PACKING)
    yield b"\0" * (2 * _RECORD)


def _member(path: Path, name: str) -> Iterator[bytes]:
    try:
        opened = path.open("rb")
    except FileNotFoundError:  # a held package was dropped meanwhile; the database knows it is gone
        return
    except OSError as error:
        raise read_failure(error, path) from error
    with opened:
        size = left = os.fstat(opened.fileno()).st_size
        info = tarfile.TarInfo(name)
        info.size = size
        yield info.tobuf(tarfile.PAX_FORMAT)
        while left:
            try:
                chunk = opened.read(min(CHUNK, left))
            except OSError as error:
                raise read_failure(error, path) from error
            if not chunk:
                raise AttachmentRefused(AttachmentRefused.Code.STORED_COPY_DAMAGED)
            left -= len(chunk)
            yield chunk
        yield b"\0" * (-size % _RECORD)


def unpack(
    stream: BinaryIO, paths: OfficePaths, total: int, report: ReportProgress | None = None
) -> int:
    """Write the files of an archive below a data folder, each synced; return how many.

    Args:
        stream: what ``archive`` gave.
        paths: the folder they are written to.
        total: bytes of the archive, for the progress.
        report: told (bytes done, ``total``, step); may raise ``Cancelled``.

    Raises:
        PackageRefused: DATA_BAD, the archive is damaged or holds what no office has.
        StorageError: the disk is full or cannot be written.
    """
    count, done = 0, 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=1 << 16) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None:
                    raise PackageRefused(PackageRefused.Code.DATA_BAD, path="archive")
                _write(_target(paths, member.name), content)
                count, done = count + 1, done + member.size
                if report:
                    report(min(done, total), total, UNPACKING)
    except tarfile.TarError as error:
        raise PackageRefused(PackageRefused.Code.DATA_BAD, path="archive") from error
    return count


def _target(paths: OfficePaths, name: str) -> Path:
    """Return where a file belongs; the archive is signed, and is not believed all the same."""
    path = PurePosixPath(name)
    tops = {folder.name for folder in _folders(paths)}
    known = name == marker_path(paths).name or path.parts[0] in tops
    if not known or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise PackageRefused(PackageRefused.Code.DATA_BAD, path="archive")
    return paths.root / path


def _write(target: Path, content: object) -> None:
    stream = cast("BinaryIO", content)
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            shutil.copyfileobj(stream, file, CHUNK)
            file.flush()
            os.fsync(file.fileno())


def copy_checked(stream: BinaryIO, target: Path) -> None:
    """Write one checked entry of the package into a new file, synced."""
    _write(target, stream)


def digest_of(path: Path) -> tuple[str, int]:
    """Return a file's SHA-256 (hex) and its size in bytes."""
    with storage_errors(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
