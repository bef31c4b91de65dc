"""Whom a campaign asks for a dossier, and who has not sent one.

A campaign that names a last day for dossiers asks every office below for one, but for those the
officer excused; a campaign without that day asks nobody, whoever launched it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import Campaign, CampaignExcuse, Dossier, Office
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Call:
    """A campaign that asks the offices below for dossiers.

    Attributes:
        id: of the campaign.
        name: its name.
        due: the last day.
        asked: the offices below that are to send.
        excused: those that need not, with why.
    """

    id: UUID
    name: str
    due: date
    asked: frozenset[UUID]
    excused: Mapping[UUID, str]


def calls(session: Session, today: date) -> tuple[Call, ...]:
    """Return the campaigns that ask for dossiers, the one that ends last first.

    One whose last day was before last year is left out: it would list everybody for ever.
    """
    below = frozenset(session.scalars(offices_below()))
    excused: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for line in session.scalars(sa.select(CampaignExcuse)):
        excused[line.campaign_id][line.office_id] = line.reason
    query = (
        sa.select(Campaign.id, Campaign.name, Campaign.dossiers_due_on)
        .where(
            Campaign.archived_at.is_(None),
            Campaign.dossiers_due_on >= date(today.year - 1, 1, 1),
            sa.or_(Campaign.starts_on.is_(None), Campaign.starts_on <= today),
        )
        .order_by(Campaign.dossiers_due_on.desc(), Campaign.sort_key)
    )
    return tuple(
        Call(found, name, due, below.difference(excused[found]), excused[found])
        for found, name, due in session.execute(query)
        if due is not None
    )


def offices_below() -> sa.Select[UUID]:
    """Return the query for the offices that send to this one."""
    own = sa.select(Office.id).where(Office.is_self).scalar_subquery()
    return sa.select(Office.id).where(
        Office.parent_id == own, Office.archived_at.is_(None), Office.is_self.is_(False)
    )


def missing(session: Session, today: date) -> list[tuple[Call, int]]:
    """Return each campaign that asks for dossiers with how many asked have sent none."""
    query = sa.select(Dossier.campaign_name, Dossier.origin_office_id).where(
        Dossier.origin_office_id.is_not(None), Dossier.archived_at.is_(None)
    )
    came: dict[str, set[UUID | None]] = defaultdict(set)
    for name, sender in session.execute(query.distinct()):
        came[fold(name)].add(sender)
    asking = calls(session, today)
    return [(call, len(call.asked - came.get(fold(call.name), set()))) for call in asking]
