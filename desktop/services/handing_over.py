"""Copying a finished package out of the outbox: room first, then whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.database.engine import storage_errors
from desktop.errors import PackageRefused, StorageError
from desktop.sealing.disk import whole_file, write_failure

ReportProgress = Callable[[int, int, str], None]

_CHUNK = 1 << 20
_COPY = "Chép gói ra thư mục"


def check_folder(folder: Path) -> None:
    """Refuse a folder that takes no file, before anything is signed."""
    if not folder.is_dir():
        raise StorageError(StorageError.Code.FILE_MISSING, path=str(folder))
    probe = folder / f".guongsang-{secrets.token_hex(4)}"
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise write_failure(error, folder) from error


def check_room(folder: Path, size: int) -> None:
    """Refuse a disk that has not ``size`` bytes left, before anything is signed (StorageError)."""
    if shutil.disk_usage(folder).free < size:
        raise StorageError(StorageError.Code.DISK_FULL, path=str(folder))


def hand_over(
    source: Path, sha256: str, folder: Path, report: ReportProgress | None = None
) -> Path:
    """Copy a package into a folder under its own name and return the copy.

    Args:
        source: the package in the outbox.
        sha256: what it must be, hex; checked while copying.
        folder: where it goes.
        report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

    Raises:
        StorageError: the folder is full, missing or cannot be written, or the package is gone.
        PackageRefused: DIGEST; the package was changed in the outbox.
    """
    target = folder / source.name
    with storage_errors(source), source.open("rb") as content:
        size = source.stat().st_size
        with whole_file(target) as file:
            digest = hashlib.sha256()
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
                if report:
                    report(file.tell(), size, _COPY)
            if digest.hexdigest() != sha256:
                raise PackageRefused(PackageRefused.Code.DIGEST, entry=source.name)
    return target


def sweep(outbox: Path, name: str, kept: Path) -> None:
    """Remove what kills and lost races left of the same package; nothing points at it."""
    for left in outbox.glob(f"{name}-*"):
        if left != kept:
            left.unlink(missing_ok=True)
