"""Which database of this office counts its packages; a restored or copied one is another."""

from __future__ import annotations

from uuid import UUID

from desktop.models import Setting
from desktop.services.store import Store

DATABASE_ID = "database_id"


def own_database_id(store: Store) -> UUID:
    """Return the id of this database."""
    with store.reading() as session:
        setting = session.get(Setting, DATABASE_ID)
        assert setting is not None  # written with the office
        return UUID(setting.value["id"])
