"""ngày làm việc: counting working days on a calendar of weekends, days off and make-up days.

The calendar is made elsewhere (``desktop/services/days.py`` joins the table of public holidays, the
data of ``holidays.json`` and the office's own days). Outside its coverage it refuses, since a due
date that was guessed is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.errors import LawSilent
from desktop.law.reading import Json, dated, row_of
from desktop.law.rows import Dated, Row
from desktop.law.terms import DayKind
from desktop.vietnamese.labels import Labelled

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend(Row):
    """The days of the week nobody works, Monday being 1."""

    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDay(Row):
    """How many days after receipt the counting begins (Bộ luật Dân sự 2015, Điều 147: one)."""

    days_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Dated):
    """The days the calendar answers for; after ``announced_to`` Tết is estimated."""

    announced_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay(Row):
    """A day off or a make-up day that the table of public holidays lacks."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class DayRules:
    """What ``holidays.json`` holds."""

    weekend: Weekend
    first_day: FirstDay
    coverage: Coverage
    corrections: tuple[SpecialDay, ...]

    @classmethod
    def read(cls, document: Json) -> DayRules:
        """Build the rules from the parsed file.

        Raises:
            KeyError, ValueError: the document does not follow its schema.
        """
        weekend, first, coverage = (document[k] for k in ("weekend", "first_day", "coverage"))
        return cls(
            Weekend(weekdays=frozenset(weekend["weekdays"]), **row_of(weekend)),
            FirstDay(days_after=first["days_after"], **row_of(first)),
            Coverage(announced_to=date.fromisoformat(coverage["announced_to"]), **dated(coverage)),
            tuple(
                SpecialDay(
                    day=date.fromisoformat(row["day"]),
                    kind=DayKind(row["kind"]),
                    name=row["name"],
                    **row_of(row),
                )
                for row in document["corrections"]
            ),
        )


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked.

    Attributes:
        first, last: the days it answers for, both included.
        weekdays_off: days of the week, Monday being 1.
        off: days off by name.
        working: make-up days by name; they outweigh weekend and day off.
        announced_to: after this day some days off are estimated.
    """

    first: date
    last: date
    weekdays_off: frozenset[int]
    off: Mapping[date, str] = field(default_factory=dict)
    working: Mapping[date, str] = field(default_factory=dict)
    announced_to: date = date.max

    def is_working(self, day: date) -> bool:
        """Whether a day is worked.

        Raises:
            LawSilent: OUTSIDE_CALENDAR, the calendar does not reach it.
        """
        self._require(day)
        if day in self.working:
            return True
        return day not in self.off and day.isoweekday() not in self.weekdays_off

    def is_announced(self, day: date) -> bool:
        """Whether the days off up to ``day`` have been announced rather than estimated."""
        return day <= self.announced_to

    def _require(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise LawSilent(
                LawSilent.Code.OUTSIDE_CALENDAR, day=day, first=self.first, last=self.last
            )


class ClockState(Labelled):
    """Where today stands to a due date."""

    BEFORE = "BEFORE", "Còn hạn"
    TODAY = "TODAY", "Đến hạn hôm nay"
    LATE = "LATE", "Quá hạn"


@dataclass(frozen=True, slots=True)
class ClockStatus:
    """Where today stands to a due date.

    Attributes:
        due: the last day.
        state: before, on or after it.
        days: working days left, today not counted, or working days late; 0 on the day.
    """

    due: date
    state: ClockState
    days: int


def due(from_day: date, working_days: int, days_off: WorkCalendar, days_after: int = 1) -> date:
    """Return the last day of a time limit of so many working days.

    Args:
        from_day: the day of the event, of receipt.
        working_days: how many; negative ones are counted back from ``from_day``. 0 gives
            ``from_day`` if it is worked, else the next day that is (Điều 148 khoản 5).
        days_off: the calendar.
        days_after: 1 when the day of the event is not counted, 0 when it is.

    Raises:
        LawSilent: OUTSIDE_CALENDAR, the calendar does not reach so far.
    """
    step = _DAY if working_days >= 0 else -_DAY
    day = from_day
    if working_days == 0:
        while not days_off.is_working(day):
            day += step
        return day
    days_off.is_working(from_day)
    day += step * (days_after - 1)
    left = abs(working_days)
    while left:
        day += step
        left -= days_off.is_working(day)
    return day


def working_days_between(start: date, end: date, days_off: WorkCalendar) -> int:
    """Return how many working days come after ``start`` up to ``end``; negative when it is earlier.

    Raises:
        LawSilent: OUTSIDE_CALENDAR, the calendar does not reach a day between.
    """
    if end < start:
        return -working_days_between(end, start, days_off)
    days_off.is_working(start)
    days = (start + _DAY * n for n in range(1, (end - start).days + 1))
    return sum(map(days_off.is_working, days))


def clock_status(due_on: date, today: date, days_off: WorkCalendar) -> ClockStatus:
    """Return where ``today`` stands to a due date.

    Raises:
        LawSilent: OUTSIDE_CALENDAR, the calendar does not reach a day between.
    """
    if today == due_on:
        return ClockStatus(due_on, ClockState.TODAY, 0)
    state = ClockState.BEFORE if today < due_on else ClockState.LATE
    return ClockStatus(due_on, state, abs(working_days_between(today, due_on, days_off)))
