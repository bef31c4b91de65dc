"""kiểm phiếu: what a session's numbers say and which of them cannot be. Pure.

A ballot is issued to a member who may vote, comes back, counts or not, and is for or against: each
figure is at most the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.services.council_drafts import CouncilSessionDraft, VoteLine
from desktop.vietnamese.text import fold
from desktop.vietnamese.times import parse_time


def tally_problems(draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield the numbers that cannot be, each beside its cell; a missing number is no problem."""
    for place, vote in enumerate(draft.votes):
        for field, code, severity, data in _vote_problems(draft, vote):
            named: dict[str, object] = {"name": vote.recipient_name, **data}
            yield Problem(f"votes[{place}].{field}", code, severity, named)
    yield from _doubles(draft.votes)


def _vote_problems(
    draft: CouncilSessionDraft, vote: VoteLine
) -> Iterator[tuple[str, ProblemCode, Severity, dict[str, object]]]:
    entitled = draft.entitled_to(vote)
    issued, collected, valid = vote.issued, vote.collected, vote.valid
    stop = Severity.BLOCKING
    if issued is not None and issued > entitled:
        among_voters = issued <= len(draft.voters)
        code = ProblemCode.RECUSED_VOTED if among_voters else ProblemCode.ISSUED_OVER_MEMBERS
        yield "issued", code, stop, {"issued": issued, "entitled": entitled}
    if issued is not None and collected is not None and collected > issued:
        code = ProblemCode.COLLECTED_OVER_ISSUED
        yield "collected", code, stop, {"issued": issued, "collected": collected}
    if collected is not None and valid is not None and valid > collected:
        code = ProblemCode.VALID_OVER_COLLECTED
        yield "valid", code, stop, {"valid": valid, "collected": collected}
    cast = (vote.in_favour or 0) + (vote.against or 0)
    if valid is not None and cast > valid:
        field = "against" if (vote.in_favour or 0) <= valid else "in_favour"
        yield field, ProblemCode.VOTES_OVER_VALID, stop, {"votes": cast, "valid": valid}
    elif valid is not None and vote.is_complete and cast < valid:
        # Blank ballots count among the invalid ones, so a valid ballot is for or against.
        code = ProblemCode.VOTES_UNDER_VALID
        yield "against", code, Severity.WARNING, {"votes": cast, "valid": valid}


def _doubles(votes: Sequence[VoteLine]) -> Iterator[Problem]:
    seen: set[object] = set()
    for place, vote in enumerate(votes):
        key: object = vote.nomination_id or (fold(vote.recipient_name), vote.award_code)
        if key in seen:
            data: dict[str, object] = {"name": vote.recipient_name}
            yield Problem(f"votes[{place}].recipient_name", ProblemCode.VOTE_TWICE, data=data)
        seen.add(key)


def people_problems(draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield members listed twice and recusals of nobody or about nobody."""
    seen: set[object] = set()
    for place, member in enumerate(draft.attendance):
        key: object = member.member_id or (fold(member.full_name), fold(member.post))
        if key in seen:
            data: dict[str, object] = {"name": member.full_name}
            yield Problem(f"attendance[{place}].full_name", ProblemCode.MEMBER_TWICE, data=data)
        seen.add(key)
    members = {fold(member.full_name) for member in draft.attendance}
    nominees = {fold(vote.recipient_name) for vote in draft.votes}
    for place, recusal in enumerate(draft.recusals):
        for field, known, called in (
            ("full_name", members, "danh sách điểm danh"),
            ("recipient_name", nominees, "danh sách kiểm phiếu"),
        ):
            name = getattr(recusal, field)
            if name and fold(name) not in known:
                data = {"name": name, "list": called}
                yield Problem(f"recusals[{place}].{field}", ProblemCode.RECUSAL_UNKNOWN, data=data)


def time_problems(draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield times nobody can read, and an end before the beginning."""
    times = {}
    for field, label in (("starts_at", "Giờ bắt đầu"), ("ends_at", "Giờ kết thúc")):
        typed = getattr(draft, field)
        times[field] = parse_time(typed)
        if typed and times[field] is None:
            yield Problem(field, ProblemCode.NOT_A_TIME, data={"label": label})
    start, end = times["starts_at"], times["ends_at"]
    if start and end and end < start:
        data: dict[str, object] = {"label": "Giờ kết thúc", "before": "giờ bắt đầu"}
        yield Problem("ends_at", ProblemCode.DATE_ORDER, data=data)


def all_agree(draft: CouncilSessionDraft) -> CouncilSessionDraft:
    """Return the draft with every line without figures filled: all who may vote agree."""
    return replace(draft, votes=tuple(_agreed(draft, vote) for vote in draft.votes))


def _agreed(draft: CouncilSessionDraft, vote: VoteLine) -> VoteLine:
    if not vote.is_blank:
        return vote
    count = draft.entitled_to(vote)
    return replace(vote, issued=count, collected=count, valid=count, in_favour=count, against=0)
