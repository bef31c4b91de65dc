"""hộ gia đình: households that may be rewarded (Luật 2022 Điều 2)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import Gender
from desktop.models.base import Record
from desktop.models.decisions import AwardRecord
from desktop.models.people import Hold


class Household(Record):
    """A household, known by its head."""

    __tablename__ = "households"

    head_name: Mapped[str]
    head_gender: Mapped[Gender]
    head_birth_year: Mapped[int | None]
    head_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    address: Mapped[str] = mapped_column(default="")
    members: Mapped[int | None]
    contribution: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    holds: Mapped[list[Hold]] = relationship(
        order_by="Hold.position", lazy="raise", passive_deletes="all"
    )
    prior_awards: Mapped[list[AwardRecord]] = relationship(
        primaryjoin=(
            "and_(Household.id == AwardRecord.household_id, AwardRecord.source == 'entered')"
        ),
        order_by="AwardRecord.position",
        lazy="raise",
        passive_deletes="all",
    )
