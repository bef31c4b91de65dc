"""thẩm định: judging the nominations of a received dossier, then finishing or sending it back.

A finished appraisal lets the dossier be decided (``decisions.py``); a returned or refused dossier
goes back with a signed package (``answers.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from desktop.errors import NotFound, UsageError
from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem
from desktop.law.terms import Verdict
from desktop.services.answers import AnswerService
from desktop.services.appraisal_rows import (
    AppraisalDetail,
    AppraisalRow,
    appraisal_detail,
    appraisal_rows,
    live_nominations,
)
from desktop.services.appraisal_verdicts import (
    judge,
    nomination_of,
    nomination_to_judge,
    refuse_judged_meanwhile,
    under_appraisal,
    verdict_problem,
)
from desktop.services.fields import clean
from desktop.services.moves import SUBJECT, apply_move, dossier_of
from desktop.services.prior_awards import PriorAwards, namesakes
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date

# What the package can hold (return-1.0.json): letters of a point, points, letters of all of them.
_LONGEST_POINT, _MOST_POINTS, _LONGEST_REASON = 20_000, 10_000, 200_000
_ITEM_CODE = re.compile(r"[A-Za-z0-9_.-]{0,60}")
_SAID = 60


@dataclass(frozen=True, slots=True)
class AppraisalReport:
    """What came of finishing an appraisal; the problems kept it open."""

    finished: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPoint:
    """One thing the sender is asked to mend.

    Attributes:
        text: what is missing or wrong.
        nomination_id: which nomination, None for the dossier as a whole.
        item_code: which dossier item (law data), "" for none.
    """

    text: str
    nomination_id: UUID | None = None
    item_code: str = ""


class AppraisalService:
    """Use cases of the appraisal desk; all of them are about dossiers of other offices."""

    subject = "appraisal"

    def __init__(self, store: Store, answers: AnswerService) -> None:
        self._store = store
        self._answers = answers

    def list_rows(self) -> list[AppraisalRow]:
        """Return every dossier that came from another office, the latest received first."""
        with self._store.reading() as session:
            return appraisal_rows(session, self._store.today())

    def open(self, dossier_id: UUID, *, with_prior: bool = True) -> AppraisalDetail:
        """Return a received dossier with its signature, nominations, and who already holds what.

        Args:
            dossier_id: which one.
            with_prior: whether the history of awards is asked; what reads it again after every
                verdict has it already (``FindingService``).

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            return appraisal_detail(session, dossier, self._store.today(), with_prior=with_prior)

    def prior(self, nomination_id: UUID) -> PriorAwards:
        """Return the awards known here under a nomination's name, those surely theirs first.

        Raises:
            NotFound: there is no such nomination.
        """
        with self._store.reading() as session:
            return namesakes(session, nomination_of(session, nomination_id))

    def points(self, dossier_id: UUID) -> tuple[ReturnPoint, ...]:
        """Return what was asked to be mended when a dossier was last returned, at either end."""
        history = self._store.history(SUBJECT, dossier_id)
        returned = [event for event in history if event.event == MoveKind.RETURN.value]
        raised = returned[-1].data.get("points", []) if returned else []
        return tuple(
            ReturnPoint(
                text=point["text"],
                nomination_id=UUID(point["nomination_id"]) if point["nomination_id"] else None,
                item_code=point["item_code"] or "",
            )
            for point in raised
        )

    def set_verdict(
        self,
        nomination_id: UUID,
        verdict: Verdict | None,
        reason: str = "",
        version: int | None = None,
    ) -> tuple[Problem, ...]:
        """Give one nomination its verdict; None takes it back. Problems kept it from being saved.

        Args:
            nomination_id: which one.
            verdict: what the officer found.
            reason: needed for every verdict but ``MEETS``.
            version: of the nomination as the officer read it; None asks for no such care.

        Raises:
            MoveRefused: the dossier is not being appraised here, and this one is not on hold.
            NotFound: there is no such nomination.
            StaleRecord: JUDGED or CHANGED since it was read; what was found first stands.
        """
        with self._store.writing() as session:
            nomination = nomination_to_judge(self._store, session, nomination_id, verdict)
            refuse_judged_meanwhile(nomination, version)
            problems = judge(
                self._store, session, nomination.dossier_id, [nomination], verdict, reason
            )
            if not problems:
                session.commit()
            return problems

    def set_all(self, dossier_id: UUID, verdict: Verdict, reason: str = "") -> tuple[Problem, ...]:
        """Give every nomination without a verdict the same one; as ``set_verdict``."""
        with self._store.writing() as session:
            under_appraisal(session, dossier_id)
            waiting = [n for n in live_nominations(session, dossier_id) if n.verdict is None]
            problems = judge(self._store, session, dossier_id, waiting, verdict, reason)
            if not problems:
                session.commit()
            return problems

    def finish(self, dossier_id: UUID) -> AppraisalReport:
        """Close the appraisal once every nomination has its verdict.

        Raises:
            MoveRefused: the dossier is not being appraised here.
        """
        with self._store.writing() as session:
            dossier = under_appraisal(session, dossier_id)
            nominations = live_nominations(session, dossier_id)
            found = (verdict_problem(n, n.verdict, n.verdict_reason) for n in nominations)
            problems = tuple(problem for problem in found if problem)
            if problems:
                return AppraisalReport(False, problems)
            counts = {v.value: sum(n.verdict is v for n in nominations) for v in Verdict}
            data = {"verdicts": {code: count for code, count in counts.items() if count}}
            apply_move(self._store, session, dossier, MoveKind.APPRAISE, data=data)
            session.commit()
            return AppraisalReport(True)

    def return_for_correction(
        self, dossier_id: UUID, points: Sequence[ReturnPoint], deadline: date | None = None
    ) -> Path:
        """Send a dossier back with what is to be mended, and return the signed package.

        Args:
            dossier_id: being appraised here.
            points: at least one.
            deadline: by when it is to come back; None where no day is set.

        Raises:
            MoveRefused: NEEDS_REASON without a point, or the dossier is not being appraised here.
            NotFound: a point names a nomination of another dossier.
            UsageError: BAD_VALUE, more than the package can hold.
        """
        with self._store.writing() as session:
            dossier = under_appraisal(session, dossier_id)
            known = {n.id for n in live_nominations(session, dossier_id)}
            raised = [_point(point, known) for point in points if clean(point.text)]
            reason = "\n".join(str(point["text"]) for point in raised)
            data: dict[str, object] = {"points": raised}
            if raised and deadline is not None:
                # The reason goes to the sender with the event; the slip reads the day itself.
                reason += f"\nGửi lại trước ngày {short_date(deadline)}."
                data["deadline"] = deadline.isoformat()
            _require_room([(point.text, point.item_code) for point in points], reason)
            event = apply_move(
                self._store,
                session,
                dossier,
                MoveKind.RETURN,
                reason=reason,
                data=data,
            )
            session.commit()
        return self._answers.write(event.id)

    def refuse(self, dossier_id: UUID, reason: str) -> Path:
        """Refuse a dossier for good, and return the signed package that says why.

        Raises:
            MoveRefused: NEEDS_REASON, or the dossier cannot be refused any more.
            UsageError: BAD_VALUE, a reason longer than the package can hold.
        """
        with self._store.writing() as session:
            dossier = dossier_of(session, dossier_id)
            reason = clean(reason)
            _require_room((), reason)
            event = apply_move(self._store, session, dossier, MoveKind.REFUSE, reason=reason)
            session.commit()
        return self._answers.write(event.id)


def _require_room(points: Sequence[tuple[str, str]], reason: str) -> None:
    """Refuse what no package could say, before the dossier moves and its sender never hears of it.

    Raises:
        UsageError: BAD_VALUE.
    """
    wrong = [text for text, _code in points if len(text) > _LONGEST_POINT]
    wrong += [code for _text, code in points if not _ITEM_CODE.fullmatch(code)]
    if len(points) > _MOST_POINTS or len(reason) > _LONGEST_REASON:
        wrong.append(reason)
    if wrong:
        value = f"{clean(wrong[0])[:_SAID]}…"
        raise UsageError(UsageError.Code.BAD_VALUE, value=value, name="points")


def _point(point: ReturnPoint, known: set[UUID]) -> dict[str, str | None]:
    if point.nomination_id is not None and point.nomination_id not in known:
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(point.nomination_id))
    return {
        "id": str(uuid4()),
        "nomination_id": str(point.nomination_id) if point.nomination_id else None,
        "item_code": point.item_code,
        "text": clean(point.text),
    }
