"""sổ số: the numbers given to decisions, certificates, the golden book and letters.

Every series starts again at 1 on 1 January (NĐ 30/2020 Điều 15, catalogue §6.2). A number is taken
inside the transaction of what it is for, so an act that fails leaves no hole. One given stays in
the register for good: used, spoiled with a blank, void with its reason, or reserved for somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import NumberState
from desktop.models import NumberEntry, Setting
from desktop.services.fields import clean, require_year
from desktop.services.handed_over import refuse_handed_over
from desktop.services.register_problems import (
    AT_A_TIME,
    EXPLAINED_AT_ONCE,
    count_problems,
    range_problems,
    reason_problems,
)
from desktop.services.register_rows import (
    Gap,
    NumberSeries,
    RegisterDetail,
    entries_of,
    entry_of,
    next_number,
    register_detail,
)
from desktop.services.register_taking import NumberTaking
from desktop.services.years import OfferedYears, offered_years

__all__ = ["Gap", "NumberReport", "NumberRow", "NumberSeries", "RegisterDetail", "RegisterService"]

_GOLDEN_BOOK = "golden book kept"


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number used, and the record it was used for."""

    id: UUID
    series: NumberSeries
    year: int
    number: int
    used_for: UUID | None
    used_at: datetime


@dataclass(frozen=True, slots=True)
class NumberReport:
    """The numbers an act has set, or why it has set none."""

    numbers: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


class RegisterService(NumberTaking):
    """The registers by themselves; taking numbers for a record is ``register_taking.py``'s."""

    subject = "registers"

    def next_number(self, series: NumberSeries, year: int) -> int:
        """Return the number the next record of the series would get."""
        with self._store.reading() as session:
            return next_number(session, series, year)

    def list_rows(self) -> list[NumberRow]:
        """Return every number given, newest year first, in the order of the numbers."""
        query = sa.select(NumberEntry).order_by(
            NumberEntry.year.desc(), NumberEntry.series, NumberEntry.number
        )
        with self._store.reading() as session:
            return [
                NumberRow(n.id, NumberSeries(n.series), n.year, n.number, n.used_for, n.used_at)
                for n in session.scalars(query)
            ]

    def years(self, series: NumberSeries) -> OfferedYears:
        """Return the years a register has numbers of, and the one to open it on."""
        query = sa.select(NumberEntry.year).where(NumberEntry.series == series.value).distinct()
        with self._store.reading() as session:
            return offered_years(session.scalars(query), self._store.today())

    def open(self, series: NumberSeries, year: int) -> RegisterDetail:
        """Return a register of a year laid open, its unexplained gaps among its lines.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        with self._store.reading() as session:
            return register_detail(session, series, year)

    def keeps_golden_book(self) -> bool:
        """Whether this office gives golden book numbers together with certificates."""
        with self._store.reading() as session:
            return golden_book_kept(session)

    def keep_golden_book(self, keeps: bool) -> None:
        """Give golden book numbers together with certificates from now on, or no longer."""
        with self._store.writing() as session:
            kept = session.get(Setting, _GOLDEN_BOOK)
            if kept is None:
                kept = Setting(key=_GOLDEN_BOOK, value={})
                session.add(kept)
            kept.value = {"keeps": keeps}
            session.flush()
            data = {"golden_book": keeps}
            self._store.record_event(session, self.subject, kept.id, "saved", data=data)
            session.commit()

    # -- acts on a register by itself ---------------------------------------------------------

    def reserve(
        self, series: NumberSeries, year: int, count: int, reason: str, first: int | None = None
    ) -> NumberReport:
        """Keep numbers free for somebody: «giữ chỗ».

        Args:
            series: which register.
            year: of what they are for.
            count: how many, following one another.
            reason: for whom and what.
            first: the first of them; None for the next number.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
            HandoverRefused: HANDED_OVER; the other machine gives the numbers.
        """
        require_year(year)
        with self._store.writing() as session:
            refuse_handed_over(session)
            start = next_number(session, series, year) if first is None else first
            numbers = range(start, start + count)
            problems = [*count_problems(count, AT_A_TIME), *reason_problems(reason)]
            problems = problems or range_problems(start, start + count - 1)
            if not problems and first is not None:
                # Of one number reserved twice, who asked first would learn too late.
                held = entries_of(session, series, year, start, start + count - 1).values()
                taken = ProblemCode.NUMBER_TAKEN
                problems = [self._occupied(session, entry, taken) for entry in held]
            if problems:
                return NumberReport(problems=tuple(problems[:1]))
            return self._set_all(session, series, year, numbers, NumberState.RESERVED, reason)

    def explain(
        self, series: NumberSeries, year: int, first: int, last: int, reason: str
    ) -> NumberReport:
        """Give a gap its reason: its numbers become void, and are never given again.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        with self._store.writing() as session:
            count = last - first + 1
            problems = [*count_problems(count, EXPLAINED_AT_ONCE), *reason_problems(reason)]
            problems = problems or range_problems(first, last)
            if problems:
                return NumberReport(problems=tuple(problems))
            held = entries_of(session, series, year, first, last)
            free = [n for n in range(first, last + 1) if n not in held]
            return self._set_all(session, series, year, free, NumberState.VOID, reason)

    def void(self, series: NumberSeries, year: int, number: int, reason: str) -> NumberReport:
        """Give up a number nothing has: one reserved and not wanted, or a gap.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        with self._store.writing() as session:
            problems = [*reason_problems(reason), *range_problems(number, number)]
            entry = entry_of(session, series, year, number)
            # A spoiled blank's number is still its award's, and a cancelled one's says who had it.
            if entry is not None and entry.used_for is not None:
                problems.append(self._occupied(session, entry, ProblemCode.NUMBER_IN_USE))
            if problems:
                return NumberReport(problems=tuple(problems))
            return self._set_all(session, series, year, [number], NumberState.VOID, reason, entry)

    def spoil(
        self,
        series: NumberSeries,
        year: int,
        number: int,
        reason: str,
        session: Session | None = None,
    ) -> NumberReport:
        """Write that a number went with a spoiled blank; what it was for stays written.

        Args:
            series: which register.
            year: of the number.
            number: given before.
            reason: how the blank was spoiled.
            session: the caller's writing transaction; without one it is an act by itself.
        """
        if session is None:
            with self._store.writing() as own:
                report = self.spoil(series, year, number, reason, own)
                if not report.problems:
                    own.commit()
                return report
        entry = entry_of(session, series, year, number)
        if entry is None:
            data: dict[str, object] = {"number": number, "year": year}
            return NumberReport(
                problems=(Problem("number", ProblemCode.NUMBER_UNKNOWN, data=data),)
            )
        problems = reason_problems(reason)
        if entry.state is NumberState.VOID:
            problems.append(self._occupied(session, entry, ProblemCode.NUMBER_IN_USE))
        if problems:
            return NumberReport(problems=tuple(problems))
        self._set(session, entry, NumberState.SPOILED, reason)
        self._note(session, [entry], NumberState.SPOILED, reason)
        return NumberReport((number,))

    def _set_all(
        self,
        session: Session,
        series: NumberSeries,
        year: int,
        numbers: Sequence[int],
        state: NumberState,
        reason: str,
        entry: NumberEntry | None = None,
    ) -> NumberReport:
        """Set numbers that nothing has, as one act, and commit; ``entry`` of the only one."""
        entries = []
        for number in numbers:
            if entry is None or entry.number != number:
                entry = self._entry(series, year, number, state=state, reason=clean(reason))
                session.add(entry)
            entries.append(entry)
            entry.state, entry.reason = state, clean(reason)
            entry.used_at, entry.set_by = self._store.clock(), self._store.actor.name
        session.flush()
        self._note(session, entries, state, reason)
        session.commit()
        return NumberReport(tuple(numbers))

    def _note(
        self, session: Session, entries: Sequence[NumberEntry], state: NumberState, reason: str
    ) -> None:
        if not entries:
            return
        first, last = entries[0], entries[-1]
        data = {
            "series": first.series,
            "year": first.year,
            "first": first.number,
            "last": last.number,
        }
        self._store.record_event(
            session,
            self.subject,
            first.id,
            f"number_{state.value}",
            reason=clean(reason),
            data=data,
        )


def golden_book_kept(session: Session) -> bool:
    """Whether golden book numbers are given together with certificates."""
    kept = session.get(Setting, _GOLDEN_BOOK)
    return kept is not None and bool(kept.value.get("keeps"))
