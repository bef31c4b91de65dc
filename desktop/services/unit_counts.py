"""Units with the people counted in them while everybody of the office is gone through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import DisciplineLevel, Grade
from desktop.models import Unit
from desktop.services.everybody import Past


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A live unit; ``parent`` and the keys it is held by are as the driver gives them."""

    id: UUID
    name: str
    parent: Any
    headcount: int | None
    sort_key: str
    below: list[Any]


def known_units(session: Session) -> dict[Any, KnownUnit]:
    """Return the live units by id as the driver gives it."""
    raw, parent = (sa.type_coerce(c, sa.String) for c in (Unit.id, Unit.parent_id))
    columns: tuple[Any, ...] = (
        raw,
        Unit.id,
        Unit.name,
        parent,
        Unit.headcount,
        Unit.sort_key,
    )
    found: dict[Any, KnownUnit] = {}
    query: sa.Select[Any] = sa.select(*columns).where(Unit.archived_at.is_(None))
    for key, unit_id, name, above, headcount, order in session.execute(query):
        found[key] = KnownUnit(unit_id, name, above, headcount, order, [])
    for key, unit in found.items():
        if unit.parent in found:
            found[unit.parent].below.append(key)
    return found


def at_or_below(top: Any, units: Mapping[Any, KnownUnit]) -> Iterator[Any]:
    """Yield a unit and all units below it."""
    seen: set[Any] = set()
    waiting = [top]
    while waiting:
        raw = waiting.pop()
        # A loop in the tree, which no form makes but an import might, must not hang here.
        if raw not in seen:
            seen.add(raw)
            yield raw
            waiting += units[raw].below


class UnitCount:
    """The people of one unit in the year, counted while everybody is gone through."""

    __slots__ = ("disciplined", "entered", "graded", "titled")

    def __init__(self) -> None:
        self.entered = 0
        self.titled: Counter[str] = Counter()
        self.graded: Counter[Grade] = Counter()
        self.disciplined: Counter[DisciplineLevel] = Counter()

    def add(self, past: Past, year: int) -> None:
        """Count one person in."""
        self.entered += 1
        self.titled.update({code for code, of in past.titles if of == year})
        grades = {grade for of, grade in past.grades if of == year}
        if len(grades) == 1:
            self.graded[Grade(grades.pop())] += 1
        for one in past.disciplines:
            if one.decided_on is not None and one.decided_on.year == year:
                self.disciplined[one.level] += 1

    def take_in(self, other: UnitCount) -> None:
        """Count in the people of a unit below."""
        self.entered += other.entered
        self.titled.update(other.titled)
        self.graded.update(other.graded)
        self.disciplined.update(other.disciplined)
