"""The table line of a council session: who came and how far its votes are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from desktop.models import CouncilSession, CouncilTerm, Dossier, SessionAttendance, SessionVote
from desktop.services.council_drafts import VOTING


@dataclass(frozen=True, slots=True)
class CouncilSessionRow:
    """One line of the table of sessions.

    Attributes:
        voters: members present or with a written opinion; ``members`` are all on the list.
        voted: nominations whose figures are complete, of ``votes``.
    """

    id: UUID
    title: str
    council: str
    dossier: str
    dossier_id: UUID | None
    held_on: date | None
    members: int
    voters: int
    votes: int
    voted: int
    archived: bool
    search_key: str
    sort_key: str


def row_query() -> sa.Select[Any]:
    """Return the query whose results ``row_of`` turns into rows, the latest session first."""
    members = (
        sa.select(
            SessionAttendance.session_id,
            sa.func.count().label("members"),
            sa.func.sum(sa.case((SessionAttendance.presence.in_(VOTING), 1), else_=0)).label(
                "voters"
            ),
        )
        .group_by(SessionAttendance.session_id)
        .subquery()
    )
    figures = (
        SessionVote.issued,
        SessionVote.collected,
        SessionVote.valid,
        SessionVote.in_favour,
        SessionVote.against,
    )
    complete = sa.and_(*(figure.is_not(None) for figure in figures))
    votes = (
        sa.select(
            SessionVote.session_id,
            sa.func.count().label("votes"),
            sa.func.sum(sa.case((complete, 1), else_=0)).label("voted"),
        )
        .group_by(SessionVote.session_id)
        .subquery()
    )
    return (
        sa.select(
            CouncilSession,
            CouncilTerm.name.label("council"),
            Dossier.title.label("dossier"),
            members.c.members,
            members.c.voters,
            votes.c.votes,
            votes.c.voted,
        )
        .join(CouncilTerm, CouncilTerm.id == CouncilSession.term_id)
        .outerjoin(Dossier, Dossier.id == CouncilSession.dossier_id)
        .outerjoin(members, members.c.session_id == CouncilSession.id)
        .outerjoin(votes, votes.c.session_id == CouncilSession.id)
        .order_by(CouncilSession.held_on.desc().nulls_first(), CouncilSession.sort_key)
    )


def row_of(found: Any) -> CouncilSessionRow:
    """Return one result of ``row_query`` as a row."""
    held = found.CouncilSession
    return CouncilSessionRow(
        held.id,
        held.title,
        found.council,
        found.dossier or "",
        held.dossier_id,
        held.held_on,
        found.members or 0,
        found.voters or 0,
        found.votes or 0,
        found.voted or 0,
        held.archived_at is not None,
        held.search_key,
        held.sort_key,
    )
