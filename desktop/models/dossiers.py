"""hồ sơ: a dossier groups nominations with their submission letter (tờ trình)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.lifecycle import DossierState
from desktop.law.terms import AwardType
from desktop.models.base import Record
from desktop.models.legal import DossierBasis
from desktop.models.nominations import Nomination


class Dossier(Record):
    """One dossier, at the office that wrote it or at the one that received it.

    ``state`` repeats the ``to_state`` of the dossier's last event, for lists; only
    ``services/moves.py`` writes it. ``origin_office_id`` is empty for a dossier of this office, and
    the sender's id for one that came in a package.
    """

    __tablename__ = "dossiers"
    __table_args__ = (CheckConstraint("revision >= 1", name="revision_from_one"),)

    title: Mapped[str]
    award_type: Mapped[AwardType]
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    campaign_name: Mapped[str] = mapped_column(default="")
    origin_office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    receiver_office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"))
    letter_number: Mapped[str] = mapped_column(default="")
    letter_date: Mapped[date | None]
    signatory_name: Mapped[str] = mapped_column(default="")
    signatory_title: Mapped[str] = mapped_column(default="")
    opening: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[DossierState] = mapped_column(index=True)
    state_since: Mapped[datetime]
    received_on: Mapped[date | None]
    is_consolidated: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    bases: Mapped[list[DossierBasis]] = relationship(
        order_by="DossierBasis.position", lazy="raise", passive_deletes="all"
    )
    nominations: Mapped[list[Nomination]] = relationship(
        order_by="Nomination.position", lazy="raise", passive_deletes="all"
    )
