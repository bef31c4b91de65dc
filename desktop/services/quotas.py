"""tỷ lệ khen thưởng of a dossier while its list is built: who is counted on, allowed and asked for.

Counted are the nominations of the dossier, those of this office's other dossiers still under way,
and the awards of the same year already decided; whoever stands in two of these counts once. The
rules and the arithmetic are the law's (``law/quotas.py``, ``law/shares.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.parameters import Parameter
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.quotas import QuotaLine, QuotaRule, QuotaScope, QuotaState, count
from desktop.law.shares import ShareLine
from desktop.models import Dossier, Nomination
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.quota_counts import Candidate, Counted, UnitCount, proposed
from desktop.services.shares import list_shares
from desktop.services.store import Store


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
    """Where a list stands.

    Attributes:
        year: the year the awards are asked for.
        groups: the quotas that concern it.
        shares: of direct workers and small collectives, where it names any people or collectives.
        small: how many people make a collective a small one.
    """

    year: int
    groups: tuple[QuotaGroup, ...]
    shares: tuple[ShareLine, ...] = ()
    small: Parameter | None = None


class QuotaService:
    """Reading where a dossier's list stands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def live(self, dossier_id: UUID) -> QuotaReport:
        """Return where the list of a dossier stands as saved now.

        Raises:
            NotFound: there is no such dossier.
        """
        today = self._store.today()
        with self._store.reading() as session:
            report = quota_report(session, dossier_id, today)
            law, on = law_of(session), _day_of(dossier_of(session, dossier_id), today)
            return replace(
                report,
                shares=list_shares(session, dossier_id, report.year, law, on),
                small=law.parameters.row("SMALL_HEADCOUNT", on),
            )


def quota_report(session: Session, dossier_id: UUID, today: date) -> QuotaReport:
    """Return where the list of a dossier stands to its quotas; without the shares.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier, law = dossier_of(session, dossier_id), law_of(session)
    if dossier.origin_office_id is not None:
        # The people of another office, and what they hold, are known there.
        return QuotaReport(_year_of((), dossier, today), ())
    here = proposed(session, Nomination.dossier_id == dossier_id, Dossier.archived_at.is_(None))
    year = _year_of(here, dossier, today)
    on = _day_of(dossier, today)
    rules = _rules(law, here, on)
    if not rules:
        return QuotaReport(year, ())
    counted = Counted(session, dossier_id, here, year, rules)
    others = [rule for rule in law.quotas_on(on) if rule.is_set]
    groups = (_group(law, rule, others, counted) for rule in rules)
    return QuotaReport(year, tuple(group for group in groups if group.entries))


def quota_problems(report: QuotaReport) -> Iterator[Problem]:
    """Yield a problem for each unit that asks for too many; blocking where that is certain."""
    for group in report.groups:
        for entry in group.entries:
            if not (entry.line.over and entry.here):
                continue
            yield _problem(group, entry, report.year)


def _problem(group: QuotaGroup, entry: QuotaEntry, year: int) -> Problem:
    line, rule = entry.line, group.rule
    data: dict[str, object] = {
        "award": group.award,
        "unit": line.name or "Toàn cơ quan",
        "asked": line.asked,
        "allowed": line.allowed,
        "base": line.base,
        "over": line.over,
        "base_award": group.base_award,
        "year": year,
    }
    return Problem(
        "nominations",
        ProblemCode.QUOTA_OVER if entry.base_known else ProblemCode.QUOTA_UNCOUNTED,
        Severity.BLOCKING if entry.is_certain else Severity.WARNING,
        data,
        citation=rule.citation,
        verified=rule.verified,
    )


def _year_of(here: Iterable[Candidate], dossier: Dossier, today: date) -> int:
    """Return the year most nominations ask for; else the letter's, else this one."""
    years = Counter(c.year for c in here if c.year is not None)
    if years:
        return years.most_common(1)[0][0]
    return (dossier.letter_date or today).year


def _day_of(dossier: Dossier, today: date) -> date:
    """Return the day whose rules a dossier follows (R2026, transition)."""
    return dossier.received_on or dossier.letter_date or today


def _rules(law: Catalogue, here: Sequence[Candidate], on: date) -> list[QuotaRule]:
    """Return the quotas that concern what the list asks for, on the award or on its base."""
    awards = {c.award for c in here}
    return [r for r in law.quotas_on(on) if r.award in awards or r.base_award in awards]


def _group(
    law: Catalogue, rule: QuotaRule, others: Sequence[QuotaRule], counted: Counted
) -> QuotaGroup:
    concerned = {
        key: unit
        for key, unit in counted.units.items()
        if rule.scope is QuotaScope.OFFICE or _concerns(rule, unit)
    }
    lists = [unit.as_list(key) for key, unit in concerned.items()]
    found = count(rule, lists, others)
    entries = [_entry(line, concerned) for line in found if line.asked or line.allowed]
    entries.sort(key=lambda e: (e.line.state is not QuotaState.OVER, e.line.name))
    award = law.award(rule.award)
    base = law.find_award(rule.base_award)
    return QuotaGroup(
        rule, award.name, award.short_name, base.short_name if base else "", tuple(entries)
    )


def _concerns(rule: QuotaRule, unit: UnitCount) -> bool:
    return unit.concerns(rule.award, rule.base_award)


def _entry(line: QuotaLine, units: Mapping[str, UnitCount]) -> QuotaEntry:
    own = units.get(line.unit)
    within = [own] if own is not None else list(units.values())
    here = sum(unit.here[line.rule.award] for unit in within)
    return QuotaEntry(line, here, bool(line.base))
