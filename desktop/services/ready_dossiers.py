"""hồ sơ chờ ký: dossiers that are ready to leave and that nobody has signed yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from desktop.errors import PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.models import Dossier, Office
from desktop.sealing.header import Party
from desktop.services.receiver_keys import encryption_certificate_of
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class ReadyDossier:
    """A dossier to be signed; ``refusal`` is why nothing can be sent to its receiver, if so."""

    id: UUID
    title: str
    receiver: str
    refusal: PackageRefused | None


def ready_dossiers(store: Store) -> tuple[ReadyDossier, ...]:
    """Return this office's own dossiers that wait for a signature, the longest waiting first."""
    query = (
        sa.select(Dossier, Office)
        .join(Office, Office.id == Dossier.receiver_office_id)
        .where(
            Dossier.state == DossierState.READY,
            Dossier.origin_office_id.is_(None),
            Dossier.archived_at.is_(None),
        )
        .order_by(Dossier.state_since)
    )
    found = []
    with store.reading() as session:
        for dossier, office in session.execute(query):
            refusal = None
            try:
                encryption_certificate_of(session, Party(office.id, office.name), store.clock())
            except PackageRefused as refused:
                refusal = refused
            found.append(ReadyDossier(dossier.id, dossier.title, office.name, refusal))
    return tuple(found)
