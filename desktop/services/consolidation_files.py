"""The files of a consolidated dossier that come from its origins, brought up and kept the same.

Nothing is stored twice: a row brought names the stored content its origin names. Its id follows
from where it stands and what it is, so bringing it again changes nothing, and what was attached
here by hand is told from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.config import ATTACHED_AT_MOST
from desktop.law.lifecycle import DossierState
from desktop.models import Attachment, Dossier, Event, Nomination, Office
from desktop.services.chunks import chunks
from desktop.services.consolidation_sources import Purpose, purpose_of
from desktop.services.moves import SUBJECT
from desktop.services.store import Store

# The item of what an origin's office made of it: this office writes its own letter and minutes.
_OTHER = "KHAC"
_LONG, _SHORT = "Ủy ban nhân dân", "UBND"
_LONGEST_STEM = 180


class File(NamedTuple):
    """A file by what it is, wherever its row stands."""

    item_code: str
    file_name: str
    media_type: str
    size: int
    sha256: str


def bring_files(store: Store, session: Session, copies: Sequence[Nomination]) -> None:
    """Make the files of copies those of their origins; what was attached here stays."""
    wanted = _files(session, [c.origin_id for c in copies if c.origin_id])
    rows = rows_of(session, "nominations", [c.id for c in copies])
    for copy in copies:
        assert copy.origin_id is not None  # a copy
        files = {file_id(copy.id, f): f for f in wanted[copy.origin_id]}
        for row in rows[copy.id]:
            if file_id(copy.id, _of(row)) == row.id and files.pop(row.id, None) is None:
                session.delete(row)
        for row_id, file in files.items():
            session.add(_row(store, row_id, "nominations", copy.id, file))
    session.flush()


def file_id(copy_id: UUID, file: File) -> UUID:
    """Return the id of a file's row under a copy: the same whenever it is brought."""
    return uuid5(copy_id, f"{file.item_code} {file.sha256} {file.file_name}")


def files_differ(
    copy: Nomination, origin: Nomination, rows: Mapping[UUID, Sequence[Attachment]]
) -> bool:
    """Whether the files brought to a copy are no longer those of its origin."""
    wanted = {file_id(copy.id, _of(row)) for row in rows[origin.id]}
    brought = {row.id for row in rows[copy.id] if file_id(copy.id, _of(row)) == row.id}
    return wanted != brought


def rows_of(
    session: Session, subject: str, owners: Sequence[UUID]
) -> defaultdict[UUID, list[Attachment]]:
    """Return the files of some records, by their owner, in the order they were added."""
    found: defaultdict[UUID, list[Attachment]] = defaultdict(list)
    for some in chunks(owners):
        query = sa.select(Attachment).where(
            Attachment.owner_subject == subject, Attachment.owner_id.in_(some)
        )
        for row in session.scalars(query.order_by(Attachment.added_at, Attachment.id)):
            found[row.owner_id].append(row)
    return found


# -- of the dossiers as a whole -------------------------------------------------------------


class _Whole(NamedTuple):
    """What is to be brought of the origins' own files, what was brought, and what finds no room."""

    wanted: dict[UUID, tuple[UUID, File]]
    brought: dict[UUID, tuple[UUID, Attachment]]
    no_room: tuple[str, ...]


def bring_whole(store: Store, session: Session, dossier: Dossier) -> tuple[str, ...]:
    """Bring the minutes, the letter and what else the origins have as a whole, each named by whose.

    A dossier for this office's own meeting takes none: its origins are at hand. What was taken off
    here by hand stays off.

    Returns:
        the names of those left out because the dossier may hold no more bytes.
    """
    if dossier.state is not DossierState.DRAFT:
        # One put away after it was decided, and taken up again, keeps what it was decided on.
        return ()
    whole = _whole(session, dossier)
    for row_id in whole.brought.keys() - whole.wanted.keys():
        session.delete(whole.brought[row_id][1])
    for row_id, (_, file) in whole.wanted.items():
        if row_id not in whole.brought:
            session.add(_row(store, row_id, SUBJECT, dossier.id, file))
    session.flush()
    return whole.no_room


def origins_with_other_files(session: Session, dossier: Dossier) -> set[UUID]:
    """Return the origins whose files as a whole are no longer those brought up."""
    if dossier.state not in {DossierState.DRAFT, DossierState.READY}:
        return set()
    whole = _whole(session, dossier)
    apart = whole.wanted.keys() ^ whole.brought.keys()
    known = {**whole.wanted, **whole.brought}
    return {known[row_id][0] for row_id in apart}


def _whole(session: Session, dossier: Dossier) -> _Whole:
    origins = _origins(session, dossier.id)
    held = rows_of(session, SUBJECT, [dossier.id])[dossier.id]
    brought = {
        row.id: (origin, row)
        for row in held
        for origin in origins
        if _whole_id(dossier.id, origin, row.sha256, row.file_name) == row.id
    }
    room = ATTACHED_AT_MOST - _size(session, dossier.id, {r.id for _, r in brought.values()})
    wanted: dict[UUID, tuple[UUID, File]] = {}
    no_room = []
    for row_id, origin, file in _offered(session, dossier, origins):
        if file.size > room:
            no_room.append(file.file_name)
            continue
        room -= file.size
        wanted[row_id] = (origin, file)
    return _Whole(wanted, brought, tuple(no_room))


def _offered(
    session: Session, dossier: Dossier, origins: Mapping[UUID, tuple[str, bool]]
) -> list[tuple[UUID, UUID, File]]:
    """Return the files a dossier for the office above should have of its origins, once each."""
    if purpose_of(dossier) is not Purpose.ABOVE:
        return []
    live = [origin for origin, (_, is_live) in origins.items() if is_live]
    rows, off = rows_of(session, SUBJECT, live), _taken_off(session, dossier.id)
    found: dict[UUID, tuple[UUID, UUID, File]] = {}
    for origin in live:
        for row in rows[origin]:
            name = _named(origins[origin][0], row.file_name)
            file = File(_OTHER, name, row.media_type, row.size, row.sha256)
            row_id = _whole_id(dossier.id, origin, file.sha256, name)
            if row_id not in off:
                found.setdefault(row_id, (row_id, origin, file))
    return list(found.values())


def _whole_id(dossier_id: UUID, origin: UUID, sha256: str, name: str) -> UUID:
    return uuid5(dossier_id, f"{origin} {sha256} {name}")


def _named(sender: str, file_name: str) -> str:
    """Return a file's name with whose it is before it, its ending never cut off."""
    path = PurePath(f"{sender.replace(_LONG, _SHORT)} - {file_name}".replace("/", "-"))
    return path.stem[:_LONGEST_STEM] + path.suffix


def _origins(session: Session, dossier_id: UUID) -> dict[UUID, tuple[str, bool]]:
    """Return each dossier ever gathered from: its sender, and whether any of it is still here."""
    origin = aliased(Nomination)
    is_live = sa.func.max(sa.case((Nomination.archived_at.is_(None), 1), else_=0))
    query = (
        sa.select(Dossier.id, Office.name, is_live)
        .join(Office, Office.id == Dossier.origin_office_id)
        .join(origin, origin.dossier_id == Dossier.id)
        .join(Nomination, Nomination.origin_id == origin.id)
        .where(Nomination.dossier_id == dossier_id)
        .group_by(Dossier.id, Office.name, Office.sort_key)
        .order_by(Office.sort_key, Dossier.id)
    )
    return {row[0]: (row[1], bool(row[2])) for row in session.execute(query)}


def _taken_off(session: Session, dossier_id: UUID) -> set[UUID]:
    query = sa.select(Event.data).where(
        Event.subject == SUBJECT, Event.record_id == dossier_id, Event.event == "detached"
    )
    return {UUID(data["attachment"]) for data in session.scalars(query)}


def _size(session: Session, dossier_id: UUID, without: Collection[UUID]) -> int:
    """Return the bytes of a dossier's files and its nominations', but for some of them."""
    live = sa.select(Nomination.id).where(
        Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
    )
    owned = sa.or_(Attachment.owner_id == dossier_id, Attachment.owner_id.in_(live))
    query = sa.select(Attachment.id, Attachment.size).where(owned)
    return sum(size for row_id, size in session.execute(query) if row_id not in without)


def _files(session: Session, owners: Iterable[UUID]) -> defaultdict[UUID, list[File]]:
    found: defaultdict[UUID, list[File]] = defaultdict(list)
    for owner, rows in rows_of(session, "nominations", list(owners)).items():
        found[owner] = [_of(row) for row in rows]
    return found


def _of(row: Attachment) -> File:
    return File(row.item_code, row.file_name, row.media_type, row.size, row.sha256)


def _row(store: Store, row_id: UUID, subject: str, owner: UUID, file: File) -> Attachment:
    return Attachment(
        id=row_id,
        owner_subject=subject,
        owner_id=owner,
        added_at=store.clock(),
        **file._asdict(),
    )
