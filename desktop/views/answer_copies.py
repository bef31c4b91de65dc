"""Finding the signed answer to a dossier in the outbox, for pages that hand it over on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def answer_of(desk: Desk, dossier_id: UUID, kind: str) -> UUID | None:
    """Return the package id of the latest answer of a kind; runs in a job.

    Args:
        desk: the office's services.
        dossier_id: the dossier answered.
        kind: "receipt", "return" or "decision".
    """
    mine = (p for p in desk.outbox.list_rows() if p.dossier_id == dossier_id)
    return next((p.package_id for p in mine if p.kind == kind), None)
