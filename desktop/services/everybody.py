"""What the records say of all people of an office: 200,000 in a few seconds, a portion at a time.

Grades, titles and registrations are read by ranges of ids from indexes that hold all that is asked,
so no table is touched and no more than a portion is in memory; what few people have (initiatives,
disciplines, holds) is read whole. Two people with the same history have equal ``Past`` values, so a
caller judges each history once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.recipient_facts import (
    DisciplineFact,
    HoldFact,
    InitiativeFact,
    RecipientFacts,
)
from desktop.law.terms import Grade, RecipientKind
from desktop.models import (
    AwardRecord,
    Campaign,
    Discipline,
    Dossier,
    Evaluation,
    Hold,
    Nomination,
    Person,
    Registration,
)
from desktop.services.recipient_facts import (
    History,
    all_initiatives,
    is_live_nomination,
    proposed_year,
    registration_year,
)

PORTION = 5_000
# The longest run of years any standard looks back on, and one more that a late proposal may add.
YEARS_BACK = 7
# Whoever has worked for years has worked long enough, so one day stands for all days before.
_LONG_AGO = date(1900, 1, 1)


class Past(NamedTuple):
    """The history of a person in plain values, equal for all who have the same one."""

    grades: tuple[tuple[int, str], ...] = ()
    titles: tuple[tuple[str, int], ...] = ()
    registered: tuple[int, ...] = ()
    started_on: date | None = None
    disciplines: tuple[DisciplineFact, ...] = ()
    initiatives: tuple[InitiativeFact, ...] = ()
    holds: tuple[HoldFact, ...] = ()
    proposed: tuple[tuple[str, int], ...] = ()

    def facts(self) -> RecipientFacts:
        """Return it as the rules read it."""
        history = History(
            titles=set(self.titles),
            proposed=set(self.proposed),
            initiatives=list(self.initiatives),
            disciplines=list(self.disciplines),
            holds=list(self.holds),
            registered=set(self.registered),
            started_on=self.started_on,
        )
        for year, grade in self.grades:
            history.grades[year].add(Grade(grade))
        return history.facts(RecipientKind.INDIVIDUAL)


@dataclass(slots=True)
class Somebody:
    """One person with what is recorded; the ids as the driver gives them, no unit is None.

    A million ids are dear to build: ``record_id`` makes one where it is wanted.
    """

    raw: Any
    name: str
    sort_key: str
    unit: Any
    past: Past

    @property
    def record_id(self) -> UUID:
        """The person's id."""
        return UUID(str(self.raw))


class Everybody:
    """All live people in portions.

    Args:
        session: to read with; it must stay open while portions are asked for.
        year: the year asked about; histories reach from ``YEARS_BACK`` before it to its end.
    """

    def __init__(self, session: Session, year: int) -> None:
        self._session, self._year = session, year
        self._people = _people(session, year)
        self._campaign_years = dict(_campaign_years(session))
        self._disciplines = _by_person(_disciplines(session))
        self._initiatives = _by_person(all_initiatives(session))
        self._holds = _by_person(_holds(session))
        self._proposed = _by_person(_proposed(session))

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self._people)

    def portions(self) -> Iterator[list[Somebody]]:
        """Yield the people in portions, in no order that means anything."""
        for start in range(0, len(self._people), PORTION):
            yield list(self._portion(self._people[start : start + PORTION]))

    def _portion(self, people: Sequence[tuple[Any, ...]]) -> Iterator[Somebody]:
        first, last = UUID(str(people[0][0])), UUID(str(people[-1][0]))
        grades = self._grades(first, last)
        titles = self._titles(first, last)
        registered = self._registered(first, last)
        none: tuple[Any, ...] = ()
        for raw, unit, started_on, name, sort_key in people:
            past = Past(
                grades.get(raw, none),
                titles.get(raw, none),
                registered.get(raw, none),
                started_on,
                self._disciplines.get(raw, none),
                self._initiatives.get(raw, none),
                self._holds.get(raw, none),
                self._proposed.get(raw, none),
            )
            yield Somebody(raw, name, sort_key, unit, past)

    def _grades(self, first: UUID, last: UUID) -> dict[Any, tuple[tuple[int, str], ...]]:
        holder, year = Evaluation.person_id, Evaluation.year
        query = (
            sa.select(_raw(holder), year, _raw(Evaluation.grade))
            .where(holder.between(first, last), year.between(*self._window))
            .order_by(holder, Evaluation.grade, year)
        )
        return _gathered(self._session, query)

    def _titles(self, first: UUID, last: UUID) -> dict[Any, tuple[tuple[str, int], ...]]:
        holder, year = AwardRecord.person_id, AwardRecord.year
        low, high = self._window
        query = (
            sa.select(_raw(holder), AwardRecord.award_code, year)
            .where(
                holder.between(first, last),
                # Named one by one: the titles of each lie together, in the order of their holders.
                year.in_(range(low, high + 1)),
                AwardRecord.cancelled_on.is_(None),
            )
            .order_by(year, holder, AwardRecord.award_code)
        )
        return _gathered(self._session, query)

    def _registered(self, first: UUID, last: UUID) -> dict[Any, tuple[int, ...]]:
        holder = Registration.person_id
        query = (
            sa.select(_raw(holder), _raw(Registration.campaign_id), Registration.registered_on)
            .where(holder.between(first, last))
            .order_by(holder)
        )
        found: dict[Any, set[int]] = defaultdict(set)
        low, high = self._window
        for raw, campaign, day in self._session.connection().execute(query):
            year = day.year if day else self._campaign_years.get(campaign)
            if year is not None and campaign in self._campaign_years and low <= year <= high:
                found[raw].add(year)
        return {raw: tuple(sorted(years)) for raw, years in found.items()}

    @property
    def _window(self) -> tuple[int, int]:
        return self._year - YEARS_BACK, self._year


def _raw(column: Any) -> sa.ColumnElement[Any]:
    """Return a column as the driver gives it: a million ids or terms are dear to build."""
    return sa.type_coerce(column, sa.String)


def _people(session: Session, year: int) -> list[tuple[Any, ...]]:
    """Return (id, unit, first day, name, sort key) by id, units and days held once for all."""
    recent = date(year - 3, 1, 1)
    query = sa.select(
        _raw(Person.id), _raw(Person.unit_id), Person.started_on, Person.full_name, Person.sort_key
    ).where(
        Person.archived_at.is_(None),
        sa.or_(Person.started_on.is_(None), Person.started_on <= date(year, 12, 31)),
    )
    units: dict[Any, Any] = {}
    found = []
    for raw, unit, started_on, name, sort_key in session.connection().execute(query):
        began = started_on if started_on is None or started_on >= recent else _LONG_AGO
        found.append((raw, units.setdefault(unit, unit), began, name, sort_key))
    found.sort(key=itemgetter(0))
    return found


def _gathered(session: Session, query: sa.Select[Any]) -> dict[Any, tuple[Any, ...]]:
    """Return pairs by the first of three columns; the same pairs are one object for all."""
    same: dict[Any, Any] = {}
    found: dict[Any, tuple[Any, ...]] = {}
    # Straight from the connection: a session wraps each of a million rows once more.
    for raw, one, other in session.connection().execute(query):
        pair = (one, other)
        pairs = (*found.get(raw, ()), pair)
        found[raw] = same.setdefault(pairs, pairs)
    return found


def _by_person(pairs: Iterator[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for raw, fact in pairs:
        found[raw].append(fact)
    return {raw: tuple(facts) for raw, facts in found.items()}


def _campaign_years(session: Session) -> Iterator[tuple[Any, int | None]]:
    own = registration_year(of_campaign_alone=True)
    query = sa.select(_raw(Campaign.id), own).where(Campaign.archived_at.is_(None))
    yield from session.connection().execute(query)


def _disciplines(session: Session) -> Iterator[tuple[Any, DisciplineFact]]:
    columns = (Discipline.level, Discipline.decided_on, Discipline.ended_on)
    query = sa.select(_raw(Discipline.person_id), *columns).order_by(Discipline.position)
    for raw, level, decided, ended in session.execute(query):
        yield raw, DisciplineFact(level=level, decided_on=decided, ended_on=ended)


def _holds(session: Session) -> Iterator[tuple[Any, HoldFact]]:
    query = sa.select(_raw(Hold.person_id), Hold.kind, Hold.since, Hold.ended_on)
    query = query.where(Hold.person_id.is_not(None)).order_by(Hold.position)
    for raw, kind, since, ended in session.execute(query):
        yield raw, HoldFact(kind=kind, since=since, ended_on=ended)


def _proposed(session: Session) -> Iterator[tuple[Any, tuple[str, int]]]:
    query = (
        sa.select(_raw(Nomination.person_id), Nomination.award_code, proposed_year())
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .where(Nomination.person_id.is_not(None), *is_live_nomination())
    )
    for raw, code, year in session.execute(query):
        if code and year is not None:
            yield raw, (code, year)
