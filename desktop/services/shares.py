"""Shares of a list: who of it works directly, which collectives are small, beside last year's.

Last year are the awards of that year decided here or received; those entered from old papers are
no list anybody built. A recipient of several counts once. The reckoning is ``law/shares.py``.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.shares import Listed, ShareLine, shares
from desktop.law.terms import RankGroup
from desktop.models import AwardRecord, Decision, Nomination, Person, Unit
from desktop.services.recipient_facts import title_year
from desktop.vietnamese.text import fold


def list_shares(
    session: Session, dossier_id: UUID, year: int, law: Catalogue, on: date
) -> tuple[ShareLine, ...]:
    """Return the shares of a dossier's list; none where it names neither people nor collectives.

    Args:
        session: the caller's transaction.
        dossier_id: whose live nominations are counted.
        year: the year asked for; the one before is compared.
        law: whose parameters hold the targets.
        on: the day the parameters are asked for.
    """
    now = _recipients(session.execute(_nominated(dossier_id)))
    before = _recipients(session.execute(_awarded(year - 1)))
    return tuple(line for line in shares(now, before, law.parameters, on) if line.of)


def _nominated(dossier_id: UUID) -> sa.Executable:
    return (
        sa.select(
            sa.func.coalesce(Nomination.person_id, Nomination.unit_id).label("recipient"),
            Nomination.recipient_kind.label("kind"),
            (Nomination.recipient_name + Nomination.proposed_by).label("name"),
            Nomination.rank_group.label("written"),
            Person.rank_group.label("today"),
            Unit.headcount,
        )
        .outerjoin(Person, Person.id == Nomination.person_id)
        .outerjoin(Unit, Unit.id == Nomination.unit_id)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
    )


def _awarded(year: int) -> sa.Executable:
    """Return the awards of a year by way of their decisions, which are few beside all awards."""
    # What was achieved in December is decided in the year after.
    days = (date(year, 1, 1), date(year + 1, 12, 31))
    decisions = sa.select(Decision.id).where(Decision.decided_on.between(*days))
    return (
        sa.select(
            sa.func.coalesce(AwardRecord.person_id, AwardRecord.unit_id).label("recipient"),
            AwardRecord.recipient_kind.label("kind"),
            AwardRecord.recipient_name.label("name"),
            Nomination.rank_group.label("written"),
            Person.rank_group.label("today"),
            Unit.headcount,
        )
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .outerjoin(Person, Person.id == AwardRecord.person_id)
        .outerjoin(Unit, Unit.id == AwardRecord.unit_id)
        .where(
            AwardRecord.decision_id.in_(decisions),
            title_year() == year,
            AwardRecord.cancelled_on.is_(None),
        )
    )


def _recipients(found: sa.Result[Any]) -> list[Listed]:
    """Return each recipient once: by record, else by name."""
    listed: dict[object, Listed] = {}
    for row in found:
        group: RankGroup | None = row.written or row.today
        one = Listed(kind=row.kind, rank_group=group, headcount=row.headcount)
        listed[row.recipient or (row.kind, fold(row.name))] = one
    return list(listed.values())
