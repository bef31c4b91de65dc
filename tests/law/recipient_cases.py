"""Recipients for the tables of cases: what is said of them, in years before the award."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.law.catalogue import Catalogue
from desktop.law.eligibility import Finding, Met, eligibility
from desktop.law.problems import Severity
from desktop.law.recipient_facts import (
    DisciplineFact,
    InitiativeFact,
    MemberFacts,
    RecipientFacts,
)
from desktop.law.terms import AwardType, DisciplineLevel, Grade, InitiativeLevel, RecipientKind

LAW = Catalogue.load()
CN, TT, HGD = RecipientKind
OLD, NEW, TWO_TIER, AMENDED = "R2003", "R2022", "R2025", "R2026"
YEARS = {OLD: 2023, NEW: 2024, TWO_TIER: 2025, AMENDED: 2026}
MET, NOT, OPEN, WORD = Met.MET, Met.NOT_MET, Met.UNDECIDED, Met.ATTEST
BLOCK, WARN, INFO = Severity.BLOCKING, Severity.WARNING, Severity.INFO
GRADES = {"xuat_sac": Grade.EXCELLENT, "tot": Grade.GOOD, "ht": Grade.DONE, "kht": Grade.NOT_DONE}
REPRIMAND, CAUTION = DisciplineLevel.REPRIMAND, DisciplineLevel.WARNING


def day_of(regime: str) -> date:
    """A day in November of the year that stands for a regime."""
    return date(YEARS[regime], 11, 1)


def person(regime: str, **said: Any) -> RecipientFacts:
    """A person in the year of a regime; years are written as how long ago they were."""
    year = YEARS[regime]
    known: dict[str, Any] = {
        "evaluations": {year - ago: GRADES[g] for ago, g in enumerate(said.pop("grades", ()))},
        "titles": frozenset((code, year - ago) for code, ago in said.pop("titles", ())),
        "proposed": frozenset((code, year - ago) for code, ago in said.pop("proposed", ())),
        "initiatives": tuple(
            InitiativeFact(level=level, year=None if ago is None else year - ago)
            for level, ago in said.pop("initiatives", ())
        ),
        "disciplines": tuple(
            DisciplineFact(level=level, decided_on=None if ago is None else date(year - ago, 5, 1))
            for level, ago in said.pop("disciplines", ())
        ),
    }
    if (registered := said.pop("registered", None)) is not None:
        known["registrations"] = {year: registered}
    if (members := said.pop("members", None)) is not None:
        known["members"] = {year: members}
    if (complete := said.pop("complete", None)) is not None:
        known["titles_complete_from"] = year - complete
    return RecipientFacts(**{"kind": CN, **known, **said})


BASE, PROVINCE, NATION = InitiativeLevel.BASE, InitiativeLevel.PROVINCE, InitiativeLevel.NATION


def run(code: str, *ago: int) -> list[tuple[str, int]]:
    """One title held in several years."""
    return [(code, years) for years in ago]


def group(**said: Any) -> MemberFacts:
    """Ten members, every fact known, unless said otherwise."""
    known: dict[str, Any] = {"headcount": 10, "titles_complete": True, "done": 10}
    known |= {"titled": {"LDTT": 0, "CSTDCS": 0}, "disciplined": {}}
    return MemberFacts(**{**known, **said})


def found(award: str, regime: str, code: str, facts: RecipientFacts) -> Finding:
    """What is found of one condition, at whatever depth it stands."""
    judged = eligibility(facts, award, YEARS[regime], day_of(regime), LAW, AwardType.MERIT)

    def walk(findings: tuple[Finding, ...]) -> list[Finding]:
        return [one for f in findings for one in (f, *walk(f.parts))]

    (one,) = [finding for finding in walk(judged.findings) if finding.code == code]
    return one
