"""Following, at the sender, the moves the receiver made to a dossier, as its answers tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import ConflictFound, MoveRefused, PackageRefused
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.models import Dossier, Event
from desktop.services.moves import SUBJECT, follow_moves, put_by_choice
from desktop.services.package_events import moves_told, refuse_taken
from desktop.services.store import EventRow, Store

_Code = PackageRefused.Code


def own_dossier(session: Session, dossier_id: UUID, receiver_id: UUID) -> Dossier:
    """Return a dossier of this office that was meant for that receiver.

    Raises:
        PackageRefused: UNKNOWN_DOSSIER.
    """
    dossier = session.get(Dossier, dossier_id)
    if dossier is None or dossier.origin_office_id or dossier.receiver_office_id != receiver_id:
        raise PackageRefused(_Code.UNKNOWN_DOSSIER)
    return dossier


def misfit(dossier: Dossier, document: Mapping[str, Any]) -> ConflictFound:
    """Return the conflict of an answer that does not fit the dossier it answers."""
    return ConflictFound(
        ConflictFound.Code.ANSWER_MISFIT,
        dossier_id=dossier.id,
        state=dossier.state.value,
        revision=document["revision"],
        held=dossier.revision,
    )


def follow(
    store: Store,
    session: Session,
    dossier: Dossier,
    document: Mapping[str, Any],
    sender: UUID,
    *,
    chosen: bool = False,
) -> None:
    """Make the moves an answer tells of; ``chosen`` goes where they end from any state.

    Raises:
        PackageRefused: DATA_BAD, an event's id belongs to another record.
        ConflictFound: ANSWER_MISFIT, the receiver moved on from a state this dossier is not in.
    """
    told = told_of(session, dossier, document, sender)
    if chosen:
        _go_where_they_end(store, session, dossier, document, told)
        return
    try:
        follow_moves(store, session, dossier, told)
    except MoveRefused as error:
        raise misfit(dossier, document) from error


def keep_history(
    store: Store, session: Session, dossier: Dossier, document: Mapping[str, Any], sender: UUID
) -> None:
    """Keep what an answer about an earlier revision tells, and move nothing."""
    store.adopt_events(session, SUBJECT, dossier.id, told_of(session, dossier, document, sender))


def told_of(
    session: Session, dossier: Dossier, document: Mapping[str, Any], sender: UUID
) -> list[EventRow]:
    """Return the receiver's moves an answer tells of, a return with its points.

    Raises:
        PackageRefused: DATA_BAD.
    """
    about = {"revision": document["revision"]}
    told = moves_told(document["events"], sender, Actor.RECEIVER, about)
    refuse_taken(session, Event.id, [e.id for e in told], Event.record_id != dossier.id)
    points = document.get("points")
    return [_with_points(event, points) for event in told] if points is not None else told


def _with_points(event: EventRow, points: Sequence[Mapping[str, Any]]) -> EventRow:
    if event.event != MoveKind.RETURN.value:
        return event
    return replace(event, data={**event.data, "points": list(points)})


def _go_where_they_end(
    store: Store,
    session: Session,
    dossier: Dossier,
    document: Mapping[str, Any],
    told: list[EventRow],
) -> None:
    """Believe the receiver: it has the part of the history this database lost."""
    known = {state.value for state in DossierState}
    states = [e.to_state for e in sorted(told, key=lambda e: e.at) if e.to_state in known]
    if not states:
        raise PackageRefused(_Code.DATA_BAD, path="events")
    store.adopt_events(session, SUBJECT, dossier.id, told)
    state, revision = DossierState(states[-1]), int(document["revision"])
    put_by_choice(store, session, dossier, state, revision)
