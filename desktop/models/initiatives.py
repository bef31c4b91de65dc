"""sáng kiến: recognised initiatives with their authors and how far they reach."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import InitiativeKind, InitiativeLevel
from desktop.models.base import LineRecord, Record


class Initiative(Record):
    """An initiative, or a scientific work that counts as one (Luật 2022 Điều 23)."""

    __tablename__ = "initiatives"

    title: Mapped[str]
    kind: Mapped[InitiativeKind]
    level: Mapped[InitiativeLevel]
    year: Mapped[int | None]
    recognised_on: Mapped[date | None]
    recognised_by: Mapped[str] = mapped_column(default="")
    decision_number: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    authors: Mapped[list[InitiativeAuthor]] = relationship(
        order_by="InitiativeAuthor.position", lazy="raise", passive_deletes="all"
    )


class InitiativeAuthor(LineRecord):
    """tác giả, đồng tác giả with the part each contributed, in percent."""

    __tablename__ = "initiative_authors"
    __table_args__ = (CheckConstraint("share BETWEEN 0 AND 100", name="share_percent"),)

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    full_name: Mapped[str] = mapped_column(default="")
    share: Mapped[int | None]
