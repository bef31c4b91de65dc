"""What the office above answered to a consolidated dossier, written into those it came from.

Everything is written in the transaction that takes the answer in, and told to the senders by
answers of this office's own. Who carries the news in need not be one who may decide: the office
above did.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState, MoveKind, move
from desktop.law.terms import Outcome
from desktop.models import AwardRecord, Decision, Dossier, Event, Nomination
from desktop.services.decision_dossiers import link_dossiers
from desktop.services.forwarding_origins import PART_REFUSED, note, origins_of, pairs_of, told_of
from desktop.services.moves import SUBJECT, apply_move
from desktop.services.permissions import following
from desktop.services.store import Store


def hand_down(store: Store, session: Session, dossier: Dossier, decision_id: UUID | None) -> None:
    """Write what the office above decided or refused into the dossiers it came from.

    Args:
        store: whose office sent the consolidated dossier.
        session: the transaction that takes the answer in.
        dossier: a consolidated dossier whose own nominations have their outcomes.
        decision_id: the decision of the office above; None where it answered otherwise.
    """
    if not dossier.is_consolidated:
        return
    with following(session):
        if decision_id is not None:
            _hand_down_decision(store, session, dossier, decision_id)
            _hand_down_cancellations(store, session, dossier)
        elif dossier.state is DossierState.REFUSED:
            _hand_down_refusal(store, session, dossier)


def _hand_down_decision(
    store: Store, session: Session, dossier: Dossier, decision_id: UUID
) -> None:
    decision = session.get_one(Decision, decision_id)
    for origin, pairs in _decided(session, dossier, decision_id).items():
        for copy, nomination in pairs:
            nomination.outcome, nomination.outcome_reason = copy.outcome, copy.outcome_reason
            nomination.decision_id = decision_id
        link_dossiers(session, decision_id, [origin.id])
        counts = {
            "granted": sum(c.outcome is Outcome.GRANTED for c, _ in pairs),
            "refused": sum(c.outcome is Outcome.REFUSED for c, _ in pairs),
        }
        data = {
            "decision_id": str(decision_id),
            "number": decision.number,
            "consolidated_id": str(dossier.id),
            "left_out": 0,
            **counts,
        }
        if move(MoveKind.DECIDE, origin.state) is not None:
            words = f"{decision.deciding_office} quyết định"
            apply_move(store, session, origin, MoveKind.DECIDE, reason=words, data=data)
    session.flush()


def _decided(
    session: Session, dossier: Dossier, decision_id: UUID
) -> dict[Dossier, list[tuple[Nomination, Nomination]]]:
    """Return the copies a decision gave an outcome, with their origins that have none yet."""
    found = {
        origin: [(c, n) for c, n in pairs if c.decision_id == decision_id and n.outcome is None]
        for origin, pairs in pairs_of(session, dossier).items()
    }
    return {origin: pairs for origin, pairs in found.items() if pairs}


def _hand_down_cancellations(store: Store, session: Session, dossier: Dossier) -> None:
    """Tell of awards taken back above, each once; one may have overtaken the award itself."""
    origin = aliased(Nomination)
    query = (
        sa.select(Dossier, AwardRecord, origin.id)
        .join(origin, origin.dossier_id == Dossier.id)
        .join(Nomination, Nomination.origin_id == origin.id)
        .join(AwardRecord, AwardRecord.nomination_id == Nomination.id)
        .where(Nomination.dossier_id == dossier.id, AwardRecord.cancelled_by.is_not(None))
        .order_by(Dossier.sort_key, Dossier.id, origin.position)
    )
    told: defaultdict[tuple[Dossier, UUID], list[tuple[AwardRecord, UUID]]] = defaultdict(list)
    for source, award, nomination in session.execute(query):
        assert award.cancelled_by is not None  # asked for
        told[source, award.cancelled_by].append((award, nomination))
    for (source, decision_id), taken in told.items():
        if move(MoveKind.CANCEL_AWARD, source.state) is None or _knows(
            session, source, decision_id
        ):
            continue
        decision = session.get_one(Decision, decision_id)
        link_dossiers(session, decision_id, [source.id])
        data = {
            "decision_id": str(decision_id),
            "number": decision.number,
            "cancelled": [str(nomination) for _, nomination in taken],
        }
        reason, kind = taken[0][0].cancel_reason or decision.subject, MoveKind.CANCEL_AWARD
        apply_move(store, session, source, kind, reason=reason, data=data)


def _knows(session: Session, dossier: Dossier, decision_id: UUID) -> bool:
    """Whether a dossier was told of a cancelling decision before."""
    query = sa.select(Event.data).where(
        Event.subject == SUBJECT,
        Event.record_id == dossier.id,
        Event.event == MoveKind.CANCEL_AWARD.value,
    )
    return any(data.get("decision_id") == str(decision_id) for data in session.scalars(query))


def _hand_down_refusal(store: Store, session: Session, dossier: Dossier) -> None:
    words = _refusal_words(session, dossier)
    for origin, nominations in origins_of(session, dossier).items():
        for nomination in nominations:
            if nomination.outcome is None:
                nomination.outcome, nomination.outcome_reason = Outcome.REFUSED, words
        if origin.state is DossierState.FORWARDED:
            apply_move(store, session, origin, MoveKind.REFUSE, reason=words)
        else:
            data = {"nominations": [str(n.id) for n in nominations]}
            note(store, session, origin, PART_REFUSED, words, data)
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier.id, Nomination.outcome.is_(None)
    )
    for copy in session.scalars(query):
        copy.outcome, copy.outcome_reason = Outcome.REFUSED, words


def _refusal_words(session: Session, dossier: Dossier) -> str:
    query = (
        sa.select(Event.reason)
        .where(
            Event.subject == SUBJECT,
            Event.record_id == dossier.id,
            Event.event == MoveKind.REFUSE.value,
        )
        .order_by(Event.sequence.desc())
    )
    why = session.scalar(query.limit(1)) or ""
    return f"{told_of(session, dossier)['office']} từ chối: {why}"
