"""Working days of real years: Tết by the Vietnamese calendar, compensation, make-up days, an
office's own days. The days off are those the Government announced for each year.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.errors import LawSilent
from desktop.law.catalogue import Catalogue
from desktop.law.problems import ProblemCode
from desktop.law.terms import DayKind
from desktop.law.working_days import due
from desktop.services.days import DayDraft, calendar_of, due_date, public_calendar
from desktop.services.desk import Desk
from desktop.services.law_book import law_of

RULES = Catalogue.load().days
CALENDAR = public_calendar(RULES)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    "first",
    [
        "2007-02-17",  # China: 18/02
        "2008-02-07",
        "2012-01-23",
        "2018-02-16",
        "2019-02-05",
        "2020-01-25",
        "2021-02-12",
        "2022-02-01",
        "2023-01-22",
        "2024-02-10",
        "2025-01-29",
        "2026-02-17",
        "2027-02-06",
        "2030-02-02",  # China: 03/02
    ],
)
def test_tet_falls_on_the_vietnamese_day(first: str) -> None:
    assert CALENDAR.off[day(first)] == "Tết Nguyên Đán"
    assert "Giao thừa" in CALENDAR.off[day(first) - timedelta(days=1)]


@pytest.mark.parametrize("gio_to", ["2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26"])
def test_gio_to_falls_on_the_tenth_of_the_third_lunar_month(gio_to: str) -> None:
    assert "Giỗ Tổ" in CALENDAR.off[day(gio_to)]


# Days off on weekdays, and make-up Saturdays, as announced for the year.
YEARS = {
    2022: "03/01 31/01 01/02 02/02 03/02 04/02 11/04 02/05 03/05 01/09 02/09",
    2023: "02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09",
    2024: "01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09 +04/05",
    2025: "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09 +26/04",
    2026: "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11 "
    "+10/01 +22/08",
}


@pytest.mark.parametrize("year", YEARS)
def test_a_year_has_the_days_off_that_were_announced(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
    off = [f"{d:%d/%m}" for d in days if d.isoweekday() < 6 and not CALENDAR.is_working(d)]
    made_up = [f"+{d:%d/%m}" for d in days if d.isoweekday() > 5 and CALENDAR.is_working(d)]
    assert " ".join(off + made_up) == YEARS[year]


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        # Ordinary weeks and weekends.
        ("2023-11-20", 5, "2023-11-27"),
        ("2023-11-24", 1, "2023-11-27"),
        ("2023-11-25", 1, "2023-11-27"),
        ("2023-11-26", 1, "2023-11-27"),
        ("2023-11-24", 0, "2023-11-24"),
        ("2023-11-25", 0, "2023-11-27"),
        ("2023-11-01", 20, "2023-11-29"),
        # Tết: off from 20 to 26 January 2023.
        ("2023-01-16", 10, "2023-02-06"),
        ("2023-01-19", 1, "2023-01-27"),
        ("2023-01-22", 1, "2023-01-27"),
        ("2023-01-22", 0, "2023-01-27"),
        ("2024-02-07", 1, "2024-02-15"),
        ("2025-01-24", 1, "2025-02-03"),
        ("2025-01-24", 10, "2025-02-14"),
        ("2026-02-13", 1, "2026-02-23"),
        ("2026-02-01", 25, "2026-03-13"),
        # Giỗ Tổ, 30/4 and 1/5 one after another.
        ("2023-04-28", 1, "2023-05-04"),
        ("2022-04-08", 1, "2022-04-12"),
        ("2022-04-29", 1, "2022-05-04"),
        ("2026-04-24", 1, "2026-04-28"),
        ("2026-04-29", 1, "2026-05-04"),
        # Make-up days: a Saturday that counts.
        ("2024-04-26", 1, "2024-05-02"),
        ("2024-05-03", 1, "2024-05-04"),
        ("2025-04-25", 1, "2025-04-26"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-08-21", 1, "2026-08-22"),
        # Quốc khánh: two days, and compensation.
        ("2023-08-31", 1, "2023-09-05"),
        ("2024-08-30", 1, "2024-09-04"),
        ("2025-08-29", 1, "2025-09-03"),
        ("2026-08-28", 1, "2026-09-03"),
        # Year ends.
        ("2022-12-30", 1, "2023-01-03"),
        ("2023-12-29", 1, "2024-01-02"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2025-12-31", 1, "2026-01-05"),
        ("2025-12-22", 20, "2026-01-20"),
        # 24 November since 2026.
        ("2026-11-23", 1, "2026-11-25"),
        ("2025-11-23", 2, "2025-11-25"),
        # Backwards.
        ("2023-01-27", -1, "2023-01-19"),
        ("2023-01-03", -1, "2022-12-30"),
        ("2026-01-12", -1, "2026-01-10"),
        # Far away.
        ("2030-01-30", 1, "2030-02-07"),
    ],
)
def test_a_time_limit_ends_on(received: str, days: int, last: str) -> None:
    assert due(day(received), days, CALENDAR) == day(last)


@pytest.mark.parametrize(
    ("received", "days"),
    [("2006-12-31", 1), ("2050-12-30", 5), ("2007-01-02", -2), ("1990-01-01", 1)],
)
def test_outside_its_years_the_calendar_refuses(received: str, days: int) -> None:
    with pytest.raises(LawSilent) as refused:
        due(day(received), days, CALENDAR)
    assert refused.value.code is LawSilent.Code.OUTSIDE_CALENDAR


def test_a_due_date_says_whether_the_days_off_are_announced() -> None:
    now = due_date(day("2026-11-20"), 10, CALENDAR, RULES)
    next_year = due_date(day("2026-12-25"), 30, CALENDAR, RULES)
    assert (now.due, now.announced, now.verified, now.citation) == (
        day("2026-12-07"),
        True,
        False,
        "",
    )
    assert not next_year.announced


# --- the office's own days ---


def entered(office: Desk, on: str, kind: DayKind, name: str = "Nghỉ hoán đổi") -> DayDraft:
    report = office.days.save_draft(
        DayDraft(day=day(on), kind=kind, name=name, basis="Công văn số 1")
    )
    assert report.id is not None, report.problems
    return office.days.open_draft(report.id)


def due_after(office: Desk, on: date) -> date:
    """Return when a time limit of one working day ends, as this office works."""
    with office.store.reading() as session:
        return due_date(on, 1, calendar_of(session), law_of(session).days).due


def test_an_office_adds_a_day_off_and_the_saturday_that_makes_up_for_it(office: Desk) -> None:
    entered(office, "2027-02-11", DayKind.OFF)
    entered(office, "2027-02-20", DayKind.WORKING, "Làm bù")
    assert due_after(office, day("2027-02-10")) == day("2027-02-12")
    assert due_after(office, day("2027-02-19")) == day("2027-02-20")
    names = {known.name for known in office.days.known_days(2027) if known.by_office}
    assert names == {"Nghỉ hoán đổi", "Làm bù"}


def test_an_office_puts_a_public_holiday_right(office: Desk) -> None:
    assert due_after(office, day("2026-11-23")) == day("2026-11-25")
    entered(office, "2026-11-24", DayKind.WORKING, "Làm việc")
    assert due_after(office, day("2026-11-23")) == day("2026-11-24")


def test_a_day_put_away_counts_no_more(office: Desk) -> None:
    draft = entered(office, "2023-11-27", DayKind.OFF)
    assert due_after(office, day("2023-11-24")) == day("2023-11-28")
    assert draft.id is not None
    office.days.archive(draft.id, "Ghi nhầm")
    assert due_after(office, day("2023-11-24")) == day("2023-11-27")


def test_a_day_is_entered_once(office: Desk) -> None:
    first = entered(office, "2023-11-27", DayKind.OFF)
    again = office.days.save_draft(DayDraft(day=day("2023-11-27"), name="Lần nữa"))
    assert [p.code for p in again.problems] == [ProblemCode.ALREADY_TAKEN]
    assert not again.saved
    assert office.days.save_draft(replace(first, name="Tên khác")).saved


def test_a_day_needs_its_date_and_name(office: Desk) -> None:
    report = office.days.save_draft(DayDraft())
    assert [(p.field, p.code) for p in report.problems] == [
        ("day", ProblemCode.REQUIRED),
        ("name", ProblemCode.REQUIRED),
    ]


def test_the_office_s_days_are_listed_the_latest_first_and_found(office: Desk) -> None:
    entered(office, "2023-11-27", DayKind.OFF)
    entered(office, "2027-02-20", DayKind.WORKING, "Làm bù Tết")
    assert [row.day for row in office.days.list_rows()] == [day("2027-02-20"), day("2023-11-27")]
    found = office.days.find("lam bu")
    assert [(m.title, m.subtitle) for m in found] == [
        ("20/02/2027 Làm bù Tết", "Ngày làm việc (làm bù)")
    ]


def test_the_days_of_a_year_are_told_in_order_with_what_is_only_estimated(office: Desk) -> None:
    known = office.days.known_days(2027)
    assert [k.day for k in known] == sorted(k.day for k in known)
    assert not any(k.announced for k in known)
    assert all(k.announced for k in office.days.known_days(2026))
    assert {k.kind for k in office.days.known_days(2026)} == {DayKind.OFF, DayKind.WORKING}
