"""thu hồi hồ sơ: taking back a dossier that was sent, as long as nobody has received it.

The dossier becomes the next revision's draft and the recall is queued in one transaction. The
recall goes out even where the submission itself never left: it is harmless at the receiver, which
remembers it, and the submission is carried no more. Whether the receiver was quicker shows when the
answers come (``inbox_receipt.py`` here, ``inbox_recall.py`` there).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, StaleRecord
from desktop.law.lifecycle import MoveKind
from desktop.models import Dossier, Office, PackageRecord
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.answers import AnswerService
from desktop.services.fields import clean
from desktop.services.forwarding_moves import take_back_origins
from desktop.services.moves import apply_move, dossier_of, row_of
from desktop.services.package_events import own_moves
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.settlement import sent_submission, settle_recalled
from desktop.services.store import Store
from desktop.services.submission_data import slug

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class RecallReport:
    """A recall now in the outbox.

    Attributes:
        path: the package, to be carried like any other.
        package_id: its id.
        revision: what the dossier is to be sent as next.
    """

    path: Path
    package_id: UUID
    revision: int


@dataclass(frozen=True, slots=True)
class _Recall:
    """What is taken back; ``version`` tells whether it was touched since it was read."""

    version: int
    parcel: Parcel


class RecallService:
    """Use cases of taking back what was sent."""

    def __init__(self, store: Store, writer: PackageWriter, answers: AnswerService) -> None:
        self._store = store
        self._writer = writer
        self._answers = answers

    def recall(
        self, dossier_id: UUID, reason: str, report: ReportProgress | None = None
    ) -> RecallReport:
        """Take a sent dossier back and queue the signed recall, or neither.

        Args:
            dossier_id: sent, and not received as far as is known here.
            reason: told to the receiver.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: NOT_FROM_HERE, it is not on its way; NEEDS_REASON.
            PackageRefused: RECEIVER_KEY_UNKNOWN or RECEIVER_KEY_EXPIRED.
            SigningFailed: this office's key has expired.
            StaleRecord: it was received or recalled in another window meanwhile.
            StorageError: the outbox is full or cannot be written; nothing was changed.
        """
        reason = clean(reason)
        if not reason:
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move=MoveKind.RECALL.value)
        with self._store.reading() as session:
            recall = self._read(session, dossier_of(session, dossier_id), reason)
        move = partial(self._move, dossier_id, recall.version, reason)
        row = self._writer.write(recall.parcel, report=report, on_queue=move)
        self._answers.finish_pending()
        path = self._store.paths.root / row.file_name
        return RecallReport(path, row.package_id, (row.revision or 0) + 1)

    def _read(self, session: Session, dossier: Dossier, reason: str) -> _Recall:
        row_of(dossier, MoveKind.RECALL)
        receiver = session.scalars(
            sa.select(Office).where(Office.id == dossier.receiver_office_id)
        ).one()
        sent = sent_submission(session, dossier.id, dossier.revision)
        document = {
            "dossier_id": dossier.id,
            "revision": dossier.revision,
            "reason": reason,
            "events": own_moves(session, dossier.id, self._store.actor.office_id),
            **({"package_id": sent.package_id} if sent is not None else {}),
        }
        data = dump_data(PackageKind.RECALL, document)
        parcel = Parcel(
            package_id=uuid5(dossier.id, f"recall {dossier.revision}"),
            kind=PackageKind.RECALL,
            receiver=Party(receiver.id, receiver.name),
            created_at=self._store.clock(),
            entries=(Entry.from_bytes(PackageKind.RECALL.data_entry, data),),
            stem=f"thu-hoi-{slug(receiver.name)}",
            dossier_id=dossier.id,
            revision=dossier.revision,
            answers=sent.package_id if sent is not None else None,
        )
        return _Recall(dossier.version, parcel)

    def _move(
        self,
        dossier_id: UUID,
        version: int,
        reason: str,
        session: Session,
        row: PackageRecord,
    ) -> None:
        """Make the dossier a draft again, in the transaction that queues the recall."""
        dossier = dossier_of(session, dossier_id)
        row_of(dossier, MoveKind.RECALL)
        if dossier.version != version:
            raise StaleRecord(StaleRecord.Code.CHANGED, subject="dossiers")
        sent = sent_submission(session, dossier.id, dossier.revision)
        if sent is not None:
            settle_recalled(session, sent, self._store.clock())
        data = {"package_id": str(row.package_id)}
        apply_move(self._store, session, dossier, MoveKind.RECALL, reason=reason, data=data)
        take_back_origins(self._store, session, dossier, reason)
