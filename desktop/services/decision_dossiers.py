"""Which dossiers a decision answers: one decision many dossiers, one dossier several decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import Decision, DecisionDossier, Dossier, Nomination


def link_dossiers(session: Session, decision_id: UUID, dossiers: Iterable[UUID]) -> None:
    """Write that a decision answers dossiers, after those it answers already."""
    count = sa.select(sa.func.count()).where(DecisionDossier.decision_id == decision_id)
    first = session.scalar(count) or 0
    session.add_all(
        DecisionDossier(id=uuid4(), decision_id=decision_id, dossier_id=dossier_id, position=place)
        for place, dossier_id in enumerate(dossiers, first)
    )
    session.flush()


def dossiers_of(session: Session, decision_id: UUID) -> Sequence[Dossier]:
    """Return the dossiers a decision answers, in the order of its list."""
    query = (
        sa.select(Dossier)
        .join(DecisionDossier, DecisionDossier.dossier_id == Dossier.id)
        .where(DecisionDossier.decision_id == decision_id)
        .order_by(DecisionDossier.position)
    )
    return session.scalars(query).all()


def answers_dossier(dossier_id: UUID) -> sa.ColumnElement[bool]:
    """Return the condition for the decisions that answer a dossier."""
    linked = sa.select(DecisionDossier.decision_id).where(DecisionDossier.dossier_id == dossier_id)
    return Decision.id.in_(linked)


def waiting_count(session: Session, dossier_id: UUID) -> int:
    """Return how many nominations of a dossier have no outcome yet, those on hold included."""
    query = sa.select(sa.func.count()).where(
        Nomination.dossier_id == dossier_id,
        Nomination.archived_at.is_(None),
        Nomination.outcome.is_(None),
    )
    return session.scalar(query) or 0
