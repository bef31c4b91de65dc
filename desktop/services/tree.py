"""Records that belong to one another as a tree: units, offices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session


def would_loop(session: Session, model: type[Any], record_id: UUID, parent_id: UUID | None) -> bool:
    """Return whether a record put below ``parent_id`` would stand below itself.

    Args:
        session: the caller's transaction.
        model: a mapped class with ``parent_id``.
        record_id: the record to be put.
        parent_id: where to; None for the top.
    """
    seen: set[UUID] = set()
    while parent_id and parent_id not in seen:
        if parent_id == record_id:
            return True
        seen.add(parent_id)
        parent_id = session.scalar(sa.select(model.parent_id).where(model.id == parent_id))
    return False
