"""Who may not vote on whom: members of the council that a dossier itself puts forward.

The same person's id tells it for certain; without ids, the same name and the same unit. The same
name where a unit is unknown is only proposed, for a person to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import RecipientKind
from desktop.models import CouncilMember, Nomination, Person, Unit
from desktop.services.council_drafts import CouncilSessionDraft, RecusalLine, VoteLine, is_about
from desktop.vietnamese.text import fold

_SAME_PERSON = "Là người được đề nghị khen thưởng"
_SAME_NAME = "Trùng họ tên với người được đề nghị, cần xác nhận"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a member or a nominee besides the name."""

    name: str
    person_id: UUID | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A recusal to be expected; not ``certain`` ones are proposed and never asked for."""

    line: RecusalLine
    certain: bool


def expected_recusals(session: Session, draft: CouncilSessionDraft) -> list[Expected]:
    """Return which voters of a session are put forward themselves, in the order of the votes."""
    members = _members(session, draft)
    nominees = _nominees(session, draft)
    found = []
    for vote in draft.votes:
        nominee = nominees.get(vote.nomination_id)
        if nominee is None:
            continue
        for member in members:
            certain = _is_same(member, nominee)
            if certain is not None:
                found.append(Expected(_line(member, vote, certain=certain), certain))
    return found


def with_recusals(session: Session, draft: CouncilSessionDraft) -> CouncilSessionDraft:
    """Return the draft with the recusals to be expected added to those already there."""
    new = [e.line for e in missing_recusals(session, draft)]
    return replace(draft, recusals=(*draft.recusals, *new))


def missing_recusals(session: Session, draft: CouncilSessionDraft) -> list[Expected]:
    """Return the recusals to be expected that the draft does not have."""
    return [e for e in expected_recusals(session, draft) if not _has(draft, e.line)]


def _has(draft: CouncilSessionDraft, wanted: RecusalLine) -> bool:
    vote = VoteLine(nomination_id=wanted.nomination_id, recipient_name=wanted.recipient_name)
    name = fold(wanted.full_name)
    return any(fold(r.full_name) == name and is_about(r, vote) for r in draft.recusals)


def _line(member: _Known, vote: VoteLine, *, certain: bool) -> RecusalLine:
    return RecusalLine(
        full_name=member.name,
        nomination_id=vote.nomination_id,
        recipient_name=vote.recipient_name,
        reason=_SAME_PERSON if certain else _SAME_NAME,
    )


def _is_same(member: _Known, nominee: _Known) -> bool | None:
    """Return True for certain, False for perhaps, None for somebody else."""
    if member.person_id is not None and nominee.person_id is not None:
        return True if member.person_id == nominee.person_id else None
    if fold(member.name) != fold(nominee.name):
        return None
    if not member.unit or not nominee.unit:
        return False
    return True if fold(member.unit) == fold(nominee.unit) else None


def _members(session: Session, draft: CouncilSessionDraft) -> list[_Known]:
    ids = [line.member_id for line in draft.attendance if line.member_id]
    query = (
        sa.select(CouncilMember.id, CouncilMember.person_id, Unit.name.label("unit"))
        .outerjoin(Person, Person.id == CouncilMember.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(CouncilMember.id.in_(ids))
    )
    known = {m.id: m for m in session.execute(query)}
    found = []
    for line in draft.attendance:
        member = known.get(line.member_id)
        found.append(
            _Known(line.full_name, member.person_id, member.unit or "")
            if member
            else _Known(line.full_name)
        )
    return found


def _nominees(session: Session, draft: CouncilSessionDraft) -> dict[UUID | None, _Known]:
    ids: Sequence[UUID] = [v.nomination_id for v in draft.votes if v.nomination_id]
    query = sa.select(
        Nomination.id, Nomination.recipient_name, Nomination.person_id, Nomination.recipient_unit
    ).where(Nomination.id.in_(ids), Nomination.recipient_kind == RecipientKind.INDIVIDUAL)
    return {
        n.id: _Known(n.recipient_name, n.person_id, n.recipient_unit)
        for n in session.execute(query)
    }
