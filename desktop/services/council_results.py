"""kết quả biểu quyết: what a session's votes come to by the rules of its day. Pure.

The percentage is always told; passed or not only where a threshold is known, and «chưa đối chiếu»
while nobody has read it in a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Presence, VoteMethod
from desktop.law.voting import Denominator, Quorum, VoteOutcome, VoteResult, quorum, tally
from desktop.services.council_drafts import CouncilSessionDraft, VoteLine
from desktop.services.council_tally import votes_of

_PASSED = {VoteOutcome.PASSED: True, VoteOutcome.NOT_PASSED: False}


@dataclass(frozen=True, slots=True)
class NominationOutcome:
    """What the vote on one nomination came to.

    Attributes:
        vote: the line it was counted from.
        result: percentage, threshold and outcome with their confidence.
    """

    vote: VoteLine
    result: VoteResult

    @property
    def nomination_id(self) -> UUID | None:
        """The nomination voted on; None for a line typed by hand."""
        return self.vote.nomination_id

    @property
    def passed(self) -> bool | None:
        """Whether it passed; None while it is not counted or no threshold is known."""
        return _PASSED.get(self.result.outcome)

    @property
    def is_counted(self) -> bool:
        """Whether every figure is there and they go together."""
        return self.vote.is_complete and self.result.percent is not None

    @property
    def percent(self) -> str:
        """«88,89%»; empty while it cannot be told."""
        return percent_words(self.result.percent)


@dataclass(frozen=True, slots=True)
class SessionCount:
    """A session counted.

    Attributes:
        quorum: who is there and how many are needed, by the strictest of the awards' rules.
        outcomes: one for each line of votes, in order.
        held_on: the day of the session, None while it has none.
    """

    quorum: Quorum
    outcomes: tuple[NominationOutcome, ...]
    held_on: date | None = None

    @property
    def has_quorum(self) -> bool:
        """Whether members came and none are known to be lacking."""
        return self.quorum.members > 0 and self.quorum.met is not False

    @property
    def denominator(self) -> Denominator:
        """What percentages are taken of; every member where nothing was voted on."""
        return self.outcomes[0].result.denominator if self.outcomes else Denominator.TOTAL


def count_session(draft: CouncilSessionDraft, law: Catalogue, today: date) -> SessionCount:
    """Return what a session's attendance and votes come to.

    Args:
        draft: as typed, saved or not.
        law: of this office.
        today: the day whose rules hold while the session has none.
    """
    on = draft.held_on or today
    members, present = len(draft.attendance), draft.taking_part
    written = sum(m.presence is Presence.WRITTEN for m in draft.attendance)
    # A gathered list has a thousand votes on a handful of awards.
    rules = {code: law.vote_rule(code, on) for code in {v.award_code for v in draft.votes} or {""}}
    outcomes = [
        NominationOutcome(v, tally(rules[v.award_code], members, present, votes_of(draft, v)))
        for v in draft.votes
    ]
    asked = [quorum(rule, members, present, written) for rule in rules.values()]
    strictest = max(asked, key=lambda q: q.needed or 0)
    return SessionCount(strictest, tuple(outcomes), draft.held_on)


def method_problems(draft: CouncilSessionDraft, law: Catalogue, today: date) -> Iterator[Problem]:
    """Yield once each award that asks for a secret ballot where there was none (§4.3)."""
    if draft.method is VoteMethod.SECRET_BALLOT:
        return
    for code in dict.fromkeys(vote.award_code for vote in draft.votes):
        rule = law.vote_rule(code, draft.held_on or today).method
        award = law.find_award(code)
        if award and rule and rule.method is VoteMethod.SECRET_BALLOT:
            yield Problem(
                "method",
                ProblemCode.BALLOTS_ASKED,
                Severity.BLOCKING if rule.verified else Severity.WARNING,
                {"award": award.name, "session": draft.title},
                citation=rule.citation,
                verified=rule.verified,
            )


def percent_words(percent: Decimal | None) -> str:
    """Return a percentage as papers write it: «88,89%», «100%»; empty for None."""
    if percent is None:
        return ""
    plain = f"{percent:f}"
    trimmed = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{trimmed.replace('.', ',')}%"
