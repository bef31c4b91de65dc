"""tạm dừng xem xét: what is under way against a recipient, so that an award waits (X1).

A hold is not a refusal: it ends, and the nomination goes on. Its reason is sensitive: it stays in
this office's encrypted database, travels in no package and is written in no log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.law.terms import HoldKind
from desktop.models import Hold
from desktop.services.fields import Line, choice, day, text

SECTION = "Đang xem xét, thanh tra, đơn thư"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLine(Line):
    """One matter under way; without an end it still holds the award back."""

    kind: HoldKind = choice("Việc đang xem xét", HoldKind.DISCIPLINE)
    since: date | None = day("Từ ngày", past_only=True)
    ended_on: date | None = day("Kết thúc ngày", not_before="since", past_only=True)
    reason: str = text("Nội dung (chỉ lưu tại cơ quan này, không gửi đi)", maximum=2_000)


def under_way(on: date) -> sa.ColumnElement[bool]:
    """Return the condition of the holds not ended on a day."""
    return sa.and_(
        sa.or_(Hold.since.is_(None), Hold.since <= on),
        sa.or_(Hold.ended_on.is_(None), Hold.ended_on > on),
    )


def held_ids(
    session: Session, holder: InstrumentedAttribute[UUID | None], on: date
) -> frozenset[UUID]:
    """Return whom something is under way against on a day.

    Args:
        session: the caller's transaction.
        holder: ``Hold.person_id``, ``Hold.unit_id`` or ``Hold.household_id``.
        on: the day asked about.
    """
    query = sa.select(holder).where(holder.is_not(None), under_way(on))
    return frozenset(found for found in session.scalars(query) if found is not None)
