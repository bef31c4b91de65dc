"""What the way of a consolidated dossier to the office above means for those it came from.

Signed and sent, it moves them on; recalled, it gives them back; decided or refused above, its
outcomes are theirs. Everything is written in the transaction of the move it follows from, and told
to their senders by answers like any other (``answers.py``). Who carries the news in need not be
one who may decide: the office above did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState, MoveKind, move
from desktop.law.terms import Outcome, Verdict
from desktop.models import AwardRecord, Decision, Dossier, Event, Nomination, Office
from desktop.services.decision_dossiers import link_dossiers
from desktop.services.moves import SUBJECT, apply_move
from desktop.services.permissions import following
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date

_WITH_THE_OFFICE_ABOVE = (
    DossierState.SENT,
    DossierState.RECEIVED,
    DossierState.APPRAISED,
    DossierState.FORWARDED,
    DossierState.DECIDED,
)
_REFUSED_HERE = Verdict.DOES_NOT
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


def forward_origins(store: Store, session: Session, dossier: Dossier) -> None:
    """Move on the dossiers a consolidated one was gathered from, as it is sent.

    A dossier of which nothing is left to decide here becomes FORWARDED, and what it does not meet
    is refused with it; another keeps its state and notes which of it went up.
    """
    if not dossier.is_consolidated:
        return
    told = _told(session, dossier)
    for origin, gone in _origins(session, dossier).items():
        if origin.state is DossierState.FORWARDED:
            continue
        data = {
            "consolidated_id": str(dossier.id),
            "nominations": [str(n.id) for n in gone],
            "office": told["office"],
        }
        if _nothing_left(session, origin, gone):
            for nomination in _live(session, origin.id):
                if nomination.verdict is _REFUSED_HERE and nomination.outcome is None:
                    nomination.outcome = Outcome.REFUSED
                    nomination.outcome_reason = nomination.verdict_reason
            apply_move(store, session, origin, MoveKind.FORWARD, reason=told["words"], data=data)
        else:
            _note(store, session, origin, PART_FORWARDED, told["words"], data)


def take_back_origins(store: Store, session: Session, dossier: Dossier, reason: str) -> None:
    """Give back the dossiers a consolidated one moved on, as it is recalled."""
    if dossier.is_consolidated:
        gone = [n.id for listed in _origins(session, dossier).values() for n in listed]
        give_back(store, session, dossier, gone, reason)


def give_back(
    store: Store,
    session: Session,
    dossier: Dossier,
    nomination_ids: Collection[UUID],
    reason: str = "",
) -> None:
    """Give nominations of a consolidated dossier back to the desk they came to.

    A dossier that had gone up whole has something to decide here again, so it is moved back; what
    else of it is with the office above stays there.

    Args:
        store: whose officer acts.
        session: the caller's transaction.
        dossier: the consolidated one.
        nomination_ids: those received, not the copies.
        reason: told to their senders.
    """
    words = reason or "Đề nghị không còn trong hồ sơ trình cấp trên"
    query = sa.select(Nomination.dossier_id, Nomination.id)
    by_dossier: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for origin_id, nomination in session.execute(query.where(Nomination.id.in_(nomination_ids))):
        by_dossier[origin_id].add(nomination)
    for origin_id, wanted in by_dossier.items():
        given = wanted & forwarded_words(session, origin_id).keys()
        origin = session.get_one(Dossier, origin_id)
        data = {"consolidated_id": str(dossier.id), "nominations": sorted(map(str, given))}
        if given and origin.state is DossierState.FORWARDED:
            with following(session):
                kind = MoveKind.TAKE_BACK
                apply_move(store, session, origin, kind, reason=words, data=data)
        elif given:
            _note(store, session, origin, PART_TAKEN_BACK, words, data)


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
    for origin, nominations in _origins(session, dossier).items():
        for nomination in nominations:
            if nomination.outcome is None:
                nomination.outcome, nomination.outcome_reason = Outcome.REFUSED, words
        if origin.state is DossierState.FORWARDED:
            apply_move(store, session, origin, MoveKind.REFUSE, reason=words)
        else:
            data = {"nominations": [str(n.id) for n in nominations]}
            _note(store, session, origin, PART_REFUSED, words, data)
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
    return f"{_told(session, dossier)['office']} từ chối: {why}"


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


_BACK = (MoveKind.TAKE_BACK.value, PART_TAKEN_BACK, PART_REFUSED)


def _told(session: Session, dossier: Dossier) -> dict[str, str]:
    office = session.get(Office, dossier.receiver_office_id) if dossier.receiver_office_id else None
    name = office.name if office else ""
    words = f"Đã trình {name}"
    if dossier.letter_number and dossier.letter_date:
        words += f", Tờ trình số {dossier.letter_number} ngày {short_date(dossier.letter_date)}"
    return {"office": name, "words": words}


def _origins(session: Session, dossier: Dossier) -> dict[Dossier, list[Nomination]]:
    """Return the dossiers received that live copies of a consolidated one came from."""
    return {
        origin: [nomination for _, nomination in pairs]
        for origin, pairs in _pairs(session, dossier).items()
    }


def _decided(
    session: Session, dossier: Dossier, decision_id: UUID
) -> dict[Dossier, list[tuple[Nomination, Nomination]]]:
    """Return the copies a decision gave an outcome, with their origins that have none yet."""
    found = {
        origin: [(c, n) for c, n in pairs if c.decision_id == decision_id and n.outcome is None]
        for origin, pairs in _pairs(session, dossier).items()
    }
    return {origin: pairs for origin, pairs in found.items() if pairs}


def _pairs(
    session: Session, dossier: Dossier
) -> dict[Dossier, list[tuple[Nomination, Nomination]]]:
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


def _nothing_left(session: Session, origin: Dossier, gone: Sequence[Nomination]) -> bool:
    """Whether everything of a dossier that is still to be decided is with the office above."""
    if move(MoveKind.FORWARD, origin.state) is None:
        return False
    above = {n.id for n in gone} | _above(session, origin.id)
    return all(
        n.id in above or n.outcome is not None or n.verdict is _REFUSED_HERE
        for n in _live(session, origin.id)
    )


def _above(session: Session, dossier_id: UUID) -> set[UUID]:
    """Return the nominations of a dossier that other consolidated ones took up before."""
    origin = aliased(Nomination)
    query = (
        sa.select(origin.id)
        .join(Nomination, Nomination.origin_id == origin.id)
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .where(
            origin.dossier_id == dossier_id,
            Nomination.archived_at.is_(None),
            Dossier.receiver_office_id.is_not(None),
            Dossier.state.in_(_WITH_THE_OFFICE_ABOVE),
        )
    )
    return set(session.scalars(query))


def _live(session: Session, dossier_id: UUID) -> Sequence[Nomination]:
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    return session.scalars(query.order_by(Nomination.position)).all()


def _note(
    store: Store,
    session: Session,
    origin: Dossier,
    event: str,
    reason: str,
    data: dict[str, Any],
) -> None:
    told = {"revision": origin.revision, **data}
    store.record_event(session, SUBJECT, origin.id, event, reason=reason, data=told)
