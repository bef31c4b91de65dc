"""tỷ lệ khen thưởng of a dossier while its list is built: who is counted on, allowed and asked for.

Counted are the nominations of the dossier, those of this office's other dossiers still under way,
and the awards of the same year already decided; whoever stands in two of these counts once. The
rules and the arithmetic are the law's (``law/quotas.py``, ``law/shares.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.quotas import QuotaLine, QuotaRule, QuotaScope, QuotaState, UnitList, count
from desktop.law.terms import UnitKind
from desktop.models import AwardRecord, Dossier, Nomination, Person, Unit
from desktop.services.chunks import chunks
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.recipient_facts import is_live_nomination, proposed_year, title_year
from desktop.services.store import Store
from desktop.vietnamese.text import fold

_NO_UNIT = "Chưa ghi đơn vị"


@dataclass(frozen=True, slots=True)
class QuotaEntry:
    """One unit, or the office, under one rule.

    Attributes:
        line: what the law counts; ``asked`` holds other dossiers and the decided ones too.
        here: how many of those asked for stand in this dossier.
        base_known: whether anybody reaching the base is recorded; where nobody is, none may be
            recorded yet rather than none exist.
    """

    line: QuotaLine
    here: int
    base_known: bool

    @property
    def is_certain(self) -> bool:
        """Whether too many are asked for however the remainder is rounded, by a rule once read.

        The percentage may have been read, but what becomes of the remainder is left to local
        rules (catalogue §2.2), so it alone holds nobody back.
        """
        rule, line = self.line.rule, self.line
        if not rule.verified or not self.base_known or not line.over:
            return False
        if rule.percent is None:
            return True
        return line.asked * 100 - rule.percent * line.base >= 100  # more than the next whole one


@dataclass(frozen=True, slots=True)
class QuotaGroup:
    """One rule with its units.

    Attributes:
        award: name of the award limited.
        short: the same as lists write it.
        base_award: the award counted on, as lists write it; "" for everyone eligible.
    """

    rule: QuotaRule
    award: str
    short: str
    base_award: str
    entries: tuple[QuotaEntry, ...]

    @property
    def over(self) -> int:
        """How many too many are asked for, over all units."""
        return sum(entry.line.over for entry in self.entries)

    @property
    def asked(self) -> int:
        """How many are asked for, over all units."""
        return sum(entry.line.asked for entry in self.entries)


@dataclass(frozen=True, slots=True)
class QuotaReport:
    """Where a list stands to its quotas; ``year`` is the year the awards are asked for."""

    year: int
    groups: tuple[QuotaGroup, ...]


class QuotaService:
    """Reading where a dossier's list stands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def live(self, dossier_id: UUID) -> QuotaReport:
        """Return where the list of a dossier stands as saved now.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            return quota_report(session, dossier_id, self._store.today())


def quota_report(session: Session, dossier_id: UUID, today: date) -> QuotaReport:
    """Return where the list of a dossier stands.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier, law = dossier_of(session, dossier_id), law_of(session)
    if dossier.origin_office_id is not None:
        # The people of another office, and what they hold, are known there.
        return QuotaReport(_year_of((), dossier, today), ())
    here = _proposed(session, Nomination.dossier_id == dossier_id, Dossier.archived_at.is_(None))
    year = _year_of(here, dossier, today)
    rules = _rules(law, here, dossier.received_on or dossier.letter_date or today)
    if not rules:
        return QuotaReport(year, ())
    counted = _Counted(session, here, year, rules)
    others = [rule for rule in law.quotas_on(dossier.letter_date or today) if rule.is_set]
    groups = (_group(law, rule, others, counted) for rule in rules)
    return QuotaReport(year, tuple(groups))


def quota_problems(report: QuotaReport) -> Iterator[Problem]:
    """Yield a problem for each unit that asks for too many; blocking where that is certain."""
    for group in report.groups:
        for entry in group.entries:
            if not (entry.line.over and entry.here):
                continue
            data: dict[str, object] = {
                "award": group.award,
                "unit": entry.line.name or "Toàn cơ quan",
                "asked": entry.line.asked,
                "allowed": entry.line.allowed,
                "base": entry.line.base,
                "over": entry.line.over,
            }
            severity = Severity.BLOCKING if entry.is_certain else Severity.WARNING
            rule = group.rule
            yield Problem(
                "nominations",
                ProblemCode.QUOTA_OVER,
                severity,
                data,
                citation=rule.citation,
                verified=rule.verified,
            )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody proposed: ``key`` is the same wherever the same recipient stands."""

    key: object
    award: str
    unit_id: UUID | None
    unit_name: str
    year: int | None


def _proposed(session: Session, *where: sa.ColumnElement[bool]) -> list[_Candidate]:
    """Return live nominations with the unit each recipient belongs to today."""
    query = (
        sa.select(
            Nomination.person_id,
            Nomination.unit_id,
            Nomination.household_id,
            Nomination.recipient_name,
            Nomination.recipient_unit,
            Nomination.award_code,
            Person.unit_id.label("member_of"),
            proposed_year().label("year"),
        )
        .join(Dossier, Dossier.id == Nomination.dossier_id)
        .outerjoin(Person, Person.id == Nomination.person_id)
        .where(Nomination.archived_at.is_(None), Nomination.award_code != "", *where)
    )
    return [
        _Candidate(
            n.person_id
            or n.unit_id
            or n.household_id
            or (fold(n.recipient_name), fold(n.recipient_unit)),
            n.award_code,
            n.unit_id or n.member_of,
            n.recipient_unit,
            n.year,
        )
        for n in session.execute(query)
    ]


def _year_of(here: Iterable[_Candidate], dossier: Dossier, today: date) -> int:
    """Return the year most nominations ask for; else the letter's, else this one."""
    years = Counter(c.year for c in here if c.year is not None)
    if years:
        return years.most_common(1)[0][0]
    return (dossier.letter_date or today).year


def _rules(law: Catalogue, here: Sequence[_Candidate], on: date) -> list[QuotaRule]:
    """Return the quotas that concern what the list asks for, on the award or on its base."""
    awards = {c.award for c in here}
    return [r for r in law.quotas_on(on) if r.award in awards or r.base_award in awards]


@dataclass(slots=True)
class _Reached:
    """Who reaches and who asks for each award in one unit, as sets of keys."""

    name: str
    kind: UnitKind | None = None
    eligible: int = 0
    reaching: defaultdict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    asked: defaultdict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    here: Counter[str] = field(default_factory=Counter)

    def as_list(self, key: str) -> UnitList:
        return UnitList(
            unit=key,
            name=self.name,
            kind=self.kind,
            eligible=self.eligible,
            reaching={award: len(keys) for award, keys in self.reaching.items()},
            asked={award: len(keys) for award, keys in self.asked.items()},
        )


class _Counted:
    """Everybody who counts, by unit."""

    def __init__(
        self, session: Session, here: Sequence[_Candidate], year: int, rules: Sequence[QuotaRule]
    ) -> None:
        self._session, self._year = session, year
        self._awards = {a for rule in rules for a in (rule.award, rule.base_award) if a}
        self._whole_office = any(r.scope is QuotaScope.OFFICE and r.is_set for r in rules)
        self.units: dict[str, _Reached] = {}
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
            self.units[key] = _Reached(name, kind, headcount or 0)
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

    def _unit_of(self, candidate: _Candidate) -> _Reached:
        """Return the unit of a candidate; one in no list here is told apart by its written unit."""
        key = self._key_of_unit.get(candidate.unit_id) if candidate.unit_id else None
        if key is None:
            name = fold(candidate.unit_name)
            key = self._key_of_name.setdefault(name, f"name:{name}")
        return self.units.setdefault(key, _Reached(candidate.unit_name or _NO_UNIT))

    def _add_proposed(self, unit: _Reached, candidate: _Candidate) -> None:
        unit.asked[candidate.award].add(candidate.key)
        unit.reaching[candidate.award].add(candidate.key)

    def _add_other_dossiers(self) -> None:
        of_year = proposed_year() == self._year
        wanted = Nomination.award_code.in_(self._awards)
        for candidate in _proposed(self._session, *is_live_nomination(), of_year, wanted):
            known = candidate.unit_id in self._key_of_unit
            if known or fold(candidate.unit_name) in self._key_of_name:
                self._add_proposed(self._unit_of(candidate), candidate)

    def _add_decided(self) -> None:
        for some in chunks(list(self._key_of_unit)):
            query = (
                sa.select(Person.unit_id, AwardRecord.person_id, AwardRecord.award_code)
                .join(AwardRecord, AwardRecord.person_id == Person.id)
                .where(
                    Person.unit_id.in_(some),
                    title_year() == self._year,
                    AwardRecord.award_code.in_(self._awards),
                    AwardRecord.cancelled_on.is_(None),
                )
            )
            for unit_id, person_id, award in self._session.execute(query):
                assert unit_id is not None
                unit = self.units[self._key_of_unit[unit_id]]
                unit.asked[award].add(person_id)
                unit.reaching[award].add(person_id)


def _group(
    law: Catalogue, rule: QuotaRule, others: Sequence[QuotaRule], counted: _Counted
) -> QuotaGroup:
    concerned = {
        key: unit
        for key, unit in counted.units.items()
        if rule.scope is QuotaScope.OFFICE or _concerns(rule, unit)
    }
    lists = [unit.as_list(key) for key, unit in concerned.items()]
    entries = [_entry(line, concerned) for line in count(rule, lists, others)]
    entries.sort(key=lambda e: (e.line.state is not QuotaState.OVER, e.line.name))
    award = law.award(rule.award)
    base = law.find_award(rule.base_award)
    return QuotaGroup(
        rule, award.name, award.short_name, base.short_name if base else "", tuple(entries)
    )


def _concerns(rule: QuotaRule, unit: _Reached) -> bool:
    return bool(unit.asked[rule.award] or unit.reaching[rule.base_award])


def _entry(line: QuotaLine, units: Mapping[str, _Reached]) -> QuotaEntry:
    own = units.get(line.unit)
    within = [own] if own is not None else list(units.values())
    here = sum(unit.here[line.rule.award] for unit in within)
    return QuotaEntry(line, here, bool(line.base))
