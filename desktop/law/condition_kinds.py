"""The kinds of single condition a standard may ask (vocabulary of catalogue §2.2).

A new kind is a class here, with its gap and what is missing, and a line in ``standards.KINDS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from desktop.law.conditions import (
    OUT_OF_REACH,
    WORD,
    Case,
    Leaf,
    MissingFact,
    MissingField,
)
from desktop.law.recipient_facts import InitiativeFact
from desktop.law.terms import AwardType, DisciplineLevel, Grade, InitiativeLevel

_GRADES = {grade: rank for rank, grade in enumerate(reversed(Grade))}
_LEVELS = {level: rank for rank, level in enumerate(InitiativeLevel)}
_DISCIPLINES = {level: rank for rank, level in enumerate(DisciplineLevel)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded(Leaf):
    """Graded at least ``grade`` in each of the last ``years`` years (NĐ 90/2020)."""

    grade: Grade
    years: int = 1

    def gap(self, case: Case) -> int:
        found, floor, wanting = case.facts.evaluations, _GRADES[self.grade], 0
        for year in range(case.year, case.year - self.years, -1):
            grade = found.get(year)
            if grade is None or _GRADES[grade] < floor:
                wanting += 1
        return wanting

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        found, floor = case.facts.evaluations, _GRADES[self.grade]
        window = range(case.year, case.year - self.years, -1)
        if any(year in found and _GRADES[found[year]] < floor for year in window):
            return ()
        return tuple(
            MissingFact(MissingField.EVALUATION, year) for year in window if year not in found
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled(Leaf):
    """Holds one of ``awards`` for the year."""

    awards: tuple[str, ...]

    def gap(self, case: Case) -> int:
        titles = case.facts.titles
        return 0 if any((award, case.year) in titles for award in self.awards) else 1

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        if all(case.certainly_lacks(award, case.year) for award in self.awards):
            return ()
        return tuple(_missing_title(case, award, case.year) for award in self.awards[:1])


def _missing_title(case: Case, award: str, year: int) -> MissingFact:
    proposed = (award, year) in case.facts.proposed
    return MissingFact(MissingField.TITLE_PROPOSED if proposed else MissingField.TITLE, year, award)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consecutive(Leaf):
    """Holds ``award`` for ``count`` years running that end in the year or ``late`` years before."""

    award: str
    count: int
    late: int = 1

    def gap(self, case: Case) -> int:
        titles, award, count = case.facts.titles, self.award, self.count
        least = count
        for end in range(case.year, case.year - self.late - 1, -1):
            wanting = 0
            for year in range(end, end - count, -1):
                if (award, year) not in titles:
                    wanting += 1
            least = min(least, wanting)
        return least

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        titles, runs = case.facts.titles, []
        for end in range(case.year, case.year - self.late - 1, -1):
            run = range(end, end - self.count, -1)
            runs.append([year for year in run if (self.award, year) not in titles])
        for wanting in sorted(runs, key=len):
            if not any(case.certainly_lacks(self.award, year) for year in wanting):
                return tuple(_missing_title(case, self.award, year) for year in wanting)
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiated(Leaf):
    """Has ``count`` recognised initiatives of at least ``level`` in the last ``years`` years.

    A year with nothing recorded may have one on paper; years that all have some, and too few, do
    not meet it. ``share_at_least`` is the part a co-author must have contributed, in percent; None
    where no local rule asks (catalogue §7.4).
    """

    level: InitiativeLevel
    count: int = 1
    years: int = 1
    share_at_least: int | None = None

    def _near(self, case: Case) -> list[InitiativeFact]:
        """Return those of the level that are, or for all we know may be, of these years."""
        floor, first = _LEVELS[self.level], case.year - self.years
        return [
            one
            for one in case.facts.initiatives
            if _LEVELS[one.level] >= floor and (one.year is None or first < one.year <= case.year)
        ]

    def _counts(self, one: InitiativeFact) -> bool:
        wanted = self.share_at_least
        return one.year is not None and (
            wanted is None or (one.share is not None and one.share >= wanted)
        )

    def gap(self, case: Case) -> int:
        if not case.facts.initiatives:
            return self.count
        return max(0, self.count - sum(map(self._counts, self._near(case))))

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        near = self._near(case)
        if any(one.year is None for one in near):
            return (MissingFact(MissingField.INITIATIVE_YEAR),)
        if self.share_at_least is not None and any(one.share is None for one in near):
            return (MissingFact(MissingField.INITIATIVE_SHARE),)
        recorded = {one.year for one in case.facts.initiatives}
        window = range(case.year, case.year - self.years, -1)
        blank = [year for year in window if year not in recorded]
        wanted = blank[: self.gap(case)]
        return tuple(MissingFact(MissingField.INITIATIVE, year) for year in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisciplined(Leaf):
    """Not disciplined at ``level`` or harder by a decision of the year."""

    level: DisciplineLevel
    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:
        floor = _DISCIPLINES[self.level]
        for one in case.facts.disciplines:
            if _DISCIPLINES[one.level] < floor:
                continue
            if one.decided_on is None or one.decided_on.year == case.year:
                return OUT_OF_REACH
        return 0

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        floor = _DISCIPLINES[self.level]
        heavy = [one for one in case.facts.disciplines if _DISCIPLINES[one.level] >= floor]
        if any(one.decided_on and one.decided_on.year == case.year for one in heavy):
            return ()
        return (MissingFact(MissingField.DISCIPLINE_DAY, case.year),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked(Leaf):
    """Has worked at least ``months`` full months by the end of the year (a local rule)."""

    months: int
    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:
        if (start := case.facts.started_on) is None:
            return 1
        # Up to 31 December a month counts in full only when it was begun on its first day.
        full = (case.year - start.year) * 12 + 13 - start.month - (start.day > 1)
        return 0 if full >= self.months else OUT_OF_REACH

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        return () if case.facts.started_on else (MissingFact(MissingField.STARTED_ON),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Leaf):
    """Registered for emulation in the year: a ground under R2003, none since (delta D1)."""

    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:
        return 0 if case.facts.registrations.get(case.year) else 1

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        if case.year in case.facts.registrations:
            return ()
        return (MissingFact(MissingField.REGISTRATION, case.year),)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfType(Leaf):
    """Is proposed for one of ``types`` of award, such as sudden merit."""

    types: tuple[AwardType, ...]
    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:
        return 0 if case.award_type in self.types else OUT_OF_REACH

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        return () if case.award_type else (MissingFact(MissingField.AWARD_TYPE),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested(Leaf):
    """What no record proves: good ethics, solidarity. A person says it holds, or that it does not.

    The citation, the regime and the confidence are those of the row it stands in.
    """

    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:  # noqa: ARG002 -- every leaf is asked alike
        return WORD

    def missing(self, case: Case) -> tuple[MissingFact, ...]:  # noqa: ARG002 -- as above
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberShare(Leaf):
    """Of the members, ``percent`` hold ``award`` for the year: at least, or ``above`` it."""

    award: str
    percent: int
    above: bool = False

    def gap(self, case: Case) -> int:
        members = case.members
        held, of = members.titled.get(self.award), members.headcount
        if held is None or of is None or of <= 0:
            return 1
        enough = held * 100 > self.percent * of if self.above else held * 100 >= self.percent * of
        return 0 if enough else 1

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        return _missing_members(case, self.award)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersTitled(Leaf):
    """At least ``count`` members hold ``award`` for the year."""

    award: str
    count: int

    def gap(self, case: Case) -> int:
        return max(0, self.count - case.members.titled.get(self.award, 0))

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        members = case.members
        if members.titles_complete and self.award in members.titled:
            return ()
        return (MissingFact(MissingField.MEMBERS_TITLED, case.year, self.award),)


def _missing_members(case: Case, award: str) -> tuple[MissingFact, ...]:
    """Return what is not known of the share of members with a title."""
    members, found = case.members, []
    if not members.headcount:
        found.append(MissingFact(MissingField.HEADCOUNT, case.year))
    if award not in members.titled or not members.titles_complete:
        found.append(MissingFact(MissingField.MEMBERS_TITLED, case.year, award))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersDone(Leaf):
    """Every member completed the tasks of the year."""

    def gap(self, case: Case) -> int:
        members = case.members
        known = members.done is not None and bool(members.headcount)
        return 0 if known and members.done == members.headcount else 1

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        members = case.members
        if not members.headcount:
            return (MissingFact(MissingField.HEADCOUNT, case.year),)
        if members.done is None:
            return (MissingFact(MissingField.MEMBERS_DONE, case.year),)
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersUndisciplined(Leaf):
    """No member was disciplined at ``level`` or harder in the year."""

    level: DisciplineLevel
    is_evidence: ClassVar[bool] = False

    def gap(self, case: Case) -> int:
        if (found := case.members.disciplined) is None:
            return 1
        floor = _DISCIPLINES[self.level]
        heavy = sum(count for level, count in found.items() if _DISCIPLINES[level] >= floor)
        return OUT_OF_REACH if heavy else 0

    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        if case.members.disciplined is not None:
            return ()
        return (MissingFact(MissingField.MEMBERS_DISCIPLINED, case.year),)
