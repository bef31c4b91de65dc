"""phong trào thi đua: campaigns, their criteria, and who registered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind
from desktop.models.base import LineRecord, Record


class Campaign(Record):
    """A movement with its launch paper, theme, window, criteria and upper campaign (P:II.1)."""

    __tablename__ = "campaigns"

    name: Mapped[str]
    level: Mapped[CampaignLevel]
    kind: Mapped[CampaignKind]
    launched_by: Mapped[str] = mapped_column(default="")
    launch_number: Mapped[str] = mapped_column(default="")
    launched_on: Mapped[date | None]
    theme: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # The last day for dossiers to come; without one nobody is asked for any.
    dossiers_due_on: Mapped[date | None]
    targets: Mapped[str] = mapped_column(default="")
    plan_reference: Mapped[str] = mapped_column(default="")
    upper_campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    note: Mapped[str] = mapped_column(default="")
    criteria: Mapped[list[CampaignCriterion]] = relationship(
        order_by="CampaignCriterion.position", lazy="raise", passive_deletes="all"
    )
    registrations: Mapped[list[Registration]] = relationship(
        order_by="Registration.position", lazy="raise", passive_deletes="all"
    )
    excused: Mapped[list[CampaignExcuse]] = relationship(
        order_by="CampaignExcuse.position", lazy="raise", passive_deletes="all"
    )


class CampaignCriterion(LineRecord):
    """tiêu chí: one thing the campaign asks for."""

    __tablename__ = "campaign_criteria"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    name: Mapped[str]
    target: Mapped[str] = mapped_column(default="")
    applies_to: Mapped[RecipientKind | None]


class Registration(LineRecord):
    """đăng ký thi đua: a unit or a person takes part and says what it strives for."""

    __tablename__ = "registrations"
    # The index holds all the rules ask of a person's registrations.
    __table_args__ = (
        Index("ix_registrations_person_id", "person_id", "campaign_id", "registered_on"),
    )

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    award_code: Mapped[str] = mapped_column(default="")
    registered_on: Mapped[date | None]
    content: Mapped[str] = mapped_column(default="")


class CampaignExcuse(LineRecord):
    """nơi không phải gửi hồ sơ: an office below that this campaign asks for no dossier, and why."""

    __tablename__ = "campaign_excuses"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    reason: Mapped[str]
