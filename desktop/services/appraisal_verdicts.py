"""ý kiến thẩm định: the verdicts of nominations, one or many at a time, and taking them back.

Every act is one event that keeps what each nomination said before, so that the last act of an
officer can be taken back by name, as a new event, as long as nobody has judged again since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Verdict
from desktop.models import Dossier, Event, Nomination
from desktop.services.dossier_check import dossier_problems, live_nominations
from desktop.services.fields import clean
from desktop.services.handed_over import refuse_handed_over
from desktop.services.moves import SUBJECT, dossier_of, side_of
from desktop.services.store import EventRow, Store
from desktop.vietnamese.dates import date_time
from desktop.vietnamese.labels import Labelled

SET, UNDONE = "verdict_set", "verdict_undone"


class LeftOut(Labelled):
    """Why a nomination is left out of an act on many."""

    SAME = "same", "đã có đúng ý kiến này"
    JUDGED = "judged", "đã có ý kiến khác"
    BLOCKED = "blocked", "còn điểm phải sửa"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a nomination's verdict is now, and who gave it."""

    nomination_id: UUID
    name: str
    verdict: Verdict | None
    reason: str
    by: str
    at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What an act on many would do to one nomination; ``left_out`` says why nothing."""

    nomination_id: UUID
    position: int
    name: str
    before: Verdict | None
    version: int
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class VerdictAct:
    """One act that can still be taken back.

    Attributes:
        event_id: the event that wrote it.
        label: «Đủ điều kiện» cho 12 đề nghị.
    """

    event_id: UUID
    label: str


class VerdictService:
    """Use cases of judging many nominations, and of taking verdicts back."""

    subject = "verdicts"

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self, nomination_id: UUID) -> Judged:
        """Return what a nomination's verdict is now.

        Raises:
            NotFound: there is no such nomination.
        """
        with self._store.reading() as session:
            return _judged(nomination_of(session, nomination_id))

    def last_reason(self, verdict: Verdict) -> str:
        """Return the reason this officer last gave with a verdict, "" for none."""
        query = (
            sa.select(Event.reason)
            .where(
                Event.subject == SUBJECT,
                Event.event == SET,
                Event.actor == self._store.actor.name,
                Event.reason != "",
                Event.data["verdict"].as_string() == verdict.value,
            )
            .order_by(Event.sequence.desc())
            .limit(1)
        )
        with self._store.reading() as session:
            return session.scalar(query) or ""

    def preview(
        self,
        dossier_id: UUID,
        chosen: Collection[UUID],
        verdict: Verdict,
        *,
        over_others: bool = False,
    ) -> tuple[BulkLine, ...]:
        """Return what one verdict for many would change and leave out, in the list's order.

        Args:
            dossier_id: being appraised here.
            chosen: nominations of it; others are passed over.
            verdict: what all of them are to be given.
            over_others: whether another verdict already given is written over.

        Raises:
            MoveRefused: the dossier is not being appraised here.
        """
        with self._store.reading() as session:
            under_appraisal(session, dossier_id)
            return self._lines(session, dossier_id, chosen, verdict, over_others=over_others)

    def set_many(
        self,
        dossier_id: UUID,
        versions: Mapping[UUID, int],
        verdict: Verdict,
        reason: str = "",
        *,
        over_others: bool = False,
    ) -> tuple[Problem, ...]:
        """Give many nominations one verdict as previewed, as one act; problems kept it undone.

        Args:
            dossier_id: being appraised here.
            versions: of the nominations the preview would change.
            verdict: what all of them are given.
            reason: needed for every verdict but ``MEETS``.
            over_others: as previewed.

        Raises:
            MoveRefused: the dossier is not being appraised here.
            StaleRecord: one was judged since, or may not be changed any more; nothing is written.
        """
        with self._store.writing() as session:
            under_appraisal(session, dossier_id)
            lines = self._lines(session, dossier_id, versions, verdict, over_others=over_others)
            may = {line.nomination_id: line.version for line in lines if line.left_out is None}
            if may != dict(versions):
                raise StaleRecord(StaleRecord.Code.CHANGED, subject="nominations")
            wanted = [n for n in live_nominations(session, dossier_id) if n.id in may]
            problems = judge(self._store, session, dossier_id, wanted, verdict, reason)
            if not problems:
                session.commit()
            return problems

    def last_act(self, dossier_id: UUID) -> VerdictAct | None:
        """Return this officer's last act on a dossier's verdicts that is not taken back yet."""
        with self._store.reading() as session:
            event = self._last(session, dossier_id)
            return VerdictAct(event.id, act_label(event.data)) if event is not None else None

    def undo(self, dossier_id: UUID, event_id: UUID | None = None) -> VerdictAct:
        """Take this officer's last act on a dossier back, as a new event, and name it.

        Args:
            dossier_id: being appraised here.
            event_id: the act shown to the officer; None for whichever is the last.

        Raises:
            NotFound: there is no act to take back.
            StaleRecord: somebody judged one of its nominations again since, or the act is not the
                last any more; nothing is changed.
            MoveRefused: the dossier is not being appraised here.
        """
        with self._store.writing() as session:
            under_appraisal(session, dossier_id)
            event = self._last(session, dossier_id)
            if event is None:
                raise NotFound(NotFound.Code.RECORD, subject="verdicts", id=str(dossier_id))
            if event_id not in {None, event.id}:
                raise StaleRecord(StaleRecord.Code.CHANGED, subject="verdicts")
            _put_back(session, dossier_id, event.data["before"])
            data = {"undoes": str(event.id), "nominations": event.data["nominations"]}
            self._store.record_event(session, SUBJECT, dossier_id, UNDONE, data=data)
            session.commit()
            return VerdictAct(event.id, act_label(event.data))

    def _last(self, session: Session, dossier_id: UUID) -> Event | None:
        """Return the newest act of this officer since the dossier came, but for those undone."""
        query = (
            sa.select(Event)
            .where(Event.subject == SUBJECT, Event.record_id == dossier_id)
            .where(Event.event.in_((SET, UNDONE, MoveKind.RECEIVE.value)))
            .order_by(Event.sequence.desc())
        )
        undone: set[str] = set()
        for event in session.scalars(query):
            if event.event == MoveKind.RECEIVE.value:
                return None
            if event.event == UNDONE:
                undone.add(event.data["undoes"])
            elif event.actor == self._store.actor.name and str(event.id) not in undone:
                return event if "before" in event.data else None
        return None

    def _lines(
        self,
        session: Session,
        dossier_id: UUID,
        chosen: Collection[UUID],
        verdict: Verdict,
        *,
        over_others: bool,
    ) -> tuple[BulkLine, ...]:
        blocked = set()
        if verdict is Verdict.MEETS:
            problems = dossier_problems(session, dossier_id, self._store.today())
            blocked = {p.record for p in problems if p.severity is Severity.BLOCKING}
        lines = []
        for place, n in enumerate(live_nominations(session, dossier_id), 1):
            if n.id in chosen:
                why = _why_left_out(n, verdict, blocked, over_others=over_others)
                lines.append(BulkLine(n.id, place, n.recipient_name, n.verdict, n.version, why))
        return tuple(lines)


def _why_left_out(
    nomination: Nomination, verdict: Verdict, blocked: set[UUID | None], *, over_others: bool
) -> LeftOut | None:
    if nomination.verdict is verdict:
        return LeftOut.SAME
    if nomination.verdict is not None and not over_others:
        return LeftOut.JUDGED
    return LeftOut.BLOCKED if nomination.id in blocked else None


def act_label(data: Mapping[str, Any]) -> str:
    """Return what an act is called, «Đủ điều kiện» cho 12 đề nghị, from its event's data."""
    count = len(data["nominations"])
    verdict = Verdict(data["verdict"]).label if data["verdict"] else "Bỏ ý kiến"
    return f"«{verdict}» cho {count} đề nghị"


def judge(
    store: Store,
    session: Session,
    dossier_id: UUID,
    nominations: Sequence[Nomination],
    verdict: Verdict | None,
    reason: str,
) -> tuple[Problem, ...]:
    """Write one verdict for nominations in the caller's transaction, or return why it cannot be.

    Args:
        store: whose officer judges.
        session: the caller's transaction.
        dossier_id: whose nominations they are.
        nominations: in the order of the list; none of them writes nothing.
        verdict: None takes theirs back.
        reason: kept with a verdict only.
    """
    reason = clean(reason) if verdict else ""
    if verdict is not None:
        problems = tuple(p for n in nominations if (p := verdict_problem(n, verdict, reason)))
        if problems:
            return problems
    if not nominations:
        return ()
    before = {str(n.id): _said(n) for n in nominations}
    for nomination in nominations:
        nomination.verdict, nomination.verdict_reason = verdict, reason
        nomination.verdict_by = store.actor.name if verdict else ""
        nomination.verdict_at = store.clock() if verdict else None
    session.flush()
    for nomination in nominations:
        before[str(nomination.id)]["version"] = nomination.version
    data = {
        "verdict": verdict.value if verdict else None,
        "nominations": [str(n.id) for n in nominations],
        "before": before,
    }
    store.record_event(session, SUBJECT, dossier_id, SET, reason=reason, data=data)
    return ()


def _said(nomination: Nomination) -> dict[str, Any]:
    at = nomination.verdict_at
    return {
        "verdict": nomination.verdict.value if nomination.verdict else None,
        "reason": nomination.verdict_reason,
        "by": nomination.verdict_by,
        "at": at.isoformat() if at else None,
    }


def _put_back(session: Session, dossier_id: UUID, before: Mapping[str, Mapping[str, Any]]) -> None:
    known = {str(n.id): n for n in live_nominations(session, dossier_id)}
    for nomination_id, said in before.items():
        nomination = known.get(nomination_id)
        if nomination is None or nomination.version != said["version"]:
            raise StaleRecord(StaleRecord.Code.CHANGED, subject="nominations")
        nomination.verdict = Verdict(said["verdict"]) if said["verdict"] else None
        nomination.verdict_reason, nomination.verdict_by = said["reason"], said["by"]
        nomination.verdict_at = datetime.fromisoformat(said["at"]) if said["at"] else None
    session.flush()


def refuse_judged_meanwhile(nomination: Nomination, version: int | None) -> None:
    """Refuse a verdict on what was changed since it was read; ``version`` None refuses nothing.

    Raises:
        StaleRecord: JUDGED with ``verdict``, ``by`` and ``at`` where another verdict stands there
            now; CHANGED else. The reasons are read with ``VerdictService.now``.
    """
    if version in {None, nomination.version}:
        return
    if nomination.verdict is None or nomination.verdict_at is None:
        raise StaleRecord(StaleRecord.Code.CHANGED, subject="nominations")
    raise StaleRecord(
        StaleRecord.Code.JUDGED,
        verdict=nomination.verdict.label,
        by=nomination.verdict_by,
        at=date_time(nomination.verdict_at.astimezone(LOCAL_TIME)),
    )


def _judged(nomination: Nomination) -> Judged:
    return Judged(
        nomination.id,
        nomination.recipient_name,
        nomination.verdict,
        nomination.verdict_reason,
        nomination.verdict_by,
        nomination.verdict_at,
        nomination.version,
    )


def under_appraisal(session: Session, dossier_id: UUID) -> Dossier:
    """Return a dossier that is being appraised here, inside the caller's transaction.

    Raises:
        MoveRefused: WRONG_SEAT for one of this office; FROZEN in any other state.
        NotFound: there is no such dossier.
        HandoverRefused: HANDED_OVER, another machine appraises.
    """
    dossier = dossier_of(session, dossier_id)
    if side_of(dossier) is not Actor.RECEIVER:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=MoveKind.APPRAISE.value)
    if dossier.state is not DossierState.RECEIVED:
        raise MoveRefused(MoveRefused.Code.FROZEN, state=dossier.state.value)
    refuse_handed_over(session)
    return dossier


def nomination_of(session: Session, nomination_id: UUID) -> Nomination:
    """Return a nomination inside the caller's transaction.

    Raises:
        NotFound: there is no such nomination.
    """
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
    return nomination


def verdict_problem(nomination: Nomination, verdict: Verdict | None, reason: str) -> Problem | None:
    """Return what a verdict on a nomination lacks: itself, or its reason."""
    data: dict[str, object] = {"name": nomination.recipient_name}
    if verdict is None:
        code = ProblemCode.VERDICT_MISSING
        return Problem("verdict", code, data=data, record=nomination.id)
    if verdict is not Verdict.MEETS and not reason:
        code = ProblemCode.VERDICT_REASON_MISSING
        return Problem("verdict_reason", code, data=data, record=nomination.id)
    return None


def acts_of(events: Iterable[EventRow]) -> tuple[EventRow, ...]:
    """Return the acts on verdicts among a dossier's events, those taken back left out."""
    listed = list(events)
    undone = {e.data.get("undoes") for e in listed if e.event == UNDONE}
    return tuple(e for e in listed if e.event == SET and str(e.id) not in undone)
