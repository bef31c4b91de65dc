"""Questions about many nominations at once, each answered by one query of columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.terms import AwardType, Outcome, RecipientKind, Verdict
from desktop.models import Attachment, Dossier, Nomination
from desktop.services.recipients import RecipientRef


@dataclass(frozen=True, slots=True)
class NominationRow:
    """One line of the table of nominations.

    Attributes:
        position: its number in the dossier's list, from 1; 0 for one taken out.
        award: short name of the award, "" while none is chosen.
        attachments: how many files are attached to it.
    """

    id: UUID
    dossier_id: UUID
    dossier: str
    position: int
    name: str
    kind: RecipientKind
    post: str
    unit: str
    award_code: str
    award: str
    award_type: AwardType
    attachments: int
    verdict: Verdict | None
    outcome: Outcome | None
    archived: bool
    search_key: str
    sort_key: str


def nomination_rows(session: Session, clause: sa.ColumnElement[bool]) -> list[NominationRow]:
    """Return the nominations a clause asks for, dossier by dossier in the order of its list."""
    numbers: dict[UUID, int] = {}
    rows = []
    for n in session.execute(_query().where(clause)):
        if n.archived_at is None:
            numbers[n.dossier_id] = numbers.get(n.dossier_id, 0) + 1
        rows.append(_row(n, 0 if n.archived_at else numbers[n.dossier_id]))
    return rows


def _query() -> sa.Select[Any]:
    attached = (
        sa.select(Attachment.owner_id, sa.func.count().label("attachments"))
        .where(Attachment.owner_subject == "nominations")
        .group_by(Attachment.owner_id)
        .subquery()
    )
    return (
        sa.select(
            Nomination.id,
            Nomination.dossier_id,
            Dossier.title,
            Nomination.recipient_name,
            Nomination.recipient_kind,
            Nomination.recipient_post,
            Nomination.recipient_unit,
            Nomination.award_code,
            Nomination.award_type,
            attached.c.attachments,
            Nomination.verdict,
            Nomination.outcome,
            Nomination.archived_at,
            Nomination.search_key,
            Nomination.sort_key,
        )
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .outerjoin(attached, attached.c.owner_id == Nomination.id)
        .order_by(
            Dossier.state_since.desc(),
            Dossier.id,
            Nomination.archived_at.is_not(None),
            Nomination.position,
        )
    )


def _row(nomination: sa.Row[Any], position: int) -> NominationRow:
    award = Catalogue.load().find_award(nomination.award_code)
    return NominationRow(
        nomination.id,
        nomination.dossier_id,
        nomination.title,
        position,
        nomination.recipient_name,
        nomination.recipient_kind,
        nomination.recipient_post,
        nomination.recipient_unit,
        nomination.award_code,
        award.short_name if award else nomination.award_code,
        nomination.award_type,
        nomination.attachments or 0,
        nomination.verdict,
        nomination.outcome,
        nomination.archived_at is not None,
        nomination.search_key,
        nomination.sort_key,
    )


def standing_in(session: Session, dossier_id: UUID, award_code: str) -> set[RecipientRef]:
    """Return who is nominated in a dossier for an award already."""
    query = sa.select(
        Nomination.recipient_kind,
        sa.func.coalesce(Nomination.person_id, Nomination.unit_id, Nomination.household_id),
    ).where(
        Nomination.dossier_id == dossier_id,
        Nomination.award_code == award_code,
        Nomination.archived_at.is_(None),
    )
    return set(session.execute(query).all())


def last_position(session: Session, dossier_id: UUID) -> int:
    """Return the place of the last in a dossier's list, those taken out included; 0 for none."""
    query = sa.select(sa.func.max(Nomination.position)).where(Nomination.dossier_id == dossier_id)
    return session.scalar(query) or 0
