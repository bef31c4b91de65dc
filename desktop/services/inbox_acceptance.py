"""The one transaction that takes a staged package in: its records, events, row, and our copy."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.models import PackageRecord
from desktop.sealing.verification import PackageReport
from desktop.services.inbox_answers import StagedAnswer, take_in_answer
from desktop.services.inbox_bulletin import StagedBulletin, take_in_bulletin
from desktop.services.inbox_judgement import check_label
from desktop.services.inbox_records import accepted_row, write_accepted
from desktop.services.inbox_submission import Submission, take_in
from desktop.services.moves import SUBJECT
from desktop.services.quarantine import Copy, Quarantine
from desktop.services.store import Store

Content = Submission | StagedAnswer | StagedBulletin
"""What a package can bring."""


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
        known = accepted_row(session, copy.sha256)
        if known is not None:
            session.expunge(known)
            return Accepted(known.id, known=known)
        check_label(session, content.header, copy.sha256)
        reception_id = _take_in(store, session, package, copy, content)
        row = write_accepted(store, session, copy, package, content.dossier_id, content.revision)
        accepted = Accepted(row.id, reception_id)
        # Last before the commit: a copy in the inbox that no row names is harmless, a row that
        # names no copy is not.
        row.file_name = quarantine.accept(copy)
        session.commit()
        return accepted


def _take_in(
    store: Store,
    session: Session,
    package: PackageReport,
    copy: Copy,
    content: Content,
) -> UUID | None:
    package_id = str(content.header.package_id)
    if isinstance(content, Submission):
        outcome = package.signature.outcome.value
        about = {"package_id": package_id, "sha256": copy.sha256, "signature": outcome}
        return take_in(store, session, content, about).id
    if isinstance(content, StagedBulletin):
        take_in_bulletin(store, session, content)
        return None
    take_in_answer(store, session, content)
    data = {"package_id": package_id, "kind": content.header.kind.value}
    store.record_event(session, SUBJECT, content.dossier_id, "package_taken_in", data=data)
    return None
