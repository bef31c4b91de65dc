"""Carrying a finished package out of the outbox: room first, then whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from desktop.disk import storage_errors, whole_file, write_failure
from desktop.errors import PackageRefused, StorageError

ReportProgress = Callable[[int, int, str], None]

_CHUNK = 1 << 20
_COPY = "Chép gói ra thư mục"


class Carrier(Protocol):
    """A way to carry packages."""

    def check(self, size: int) -> None:
        """Refuse, before anything is signed, when ``size`` bytes cannot be delivered.

        Raises:
            StorageError: there is no room, or the place takes no file.
        """

    def deliver(self, source: Path, sha256: str, report: ReportProgress | None = None) -> Path:
        """Carry one finished package and return where it is now; doing it again is harmless.

        Args:
            source: the package in the outbox.
            sha256: what it must be, hex; checked on the way.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            StorageError: the place is full, missing or cannot be written, or the package is gone.
            PackageRefused: DIGEST; the package was changed in the outbox.
        """


class FolderCarrier:
    """Copies packages into a folder: a USB stick or a shared one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self, size: int) -> None:
        """Refuse a folder that takes no file or has not ``size`` bytes left."""
        if not self._folder.is_dir():
            raise StorageError(StorageError.Code.FILE_MISSING, path=str(self._folder))
        probe = self._folder / f".guongsang-{secrets.token_hex(4)}"
        try:
            probe.touch(exist_ok=False)
            probe.unlink()
        except OSError as error:
            raise write_failure(error, self._folder) from error
        if shutil.disk_usage(self._folder).free < size:
            raise StorageError(StorageError.Code.DISK_FULL, path=str(self._folder))

    def deliver(self, source: Path, sha256: str, report: ReportProgress | None = None) -> Path:
        """Copy a package under its own name and return the copy."""
        target = self._folder / source.name
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


def carrier_for(place: Path) -> Carrier:
    """Return what carries packages to ``place``."""
    return FolderCarrier(place)
