"""Which years a book kept year by year offers, and which it opens on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OfferedYears:
    """The years to choose from, the latest first, and the one a book opens on."""

    years: tuple[int, ...]
    to_open: int


def offered_years(known: Iterable[int], today: date) -> OfferedYears:
    """Return the years with entries and the present one.

    A book opens on the present year if that has entries, else on the newest that has: in January
    people still look for what was written in December.
    """
    held = set(known)
    newest = max(held, default=today.year)
    to_open = today.year if today.year in held else newest
    return OfferedYears(tuple(sorted({*held, today.year}, reverse=True)), to_open)
