"""The law of this office: the shipped data, with what the office and those above corrected in it.

Every rule asked with a session at hand is asked of ``law_of``; names of awards, which nobody
corrects, may be read from ``Catalogue.load()``.
"""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.corrections import Correction, corrected
from desktop.models import LawCorrection


def law_of(session: Session) -> Catalogue:
    """Return the law as this office reads it, right even when another process has corrected it."""
    corrections = in_force(session)
    return _read(corrections) if corrections else Catalogue.load()


def in_force(session: Session) -> tuple[Correction, ...]:
    """Return the corrections that count: the office's own, and received ones of other rows.

    What an office has read itself is never overruled by a bulletin; the received correction is
    kept beside it.
    """
    query = (
        sa.select(
            LawCorrection.row_id,
            LawCorrection.changes,
            LawCorrection.basis,
            LawCorrection.holds_from,
            LawCorrection.holds_to,
            LawCorrection.origin_office,
        )
        .where(LawCorrection.archived_at.is_(None))
        .order_by(LawCorrection.row_id, LawCorrection.id)
    )
    rows = session.execute(query).all()
    own = {row.row_id for row in rows if not row.origin_office}
    return tuple(
        Correction.of(row.row_id, row.changes, row.basis, row.holds_from, row.holds_to)
        for row in rows
        if not row.origin_office or row.row_id not in own
    )


# An office reads its law in one version, or two while a correction is being tried.
@lru_cache(maxsize=4)
def _read(corrections: tuple[Correction, ...]) -> Catalogue:
    return Catalogue.read(corrected(shipped(), corrections))
