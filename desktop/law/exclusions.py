"""What keeps a recipient from an award whatever the standard says (catalogue §2.3, X1 to X6).

A hold is not a refusal: the nomination waits until what is under way is concluded. What only may be
the same achievement warns, however certain the rule: the same months need not be the same deed.
What stands in other live dossiers is noted where the records are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop.law.catalogue import Catalogue
from desktop.law.facts import NominationFacts, PriorAward
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.rows import AwardKind, AwardNature, Row
from desktop.law.standing import RECORD
from desktop.law.terms import AwardType, Tier
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.labels import Labelled

_TIERS = list(Tier)  # declared from the commune upwards
_OUTSIDE_X5 = {
    AwardType.SUDDEN,
    AwardType.CONTRIBUTION,
    AwardType.SENIORITY,
    AwardType.FOREIGN,
}


class ClockBasis(Labelled):
    """mốc tính thời gian xét lần sau (X4)."""

    PERIOD = "PERIOD", "thời gian lập thành tích ghi trong quyết định trước"
    DECISION = "DECISION", "ngày quyết định trước"


@dataclass(frozen=True, slots=True)
class ClockStart:
    """The day after which achievements count for the next award, and why."""

    day: date
    basis: ClockBasis


def clock_start(prior: PriorAward) -> ClockStart | None:
    """Return where the clock of the next award starts (X4); None where neither day is known."""
    if prior.period_to is not None:
        return ClockStart(prior.period_to, ClockBasis.PERIOD)
    if prior.decided_on is not None:
        return ClockStart(prior.decided_on, ClockBasis.DECISION)
    return None


def exclusion_problems(
    nomination: NominationFacts, award: AwardKind, law: Catalogue, day: date, today: date
) -> Iterator[Problem]:
    """Yield every exclusion of one nomination.

    Args:
        nomination: who stands for what.
        award: the award, as the law names it.
        law: the law data.
        day: the day whose rules apply.
        today: the day on which a hold is open or not.
    """
    yield from _holds(nomination, law, day, today)
    for prior in nomination.prior_awards:
        yield from _prior(nomination, award, prior, law, day)


def _holds(
    nomination: NominationFacts, law: Catalogue, day: date, today: date
) -> Iterator[Problem]:
    """Yield what is under way against the recipient (X1), each once."""
    holds = nomination.recipient.holds if nomination.recipient else ()
    for hold in holds:
        if hold.is_open(today):
            data: dict[str, object] = {"hold": hold.kind.label.lower(), "since": hold.since}
            problem = _ruled(nomination, ProblemCode.ON_HOLD, law.principle("X1", day), data)
            yield replace(problem, field=f"{RECORD}holds")


def _prior(
    nomination: NominationFacts, award: AwardKind, prior: PriorAward, law: Catalogue, day: date
) -> Iterator[Problem]:
    """Yield how an award already held stands in the way."""
    held = law.find_award(prior.award_code)
    name = held.name if held else prior.award_code
    data: dict[str, object] = {"award": name, "decision": prior.decision, "year": prior.for_year}
    if prior.award_code == award.code and (rule := law.annual(award.code, day)):
        if _same_year(nomination, prior.for_year):
            yield _ruled(nomination, ProblemCode.ALREADY_HOLDS, rule, data)
    elif held is not None and _both_forms(award, held):
        yield from _form_problems(nomination, award, held, prior, law, day, data)
    if held is not None and _state_level_twice(nomination, award, held, prior, law, day):
        data = {**data, "other": award.name}
        yield _ruled(nomination, ProblemCode.STATE_LEVEL_TWICE, law.principle("X5", day), data)


def _form_problems(
    nomination: NominationFacts,
    award: AwardKind,
    held: AwardKind,
    prior: PriorAward,
    law: Catalogue,
    day: date,
    data: dict[str, object],
) -> Iterator[Problem]:
    """Yield where two forms may reward one achievement (X2, X3) or the clock runs later (X4)."""
    if _overlap(nomination, prior):
        same = held.code == award.code
        code = ProblemCode.ALREADY_HOLDS if same else ProblemCode.SAME_ACHIEVEMENT
        higher = _tier(award, law, day) > _tier(held, law, day)
        yield _warned(nomination, code, law.principle("X3" if higher else "X2", day), data)
    elif prior.period_to is None and held.code == award.code:
        start, begun = clock_start(prior), nomination.period_from
        if start is not None and begun is not None and begun <= start.day:
            data = {**data, "day": short_date(start.day), "basis": start.basis.label}
            yield _warned(nomination, ProblemCode.INTERVAL_OVERLAPS, law.principle("X4", day), data)


def _same_year(nomination: NominationFacts, year: int | None) -> bool:
    return nomination.period_to is not None and nomination.period_to.year == year


def _both_forms(one: AwardKind, other: AwardKind) -> bool:
    return one.nature is other.nature is AwardNature.COMMENDATION_FORM


def _overlap(nomination: NominationFacts, other: PriorAward) -> bool:
    """Whether the two achievement periods share a day; unknown ends share none."""
    if not (
        nomination.period_from and nomination.period_to and other.period_from and other.period_to
    ):
        return False
    return nomination.period_from <= other.period_to and other.period_from <= nomination.period_to


def _tier(award: AwardKind, law: Catalogue, day: date) -> int:
    """Return the rank of the highest tier that decides an award, -1 where none does."""
    return max(map(_TIERS.index, law.deciding_tiers(award.code, day)), default=-1)


def _state_level_twice(
    nomination: NominationFacts,
    award: AwardKind,
    held: AwardKind,
    prior: PriorAward,
    law: Catalogue,
    day: date,
) -> bool:
    """Whether two state-level awards fall in one year and neither is of an exempt type (X5)."""
    central = _TIERS.index(Tier.CENTRAL)
    exempt = nomination.award_type in _OUTSIDE_X5 or prior.award_type in _OUTSIDE_X5
    return (
        not exempt
        and _same_year(nomination, prior.for_year)
        and _tier(award, law, day) == _tier(held, law, day) == central
    )


def _ruled(
    nomination: NominationFacts, code: ProblemCode, rule: Row | None, data: dict[str, object]
) -> Problem:
    """Return a problem as severe as the row behind it is certain."""
    severity = Severity.BLOCKING if rule and rule.verified else Severity.WARNING
    return replace(_warned(nomination, code, rule, data), severity=severity)


def _warned(
    nomination: NominationFacts, code: ProblemCode, rule: Row | None, data: dict[str, object]
) -> Problem:
    """Return a warning with the article and the certainty of the row behind it."""
    citation, verified = (rule.citation, rule.verified) if rule else ("", False)
    named = {"name": nomination.name, **data}
    return Problem("award_code", code, Severity.WARNING, named, nomination.id, citation, verified)
