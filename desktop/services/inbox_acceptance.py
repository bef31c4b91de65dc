"""The one transaction that takes a staged package in: its records, events, row, and our copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import ConflictFound
from desktop.models import PackageRecord
from desktop.sealing.header import PackageKind
from desktop.sealing.verification import PackageReport
from desktop.services.conflict_detection import numbered_twice, settle_by_itself
from desktop.services.inbox_answers import StagedAnswer
from desktop.services.inbox_clock import CLOCK, clock_note
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
        reception_id: the event its receipt tells of; None where the receipt tells of the line.
        known: the line of the same file when another window was quicker; nothing was written then.
        is_copy: it says what another package of that revision said before.
        clock: what speaks against the sender's clock, in words.
    """

    record_id: UUID
    reception_id: UUID | None = None
    known: PackageRecord | None = None
    is_copy: bool = False
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """That a person took this package's side in a conflict.

    Attributes:
        settle: writes the choice, in the transaction that takes the package in.
        takes_over: that what contradicts it gives way; else both stay beside each other.
    """

    settle: Callable[[Session], None]
    takes_over: bool = False


def accept(
    store: Store,
    quarantine: Quarantine,
    copy: Copy,
    package: PackageReport,
    content: Content,
    choice: Choice | None = None,
) -> Accepted:
    """Write everything a package brings, or nothing of it.

    Raises:
        PackageRefused: what it says does not fit what is here.
        ConflictFound: it contradicts what is here, and nobody has chosen it.
        StorageError: the disk is full or cannot be written.
    """
    with store.writing() as session:
        header, content_sha256 = content.header, package.content_sha256
        known = accepted_row(session, copy.sha256, header.package_id, content_sha256)
        if known is not None:
            session.expunge(known)
            return Accepted(known.id, known=known)
        check_label(session, header, content_sha256)
        clock = clock_note(session, package, store.clock())
        arrival = Arrival(
            header.package_id,
            copy.sha256,
            content_sha256,
            package.signature.outcome.value,
            chosen=choice is not None and choice.takes_over,
            clock=clock,
        )
        reception_id = content.take_in(store, session, arrival)
        is_copy = header.kind is PackageKind.SUBMISSION and reception_id is None
        other = None if is_copy else numbered_twice(session, header, content_sha256)
        if other is not None and choice is None:
            raise ConflictFound(
                ConflictFound.Code.SEQUENCE_TWICE, sender=header.sender.name, row_id=other
            )
        row = write_accepted(store, session, copy, package, content.dossier_id, content.revision)
        if clock:
            row.reasons = {**row.reasons, CLOCK: clock}
        if is_copy:
            row.reasons = {**row.reasons, "copy": True}
        if isinstance(content, StagedAnswer) and content.is_news:
            row.reasons = {**row.reasons, "news": True}
        if choice is not None:
            choice.settle(session)
        else:
            settle_by_itself(store, session, row)
        accepted = Accepted(row.id, reception_id, is_copy=is_copy, clock=clock)
        # Last before the commit: a copy in the inbox that no row names is harmless, a row that
        # names no copy is not.
        row.file_name = quarantine.accept(copy)
        session.commit()
        return accepted
