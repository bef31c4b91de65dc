"""The inbox's own list: one row per file that came, whatever became of it."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.models import Event, PackageRecord
from desktop.sealing.verification import PackageReport
from desktop.services.inbox_clock import SIGNED_AT
from desktop.services.inbox_reports import InboxState
from desktop.services.moves import SUBJECT
from desktop.services.quarantine import Copy
from desktop.services.store import Store

_OWN_SUBJECT = "packages"
_FILE = sa.select(PackageRecord).where(
    PackageRecord.direction == "in", PackageRecord.sha256 == sa.bindparam("sha256")
)
_ACCEPTED = (
    sa.select(PackageRecord)
    .where(PackageRecord.direction == "in", PackageRecord.state == InboxState.ACCEPTED.value)
    .limit(1)
)
_ACCEPTED_FILE = _ACCEPTED.where(PackageRecord.sha256 == sa.bindparam("sha256"))
_ACCEPTED_CONTENT = _ACCEPTED.where(
    PackageRecord.package_id == sa.bindparam("package_id"),
    PackageRecord.content_sha256 == sa.bindparam("content_sha256"),
)


def accepted_row(
    session: Session, sha256: str, package_id: UUID | None = None, content_sha256: str = ""
) -> PackageRecord | None:
    """Return the row of this file, or of the same content signed again, if accepted before.

    Args:
        session: to read with.
        sha256: of the file as it came.
        package_id: its id, once it was opened.
        content_sha256: of what was signed, once it was opened.
    """
    with session.no_autoflush:
        known = session.scalar(_ACCEPTED_FILE, {"sha256": sha256})
        if known is not None or package_id is None:
            return known
        # Asked apart: with «or» SQLite would go through every package ever accepted.
        return accepted_content(session, package_id, content_sha256)


def accepted_content(
    session: Session, package_id: UUID, content_sha256: str
) -> PackageRecord | None:
    """Return the row of this content if accepted before, whatever file it came in."""
    if not content_sha256:
        return None
    about = {"package_id": package_id, "content_sha256": content_sha256}
    return session.scalar(_ACCEPTED_CONTENT, about)


def held_row(session: Session, record_id: UUID) -> PackageRecord | None:
    """Return the row of a file that is held, by its own id or its package's."""
    query = sa.select(PackageRecord).where(
        PackageRecord.direction == "in",
        PackageRecord.state == InboxState.QUARANTINED.value,
        sa.or_(PackageRecord.id == record_id, PackageRecord.package_id == record_id),
    )
    return session.scalar(query.order_by(PackageRecord.created_at.desc()).limit(1))


def write_accepted(
    store: Store,
    session: Session,
    copy: Copy,
    package: PackageReport,
    dossier_id: UUID | None,
    revision: int | None,
) -> PackageRecord:
    """Write the row of a package being accepted, in the caller's transaction."""
    row = _labelled(store, session, copy, package)
    row.state = InboxState.ACCEPTED.value
    row.dossier_id, row.revision = dossier_id, revision
    row.settled_at = store.clock()
    row.reasons = {**row.reasons, "officer": store.actor.name}
    session.flush()
    return row


def write_held(
    store: Store, session: Session, copy: Copy, package: PackageReport, file_name: str
) -> UUID:
    """Write the row of a package whose signer is not known yet; its label is only a claim."""
    row = _labelled(store, session, copy, package)
    is_new = row.state != InboxState.QUARANTINED
    row.state, row.file_name = InboxState.QUARANTINED.value, file_name
    session.flush()
    if is_new:
        _note(store, session, row, "package_held")
    return row.id


def write_refused(
    store: Store,
    session: Session,
    copy: Copy,
    name: str,
    *,
    why: dict[str, Any],
    reason: str = "",
    package: PackageReport | None = None,
) -> UUID:
    """Write the row of a refused file: what it was called and why.

    Args:
        store: whose inbox.
        session: the caller's transaction.
        copy: the file.
        name: what it was called when it came.
        why: the refusal's code and plain data.
        reason: what an officer typed.
        package: what a known signer vouches for; without it nothing of what it claims is kept, and
            nobody is answered.
    """
    if package is not None:
        row = _labelled(store, session, copy, package)
    else:
        row = _row(session, copy.sha256) or _new(store, session, copy)
        row.package_id = uuid5(NAMESPACE_OID, copy.sha256)
        row.kind = row.sender_name = row.receiver_name = row.signer = row.content_sha256 = ""
        row.sender_office_id = row.receiver_office_id = row.dossier_id = row.revision = None
        row.database_id, row.sequence, row.outcome = None, 0, "invalid"
    # What waited in a conflict stays where it was kept, whoever was chosen.
    if not row.file_name.startswith(f"{store.paths.inbox.name}/"):
        row.file_name = name
    row.state = InboxState.REFUSED.value
    row.reasons = {**why, "officer": store.actor.name, **({"reason": reason} if reason else {})}
    row.settled_at = row.settled_at or store.clock()
    session.flush()
    _note(store, session, row, "package_refused", reason)
    return row.id


def write_disputed(
    store: Store,
    session: Session,
    copy: Copy,
    package: PackageReport,
    dossier_id: UUID | None,
    revision: int | None,
) -> PackageRecord:
    """Write the row of a package that waits for a person's choice, in the caller's transaction."""
    row = _labelled(store, session, copy, package)
    row.state = InboxState.CONFLICT.value
    row.dossier_id, row.revision, row.settled_at = dossier_id, revision, None
    session.flush()
    return row


def disputed_row(session: Session, record_id: UUID) -> PackageRecord | None:
    """Return the row of a package that waits in a conflict."""
    row = session.get(PackageRecord, record_id)
    return row if row is not None and row.state == InboxState.CONFLICT else None


def reception_of(session: Session, store: Store, row: PackageRecord) -> UUID | None:
    """Return the event by which this office took a submission in."""
    query = sa.select(Event).where(
        Event.subject == SUBJECT,
        Event.record_id == row.dossier_id,
        Event.event == MoveKind.RECEIVE.value,
        Event.office_id == store.actor.office_id,
    )
    return next((e.id for e in session.scalars(query) if _tells_of(e, row)), None)


def _tells_of(event: Event, row: PackageRecord) -> bool:
    """Return whether a reception is of this content; one id may have come with two."""
    content = event.data.get("content_sha256") or row.content_sha256
    is_same = content == row.content_sha256 or not row.content_sha256
    return bool(event.data["package_id"] == str(row.package_id)) and is_same


def _labelled(store: Store, session: Session, copy: Copy, package: PackageReport) -> PackageRecord:
    header, signature = package.header, package.signature
    assert header is not None  # only a signature that holds comes this far
    row = _row(session, copy.sha256) or _new(store, session, copy)
    row.package_id, row.kind, row.sequence = header.package_id, header.kind.value, header.sequence
    row.database_id, row.content_sha256 = header.database_id, package.content_sha256
    row.sender_office_id, row.sender_name = header.sender.office_id, header.sender.name
    row.receiver_office_id, row.receiver_name = header.receiver.office_id, header.receiver.name
    row.outcome = signature.outcome.value
    row.reasons = {"codes": [reason.value for reason in signature.reasons]}
    if signature.signed_at is not None:
        row.reasons |= {SIGNED_AT: signature.signed_at.isoformat()}
    if signature.signer is not None:
        row.signer = signature.signer.subject
        row.reasons |= {"short_code": signature.signer.short_code}
    return row


def _new(store: Store, session: Session, copy: Copy) -> PackageRecord:
    row = PackageRecord(
        id=uuid4(),
        direction="in",
        sha256=copy.sha256,
        size=copy.size,
        file_name="",
        created_at=store.clock(),
    )
    session.add(row)
    return row


def _row(session: Session, sha256: str) -> PackageRecord | None:
    with session.no_autoflush:
        return session.scalar(_FILE, {"sha256": sha256})


def _note(store: Store, session: Session, row: PackageRecord, event: str, reason: str = "") -> None:
    known = {key: value for key, value in row.reasons.items() if key not in {"officer", "reason"}}
    data: dict[str, Any] = {"sha256": row.sha256, "file_name": row.file_name, **known}
    store.record_event(session, _OWN_SUBJECT, row.id, event, reason=reason, data=data)
