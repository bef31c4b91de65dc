"""phiên họp Hội đồng: attendance, votes and recusals of a council's meeting on one dossier.

The drafts stand in ``council_drafts.py``; what their numbers say tells ``council_tally.py``, who
may not vote ``council_recusals.py``, what they mean for the dossier ``council_check.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import (
    CouncilSession,
    CouncilTerm,
    Dossier,
    Nomination,
    SessionAttendance,
    SessionVote,
)
from desktop.overrides import override
from desktop.services.council_drafts import (
    VOTING,
    AttendanceLine,
    CouncilSessionDraft,
    VoteLine,
    is_about,
)
from desktop.services.council_recusals import missing_recusals, with_recusals
from desktop.services.council_tally import people_problems, tally_problems, time_problems
from desktop.services.council_terms import CouncilTermService
from desktop.services.moves import dossier_of
from desktop.services.records import RecordService
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date


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


class CouncilSessionService(RecordService[CouncilSession, CouncilSessionDraft, CouncilSessionRow]):
    """Use cases of the council's sessions."""

    subject = "council_sessions"
    model = CouncilSession
    draft_class = CouncilSessionDraft

    def __init__(self, store: Store, terms: CouncilTermService) -> None:
        super().__init__(store)
        self._terms = terms

    @override
    def list_rows(self) -> Sequence[CouncilSessionRow]:
        """Return all sessions, those without a day first, then the latest first."""
        with self._store.reading() as session:
            return [_row(found) for found in session.execute(_row_query())]

    @override
    def new_draft(self) -> CouncilSessionDraft:
        """Return an empty session of the council in office today, its members on the list."""
        today = self._store.today()
        draft = CouncilSessionDraft(held_on=today, term_id=self._terms.term_on(today))
        return self.fill_attendance(draft)

    def session_of(self, dossier_id: UUID) -> UUID | None:
        """Return the latest live session on a dossier, None where there is none."""
        query = (
            sa.select(CouncilSession.id)
            .where(CouncilSession.dossier_id == dossier_id, CouncilSession.archived_at.is_(None))
            .order_by(CouncilSession.held_on.desc().nulls_first())
        )
        with self._store.reading() as session:
            return session.scalars(query).first()

    def draft_for(self, dossier_id: UUID) -> CouncilSessionDraft:
        """Return a new session on a dossier: members, nominations and recusals filled in.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            title = f"Phiên họp xét: {dossier_of(session, dossier_id).title}"
        draft = replace(self.new_draft(), title=title, dossier_id=dossier_id)
        return self.fill_votes(draft)

    def fill_attendance(self, draft: CouncilSessionDraft) -> CouncilSessionDraft:
        """Return the draft with the members of its term on its day; lines already there stay.

        A member who left the council before the day goes from the list; somebody typed by hand
        stays on it.
        """
        if draft.term_id is None:
            return draft
        on = draft.held_on or self._store.today()
        seated = self._terms.open_draft(draft.term_id).members_on(on)
        kept: dict[UUID | None, AttendanceLine] = {
            line.member_id: line for line in draft.attendance if line.member_id
        }
        typed = [line for line in draft.attendance if line.member_id is None]
        found = [
            kept[m.id]
            if m.id in kept
            else AttendanceLine(member_id=m.id, full_name=m.full_name, post=m.post, duty=m.duty)
            for m in seated
        ]
        return replace(draft, attendance=(*found, *typed))

    def fill_votes(self, draft: CouncilSessionDraft) -> CouncilSessionDraft:
        """Return the draft with a line per live nomination of its dossier, and its recusals.

        Figures already typed stay; names and awards are as the dossier now writes them. A line
        whose nomination left the dossier goes where it has no figures.
        """
        if draft.dossier_id is None:
            return draft
        with self._store.reading() as session:
            found = _nominations(session, draft.dossier_id)
            kept = {vote.nomination_id: vote for vote in draft.votes if vote.nomination_id}
            fresh = [_vote(n, kept.pop(n.id, VoteLine())) for n in found]
            others = [v for v in draft.votes if v.nomination_id is None or v.nomination_id in kept]
            others = [v for v in others if not v.is_blank]
            return with_recusals(session, replace(draft, votes=(*fresh, *others)))

    def propose_recusals(self, draft: CouncilSessionDraft) -> CouncilSessionDraft:
        """Return the draft with the recusals to be expected added."""
        with self._store.reading() as session:
            return with_recusals(session, draft)

    @override
    def _title(self, record: CouncilSession) -> str:
        return record.title

    @override
    def _search_text(self, record: CouncilSession) -> str:
        names = " ".join(vote.recipient_name for vote in record.votes)
        return f"{record.title} {record.number} {names}"

    @override
    def _subtitle(self, session: Session, record: CouncilSession) -> str:
        return short_date(record.held_on) if record.held_on else ""

    @override
    def _problems(self, session: Session, draft: CouncilSessionDraft) -> list[Problem]:
        return [
            *time_problems(draft),
            *_term_problems(session, draft),
            *people_problems(draft),
            *tally_problems(draft),
            *_recusal_problems(session, draft),
        ]

    @override
    def _copy(self, session: Session, record: CouncilSession, draft: CouncilSessionDraft) -> None:
        # A recusal typed by name is tied to the nomination the name stands for.
        tied = tuple(
            replace(
                r,
                nomination_id=next((v.nomination_id for v in draft.votes if is_about(r, v)), None),
            )
            for r in draft.recusals
        )
        super()._copy(session, record, replace(draft, recusals=tied))


def _term_problems(session: Session, draft: CouncilSessionDraft) -> Iterator[Problem]:
    term = session.get(CouncilTerm, draft.term_id) if draft.term_id else None
    if term is None or draft.held_on is None:
        return
    starts, ends = term.starts_on or date.min, term.ends_on or date.max
    if not starts <= draft.held_on <= ends:
        data: dict[str, object] = {"day": short_date(draft.held_on), "term": term.name}
        yield Problem("held_on", ProblemCode.OUTSIDE_TERM, data=data)


def _recusal_problems(session: Session, draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield members who are put forward themselves for certain and are not recused."""
    for expected in missing_recusals(session, draft):
        if expected.certain:
            data: dict[str, object] = {"name": expected.line.full_name}
            code = ProblemCode.RECUSAL_EXPECTED
            yield Problem("recusals", code, Severity.WARNING, data)


def _nominations(session: Session, dossier_id: UUID) -> Sequence[Any]:
    query = (
        sa.select(Nomination.id, Nomination.recipient_name, Nomination.award_code)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    return session.execute(query).all()


def _vote(nomination: Any, known: VoteLine) -> VoteLine:
    return replace(
        known,
        nomination_id=nomination.id,
        recipient_name=nomination.recipient_name,
        award_code=nomination.award_code,
    )


def _row_query() -> sa.Select[Any]:
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


def _row(found: Any) -> CouncilSessionRow:
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
