"""Which database of this office counts its packages; a restored or copied one is another.

Two databases that number packages under one id would send two different packages of one number, and
the receiver could not tell which history is the true one. Two things are held against each other
before each number is given:

- a small marker file beside the database names the id and the last event known when a package was
  queued. It is written after the transaction, so a kill in between leaves it one behind, which is
  no harm; a marker whose event this database does not have tells of packages it knows nothing of:
  the database is a restored backup. A marker that is gone tells the same.
- the database keeps which machine and which file (inode, file index) it lay in; one on a server,
  which cluster and which database of it. Elsewhere, it is a copy. Restarts, migrations and WAL
  checkpoints keep the place; a move to another disk or computer does not, and then a new id costs
  nothing: the receiver sees another count begin.

What this cannot see is a backup of database and marker together written over both files in place:
then the receiver finds one number twice (``conflict_detection.py``).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.database.postgres import server_place
from desktop.disk import write_whole
from desktop.errors import StorageError
from desktop.models import Event, PackageRecord, Setting
from desktop.paths import OfficePaths
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled

DATABASE_ID = "database_id"
SUBJECT = "databases"
_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_WINDOWS_KEY = r"SOFTWARE\Microsoft\Cryptography"


class NewIdReason(Labelled):
    """Why a database got a new id."""

    MARKER_GONE = "MARKER_GONE", "Tệp dấu cạnh cơ sở dữ liệu không còn"
    MARKER_OTHER = "MARKER_OTHER", "Tệp dấu ghi một mã khác"
    MARKER_AHEAD = "MARKER_AHEAD", "Cơ sở dữ liệu cũ hơn những gói đã gửi: là bản khôi phục"
    OTHER_FILE = "OTHER_FILE", "Tệp dữ liệu là bản chép của tệp đã gửi gói"
    OTHER_MACHINE = "OTHER_MACHINE", "Dữ liệu được chép sang máy khác"


@dataclass(frozen=True, slots=True)
class Marker:
    """What the file beside the database says.

    Attributes:
        database_id: which database counted last in this folder.
        sent: the last number given for each receiver, for people who look into the file.
        sequence: the last event that database had when it queued a package.
        hash: that event's place in the chain.
    """

    database_id: UUID
    sent: Mapping[str, int] = field(default_factory=dict)
    sequence: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database lies; "" for what this computer does not tell."""

    machine: str
    file: str

    def differs(self, kept: Mapping[str, str]) -> NewIdReason | None:
        """Return what speaks for a copy, comparing only what is known at both times."""
        for now, then, reason in (
            (self.machine, kept.get("machine", ""), NewIdReason.OTHER_MACHINE),
            (self.file, kept.get("file", ""), NewIdReason.OTHER_FILE),
        ):
            if now and then and now != then:
                return reason
        return None


def first_identity(session: Session, paths: OfficePaths) -> dict[str, Any]:
    """Return what a new database keeps of itself: an id, and where it lies."""
    return _identity(uuid4(), place_of(session, paths))


def marker_path(paths: OfficePaths) -> Path:
    """Return where the marker lies."""
    return paths.root / "packages-sent.json"


def database_id_in(session: Session) -> UUID:
    """Return the id of this database as it stands, in the caller's transaction."""
    return UUID(_setting(session).value["id"])


def own_database_id(store: Store) -> UUID:
    """Return the id this database numbers packages under, a new one where it may be a copy.

    Not to be called while the caller holds the write lock.

    Raises:
        StorageError: the marker beside the database cannot be written.
    """
    # The marker first: it only tells of what was committed, so a database read after it has it.
    marker = read_marker(store.paths)
    with store.reading() as session:
        place = place_of(session, store.paths)
        setting = _setting(session)
        is_noted = "place" in setting.value and marker is not None
        if is_noted and _disagreement(session, setting, marker, place) is None:
            return UUID(setting.value["id"])
    return _settled(store, place)


def _settled(store: Store, place: Place) -> UUID:
    """Note where this database lies, under a new id where something disagrees.

    The marker is written before the transaction ends: a kill in between leaves a marker of another
    id, and the next start gives a new one again, which nothing was sent under.
    """
    with store.writing() as session:
        setting, marker = _setting(session), read_marker(store.paths)
        reason = _disagreement(session, setting, marker, place)
        old = UUID(setting.value["id"])
        if "place" in setting.value and marker is not None and reason is None:
            return old  # another window was quicker
        database_id = uuid4() if reason else old
        setting.value = _identity(database_id, place)
        if reason is not None:
            data = {"from": str(old), "to": str(database_id), "code": reason.value}
            store.record_event(
                session, SUBJECT, setting.id, "database_renewed", reason=reason.label, data=data
            )
        session.flush()
        write_marker(store.paths, _marker(session, database_id, {}))
        session.commit()
        return database_id


def _disagreement(
    session: Session, setting: Setting, marker: Marker | None, place: Place
) -> NewIdReason | None:
    """Return why the id must change; None where all agree or nothing was noted before."""
    kept = setting.value.get("place")
    if kept is None:
        # Never numbered since identities are kept: a marker here was left by a later state of it.
        return (
            NewIdReason.MARKER_AHEAD if marker is not None and _is_ahead(session, marker) else None
        )
    if marker is None:
        # The marker is written before the first number is given: without one there is none yet.
        return NewIdReason.MARKER_GONE if _has_numbered(session, setting) else place.differs(kept)
    if str(marker.database_id) != setting.value["id"]:
        return NewIdReason.MARKER_OTHER
    if _is_ahead(session, marker):
        return NewIdReason.MARKER_AHEAD
    return place.differs(kept)


def _identity(database_id: UUID, place: Place) -> dict[str, Any]:
    return {"id": str(database_id), "place": {"machine": place.machine, "file": place.file}}


def _has_numbered(session: Session, setting: Setting) -> bool:
    query = sa.select(PackageRecord.id).where(
        PackageRecord.direction == "out",
        PackageRecord.database_id == UUID(setting.value["id"]),
    )
    return session.scalar(query.limit(1)) is not None


def _is_ahead(session: Session, marker: Marker) -> bool:
    query = sa.select(Event.hash).where(Event.sequence == marker.sequence)
    return bool(marker.sequence) and session.scalar(query) != marker.hash


def note_sent(store: Store, receiver_id: UUID, sequence: int) -> None:
    """Bring the marker up to date after a package was queued.

    A marker that cannot be written stays behind the database, which is no harm.
    """
    before = read_marker(store.paths)
    with store.reading() as session:
        database_id = database_id_in(session)
        sent = before.sent if before and before.database_id == database_id else {}
        known = {**sent, str(receiver_id): max(sequence, sent.get(str(receiver_id), 0))}
        marker = _marker(session, database_id, known)
    with suppress(StorageError):
        write_marker(store.paths, marker)


def _marker(session: Session, database_id: UUID, sent: Mapping[str, int]) -> Marker:
    query = sa.select(Event.sequence, Event.hash).order_by(Event.sequence.desc()).limit(1)
    head = session.execute(query).first()
    sequence, digest = head if head is not None else (0, "")
    return Marker(database_id, sent, sequence, digest)


def read_marker(paths: OfficePaths) -> Marker | None:
    """Return what the file beside the database says; None where it is gone or no such file."""
    try:
        fields: dict[str, Any] = json.loads(marker_path(paths).read_text(encoding="utf-8"))
        sent = {str(UUID(office)): int(number) for office, number in fields["sent"].items()}
        head = fields["head"]
        return Marker(UUID(fields["database_id"]), sent, int(head["sequence"]), str(head["hash"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_marker(paths: OfficePaths, marker: Marker) -> None:
    """Write the file beside the database, whole or not at all.

    Raises:
        StorageError: the folder is full or cannot be written.
    """
    fields = {
        "database_id": str(marker.database_id),
        "sent": dict(marker.sent),
        "head": {"sequence": marker.sequence, "hash": marker.hash},
    }
    write_whole(marker_path(paths), json.dumps(fields, indent=1).encode())


def place_of(session: Session, paths: OfficePaths) -> Place:
    """Return where the database lies now."""
    if place := server_place(session.connection()):
        return Place(*place)
    with suppress(OSError):
        state = paths.database.stat()
        if state.st_ino:
            return Place(_machine(), f"{state.st_ino:x}")
    return Place(_machine(), "")


def _machine() -> str:
    """Return a digest of this machine's own id, "" where the system has none."""
    name = _windows_machine() if os.name == "nt" else _unix_machine()
    return hashlib.sha256(f"guongsang {name}".encode()).hexdigest() if name else ""


def _unix_machine() -> str:
    for path in _MACHINE_FILES:
        with suppress(OSError):
            if name := path.read_text(encoding="ascii", errors="replace").strip():
                return name
    return ""


def _windows_machine() -> str:
    import importlib

    winreg: Any = importlib.import_module("winreg")
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _WINDOWS_KEY) as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return ""


def _setting(session: Session) -> Setting:
    setting = session.get(Setting, DATABASE_ID)
    assert setting is not None  # written with the office
    return setting
