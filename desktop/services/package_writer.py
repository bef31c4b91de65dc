"""The one way a package is made: numbered, sealed, encrypted, queued; whole or not at all.

The file is whole on the disk before the one transaction that queues it, and a name of its own for
each try lets two windows make the same package at once. What a kill leaves in the outbox without a
row is swept when the package is made again.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import storage_errors, whole_file
from desktop.errors import AppError
from desktop.models import PackageRecord
from desktop.sealing.certificates import CertificateInfo, read_certificate, to_pem
from desktop.sealing.encryption import seal_encrypted
from desktop.sealing.header import PackageHeader, PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.names import ENCRYPTION_CERTIFICATE
from desktop.sealing.seal import Entry, SealReport, seal_into
from desktop.services.database_identity import database_id_in, note_sent, own_database_id
from desktop.services.handed_over import refuse_handed_over
from desktop.services.keys import KeyService
from desktop.services.receiver_keys import encryption_certificate_of
from desktop.services.store import Store

ReportProgress = Callable[[int, int, str], None]
OnQueue = Callable[[Session, PackageRecord], None]

QUEUED = "QUEUED"
_LONG_AGO = 3600.0
_WRITTEN = sa.select(PackageRecord).where(
    PackageRecord.direction == "out", PackageRecord.package_id == sa.bindparam("package_id")
)
_LAST_NUMBER = sa.select(sa.func.max(PackageRecord.sequence)).where(
    PackageRecord.direction == "out",
    PackageRecord.receiver_office_id == sa.bindparam("receiver_id"),
    PackageRecord.database_id == sa.bindparam("database_id"),
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent, before it has a number.

    Attributes:
        package_id: the same for the same content, however often it is made.
        kind: what it carries.
        receiver: for whom.
        created_at: when what it tells of happened, not when this try began, aware.
        entries: what it carries.
        stem: how its file is called, without suffix.
        dossier_id: the dossier it is about, if any.
        revision: which revision of it.
        answers: the package it answers.
    """

    package_id: UUID
    kind: PackageKind
    receiver: Party
    created_at: datetime
    entries: tuple[Entry, ...]
    stem: str
    dossier_id: UUID | None = None
    revision: int | None = None
    answers: UUID | None = None

    @property
    def size(self) -> int:
        """Bytes of all entries."""
        return sum(entry.size for entry in self.entries)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A label with its number, and what to encrypt with: this office's own key stands last."""

    header: PackageHeader
    recipients: tuple[CertificateInfo, ...]


class PackageWriter:
    """Makes the packages of one office; several windows may do so at once."""

    def __init__(self, store: Store, keys: KeyService) -> None:
        self._store = store
        self._keys = keys
        self._left: tuple[str, ...] | None = None

    def written(self, package_id: UUID) -> PackageRecord | None:
        """Return the package of that id if it was made before and its file is still there."""
        with self._store.reading() as session:
            row = written_row(session, package_id)
        if row is None or not (self._store.paths.root / row.file_name).exists():
            return None
        return row

    def check_receiver(self, receiver: Party) -> None:
        """Refuse, before anything is drawn or signed, an office nothing can be encrypted to.

        Raises:
            PackageRefused: RECEIVER_KEY_UNKNOWN or RECEIVER_KEY_EXPIRED.
            HandoverRefused: HANDED_OVER, another machine sends in this one's place.
        """
        with self._store.reading() as session:
            refuse_handed_over(session)
            encryption_certificate_of(session, receiver, self._store.clock())

    def write(
        self,
        parcel: Parcel,
        signer: Signer | None = None,
        report: ReportProgress | None = None,
        on_queue: OnQueue | None = None,
    ) -> PackageRecord:
        """Seal a parcel, encrypt it to its receiver and to this office, and queue it.

        A package whose file was lost is made again under its old number.

        Args:
            parcel: what to send.
            signer: an officer's own key; this office's key when not given.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.
            on_queue: what else is written in the transaction that queues it; what it raises undoes
                the whole.

        Raises:
            PackageRefused: RECEIVER_KEY_UNKNOWN, RECEIVER_KEY_EXPIRED, or what the reader would
                refuse.
            HandoverRefused: HANDED_OVER.
            SigningFailed: the key is expired or unusable.
            AttachmentRefused: an entry's stored file is missing or damaged.
            StorageError: the outbox is full or cannot be written.
            Cancelled: from ``report``.
        """
        signer = signer or self._keys.own_signer(parcel.receiver.office_id)
        outbox = self._store.paths.outbox
        with storage_errors(outbox):
            outbox.mkdir(parents=True, exist_ok=True)
        while True:
            row = self._tried(parcel, signer, report, on_queue)
            if row is not None:
                self._sweep(parcel, row)
                return row

    def _tried(
        self,
        parcel: Parcel,
        signer: Signer,
        report: ReportProgress | None,
        on_queue: OnQueue | None,
    ) -> PackageRecord | None:
        """Make the package once; None when another one took its number meanwhile."""
        numbered = self._numbered(parcel)
        suffix = ".asice" if parcel.kind.travels_plain else ".asice.p7m"
        name = f"{parcel.stem}-{str(parcel.package_id)[:8]}-{secrets.token_hex(4)}{suffix}"
        target = self._store.paths.outbox / name
        row = None
        try:
            sealed = self._written(target, numbered, parcel, signer, report)
            row = self._queued(target, numbered.header, sealed, parcel, signer, on_queue)
        finally:
            if row is None and target.exists():
                self._forget(target)
        return row

    def _forget(self, target: Path) -> None:
        """Remove what was not queued; a stop that falls right after the commit comes here too."""
        name = target.relative_to(self._store.paths.root).as_posix()
        query = sa.select(PackageRecord.id).where(PackageRecord.file_name == name)
        with suppress(AppError), self._store.reading() as session:  # in doubt it is swept later
            if session.scalar(query) is None:
                target.unlink(missing_ok=True)

    def _numbered(self, parcel: Parcel) -> _Numbered:
        actor, now = self._store.actor, self._store.clock()
        own = () if parcel.kind.travels_plain else (self._keys.encryption_certificate(),)
        database_id = own_database_id(self._store)
        with self._store.reading() as session:
            refuse_handed_over(session)
            theirs = (
                (encryption_certificate_of(session, parcel.receiver, now),)
                if own and parcel.receiver.office_id != actor.office_id
                else ()
            )
            known = written_row(session, parcel.package_id)
            number = _number(session, parcel, database_id, known)
        header = PackageHeader(
            package_id=parcel.package_id,
            kind=parcel.kind,
            sequence=number[1],
            sender=Party(actor.office_id, actor.office_name),
            receiver=parcel.receiver,
            created_at=parcel.created_at,
            database_id=number[0],
        )
        return _Numbered(header, (*theirs, *own))

    def _written(
        self,
        target: Path,
        numbered: _Numbered,
        parcel: Parcel,
        signer: Signer,
        report: ReportProgress | None,
    ) -> SealReport:
        header, at = numbered.header, self._store.clock()
        with whole_file(target) as file:
            if parcel.kind.travels_plain:
                return seal_into(file, header, parcel.entries, signer, at=at, report=report)
            certificate = to_pem(numbered.recipients[-1])
            entries = (*parcel.entries, Entry.from_bytes(ENCRYPTION_CERTIFICATE, certificate))
            return seal_encrypted(
                file, header, entries, signer, numbered.recipients, at=at, report=report
            )

    def _queued(
        self,
        target: Path,
        header: PackageHeader,
        sealed: SealReport,
        parcel: Parcel,
        signer: Signer,
        on_queue: OnQueue | None,
    ) -> PackageRecord | None:
        with self._store.writing() as session:
            refuse_handed_over(session)
            row = written_row(session, parcel.package_id)
            number = _number(session, parcel, database_id_in(session), row)
            if number != (header.database_id, header.sequence):
                return None
            if row is not None and (self._store.paths.root / row.file_name).exists():
                target.unlink(missing_ok=True)  # another window was quicker
                session.expunge(row)
                return row
            if row is None:
                row = PackageRecord(
                    id=uuid4(), package_id=parcel.package_id, direction="out", state=QUEUED
                )
                session.add(row)
            row.kind, row.sequence = header.kind.value, header.sequence
            row.database_id = header.database_id
            row.sender_office_id, row.sender_name = header.sender.office_id, header.sender.name
            row.receiver_office_id = header.receiver.office_id
            row.receiver_name = header.receiver.name
            row.dossier_id, row.revision, row.answers = (
                parcel.dossier_id,
                parcel.revision,
                parcel.answers,
            )
            row.sha256, row.size, row.content_sha256 = (
                sealed.sha256,
                sealed.size,
                sealed.content_sha256,
            )
            row.file_name = target.relative_to(self._store.paths.root).as_posix()
            row.created_at = self._store.clock()
            row.signer = read_certificate(signer.certificate).subject
            session.flush()
            if on_queue:
                on_queue(session, row)
            # Written whole: what the commit would expire need not be read again.
            session.expunge(row)
            session.commit()
        note_sent(self._store, header.receiver.office_id, header.sequence)
        return row

    def _sweep(self, parcel: Parcel, kept: PackageRecord) -> None:
        """Remove what kills left of the same package; a fresh file may be another window's try.

        The folder grows with every package: it is listed once, since only programs stopped before
        this one can have left something there.
        """
        outbox, name = self._store.paths.outbox, Path(kept.file_name).name
        if self._left is None:
            self._left = tuple(entry.name for entry in outbox.glob("*.asice*"))
        tries = f"{parcel.stem}-{str(parcel.package_id)[:8]}-"
        for left in (outbox / each for each in self._left if each.startswith(tries)):
            with suppress(OSError):
                if left.name != name and time.time() - left.stat().st_mtime > _LONG_AGO:
                    left.unlink()


def written_row(session: Session, package_id: UUID) -> PackageRecord | None:
    """Return the outbox's row of a package."""
    return session.scalar(_WRITTEN, {"package_id": package_id})


def _number(
    session: Session, parcel: Parcel, database_id: UUID, known: PackageRecord | None
) -> tuple[UUID | None, int]:
    """Return the database and sequence number of a parcel: those it had before, or the next."""
    if known is not None:
        return known.database_id, known.sequence
    about = {"receiver_id": parcel.receiver.office_id, "database_id": database_id}
    return database_id, (session.scalar(_LAST_NUMBER, about) or 0) + 1
