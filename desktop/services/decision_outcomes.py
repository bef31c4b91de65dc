"""What becomes of each nomination when its dossier is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from desktop.law.lifecycle import MoveKind
from desktop.law.terms import Outcome, Verdict
from desktop.models import Nomination
from desktop.services.fields import clean


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The nominations of a dossier by what becomes of them, each in the order of its list."""

    granted: list[Nomination] = field(default_factory=list)
    refused: list[tuple[Nomination, str]] = field(default_factory=list)
    left_out: list[Nomination] = field(default_factory=list)


def outcomes_of(
    nominations: Sequence[Nomination], kind: MoveKind, refused: Mapping[UUID, str]
) -> Outcomes:
    """Tell granted, refused and left out apart; a dossier decided here was not appraised."""
    found = Outcomes()
    for nomination in nominations:
        verdict = Verdict.MEETS if kind is MoveKind.DECIDE_HERE else nomination.verdict
        if verdict is Verdict.DOES_NOT:
            found.refused.append((nomination, nomination.verdict_reason))
        elif verdict is not Verdict.MEETS:
            found.left_out.append(nomination)
        elif nomination.id in refused:
            found.refused.append((nomination, clean(refused[nomination.id])))
        else:
            found.granted.append(nomination)
    return found


def write_outcomes(outcomes: Outcomes) -> None:
    """Write the outcomes into the nominations; those left out keep none."""
    for nomination in outcomes.granted:
        nomination.outcome, nomination.outcome_reason = Outcome.GRANTED, ""
    for nomination, reason in outcomes.refused:
        nomination.outcome, nomination.outcome_reason = Outcome.REFUSED, reason
