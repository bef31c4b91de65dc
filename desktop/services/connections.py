"""đường truyền: the line to the office above, as granted or as an officer set it.

What is kept are plain settings; the transport key stays among the keys, and a password typed for a
server in a column of its own. Every attempt leaves its moment, and its refusal until the next one
succeeds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import open_regular, read_failure
from desktop.errors import AppError, StorageError, TransportFailed
from desktop.models import Connection, Office
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.sync.box import Box, Side
from desktop.sync.settings import BoxSettings, Way, open_box, server_address
from desktop.vietnamese.labels import Labelled

__all__ = ["ConnectionService", "Direction", "LineDraft", "LineState", "Way"]
_LARGEST_TEXT = 60_000
_SUBJECT = Connection.__tablename__


class Direction(Labelled):
    """Which end of a line this office is."""

    UP = "up", "Lên cơ quan cấp trên"
    DOWN = "down", "Hộp của các cơ quan cấp dưới"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """The line as its form edits it.

    Attributes:
        way: how packages travel.
        address: a folder's path, or the server's address.
        user: the account on the server.
        password: for a server that asks for one beside the certificate; kept encrypted.
        server_ca: PEM of who issued the server's certificate.
        host_key: the SFTP server's key.
        kilobytes_per_second: at most; 0 for no limit.
        is_on: whether packages are exchanged in the background.
    """

    way: Way = Way.FOLDER
    address: str = ""
    user: str = ""
    password: str = ""
    server_ca: str = ""
    host_key: str = ""
    kilobytes_per_second: int = 0
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class LineState:
    """A line and how it fared; ``failure`` is the code of the last attempt that failed."""

    draft: LineDraft
    is_set: bool
    last_try_at: datetime | None
    last_done_at: datetime | None
    failure: str


class ConnectionService:
    """Use cases of lines."""

    subject = "connections"

    def __init__(self, store: Store, keys: KeyService) -> None:
        self._store = store
        self._keys = keys

    def open(self, direction: Direction = Direction.UP) -> LineState:
        """Return the line as it is set, sticks where nothing is."""
        with self._store.reading() as session:
            row = _row(session, direction)
        if row is None:
            return LineState(LineDraft(), False, None, None, "")
        has_place = bool(row.settings.get("address"))
        return LineState(_draft(row), has_place, row.last_try_at, row.last_done_at, row.failure)

    def save(self, draft: LineDraft, direction: Direction = Direction.UP) -> None:
        """Keep a line.

        Raises:
            TransportFailed: ADDRESS_BAD or HOST_KEY_MISSING.
        """
        _check_address(draft)
        with self._store.writing() as session:
            row = _row(session, direction)
            if row is None:
                row = Connection(direction=direction.value)
                session.add(row)
            row.settings = {**(row.settings or {}), **_fields(draft)}
            row.secret, row.is_on, row.failure = draft.password, draft.is_on, ""
            if direction is Direction.UP:
                own = sa.select(Office.parent_id).where(Office.is_self)
                row.office_id = session.scalar(own)
            session.flush()
            data = {"way": draft.way.value}
            self._store.record_event(session, _SUBJECT, row.id, "connection_set", data=data)
            session.commit()

    def box_settings(self, direction: Direction = Direction.UP) -> BoxSettings | None:
        """Return what opens the box, keys included; None where no place is set or it is off.

        The result holds keys and stays in memory.
        """
        state = self.open(direction)
        if not state.is_set or not state.draft.is_on:
            return None
        return self._settings(state.draft)

    def check(self, draft: LineDraft, direction: Direction = Direction.UP) -> None:
        """See that the other end answers and lets us in; nothing is saved but the outcome.

        Args:
            draft: the line as typed, saved or not.
            direction: which end this office is.

        Raises:
            TransportFailed: why not.
            StorageError: the folder is gone or takes no file.
        """
        _check_address(draft)
        try:
            self._box(self._settings(draft), direction).check()
        except (TransportFailed, StorageError) as error:
            self.note(direction, error)
            raise
        self.note(direction)

    def note(self, direction: Direction, failure: AppError | None = None) -> None:
        """Remember when the line was tried last, and how it went."""
        with self._store.writing() as session:
            row = _row(session, direction)
            if row is None:
                return
            row.last_try_at = self._store.clock()
            row.failure = str(failure.code) if failure else ""
            if failure is None:
                row.last_done_at = row.last_try_at
            session.commit()

    @staticmethod
    def read_small_file(path: Path) -> str:
        """Return the text of a server's key or certificate, PEM or the line of a ``.pub`` file.

        Raises:
            StorageError: the file cannot be read, or is no such text.
        """
        try:
            with open_regular(path) as file:
                return file.read(_LARGEST_TEXT).decode("ascii").strip()
        except OSError as error:
            raise read_failure(error, path) from error
        except UnicodeDecodeError as error:
            raise StorageError(StorageError.Code.CANNOT_READ, path=str(path)) from error

    def _settings(self, draft: LineDraft) -> BoxSettings:
        plain = BoxSettings(
            way=draft.way,
            address=draft.address.strip(),
            user=draft.user.strip(),
            password=draft.password,
            ca_pem=draft.server_ca.encode(),
            host_key=draft.host_key.strip(),
            bytes_per_second=draft.kilobytes_per_second * 1024,
        )
        shown = self._keys.transport_credentials()
        if shown is None or draft.way in {Way.FOLDER, Way.TREE}:
            return plain
        return replace(plain, client_certificate_pem=shown[0], client_key_pem=shown[1])

    def _box(self, settings: BoxSettings, direction: Direction) -> Box:
        here, scratch = self._store.actor.office_id, self._store.paths.root / "arriving"
        side = Side.UP if direction is Direction.UP else Side.DOWN
        return open_box(settings, here, side, scratch=scratch, box_of=self._some_box(direction))

    def _some_box(self, direction: Direction) -> UUID | None:
        """Return an office whose box can be looked at, where the boxes of others are kept here."""
        if direction is Direction.UP:
            return None
        query = sa.select(Connection.office_id).where(
            Connection.direction == Direction.DOWN.value, Connection.office_id.is_not(None)
        )
        with self._store.reading() as session:
            return session.scalar(query.limit(1))


def _row(session: Session, direction: Direction) -> Connection | None:
    """Return the line: the one to the office above, or this office's own to all boxes below."""
    query = sa.select(Connection).where(Connection.direction == direction.value)
    if direction is Direction.DOWN:
        query = query.where(Connection.office_id.is_(None))
    return session.scalar(query.limit(1))


def _draft(row: Connection) -> LineDraft:
    kept = row.settings
    return LineDraft(
        way=Way(kept.get("way", Way.FOLDER)),
        address=kept.get("address", ""),
        user=kept.get("user", ""),
        password=row.secret,
        server_ca=kept.get("server_ca", ""),
        host_key=kept.get("host_key", ""),
        kilobytes_per_second=kept.get("kilobytes_per_second", 0),
        is_on=row.is_on,
    )


def _fields(draft: LineDraft) -> dict[str, Any]:
    return {
        "way": draft.way.value,
        "address": draft.address.strip(),
        "user": draft.user.strip(),
        "server_ca": draft.server_ca.strip(),
        "host_key": draft.host_key.strip(),
        "kilobytes_per_second": draft.kilobytes_per_second,
    }


def _check_address(draft: LineDraft) -> None:
    """Refuse an address no line can be made of; none at all means sticks."""
    if draft.way in {Way.WEBDAV, Way.SFTP}:
        address = server_address(BoxSettings(draft.way, draft.address.strip()))
        if draft.way is Way.SFTP and not draft.host_key.strip():
            raise TransportFailed(TransportFailed.Code.HOST_KEY_MISSING, place=address.host)
    elif draft.way is Way.TREE and not draft.address.strip():
        raise TransportFailed(TransportFailed.Code.ADDRESS_BAD, place="")
