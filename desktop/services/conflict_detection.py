"""Noticing what cannot both be so, and writing both sides down; nothing of either is removed.

Packages are held against what came before: one number of one database twice means that two copies
of it are at work, a number never seen means that something is still on its way. What contradicts a
dossier is noticed by whoever takes that kind in (``inbox_submission``, ``inbox_recall``,
``inbox_answers``, ``inbox_receipt``), which raises ``ConflictFound``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import ConflictFound
from desktop.law.lifecycle import DossierState
from desktop.models import Conflict, Dossier, Event, Office, PackageRecord
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.json_form import canonical_json
from desktop.services.appraisal_rows import live_nominations
from desktop.services.attachments import attachment_rows
from desktop.services.dossier_check import files_of
from desktop.services.dossier_revisions import revision_document
from desktop.services.moves import SUBJECT as DOSSIERS
from desktop.services.store import Store
from desktop.services.submission_data import packed_files, submission_document
from desktop.vietnamese.text import fold

SUBJECT = "conflicts"
LEFT, RIGHT, BOTH = "left", "right", "both"
_MOST_GAPS = 200
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """Packages of one database of a sender that were never seen here.

    Attributes:
        office_id: the sender.
        sender: its name.
        machine: first letters of its database's id.
        missing: their numbers, rising; at most 200.
        signer: of the latest package that came from that database.
        last_at: when that package came.
    """

    office_id: UUID
    sender: str
    machine: str
    missing: tuple[int, ...]
    signer: str = ""
    last_at: datetime | None = None


def numbered_twice(session: Session, header: PackageHeader, content_sha256: str) -> UUID | None:
    """Return the inbox's line of another package of the same sender, database and number."""
    if header.database_id is None:
        return None  # before format 1.1 numbers were counted per sender
    query = sa.select(PackageRecord.id).where(
        PackageRecord.direction == "in",
        PackageRecord.sender_office_id == header.sender.office_id,
        PackageRecord.sequence == header.sequence,
        PackageRecord.database_id == header.database_id,
        PackageRecord.state == "ACCEPTED",
        sa.or_(
            PackageRecord.package_id != header.package_id,
            PackageRecord.content_sha256 != content_sha256,
        ),
    )
    with session.no_autoflush:
        return session.scalar(query.limit(1))


def gaps(session: Session, office_id: UUID | None = None) -> tuple[Gap, ...]:
    """Return what was never seen of what senders numbered, be it on its way or lost.

    Args:
        session: to read with.
        office_id: one sender; None for all.
    """
    query = (
        sa.select(
            PackageRecord.sender_office_id,
            PackageRecord.sender_name,
            PackageRecord.database_id,
            PackageRecord.sequence,
            PackageRecord.signer,
            PackageRecord.created_at,
        )
        .where(PackageRecord.direction == "in", PackageRecord.database_id.is_not(None))
        .order_by(PackageRecord.created_at)
    )
    if office_id is not None:
        query = query.where(PackageRecord.sender_office_id == office_id)
    seen: dict[tuple[UUID, UUID], set[int]] = {}
    names: dict[UUID, str] = {}
    last: dict[tuple[UUID, UUID], tuple[str, datetime]] = {}
    for sender_id, name, database_id, sequence, signer, made_at in session.execute(query):
        if sender_id is None or database_id is None:
            continue  # a file whose label nobody vouches for
        seen.setdefault((sender_id, database_id), set()).add(sequence)
        names[sender_id] = name
        last[sender_id, database_id] = signer, made_at
    found = (
        Gap(key[0], names[key[0]], _short(key[1]), _missing(numbers), *last[key])
        for key, numbers in seen.items()
    )
    return tuple(gap for gap in found if gap.missing)


def _missing(numbers: set[int]) -> tuple[int, ...]:
    found: list[int] = []
    before = 0
    for number in sorted(numbers):
        found.extend(range(before + 1, min(number, before + 1 + _MOST_GAPS)))
        before = number
        if len(found) >= _MOST_GAPS:
            break
    return tuple(found[:_MOST_GAPS])


def record_conflict(
    store: Store,
    session: Session,
    found: ConflictFound,
    row: PackageRecord,
    document: Mapping[str, Any],
    made_at: datetime | None = None,
) -> Conflict:
    """Write a conflict down, in the caller's transaction; the same package again is the same one.

    Args:
        store: whose office.
        session: the caller's transaction.
        found: what contradicts what.
        row: the inbox's line of the package that came, the right side.
        document: its data.
        made_at: when its sender made it, as its signed header says; None where that is unknown.
    """
    known = conflict_of(session, row)
    if known is not None:
        return known
    left = _left(store, session, found)
    right = _of_package(row, document) | _of_recall(row, made_at)
    dossier_id = found.data.get("dossier_id")
    conflict = Conflict(
        id=uuid4(),
        kind=found.code.value,
        office_id=row.sender_office_id,
        dossier_id=dossier_id or row.dossier_id,
        left_package_id=UUID(left["package_id"]) if left.get("package_id") else None,
        right_package_id=row.package_id,
        found_at=store.clock(),
        left=left,
        right=right | {"document": _to_compare(session, row, document)},
        search_key=fold(f"{row.sender_name} {left.get('title', '')}"),
    )
    session.add(conflict)
    session.flush()
    data = {"kind": conflict.kind, "package_id": str(row.package_id)}
    store.record_event(session, SUBJECT, conflict.id, "conflict_found", data=data)
    if dossier_id is not None:
        store.record_event(session, DOSSIERS, dossier_id, "conflict_found", data=data)  # type: ignore[arg-type]
    return conflict


def conflict_of(session: Session, row: PackageRecord) -> Conflict | None:
    """Return the conflict a package is a side of, however often its content was sealed."""
    query = sa.select(Conflict).where(Conflict.right_package_id == row.package_id)
    found = session.scalars(query.order_by(Conflict.found_at.desc()))
    return next((c for c in found if c.right.get("content_sha256") == row.content_sha256), None)


def settle_by_itself(store: Store, session: Session, row: PackageRecord) -> None:
    """Close the conflicts that are none any more, now that this package fits.

    Its own, which it waited in; and a receipt that came after a recall, once the receiver has
    given the dossier back.
    """
    own = sa.and_(Conflict.right_package_id == row.package_id, Conflict.choice == "")
    for conflict in session.scalars(sa.select(Conflict).where(own)):
        if conflict.right.get("content_sha256") == row.content_sha256:
            close(store, session, conflict, RIGHT, "Gói đến lại và đã khớp với dữ liệu ở đây")
    if row.kind != "return" or row.dossier_id is None:
        return
    overtaken = sa.select(Conflict).where(
        Conflict.kind == ConflictFound.Code.RECEIPT_AFTER_RECALL.value,
        Conflict.dossier_id == row.dossier_id,
        Conflict.choice == "",
    )
    for conflict in session.scalars(overtaken):
        close(store, session, conflict, LEFT, "Nơi nhận đã trả lại hồ sơ theo thu hồi")


def close(
    store: Store, session: Session, conflict: Conflict, choice: str, reason: str, state: str = ""
) -> None:
    """Write which side was taken, by whom and why, in the caller's transaction.

    Args:
        store: whose officer chose.
        session: the caller's transaction.
        conflict: still open.
        choice: left, right or both.
        reason: as typed.
        state: where the dossier stood before.
    """
    conflict.choice, conflict.reason = choice, reason
    conflict.settled_at, conflict.settled_by = store.clock(), store.actor.name
    session.flush()
    dossier = session.get(Dossier, conflict.dossier_id) if conflict.dossier_id else None
    after = dossier.state.value if dossier is not None else ""
    data = {"kind": conflict.kind, "choice": choice, "conflict_id": str(conflict.id)}
    moved = {"from_state": state, "to_state": after} if state and state != after else {}
    store.record_event(session, SUBJECT, conflict.id, "conflict_settled", reason=reason, data=data)
    if dossier is not None:
        store.record_event(
            session, DOSSIERS, dossier.id, "conflict_settled", reason=reason, data=data, **moved
        )


def _left(store: Store, session: Session, found: ConflictFound) -> dict[str, Any]:
    """Return the side that is here: the dossier it is about, or the package numbered so before."""
    other = found.data.get("row_id")
    if isinstance(other, UUID):
        row = session.get(PackageRecord, other)
        assert row is not None  # it was found in this transaction
        return _of_package(row, _kept_document(session, row))
    dossier = session.get(Dossier, found.data["dossier_id"])
    assert dossier is not None  # what was found is about it
    return _of_dossier(store, session, dossier)


def _of_dossier(store: Store, session: Session, dossier: Dossier) -> dict[str, Any]:
    is_own = dossier.origin_office_id is None
    office = session.get(Office, dossier.origin_office_id) if dossier.origin_office_id else None
    package = _package_of(session, dossier)
    last = _last_move(session, dossier.id)
    document = (
        _own_words(store, session, dossier)
        if is_own
        else revision_document(session, dossier.id, dossier.revision)
    )
    return {
        "what": "own_dossier" if is_own else "received_dossier",
        "title": dossier.title,
        "office": office.name if office else store.actor.office_name,
        "who": last.actor if last else "",
        "at": _moment(last.at if last else dossier.state_since),
        "machine": _short(package.database_id) if package else "",
        "package_id": str(package.package_id) if package else "",
        "row_id": str(package.id) if package else "",
        "state": dossier.state.value,
        "revision": dossier.revision,
        "document": document,
    }


def _own_words(store: Store, session: Session, dossier: Dossier) -> dict[str, Any]:
    """Return what a dossier of this office would say if it were sent as it stands."""
    files = packed_files(attachment_rows(session, files_of(dossier.id)))
    said = submission_document(
        session,
        dossier,
        live_nominations(session, dossier.id),
        files,
        store.actor.office_id,
        store.today(),
    )
    words: dict[str, Any] = json.loads(canonical_json(said))
    return words


def _of_package(row: PackageRecord, document: Mapping[str, Any] | None) -> dict[str, Any]:
    said = document or {}
    last: Mapping[str, Any] = max(said.get("events") or [{}], key=lambda e: str(e.get("at", "")))
    return {
        "what": row.kind,
        "title": said.get("dossier", {}).get("title", "") if "dossier" in said else "",
        "office": row.sender_name,
        "who": last.get("actor") or said.get("officer") or row.signer,
        "at": last.get("at") or _moment(row.created_at),
        "came_at": _moment(row.created_at),
        "machine": _short(row.database_id),
        "sequence": row.sequence,
        "package_id": str(row.package_id),
        "row_id": str(row.id),
        "sha256": row.sha256,
        "content_sha256": row.content_sha256,
        "signer": row.signer,
        "state": last.get("to") or "",
        "revision": row.revision,
        "reason": said.get("reason") or last.get("reason") or "",
        "document": dict(said) or None,
    }


def _of_recall(row: PackageRecord, made_at: datetime | None) -> dict[str, Any]:
    """Return a recall's own time and state; the events in it end with the sending it undoes."""
    if row.kind != PackageKind.RECALL or made_at is None:
        return {}
    return {"at": _moment(made_at), "state": DossierState.DRAFT.value}


def _to_compare(
    session: Session, row: PackageRecord, document: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return what the package says of the dossier; an answer means the revision sent then."""
    if "dossier" in document:
        return dict(document)
    if row.dossier_id is None or row.revision is None:
        return None
    return revision_document(session, row.dossier_id, row.revision)


def _kept_document(session: Session, row: PackageRecord) -> dict[str, Any] | None:
    if row.kind != "submission" or row.dossier_id is None or row.revision is None:
        return None
    return revision_document(session, row.dossier_id, row.revision)


def _package_of(session: Session, dossier: Dossier) -> PackageRecord | None:
    """Return the submission that brought or took the dossier's present revision."""
    query = sa.select(PackageRecord).where(
        PackageRecord.kind == "submission",
        PackageRecord.dossier_id == dossier.id,
        PackageRecord.revision == dossier.revision,
        PackageRecord.state.not_in(["CONFLICT", "REFUSED"]),
    )
    return session.scalar(query.order_by(PackageRecord.created_at.desc()).limit(1))


def _last_move(session: Session, dossier_id: UUID) -> Event | None:
    query = sa.select(Event).where(
        Event.subject == DOSSIERS, Event.record_id == dossier_id, Event.to_state != ""
    )
    return session.scalar(query.order_by(Event.sequence.desc()).limit(1))


def _short(database_id: UUID | None) -> str:
    return str(database_id)[:_SHORT] if database_id else ""


def _moment(at: datetime) -> str:
    return at.isoformat()
