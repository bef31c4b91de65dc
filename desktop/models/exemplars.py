"""điển hình tiên tiến: typical examples in their four stages (P:II.2.2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import EvidenceKind, ExemplarStage, RecipientKind
from desktop.models.base import LineRecord, Record


class Exemplar(Record):
    """A person, unit or household others should learn from, and how far the work on it has come."""

    __tablename__ = "exemplars"

    title: Mapped[str]
    recipient_kind: Mapped[RecipientKind]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("households.id"))
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    stage: Mapped[ExemplarStage]
    stage_since: Mapped[date]
    field: Mapped[str] = mapped_column(default="")
    criteria: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    responsible: Mapped[str] = mapped_column(default="")
    steps: Mapped[list[ExemplarStep]] = relationship(
        order_by="ExemplarStep.position", lazy="raise", passive_deletes="all"
    )
    evidence: Mapped[list[ExemplarEvidence]] = relationship(
        order_by="ExemplarEvidence.position", lazy="raise", passive_deletes="all"
    )
    copies: Mapped[list[ExemplarCopy]] = relationship(
        order_by="ExemplarCopy.position", lazy="raise", passive_deletes="all"
    )


class ExemplarStep(LineRecord):
    """lộ trình: one step with its date and who is responsible."""

    __tablename__ = "exemplar_steps"

    exemplar_id: Mapped[UUID] = mapped_column(ForeignKey("exemplars.id"), index=True)
    task: Mapped[str]
    due_on: Mapped[date | None]
    responsible: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]


class ExemplarEvidence(LineRecord):
    """minh chứng: a text, a photo (an attachment) or a link."""

    __tablename__ = "exemplar_evidence"

    exemplar_id: Mapped[UUID] = mapped_column(ForeignKey("exemplars.id"), index=True)
    kind: Mapped[EvidenceKind]
    title: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]


class ExemplarCopy(LineRecord):
    """nhân rộng: who copies the example, since when, with what result."""

    __tablename__ = "exemplar_copies"

    exemplar_id: Mapped[UUID] = mapped_column(ForeignKey("exemplars.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
