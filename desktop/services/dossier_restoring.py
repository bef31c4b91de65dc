"""Bringing a dossier of this office back to what one of its revisions said when it was signed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.models import Dossier
from desktop.services.dossier_revisions import revision_document
from desktop.services.inbox_submission import write_dossier, write_nominations
from desktop.services.store import Store


def restore_revision(store: Store, session: Session, dossier: Dossier, revision: int) -> None:
    """Write a kept revision's words over the dossier's; nothing is done where it is present.

    Links to this office's own records stay, nominations the revision did not have are put away,
    attached files stay as they are: what was sent of them is in the package in the outbox.
    """
    document = revision_document(session, dossier.id, revision)
    if document is None or dossier.revision == revision:
        return
    dossier.state_since = store.clock()
    write_dossier(dossier, document)
    write_nominations(session, dossier, document["nominations"])
    session.flush()
