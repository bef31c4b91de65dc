"""ý kiến thẩm định: writing verdicts, in the caller's transaction, and what may keep one unwritten.

Every act is one event that keeps what each nomination said before, so that ``appraisal_bulk.py``
can take it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from desktop.config import LOCAL_TIME
from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import Verdict
from desktop.models import Dossier, Nomination
from desktop.services.fields import clean
from desktop.services.handed_over import MARK, refuse_handed_over, refuse_mark
from desktop.services.moves import SUBJECT, dossier_of, side_of
from desktop.services.store import Store, asking
from desktop.vietnamese.dates import date_time

# Found too long only with the package, after the decision, it would keep that from ever being sent.
_LONGEST_REASON = 20_000
_JUDGES_WHAT_WAITED = frozenset({DossierState.APPRAISED, DossierState.DECIDED})
_TO_JUDGE = asking(
    sa.select(Nomination, Dossier, MARK)
    .join(Dossier, Dossier.id == Nomination.dossier_id)
    .where(Nomination.id == sa.bindparam("nomination"))
    .options(
        load_only(
            Nomination.version,
            Nomination.dossier_id,
            Nomination.recipient_name,
            Nomination.verdict,
            Nomination.verdict_reason,
            Nomination.verdict_by,
            Nomination.verdict_at,
            Nomination.outcome,
        ),
        load_only(Dossier.version, Dossier.state, Dossier.origin_office_id),
    )
)
_JUDGED = sa.select(
    Nomination.id,
    Nomination.recipient_name,
    Nomination.verdict,
    Nomination.verdict_reason,
    Nomination.verdict_by,
    Nomination.verdict_at,
    Nomination.version,
).where(Nomination.id == sa.bindparam("nomination"))
_WRITE = sa.update(Nomination).where(
    Nomination.id == sa.bindparam("at"), Nomination.version == sa.bindparam("read")
)
SET, UNDONE = "verdict_set", "verdict_undone"


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
    before = {str(n.id): _said(n) | {"version": n.version + 1} for n in nominations}
    said = {
        "verdict": verdict,
        "verdict_reason": reason,
        "verdict_by": store.actor.name if verdict else "",
        "verdict_at": store.clock() if verdict else None,
    }
    _write(session, nominations, said)
    data = {
        "verdict": verdict.value if verdict else None,
        "nominations": list(before),
        "before": before,
    }
    store.record_event(session, SUBJECT, dossier_id, SET, reason=reason, data=data)
    return ()


def _write(session: Session, nominations: Sequence[Nomination], said: Mapping[str, Any]) -> None:
    """Write verdicts past the object layer, whose time all other writers would wait for.

    Raises:
        StaleRecord: CHANGED, one is no longer of the version read.
    """
    rows = [{**said, "at": n.id, "read": n.version, "version": n.version + 1} for n in nominations]
    written = session.connection().execute(_WRITE, rows if len(rows) > 1 else rows[0])
    for nomination in nominations:
        session.expire(nomination)
    if written.rowcount != len(rows):
        raise StaleRecord(StaleRecord.Code.CHANGED, subject="nominations")


def _said(nomination: Nomination) -> dict[str, Any]:
    at = nomination.verdict_at
    return {
        "verdict": nomination.verdict.value if nomination.verdict else None,
        "reason": nomination.verdict_reason,
        "by": nomination.verdict_by,
        "at": at.isoformat() if at else None,
    }


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


def judged_now(session: Session, nomination_id: UUID) -> Judged:
    """Return what a nomination's verdict is now.

    Raises:
        NotFound: there is no such nomination.
    """
    row = session.execute(_JUDGED, {"nomination": nomination_id}).one_or_none()
    if row is None:
        raise _no_nomination(nomination_id)
    return Judged(*row)


def under_appraisal(session: Session, dossier_id: UUID) -> Dossier:
    """Return a dossier that is being appraised here, inside the caller's transaction.

    Raises:
        MoveRefused: WRONG_SEAT for one of this office; FROZEN in any other state.
        NotFound: there is no such dossier.
        HandoverRefused: HANDED_OVER, another machine appraises.
    """
    dossier = dossier_of(session, dossier_id)
    _refuse_state(dossier, {DossierState.RECEIVED})
    refuse_handed_over(session)
    return dossier


def _refuse_state(dossier: Dossier, judged_in: Collection[DossierState]) -> None:
    if side_of(dossier) is not Actor.RECEIVER:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=MoveKind.APPRAISE.value)
    if dossier.state not in judged_in:
        raise MoveRefused(MoveRefused.Code.FROZEN, state=dossier.state.value)


def nomination_to_judge(
    store: Store, session: Session, nomination_id: UUID, verdict: Verdict | None
) -> Nomination:
    """Return a nomination that may be given a verdict now, with what one needs and no more of it.

    One on hold waits for what is under way against it, and is judged when that has ended, however
    far its dossier has come meanwhile.

    Raises:
        MoveRefused, NotFound, HandoverRefused: as ``under_appraisal``.
    """
    row = store.first_row(session, _TO_JUDGE, nomination=nomination_id)
    if row is None:
        raise _no_nomination(nomination_id)
    nomination: Nomination = row[0]
    waits = nomination.verdict is Verdict.HOLD and nomination.outcome is None
    late = _JUDGES_WHAT_WAITED if waits and verdict is not None else frozenset()
    _refuse_state(row[1], late | {DossierState.RECEIVED})
    refuse_mark(row[2])
    return nomination


def nomination_of(session: Session, nomination_id: UUID) -> Nomination:
    """Return a nomination inside the caller's transaction.

    Raises:
        NotFound: there is no such nomination.
    """
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        raise _no_nomination(nomination_id)
    return nomination


def _no_nomination(nomination_id: UUID) -> NotFound:
    return NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))


def verdict_problem(nomination: Nomination, verdict: Verdict | None, reason: str) -> Problem | None:
    """Return what a verdict on a nomination lacks: itself, or its reason."""
    data: dict[str, object] = {"name": nomination.recipient_name}
    if verdict is None:
        code = ProblemCode.VERDICT_MISSING
        return Problem("verdict", code, data=data, record=nomination.id)
    if verdict is not Verdict.MEETS and not reason:
        code = ProblemCode.VERDICT_REASON_MISSING
        return Problem("verdict_reason", code, data=data, record=nomination.id)
    if len(reason) > _LONGEST_REASON:
        data = {"label": "Lý do", "maximum": _LONGEST_REASON}
        return Problem("verdict_reason", ProblemCode.TOO_LONG, data=data, record=nomination.id)
    return None
