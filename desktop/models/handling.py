"""xử lý hồ sơ: what the receiving desk writes about a dossier beside its verdicts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record


class HandlerNote(Record):
    """ghi chú xử lý: an officer's note on a dossier or one nomination; it stays in this office."""

    __tablename__ = "handler_notes"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"), index=True)
    text: Mapped[str]
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class ItemVerdict(Base):
    """kết quả thẩm định từng mục: whether an item of a nomination's dossier is in order.

    ``item_code`` is of the law data's dossier items; without a nomination it is the dossier's own.
    """

    __tablename__ = "item_verdicts"
    __table_args__ = (UniqueConstraint("dossier_id", "nomination_id", "item_code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"), index=True)
    item_code: Mapped[str]
    is_in_order: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    set_by: Mapped[str] = mapped_column(default="")
    set_at: Mapped[datetime]


class DossierHandler(Base):
    """người thụ lý: which officer handles a received dossier."""

    __tablename__ = "dossier_handlers"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), index=True)
    since: Mapped[datetime]
