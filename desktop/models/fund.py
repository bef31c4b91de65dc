"""Quỹ thi đua, khen thưởng: what came in, what decisions commit, what was paid out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.law.terms import FundKind
from desktop.models.base import Record


class FundEntry(Record):
    """khoản thu, cam kết hoặc chi của Quỹ trong một năm; ``amount`` in đồng, never negative."""

    __tablename__ = "fund_entries"

    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[FundKind]
    amount: Mapped[int]
    entered_on: Mapped[date | None]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    about: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
