"""The word that goes to a dossier's sender while it is with the office above, at both ends.

It travels as a ``return`` package: older programs follow the moves it tells and pass the rest over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.law.terms import Outcome, Verdict
from desktop.models import Dossier, Event
from desktop.services.appraisal_rows import live_nominations
from desktop.services.fields import clean
from desktop.services.forwarding_origins import PASSED_ON, forwarded_words


def passed_on(session: Session, dossier: Dossier, event: Event) -> dict[str, Any]:
    """Return what the word of an event says of each nomination; {} for an ordinary return.

    What is with the office above says so as the reason of its verdict.
    """
    if event.event not in PASSED_ON:
        return {}
    above = forwarded_words(session, dossier.id)
    return {
        "outcomes": [
            {
                "nomination_id": n.id,
                "verdict": n.verdict.value if n.verdict else None,
                "verdict_reason": above.get(n.id) or n.verdict_reason or None,
                "outcome": n.outcome.value if n.outcome else None,
                "reason": n.outcome_reason or None,
            }
            for n in live_nominations(session, dossier.id)
        ]
    }


def take_in_passed_on(
    session: Session, dossier: Dossier, outcomes: Iterable[Mapping[str, Any]]
) -> None:
    """Write what the receiver says of each nomination into a dossier of this office.

    An outcome that a decision gave is that decision's to tell, and stays.

    Raises:
        PackageRefused: DATA_BAD, it names a nomination of another dossier.
    """
    by_id = {n.id: n for n in live_nominations(session, dossier.id)}
    for item in outcomes:
        nomination = by_id.get(UUID(item["nomination_id"]))
        if nomination is None:
            raise PackageRefused(PackageRefused.Code.DATA_BAD, path="outcomes.nomination_id")
        nomination.verdict = Verdict(item["verdict"]) if item["verdict"] else None
        nomination.verdict_reason = clean(item["verdict_reason"] or "")
        if nomination.decision_id is None:
            nomination.outcome = Outcome(item["outcome"]) if item["outcome"] else None
            nomination.outcome_reason = clean(item["reason"] or "")
