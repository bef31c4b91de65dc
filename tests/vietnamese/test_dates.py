"""Dates on screen, on paper and as typed."""

from datetime import date, datetime, timedelta, timezone

import pytest

from desktop.vietnamese.dates import date_time, long_date, parse_date, place_date, short_date


@pytest.mark.parametrize(
    ("day", "written"),
    [  # catalogue §6.2, «Địa danh, ngày» [S25]
        (date(2023, 1, 5), "ngày 05 tháng 01 năm 2023"),
        (date(2023, 2, 10), "ngày 10 tháng 02 năm 2023"),
        (date(2023, 3, 9), "ngày 09 tháng 3 năm 2023"),
        (date(2023, 9, 30), "ngày 30 tháng 9 năm 2023"),
        (date(2023, 12, 1), "ngày 01 tháng 12 năm 2023"),
    ],
)
def test_papers_put_a_zero_before_days_below_10_and_months_1_and_2_only(
    day: date, written: str
) -> None:
    assert long_date(day) == written
    assert place_date("Thanh Lâm", day) == f"Thanh Lâm, {written}"


def test_the_screen_writes_two_digits_for_day_and_month() -> None:
    assert short_date(date(2023, 1, 5)) == "05/01/2023"


def test_a_moment_is_written_in_the_zone_it_carries() -> None:
    vietnam = timezone(timedelta(hours=7))
    assert date_time(datetime(2023, 1, 5, 14, 30, 59, tzinfo=vietnam)) == "05/01/2023 14:30"


def test_a_moment_without_zone_is_not_written_at_all() -> None:
    with pytest.raises(ValueError, match="time zone"):
        date_time(datetime(2023, 1, 5, 14, 30))  # noqa: DTZ001 - the case under test


@pytest.mark.parametrize(
    "typed",
    [
        "5/1/2023",
        "05/01/2023",
        "05-01-2023",
        "5.1.2023",
        " 5 / 1 / 2023 ",
        "5 1 2023",
        "2023-01-05",
        "ngày 05 tháng 01 năm 2023",
        "Ngày 5 tháng 1 năm 2023",
        "5 tháng 1 năm 2023",
    ],
)
def test_the_ways_people_type_a_day_are_read(typed: str) -> None:
    assert parse_date(typed) == date(2023, 1, 5)


@pytest.mark.parametrize(
    "typed",
    ["", "hôm nay", "5/1/23", "01/25/2023", "31/4/2023", "2023-13-01", "5/2023", "0/1/2023"],
)
def test_what_is_no_day_or_could_be_two_days_is_not_read(typed: str) -> None:
    assert parse_date(typed) is None
