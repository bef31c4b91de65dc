"""Working days on a small calendar made here; real years are in tests/services/test_days.py."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.errors import LawSilent
from desktop.law.catalogue import Catalogue, shipped
from desktop.law.terms import DayKind
from desktop.law.working_days import (
    ClockState,
    ClockStatus,
    DayRules,
    WorkCalendar,
    clock_status,
    due,
    working_days_between,
)

# June 2023: the 1st is a Thursday. Wednesday 14 is off; Saturday 17 makes up for it.
OFF, MAKE_UP = date(2023, 6, 14), date(2023, 6, 17)
JUNE = WorkCalendar(
    date(2023, 6, 1),
    date(2023, 6, 30),
    frozenset({6, 7}),
    {OFF: "Ngày nghỉ"},
    {MAKE_UP: "Làm bù"},
    date(2023, 6, 20),
)


def june(day: int) -> date:
    return date(2023, 6, day)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (1, 1, 2),
        (1, 2, 5),
        (2, 1, 5),
        (3, 1, 5),
        (4, 1, 5),
        (5, 5, 12),
        (13, 1, 15),
        (14, 1, 15),
        (16, 1, 17),
        (17, 1, 19),
        (12, 5, 19),
        (1, 10, 16),
        (1, 11, 17),
        (1, 12, 19),
        # None at all: the day itself, or the next that is worked.
        (1, 0, 1),
        (3, 0, 5),
        (14, 0, 15),
        (17, 0, 17),
        # Backwards.
        (2, -1, 1),
        (5, -1, 2),
        (15, -1, 13),
        (19, -1, 17),
        (19, -3, 15),
    ],
)
def test_the_last_day_of_a_time_limit(start: int, days: int, last: int) -> None:
    assert due(june(start), days, JUNE) == june(last)


@pytest.mark.parametrize(("start", "days", "last"), [(1, 1, 1), (1, 2, 2), (3, 1, 5), (2, -1, 2)])
def test_an_office_may_count_the_day_of_receipt(start: int, days: int, last: int) -> None:
    assert due(june(start), days, JUNE, days_after=0) == june(last)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (1, 1, 0),
        (1, 2, 1),
        (2, 5, 1),
        (2, 4, 0),
        (13, 15, 1),
        (16, 17, 1),
        (16, 18, 1),
        (1, 30, 21),
        (5, 2, -1),
        (30, 1, -21),
    ],
)
def test_how_many_working_days_lie_between(start: int, end: int, count: int) -> None:
    assert working_days_between(june(start), june(end), JUNE) == count


@pytest.mark.parametrize("start", range(1, 16))
def test_the_due_date_and_the_count_agree(start: int) -> None:
    for days in range(1, 8):
        assert working_days_between(june(start), due(june(start), days, JUNE), JUNE) == days


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (1, ClockState.BEFORE, 10),
        (15, ClockState.BEFORE, 1),
        (16, ClockState.TODAY, 0),
        (17, ClockState.LATE, 1),
        (18, ClockState.LATE, 1),
        (19, ClockState.LATE, 2),
    ],
)
def test_where_today_stands(today: int, state: ClockState, days: int) -> None:
    assert clock_status(june(16), june(today), JUNE) == ClockStatus(june(16), state, days)


def test_late_by_a_weekend_only_is_late_by_no_working_day() -> None:
    assert clock_status(june(9), june(10), JUNE) == ClockStatus(june(9), ClockState.LATE, 0)


@pytest.mark.parametrize(
    ("start", "days"),
    [(june(30), 1), (june(26), 10), (june(1), -1), (date(2023, 5, 31), 1), (date(2023, 7, 3), 0)],
)
def test_beyond_its_days_the_calendar_refuses_rather_than_guess(start: date, days: int) -> None:
    with pytest.raises(LawSilent) as refused:
        due(start, days, JUNE)
    assert refused.value.code is LawSilent.Code.OUTSIDE_CALENDAR
    assert set(refused.value.data) == {"day", "first", "last"}


def test_counting_refuses_too() -> None:
    for start, end in ((date(2023, 5, 30), june(5)), (june(28), date(2023, 7, 2))):
        with pytest.raises(LawSilent):
            working_days_between(start, end, JUNE)


def test_the_last_day_of_all_time_is_refused_like_any_other() -> None:
    with pytest.raises(LawSilent):
        due(date.max, 1, JUNE)
    with pytest.raises(LawSilent):
        due(date.min, -1, JUNE)


def test_estimates_are_known() -> None:
    assert JUNE.is_announced(june(20))
    assert not JUNE.is_announced(june(21))


def test_a_calendar_without_a_weekend_works_every_day() -> None:
    always = WorkCalendar(june(1), june(30), frozenset())
    assert due(june(1), 20, always) == june(21)
    assert always.is_announced(date.max)


def test_a_time_limit_longer_than_the_calendar_ends_at_its_edge() -> None:
    with pytest.raises(LawSilent) as refused:
        due(june(1), 10**9, JUNE)
    assert refused.value.data["day"] == june(30) + timedelta(days=1)


def test_the_rules_of_the_file() -> None:
    rules = Catalogue.load().days
    assert rules.first_day.days_after == 1
    assert not rules.first_day.verified
    assert rules.weekend.weekdays == {6, 7}
    assert (rules.coverage.valid_from, rules.coverage.valid_to) == (
        date(2007, 1, 1),
        date(2050, 12, 31),
    )
    assert {row.day: row.kind for row in rules.corrections} == {
        date(2026, 1, 2): DayKind.OFF,
        date(2026, 1, 10): DayKind.WORKING,
    }


def test_an_office_that_counts_the_day_of_receipt_changes_one_row() -> None:
    document: dict[str, Any] = deepcopy(shipped()["holidays"])
    document["first_day"] |= {"days_after": 0, "confidence": "OFFICE", "citation": "Quy chế"}
    rules = DayRules.read(document)
    assert due(june(1), 2, JUNE, rules.first_day.days_after) == june(2)
    assert rules.first_day.verified
