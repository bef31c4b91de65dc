"""What others did meanwhile: the events written to this office's data since this program looked.

Every write appends an event, whoever makes it: another window, a command, another PC on the same
PostgreSQL server. So asking for the events after the last one known tells all that changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from desktop.models import Event
from desktop.services.store import Store, event_label

_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One thing somebody else did."""

    subject: str
    record_id: UUID
    label: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What happened after an event.

    Attributes:
        latest: the number of the newest event; ask from here next time.
        rows: what others did, oldest first; the newest 500 where there is more.
    """

    latest: int
    rows: tuple[NewsRow, ...]


class NewsService:
    """Reading what others wrote."""

    subject = "news"

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self) -> int:
        """Return the number of the newest event, 0 for none."""
        with self._store.reading() as session:
            return session.scalar(sa.select(sa.func.max(Event.sequence))) or 0

    def since(self, latest: int) -> News:
        """Return what others did after the event ``latest``."""
        query = (
            sa.select(Event)
            .where(Event.sequence > latest)
            .order_by(Event.sequence.desc())
            .limit(_AT_MOST)
        )
        with self._store.reading() as session:
            found = list(session.scalars(query))
            rows = tuple(
                NewsRow(e.subject, e.record_id, event_label(e.event), e.actor, e.at)
                for e in reversed(found)
                if not self._store.wrote(e.id)
            )
            return News(found[0].sequence if found else latest, rows)
