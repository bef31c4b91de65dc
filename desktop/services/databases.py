"""cơ sở dữ liệu: where this office's database is, and moving it to a server and back.

The move copies every table in one transaction while nobody can write, compares both row by row and
follows the chain of events in the copy. Only then the old database is closed to writers, in one
commit, and the new one counts; the old one is kept. Windows that are still on it are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.database import moved, postgres
from desktop.database.address import is_noted, packed, write_address
from desktop.database.copying import copy_office
from desktop.database.engine import create_engine
from desktop.database.opening import empty_server, refuse_others, server_version
from desktop.database.snapshot import database_size, write_file
from desktop.errors import ServerFailed
from desktop.services.database_identity import SUBJECT, database_id_in
from desktop.services.store import Store

ReportProgress = Callable[[int, int, str], None]

_COPYING = "Chép và đối chiếu dữ liệu"
_PART = "office.db.moving"


@dataclass(frozen=True, slots=True)
class DatabaseDetail:
    """Where this office's database is.

    Attributes:
        on_server: whether it is on PostgreSQL.
        place: the file, or server and database; never a password.
        version: of the server, "" for a file.
        encrypted_line: whether what travels to the server is encrypted; a file needs no line.
        size: in bytes.
    """

    on_server: bool
    place: str
    version: str
    encrypted_line: bool
    size: int


@dataclass(frozen=True, slots=True)
class MoveReport:
    """A move as done: where the office is now, and the rows of each table that were compared."""

    place: str
    kept: str
    rows: Mapping[str, int]


class DatabaseService:
    """Use cases of the office's database itself."""

    def __init__(self, store: Store, engine: sa.Engine, key: bytes, address: str) -> None:
        self._store = store
        self._engine = engine
        self._key = key
        self._address = address

    def show(self) -> DatabaseDetail:
        """Return where the database is.

        Raises:
            StorageError: it cannot be looked at.
            ServerFailed: the server cannot be asked.
        """
        file = self._store.paths.database
        size = database_size(self._engine, file)
        if not self._on_server:
            return DatabaseDetail(False, str(file), "", True, size)
        version = server_version(self._engine, self._address)
        return DatabaseDetail(
            True, self._place(), version, postgres.is_encrypted(self._engine), size
        )

    def check(self, address: str) -> str:
        """Connect to a server as typed and return its version, such as «15.12».

        Raises:
            ServerFailed: ADDRESS_BAD, WRONG_ORDER, SERVER_OLD, or it cannot be used.
            ServerRefused: OTHER_OFFICE, or NOT_EMPTY with another program's tables.
        """
        engine = postgres.create_engine(address)
        try:
            version = server_version(engine, address)
            refuse_others(engine, address, self._key)
            return version
        finally:
            engine.dispose()

    def move_to_server(self, address: str, report: ReportProgress | None = None) -> MoveReport:
        """Move this office to an empty database on a server; this desk is to be closed afterwards.

        Args:
            address: of the empty database.
            report: told (rows done, rows in all, step); may raise ``Cancelled``.

        Raises:
            ServerFailed: ALREADY_THERE, NOT_EMPTY, WRONG_ORDER, COPY_DIFFERS, CHAIN_BROKEN, or the
                server cannot be used; this office then goes on where it was.
            Cancelled: from ``report``.
        """
        if self._on_server:
            raise ServerFailed(ServerFailed.Code.ALREADY_THERE, place=self._place())
        place, noted = postgres.place_named(postgres.checked_url(address)), packed(address)
        target = empty_server(address, self._key)
        try:
            with self._store.writing() as session:
                old = session.connection()
                self._note(session, place)
                with target.connect().execution_options(writing=True) as new:
                    rows = copy_office(old, new, _telling(report))
                    moved.note_copy(new, self._key)
                    new.commit()
                self._check_chain(target)
                moved.leave(old, address=noted)
                session.commit()
        finally:
            target.dispose()
        kept = self._finish()
        return MoveReport(place, kept, rows)

    def move_to_file(self, report: ReportProgress | None = None) -> MoveReport:
        """Move this office into an encrypted file of its folder, as one person's office has.

        Raises:
            ServerFailed: ALREADY_THERE, COPY_DIFFERS, CHAIN_BROKEN, or the server was lost; this
                office then goes on where it was.
            StorageError: the disk is full or cannot be written.
            Cancelled: from ``report``.
        """
        paths = self._store.paths
        if not self._on_server:
            raise ServerFailed(ServerFailed.Code.ALREADY_THERE, place=str(paths.database))
        made = paths.root / _PART
        moved.clear_file(made)
        with self._store.writing() as session:
            old = session.connection()
            self._note(session, str(paths.database))
            rows = write_file(old, made, self._key, _telling(report))
            engine = create_engine(made, self._key)
            try:
                self._check_chain(engine)
            finally:
                engine.dispose()
            moved.leave(old, file=made.name)
            session.commit()
        kept = self._finish()
        return MoveReport(str(paths.database), kept, rows)

    def keep_address(self) -> str:
        """Note the address given for this run for every run, such as after a new password.

        Returns:
            server and database.

        Raises:
            ServerFailed: NOT_ON_SERVER, this office's data are in its folder.
            StorageError: the folder cannot be written.
        """
        root = self._store.paths.root
        if not self._on_server or not is_noted(root):
            raise ServerFailed(ServerFailed.Code.NOT_ON_SERVER)
        with self._store.writing() as session:
            self._note(session, self._place())
            write_address(root, self._key, packed(self._address))
            session.commit()
        return self._place()

    @property
    def _on_server(self) -> bool:
        return self._engine.dialect.name == postgres.DIALECT

    def _place(self) -> str:
        return postgres.place_named(postgres.checked_url(self._address))

    def _note(self, session: Session, place: str) -> None:
        """Say in the history, which goes along, where the office went."""
        self._store.record_event(
            session, SUBJECT, database_id_in(session), "database_moved", data={"to": place}
        )

    def _check_chain(self, copy: sa.Engine) -> None:
        store = Store(
            copy, self._store.blobs, self._store.paths, self._store.clock, self._store.actor
        )
        if store.broken_event() is not None:
            raise ServerFailed(ServerFailed.Code.CHAIN_BROKEN)

    def _finish(self) -> str:
        """Name what is to be named, and return what the database that was left is called now."""
        left = self._place() if self._on_server else ""
        self._engine.dispose()
        moved.finish_move(self._engine, self._store.paths, self._key)
        self._engine.dispose()
        return left or str(moved.kept_file(self._store.paths))


def _telling(report: ReportProgress | None) -> Callable[[int, int], object]:
    return lambda done, total: report(done, total, _COPYING) if report else None
