"""tệp kèm theo: files attached to dossiers, nominations, campaigns, examples and initiatives.

The row stands in the database, the bytes in ``store.blobs`` by content hash, encrypted; they are
checked when taken in (``file_kinds.py``) and again at every reading.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import ATTACHED_AT_MOST
from desktop.disk import whole_file
from desktop.errors import AttachmentRefused, NotFound
from desktop.law.catalogue import Catalogue
from desktop.models import Attachment, Campaign, Dossier, Exemplar, Initiative, Nomination
from desktop.overrides import override
from desktop.services.dossier_check import files_of
from desktop.services.fields import clean
from desktop.services.file_kinds import media_type_of
from desktop.services.moves import editable_dossier
from desktop.services.store import Store

ReportProgress = Callable[[int, int, str], None]

_OWNERS: dict[str, type[Any]] = {
    "dossiers": Dossier,
    "nominations": Nomination,
    "campaigns": Campaign,
    "exemplars": Exemplar,
    "initiatives": Initiative,
}
_CHUNK = 1 << 20
_LONGEST_NAME = 200
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
_TAKE_IN, _GIVE_OUT = "Thêm tệp kèm theo", "Lưu tệp kèm theo"


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attached file.

    Attributes:
        item_code: which dossier item it stands for (law data), "" for none.
        item: the item's label.
        size: in bytes.
        sha256: of the content, hex.
    """

    id: UUID
    owner_subject: str
    owner_id: UUID
    item_code: str
    item: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime


class AttachmentService:
    """Use cases of attached files."""

    subject = "attachments"

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        owner_subject: str,
        owner_id: UUID,
        item_code: str,
        source: Path,
        report: ReportProgress | None = None,
    ) -> AttachmentRow:
        """Attach a copy of a file; the same content on the same item again changes nothing.

        Args:
            owner_subject: "dossiers", "nominations", "campaigns", "exemplars" or
                "initiatives".
            owner_id: the record it belongs to.
            item_code: the dossier item it stands for, "" for none.
            source: the file.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            AttachmentRefused: empty, too large, not allowed, not what its name says, unreadable.
            MoveRefused: the dossier it belongs to is frozen.
            NotFound: there is no such owner.
            StorageError: the disk is full or cannot be written.
        """
        name = stored_name(source.name)
        try:
            with source.open("rb") as file:
                size = file.seek(0, io.SEEK_END)
                with self._store.reading() as session:
                    self._check_owner(session, owner_subject, owner_id, size)
                media_type = media_type_of(name, file, size)
                file.seek(0)
                # Copied before the transaction: nobody waits for the write lock meanwhile, and a
                # copy that ends up unused is harmless.
                sha256, copied = self._store.blobs.put(
                    cast("BinaryIO", _Watched(file, size, report))
                )
                if copied != size:
                    raise AttachmentRefused(AttachmentRefused.Code.UNREADABLE)
        except OSError as error:
            raise AttachmentRefused(AttachmentRefused.Code.UNREADABLE) from error
        attachment = Attachment(
            owner_subject=owner_subject,
            owner_id=owner_id,
            item_code=item_code,
            file_name=name,
            media_type=media_type,
            size=size,
            sha256=sha256,
        )
        return self._insert(attachment)

    def list_for(self, owner_subject: str, owner_id: UUID) -> list[AttachmentRow]:
        """Return the files of one record in the order they were added."""
        own = sa.and_(Attachment.owner_subject == owner_subject, Attachment.owner_id == owner_id)
        with self._store.reading() as session:
            return attachment_rows(session, own)

    def list_for_dossier(self, dossier_id: UUID) -> list[AttachmentRow]:
        """Return the files of a dossier and of its live nominations, in the order of adding."""
        with self._store.reading() as session:
            return attachment_rows(session, files_of(dossier_id))

    def remove(self, attachment_id: UUID) -> None:
        """Take a file off its record; the event keeps its name and digest.

        Raises:
            NotFound: there is no such file.
            MoveRefused: the dossier it belongs to is frozen.
        """
        with self._store.writing() as session:
            attachment = _get(session, attachment_id)
            self._check_owner(session, attachment.owner_subject, attachment.owner_id, 0)
            self._note(session, attachment, "detached")
            session.delete(attachment)
            session.commit()

    def open(self, attachment_id: UUID) -> BinaryIO:
        """Return a stream of a file's content; each chunk is checked before it is given out.

        Raises:
            NotFound: there is no such file.
            AttachmentRefused: the stored copy is missing or damaged.
        """
        with self._store.reading() as session:
            sha256 = _get(session, attachment_id).sha256
        return self._store.blobs.open(sha256)

    def export(
        self, attachment_id: UUID, target: Path, report: ReportProgress | None = None
    ) -> None:
        """Write a copy of a file where the user wants it, whole or not at all.

        Raises:
            NotFound: there is no such file.
            AttachmentRefused: the stored copy is missing or damaged.
            StorageError: the folder is full, missing or cannot be written.
        """
        with self._store.reading() as session:
            size = _get(session, attachment_id).size
        with self.open(attachment_id) as content, whole_file(target) as file:
            watched = _Watched(content, size, report, _GIVE_OUT)
            while chunk := watched.read(_CHUNK):
                file.write(chunk)

    def _insert(self, attachment: Attachment) -> AttachmentRow:
        with self._store.writing() as session:
            owner = (attachment.owner_subject, attachment.owner_id)
            same = sa.and_(
                Attachment.owner_subject == attachment.owner_subject,
                Attachment.owner_id == attachment.owner_id,
                Attachment.item_code == attachment.item_code,
                Attachment.sha256 == attachment.sha256,
            )
            if known := attachment_rows(session, same):
                return known[0]
            # Again, now under the write lock: another window may have added or sent meanwhile.
            self._check_owner(session, *owner, attachment.size)
            attachment.added_at = self._store.clock()
            session.add(attachment)
            session.flush()
            self._note(session, attachment, "attached")
            row = _row(attachment)
            session.commit()
            return row

    def _note(self, session: Session, attachment: Attachment, event: str) -> None:
        data = {
            "attachment": str(attachment.id),
            "item_code": attachment.item_code,
            "file_name": attachment.file_name,
            "size": attachment.size,
            "sha256": attachment.sha256,
        }
        owner = (attachment.owner_subject, attachment.owner_id)
        self._store.record_event(session, *owner, event, data=data)

    @staticmethod
    def _check_owner(session: Session, subject: str, owner_id: UUID, more: int) -> None:
        """Refuse when the owner is missing or frozen, or ``more`` bytes are too many for it."""
        model = _OWNERS.get(subject)
        if model is None:
            raise NotFound(NotFound.Code.SUBJECT, subject=subject)
        owner = session.get(model, owner_id)
        if owner is None:
            raise NotFound(NotFound.Code.RECORD, subject=subject, id=str(owner_id))
        files = sa.and_(Attachment.owner_subject == subject, Attachment.owner_id == owner_id)
        if model in {Dossier, Nomination}:
            dossier_id = owner_id if model is Dossier else owner.dossier_id
            editable_dossier(session, dossier_id)
            files = files_of(dossier_id)
        held = session.scalar(sa.select(sa.func.sum(Attachment.size)).where(files)) or 0
        if more and held + more > ATTACHED_AT_MOST:
            limit_mb = ATTACHED_AT_MOST // (1024 * 1024)
            raise AttachmentRefused(AttachmentRefused.Code.TOO_LARGE, limit_mb=limit_mb)


def attachment_rows(session: Session, clause: sa.ColumnElement[bool]) -> list[AttachmentRow]:
    """Return the files a clause asks for, in the order they were added."""
    query = sa.select(Attachment).where(clause).order_by(Attachment.added_at, Attachment.id)
    return [_row(a) for a in session.scalars(query)]


def stored_name(file_name: str) -> str:
    """Return a file's name as it is kept: composed, on one line, its ending never cut off."""
    path = Path(" ".join(clean(file_name).split()))
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix


def name_of_copy(file_name: str) -> str:
    """Return a name that is one file's in any folder; one from a package may be a path, or worse.

    What Windows has in no file's name becomes «-»: both slashes, and the colon of a drive.
    """
    return " ".join(clean(file_name).split()).translate(_NOT_IN_NAMES)


def _get(session: Session, attachment_id: UUID) -> Attachment:
    attachment = session.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound(NotFound.Code.RECORD, subject="attachments", id=str(attachment_id))
    return attachment


def _row(attachment: Attachment) -> AttachmentRow:
    items = {item.code: item.label for item in Catalogue.load().items}
    return AttachmentRow(
        attachment.id,
        attachment.owner_subject,
        attachment.owner_id,
        attachment.item_code,
        items.get(attachment.item_code, ""),
        name_of_copy(attachment.file_name),
        attachment.media_type,
        attachment.size,
        attachment.sha256,
        attachment.added_at,
    )


class _Watched(io.RawIOBase):
    """A file being copied: tells how far it is, and gives its own name to a reading error."""

    def __init__(
        self,
        file: BinaryIO,
        size: int,
        report: ReportProgress | None,
        step: str = _TAKE_IN,
    ) -> None:
        super().__init__()
        self._file, self._size, self._step = file, size, step
        self._report = report
        self._done = 0

    @override
    def read(self, size: int = -1, /) -> bytes:
        try:
            chunk = self._file.read(size)
        except OSError as error:
            # Not the office's own disk: a stick pulled out, a share gone.
            raise AttachmentRefused(AttachmentRefused.Code.UNREADABLE) from error
        self._done += len(chunk)
        if self._report:
            self._report(self._done, self._size, self._step)
        return chunk
