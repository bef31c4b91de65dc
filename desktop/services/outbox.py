"""hộp đi: signing a ready dossier into a package, and handing packages over on any stick or folder.

The order is what makes a kill harmless: the package is whole on the disk before the one transaction
that makes the dossier SENT and the package queued; the copy the user asked for comes last and can
be made again at any time. What a kill leaves in the outbox without a row is swept by the next
export of the dossier.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from desktop.disk import storage_errors
from desktop.errors import NotFound, StaleRecord, StorageError
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Dossier, PackageRecord
from desktop.sealing.certificates import read_certificate
from desktop.sealing.header import PackageKind
from desktop.sealing.keys import Signer
from desktop.sealing.seal import SealReport, seal
from desktop.services.answers import next_sequence
from desktop.services.keys import KeyService
from desktop.services.moves import apply_move, dossier_of, row_of
from desktop.services.papers import PaperService
from desktop.services.store import Store
from desktop.services.submission import Submission, read_submission, refuse_unready
from desktop.services.submission_data import slug
from desktop.sync.carriers import carrier_for
from desktop.vietnamese.labels import Labelled

__all__ = ["ExportReport", "OutboxService", "OutboxState", "PackageRow"]

ReportProgress = Callable[[int, int, str], None]


class OutboxState(Labelled):
    """Where a package of this office stands."""

    QUEUED = "QUEUED", "Chờ chuyển và chờ biên nhận"
    RECEIVED = "RECEIVED", "Nơi nhận đã tiếp nhận"


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package in the outbox; ``title`` is its dossier's, ``size`` in bytes."""

    id: UUID
    package_id: UUID
    kind: PackageKind
    title: str
    dossier_id: UUID | None
    revision: int | None
    receiver: str
    sequence: int
    state: OutboxState
    created_at: datetime
    settled_at: datetime | None
    size: int
    sha256: str
    file_name: str
    signer: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A package now in the outbox.

    Attributes:
        path: the copy in the folder asked for; in the outbox itself when none was.
        package_id: the same however often the dossier's revision is exported.
        sha256: of the whole file, hex.
        size: in bytes.
    """

    path: Path
    package_id: UUID
    sha256: str
    size: int


class OutboxService:
    """Use cases of the packages that leave this office."""

    subject = "outbox"

    def __init__(self, store: Store, keys: KeyService, papers: PaperService) -> None:
        self._store = store
        self._keys = keys
        self._papers = papers

    def list_rows(self) -> list[PackageRow]:
        """Return every package that left or waits to leave, the latest first."""
        query = (
            sa.select(PackageRecord, Dossier.title)
            .outerjoin(Dossier, Dossier.id == PackageRecord.dossier_id)
            .where(PackageRecord.direction == "out")
            .order_by(PackageRecord.sequence.desc())
        )
        with self._store.reading() as session:
            return [_row(package, title or "") for package, title in session.execute(query)]

    def export(
        self,
        dossier_id: UUID,
        folder: Path | None = None,
        signer: Signer | None = None,
        report: ReportProgress | None = None,
    ) -> ExportReport:
        """Sign a ready dossier, queue it, and copy the package; one already sent is only copied.

        Args:
            dossier_id: ready, or sent before.
            folder: where the copy goes, such as a USB stick; None leaves it in the outbox.
            signer: an officer's own key; this office's key when not given.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            MoveRefused: NOT_FROM_HERE, or GUARD with ``count`` blocking problems found again.
            SigningFailed: the key is expired or unusable; nothing was changed.
            AttachmentRefused: a stored file is missing or damaged; nothing was changed.
            StaleRecord: the dossier was reopened in another window meanwhile.
            StorageError: QUEUED_NOT_COPIED when only the copy failed; any other code means that
                the dossier is as it was.
            Cancelled: from ``report``; the dossier is as it was, or sent and only not copied.
        """
        sent = self._sent(dossier_id)
        if sent is not None:
            return _reported(sent, self._handed_over(sent, folder, report))
        if folder is not None:
            carrier_for(folder).check(0)
        sent = self._send(dossier_id, folder, signer or self._keys.own_signer(), report)
        try:
            return _reported(sent, self._handed_over(sent, folder, report))
        except StorageError as error:
            code = StorageError.Code.QUEUED_NOT_COPIED
            raise StorageError(code, cause=str(error.code), **error.data) from error

    def copy_to(self, package_id: UUID, folder: Path, report: ReportProgress | None = None) -> Path:
        """Copy a package of the outbox into a folder, whole or not at all; again at any time.

        Raises:
            NotFound: no such package left here.
            StorageError: the folder is full, missing or cannot be written, or the file is gone.
            PackageRefused: DIGEST; the file in the outbox was changed.
        """
        out = PackageRecord.direction == "out"
        with self._store.reading() as session:
            query = sa.select(PackageRecord).where(out, PackageRecord.package_id == package_id)
            package = session.scalar(query)
        if package is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(package_id))
        return self._handed_over(package, folder, report)

    def _handed_over(
        self, package: PackageRecord, folder: Path | None, report: ReportProgress | None
    ) -> Path:
        source = self._store.paths.root / package.file_name
        if folder is None:
            return source
        return carrier_for(folder).deliver(source, package.sha256, report)

    def _sent(self, dossier_id: UUID) -> PackageRecord | None:
        """Return the package of the dossier's present revision; None when it is ready to be sent.

        Raises:
            NotFound, MoveRefused: it is neither.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            if dossier.state in {DossierState.READY, DossierState.DRAFT}:
                row_of(dossier, MoveKind.SEND)
                return None
            query = sa.select(PackageRecord).where(
                PackageRecord.direction == "out",
                PackageRecord.kind == PackageKind.SUBMISSION.value,
                PackageRecord.dossier_id == dossier_id,
                PackageRecord.revision == dossier.revision,
            )
            package = session.scalar(query)
            if package is None:
                row_of(dossier, MoveKind.SEND)
            return package

    def _send(
        self,
        dossier_id: UUID,
        folder: Path | None,
        signer: Signer,
        report: ReportProgress | None,
    ) -> PackageRecord:
        outbox = self._store.paths.outbox
        with storage_errors(outbox):
            outbox.mkdir(parents=True, exist_ok=True)
        while True:
            submission = read_submission(self._store, self._papers, dossier_id, report)
            if folder is not None:
                carrier_for(folder).check(submission.size)
            name = _file_name(submission)
            # A name of its own for each try: two windows may seal the same dossier at once.
            target = outbox / f"{name}-{secrets.token_hex(4)}.asice"
            package = None
            try:
                package = self._sealed(submission, target, signer, report)
            finally:
                if package is None:
                    target.unlink(missing_ok=True)
            if package is not None:
                _sweep(outbox, name, target)
                return package

    def _sealed(
        self,
        submission: Submission,
        target: Path,
        signer: Signer,
        report: ReportProgress | None,
    ) -> PackageRecord | None:
        """Seal and queue; None when another package took the sequence number meanwhile."""
        sealed = seal(
            target,
            submission.header,
            submission.entries,
            signer,
            at=self._store.clock(),
            report=report,
        )
        header = submission.header
        with self._store.writing() as session:
            if next_sequence(session) != header.sequence:
                return None
            dossier = dossier_of(session, submission.dossier_id)
            row_of(dossier, MoveKind.SEND)
            if dossier.version != submission.version:
                raise StaleRecord(StaleRecord.Code.CHANGED, subject="dossiers")
            refuse_unready(session, dossier, self._store.today())
            package = self._queued(submission, sealed, target, signer)
            session.add(package)
            data = {"package_id": str(header.package_id), "sha256": sealed.sha256}
            apply_move(self._store, session, dossier, MoveKind.SEND, data=data)
            session.commit()
            session.refresh(package)
            session.expunge(package)
            return package

    def _queued(
        self, submission: Submission, sealed: SealReport, target: Path, signer: Signer
    ) -> PackageRecord:
        header = submission.header
        return PackageRecord(
            id=uuid4(),
            package_id=header.package_id,
            direction="out",
            kind=header.kind.value,
            sequence=header.sequence,
            sender_office_id=header.sender.office_id,
            sender_name=header.sender.name,
            receiver_office_id=header.receiver.office_id,
            receiver_name=header.receiver.name,
            dossier_id=submission.dossier_id,
            revision=submission.revision,
            state=OutboxState.QUEUED.value,
            sha256=sealed.sha256,
            size=sealed.size,
            file_name=target.relative_to(self._store.paths.root).as_posix(),
            created_at=self._store.clock(),
            signer=read_certificate(signer.certificate).subject,
        )


def _sweep(outbox: Path, name: str, kept: Path) -> None:
    """Remove what kills and lost races left of the same package; nothing points at it."""
    for left in outbox.glob(f"{name}-*"):
        if left != kept:
            left.unlink(missing_ok=True)


def _file_name(submission: Submission) -> str:
    header = submission.header
    short_id = str(header.package_id)[:8]
    return f"ho-so-{slug(header.sender.name)}-lan-{submission.revision}-{short_id}"


def _reported(package: PackageRecord, path: Path) -> ExportReport:
    return ExportReport(path, package.package_id, package.sha256, package.size)


def _row(package: PackageRecord, title: str) -> PackageRow:
    known: dict[str, Any] = {
        "id": package.id,
        "package_id": package.package_id,
        "dossier_id": package.dossier_id,
        "revision": package.revision,
        "sequence": package.sequence,
        "created_at": package.created_at,
        "settled_at": package.settled_at,
        "size": package.size,
        "sha256": package.sha256,
        "file_name": package.file_name,
        "signer": package.signer,
    }
    return PackageRow(
        kind=PackageKind(package.kind),
        title=title,
        receiver=package.receiver_name,
        state=OutboxState(package.state),
        **known,
    )
