"""phiên họp Hội đồng: attendance, votes and recusals of a council's meeting on one dossier.

The drafts stand in ``council_drafts.py``; what their numbers say tells ``council_tally.py``, who
may not vote ``council_recusals.py``, what they mean for the dossier ``council_check.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import (
    CouncilSession,
    CouncilTerm,
    Dossier,
    Nomination,
)
from desktop.overrides import override
from desktop.services.council_drafts import (
    AttendanceLine,
    CouncilSessionDraft,
    VoteLine,
    is_about,
)
from desktop.services.council_recusals import missing_recusals, with_recusals
from desktop.services.council_results import (
    NominationOutcome,
    SessionCount,
    count_session,
    method_problems,
)
from desktop.services.council_session_rows import CouncilSessionRow, row_of, row_query
from desktop.services.council_tally import people_problems, tally_problems, time_problems
from desktop.services.council_terms import CouncilTermService
from desktop.services.fields import specs_of
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of, is_frozen
from desktop.services.paper_words import area_of
from desktop.services.records import RecordService
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.text import fold

_FAR_AHEAD = timedelta(days=366)
_STILL_VOTED_ON = {DossierState.RECEIVED, DossierState.APPRAISED}


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
            return [row_of(found) for found in session.execute(row_query())]

    @override
    def new_draft(self) -> CouncilSessionDraft:
        """Return an empty session of the council in office today, its members on the list."""
        today = self._store.today()
        draft = CouncilSessionDraft(held_on=today, term_id=self._terms.term_on(today))
        return self.fill_attendance(draft)

    def outcomes(self, session_id: UUID) -> tuple[NominationOutcome, ...]:
        """Return what each vote of a session came to, by the rules of its day.

        Raises:
            NotFound: there is no such session.
        """
        return self.count(session_id).outcomes

    def count(self, session_id: UUID) -> SessionCount:
        """Return a session counted: quorum and outcomes.

        Raises:
            NotFound: there is no such session.
        """
        with self._store.reading() as session:
            draft = self._to_draft(self._get(session, session_id))
            return count_session(draft, law_of(session), self._store.today())

    def counting(self) -> Callable[[CouncilSessionDraft], SessionCount]:
        """Return what counts a draft while it is typed, without asking the database again."""
        with self._store.reading() as session:
            law, today = law_of(session), self._store.today()
        return lambda draft: count_session(draft, law, today)

    def settled(self, draft: CouncilSessionDraft) -> str:
        """Return the state of the dossier that no longer lets its session change, "" else."""
        with self._store.reading() as session:
            state = _settled_state(session, draft.dossier_id)
            return state.label if state else ""

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
        whose nomination left the dossier goes where it has no figures. Of namesakes gathered from
        several offices the note says which office each is from.
        """
        if draft.dossier_id is None:
            return draft
        with self._store.reading() as session:
            found = _nominations(session, draft.dossier_id)
            kept = {vote.nomination_id: vote for vote in draft.votes if vote.nomination_id}
            seen = Counter(fold(n.recipient_name) for n in found)
            fresh = [
                _vote(n, kept.pop(n.id, VoteLine()), is_one_of=seen[fold(n.recipient_name)] > 1)
                for n in found
            ]
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
            *_archived_problems(session, draft),
            *_day_problems(draft, self._store.today()),
            *_term_problems(session, draft),
            *people_problems(draft),
            *tally_problems(draft),
            *method_problems(draft, law_of(session), self._store.today()),
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
        for dossier_id in {record.dossier_id, draft.dossier_id}:
            state = _settled_state(session, dossier_id)
            if state is not None:
                raise MoveRefused(MoveRefused.Code.FROZEN, state=state.value)
        super()._copy(session, record, replace(draft, recusals=tied))


def _settled_state(session: Session, dossier_id: UUID | None) -> DossierState | None:
    """Return the state of a dossier whose minutes are past changing, None while they are not.

    This office's own dossier stands as its minutes say from the day it is ready; one that came
    here may be voted on until it is answered.
    """
    dossier = session.get(Dossier, dossier_id) if dossier_id else None
    if dossier is None:
        return None
    if dossier.origin_office_id is None:
        return dossier.state if is_frozen(dossier) else None
    return None if dossier.state in _STILL_VOTED_ON else dossier.state


def _archived_problems(session: Session, draft: CouncilSessionDraft) -> Iterator[Problem]:
    """Yield a dossier or council that was put away; a session that had it already may keep it."""
    columns = sa.select(CouncilSession.term_id, CouncilSession.dossier_id)
    saved = session.execute(columns.where(CouncilSession.id == draft.id)).one_or_none()
    for name, model in (("term_id", CouncilTerm), ("dossier_id", Dossier)):
        record_id = getattr(draft, name)
        record = session.get(model, record_id) if record_id else None
        if record is not None and record.archived_at is not None:
            is_new = saved is None or getattr(saved, name) != record_id
            severity = Severity.BLOCKING if is_new else Severity.WARNING
            data: dict[str, object] = {"name": specs_of(CouncilSessionDraft)[name].label}
            yield Problem(name, ProblemCode.RECORD_ARCHIVED, severity, data)


def _day_problems(draft: CouncilSessionDraft, today: date) -> Iterator[Problem]:
    """Yield a day so far ahead that its year is likely mistyped."""
    if draft.held_on is not None and draft.held_on > today + _FAR_AHEAD:
        data: dict[str, object] = {"day": short_date(draft.held_on)}
        yield Problem("held_on", ProblemCode.SESSION_FAR_AHEAD, Severity.WARNING, data)


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
    one = Nomination
    query = (
        sa.select(one.id, one.recipient_name, one.award_code, one.proposed_by)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    return session.execute(query).all()


def _vote(nomination: Any, known: VoteLine, *, is_one_of: bool) -> VoteLine:
    first = nomination.proposed_by
    whose = (area_of(first) or first) if is_one_of else ""
    return replace(
        known,
        nomination_id=nomination.id,
        recipient_name=nomination.recipient_name,
        award_code=nomination.award_code,
        note=known.note or whose,
    )
