"""Which of several bonuses is paid when one recipient gets several awards (catalogue B3, B4)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from desktop.law.bonus import BonusRules, held
from desktop.law.bonus_rows import ConcurrentCase, ConcurrentRule, Ladder, Pays
from desktop.law.rows import AwardNature
from desktop.vietnamese.labels import Labelled


class NotPaid(Labelled):
    """vì sao không chi: why a bonus is not paid beside another."""

    SAME_ACHIEVEMENT = "SAME_ACHIEVEMENT", "Cùng thời điểm, cùng thành tích: chỉ chi mức cao nhất"
    DIFFERENT_PERIODS = "DIFFERENT_PERIODS", "Cùng thời điểm: chỉ chi mức cao nhất"
    TITLE_AND_FORM = "TITLE_AND_FORM", "Vừa danh hiệu vừa hình thức: chỉ chi mức cao nhất"
    LADDER = "LADDER", "Đã tính ở danh hiệu cao hơn trong cùng năm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One award with its bonus.

    Attributes:
        key: by which the caller knows it.
        recipient: the same for all awards of one recipient.
        nature: title or form.
        amount: rounded bonus, đồng.
        decided_on: the time of the award.
        period: days of the achievement; two claims with the same rest on one achievement, and so
            do two with none.
        year: the achievement's year, by which annual titles are counted.
    """

    key: Hashable
    recipient: Hashable
    award: str
    nature: AwardNature
    amount: int
    decided_on: date
    period: tuple[date | None, date | None]
    year: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What becomes of a claim.

    Attributes:
        claim: the award.
        why_not: None when it is paid.
        rule: the row that keeps it from being paid.
        instead: the claim that is paid in its place.
    """

    claim: Claim
    why_not: NotPaid | None = None
    rule: ConcurrentRule | Ladder | None = None
    instead: Claim | None = None

    @property
    def paid(self) -> int:
        """What is paid, đồng."""
        return 0 if self.why_not else self.claim.amount


def payments(claims: Sequence[Claim], rules: BonusRules, regime: str) -> list[Payment]:
    """Return what is paid of the claims of any number of recipients, in the order given.

    Args:
        claims: awards decided, each with its own amount.
        rules: the rows.
        regime: code of the regime in force on the days of the decisions.
    """
    found: dict[Hashable, Payment] = {claim.key: Payment(claim) for claim in claims}
    for first, second in _of_one_recipient(claims):
        if verdict := _verdict(first, second, rules, regime):
            why, rule = verdict
            lower, higher = _in_order(first, second, rule)
            if found[lower.key].why_not is None:
                found[lower.key] = Payment(lower, why, rule, higher)
    return [found[claim.key] for claim in claims]


def _of_one_recipient(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    by_recipient: dict[Hashable, list[Claim]] = {}
    for claim in claims:
        by_recipient.setdefault(claim.recipient, []).append(claim)
    for own in by_recipient.values():
        yield from combinations(own, 2)


def _verdict(
    first: Claim, second: Claim, rules: BonusRules, regime: str
) -> tuple[NotPaid, ConcurrentRule | Ladder] | None:
    """Return why one of two claims is not paid, None where both are."""
    if ladder := _ladder(first, second, rules, regime):
        return (NotPaid.LADDER, ladder) if ladder.pays is Pays.HIGHEST else None
    if first.decided_on != second.decided_on:
        return None
    case = _case(first, second)
    rows = [row for row in rules.concurrent_rules if row.case is case]
    rule = held(rows, regime, first.decided_on)
    return (NotPaid(case.value), rule) if rule and rule.pays is Pays.HIGHEST else None


def _case(first: Claim, second: Claim) -> ConcurrentCase:
    if first.nature is not second.nature:
        return ConcurrentCase.TITLE_AND_FORM
    if first.period == second.period and first.year == second.year:
        return ConcurrentCase.SAME_ACHIEVEMENT
    return ConcurrentCase.DIFFERENT_PERIODS


def _ladder(first: Claim, second: Claim, rules: BonusRules, regime: str) -> Ladder | None:
    if first.year != second.year or first.award == second.award:
        return None
    pair = {first.award, second.award}
    rows = [row for row in rules.ladders if pair <= set(row.awards)]
    return held(rows, regime, max(first.decided_on, second.decided_on))


def _in_order(first: Claim, second: Claim, rule: ConcurrentRule | Ladder) -> tuple[Claim, Claim]:
    """Return the claim that is not paid, then the one that is; of equals the first is paid."""
    if isinstance(rule, Ladder):
        first_is_lower = rule.awards.index(first.award) < rule.awards.index(second.award)
    else:
        first_is_lower = first.amount < second.amount
    return (first, second) if first_is_lower else (second, first)
