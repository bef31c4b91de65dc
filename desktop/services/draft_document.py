"""A draft as the document it would be sent as, to compare it with a revision that was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import Dossier, Office
from desktop.sealing.json_form import canonical_json
from desktop.services.attachments import attachment_rows
from desktop.services.dossier_check import files_of, live_nominations
from desktop.services.submission_data import drawn_id, packed_files, submission_document


def draft_document(session: Session, dossier: Dossier, today: date) -> dict[str, Any]:
    """Return what the submission of a dossier of this office would say as of a day.

    Nothing is drawn: the council's minutes, which travel among the files, are left out.
    """
    files = packed_files(attachment_rows(session, files_of(dossier.id)))
    nominations = live_nominations(session, dossier.id)
    sender = session.scalars(sa.select(Office.id).where(Office.is_self)).one()
    document = submission_document(session, dossier, nominations, files, sender, today)
    plain: dict[str, Any] = json.loads(canonical_json(document))
    return plain


def without_drawn(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a submission without the papers the program drew for it, as ``draft_document`` is."""
    about = document["dossier"]
    dossier_id, revision = UUID(about["id"]), int(about["revision"])
    kept = [
        file
        for file in document["attachments"]
        if UUID(file["id"]) != drawn_id(dossier_id, file["file_name"], revision)
    ]
    return {**document, "attachments": kept}
