"""Whether a recipient meets the standard of an award, and which awards are due.

Logic has more than two values: a record may prove a condition, disprove it, be missing, or a person
may have to say. Any one of several is met as soon as one is, whatever is unknown of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from desktop.law.catalogue import Catalogue
from desktop.law.conditions import (
    OUT_OF_REACH,
    WORD,
    Case,
    Condition,
    Group,
    Leaf,
    MissingFact,
    MissingField,
)
from desktop.law.problems import Severity
from desktop.law.recipient_facts import RecipientFacts
from desktop.law.rows import Confidence
from desktop.law.standards import Standard
from desktop.law.terms import AwardType
from desktop.vietnamese.labels import Labelled


class Met(Labelled):
    """kết quả xét một điều kiện hay cả tiêu chuẩn."""

    NOT_MET = "NOT_MET", "Không đạt"
    UNDECIDED = "UNDECIDED", "Chưa xét được"
    ATTEST = "ATTEST", "Cần người xác nhận"
    MET = "MET", "Đạt"


_RANK = {met: rank for rank, met in enumerate(Met)}
_HOPE = {Met.MET: 0, Met.ATTEST: 2, Met.UNDECIDED: 3, Met.NOT_MET: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of one condition.

    Attributes:
        code: the condition's permanent code.
        text: what it asks.
        outcome: what was found; of a group, of its parts together.
        missing: the facts not recorded; of a group where any one would do, those of the nearest.
        gap: how many facts are wanting; at least ``conditions.OUT_OF_REACH`` where none would help.
        by_word: whether a person's word decided it.
        parts: what was found of the parts of a group.
        citation, regime, confidence: those of the row it stands in.
        severity: how far it holds a nomination back.
    """

    code: str
    text: str
    outcome: Met
    regime: str
    confidence: Confidence
    severity: Severity
    missing: tuple[MissingFact, ...] = ()
    gap: int = 0
    by_word: bool = False
    parts: tuple[Finding, ...] = ()
    citation: str = ""
    row: str = ""
    advisory: bool = False

    @property
    def verified(self) -> bool:
        """Whether the row behind it was read in a source or by the office."""
        return self.confidence.is_verified

    def to_attest(self) -> Iterator[Finding]:
        """Yield the single conditions a person may still speak for."""
        if self.outcome not in {Met.ATTEST, Met.UNDECIDED}:
            return
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.to_attest()


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether the standard of an award is met; ``findings`` are in the order of the law.

    ``outcome`` is None where the law data says nothing on the award.
    """

    award: str
    year: int
    regime: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Met | None:
        """The least favourable of what was found; advice does not count."""
        counted = [finding.outcome for finding in self.findings if not finding.advisory]
        return min(counted, key=_RANK.__getitem__) if counted else None

    @property
    def verified(self) -> bool:
        """Whether every row behind it was read in a source or by the office."""
        return all(finding.verified for finding in self.findings if not finding.advisory)

    @property
    def wanting(self) -> tuple[Finding, ...]:
        """What is not met or cannot be decided."""
        wanted = {Met.NOT_MET, Met.UNDECIDED}
        return tuple(f for f in self.findings if f.outcome in wanted and not f.advisory)


@dataclass(frozen=True, slots=True)
class Due:
    """An award a recipient qualifies for by the records, or misses by one fact.

    ``wanting`` is the code of the condition that lacks the fact, "" where none does. The whole
    judgement is made when asked for: very many recipients are gone through to find a few.
    """

    award: str
    wanting: str
    case: Case
    day: date
    law: Catalogue = field(repr=False, compare=False)

    @property
    def eligibility(self) -> Eligibility:
        """The judgement on each condition."""
        case = self.case
        return eligibility(case.facts, self.award, case.year, self.day, self.law, case.award_type)

    @property
    def missing_one(self) -> Finding | None:
        """What was found of the one condition that lacks a fact."""
        found = (one for one in self.eligibility.findings if one.code == self.wanting)
        return next(found, None)


def eligibility(
    facts: RecipientFacts,
    award: str,
    year: int,
    day: date,
    law: Catalogue,
    award_type: AwardType | None = None,
) -> Eligibility:
    """Return whether a recipient meets the standard of an award of ``year``.

    ``day`` chooses the regime: the day the dossier was received (catalogue §1.1).
    """
    regime = law.regime_on(day)
    if regime is None:
        return Eligibility(award, year, "", ())
    rows = law.standards.in_force(regime.code, day, facts.kind).get(award, ())
    case = Case(facts, year, award_type)
    findings = (
        _finding(condition, case, row, regime.code) for row in rows for condition in row.conditions
    )
    return Eligibility(award, year, regime.code, tuple(findings))


def due_awards(facts: RecipientFacts, year: int, day: date, law: Catalogue) -> list[Due]:
    """Return which awards a recipient qualifies for by the records, or misses by exactly one fact.

    An award is due only where some record speaks for it; what a person must attest does not stand
    in its way. Awards held for the year are left out. About 10 µs for one recipient.
    """
    if (regime := law.regime_on(day)) is None:
        return []
    case = Case(facts, year, AwardType.MERIT)
    found = []
    for award, conditions in law.standards.provable(regime.code, day, facts.kind):
        if (award, year) not in facts.titles:
            wanting = _wanting(conditions, case)
            if wanting is not None:
                found.append(Due(award, wanting, case, day, law))
    return found


def _wanting(conditions: tuple[Condition, ...], case: Case) -> str | None:
    """Return the code of the only condition that lacks a fact, "" where none does.

    None where more than one fact is wanting, or where no record speaks for the recipient.
    """
    lacking, wanting, spoken = 0, "", False
    for condition in conditions:
        gap = condition.gap(case)
        if gap > 0:
            lacking += gap
            if lacking > 1:
                return None
            wanting = condition.code
        elif not spoken:
            spoken = condition.speaks(case)
    return wanting if spoken else None


def _finding(condition: Condition, case: Case, row: Standard, regime: str) -> Finding:
    """Return what is found of a condition and, in a group, of each of its parts."""
    if isinstance(condition, Group):
        parts = tuple(_finding(part, case, row, regime) for part in condition.parts)
        return _built(condition, _together(condition, parts), row, regime, parts)
    return _built(condition, _judged(condition, case), row, regime)


@dataclass(frozen=True, slots=True)
class _Judged:
    outcome: Met
    missing: tuple[MissingFact, ...] = ()
    gap: int = 0
    by_word: bool = False


def _judged(leaf: Leaf, case: Case) -> _Judged:
    """Return what the records, or else a person's word, say of a single condition."""
    gap = leaf.gap(case)
    if gap == 0:
        return _Judged(Met.MET)
    missing = leaf.missing(case)
    if gap != WORD and not missing:
        return _Judged(Met.NOT_MET, gap=gap)
    word = case.facts.attestations.get(leaf.code)
    if word is not None:
        return _Judged(Met.MET if word else Met.NOT_MET, gap=0 if word else 1, by_word=True)
    if gap == WORD:
        return _Judged(Met.ATTEST)
    return _Judged(Met.UNDECIDED, missing, gap)


def _hope(part: Finding) -> tuple[int, int]:
    """Rank the parts of which any one will do: one record wanting comes before a person's word."""
    near = part.outcome is Met.UNDECIDED and part.gap == 1
    return (1 if near else _HOPE[part.outcome]), part.gap


def _together(group: Group, parts: tuple[Finding, ...]) -> _Judged:
    """Return what the parts of a group say together."""
    if group.any_one:
        nearest = min(parts, key=_hope)
        return _Judged(nearest.outcome, nearest.missing, nearest.gap, nearest.by_word)
    worst = min((part.outcome for part in parts), key=_RANK.__getitem__)
    missing = tuple(fact for part in parts for fact in part.missing)
    gap = min(OUT_OF_REACH, sum(part.gap for part in parts))
    return _Judged(worst, missing, gap, any(part.by_word for part in parts))


def _built(
    condition: Condition,
    judged: _Judged,
    row: Standard,
    regime: str,
    parts: tuple[Finding, ...] = (),
) -> Finding:
    return Finding(
        code=condition.code,
        text=condition.text,
        outcome=judged.outcome,
        missing=judged.missing,
        gap=judged.gap,
        by_word=judged.by_word,
        parts=parts,
        citation=row.citation,
        regime=regime,
        confidence=row.confidence,
        severity=_severity(judged, row),
        row=row.id,
        advisory=row.advisory,
    )


def _severity(judged: _Judged, row: Standard) -> Severity:
    """Return how far a finding holds a nomination back: only certain law and facts block."""
    if judged.outcome is Met.MET or row.advisory:
        return Severity.INFO
    if judged.outcome is Met.NOT_MET:
        return Severity.BLOCKING if row.verified else Severity.WARNING
    awaited = judged.missing and all(
        fact.field is MissingField.TITLE_PROPOSED for fact in judged.missing
    )
    return Severity.WARNING if row.verified and not awaited else Severity.INFO
