"""Votes of a council: who must be there, how they vote, what counts as passed (catalogue §4.3).

Almost all of it was not read in a source: an unverified rule still counts, and what it says is
shown as such. Where local rules set no percentage there is nothing to pass or fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.reading import Json, by_regime
from desktop.law.rows import ByRegime
from desktop.law.terms import VoteMethod
from desktop.vietnamese.labels import Labelled


class Denominator(Labelled):
    """tỷ lệ phiếu tính trên số nào."""

    TOTAL = "TOTAL", "Tổng số thành viên Hội đồng"
    PRESENT = "PRESENT", "Số thành viên dự họp"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule(ByRegime):
    """Who must be there, and what a percentage counts on; no awards means all."""

    awards: frozenset[str]
    present: Fraction
    denominator: Denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRule(ByRegime):
    """How a council votes on an award."""

    awards: frozenset[str]
    method: VoteMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule(ByRegime):
    """The least percentage in favour; None where local rules set it and have not."""

    awards: frozenset[str]
    percent: Decimal | None


def concerns(row: QuorumRule | MethodRule | ThresholdRule, award: str) -> bool:
    """Whether a row speaks of an award; one that names none speaks of all."""
    return not row.awards or award in row.awards


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRule:
    """All that binds a vote on one award on a day; each part keeps its own confidence."""

    award: str
    quorum: QuorumRule | None
    method: MethodRule | None
    threshold: ThresholdRule | None

    @property
    def percent(self) -> Decimal | None:
        """The least percentage in favour, None where none is set."""
        return self.threshold.percent if self.threshold else None

    @property
    def denominator(self) -> Denominator:
        """What the percentage counts on; every member where no rule is known."""
        return self.quorum.denominator if self.quorum else Denominator.TOTAL

    @property
    def verified(self) -> bool:
        """Whether quorum and threshold were read in a source or by the office."""
        parts = (self.quorum, self.threshold)
        return all(part is not None and part.verified for part in parts)


@dataclass(frozen=True, slots=True)
class VoteRules:
    """Every row of ``vote_rules.json``."""

    quorums: tuple[QuorumRule, ...]
    methods: tuple[MethodRule, ...]
    thresholds: tuple[ThresholdRule, ...]

    @classmethod
    def read(cls, document: Json) -> VoteRules:
        """Return the rows of ``vote_rules.json``."""
        return cls(
            tuple(
                QuorumRule(
                    awards=frozenset(row["awards"]),
                    present=Fraction(row["present"]),
                    denominator=Denominator(row["denominator"]),
                    **by_regime(row),
                )
                for row in document["quorums"]
            ),
            tuple(
                MethodRule(
                    awards=frozenset(row["awards"]),
                    method=VoteMethod(row["method"]),
                    **by_regime(row),
                )
                for row in document["methods"]
            ),
            tuple(
                ThresholdRule(
                    awards=frozenset(row["awards"]),
                    percent=None if row["percent"] is None else Decimal(str(row["percent"])),
                    **by_regime(row),
                )
                for row in document["thresholds"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough members take part; ``needed`` is how many must, None where no rule is known.

    Attributes:
        present, written: members in the room, and absent ones who gave an opinion in writing.
        met: None where no rule is known.
    """

    members: int
    present: int
    written: int
    needed: int | None
    met: bool | None
    rule: QuorumRule | None


def quorum(rule: VoteRule, members: int, present: int, written: int = 0) -> Quorum:
    """Return whether a session may vote; those who only wrote are not in the room."""
    if rule.quorum is None:
        return Quorum(members, present, written, None, None, None)
    share = rule.quorum.present * members
    needed = -(-share.numerator // share.denominator)
    met = members > 0 and present >= needed
    return Quorum(members, present, written, needed, met, rule.quorum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """The count on one nomination; None is not entered yet.

    Attributes:
        issued, collected: ballots given out and given back, opinions in writing included.
        valid, in_favour, against: of those given back; the rest are set aside.
        recused: members who may not vote on this nomination.
    """

    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    in_favour: int | None = None
    against: int | None = None
    recused: int = 0


class VoteOutcome(Labelled):
    """kết quả biểu quyết."""

    PASSED = "PASSED", "Đạt"
    NOT_PASSED = "NOT_PASSED", "Không đạt"
    NO_RULE = "NO_RULE", "Chưa có quy định tỷ lệ"
    NOT_COUNTED = "NOT_COUNTED", "Chưa kiểm phiếu"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """What a vote came to.

    Attributes:
        of: the number the percentage counts on.
        percent: of those, in favour, rounded to two places; the outcome uses the exact share.
        threshold: the least percentage asked, None where none is set.
    """

    outcome: VoteOutcome
    in_favour: int | None
    of: int
    percent: Decimal | None
    threshold: Decimal | None
    denominator: Denominator
    verified: bool
    citation: str


def tally(rule: VoteRule, members: int, present: int, votes: Votes) -> VoteResult:
    """Return the result of a vote on one nomination; numbers that cannot be have none.

    A recused member neither votes nor counts among those the percentage is taken of.
    """
    whole = members if rule.denominator is Denominator.TOTAL else present
    of = max(0, whole - votes.recused)
    is_possible = all(p.severity is Severity.WARNING for p in vote_problems(whole, votes))
    share = None
    if votes.in_favour is not None and votes.in_favour >= 0 and of and is_possible:
        share = Fraction(votes.in_favour * 100, of)
    return VoteResult(
        outcome=_outcome(share, rule.percent),
        in_favour=votes.in_favour,
        of=of,
        percent=None if share is None else _two_places(share),
        threshold=rule.percent,
        denominator=rule.denominator,
        verified=rule.verified,
        citation=rule.threshold.citation if rule.threshold else "",
    )


def _outcome(share: Fraction | None, threshold: Decimal | None) -> VoteOutcome:
    if share is None:
        return VoteOutcome.NOT_COUNTED
    if threshold is None:
        return VoteOutcome.NO_RULE
    return VoteOutcome.PASSED if share >= Fraction(threshold) else VoteOutcome.NOT_PASSED


def _two_places(share: Fraction) -> Decimal:
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def vote_problems(members: int, votes: Votes) -> Iterator[Problem]:
    """Yield each pair of numbers that cannot both be right, in the order they are typed.

    Valid ballots neither for nor against only warn: blank ones belong to the invalid. ``members``
    are those who take part, the recused among them. A number not entered is no problem.
    """
    entitled = max(0, members - votes.recused)
    cast = None if votes.in_favour is None else votes.in_favour + (votes.against or 0)
    code, stop = ProblemCode, Severity.BLOCKING
    if _exceeds(votes.issued, entitled):
        over = (
            code.RECUSED_VOTED if not _exceeds(votes.issued, members) else code.ISSUED_OVER_MEMBERS
        )
        yield Problem("issued", over, stop, {"issued": votes.issued, "entitled": entitled})
    if _exceeds(votes.collected, votes.issued):
        data: dict[str, object] = {"collected": votes.collected, "issued": votes.issued}
        yield Problem("collected", code.COLLECTED_OVER_ISSUED, stop, data)
    if _exceeds(votes.valid, votes.collected):
        data = {"valid": votes.valid, "collected": votes.collected}
        yield Problem("valid", code.VALID_OVER_COLLECTED, stop, data)
    limit = next(
        (n for n in (votes.valid, votes.collected, votes.issued) if n is not None), entitled
    )
    if _exceeds(cast, limit):
        yield Problem("in_favour", code.VOTES_OVER_VALID, stop, {"votes": cast, "valid": limit})
    if votes.against is not None and _exceeds(votes.valid, cast):
        data = {"votes": cast, "valid": votes.valid}
        yield Problem("against", code.VOTES_UNDER_VALID, Severity.WARNING, data)


def _exceeds(number: int | None, limit: int | None) -> bool:
    return number is not None and limit is not None and number > limit
