"""quyết định, khen thưởng, sổ số: decisions, the awards they grant, and the numbers used."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.law.terms import AwardType, DecisionKind, NumberState, RecipientKind
from desktop.models.base import Base, LineRecord, Record


class Decision(Record):
    """quyết định khen thưởng, made here or received in a decision package."""

    __tablename__ = "decisions"

    number: Mapped[str]
    decided_on: Mapped[date]
    deciding_office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"))
    deciding_office: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    signatory_title: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    made_here: Mapped[bool] = mapped_column(default=True)
    ceremony_on: Mapped[date | None]
    ceremony_at: Mapped[str] = mapped_column(default="", server_default="")
    ceremony_place: Mapped[str] = mapped_column(default="", server_default="")
    invitation_number: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[DecisionKind] = mapped_column(
        default=DecisionKind.AWARD, server_default=DecisionKind.AWARD.value
    )
    ground: Mapped[str] = mapped_column(default="", server_default="")


class DecisionDossier(LineRecord):
    """Which dossiers a decision answers, in order; one dossier may have several decisions."""

    __tablename__ = "decision_dossiers"
    __table_args__ = (UniqueConstraint("decision_id", "dossier_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)


class AwardRecord(Base):
    """lần khen thưởng: one award a recipient holds.

    ``source`` says where it is known from: ``decided`` here, ``received`` in a package, ``entered``
    by hand from old papers. The achievement period is kept on every record because the next clock
    starts from it (catalogue §2.3 X4). The ``bonus_*`` columns are frozen when the decision is
    written, in đồng; coefficient and raw amount are decimals written out. ``search_key`` and
    ``unit_key`` are the holder's name and unit folded; with kind and year of birth they tell one
    holder from a namesake.
    """

    __tablename__ = "award_records"
    # The index holds all the rules ask of the titles of many people, a year's lying together.
    __table_args__ = (
        Index("ix_award_records_year", "year", "person_id", "award_code", "cancelled_on"),
        # And these what tells one holder from a namesake.
        Index(
            "ix_award_records_birth",
            "search_key",
            "recipient_kind",
            "recipient_birth_year",
            "cancelled_on",
        ),
        Index("ix_award_records_unit", "search_key", "unit_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="entered")
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("households.id"), index=True)
    recipient_kind: Mapped[RecipientKind] = mapped_column(default=RecipientKind.INDIVIDUAL)
    recipient_name: Mapped[str] = mapped_column(default="")
    recipient_post: Mapped[str] = mapped_column(default="")
    recipient_unit: Mapped[str] = mapped_column(default="")
    award_code: Mapped[str] = mapped_column(default="")
    award_type: Mapped[AwardType] = mapped_column(default=AwardType.MERIT)
    achievement: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    decision_number: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    certificate_number: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    cancelled_by: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    golden_book_number: Mapped[str] = mapped_column(default="", server_default="")
    ceremony_position: Mapped[int | None]
    bonus_coefficient: Mapped[str] = mapped_column(default="", server_default="")
    bonus_base: Mapped[int | None]
    bonus_raw: Mapped[str] = mapped_column(default="", server_default="")
    bonus_amount: Mapped[int | None]
    bonus_note: Mapped[str] = mapped_column(default="", server_default="")
    search_key: Mapped[str] = mapped_column(default="")
    recipient_birth_year: Mapped[int | None]
    unit_key: Mapped[str] = mapped_column(default="", server_default="")


class NumberEntry(Base):
    """sổ số: one number of a series of a year; a pair is never given twice.

    ``used_for`` names the record that has it, ``used_at`` when its state was last set. A number no
    record has keeps the ``reason`` why: spoiled with a blank, void, or reserved for somebody.
    """

    __tablename__ = "number_entries"
    __table_args__ = (UniqueConstraint("series", "year", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    series: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    used_for: Mapped[UUID | None]
    used_at: Mapped[datetime]
    state: Mapped[NumberState] = mapped_column(
        default=NumberState.USED, server_default=NumberState.USED.value
    )
    reason: Mapped[str] = mapped_column(default="", server_default="")
    set_by: Mapped[str] = mapped_column(default="", server_default="")
