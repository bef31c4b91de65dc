"""What is being typed, kept every few seconds so that a crash loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop.models import JournalEntry
from desktop.services.store import Store

# Between an officer's id and the key proper; no key has it.
_MARK = "/"


@dataclass(frozen=True, slots=True)
class Kept:
    """Unsaved content of one form, and when it was kept."""

    at: datetime
    actor: str
    state: dict[str, Any]


class JournalService:
    """Keeping unsaved forms; the only writes that leave no event, for nothing has happened yet.

    Each officer has entries of their own: two who type a new record at once share a database, not
    a form. What an earlier release kept belongs to whoever finds it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, key: str, state: dict[str, Any]) -> None:
        """Keep a form's content under ``key`` ("units:<id>", "units:new")."""
        entry = JournalEntry(
            key=self._own(key), at=self._store.clock(), actor=self._store.actor.name, state=state
        )
        with self._store.writing() as session:
            session.merge(entry)
            session.commit()

    def drop(self, key: str) -> None:
        """Forget a form's content: it was saved or given up."""
        with self._store.writing() as session:
            known = (self._own(key), key)
            session.execute(sa.delete(JournalEntry).where(JournalEntry.key.in_(known)))
            session.commit()

    def kept(self, key: str) -> Kept | None:
        """Return what was kept under ``key``, or None."""
        with self._store.reading() as session:
            entry = session.get(JournalEntry, self._own(key)) or session.get(JournalEntry, key)
            return Kept(entry.at, entry.actor, entry.state) if entry else None

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Return the keys of everything kept whose key begins with ``prefix``."""
        return tuple(self.everything(prefix))

    def everything(self, prefix: str = "") -> dict[str, Kept]:
        """Return what was kept by its key, the oldest first, of keys that begin with ``prefix``."""
        query = sa.select(JournalEntry).order_by(JournalEntry.at)
        own = self._own("")
        with self._store.reading() as session:
            known = {
                entry.key.removeprefix(own): Kept(entry.at, entry.actor, entry.state)
                for entry in session.scalars(query)
            }
        return {k: kept for k, kept in known.items() if k.startswith(prefix) and _MARK not in k}

    def _own(self, key: str) -> str:
        officer = self._store.actor.officer_id
        return f"{officer}{_MARK}{key}" if officer else key
