"""What every dialog of a decision starts from: the next number, and the council's votes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from desktop.services.cancellations import CancelDraft
from desktop.services.decisions import DecisionDraft
from desktop.services.registers import NumberSeries

if TYPE_CHECKING:
    from desktop.services.desk import Desk

D = TypeVar("D", DecisionDraft, CancelDraft)


def numbered(desk: Desk, draft: D) -> D:
    """Return a new draft with the next free number of its year; runs in a job."""
    assert draft.decided_on is not None  # a new draft is dated today
    number = desk.registers.next_number(NumberSeries.DECISION, draft.decided_on.year)
    return replace(draft, number=number)


def struck_off(desk: Desk, dossiers: Sequence[UUID], granted: Collection[UUID]) -> dict[UUID, str]:
    """Return whom the council did not pass, each with why; runs in a job.

    They are struck off beforehand; whoever decides may say otherwise.

    Args:
        desk: the services.
        dossiers: those to be decided.
        granted: the nominations that would be granted.
    """
    against = desk.consolidation.council_refusals(dossiers)
    return {nomination: why for nomination, why in against.items() if nomination in granted}
