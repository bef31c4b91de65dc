"""What the way of a consolidated dossier up means for those it came from: moved on, given back.

Written in the transaction of the move it follows from, and told to their senders by answers like
any other (``answers.py``). What comes down again stands in ``forwarding_down.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState, MoveKind, move
from desktop.law.terms import Outcome, Verdict
from desktop.models import Dossier, Nomination
from desktop.services.forwarding_origins import (
    PART_FORWARDED,
    PART_TAKEN_BACK,
    forwarded_words,
    live_of,
    note,
    origins_of,
    told_of,
)
from desktop.services.moves import apply_move
from desktop.services.permissions import following
from desktop.services.store import Store

_WITH_THE_OFFICE_ABOVE = (
    DossierState.SENT,
    DossierState.RECEIVED,
    DossierState.APPRAISED,
    DossierState.FORWARDED,
    DossierState.DECIDED,
)
_REFUSED_HERE = Verdict.DOES_NOT


def forward_origins(store: Store, session: Session, dossier: Dossier) -> None:
    """Move on the dossiers a consolidated one was gathered from, as it is sent.

    A dossier of which nothing is left to decide here becomes FORWARDED, and what it does not meet
    is refused with it; another keeps its state and notes which of it went up.
    """
    if not dossier.is_consolidated:
        return
    told = told_of(session, dossier)
    for origin, gone in origins_of(session, dossier).items():
        if origin.state is DossierState.FORWARDED:
            continue
        data = {
            "consolidated_id": str(dossier.id),
            "nominations": [str(n.id) for n in gone],
            "office": told["office"],
        }
        if _nothing_left(session, origin, gone):
            for nomination in live_of(session, origin.id):
                if nomination.verdict is _REFUSED_HERE and nomination.outcome is None:
                    nomination.outcome = Outcome.REFUSED
                    nomination.outcome_reason = nomination.verdict_reason
            apply_move(store, session, origin, MoveKind.FORWARD, reason=told["words"], data=data)
        else:
            note(store, session, origin, PART_FORWARDED, told["words"], data)


def take_back_origins(store: Store, session: Session, dossier: Dossier, reason: str) -> None:
    """Give back the dossiers a consolidated one moved on, as it is recalled."""
    if dossier.is_consolidated:
        gone = [n.id for listed in origins_of(session, dossier).values() for n in listed]
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
            note(store, session, origin, PART_TAKEN_BACK, words, data)


def _nothing_left(session: Session, origin: Dossier, gone: Sequence[Nomination]) -> bool:
    """Whether everything of a dossier that is still to be decided is with the office above."""
    if move(MoveKind.FORWARD, origin.state) is None:
        return False
    above = {n.id for n in gone} | _above(session, origin.id)
    return all(
        n.id in above or n.outcome is not None or n.verdict is _REFUSED_HERE
        for n in live_of(session, origin.id)
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
