"""The table line and board card of a typical example, with the figures of its road map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.models import (
    Campaign,
    Exemplar,
    ExemplarCopy,
    ExemplarStep,
    Household,
    Person,
    Unit,
)
from desktop.vietnamese.text import fold

STALLED_AFTER_DAYS = 90


@dataclass(frozen=True, slots=True)
class ExemplarRow:
    """One line of the table, and one card of the board.

    Attributes:
        days_in_stage: whole days since it entered its stage.
        stalled: it has stood there for more than 90 days and the road goes on.
        steps: steps of the road map; ``done`` of them are finished, ``overdue`` are late.
        next_due: the earliest date of an unfinished step.
        copies: how many copy the example.
    """

    id: UUID
    title: str
    recipient_kind: RecipientKind
    recipient: str
    campaign: str
    field: str
    responsible: str
    stage: ExemplarStage
    stage_since: date
    days_in_stage: int
    stalled: bool
    steps: int
    done: int
    overdue: int
    next_due: date | None
    copies: int
    archived: bool
    search_key: str
    sort_key: str


def days_in_stage(since: date, today: date) -> int:
    """Return how many whole days something has stood in its stage; 0 on the first."""
    return max(0, (today - since).days)


def is_stalled(stage: ExemplarStage, days: int) -> bool:
    """Return whether an example waits too long; nothing waits in the last stage."""
    return stage is not ExemplarStage.REPLICATE and days > STALLED_AFTER_DAYS


def row_query(today: date) -> sa.Select[Any]:
    """Return the query whose results ``row_of`` turns into rows; late is before ``today``."""
    open_step = ExemplarStep.done_on.is_(None)
    steps = (
        sa.select(
            ExemplarStep.exemplar_id,
            sa.func.count().label("steps"),
            sa.func.count(ExemplarStep.done_on).label("done"),
            sa.func.sum(
                sa.case((sa.and_(open_step, ExemplarStep.due_on < today), 1), else_=0)
            ).label("overdue"),
            sa.func.min(sa.case((open_step, ExemplarStep.due_on))).label("next_due"),
        )
        .group_by(ExemplarStep.exemplar_id)
        .subquery()
    )
    copies = (
        sa.select(ExemplarCopy.exemplar_id, sa.func.count().label("copies"))
        .group_by(ExemplarCopy.exemplar_id)
        .subquery()
    )
    return (
        sa.select(
            Exemplar.id,
            Exemplar.title,
            Exemplar.recipient_kind,
            sa.func.coalesce(Person.full_name, Unit.name, Household.head_name).label("recipient"),
            Campaign.name.label("campaign"),
            Exemplar.field,
            Exemplar.responsible,
            Exemplar.stage,
            Exemplar.stage_since,
            steps.c.steps,
            steps.c.done,
            steps.c.overdue,
            steps.c.next_due,
            copies.c.copies,
            Exemplar.archived_at.is_not(None).label("archived"),
            Exemplar.search_key,
            Exemplar.sort_key,
        )
        .outerjoin(Person, Exemplar.person_id == Person.id)
        .outerjoin(Unit, Exemplar.unit_id == Unit.id)
        .outerjoin(Household, Exemplar.household_id == Household.id)
        .outerjoin(Campaign, Exemplar.campaign_id == Campaign.id)
        .outerjoin(steps, steps.c.exemplar_id == Exemplar.id)
        .outerjoin(copies, copies.c.exemplar_id == Exemplar.id)
    )


def row_of(found: Any, today: date) -> ExemplarRow:
    """Return one result of ``row_query`` as a row, its days counted up to ``today``."""
    days = days_in_stage(found.stage_since, today)
    recipient = found.recipient or ""
    return ExemplarRow(
        found.id,
        found.title,
        found.recipient_kind,
        recipient,
        found.campaign or "",
        found.field,
        found.responsible,
        found.stage,
        found.stage_since,
        days,
        is_stalled(found.stage, days),
        found.steps or 0,
        found.done or 0,
        found.overdue or 0,
        found.next_due,
        found.copies or 0,
        found.archived,
        f"{found.search_key} {fold(recipient)}",
        found.sort_key,
    )
