"""The minutes of a dossier's council sessions, as its package and folder of papers hold them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from desktop.documents.council_meeting import CouncilMeeting
from desktop.documents.council_minutes import council_minutes
from desktop.documents.paper import OfficialPaper
from desktop.models import CouncilSession
from desktop.services.council_check import draft_of
from desktop.services.council_paper_sources import meeting_of

MINUTES_STEM = "bien-ban-hop-hoi-dong"
LINES = (
    selectinload(CouncilSession.attendance),
    selectinload(CouncilSession.votes),
    selectinload(CouncilSession.recusals),
)


def council_papers_of(session: Session, dossier_id: UUID) -> list[tuple[str, OfficialPaper]]:
    """Return the minutes of each session on a dossier that voted, by file name, oldest first."""
    query = (
        sa.select(CouncilSession)
        .where(
            CouncilSession.dossier_id == dossier_id,
            CouncilSession.archived_at.is_(None),
            CouncilSession.held_on.is_not(None),
        )
        .options(*LINES)
        .order_by(CouncilSession.held_on, CouncilSession.sort_key)
    )
    found: list[tuple[str, OfficialPaper]] = []
    for record in session.scalars(query):
        assert record.held_on is not None  # asked for
        meeting = meeting_of(session, draft_of(record), record.held_on)
        if is_counted(meeting):
            number = f"-{len(found) + 1}" if found else ""
            found.append((f"{MINUTES_STEM}{number}", council_minutes(meeting)))
    return found


def is_counted(meeting: CouncilMeeting) -> bool:
    """Whether any ballots were counted."""
    return any(vote.collected is not None for vote in meeting.votes)
