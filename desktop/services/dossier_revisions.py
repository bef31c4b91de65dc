"""Each revision of a dossier as it was signed, kept at both ends to compare the next one with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import DossierRevision


def keep_revision(
    session: Session,
    dossier_id: UUID,
    revision: int,
    package_id: UUID,
    at: datetime,
    document: Mapping[str, Any],
) -> None:
    """Keep what a submission says, in the caller's transaction; once for each package."""
    known = sa.select(DossierRevision.id).where(
        DossierRevision.dossier_id == dossier_id, DossierRevision.package_id == package_id
    )
    if session.scalar(known) is None:
        kept = DossierRevision(
            id=uuid4(),
            dossier_id=dossier_id,
            revision=revision,
            package_id=package_id,
            at=at,
            document=dict(document),
        )
        session.add(kept)


def revision_document(session: Session, dossier_id: UUID, revision: int) -> dict[str, Any] | None:
    """Return what a revision said, the latest where two packages claim it; None if not kept."""
    query = (
        sa.select(DossierRevision.document)
        .where(DossierRevision.dossier_id == dossier_id, DossierRevision.revision == revision)
        .order_by(DossierRevision.at.desc())
    )
    return session.scalar(query.limit(1))
