"""A register laid open: each number with its state and what has it, and the gaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import NumberState
from desktop.models import AwardRecord, Decision, Dossier, NumberEntry
from desktop.services.prior_awards import award_name
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.labels import Labelled


class NumberSeries(Labelled):
    """Which register a number stands in."""

    DECISION = "decision", "Số quyết định"
    CERTIFICATE = "certificate", "Sổ khen thưởng"
    GOLDEN_BOOK = "golden_book", "Sổ vàng"
    LETTER = "letter", "Số tờ trình"


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers nothing has and nobody has explained, from ``first`` to ``last``."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many there are."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of a register: a number given, or a gap.

    Attributes:
        id: of the number's entry; None for a gap.
        first, last: the number; the two ends of a gap.
        state: None for a gap, which nobody has explained.
        day: the date of what has it.
        about: what has it, in words: «Quyết định số 12/QĐ-UBND», «Nguyễn Văn Ơn, Giấy khen».
        reason: for whom it is reserved, why it is void or spoiled.
        set_by, set_at: who last set its state, and when.
        decision_id: the decision it leads to.
    """

    id: UUID | None
    first: int
    last: int
    state: NumberState | None
    day: date | None = None
    about: str = ""
    reason: str = ""
    set_by: str = ""
    set_at: datetime | None = None
    decision_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RegisterDetail:
    """A register of one year, in the order of its numbers.

    Attributes:
        lines: numbers and gaps.
        gaps: those among them nobody has explained.
        next_number: what the next record gets.
    """

    series: NumberSeries
    year: int
    lines: tuple[RegisterLine, ...]
    gaps: tuple[Gap, ...]
    next_number: int

    def count(self, state: NumberState) -> int:
        """Return how many numbers are in a state."""
        return sum(line.state is state for line in self.lines)

    @property
    def unexplained(self) -> int:
        """How many numbers nobody has explained."""
        return sum(gap.count for gap in self.gaps)


def in_series(series: NumberSeries, year: int) -> sa.ColumnElement[bool]:
    """Return the condition for a register of a year."""
    return sa.and_(NumberEntry.series == series.value, NumberEntry.year == year)


def next_number(session: Session, series: NumberSeries, year: int) -> int:
    """Return the number after the highest given, reserved and void ones included."""
    highest = session.scalar(
        sa.select(sa.func.max(NumberEntry.number)).where(in_series(series, year))
    )
    return (highest or 0) + 1


def entry_of(session: Session, series: NumberSeries, year: int, number: int) -> NumberEntry | None:
    """Return the entry of a number; None where it was never given."""
    query = sa.select(NumberEntry).where(in_series(series, year), NumberEntry.number == number)
    return session.scalar(query)


def number_of(printed: str) -> int | None:
    """Return the number at the head of what is printed, 12 of «12/TTr-UBND»; None for none."""
    found = re.match(r"\s*(\d{1,9})(?!\d)", printed)
    return int(found[1]) if found else None


def entries_of(
    session: Session, series: NumberSeries, year: int, first: int, last: int
) -> dict[int, NumberEntry]:
    """Return the entries there are from one number to another, by number."""
    query = sa.select(NumberEntry).where(
        in_series(series, year), NumberEntry.number.between(first, last)
    )
    return {e.number: e for e in session.scalars(query.order_by(NumberEntry.number))}


def gap_words(gap: Gap) -> str:
    """Return a gap in words, «số 13» or «các số từ 13 đến 19»."""
    if gap.count == 1:
        return f"số {gap.first}"
    return f"các số từ {gap.first} đến {gap.last}"


def register_detail(session: Session, series: NumberSeries, year: int) -> RegisterDetail:
    """Return a register of a year with what has each number."""
    query = sa.select(NumberEntry).where(in_series(series, year)).order_by(NumberEntry.number)
    entries = session.scalars(query).all()
    holders = _holders(session, entries)
    lines: list[RegisterLine] = []
    gaps: list[Gap] = []
    expected = 1
    for entry in entries:
        if entry.number > expected:
            gaps.append(Gap(expected, entry.number - 1))
            lines.append(RegisterLine(None, expected, entry.number - 1, None))
        lines.append(_line(entry, holders.get(entry.id, _NOBODY)))
        expected = entry.number + 1
    return RegisterDetail(series, year, tuple(lines), tuple(gaps), expected)


def used_by(session: Session, entries: Sequence[NumberEntry]) -> dict[UUID, str]:
    """Return by entry what has its number, in words; "" for one that nothing has."""
    holders = _holders(session, entries)
    return {entry.id: holders.get(entry.id, _NOBODY).words for entry in entries}


@dataclass(frozen=True, slots=True)
class _Holder:
    """What has a number; ``number`` where it may have had others before, else None."""

    words: str
    day: date | None = None
    decision_id: UUID | None = None
    number: int | None = None


_NOBODY = _Holder("")


def _line(entry: NumberEntry, holder: _Holder) -> RegisterLine:
    # A letter sent again under another number has its present day beside that one only.
    day = holder.day if holder.number in {None, entry.number} else None
    return RegisterLine(
        entry.id,
        entry.number,
        entry.number,
        entry.state,
        day,
        holder.words,
        entry.reason,
        entry.set_by,
        entry.used_at,
        holder.decision_id,
    )


def _holders(session: Session, entries: Sequence[NumberEntry]) -> dict[UUID, _Holder]:
    """Return by entry what has it: a decision, an award's nomination, or a dossier's letter."""
    wanted = {entry.used_for for entry in entries if entry.used_for is not None}
    known = _decisions(session, wanted) | _awards(session, wanted) | _dossiers(session, wanted)
    return {e.id: known[e.used_for] for e in entries if e.used_for in known}


_SOME = 500


def _chunks(ids: set[UUID]) -> list[list[UUID]]:
    ordered = sorted(ids)
    return [ordered[start : start + _SOME] for start in range(0, len(ordered), _SOME)]


def _decisions(session: Session, ids: set[UUID]) -> dict[UUID, _Holder]:
    found = {}
    for some in _chunks(ids):
        for decision in session.scalars(sa.select(Decision).where(Decision.id.in_(some))):
            day = short_date(decision.decided_on)
            words = f"Quyết định số {decision.number} ngày {day}: {decision.subject}"
            found[decision.id] = _Holder(words, decision.decided_on, decision.id)
    return found


def _awards(session: Session, ids: set[UUID]) -> dict[UUID, _Holder]:
    found = {}
    for some in _chunks(ids):
        query = sa.select(AwardRecord).where(AwardRecord.nomination_id.in_(some))
        for award in session.scalars(query):
            words = (
                f"{award.recipient_name}, {award_name(award.award_code)} "
                f"(Quyết định số {award.decision_number})"
            )
            assert award.nomination_id is not None  # asked for in the query
            found[award.nomination_id] = _Holder(words, award.decided_on, award.decision_id)
    return found


def _dossiers(session: Session, ids: set[UUID]) -> dict[UUID, _Holder]:
    found = {}
    for some in _chunks(ids):
        for dossier in session.scalars(sa.select(Dossier).where(Dossier.id.in_(some))):
            number = number_of(dossier.letter_number)
            words = f"Tờ trình: {dossier.title}"
            found[dossier.id] = _Holder(words, dossier.letter_date, number=number or 0)
    return found
