"""The dossiers a consolidated one was gathered from, and how they stand to the office above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import MoveKind
from desktop.models import Dossier, Event, Nomination, Office
from desktop.services.moves import SUBJECT
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date

PART_FORWARDED, PART_TAKEN_BACK = "part_forwarded", "part_taken_back"
PART_REFUSED = "part_refused_above"
PASSED_ON = (
    MoveKind.FORWARD.value,
    MoveKind.TAKE_BACK.value,
    PART_FORWARDED,
    PART_TAKEN_BACK,
    PART_REFUSED,
)
"""What is told to the sender of a dossier beside its own answers: how it fares further up."""
_BACK = (MoveKind.TAKE_BACK.value, PART_TAKEN_BACK, PART_REFUSED)


def forwarded_words(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    """Return, for nominations of a dossier that are with the office above, how they went there."""
    query = (
        sa.select(Event.event, Event.reason, Event.data)
        .where(Event.subject == SUBJECT, Event.record_id == dossier_id)
        .where(Event.event.in_((MoveKind.FORWARD.value, PART_FORWARDED, *_BACK)))
        .order_by(Event.sequence)
    )
    found: dict[UUID, str] = {}
    for event, reason, data in session.execute(query):
        for nomination in map(UUID, data.get("nominations", ())):
            if event in _BACK:
                found.pop(nomination, None)
            else:
                found[nomination] = reason
    return found


def told_of(session: Session, dossier: Dossier) -> dict[str, str]:
    """Return the name of the ``office`` a dossier goes to, and the ``words`` that say so."""
    office = session.get(Office, dossier.receiver_office_id) if dossier.receiver_office_id else None
    name = office.name if office else ""
    words = f"Đã trình {name}"
    if dossier.letter_number and dossier.letter_date:
        words += f", Tờ trình số {dossier.letter_number} ngày {short_date(dossier.letter_date)}"
    return {"office": name, "words": words}


def origins_of(session: Session, dossier: Dossier) -> dict[Dossier, list[Nomination]]:
    """Return the dossiers received that live copies of a consolidated one came from."""
    return {
        origin: [nomination for _, nomination in pairs]
        for origin, pairs in pairs_of(session, dossier).items()
    }


def pairs_of(
    session: Session, dossier: Dossier
) -> dict[Dossier, list[tuple[Nomination, Nomination]]]:
    """Return by dossier received the live copies gathered from it, each with its origin."""
    origin = aliased(Nomination)
    query = (
        sa.select(Dossier, Nomination, origin)
        .join(origin, origin.dossier_id == Dossier.id)
        .join(Nomination, Nomination.origin_id == origin.id)
        .where(Nomination.dossier_id == dossier.id, Nomination.archived_at.is_(None))
        .order_by(Dossier.sort_key, Dossier.id, origin.position)
    )
    found: defaultdict[Dossier, list[tuple[Nomination, Nomination]]] = defaultdict(list)
    for source, copy, nomination in session.execute(query):
        found[source].append((copy, nomination))
    return dict(found)


def live_of(session: Session, dossier_id: UUID) -> Sequence[Nomination]:
    """Return the nominations of a dossier in the order of its list, without those taken out."""
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    return session.scalars(query.order_by(Nomination.position)).all()


def note(
    store: Store,
    session: Session,
    origin: Dossier,
    event: str,
    reason: str,
    data: dict[str, Any],
) -> None:
    """Append an event that moves nothing, with the revision it is about."""
    told = {"revision": origin.revision, **data}
    store.record_event(session, SUBJECT, origin.id, event, reason=reason, data=told)
