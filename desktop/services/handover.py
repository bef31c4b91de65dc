"""bàn giao: everything of the office in one signed file, for a new officer or a new machine.

The database is copied as of one moment and first of all, so that every file its rows name is there
when the files are gathered. What is written is encrypted already under the office's own key, or is
the key slots that a password opens; readable are only the office's name, who made it and when.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from desktop.config import LOCAL_TIME
from desktop.database.blobs import BlobStore
from desktop.database.keyring import FILE_NAME
from desktop.database.schema import HEAD
from desktop.database.snapshot import database_size, write_snapshot
from desktop.disk import storage_errors, whole_file
from desktop.errors import AppError, HandoverRefused, MoveRefused
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.seal import Entry, SealReport, seal_into
from desktop.services.database_identity import own_database_id
from desktop.services.handed_over import (
    SUBJECT,
    handed_over_at,
    mark_handed_over,
    take_back,
)
from desktop.services.handover_files import (
    LIMITS,
    archive,
    check_room,
    digest_of,
    office_files,
)
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.submission_data import slug

ReportProgress = Callable[[int, int, str], None]

ARCHIVE, DATABASE = "archive", "office.db"
_KIND = PackageKind.HANDOVER
_COPYING = "Sao chép cơ sở dữ liệu"
_STAGE = "handover-{}.part"
_LONG_AGO = 3600.0
_FAILED = "Không ghi được gói bàn giao"


@dataclass(frozen=True, slots=True)
class HandoverReport:
    """A handover as written.

    Attributes:
        path: the file.
        size: of it in bytes.
        sha256: of it, hex.
        files: how many files of the office are in it.
        short_code: of the certificate that signed it, to compare at the new machine.
    """

    path: Path
    size: int
    sha256: str
    files: int
    short_code: str


class HandoverService:
    """Use cases of giving this office to another machine or officer."""

    subject = "handover"

    def __init__(self, store: Store, keys: KeyService, engine: sa.Engine, key: bytes) -> None:
        self._store = store
        self._keys = keys
        self._engine = engine
        self._key = key

    def handed_over_at(self) -> datetime | None:
        """Return when this machine gave its work away; None while it is the one that sends."""
        with self._store.reading() as session:
            return handed_over_at(session)

    def take_back(self, reason: str) -> None:
        """Let this machine send again after a handover.

        Raises:
            MoveRefused: NEEDS_REASON.
            HandoverRefused: NOT_HANDED_OVER.
        """
        take_back(self._store, reason)

    def size(self) -> int:
        """Return about how many bytes a handover has now."""
        files = sum(file.size for file in office_files(self._store.paths))
        return files + database_size(self._engine, self._store.paths.database)

    def write(
        self,
        folder: Path,
        reason: str,
        report: ReportProgress | None = None,
        *,
        moving: bool = False,
    ) -> HandoverReport:
        """Write everything of this office into one signed file; the program may go on working.

        Args:
            folder: where to, such as a stick.
            reason: why, for the history of both machines.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.
            moving: another machine sends from now on, and this one no more.

        Raises:
            MoveRefused: NEEDS_REASON.
            HandoverRefused: INSIDE_DATA, NO_ROOM, TOO_MUCH; HANDED_OVER where it was moved before.
            StorageError: a folder is full, missing or cannot be written.
            SigningFailed: this office's key has expired.
            Cancelled: from ``report``; nothing is left behind.
        """
        reason = reason.strip()
        if not reason:
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="handover_written")
        self._check(folder, moving=moving)
        # Noted before it is copied, so that the copy knows itself for one.
        database_id = own_database_id(self._store)
        with self._stage() as stage:
            entries, files = self._entries(stage, database_id, report, moving=moving)
            signer = self._keys.own_signer()
            header = self._header(database_id)
            target = folder / self._name(header)
            sealed = self._sealed(target, header, entries, reason, report, moving=moving)
        return HandoverReport(target, sealed.size, sealed.sha256, files, signer.info.short_code)

    def _check(self, folder: Path, *, moving: bool) -> None:
        root = self._store.paths.root.resolve()
        with storage_errors(folder):
            if folder.resolve().is_relative_to(root):
                raise HandoverRefused(HandoverRefused.Code.INSIDE_DATA)
        if moving and self.handed_over_at() is not None:
            raise HandoverRefused(HandoverRefused.Code.HANDED_OVER)
        size = self.size()
        if size > LIMITS.package:
            raise HandoverRefused(HandoverRefused.Code.TOO_MUCH, size=size >> 20)
        one_disk = folder.stat().st_dev == root.stat().st_dev if folder.exists() else False
        check_room(folder, size * 2 if one_disk else size)
        check_room(root, size)

    @contextmanager
    def _stage(self) -> Iterator[Path]:
        """Give a folder for what is gathered; gone afterwards, and what a kill left is swept."""
        root = self._store.paths.root
        for left in root.glob(_STAGE.format("*")):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LONG_AGO:
                    shutil.rmtree(left)
        stage = root / _STAGE.format(secrets.token_hex(4))
        with storage_errors(stage):
            stage.mkdir()
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _entries(
        self, stage: Path, database_id: UUID, report: ReportProgress | None, *, moving: bool
    ) -> tuple[tuple[Entry, ...], int]:
        """Gather what the handover carries, the database first."""
        paths = self._store.paths
        tell = report or _tell_nobody
        write_snapshot(self._engine, stage / DATABASE, self._key, lambda: tell(0, 0, _COPYING))
        with storage_errors(stage):
            shutil.copyfile(paths.root / FILE_NAME, stage / FILE_NAME)
        files = office_files(paths)
        with archive(paths, files, report) as stream:
            digest, _ = BlobStore(stage / ARCHIVE, self._key).put(stream)
        (packed,) = (path for path in (stage / ARCHIVE).rglob("*") if path.is_file())
        parts = {DATABASE: stage / DATABASE, FILE_NAME: stage / FILE_NAME, ARCHIVE: packed}
        document = {
            "database_id": database_id,
            "schema_revision": HEAD,
            "made_at": self._store.clock(),
            "officer": self._store.actor.name,
            "moving": moving,
            "archive_sha256": digest,
            "files": [_listed(name, path) for name, path in parts.items()],
        }
        data = Entry.from_bytes(_KIND.data_entry, dump_data(_KIND, document))
        return (data, *(_entry(name, path) for name, path in parts.items())), len(files)

    def _header(self, database_id: UUID) -> PackageHeader:
        own = Party(self._store.actor.office_id, self._store.actor.office_name)
        return PackageHeader(
            package_id=uuid4(),
            kind=_KIND,
            sequence=1,  # it goes to nobody who counts
            sender=own,
            receiver=own,
            created_at=self._store.clock(),
            database_id=database_id,
        )

    def _name(self, header: PackageHeader) -> str:
        day = f"{header.created_at.astimezone(LOCAL_TIME):%Y%m%d}"
        return f"ban-giao-{slug(header.sender.name)}-{day}-{str(header.package_id)[:8]}.asice"

    def _sealed(
        self,
        target: Path,
        header: PackageHeader,
        entries: tuple[Entry, ...],
        reason: str,
        report: ReportProgress | None,
        *,
        moving: bool,
    ) -> SealReport:
        """Write the file; the mark comes before its name, so that never two machines send."""
        signer, at = self._keys.own_signer(), self._store.clock()
        marked = False
        try:
            with whole_file(target) as file:
                sealed = seal_into(
                    file, header, entries, signer, at=at, report=report, limits=LIMITS
                )
                if moving:
                    mark_handed_over(self._store, reason, target.name)
                    marked = True
        except BaseException:
            if marked:
                with suppress(AppError):  # it can be taken back by hand
                    take_back(self._store, _FAILED)
            raise
        if not moving:
            self._note(header.package_id, reason, target.name)
        return sealed

    def _note(self, package_id: UUID, reason: str, file_name: str) -> None:
        with self._store.writing() as session:
            data = {"file": file_name}
            self._store.record_event(
                session, SUBJECT, package_id, "handover_written", reason=reason, data=data
            )
            session.commit()


def _listed(name: str, path: Path) -> dict[str, object]:
    digest, size = digest_of(path)
    return {"entry": entry_of(name), "path": name, "size": size, "sha256": digest}


def _entry(name: str, path: Path) -> Entry:
    with storage_errors(path):
        return Entry(entry_of(name), path.stat().st_size, lambda: path.open("rb"))


def entry_of(name: str) -> str:
    """Return what a part of the office is called inside the package."""
    return f"office/{name}"


def _tell_nobody(_done: int, _total: int, _step: str) -> None:
    """Stand in for a caller who does not follow the progress."""
