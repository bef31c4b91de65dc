"""What was being typed when the program stopped, kept until it is saved or dropped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class JournalEntry(Base):
    """The unsaved content of one open form."""

    __tablename__ = "journal"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    state: Mapped[dict[str, Any]]
