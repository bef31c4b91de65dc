"""Times of day as people type them and as minutes write them."""

from __future__ import annotations

import re
from datetime import time

from desktop.vietnamese.text import fold

_TYPED = re.compile(
    r"(\d{1,2})\s*(?:gio|h|:|g)\s*(?:(\d{1,2})\s*(?:phut|p|')?)?\s*(sang|chieu|toi)?"
)
_NOON = 12


def parse_time(typed: str) -> time | None:
    """Return the time a person typed (8h, 8:30, 8 giờ 30 phút, 2 giờ chiều), else None."""
    found = _TYPED.fullmatch(fold(typed))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] in {"chieu", "toi"} and hour < _NOON:
        hour += _NOON
    return time(hour, minute) if hour <= 23 and minute <= 59 else None


def clock_words(typed: str) -> str:
    """Return a time as minutes write it, «08 giờ 30 phút»; as typed where it is no time."""
    found = parse_time(typed)
    return f"{found.hour:02d} giờ {found.minute:02d} phút" if found else typed
