"""hộp đi: signing a ready dossier into a package, and handing packages over on any stick or folder.

The order is what makes a kill harmless: the package is whole on the disk before the one transaction
that makes the dossier SENT and the package queued (``package_writer.py``); the copy the user asked
for comes last and can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound, StaleRecord, StorageError
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Dossier, Office, PackageRecord
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.services.answers import NEWS_STEM, AnswerService
from desktop.services.attempts import record_copied
from desktop.services.dossier_revisions import keep_revision
from desktop.services.dossiers import refuse_disputed
from desktop.services.forwarding_moves import forward_origins
from desktop.services.moves import apply_move, dossier_of, row_of
from desktop.services.package_writer import PackageWriter
from desktop.services.papers import PaperService
from desktop.services.settlement import OutboxState
from desktop.services.store import Store
from desktop.services.submission import Submission, read_submission, refuse_unready
from desktop.sync.carriers import carrier_for

__all__ = ["ExportReport", "OutboxService", "OutboxState", "PackageRow"]

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package in the outbox; ``title`` is its dossier's, ``size`` in bytes.

    ``failure`` is the code of what went wrong last, be it here, on the way or at the receiver,
    whose own words are in ``why``; it is to be shown until ``failure_seen_at``. ``carried_at`` is
    when it first left this machine, ``dossier_state`` and ``dossier_revision`` are of today.
    """

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
    failure: str = ""
    why: str = ""
    failure_seen_at: datetime | None = None
    receiver_id: UUID | None = None
    carried_at: datetime | None = None
    dossier_state: DossierState | None = None
    dossier_revision: int | None = None
    is_own_dossier: bool = False

    @property
    def is_unread_failure(self) -> bool:
        """Whether it failed and nobody has read that yet."""
        return bool(self.failure) and self.failure_seen_at is None

    @property
    def is_news(self) -> bool:
        """Whether it only tells a sender how their dossier fares further up."""
        return Path(self.file_name).name.startswith(NEWS_STEM)


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

    def __init__(
        self, store: Store, writer: PackageWriter, papers: PaperService, answers: AnswerService
    ) -> None:
        self._store = store
        self._writer = writer
        self._papers = papers
        self._answers = answers

    def list_rows(self) -> list[PackageRow]:
        """Return every package that left or waits to leave, the latest first."""
        query = (
            sa.select(PackageRecord, Dossier)
            .outerjoin(Dossier, Dossier.id == PackageRecord.dossier_id)
            .where(PackageRecord.direction == "out")
            .order_by(PackageRecord.created_at.desc(), PackageRecord.sequence.desc())
        )
        with self._store.reading() as session:
            return [_row(package, dossier) for package, dossier in session.execute(query)]

    def unread_failures(self) -> list[PackageRow]:
        """Return the packages that failed and whose failure nobody has read yet, latest first."""
        return [row for row in self.list_rows() if row.is_unread_failure]

    def mark_seen(self, record_id: UUID) -> None:
        """Note that somebody read why a package failed.

        Raises:
            NotFound: no such package left here.
        """
        with self._store.writing() as session:
            row = session.get(PackageRecord, record_id)
            if row is None or row.direction != "out":
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))
            row.failure_seen_at = row.failure_seen_at or self._store.clock()
            session.commit()

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
            MoveRefused: NOT_FROM_HERE; CONFLICT_OPEN, somebody must choose first; or GUARD with
                ``count`` blocking problems found again.
            SigningFailed: the key is expired or unusable; nothing was changed.
            AttachmentRefused: a stored file is missing or damaged; nothing was changed.
            StaleRecord: the dossier was reopened in another window meanwhile.
            StorageError: QUEUED_NOT_COPIED when only the copy failed; any other code means that
                the dossier is as it was.
            Cancelled: from ``report``; the dossier is as it was, or sent and only not copied.
        """
        sent = self._sent(dossier_id)
        if sent is not None:
            return _reported(sent, self._delivered(sent, folder, report))
        if folder is not None:
            carrier_for(folder).check(0)
        sent = self._send(dossier_id, folder, signer, report)
        # The senders of what was gathered in it are told; what cannot be written now is later.
        self._answers.finish_pending()
        try:
            return _reported(sent, self._delivered(sent, folder, report))
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
        return self._copied(package, folder, report)

    def _copied(self, package: PackageRecord, folder: Path, report: ReportProgress | None) -> Path:
        began = self._store.clock()
        path = self._handed_over(package, folder, report)
        record_copied(self._store, package.id, folder, began, package.size)
        return path

    def _delivered(
        self, package: PackageRecord, folder: Path | None, report: ReportProgress | None
    ) -> Path:
        if folder is None:
            return self._store.paths.root / package.file_name
        return self._copied(package, folder, report)

    def _handed_over(
        self, package: PackageRecord, folder: Path, report: ReportProgress | None
    ) -> Path:
        source = self._store.paths.root / package.file_name
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
                refuse_disputed(session, dossier_id)
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
        signer: Signer | None,
        report: ReportProgress | None,
    ) -> PackageRecord:
        self._check_receiver(dossier_id)
        submission = read_submission(self._store, self._papers, dossier_id, report)
        if folder is not None:
            carrier_for(folder).check(submission.parcel.size)
        queue = partial(self._move, submission)
        return self._writer.write(submission.parcel, signer, report, on_queue=queue)

    def _check_receiver(self, dossier_id: UUID) -> None:
        """Refuse before papers are drawn where nothing can be encrypted to the receiver."""
        with self._store.reading() as session:
            receiver_id = dossier_of(session, dossier_id).receiver_office_id
            receiver = session.get(Office, receiver_id) if receiver_id else None
            party = Party(receiver.id, receiver.name) if receiver else None
        if party is not None:
            self._writer.check_receiver(party)

    def _move(self, submission: Submission, session: Session, package: PackageRecord) -> None:
        """Make the dossier SENT, in the transaction that queues its package."""
        dossier = dossier_of(session, submission.dossier_id)
        row_of(dossier, MoveKind.SEND)
        refuse_disputed(session, dossier.id)  # one may have come while the papers were drawn
        if dossier.version != submission.version:
            raise StaleRecord(StaleRecord.Code.CHANGED, subject="dossiers")
        refuse_unready(session, dossier, self._store.today())
        keep_revision(
            session,
            dossier.id,
            dossier.revision,
            package.package_id,
            package.created_at,
            submission.document,
        )
        data = {"package_id": str(package.package_id), "sha256": package.sha256}
        apply_move(self._store, session, dossier, MoveKind.SEND, data=data)
        forward_origins(self._store, session, dossier)


def _reported(package: PackageRecord, path: Path) -> ExportReport:
    return ExportReport(path, package.package_id, package.sha256, package.size)


def _row(package: PackageRecord, dossier: Dossier | None) -> PackageRow:
    known: dict[str, Any] = {
        "id": package.id,
        "receiver_id": package.receiver_office_id,
        "carried_at": package.carried_at,
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
        "failure": package.failure,
        "why": str(package.reasons.get("why", "")),
        "failure_seen_at": package.failure_seen_at,
    }
    return PackageRow(
        kind=PackageKind(package.kind),
        title=dossier.title if dossier else "",
        dossier_state=dossier.state if dossier else None,
        dossier_revision=dossier.revision if dossier else None,
        is_own_dossier=dossier is not None and dossier.origin_office_id is None,
        receiver=package.receiver_name,
        state=OutboxState(package.state),
        **known,
    )
