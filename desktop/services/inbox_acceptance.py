"""The one transaction that takes a staged package in: its records, events, row, and our copy."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.models import PackageRecord
from desktop.sealing.verification import PackageReport
from desktop.services.inbox_content import Arrival, Content
from desktop.services.inbox_judgement import check_label
from desktop.services.inbox_records import accepted_row, write_accepted
from desktop.services.quarantine import Copy, Quarantine
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class Accepted:
    """A package now in the inbox.

    Attributes:
        record_id: its line in the inbox.
        reception_id: the event its receipt tells of; None for what is not receipted.
        known: the line of the same file when another window was quicker; nothing was written then.
    """

    record_id: UUID
    reception_id: UUID | None = None
    known: PackageRecord | None = None


def accept(
    store: Store,
    quarantine: Quarantine,
    copy: Copy,
    package: PackageReport,
    content: Content,
) -> Accepted:
    """Write everything a package brings, or nothing of it.

    Raises:
        PackageRefused: what it says does not fit what is here.
        StorageError: the disk is full or cannot be written.
    """
    with store.writing() as session:
        content_sha256 = package.content_sha256
        known = accepted_row(session, copy.sha256, content.header.package_id, content_sha256)
        if known is not None:
            session.expunge(known)
            return Accepted(known.id, known=known)
        check_label(session, content.header, content_sha256)
        outcome = package.signature.outcome.value
        arrival = Arrival(content.header.package_id, copy.sha256, content_sha256, outcome)
        reception_id = content.take_in(store, session, arrival)
        row = write_accepted(store, session, copy, package, content.dossier_id, content.revision)
        accepted = Accepted(row.id, reception_id)
        # Last before the commit: a copy in the inbox that no row names is harmless, a row that
        # names no copy is not.
        row.file_name = quarantine.accept(copy)
        session.commit()
        return accepted
