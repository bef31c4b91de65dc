"""What the home page shows as due: dossiers by their clock, steps of examples, movements' ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.working_days import ClockState
from desktop.models import Campaign, Exemplar, ExemplarStep
from desktop.services.deadlines import DueDossier, due_dossiers
from desktop.services.dossier_calls import missing, offices_below
from desktop.vietnamese.dates import short_date

MOST_SHOWN = 12
_SOON = timedelta(days=30)
# A call nobody answered for half a year is of a season gone by: the board still lists it.
_GONE_BY = timedelta(days=183)
_OF_EXEMPLAR = Exemplar.id == ExemplarStep.exemplar_id
_OPEN = (ExemplarStep.done_on.is_(None), Exemplar.archived_at.is_(None))
# The day a thing is due, its subject, id (None for the page alone) and title.
_Dated = tuple[date, str, UUID | None, str]


@dataclass(frozen=True, slots=True)
class HomeItem:
    """One line that wants attention; ``subject`` and ``id`` open it, the page alone without id."""

    subject: str
    id: UUID | None
    title: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class HomeDue:
    """What is due.

    Attributes:
        items: dossiers, steps and movements whose day is near or past, the first few.
        late_dossiers, dossiers_today, late_steps, steps_today: how many in all are late, and how
            many are due today.
    """

    items: tuple[HomeItem, ...]
    late_dossiers: int
    dossiers_today: int
    late_steps: int
    steps_today: int


def home_due(session: Session, today: date) -> HomeDue:
    """Return what is due, and how much of it is late or due today."""
    dossiers = due_dossiers(session, today)
    states = [d.deadline.state for d in dossiers]
    late = sa.func.count().filter(ExemplarStep.due_on < today)
    now = sa.func.count().filter(ExemplarStep.due_on == today)
    steps = sa.select(late, now).join_from(ExemplarStep, Exemplar, _OF_EXEMPLAR).where(*_OPEN)
    late_steps, steps_today = session.execute(steps).one()
    return HomeDue(
        _items(session, dossiers, today),
        states.count(ClockState.LATE),
        states.count(ClockState.TODAY),
        late_steps,
        steps_today,
    )


def _items(session: Session, dossiers: Sequence[DueDossier], today: date) -> tuple[HomeItem, ...]:
    """Return what is due soonest; dossiers late or due today come first, however many else are."""
    near = [d for d in dossiers if d.deadline.is_late or d.deadline.due <= today + _SOON]
    first = [_dossier_item(d) for d in near if d.deadline.state is not ClockState.BEFORE]
    dated = [
        (d.deadline.due, _dossier_item(d)) for d in near if d.deadline.state is ClockState.BEFORE
    ]
    for day, subject, record_id, title in (
        *_steps_due(session, today),
        *_campaigns_ending(session, today),
        *_dossiers_asked(session, today),
    ):
        dated.append((day, HomeItem(subject, record_id, title, *_when(day, today))))
    dated.sort(key=itemgetter(0))
    return (*first, *(item for _day, item in dated))[:MOST_SHOWN]


def _dossier_item(dossier: DueDossier) -> HomeItem:
    deadline = dossier.deadline
    note = f"{deadline.words} ({short_date(deadline.due)}) · {deadline.step.label.lower()}"
    subject = "dossiers" if dossier.is_own else "appraisal"
    return HomeItem(subject, dossier.id, dossier.title, note, deadline.tone)


def _steps_due(session: Session, today: date) -> Iterator[_Dated]:
    columns = (ExemplarStep.task, ExemplarStep.due_on, Exemplar.id, Exemplar.title)
    steps = (
        sa.select(*columns)
        .join_from(ExemplarStep, Exemplar, _OF_EXEMPLAR)
        .where(*_OPEN, ExemplarStep.due_on <= today + _SOON)
        .order_by(ExemplarStep.due_on)
        .limit(MOST_SHOWN)
    )
    for task, due_on, exemplar_id, title in session.execute(steps):
        assert due_on is not None
        yield due_on, "exemplars", exemplar_id, f"{title}: {task}"


def _campaigns_ending(session: Session, today: date) -> Iterator[_Dated]:
    ending = (
        sa.select(Campaign.id, Campaign.name, Campaign.ends_on)
        .where(
            Campaign.ends_on.between(today, today + _SOON),
            Campaign.archived_at.is_(None),
        )
        .order_by(Campaign.ends_on)
        .limit(MOST_SHOWN)
    )
    for campaign_id, name, ends_on in session.execute(ending):
        assert ends_on is not None
        yield ends_on, "campaigns", campaign_id, f"Kết thúc: {name}"


def _dossiers_asked(session: Session, today: date) -> Iterator[_Dated]:
    """Yield the last days for dossiers: who below has not sent, or that this office is to send."""
    is_asking = session.scalar(sa.select(offices_below().exists()))
    for call, count in missing(session, today):
        if not today - _GONE_BY <= call.due <= today + _SOON:
            continue
        if count:
            yield call.due, "appraisal", None, f"{count} nơi chưa gửi hồ sơ: {call.name}"
        elif not is_asking and call.due >= today:
            yield call.due, "campaigns", call.id, f"Hạn gửi hồ sơ: {call.name}"


def _when(day: date, today: date) -> tuple[str, str]:
    left = (day - today).days
    written = f"{day:%d/%m/%Y}"
    if left < 0:
        return f"Quá hạn {-left} ngày ({written})", "danger"
    if left == 0:
        return f"Hôm nay ({written})", "warning"
    return f"Còn {left} ngày ({written})", "warning" if left <= 7 else "info"
