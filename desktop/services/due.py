"""Ai đủ điều kiện: for everybody, which awards of a year they qualify for, or miss by one fact.

Each different history is judged once, however many people share it, and at most ``MOST_ROWS`` lines
are kept; the counts are of all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.eligibility import Due, Finding, due_awards
from desktop.law.recipient_facts import MemberFacts, RecipientFacts
from desktop.law.terms import RecipientKind
from desktop.models import Household
from desktop.services.everybody import Everybody, Past, Somebody
from desktop.services.fields import require_year
from desktop.services.law_book import law_of
from desktop.services.member_counts import member_facts
from desktop.services.recipient_facts import histories
from desktop.services.recipients import RecipientRef
from desktop.services.store import Store
from desktop.services.unit_counts import KnownUnit, UnitCount, at_or_below, known_units
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold

MOST_ROWS = 100_000
Report = Callable[[int, int, str], None]
_PEOPLE, _OTHERS = "Xét cá nhân", "Xét tập thể, hộ gia đình"


class DueState(Labelled):
    """How near a recipient is to an award."""

    QUALIFIES = "QUALIFIES", "Đủ điều kiện"
    MISSES_ONE = "MISSES_ONE", "Thiếu một điểm"


@dataclass(frozen=True, slots=True)
class DueVerdict:
    """What was found for one award; one object for all who share a history.

    Attributes:
        award: its code.
        state: whether one fact is wanting.
        wanting: what is not met, or not recorded; None where nothing is.
        to_attest: how many conditions a person still has to speak for.
        verified: whether every row of the law behind it was read in a source.
        proposed: whether the recipient stands for it in a live dossier already.
        held: whether something under way makes an award wait (X1).
    """

    award: str
    state: DueState
    wanting: Finding | None
    to_attest: int
    verified: bool
    proposed: bool
    held: bool


@dataclass(frozen=True, slots=True)
class DueKey:
    """What a line is known by: one recipient and one award."""

    kind: RecipientKind
    record_id: UUID
    award: str


@dataclass(slots=True)
class DueRow:
    """One line: a recipient and an award."""

    kind: RecipientKind
    record_id: UUID
    name: str
    unit: str
    unit_id: UUID | None
    verdict: DueVerdict
    sort_key: str
    search_key: str

    @property
    def id(self) -> DueKey:
        """What the table knows the line by."""
        return DueKey(self.kind, self.record_id, self.verdict.award)


@dataclass(frozen=True, slots=True)
class DueReport:
    """What came of going through everybody.

    Attributes:
        rows: the lines, by kind and name; of ``award`` alone where one was asked for.
        left_out: how many lines more there are than could be kept.
        counts: how many qualify and how many miss by one, per award, everybody counted.
        looked_at: how many recipients were judged.
        regime: name of the rules in force on ``day``; "" where the law data has none.
    """

    year: int
    day: date
    regime: str
    rows: tuple[DueRow, ...]
    left_out: int
    counts: Mapping[str, Counter[DueState]]
    looked_at: int


class DueService:
    """Finding who is due; reads only."""

    subject = "due"

    def __init__(self, store: Store) -> None:
        self._store = store

    def day_for(self, year: int) -> date:
        """Return the day whose rules judge a year: today while its awards may still be proposed.

        A dossier is judged by the rules of the day it is received (catalogue §1.1); one for last
        year may still come in, for an earlier year only the rules of its end make sense.
        """
        today = self._store.today()
        return today if year >= today.year - 1 else date(year, 12, 31)

    def list_due(self, year: int, award: str = "", report: Report | None = None) -> DueReport:
        """Return everybody who qualifies for an award of a year, or misses one by one fact.

        Args:
            year: the year of the award.
            award: keep only the lines of this award; "" keeps those of all.
            report: told how far it has come; may raise to stop.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        day = self.day_for(year)
        with self._store.reading() as session:
            law = law_of(session)
            regime = law.regime_on(day)
            search = _Search(session, law, year, day, award, report or (lambda *_: None))
            search.go_through()
        rows = sorted(search.rows, key=lambda row: (_KINDS[row.kind], row.sort_key))
        name = regime.name if regime else ""
        return DueReport(
            year, day, name, tuple(rows), search.left_out, search.counts, search.looked_at
        )


_KINDS = {kind: place for place, kind in enumerate(RecipientKind)}


class _Search:
    """One walk through everybody."""

    def __init__(
        self, session: Session, law: Catalogue, year: int, day: date, award: str, report: Report
    ) -> None:
        self._session, self._law = session, law
        self._year, self._day = year, day
        self._award, self._report = award, report
        self._judged = _Judged(self._judge)
        self._members: dict[Any, UnitCount] = defaultdict(UnitCount)
        self._units = known_units(session)
        self.rows: list[DueRow] = []
        self.left_out = self.looked_at = 0
        self.counts: dict[str, Counter[DueState]] = defaultdict(Counter)

    def go_through(self) -> None:
        everybody = Everybody(self._session, self._year)
        self._report(0, everybody.count, _PEOPLE)
        for portion in everybody.portions():
            for one in portion:
                self._look_at_person(one)
            self._report(self.looked_at, everybody.count, _PEOPLE)
        self._report(0, 1, _OTHERS)
        self._look_at_units()
        self._report(0, 1, _OTHERS)
        self._look_at_households()
        self._report(1, 1, _OTHERS)

    def _judge(self, facts: RecipientFacts) -> tuple[DueVerdict, ...]:
        held = any(hold.is_open(self._day) for hold in facts.holds)
        return tuple(
            _verdict(due, held=held, proposed=(due.award, self._year) in facts.proposed)
            for due in due_awards(facts, self._year, self._day, self._law)
        )

    def _look_at_person(self, one: Somebody) -> None:
        self.looked_at += 1
        if one.unit is not None:
            self._members[one.unit].add(one.past, self._year)
        verdicts = self._judged[one.past]
        if verdicts:
            unit = self._units.get(one.unit)
            self._keep(
                RecipientKind.INDIVIDUAL, one.record_id, one.name, unit, one.sort_key, verdicts
            )

    def _keep(
        self,
        kind: RecipientKind,
        record_id: UUID,
        name: str,
        unit: KnownUnit | None,
        sort_key: str,
        verdicts: Iterable[DueVerdict],
    ) -> None:
        place, unit_id = (unit.name, unit.id) if unit else ("", None)
        search_key = ""
        for verdict in verdicts:
            self.counts[verdict.award][verdict.state] += 1
            if self._award not in {"", verdict.award}:
                continue
            if len(self.rows) >= MOST_ROWS:
                self.left_out += 1
                continue
            search_key = search_key or fold(f"{name} {place}")
            row = DueRow(kind, record_id, name, place, unit_id, verdict, sort_key, search_key)
            self.rows.append(row)

    def _look_at_units(self) -> None:
        kind = RecipientKind.COLLECTIVE
        refs: list[RecipientRef] = [(kind, unit.id) for unit in self._units.values()]
        recorded = histories(self._session, refs, ())
        for raw, unit in self._units.items():
            self.looked_at += 1
            history = recorded[unit.id]
            if facts := self._members_of(raw, unit):
                history.members = {self._year: facts}
            verdicts = self._judge(history.facts(kind))
            above = self._units.get(unit.parent)
            self._keep(kind, unit.id, unit.name, above, unit.sort_key, verdicts)

    def _members_of(self, raw: Any, unit: KnownUnit) -> MemberFacts | None:
        """Return the counts of a unit and of those below it; None where nobody is entered."""
        total = UnitCount()
        for below in at_or_below(raw, self._units):
            if below in self._members:
                total.take_in(self._members[below])
        if not total.entered:
            return None
        return member_facts(
            unit.headcount, total.entered, total.titled, total.graded, total.disciplined
        )

    def _look_at_households(self) -> None:
        kind = RecipientKind.HOUSEHOLD
        query = sa.select(
            Household.id,
            Household.head_name,
            sa.type_coerce(Household.unit_id, sa.String),
            Household.sort_key,
        ).where(Household.archived_at.is_(None))
        found = self._session.execute(query).all()
        refs: list[RecipientRef] = [(kind, row[0]) for row in found]
        recorded = histories(self._session, refs, ())
        for record_id, name, unit, sort_key in found:
            self.looked_at += 1
            verdicts = self._judge(recorded[record_id].facts(kind))
            self._keep(kind, record_id, name, self._units.get(unit), sort_key, verdicts)


class _Judged(dict[Past, tuple[DueVerdict, ...]]):
    """Verdicts by history, found once each."""

    def __init__(self, judge: Callable[[RecipientFacts], tuple[DueVerdict, ...]]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, past: Past) -> tuple[DueVerdict, ...]:
        self[past] = found = self._judge(past.facts())
        return found


def _verdict(due: Due, *, held: bool, proposed: bool) -> DueVerdict:
    found, wanting = due.eligibility, due.missing_one
    to_attest = sum(1 for f in found.findings if not f.advisory for _ in f.to_attest())
    return DueVerdict(
        due.award,
        DueState.MISSES_ONE if wanting else DueState.QUALIFIES,
        wanting,
        to_attest,
        found.verified,
        proposed,
        held,
    )


def by_award(keys: Sequence[DueKey]) -> dict[str, list[RecipientRef]]:
    """Return chosen lines as a dossier takes them: recipients by award."""
    chosen: dict[str, list[RecipientRef]] = defaultdict(list)
    for key in keys:
        chosen[key.award].append((key.kind, key.record_id))
    return dict(chosen)
