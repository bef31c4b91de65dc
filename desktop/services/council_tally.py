"""kiểm phiếu: a session's figures beside the cells they are typed in, and its lists. Pure.

Which figures cannot be is the law's to say (``law/voting.py``); here stand doubles, recusals of
nobody and times nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.law.problems import Problem, ProblemCode
from desktop.law.voting import Votes, vote_problems
from desktop.services.council_drafts import CouncilSessionDraft, VoteLine
from desktop.vietnamese.text import fold
from desktop.vietnamese.times import parse_time


def votes_of(draft: CouncilSessionDraft, vote: VoteLine) -> Votes:
    """Return a line's figures as the law counts them, the recused among the voters."""
    return Votes(
        issued=vote.issued,
        collected=vote.collected,
        valid=vote.valid,
        in_favour=vote.in_favour,
        against=vote.against,
        recused=len(draft.recused_from(vote)),
    )


def tally_problems(draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield the numbers that cannot be, each beside its cell; a missing number is no problem."""
    voters = len(draft.voters)
    for place, vote in enumerate(draft.votes):
        for found in vote_problems(voters, votes_of(draft, vote)):
            named: dict[str, object] = {"name": vote.recipient_name, **found.data}
            yield replace(found, field=f"votes[{place}].{found.field}", data=named)
    yield from _doubles(draft.votes)


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
