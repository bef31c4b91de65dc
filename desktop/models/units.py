"""đơn vị: villages, schools, associations, cooperatives, enterprises, offices, as a tree."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import Grade, UnitKind
from desktop.models.base import LineRecord, Record
from desktop.models.decisions import AwardRecord
from desktop.models.people import Hold


class Unit(Record):
    """A unit; its present name, and the names it had before."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint("headcount >= 0", name="headcount_not_negative"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )

    name: Mapped[str]
    kind: Mapped[UnitKind]
    code: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    field: Mapped[str] = mapped_column(default="")
    headcount: Mapped[int | None]
    head_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", use_alter=True))
    head_title: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    founded_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    names: Mapped[list[UnitName]] = relationship(
        order_by="UnitName.position", lazy="raise", passive_deletes="all"
    )
    evaluations: Mapped[list[UnitEvaluation]] = relationship(
        order_by="UnitEvaluation.position", lazy="raise", passive_deletes="all"
    )
    holds: Mapped[list[Hold]] = relationship(
        order_by="Hold.position", lazy="raise", passive_deletes="all"
    )
    prior_awards: Mapped[list[AwardRecord]] = relationship(
        primaryjoin="and_(Unit.id == AwardRecord.unit_id, AwardRecord.source == 'entered')",
        order_by="AwardRecord.position",
        lazy="raise",
        passive_deletes="all",
    )


class UnitName(LineRecord):
    """A name the unit had for a time, so that an old decision keeps the old name."""

    __tablename__ = "unit_names"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    basis: Mapped[str] = mapped_column(default="")


class UnitEvaluation(LineRecord):
    """đánh giá, xếp loại của tập thể in one year."""

    __tablename__ = "unit_evaluations"
    __table_args__ = (CheckConstraint("year BETWEEN 1945 AND 2100", name="year"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), index=True)
    year: Mapped[int]
    grade: Mapped[Grade]
    note: Mapped[str] = mapped_column(default="")
