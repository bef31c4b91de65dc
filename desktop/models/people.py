"""cá nhân: people who may be rewarded, with what the rules ask about them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import DisciplineLevel, Gender, Grade, HoldKind, RankGroup
from desktop.models.base import LineRecord, Record
from desktop.models.decisions import AwardRecord


class Person(Record):
    """A person. Full names are one field, never split."""

    __tablename__ = "people"
    # search_key is the folded name alone, so namesakes are found through its index; finding while
    # typing reads the other index from its start and touches only the people it shows. Members of a
    # unit are counted from the third alone.
    __table_args__ = (
        Index("ix_people_sort_key", "sort_key", "search_key"),
        Index("ix_people_search_key", "search_key", "birth_year"),
        Index("ix_people_unit_id", "unit_id", "id", "archived_at", "started_on"),
    )

    full_name: Mapped[str]
    gender: Mapped[Gender]
    birth_date: Mapped[date | None]
    birth_year: Mapped[int | None]
    post: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    rank_group: Mapped[RankGroup]
    started_on: Mapped[date | None]
    education: Mapped[str] = mapped_column(default="")
    home_town: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    identity_number: Mapped[str] = mapped_column(default="", server_default="", index=True)
    note: Mapped[str] = mapped_column(default="")
    evaluations: Mapped[list[Evaluation]] = relationship(
        order_by="Evaluation.position", lazy="raise", passive_deletes="all"
    )
    disciplines: Mapped[list[Discipline]] = relationship(
        order_by="Discipline.position", lazy="raise", passive_deletes="all"
    )
    holds: Mapped[list[Hold]] = relationship(
        order_by="Hold.position", lazy="raise", passive_deletes="all"
    )
    prior_awards: Mapped[list[AwardRecord]] = relationship(
        primaryjoin="and_(Person.id == AwardRecord.person_id, AwardRecord.source == 'entered')",
        order_by="AwardRecord.position",
        lazy="raise",
        passive_deletes="all",
    )


class Evaluation(LineRecord):
    """đánh giá, xếp loại of one year."""

    __tablename__ = "evaluations"
    # The indexes hold all the rules ask, so that the table itself is not read: the first of chosen
    # people, the second of the members of units in one year, whose lines lie together in it. The
    # year comes last in the first, lest a database take it for what the second is for.
    __table_args__ = (
        CheckConstraint("year BETWEEN 1945 AND 2100", name="year"),
        Index("ix_evaluations_person_id", "person_id", "grade", "year"),
        Index("ix_evaluations_year", "year", "person_id", "grade"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    year: Mapped[int]
    grade: Mapped[Grade]
    note: Mapped[str] = mapped_column(default="")


class Discipline(LineRecord):
    """kỷ luật: one disciplinary decision."""

    __tablename__ = "disciplines"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    level: Mapped[DisciplineLevel]
    decided_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Hold(LineRecord):
    """What is under way against a person, unit or household, so that an award waits (X1)."""

    __tablename__ = "holds"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("households.id"), index=True)
    kind: Mapped[HoldKind]
    since: Mapped[date | None]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
