"""The members of collectives in numbers: how many, how many titled, graded and disciplined a year.

Who belongs to a unit is known for today only (``Person.unit_id``), so members are those of today
who had begun to work by the end of the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.recipient_facts import MemberFacts
from desktop.law.terms import DisciplineLevel, Grade
from desktop.models import AwardRecord, Discipline, Evaluation, Person, Unit
from desktop.services.chunks import chunks

_EVERYBODY = 2**31 - 1


def count_members(
    session: Session, units: Sequence[UUID], years: Collection[int]
) -> dict[UUID, dict[int, MemberFacts]]:
    """Return what is known of the members of units and of the units below them, by year.

    A unit in which nobody is entered gets nothing: there is no member to count, which is not the
    same as none being titled.
    """
    if not units or not years:
        return {}
    above = _belongs_to(session, units)
    members = _Members(session, list(above), sorted(years))
    counted: dict[UUID, dict[int, MemberFacts]] = {}
    for unit_id in units:
        within = [u for u, tops in above.items() if unit_id in tops]
        counted[unit_id] = members.of(unit_id, within)
    return counted


def _belongs_to(session: Session, units: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each unit at or below one of ``units`` which of them it belongs to."""
    query = sa.select(Unit.id, Unit.parent_id).where(
        Unit.archived_at.is_(None), Unit.parent_id.is_not(None)
    )
    below: dict[UUID, list[UUID]] = defaultdict(list)
    for unit_id, parent_id in session.execute(query):
        if parent_id is not None:
            below[parent_id].append(unit_id)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for top in units:
        waiting = [top]
        while waiting:
            unit_id = waiting.pop()
            # A loop in the tree, which no form makes but an import might, must not hang here.
            if top not in found[unit_id]:
                found[unit_id].add(top)
                waiting += below[unit_id]
    return found


def _members(units: Sequence[UUID], year: int) -> sa.Subquery:
    """Return the people of units who had begun by the end of a year, in order of their ids.

    So the indexes on the grades and titles of the year are read once from their start. The limit is
    what makes a database keep to that order, and an outer join what makes it begin with the members
    rather than go through everybody's lines of the year.
    """
    query = sa.select(Person.id, Person.unit_id).where(
        Person.unit_id.in_(units),
        Person.archived_at.is_(None),
        sa.or_(Person.started_on.is_(None), Person.started_on <= date(year, 12, 31)),
    )
    return query.order_by(Person.id).limit(_EVERYBODY).subquery()


class _Members:
    """Counts per unit and year, read once for all the units asked about."""

    def __init__(self, session: Session, units: Sequence[UUID], years: Sequence[int]) -> None:
        self._years = years
        self._declared: dict[UUID, int] = {}
        self._entered: dict[tuple[UUID, int], int] = defaultdict(int)
        self._titled: dict[tuple[UUID, int], dict[str, int]] = defaultdict(dict)
        self._graded: dict[tuple[UUID, int], dict[Grade, int]] = defaultdict(dict)
        self._disciplined: dict[tuple[UUID, int], dict[DisciplineLevel, int]] = defaultdict(dict)
        for some in chunks(units):
            self._read(session, some)

    def _read(self, session: Session, units: Sequence[UUID]) -> None:
        declared = sa.select(Unit.id, Unit.headcount).where(
            Unit.id.in_(units), Unit.headcount.is_not(None)
        )
        self._declared |= {u: n for u, n in session.execute(declared) if n is not None}
        for year in self._years:
            member = _members(units, year)
            count = sa.func.count()
            entered = sa.select(member.c.unit_id, count).group_by(member.c.unit_id)
            for unit_id, number in session.execute(entered):
                assert unit_id is not None
                self._entered[unit_id, year] = number
            self._read_titles(session, member, year)
            self._read_grades(session, member, year)
            self._read_disciplines(session, member, year)

    def _read_titles(self, session: Session, member: sa.Subquery, year: int) -> None:
        people = sa.func.count(sa.distinct(AwardRecord.person_id))
        of_year = (AwardRecord.year == year, AwardRecord.cancelled_on.is_(None))
        query = (
            sa.select(member.c.unit_id, AwardRecord.award_code, people)
            .outerjoin(AwardRecord, sa.and_(AwardRecord.person_id == member.c.id, *of_year))
            .group_by(member.c.unit_id, AwardRecord.award_code)
        )
        for unit_id, code, number in session.execute(query):
            assert unit_id is not None
            if code is not None:
                self._titled[unit_id, year][code] = number

    def _read_grades(self, session: Session, member: sa.Subquery, year: int) -> None:
        own = sa.and_(Evaluation.person_id == member.c.id, Evaluation.year == year)
        query = (
            sa.select(member.c.unit_id, Evaluation.grade, sa.func.count())
            .outerjoin(Evaluation, own)
            .group_by(member.c.unit_id, Evaluation.grade)
        )
        for unit_id, grade, number in session.execute(query):
            assert unit_id is not None
            if grade is not None:
                self._graded[unit_id, year][grade] = number

    def _read_disciplines(self, session: Session, member: sa.Subquery, year: int) -> None:
        of_year = Discipline.decided_on.between(date(year, 1, 1), date(year, 12, 31))
        query = (
            sa.select(member.c.unit_id, Discipline.level, sa.func.count())
            .join(Discipline, Discipline.person_id == member.c.id)
            .where(of_year)
            .group_by(member.c.unit_id, Discipline.level)
        )
        for unit_id, level, number in session.execute(query):
            assert unit_id is not None
            self._disciplined[unit_id, year][level] = number

    def of(self, unit_id: UUID, within: Sequence[UUID]) -> dict[int, MemberFacts]:
        """Return the counts of one unit, those of the units below it added."""
        found: dict[int, MemberFacts] = {}
        for year in self._years:
            entered = sum(self._entered[u, year] for u in within)
            if entered:
                found[year] = member_facts(
                    self._declared.get(unit_id),
                    entered,
                    _summed(self._titled[u, year] for u in within),
                    _summed(self._graded[u, year] for u in within),
                    _summed(self._disciplined[u, year] for u in within),
                )
        return found


def member_facts(
    declared: int | None,
    entered: int,
    titled: Mapping[str, int],
    graded: Mapping[Grade, int],
    disciplined: Mapping[DisciplineLevel, int],
) -> MemberFacts:
    """Return the members of a unit in a year from its counts.

    Args:
        declared: how many people the unit says it has; None where it does not.
        entered: how many of them are entered as people here.
        titled: how many of those hold each title for the year.
        graded: how many of those have each grade of the year.
        disciplined: how many decisions of each level fell on them in the year.
    """
    headcount = max(declared or 0, entered)
    done = sum(number for grade, number in graded.items() if grade is not Grade.NOT_DONE)
    # One ungraded member leaves it open, unless another has certainly failed.
    all_graded = done + graded.get(Grade.NOT_DONE, 0) >= headcount
    return MemberFacts(
        headcount=headcount,
        titled=titled,
        done=done if all_graded or graded.get(Grade.NOT_DONE) else None,
        disciplined=disciplined,
    )


def _summed(counts: Iterable[Mapping[Any, int]]) -> dict[Any, int]:
    total: dict[Any, int] = defaultdict(int)
    for one in counts:
        for key, number in one.items():
            total[key] += number
    return dict(total)
