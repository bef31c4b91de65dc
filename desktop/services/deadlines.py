"""thời hạn: by when each dossier at work must go on, and where today stands to that day.

A dossier received here is due so many days after its receipt (rows of ``procedures.json``, which
the office may localise); one of this office that belongs to a movement is due when the movement's
time is over. A due date stays until the dossier has moved on, however late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import LawSilent
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import DossierState
from desktop.law.procedures import DayUnit, DueDays, Step
from desktop.law.working_days import ClockState, WorkCalendar, clock_status, due
from desktop.models import Campaign, Dossier, Nomination
from desktop.services.days import calendar_of
from desktop.services.law_book import law_of
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled

_TO_SEND = (DossierState.DRAFT, DossierState.READY, DossierState.RETURNED)
_TO_DECIDE = (DossierState.RECEIVED, DossierState.APPRAISED)
_NEAR, _SOON = 3, 15  # working days


class DueStep(Labelled):
    """What must be done by the due date."""

    SUBMIT = "SUBMIT", "Gửi hồ sơ hoặc quyết định"
    APPRAISE = "APPRAISE", "Thẩm định và quyết định"
    DECIDE = "DECIDE", "Quyết định"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a dossier must go on, and where today stands to it.

    Attributes:
        step: what must be done.
        due: the last day.
        state: before, on or after that day.
        days: working days left, or working days late; 0 on the day.
        counted_from: the day of receipt; None where the due date was typed, not counted.
        limit: how many days are given, in ``unit``; None likewise.
        verified: whether the limit binds here; one nobody has read here is «chưa đối chiếu».
        citation: the procedure as printed, "" unless it binds here.
        is_estimated: whether days off that are not announced yet, such as Tết, lie before the end.
        received_later: whether the day of receipt lies in the future: the clock of the machine is
            or was wrong.
    """

    step: DueStep
    due: date
    state: ClockState
    days: int
    counted_from: date | None = None
    limit: int | None = None
    unit: DayUnit | None = None
    verified: bool = True
    citation: str = ""
    is_estimated: bool = False
    received_later: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the last day is over."""
        return self.state is ClockState.LATE

    @property
    def is_pressing(self) -> bool:
        """Whether it is over, today, or so near that it must be seen."""
        return self.state is not ClockState.BEFORE or self.days <= _NEAR

    @property
    def words(self) -> str:
        """«Còn 4 ngày làm việc», «Hôm nay là hạn», «Quá hạn 2 ngày làm việc»."""
        if self.state is ClockState.TODAY:
            return "Hôm nay là hạn"
        if self.state is ClockState.LATE:
            return f"Quá hạn {self.days} ngày làm việc" if self.days else "Đã qua hạn"
        return f"Còn {self.days} ngày làm việc" if self.days else "Hết ngày làm việc trước hạn"

    @property
    def tone(self) -> str:
        """The colour family of the words."""
        if self.state is ClockState.LATE:
            return "danger"
        if self.is_pressing:
            return "warning"
        return "info" if self.days <= _SOON else "neutral"


@dataclass(frozen=True, slots=True)
class DueDossier:
    """A dossier with its deadline; ``is_own`` when it was written here."""

    id: UUID
    title: str
    is_own: bool
    deadline: Deadline


class DeadlineService:
    """Reading the deadlines."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_due(self) -> list[DueDossier]:
        """Return every dossier at work that has a due date, the soonest first."""
        with self._store.reading() as session:
            return due_dossiers(session, self._store.today())

    def of(self, dossier_id: UUID) -> Deadline | None:
        """Return one dossier's deadline; None where nothing sets one."""
        with self._store.reading() as session:
            return deadlines(session, self._store.today(), (dossier_id,)).get(dossier_id)


def due_dossiers(session: Session, today: date) -> list[DueDossier]:
    """Return every dossier at work that has a due date, the soonest first."""
    known = deadlines(session, today)
    query = sa.select(Dossier.id, Dossier.title, Dossier.origin_office_id)
    found = [
        DueDossier(dossier_id, title, origin is None, known[dossier_id])
        for dossier_id, title, origin in session.execute(query.where(Dossier.id.in_(known)))
    ]
    return sorted(found, key=lambda one: (one.deadline.due, one.title))


def deadlines(
    session: Session, today: date, only: Collection[UUID] | None = None
) -> dict[UUID, Deadline]:
    """Return the deadlines of dossiers at work, by their id.

    A dossier is left out where nothing sets a date, and where the calendar does not reach so far.

    Args:
        session: the caller's transaction.
        today: the day to stand on.
        only: the dossiers asked about; None for all.
    """
    wanted: list[sa.ColumnElement[bool]] = [Dossier.archived_at.is_(None)]
    if only is not None:
        wanted.append(Dossier.id.in_(only))
    received = _received(session, wanted)
    closing = _closing(session, wanted)
    if not received and not closing:
        return {}
    reckoner = _Reckoner(law_of(session), calendar_of(session), today)
    found = dict(reckoner.received(received))
    found.update(reckoner.closing(closing))
    return found


@dataclass(frozen=True, slots=True)
class _Received:
    id: UUID
    state: DossierState
    received_on: date
    asked: tuple[Any, ...]  # rows of award, award type, kind of recipient


def _received(session: Session, wanted: Iterable[sa.ColumnElement[bool]]) -> list[_Received]:
    """Return the dossiers received and not decided, with what each asks for."""
    query = (
        sa.select(Dossier.id, Dossier.state, Dossier.received_on)
        .add_columns(Nomination.award_code, Nomination.award_type, Nomination.recipient_kind)
        .join(Nomination, Nomination.dossier_id == Dossier.id)
        .where(
            *wanted,
            Dossier.origin_office_id.is_not(None),
            Dossier.state.in_(_TO_DECIDE),
            Dossier.received_on.is_not(None),
            Nomination.archived_at.is_(None),
        )
        .distinct()
    )
    asked: dict[Any, list[Any]] = defaultdict(list)
    for dossier_id, state, received_on, *rest in session.execute(query):
        asked[dossier_id, state, received_on].append(rest)
    return [
        _Received(dossier_id, state, received_on, tuple(rows))
        for (dossier_id, state, received_on), rows in asked.items()
    ]


def _closing(session: Session, wanted: Iterable[sa.ColumnElement[bool]]) -> list[tuple[UUID, date]]:
    """Return this office's dossiers to be sent, with the last day their movement takes them."""
    last = sa.func.coalesce(Campaign.dossiers_due_on, Campaign.ends_on)
    query = (
        sa.select(Dossier.id, last)
        .join(Campaign, Campaign.id == Dossier.campaign_id)
        .where(
            *wanted,
            Dossier.origin_office_id.is_(None),
            Dossier.state.in_(_TO_SEND),
            last.is_not(None),
        )
    )
    return [(dossier_id, day) for dossier_id, day in session.execute(query)]


class _Reckoner:
    """Reckons with one law and one calendar on one day."""

    def __init__(self, law: Catalogue, calendar: WorkCalendar, today: date) -> None:
        self._law, self._calendar, self._today = law, calendar, today
        self._days_after = law.days.first_day.days_after

    def received(self, dossiers: Iterable[_Received]) -> Iterator[tuple[UUID, Deadline]]:
        for dossier in dossiers:
            step = DueStep.DECIDE
            if dossier.state is DossierState.RECEIVED:
                step = DueStep.APPRAISE
            limits = [self._deadline(step, dossier.received_on, n) for n in self._limits(dossier)]
            known = [limit for limit in limits if limit is not None]
            if known:
                yield dossier.id, min(known, key=lambda one: one.due)

    def _limits(self, dossier: _Received) -> Iterator[DueDays]:
        """Yield how long each kind of nomination takes; the shortest sets the dossier's clock."""
        on = dossier.received_on
        regime = self._law.regime_on(on)
        if regime is None:
            return
        for award, award_type, kind in dossier.asked:
            found = self._law.procedures.due_days(
                Step.DECIDE, award, award_type, kind, on, regime.code
            )
            if found is not None:
                yield found

    def closing(self, dossiers: Iterable[tuple[UUID, date]]) -> Iterator[tuple[UUID, Deadline]]:
        for dossier_id, ends_on in dossiers:
            try:
                status = clock_status(ends_on, self._today, self._calendar)
            except LawSilent:
                continue
            yield dossier_id, Deadline(DueStep.SUBMIT, ends_on, status.state, status.days)

    def _deadline(self, step: DueStep, received_on: date, limit: DueDays) -> Deadline | None:
        rule = limit.rule
        try:
            last = self._last_day(received_on, rule.days, rule.unit)
            status = clock_status(last, self._today, self._calendar)
        except LawSilent:
            return None
        return Deadline(
            step,
            last,
            status.state,
            status.days,
            received_on,
            rule.days,
            rule.unit,
            limit.verified,
            limit.citation,
            is_estimated=not self._calendar.is_announced(max(last, self._today)),
            received_later=received_on > self._today,
        )

    def _last_day(self, received_on: date, days: int, unit: DayUnit) -> date:
        if unit is DayUnit.WORKING:
            return due(received_on, days, self._calendar, self._days_after)
        last = received_on + timedelta(days=days - 1 + self._days_after)
        # One that ends on a day off ends with the next working day (Điều 148 khoản 5).
        return due(last, 0, self._calendar)
