"""Moving a dossier from state to state: the only place that writes ``Dossier.state``.

Which moves there are stands in ``law/lifecycle.py``; the guards of a move (problems solved, a
verdict for each nomination …) are checked by the service that makes it, before it comes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import EDITABLE, Actor, DossierState, Move, MoveKind, move
from desktop.models import Dossier, Event
from desktop.services.fields import clean
from desktop.services.handed_over import refuse_handed_over
from desktop.services.store import EventRow, Store

SUBJECT = "dossiers"
# Two machines of one office that both did these would leave others with two truths.
_OF_THE_MACHINE_AT_WORK = {
    MoveKind.APPRAISE,
    MoveKind.RETURN,
    MoveKind.REFUSE,
    MoveKind.DECIDE,
    MoveKind.DECIDE_HERE,
    MoveKind.CANCEL_AWARD,
    MoveKind.FORWARD,
    MoveKind.SEND,
}


def apply_move(
    store: Store,
    session: Session,
    dossier: Dossier,
    kind: MoveKind,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
    at_side: Actor | None = None,
) -> EventRow:
    """Make one move of a dossier and append its event, in the caller's transaction.

    Args:
        store: whose officer acts.
        session: the caller's transaction; the dossier may be new in it.
        dossier: what moves.
        kind: the move.
        reason: typed by the officer; some moves require one.
        data: what else the event keeps; the revision is added.
        at_side: which end acts here; told from where the dossier was born when not given.

    Raises:
        MoveRefused: NOT_FROM_HERE, WRONG_SEAT or NEEDS_REASON; nothing was changed.
    """
    source, row = state_of(dossier), row_of(dossier, kind)
    if row.actor is not (at_side or side_of(dossier)):
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=kind.value)
    reason = clean(reason)
    if row.needs_reason and not reason:
        raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move=kind.value)
    enter(store, dossier, kind)
    session.add(dossier)
    session.flush()
    return record_move(store, session, dossier, kind, source, reason=reason, data=data)


def row_of(dossier: Dossier, kind: MoveKind) -> Move:
    """Return the row of the table by which a dossier may make a move.

    Raises:
        MoveRefused: NOT_FROM_HERE, with the state and the move.
    """
    source = state_of(dossier)
    row = move(kind, source)
    if row is None:
        state = source.value if source else ""
        data = {"from": state, "state": state, "move": kind.value}
        raise MoveRefused(MoveRefused.Code.NOT_FROM_HERE, **data)
    return row


def enter(store: Store, dossier: Dossier, kind: MoveKind) -> None:
    """Put the dossier in the state a move leads to; ``record_move`` must follow.

    Raises:
        MoveRefused: NOT_FROM_HERE.
    """
    row = row_of(dossier, kind)
    dossier.state = row.target
    dossier.state_since = store.clock()
    dossier.revision = (dossier.revision or 1) + (1 if row.new_revision else 0)


def record_move(
    store: Store,
    session: Session,
    dossier: Dossier,
    kind: MoveKind,
    source: DossierState | None,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> EventRow:
    """Append the event of a move already entered.

    Raises:
        HandoverRefused: HANDED_OVER, for what only the machine at work may find or decide.
    """
    if kind in _OF_THE_MACHINE_AT_WORK:
        refuse_handed_over(session)
    return store.record_event(
        session,
        SUBJECT,
        dossier.id,
        kind.value,
        from_state=source.value if source else "",
        to_state=dossier.state.value,
        reason=reason,
        data={"revision": dossier.revision, **(data or {})},
    )


def put_by_choice(
    store: Store, session: Session, dossier: Dossier, state: DossierState, revision: int
) -> None:
    """Put a dossier where the side chosen on the conflict desk has it; the caller tells of it.

    The one way outside the table of moves: the other end has already made them, on a history that
    this database lost or took back.
    """
    dossier.state, dossier.revision = state, revision
    dossier.state_since = store.clock()
    session.flush()


def follow_moves(
    store: Store, session: Session, dossier: Dossier, events: Sequence[EventRow]
) -> None:
    """Append the other end's events and make the moves it made to a dossier of this office.

    Events known here are passed over, so the same answer may come twice. That the other end took
    the dossier in stands for its receipt, should that one be lost. The sender's events of a dossier
    that only came here are kept in the history and move nothing.

    Raises:
        MoveRefused: NOT_FROM_HERE; the other end moved on from a state this dossier is not in.
    """
    known = set(session.scalars(sa.select(Event.id).where(Event.record_id == dossier.id)))
    fresh = sorted((e for e in events if e.id not in known), key=lambda e: e.at)
    for event in fresh:
        kind = _followed(dossier, event) if side_of(dossier) is Actor.SENDER else None
        if kind:
            enter(store, dossier, kind)
            dossier.state_since = event.at
    store.adopt_events(session, SUBJECT, dossier.id, fresh)
    session.flush()


def _followed(dossier: Dossier, event: EventRow) -> MoveKind | None:
    kind = next((k for k in MoveKind if k.value == event.event), None)
    if kind is MoveKind.RECEIVE:
        return MoveKind.RECEIPT if dossier.state is DossierState.SENT else None
    return kind


def side_of(dossier: Dossier) -> Actor:
    """Return which end this office is for a dossier: the sender of its own, the receiver else."""
    return Actor.SENDER if dossier.origin_office_id is None else Actor.RECEIVER


def state_of(dossier: Dossier) -> DossierState | None:
    """Return where the dossier stands; None while it is being made."""
    # The column is never empty, but a new object has no state before its first move.
    state: DossierState | None = dossier.state
    return state


def is_frozen(dossier: Dossier) -> bool:
    """Whether the dossier and all that belongs to it may no longer be edited here."""
    state = state_of(dossier)
    return state is not None and (state not in EDITABLE or side_of(dossier) is Actor.RECEIVER)


def refuse_frozen(dossier: Dossier) -> None:
    """Refuse an edit of a dossier that is no draft of this office.

    Raises:
        MoveRefused: FROZEN, with the state.
    """
    if is_frozen(dossier):
        raise MoveRefused(MoveRefused.Code.FROZEN, state=dossier.state.value)


def dossier_of(session: Session, dossier_id: UUID) -> Dossier:
    """Return a dossier inside the caller's transaction.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        raise NotFound(NotFound.Code.RECORD, subject=SUBJECT, id=str(dossier_id))
    return dossier


def editable_dossier(session: Session, dossier_id: UUID) -> Dossier:
    """Return a dossier that may be edited, inside the caller's transaction.

    Raises:
        NotFound: there is no such dossier.
        MoveRefused: FROZEN.
    """
    dossier = dossier_of(session, dossier_id)
    refuse_frozen(dossier)
    return dossier
