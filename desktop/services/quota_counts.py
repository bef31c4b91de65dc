"""Who counts for the quotas of a list, unit by unit: proposed here, elsewhere, and decided.

Everybody is a member of a set, so that whoever stands in two dossiers, or holds a title already,
counts once. People in no list here are told apart by the name and unit written for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.quotas import QuotaRule, QuotaScope, UnitList
from desktop.law.terms import UnitKind
from desktop.models import AwardRecord, Dossier, Nomination, Person, Unit
from desktop.services.chunks import chunks
from desktop.services.recipient_facts import is_live_nomination, proposed_year
from desktop.vietnamese.text import fold

_NO_UNIT = "Chưa ghi đơn vị"
_EVERYBODY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody proposed: ``key`` is the same wherever the same recipient stands."""

    key: object
    award: str
    unit_id: UUID | None
    unit_name: str
    year: int | None


def proposed(session: Session, *where: sa.ColumnElement[bool]) -> list[Candidate]:
    """Return live nominations with the unit each recipient belongs to today."""
    query = (
        sa.select(
            Nomination.person_id,
            Nomination.unit_id,
            Nomination.household_id,
            Nomination.recipient_name,
            Nomination.recipient_unit,
            Nomination.proposed_by,
            Nomination.award_code,
            Person.unit_id.label("member_of"),
            proposed_year().label("year"),
        )
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .outerjoin(Person, Person.id == Nomination.person_id)
        .where(Nomination.archived_at.is_(None), Nomination.award_code != "", *where)
    )
    return [
        Candidate(
            n.person_id
            or n.unit_id
            or n.household_id
            or (fold(n.recipient_name), fold(n.recipient_unit), fold(n.proposed_by)),
            n.award_code,
            n.unit_id or n.member_of,
            # Of two communes' schools of one name each is counted by itself.
            " – ".join(filter(None, (n.recipient_unit, n.proposed_by))),
            n.year,
        )
        for n in session.execute(query)
    ]


@dataclass(slots=True)
class UnitCount:
    """Who reaches and who asks for each award in one unit.

    Attributes:
        reaching, asked: those proposed, as sets of keys by award.
        decided: how many more hold the award for the year already, by award.
    """

    name: str
    kind: UnitKind | None = None
    eligible: int = 0
    reaching: defaultdict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    asked: defaultdict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    here: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)

    def concerns(self, award: str, base_award: str) -> bool:
        """Whether anybody here asks for an award, or reaches the one it is counted from."""
        asked = self.asked.get(award) or self.decided[award]
        return bool(asked or self.reaching.get(base_award) or self.decided[base_award])

    def _with_decided(self, proposed: Mapping[str, set[object]]) -> dict[str, int]:
        total = Counter({award: len(keys) for award, keys in proposed.items()})
        return dict(total + self.decided)

    def as_list(self, key: str) -> UnitList:
        """Return the counts as the law takes them."""
        return UnitList(
            unit=key,
            name=self.name,
            kind=self.kind,
            eligible=self.eligible,
            reaching=self._with_decided(self.reaching),
            asked=self._with_decided(self.asked),
        )


class Counted:
    """Everybody who counts, by unit."""

    def __init__(
        self,
        session: Session,
        dossier_id: UUID,
        here: Sequence[Candidate],
        year: int,
        rules: Sequence[QuotaRule],
    ) -> None:
        self._session, self._dossier_id, self._year = session, dossier_id, year
        self._awards = {a for rule in rules for a in (rule.award, rule.base_award) if a}
        self._whole_office = any(r.scope is QuotaScope.OFFICE and r.is_set for r in rules)
        self.units: dict[str, UnitCount] = {}
        self._key_of_unit: dict[UUID, str] = {}
        self._key_of_name: dict[str, str] = {}
        self._know_units({c.unit_id for c in here if c.unit_id is not None})
        for candidate in here:
            unit = self._unit_of(candidate)
            self._add_proposed(unit, candidate)
            unit.here[candidate.award] += 1
        self._add_other_dossiers()
        self._add_decided()

    def _know_units(self, ids: Iterable[UUID]) -> None:
        query = sa.select(Unit.id, Unit.name, Unit.kind, Unit.headcount)
        if not self._whole_office:
            query = query.where(Unit.id.in_(list(ids)))
        for unit_id, name, kind, headcount in self._session.execute(query):
            key = str(unit_id)
            self.units[key] = UnitCount(name, kind, headcount or 0)
            self._key_of_unit[unit_id] = self._key_of_name[fold(name)] = key
        self._add_entered()

    def _add_entered(self) -> None:
        """Count on as many as are entered where a unit says fewer, or nothing."""
        for some in chunks(list(self._key_of_unit)):
            query = (
                sa.select(Person.unit_id, sa.func.count())
                .where(Person.unit_id.in_(some), Person.archived_at.is_(None))
                .group_by(Person.unit_id)
            )
            for unit_id, number in self._session.execute(query):
                assert unit_id is not None
                unit = self.units[self._key_of_unit[unit_id]]
                unit.eligible = max(unit.eligible, number)

    def _unit_of(self, candidate: Candidate) -> UnitCount:
        """Return the unit of a candidate; one in no list here is told apart by its written unit."""
        key = self._key_of_unit.get(candidate.unit_id) if candidate.unit_id else None
        if key is None:
            name = fold(candidate.unit_name)
            key = self._key_of_name.setdefault(name, f"name:{name}")
        return self.units.setdefault(key, UnitCount(candidate.unit_name or _NO_UNIT))

    def _add_proposed(self, unit: UnitCount, candidate: Candidate) -> None:
        unit.asked[candidate.award].add(candidate.key)
        unit.reaching[candidate.award].add(candidate.key)

    def _add_other_dossiers(self) -> None:
        of_year = proposed_year() == self._year
        wanted = Nomination.award_code.in_(self._awards)
        # Those of this dossier are counted, of whatever year they are.
        elsewhere = Nomination.dossier_id != self._dossier_id
        others = proposed(self._session, *is_live_nomination(), of_year, wanted, elsewhere)
        for candidate in others:
            known = candidate.unit_id in self._key_of_unit
            if known or fold(candidate.unit_name) in self._key_of_name:
                self._add_proposed(self._unit_of(candidate), candidate)

    def _add_decided(self) -> None:
        """Count who holds the titles already, those proposed too but once."""
        for some in chunks(list(self._key_of_unit)):
            for holding, code, number in self._session.execute(self._titled(some)):
                if code in self._awards:
                    self.units[self._key_of_unit[holding]].decided[code] += number
        both = {key for u in self.units.values() for keys in u.asked.values() for key in keys}
        for few in chunks([key for key in both if isinstance(key, UUID)]):
            for holding, code, person_id in self._session.execute(self._held(few)):
                key = self._key_of_unit.get(holding, "") if holding else ""
                unit = self.units.get(key)
                if unit is not None and person_id in unit.asked.get(code, ()):
                    unit.decided[code] -= 1

    def _titled(self, units: Sequence[UUID]) -> sa.Select[Any, str, int]:
        """Return how many members hold each title of the year, as (unit, award, number).

        In order of their ids, so that the titles of the year are read once from their start however
        many members there are. The limit is what makes a database keep to that order, the outer
        join what makes it begin with the members; awards nobody asks about are few and left to the
        caller, for a condition on them would be looked up for each member.
        """
        members = sa.select(Person.id, Person.unit_id).where(Person.unit_id.in_(units))
        member = members.order_by(Person.id).limit(_EVERYBODY).subquery()
        people = sa.func.count(sa.distinct(AwardRecord.person_id))
        return (
            sa.select(member.c.unit_id, AwardRecord.award_code, people)
            .outerjoin(AwardRecord, sa.and_(AwardRecord.person_id == member.c.id, *self._of_year))
            .group_by(member.c.unit_id, AwardRecord.award_code)
        )

    def _held(self, people: Sequence[UUID]) -> sa.Select[UUID | None, str, UUID | None]:
        """Return which titles of the year some people hold, as (unit, award, person)."""
        columns = (Person.unit_id, AwardRecord.award_code, AwardRecord.person_id)
        return (
            sa.select(*columns)
            .distinct()
            .join(Person, Person.id == AwardRecord.person_id)
            .where(
                AwardRecord.person_id.in_(people),
                AwardRecord.award_code.in_(self._awards),
                *self._of_year,
            )
        )

    @property
    def _of_year(self) -> tuple[sa.ColumnElement[bool], ...]:
        return AwardRecord.year == self._year, AwardRecord.cancelled_on.is_(None)
