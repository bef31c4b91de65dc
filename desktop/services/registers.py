"""sổ số: the numbers given to decisions, certificates and letters, never one twice in a year.

Every series starts again at 1 on 1 January (NĐ 30/2020 Điều 15, catalogue §6.2). A number is taken
inside the transaction of what it is for, so an act that fails leaves no hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.models import NumberEntry
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled


class NumberSeries(Labelled):
    """Which register a number stands in."""

    DECISION = "decision", "Số quyết định"
    CERTIFICATE = "certificate", "Sổ khen thưởng"
    LETTER = "letter", "Số tờ trình"


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number used, and the record it was used for."""

    id: UUID
    series: NumberSeries
    year: int
    number: int
    used_for: UUID | None
    used_at: datetime


class RegisterService:
    """Reading the registers, and taking numbers from them inside another service's transaction."""

    subject = "registers"

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_number(self, series: NumberSeries, year: int) -> int:
        """Return the number the next record of the series would get."""
        with self._store.reading() as session:
            return _next(session, series, year)

    def list_rows(self) -> list[NumberRow]:
        """Return every number used, newest year first, in the order of the numbers."""
        query = sa.select(NumberEntry).order_by(
            NumberEntry.year.desc(), NumberEntry.series, NumberEntry.number
        )
        with self._store.reading() as session:
            return [
                NumberRow(n.id, NumberSeries(n.series), n.year, n.number, n.used_for, n.used_at)
                for n in session.scalars(query)
            ]

    def problem(
        self, session: Session, series: NumberSeries, year: int, number: int | None
    ) -> Problem | None:
        """Return why a number cannot be taken, or None; no number means the next free one."""
        if number is None:
            return None
        if number < 1:
            return Problem("number", ProblemCode.NOT_A_NUMBER, data={"label": series.label})
        if _used(session, series, year, number):
            return Problem(
                "number", ProblemCode.NUMBER_TAKEN, data={"number": number, "year": year}
            )
        return None

    def take(
        self,
        session: Session,
        series: NumberSeries,
        year: int,
        number: int | None,
        used_for: UUID,
    ) -> int:
        """Write a number into the register and return it; ask ``problem`` first.

        Args:
            session: the caller's writing transaction; its lock keeps two windows apart.
            series: which register.
            year: the year of the decision or letter, not of the day it is typed.
            number: the one wanted, None for the next.
            used_for: the record that gets it.
        """
        given = number if number is not None else _next(session, series, year)
        session.add(
            NumberEntry(
                series=series.value,
                year=year,
                number=given,
                used_for=used_for,
                used_at=self._store.clock(),
            )
        )
        session.flush()
        return given

    def take_next(
        self, session: Session, series: NumberSeries, year: int, used_for: Sequence[UUID]
    ) -> list[int]:
        """Write the next numbers into the register, one for each record, and return them.

        Args:
            session: the caller's writing transaction.
            series: which register.
            year: the year of what they are for.
            used_for: the records that get them, in order.
        """
        first = _next(session, series, year)
        numbers = list(range(first, first + len(used_for)))
        now = self._store.clock()
        session.add_all(
            NumberEntry(series=series.value, year=year, number=number, used_for=record, used_at=now)
            for number, record in zip(numbers, used_for, strict=True)
        )
        session.flush()
        return numbers


def _next(session: Session, series: NumberSeries, year: int) -> int:
    highest = session.scalar(sa.select(sa.func.max(NumberEntry.number)).where(_in(series, year)))
    return (highest or 0) + 1


def _used(session: Session, series: NumberSeries, year: int, number: int) -> bool:
    query = sa.select(NumberEntry.id).where(_in(series, year), NumberEntry.number == number)
    return session.scalar(query) is not None


def _in(series: NumberSeries, year: int) -> sa.ColumnElement[bool]:
    return sa.and_(NumberEntry.series == series.value, NumberEntry.year == year)
