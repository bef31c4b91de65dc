"""How a dossier gathered for this office's own meeting ends: by decisions on those it came from."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Decision, Dossier, Nomination
from desktop.services.moves import apply_move
from desktop.services.store import Store


def settle_copies(store: Store, session: Session, decision_id: UUID) -> None:
    """Write a decision's outcomes beside the votes they follow; end each meeting wholly decided.

    Args:
        store: whose council met.
        session: the caller's transaction; the outcomes of the dossiers received are written.
        decision_id: made here.
    """
    origin = aliased(Nomination)
    query = (
        sa.select(Nomination, origin, Dossier)
        .join(origin, origin.id == Nomination.origin_id)
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .where(
            origin.decision_id == decision_id,
            Nomination.outcome.is_(None),
            Nomination.archived_at.is_(None),
            Dossier.receiver_office_id.is_(None),
            Dossier.state == DossierState.DRAFT,
        )
    )
    met: dict[UUID, Dossier] = {}
    for copy, nomination, dossier in session.execute(query):
        copy.outcome, copy.outcome_reason = nomination.outcome, nomination.outcome_reason
        copy.decision_id = decision_id
        met[dossier.id] = dossier
    session.flush()
    for dossier in met.values():
        if not _waiting(session, dossier.id):
            decision = session.get_one(Decision, decision_id)
            data = {"decision_id": str(decision_id), "number": decision.number}
            apply_move(store, session, dossier, MoveKind.CONCLUDE, data=data)


def _waiting(session: Session, dossier_id: UUID) -> bool:
    query = sa.select(Nomination.id).where(
        Nomination.dossier_id == dossier_id,
        Nomination.archived_at.is_(None),
        Nomination.outcome.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def refuse_for_meeting(dossier: Dossier) -> None:
    """Refuse what a dossier gathered for this office's own meeting never does.

    Raises:
        MoveRefused: FOR_OWN_MEETING.
    """
    if dossier.is_consolidated and dossier.receiver_office_id is None:
        raise MoveRefused(MoveRefused.Code.FOR_OWN_MEETING)
