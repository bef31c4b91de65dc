"""Members of a council whose lines other records hold on to: who was on a session's list stays.

A line taken out would leave the attendance of that session pointing nowhere. Whoever types or
pastes the same member again gets the line back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.models import CouncilMember, CouncilSession, SessionAttendance
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.text import fold

if TYPE_CHECKING:
    from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft


def is_same_member(one: Any, other: Any) -> bool:
    """Whether two lines, typed or saved, name the same member: by person, else name and post."""
    if one.person_id is not None and other.person_id is not None:
        return bool(one.person_id == other.person_id)
    return bool(one.full_name) and (
        (fold(one.full_name), fold(one.post)) == (fold(other.full_name), fold(other.post))
    )


def with_known_lines(session: Session, draft: CouncilTermDraft) -> CouncilTermDraft:
    """Return the draft with members typed again taking back the line they had."""
    query = sa.select(CouncilMember).where(CouncilMember.term_id == draft.id)
    kept = {line.id for line in draft.members}
    gone = [] if draft.id is None else session.scalars(query.order_by(CouncilMember.position)).all()
    free = [member for member in gone if member.id not in kept]
    return replace(draft, members=tuple(_known(line, free) for line in draft.members))


def _known(line: CouncilMemberLine, free: list[CouncilMember]) -> CouncilMemberLine:
    if line.id is not None:
        return line
    found = next((m for m in free if is_same_member(line, m) or _is_less_told(line, m)), None)
    if found is None:
        return line
    free.remove(found)
    return replace(line, id=found.id)


def _is_less_told(line: CouncilMemberLine, member: CouncilMember) -> bool:
    """Whether the name is the same and the post typed again is still missing."""
    return bool(line.full_name) and not line.post and fold(line.full_name) == fold(member.full_name)


def removed_problems(session: Session, draft: CouncilTermDraft) -> Iterator[Problem]:
    """Yield one problem naming who was taken out though on the list of a session, put away or not.

    One problem for all, as they have no line of their own any more to stand beside.
    """
    query = (
        sa.select(CouncilMember.full_name, sa.func.max(CouncilSession.held_on).label("day"))
        .join(SessionAttendance, SessionAttendance.member_id == CouncilMember.id)
        .join(CouncilSession, CouncilSession.id == SessionAttendance.session_id)
        .where(
            CouncilMember.term_id == draft.id,
            CouncilMember.id.not_in([line.id for line in draft.members if line.id]),
        )
        .group_by(CouncilMember.id, CouncilMember.full_name, CouncilMember.position)
        .order_by(CouncilMember.position)
    )
    told = [
        f"{name} (phiên họp {f'ngày {short_date(day)}' if day else 'chưa ghi ngày'})"
        for name, day in session.execute(query)
    ]
    if told:
        data: dict[str, object] = {"members": ", ".join(told)}
        yield Problem("members", ProblemCode.MEMBER_ATTENDED, data=data)
