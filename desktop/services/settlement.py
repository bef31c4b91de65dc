"""What becomes of a package in the outbox once its receiver has answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import TrustUndecided
from desktop.models import PackageRecord
from desktop.services.moves import SUBJECT
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled

PACKAGES = "packages"
SENDER_CLOCK = TrustUndecided.Code.SENDER_CLOCK.value
"""The failure beside a package that was taken in although its date cannot be right."""


class OutboxState(Labelled):
    """Where a package of this office stands."""

    QUEUED = "QUEUED", "Chờ chuyển và chờ biên nhận"
    CARRIED = "CARRIED", "Đã chuyển, chờ biên nhận"
    RECEIVED = "RECEIVED", "Nơi nhận đã tiếp nhận"
    REFUSED = "REFUSED", "Nơi nhận không nhận"
    RECALLED = "RECALLED", "Đã thu hồi"


def sent_package(session: Session, package_id: UUID, receiver_id: UUID) -> PackageRecord | None:
    """Return the outbox's row of a package, if it went to that office."""
    row = session.scalar(
        sa.select(PackageRecord).where(
            PackageRecord.direction == "out", PackageRecord.package_id == package_id
        )
    )
    return row if row is not None and row.receiver_office_id == receiver_id else None


def sent_submission(session: Session, dossier_id: UUID, revision: int) -> PackageRecord | None:
    """Return the outbox's row of a revision of a dossier."""
    query = sa.select(PackageRecord).where(
        PackageRecord.direction == "out",
        PackageRecord.kind == "submission",
        PackageRecord.dossier_id == dossier_id,
        PackageRecord.revision == revision,
    )
    return session.scalar(query)


def settle_accepted(
    store: Store, session: Session, sent: PackageRecord, received_at: datetime, note: str = ""
) -> None:
    """Write that the receiver took a package in; one recalled stays recalled.

    ``note`` is what the receiver says of this office's clock: shown until somebody has read it.
    """
    if sent.state == OutboxState.RECALLED:
        return
    sent.state, sent.settled_at = OutboxState.RECEIVED.value, received_at
    sent.failure, sent.reasons = (SENDER_CLOCK, {"why": note}) if note else ("", {})
    sent.failure_seen_at = None if note else sent.failure_seen_at
    session.flush()
    _note(store, session, sent, "package_settled", note)


def settle_refused(
    store: Store, session: Session, sent: PackageRecord, told: Mapping[str, Any], at: datetime
) -> None:
    """Write that the receiver refused a package, and why; a failure until somebody has read it.

    A package already received, or recalled here, is past that.
    """
    if sent.state in {OutboxState.RECEIVED, OutboxState.RECALLED}:
        return
    code, why = str(told.get("code", "")), str(told.get("why", ""))
    sent.state, sent.settled_at = OutboxState.REFUSED.value, at
    sent.reasons = {"code": code, "why": why}
    sent.failure, sent.failure_seen_at = code or "REFUSED", None
    session.flush()
    _note(store, session, sent, "package_refused_there", why, code=code)


def settle_recalled(session: Session, sent: PackageRecord, at: datetime) -> None:
    """Write that this office took a package back; what failed of it concerns nobody any more."""
    sent.state, sent.settled_at = OutboxState.RECALLED.value, at
    sent.failure_seen_at = at if sent.failure else None
    session.flush()


def _note(
    store: Store,
    session: Session,
    sent: PackageRecord,
    event: str,
    reason: str = "",
    **more: str,
) -> None:
    data = {"package_id": str(sent.package_id), "kind": sent.kind, **more}
    store.record_event(session, PACKAGES, sent.id, event, reason=reason, data=data)
    if sent.dossier_id is not None:
        store.record_event(session, SUBJECT, sent.dossier_id, event, reason=reason, data=data)
