"""The event log: append-only and chained, one row for every write."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class Event(Base):
    """Who did what to which record, when, from which state to which.

    ``hash`` = SHA-256 over the previous event's hash and this event's content, so that a removed or
    edited row shows. An event that came in a package keeps its own id and the office it happened
    at.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_record", "subject", "record_id"),)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    at: Mapped[datetime]
    actor: Mapped[str]
    office_id: Mapped[UUID | None]
    office_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    record_id: Mapped[UUID]
    event: Mapped[str]
    from_state: Mapped[str] = mapped_column(default="")
    to_state: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous_hash: Mapped[str] = mapped_column(default="")
    hash: Mapped[str] = mapped_column(default="")
