"""tệp kèm theo: what is attached to a record; the bytes stand apart, by content hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class Attachment(Base):
    """One attached file of a dossier, nomination, campaign or exemplar."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_owner", "owner_subject", "owner_id"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner_subject: Mapped[str]
    owner_id: Mapped[UUID]
    item_code: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime]
