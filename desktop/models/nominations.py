"""đề nghị khen thưởng: one recipient put forward for one award."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.law.terms import (
    AwardType,
    Gender,
    Outcome,
    RankGroup,
    RecipientKind,
    Verdict,
)
from desktop.models.base import Base, Record


class Nomination(Record):
    """A nomination inside a dossier, with the recipient as written on the day.

    ``recipient_*`` is what every paper and the certificate print; the links to person, unit or
    household are this office's own and do not hold at the receiving end. ``origin_id`` names the
    nomination of the dossier received that one of a consolidated dossier was taken from,
    ``proposed_by`` the office that put it forward first, at whatever end.
    ``decision_id`` is the decision that gave it its outcome.
    """

    __tablename__ = "nominations"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    recipient_kind: Mapped[RecipientKind]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"), index=True)
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("households.id"), index=True)
    exemplar_id: Mapped[UUID | None] = mapped_column(ForeignKey("exemplars.id"))
    recipient_name: Mapped[str]
    recipient_gender: Mapped[Gender] = mapped_column(default=Gender.UNKNOWN)
    recipient_birth_date: Mapped[date | None]
    recipient_birth_year: Mapped[int | None]
    recipient_post: Mapped[str] = mapped_column(default="")
    recipient_unit: Mapped[str] = mapped_column(default="")
    recipient_address: Mapped[str] = mapped_column(default="")
    rank_group: Mapped[RankGroup | None]
    is_enterprise: Mapped[bool] = mapped_column(default=False)
    award_code: Mapped[str] = mapped_column(default="")
    award_type: Mapped[AwardType]
    achievement: Mapped[str] = mapped_column(default="")
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    report: Mapped[str] = mapped_column(default="")
    verdict: Mapped[Verdict | None]
    verdict_reason: Mapped[str] = mapped_column(default="")
    verdict_by: Mapped[str] = mapped_column(default="", server_default="")
    verdict_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    outcome_reason: Mapped[str] = mapped_column(default="")
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    origin_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"), index=True)
    proposed_by: Mapped[str] = mapped_column(default="", server_default="")


class Attestation(Base):
    """A person's word on a condition that no record can prove, such as good ethics."""

    __tablename__ = "attestations"
    __table_args__ = (UniqueConstraint("nomination_id", "condition"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nominations.id"), index=True)
    condition: Mapped[str]
    holds: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    attested_by: Mapped[str] = mapped_column(default="")
    attested_at: Mapped[datetime]
