"""Taking in, at the sender, that the office above has taken awards back.

The package that grants an award may come after the one that takes it back: what was told is kept
with the event of its coming, and done once there is something to take back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.models import AwardRecord, Decision, Dossier, Event
from desktop.services.appraisal_rows import live_nominations
from desktop.services.award_records import mark_cancelled
from desktop.services.fields import clean
from desktop.services.moves import SUBJECT

_TOLD = "cancelled"


def told_to_keep(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the event of a package's coming keeps of awards it takes back."""
    cancelled = document.get(_TOLD)
    return {_TOLD: cancelled, "decision_id": document["decision"]["id"]} if cancelled else {}


def take_back(
    session: Session, dossier: Dossier, decision: Decision, told: Sequence[Mapping[str, Any]]
) -> None:
    """Mark the awards a cancelling decision names, those of them that came already.

    Raises:
        PackageRefused: DATA_BAD; it names none, or a nomination of another dossier.
    """
    mine = {n.id for n in live_nominations(session, dossier.id)}
    if not told or not {UUID(item["nomination_id"]) for item in told} <= mine:
        raise PackageRefused(PackageRefused.Code.DATA_BAD, path=_TOLD)
    for item in told:
        query = sa.select(AwardRecord).where(
            AwardRecord.nomination_id == UUID(item["nomination_id"]),
            AwardRecord.decision_id == UUID(item["decision_id"]),
            AwardRecord.cancelled_on.is_(None),
        )
        mark_cancelled(session.scalars(query), decision, clean(item["reason"]))
    session.flush()


def take_back_told(session: Session, dossier: Dossier) -> None:
    """Do what packages that came before the award itself have told."""
    query = sa.select(Event.data).where(
        Event.subject == SUBJECT,
        Event.record_id == dossier.id,
        Event.event == "package_taken_in",
    )
    for data in session.scalars(query):
        if told := data.get(_TOLD):
            decision = session.get_one(Decision, UUID(data["decision_id"]))
            take_back(session, dossier, decision, told)
