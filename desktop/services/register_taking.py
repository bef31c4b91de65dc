"""Taking a number inside the transaction of what it is for, and what keeps it from being taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import NumberState
from desktop.models import NumberEntry
from desktop.services.fields import clean
from desktop.services.register_problems import range_problems
from desktop.services.register_rows import (
    Gap,
    NumberSeries,
    entry_of,
    gap_words,
    next_number,
    used_by,
)
from desktop.services.store import Store


class NumberTaking:
    """What a service that makes a decision, a certificate or a letter asks of the registers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def problem(
        self, session: Session, series: NumberSeries, year: int, number: int | None
    ) -> Problem | None:
        """Return why a number cannot be taken, or None; no number means the next free one.

        One that is reserved may be taken, and one that leaves a gap too: ``warnings`` tells of it.
        """
        if number is None:
            return None
        if number < 1:
            return Problem("number", ProblemCode.NOT_A_NUMBER, data={"label": series.label})
        if beyond := range_problems(number, number):
            return beyond[0]
        entry = entry_of(session, series, year, number)
        if entry is None or entry.state is NumberState.RESERVED:
            return None
        return self._occupied(session, entry, ProblemCode.NUMBER_TAKEN)

    def warnings(
        self, session: Session, series: NumberSeries, year: int, number: int | None
    ) -> list[Problem]:
        """Return what there is to know before a number is taken: a gap, or somebody's place."""
        if number is None or range_problems(number, number):
            return []
        entry = entry_of(session, series, year, number)
        if entry is not None and entry.state is NumberState.RESERVED:
            data: dict[str, object] = {"number": number, "reason": entry.reason}
            code = ProblemCode.NUMBER_RESERVED
            return [Problem("number", code, Severity.WARNING, data)]
        following = next_number(session, series, year)
        if number <= following:
            return []
        data = {"number": number, "year": year, "gap": gap_words(Gap(following, number - 1))}
        return [Problem("number", ProblemCode.NUMBER_LEAVES_GAP, Severity.WARNING, data)]

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
            number: the one wanted, be it reserved; None for the next.
            used_for: the record that gets it.
        """
        if number is None:
            return self.take_next(session, series, year, [used_for])[0]
        entry = entry_of(session, series, year, number)
        if entry is None:
            entry = self._entry(series, year, number)
            session.add(entry)
        entry.used_for = used_for
        self._set(session, entry, NumberState.USED, entry.reason or "")
        return number

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
        first = next_number(session, series, year)
        numbers = list(range(first, first + len(used_for)))
        session.add_all(
            self._entry(series, year, number, used_for=record, state=NumberState.USED)
            for number, record in zip(numbers, used_for, strict=True)
        )
        session.flush()
        return numbers

    def mark_void(
        self, session: Session, series: NumberSeries, year: int, number: int, reason: str
    ) -> None:
        """Write that a number's record is no longer valid, in the caller's transaction.

        What it was used for stays written beside the reason.
        """
        entry = entry_of(session, series, year, number)
        if entry is not None:
            self._set(session, entry, NumberState.VOID, reason)

    def _entry(self, series: NumberSeries, year: int, number: int, **more: Any) -> NumberEntry:
        return NumberEntry(
            series=series.value,
            year=year,
            number=number,
            used_at=self._store.clock(),
            set_by=self._store.actor.name,
            **more,
        )

    def _set(self, session: Session, entry: NumberEntry, state: NumberState, reason: str) -> None:
        entry.state, entry.reason = state, clean(reason)
        entry.used_at, entry.set_by = self._store.clock(), self._store.actor.name
        session.flush()

    def _occupied(self, session: Session, entry: NumberEntry, code: ProblemCode) -> Problem:
        data: dict[str, object] = {
            "number": entry.number,
            "year": entry.year,
            "by": used_by(session, [entry])[entry.id] or _state_words(entry),
        }
        return Problem("number", code, data=data)


def _state_words(entry: NumberEntry) -> str:
    return f"{entry.state.label} ({entry.reason})" if entry.reason else entry.state.label
