"""phát hiện: all that speaks for and against each nomination of a received dossier, side by side.

Found here are what the law's rules say, who is nominated twice, and what the sender answered: the
reason typed for warnings when the dossier was sent, and the replies to what was raised before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, Severity
from desktop.models import Dossier
from desktop.services.dossier_check import dossier_problems, live_nominations
from desktop.services.duplicates import DuplicateRow, duplicates
from desktop.services.moves import SUBJECT, dossier_of
from desktop.services.prior_awards import PriorAwards, prior_awards
from desktop.services.raised_points import RaisedPoint, raised_points, replies_of
from desktop.services.sent_attestations import SentWord, sent_words
from desktop.services.store import EventRow, Store


@dataclass(frozen=True, slots=True)
class AnsweredPoint:
    """A point of an earlier return, and what the sender replied, "" where nothing."""

    point: RaisedPoint
    reply: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What is found of one nomination, or of the dossier as a whole.

    Attributes:
        problems: of the law's rules and of the name guard, blocking ones first.
        duplicates: other nominations like it.
        answers: points of earlier returns about it.
        words: what the sender's people said of conditions.
        prior: awards known here under the recipient's name.
    """

    problems: tuple[Problem, ...] = ()
    duplicates: tuple[DuplicateRow, ...] = ()
    answers: tuple[AnsweredPoint, ...] = ()
    words: tuple[SentWord, ...] = ()
    prior: PriorAwards = field(default_factory=PriorAwards)

    @property
    def worst(self) -> Severity | None:
        """The gravest of them; a duplicate is to be looked at like a warning."""
        found = {problem.severity for problem in self.problems}
        if any(d.certain or d.same_achievement for d in self.duplicates):
            found.add(Severity.WARNING)
        return next((severity for severity in Severity if severity in found), None)

    @property
    def count(self) -> int:
        """How many problems and duplicates there are to look at."""
        return sum(p.severity is not Severity.INFO for p in self.problems) + len(self.duplicates)


@dataclass(frozen=True, slots=True)
class DossierFindings:
    """What is found of a received dossier.

    Attributes:
        whole: of the dossier itself.
        each: by nomination.
        sent_with: what the sender typed for the warnings it sent the dossier with, "" for nothing.
    """

    whole: Findings = field(default_factory=Findings)
    each: dict[UUID, Findings] = field(default_factory=dict)
    sent_with: str = ""

    def of(self, nomination_id: UUID) -> Findings:
        """Return what is found of one nomination."""
        return self.each.get(nomination_id, Findings())


class FindingService:
    """Reading what is found of received dossiers; writes nothing."""

    subject = "findings"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_dossier(self, dossier_id: UUID) -> DossierFindings:
        """Return what is found of a dossier.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            found = self._found(session, dossier_of(session, dossier_id))
        history = self._store.history(SUBJECT, dossier_id)
        return DossierFindings(found.pop(None, Findings()), _known(found), _sent_with(history))

    def _found(self, session: Session, dossier: Dossier) -> dict[UUID | None, Findings]:
        nominations = live_nominations(session, dossier.id)
        listed, prior = {n.id for n in nominations}, prior_awards(session, nominations)
        problems: dict[UUID | None, list[Problem]] = defaultdict(list)
        for problem in dossier_problems(session, dossier.id, self._store.today()):
            problems[problem.record if problem.record in listed else None].append(problem)
        replies = replies_of(session, dossier.id)
        points: dict[UUID | None, list[AnsweredPoint]] = defaultdict(list)
        for point in raised_points(session, dossier.id):
            about = point.nomination_id if point.nomination_id in listed else None
            points[about].append(AnsweredPoint(point, replies.get(point.id, "")))
        twice, words = duplicates(session, dossier.id), sent_words(session, dossier)
        return {
            about: Findings(
                tuple(sorted(problems[about], key=lambda p: list(Severity).index(p.severity))),
                twice.get(about, ()) if about else (),
                tuple(points[about]),
                words.get(about, ()) if about else (),
                prior.get(about, PriorAwards()) if about else PriorAwards(),
            )
            for about in {*problems, *points, *twice, *words, *prior}
        }


def _known(found: dict[UUID | None, Findings]) -> dict[UUID, Findings]:
    return {about: findings for about, findings in found.items() if about is not None}


def _sent_with(history: tuple[EventRow, ...]) -> str:
    reasons = [e.reason for e in history if e.event == MoveKind.MARK_READY.value]
    return reasons[-1] if reasons else ""
