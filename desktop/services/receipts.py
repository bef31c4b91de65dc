"""biên nhận: the signed answer to every package taken in, and to every one refused.

A receipt tells of one line of the inbox, and its id follows from what that line is about: the same
package taken in or refused again is the same receipt. It is written after the transaction of the
line it tells of; what a kill leaves out, ``finish_pending`` finds by looking for lines without one.
A submission taken in is told of by its event instead (``answers.py``), since its receipt carries
the receiver's moves.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.law.lifecycle import MoveKind
from desktop.models import Event, PackageRecord
from desktop.sealing.data import dump_data
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.seal import Entry
from desktop.services.answers import TellUnfinished, Unfinished
from desktop.services.inbox_clock import CLOCK
from desktop.services.inbox_reports import InboxState
from desktop.services.moves import SUBJECT
from desktop.services.package_events import own_moves
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.refusal_words import why_refused
from desktop.services.settlement import PACKAGES
from desktop.services.store import Store
from desktop.services.submission_data import slug

ReportProgress = Callable[[int, int, str], None]

RECEIPTED = frozenset(
    {
        PackageKind.SUBMISSION,
        PackageKind.RETURN,
        PackageKind.DECISION,
        PackageKind.BULLETIN,
        PackageKind.RECALL,
        PackageKind.REPORT,
    }
)
"""Kinds the receiver answers; a receipt of a receipt would never end."""

_ACCEPTED, _REFUSED = "accepted", "refused"
_OUTCOMES = {InboxState.ACCEPTED.value: _ACCEPTED, InboxState.REFUSED.value: _REFUSED}
_STEMS = {_ACCEPTED: "bien-nhan", _REFUSED: "khong-nhan"}


def receipt_id(package_id: UUID, content_sha256: str, outcome: str) -> UUID:
    """Return the id of a receipt: the same one however often the package comes."""
    return uuid5(package_id, f"receipt {content_sha256} {outcome}")


class ReceiptService:
    """Writing receipts into the outbox; each is written once and found again ever after."""

    def __init__(self, store: Store, writer: PackageWriter) -> None:
        self._store = store
        self._writer = writer

    def write(self, record_id: UUID, report: ReportProgress | None = None) -> Path | None:
        """Write the receipt of a line of the inbox, or find the one written before.

        Args:
            record_id: the line.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Returns:
            the package in the outbox; None where the line is not answered: a receipt itself, or a
            file nobody known vouches for.

        Raises:
            StorageError: the outbox is full or cannot be written; ``finish_pending`` writes it
                later.
            SigningFailed: this office's key has expired.
            PackageRefused: RECEIVER_KEY_UNKNOWN, the sender's encryption key is not known here.
        """
        with self._store.reading() as session:
            row = session.get(PackageRecord, record_id)
            if row is None or not is_owed(row):
                return None
            package_id = receipt_id(row.package_id, row.content_sha256, _OUTCOMES[row.state])
        known = self._writer.written(package_id)
        if known is None:
            with self._store.reading() as session:
                parcel = _parcel(session, self._store, record_id, package_id)
            known = self._writer.write(parcel, report=report, on_queue=self._note)
        return self._store.paths.root / known.file_name

    def finish_pending(self, tell: TellUnfinished | None = None) -> list[Path]:
        """Write every receipt that a stop in between has left unwritten, oldest first.

        Args:
            tell: told of each that still cannot be written; the others are written all the same.
        """
        written = []
        for record_id in self._unanswered():
            try:
                path = self.write(record_id)
            except AppError as error:
                if tell:
                    tell(self._unfinished(record_id, error))
            else:
                written += [path] if path else []
        return written

    def _unanswered(self) -> list[UUID]:
        out = sa.select(PackageRecord.package_id).where(
            PackageRecord.direction == "out", PackageRecord.kind == PackageKind.RECEIPT.value
        )
        came = (
            sa.select(PackageRecord)
            .where(
                PackageRecord.direction == "in",
                PackageRecord.state.in_(_OUTCOMES),
                PackageRecord.kind.in_([kind.value for kind in RECEIPTED]),
            )
            .order_by(PackageRecord.created_at)
        )
        with self._store.reading() as session:
            known = set(session.scalars(out))
            return [row.id for row in session.scalars(came) if _lacks(row, known)]

    def _unfinished(self, record_id: UUID, error: AppError) -> Unfinished:
        with self._store.reading() as session:
            row = session.get(PackageRecord, record_id)
            assert row is not None  # it was found a moment ago
            about = f"gói «{PackageKind(row.kind).label}» của {row.sender_name}"
            return Unfinished(row.dossier_id or row.id, about, error)

    def _note(self, session: Session, row: PackageRecord) -> None:
        data = {"kind": row.kind, "receiver": row.receiver_name}
        self._store.record_event(session, PACKAGES, row.package_id, "package_written", data=data)


def is_owed(row: PackageRecord) -> bool:
    """Return whether a line of the inbox is answered by a receipt of its own.

    Only what a known signer vouches for keeps the digest of its content in the line.
    """
    answered = bool(row.content_sha256) and row.kind in RECEIPTED and row.state in _OUTCOMES
    told_by_event = row.kind == PackageKind.SUBMISSION and row.state == InboxState.ACCEPTED
    return answered and (not told_by_event or bool(row.reasons.get("copy")))


def _lacks(row: PackageRecord, known: set[UUID]) -> bool:
    wanted = receipt_id(row.package_id, row.content_sha256, _OUTCOMES[row.state])
    return is_owed(row) and wanted not in known


def _parcel(session: Session, store: Store, record_id: UUID, package_id: UUID) -> Parcel:
    row = session.get(PackageRecord, record_id)
    assert row is not None  # looked at a moment ago, and lines are never removed
    assert row.sender_office_id is not None  # only what is vouched for is answered
    document = _document(session, store, row)
    data = dump_data(PackageKind.RECEIPT, document)
    return Parcel(
        package_id=package_id,
        kind=PackageKind.RECEIPT,
        receiver=Party(row.sender_office_id, row.sender_name),
        created_at=document["received_at"],
        entries=(Entry.from_bytes(PackageKind.RECEIPT.data_entry, data),),
        stem=f"{_STEMS[document['outcome']]}-{slug(row.sender_name)}",
        dossier_id=row.dossier_id,
        revision=row.revision,
        answers=row.package_id,
    )


def _document(session: Session, store: Store, row: PackageRecord) -> dict[str, Any]:
    outcome, clock = _OUTCOMES[row.state], row.reasons.get(CLOCK)
    document: dict[str, Any] = {
        "package_id": row.package_id,
        "package_sha256": row.sha256,
        "content_sha256": row.content_sha256,
        "received_at": row.settled_at or row.created_at,
        "officer": row.reasons.get("officer", "") or store.actor.name,
        "signature_outcome": row.outcome,
        "outcome": outcome,
        **({"note": clock} if clock else {}),
    }
    if outcome == _REFUSED:
        code = str(row.reasons.get("code", ""))
        why = why_refused(code, row.reasons, str(row.reasons.get("reason", "")))
        return document | {"code": code, "why": why}
    if row.kind == PackageKind.SUBMISSION and row.dossier_id is not None:
        last = _last_reception(session, row.dossier_id)
        moves = own_moves(session, row.dossier_id, store.actor.office_id, last)
        document |= {"dossier_id": row.dossier_id, "revision": row.revision, "events": moves}
    return document


def _last_reception(session: Session, dossier_id: UUID) -> int | None:
    """Return where the history stood when the dossier was last taken in; a receipt ends there."""
    query = sa.select(sa.func.max(Event.sequence)).where(
        Event.subject == SUBJECT,
        Event.record_id == dossier_id,
        Event.event == MoveKind.RECEIVE.value,
    )
    return session.scalar(query)
