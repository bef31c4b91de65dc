"""ngày nghỉ, ngày làm bù: the calendar of working days, with what the office enters itself.

Public holidays come from the ``holidays`` library, read once for the whole coverage; rows of
``holidays.json`` put right what it lacks, and the office's own days outweigh both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.bonus import cited
from desktop.law.problems import Problem, ProblemCode
from desktop.law.rows import Row
from desktop.law.terms import DayKind
from desktop.law.working_days import DayRules, WorkCalendar, due
from desktop.models import DayOverride
from desktop.overrides import override
from desktop.services.fields import Draft, choice, long_text, specs_of, text
from desktop.services.fields import day as day_field
from desktop.services.law_book import law_of
from desktop.services.records import RecordService
from desktop.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day the office has entered."""

    id: UUID
    day: date
    kind: DayKind
    name: str
    basis: str
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDraft(Draft):
    """What the form of a day edits."""

    day: date | None = day_field("Ngày", required=True)
    kind: DayKind = choice("Nghỉ hay làm việc", DayKind.OFF)
    name: str = text("Tên ngày", required=True, maximum=200, hint="Nghỉ hoán đổi, làm bù …")
    basis: str = text("Căn cứ (văn bản, thông báo)")
    note: str = long_text("Ghi chú")


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a time limit.

    Attributes:
        due: the day.
        verified: whether all it rests on was read, and the days off up to it are announced.
        announced: False where Tết or another day off on the way is only estimated.
        citation: the articles that were read; "" for none.
    """

    due: date
    verified: bool
    announced: bool
    citation: str


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day off or make-up day of a year; ``by_office`` when the office has entered it."""

    day: date
    name: str
    kind: DayKind
    by_office: bool
    announced: bool


class DayService(RecordService[DayOverride, DayDraft, DayRow]):
    """Use cases of days off and make-up days."""

    subject = "days"
    model = DayOverride
    draft_class = DayDraft

    @override
    def list_rows(self) -> Sequence[DayRow]:
        """Return the days the office has entered, the latest first."""
        query = sa.select(DayOverride).order_by(DayOverride.day.desc())
        with self._store.reading() as session:
            return [
                DayRow(
                    d.id,
                    d.day,
                    d.kind,
                    d.name,
                    d.basis,
                    d.archived_at is not None,
                    d.search_key,
                    d.sort_key,
                )
                for d in session.scalars(query)
            ]

    def known_days(self, year: int) -> list[KnownDay]:
        """Return a year's days off and make-up days, the office's own among them, in order."""
        with self._store.reading() as session:
            calendar, own = calendar_of(session), {d.day for d in _overrides(session)}
        kinds = ((calendar.off, DayKind.OFF), (calendar.working, DayKind.WORKING))
        found = [
            KnownDay(day, name, kind, day in own, calendar.is_announced(day))
            for days, kind in kinds
            for day, name in days.items()
            if day.year == year
        ]
        return sorted(found, key=lambda known: known.day)

    @override
    def _title(self, record: DayOverride) -> str:
        return f"{short_date(record.day)} {record.name}"

    @override
    def _subtitle(self, session: Session, record: DayOverride) -> str:
        return record.kind.label

    @override
    def _sort_key(self, record: DayOverride) -> str:
        return record.day.isoformat()

    @override
    def _problems(self, session: Session, draft: DayDraft) -> list[Problem]:
        query = sa.select(DayOverride.id).where(DayOverride.day == draft.day)
        if draft.id is not None:
            query = query.where(DayOverride.id != draft.id)
        if draft.day is None or session.scalar(query) is None:
            return []
        data: dict[str, object] = {"label": specs_of(DayDraft)["day"].label}
        return [Problem("day", ProblemCode.ALREADY_TAKEN, data=data)]


def calendar_of(session: Session) -> WorkCalendar:
    """Return the calendar an office works by: public holidays, and what it has entered."""
    public = public_calendar(law_of(session).days)
    return _with_overrides(public, _overrides(session))


def due_date(from_day: date, working_days: int, calendar: WorkCalendar, rules: DayRules) -> DueDate:
    """Return the last day of a time limit, and how well it is known.

    Raises:
        LawSilent: OUTSIDE_CALENDAR, the calendar does not reach so far.
    """
    last = due(from_day, working_days, calendar, rules.first_day.days_after)
    between = (min(from_day, last), max(from_day, last))
    corrections = [row for row in rules.corrections if between[0] <= row.day <= between[1]]
    rows: list[Row] = [rules.first_day, rules.weekend, *corrections]
    announced = calendar.is_announced(between[1])
    return DueDate(last, announced and all(r.verified for r in rows), announced, cited(rows))


@lru_cache(maxsize=4)
def public_calendar(rules: DayRules) -> WorkCalendar:
    """Return the calendar of public holidays as the rules know it, without any office's days."""
    # The library costs a tenth of a second to import, and most commands never ask for a day.
    import holidays

    coverage = rules.coverage
    assert coverage.valid_from is not None  # the file's schema asks for both
    assert coverage.valid_to is not None
    years = range(coverage.valid_from.year, coverage.valid_to.year + 2)
    table = holidays.country_holidays("VN", years=years, language="vi")
    off = {day: str(name) for day, name in table.items()}
    working = dict.fromkeys(table.weekend_workdays, _MAKE_UP)
    calendar = WorkCalendar(
        coverage.valid_from,
        coverage.valid_to,
        rules.weekend.weekdays,
        off,
        working,
        coverage.announced_to,
    )
    return _with_days(calendar, ((row.day, row.kind, row.name) for row in rules.corrections))


_MAKE_UP = "Ngày làm bù"


def _overrides(session: Session) -> Sequence[DayOverride]:
    return session.scalars(sa.select(DayOverride).where(DayOverride.archived_at.is_(None))).all()


def _with_overrides(calendar: WorkCalendar, own: Sequence[DayOverride]) -> WorkCalendar:
    return _with_days(calendar, ((d.day, d.kind, d.name) for d in own)) if own else calendar


def _with_days(calendar: WorkCalendar, days: Iterable[tuple[date, DayKind, str]]) -> WorkCalendar:
    """Return the calendar with some days put right; each becomes off or worked, never both."""
    off, working = dict(calendar.off), dict(calendar.working)
    for day, kind, name in days:
        (off if kind is DayKind.WORKING else working).pop(day, None)
        (working if kind is DayKind.WORKING else off)[day] = name
    return replace(calendar, off=off, working=working)
