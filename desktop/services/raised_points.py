"""The points of every return of a dossier, and the replies its sender gave to them.

A point stands in the RETURN event at both ends; a reply is an event of the sender's, travels in the
next submission (``answers``) and is read from the kept document at the receiver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.models import Dossier, DossierRevision, Event
from desktop.services.fields import clean
from desktop.services.moves import SUBJECT
from desktop.services.store import Store

REPLY_AT_MOST = 2_000
"""Letters of a reply; the published schema says the same."""
_REPLIED = "point_answered"


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """One thing a dossier was sent back for.

    Attributes:
        id: as the return names it; the event's own id where an older program raised no points.
        revision: which revision was sent back.
        returned_at: when.
        nomination_id: which nomination, None for the dossier as a whole.
        item_code: which dossier item (law data), "" for none.
    """

    id: UUID
    revision: int
    returned_at: datetime
    text: str
    nomination_id: UUID | None
    item_code: str


def raised_points(session: Session, dossier_id: UUID) -> tuple[RaisedPoint, ...]:
    """Return the points of every return, the earliest return first, each in the order raised."""
    query = sa.select(Event).where(
        Event.subject == SUBJECT,
        Event.record_id == dossier_id,
        Event.event == MoveKind.RETURN.value,
    )
    events = session.scalars(query.order_by(Event.sequence))
    return tuple(point for event in events for point in _points(event))


def _points(event: Event) -> Iterable[RaisedPoint]:
    raised: Iterable[Mapping[str, Any]] = event.data.get("points") or [{"text": event.reason}]
    for point in raised:
        about = point.get("nomination_id")
        yield RaisedPoint(
            UUID(point["id"]) if "id" in point else event.id,
            int(event.data.get("revision", 1)),
            event.at,
            str(point["text"]),
            UUID(about) if about else None,
            point.get("item_code") or "",
        )


def replies_of(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    """Return the replies known here by their point: what was sent, then what was written since."""
    kept = (
        sa.select(DossierRevision.document)
        .where(DossierRevision.dossier_id == dossier_id)
        .order_by(DossierRevision.revision, DossierRevision.at)
    )
    found: dict[UUID, str] = {}
    for document in session.scalars(kept):
        found |= {UUID(a["point"]): clean(a["text"]) for a in document.get("answers", ())}
    written = sa.select(Event.data).where(
        Event.subject == SUBJECT, Event.record_id == dossier_id, Event.event == _REPLIED
    )
    for data in session.scalars(written.order_by(Event.sequence)):
        found[UUID(data["point"])] = data["text"]
    return {point: text for point, text in found.items() if text}


def keep_reply(store: Store, session: Session, dossier_id: UUID, point_id: UUID, text: str) -> None:
    """Append a reply to the dossier's history, in the caller's transaction; "" takes it back."""
    data = {"point": str(point_id), "text": text}
    store.record_event(session, SUBJECT, dossier_id, _REPLIED, data=data)


def replies_to_send(session: Session, dossier: Dossier) -> list[dict[str, Any]]:
    """Return what a revision answers to the points of the one before it, as packages say it."""
    replies = replies_of(session, dossier.id)
    asked = (p for p in raised_points(session, dossier.id) if p.revision == dossier.revision - 1)
    return [{"point": p.id, "text": replies[p.id]} for p in asked if p.id in replies]
