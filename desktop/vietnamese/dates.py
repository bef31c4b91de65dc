"""Dates as the screen shows them, as official papers write them, and as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime

from desktop.vietnamese.text import nfc

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


def short_date(day: date) -> str:
    """Return «05/01/2023», the form of the screen and of tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long_date(day: date) -> str:
    """Return «ngày 05 tháng 01 năm 2023», the form of papers.

    Days below 10 and the months 1 and 2 take a zero, months 3 to 9 do not (NĐ 30/2020,
    catalogue §6.2, S25).
    """
    month = f"{day.month:02d}" if day.month in {1, 2} else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_date(place: str, day: date) -> str:
    """Return the line above a paper's title: «Thanh Lâm, ngày 05 tháng 01 năm 2023»."""
    return f"{place}, {long_date(day)}"


def date_time(moment: datetime) -> str:
    """Return «05/01/2023 14:30» of a moment already in the reader's time zone.

    Raises:
        ValueError: the moment has no time zone, so nobody can say what it means.
    """
    if moment.tzinfo is None:
        msg = "a moment without time zone cannot be shown"
        raise ValueError(msg)
    return f"{short_date(moment.date())} {moment:%H:%M}"


def parse_date(typed: str) -> date | None:
    """Return the date a person typed, or None where it is no date or could be read in two ways.

    Day before month, as Vietnamese write: 5/1/2023, 05-01-2023, 5.1.2023, «ngày 5 tháng 1 năm
    2023»; also 2023-01-05. A year of two digits is refused: 5/1/58 could be a birth or a plan.
    """
    value = nfc(typed).strip()
    if match := _YEAR_FIRST.fullmatch(value):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(value) or _IN_WORDS.fullmatch(value):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
