"""What becomes of each nomination when a decision answers its dossier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.terms import Outcome, Verdict
from desktop.models import Decision, Dossier, Event, Nomination
from desktop.services.appraisal_rows import live_nominations
from desktop.services.decision_dossiers import answers_dossier
from desktop.services.dossiers import refuse_disputed
from desktop.services.fields import clean
from desktop.services.moves import SUBJECT, dossier_of, row_of, side_of


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The nominations of a dossier by what becomes of them, each in the order of its list.

    ``left_out`` can be decided neither way yet: on hold, or for the office above. ``waiting`` are
    left to another decision.
    """

    granted: list[Nomination] = field(default_factory=list)
    refused: list[tuple[Nomination, str]] = field(default_factory=list)
    left_out: list[Nomination] = field(default_factory=list)
    waiting: list[Nomination] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided of the dossier."""
        return not self.granted and not self.refused

    @property
    def undecided(self) -> int:
        """How many still have no outcome afterwards."""
        return len(self.left_out) + len(self.waiting)


@dataclass(frozen=True, slots=True)
class Answered:
    """One dossier a decision answers, by which move, and what becomes of its nominations."""

    dossier: Dossier
    kind: MoveKind
    outcomes: Outcomes


def answered_by(
    session: Session,
    dossiers: Sequence[UUID],
    refused: Mapping[UUID, str],
    only: Collection[UUID] | None = None,
) -> list[Answered]:
    """Return what one decision answers, dossier by dossier; those it says nothing of are left out.

    Args:
        session: to read with.
        dossiers: received and appraised, or ready and of this office; in the order of the list.
        refused: nominations refused although they meet the conditions, with why.
        only: the nominations it covers; all without an outcome when None.

    Raises:
        NotFound: a dossier or a nomination is unknown.
        MoveRefused: NOT_FROM_HERE; CONFLICT_OPEN, somebody must choose first; or ALREADY_DECIDED
            with who decided and under which number.
        StaleRecord: CHANGED, what ``only`` names got its outcome without a decision meanwhile.
    """
    found = [_answered(session, id_, refused, only) for id_ in dict.fromkeys(dossiers)]
    known = {n.id for answered in found for n in _covered(answered.outcomes)}
    if missing := set(only or ()) - known:
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(min(missing)))
    return [a for a in found if not a.outcomes.is_empty]


def _covered(outcomes: Outcomes) -> Iterable[Nomination]:
    return (*outcomes.granted, *(n for n, _ in outcomes.refused), *outcomes.left_out)


def _answered(
    session: Session, dossier_id: UUID, refused: Mapping[UUID, str], only: Collection[UUID] | None
) -> Answered:
    dossier = dossier_of(session, dossier_id)
    kind = MoveKind.DECIDE_HERE if side_of(dossier) is Actor.SENDER else MoveKind.DECIDE
    row_of(dossier, kind)
    if kind is MoveKind.DECIDE_HERE:
        refuse_disputed(session, dossier_id)
    nominations = live_nominations(session, dossier_id)
    open_ones = [n for n in nominations if n.outcome is None]
    if only is not None and any(n.outcome is not None and n.id in only for n in nominations):
        raise _already_decided(session, dossier)
    outcomes = outcomes_of(open_ones, kind, refused, only)
    if dossier.state is DossierState.DECIDED and only is None and outcomes.is_empty:
        raise _already_decided(session, dossier)
    return Answered(dossier, kind, outcomes)


def _already_decided(session: Session, dossier: Dossier) -> MoveRefused | StaleRecord:
    """Return the refusal of who comes second, naming who came first.

    No decision gave an outcome that the office above refused, or that went with one forwarded.
    """
    decided = session.execute(
        sa.select(Decision.id, Decision.number)
        .where(answers_dossier(dossier.id))
        .order_by(Decision.decided_on.desc(), Decision.sort_key.desc())
        .limit(1)
    ).one_or_none()
    if decided is None:
        return StaleRecord(StaleRecord.Code.CHANGED, subject="nominations")
    who = session.scalar(
        sa.select(Event.actor)
        .where(
            Event.subject == SUBJECT,
            Event.record_id == dossier.id,
            Event.event.in_([MoveKind.DECIDE.value, MoveKind.DECIDE_HERE.value]),
        )
        .order_by(Event.sequence.desc())
        .limit(1)
    )
    code = MoveRefused.Code.ALREADY_DECIDED
    return MoveRefused(code, dossier_id=dossier.id, number=decided.number, by=who or "")


def outcomes_of(
    nominations: Sequence[Nomination],
    kind: MoveKind,
    refused: Mapping[UUID, str],
    only: Collection[UUID] | None = None,
) -> Outcomes:
    """Tell granted, refused and left out apart; a dossier decided here was not appraised."""
    found = Outcomes()
    for nomination in nominations:
        verdict = Verdict.MEETS if kind is MoveKind.DECIDE_HERE else nomination.verdict
        if only is not None and nomination.id not in only:
            found.waiting.append(nomination)
        elif verdict is Verdict.DOES_NOT:
            found.refused.append((nomination, nomination.verdict_reason))
        elif verdict is not Verdict.MEETS:
            found.left_out.append(nomination)
        elif nomination.id in refused:
            found.refused.append((nomination, clean(refused[nomination.id])))
        else:
            found.granted.append(nomination)
    return found


def write_outcomes(decision_id: UUID, outcomes: Outcomes) -> None:
    """Write the outcomes into the nominations; those left out keep none."""
    for nomination in outcomes.granted:
        nomination.outcome, nomination.outcome_reason = Outcome.GRANTED, ""
        nomination.decision_id = decision_id
    for nomination, reason in outcomes.refused:
        nomination.outcome, nomination.outcome_reason = Outcome.REFUSED, reason
        nomination.decision_id = decision_id
