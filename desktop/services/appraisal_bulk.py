"""ý kiến cho nhiều đề nghị: one verdict for many, seen before it is given, and taken back by name.

The last act of an officer is taken back as a new event, as long as nobody judged again since.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound, StaleRecord
from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, Severity
from desktop.law.terms import Verdict
from desktop.models import Event, ItemVerdict, Nomination
from desktop.services.appraisal_verdicts import (
    SET,
    UNDONE,
    Judged,
    act_label,
    judge,
    judged_now,
    under_appraisal,
)
from desktop.services.dossier_check import dossier_problems, live_nominations
from desktop.services.moves import SUBJECT
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled


class LeftOut(Labelled):
    """Why a nomination is left out of an act on many."""

    SAME = "same", "đã có đúng ý kiến này"
    JUDGED = "judged", "đã có ý kiến khác"
    BLOCKED = "blocked", "còn điểm phải sửa"
    NOT_IN_ORDER = "not_in_order", "có giấy tờ không đạt"


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
            return judged_now(session, nomination_id)

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
        blocked = self._blocked(session, dossier_id) if verdict is Verdict.MEETS else {}
        lines = []
        for place, n in enumerate(live_nominations(session, dossier_id), 1):
            if n.id in chosen:
                why = _why_left_out(n, verdict, blocked, over_others=over_others)
                lines.append(BulkLine(n.id, place, n.recipient_name, n.verdict, n.version, why))
        return tuple(lines)

    def _blocked(self, session: Session, dossier_id: UUID) -> dict[UUID | None, LeftOut]:
        """Return which nominations may not meet the conditions unread, and why."""
        faulty = sa.select(ItemVerdict.nomination_id).where(
            ItemVerdict.dossier_id == dossier_id, ItemVerdict.is_in_order.is_(False)
        )
        blocked = dict.fromkeys(session.scalars(faulty), LeftOut.NOT_IN_ORDER)
        problems = dossier_problems(session, dossier_id, self._store.today())
        worst = (p.record for p in problems if p.severity is Severity.BLOCKING)
        return blocked | dict.fromkeys(worst, LeftOut.BLOCKED)


def _why_left_out(
    nomination: Nomination,
    verdict: Verdict,
    blocked: Mapping[UUID | None, LeftOut],
    *,
    over_others: bool,
) -> LeftOut | None:
    if nomination.verdict is verdict:
        return LeftOut.SAME
    if nomination.verdict is not None and not over_others:
        return LeftOut.JUDGED
    return blocked.get(nomination.id)


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
