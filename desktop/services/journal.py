"""What is being typed, kept every few seconds so that a crash loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop.models import JournalEntry
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """Unsaved content of one form, and when it was kept."""

    at: datetime
    actor: str
    state: dict[str, Any]


class JournalService:
    """Keeping unsaved forms; the only writes that leave no event, for nothing has happened yet."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, key: str, state: dict[str, Any]) -> None:
        """Keep a form's content under ``key`` ("units:<id>", "units:new")."""
        entry = JournalEntry(
            key=key, at=self._store.clock(), actor=self._store.actor.name, state=state
        )
        with self._store.writing() as session:
            session.merge(entry)
            session.commit()

    def drop(self, key: str) -> None:
        """Forget a form's content: it was saved or given up."""
        with self._store.writing() as session:
            session.execute(sa.delete(JournalEntry).where(JournalEntry.key == key))
            session.commit()

    def kept(self, key: str) -> Kept | None:
        """Return what was kept under ``key``, or None."""
        with self._store.reading() as session:
            entry = session.get(JournalEntry, key)
            return Kept(entry.at, entry.actor, entry.state) if entry else None

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Return the keys of everything kept whose key begins with ``prefix``."""
        query = sa.select(JournalEntry.key).order_by(JournalEntry.at)
        with self._store.reading() as session:
            return tuple(k for k in session.scalars(query) if k.startswith(prefix))
