"""Which machine something came from, in words; without Qt, for the command says it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import date_time
from desktop.views.short_names import short_office

if TYPE_CHECKING:
    from desktop.services.conflicts import ConflictSide, Gap


def machine_text(side: ConflictSide, other: ConflictSide, *, is_left: bool) -> str:
    """Return which machine a side was made on, as people tell two apart; "" where none told.

    Args:
        side: the side.
        other: the one beside it.
        is_left: what was here first is the first of two machines.
    """
    if side.is_here:
        return "Máy này"
    if not side.machine:
        return ""
    whose = short_office(side.office)
    if side.machine == other.machine:
        return f"Cùng một máy của {whose}"
    if other.is_here or not other.machine or side.office != other.office:
        return f"{'Máy kia' if other.is_here else 'Một máy'} của {whose}"
    return f"Một máy của {whose}" if is_left else f"Máy kia của {whose}"


def machine_of(gap: Gap) -> str:
    """Return which of a sender's machines it is, by what came from it last; "" where none told."""
    if gap.last_at is None:
        return ""
    # The office's own key is signed by in its name, which is said before.
    who = f", {gap.signer} ký" if gap.signer and gap.signer != gap.sender else ""
    return (
        f" (gói gần nhất của máy ấy nhận lúc {date_time(gap.last_at.astimezone(LOCAL_TIME))}{who})"
    )
