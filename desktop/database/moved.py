"""Leaving one database for another so that no write is lost, wherever the program is killed.

The database that is left gets a trigger that refuses every new event, and so every write: a window
that still has it open is told instead of writing where nobody reads. From that commit on the new
one counts; what is still to do then (note the address, name the files) is done by ``finish_move``,
at once or at the next start. The database that is left is kept, never deleted.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop.database.address import (
    FILE_NAME,
    forget_address,
    office_check,
    write_address,
)
from desktop.disk import storage_errors
from desktop.models import Office, Setting
from desktop.paths import OfficePaths

# Rows of ``settings``: whose office this is, that it was left, that nobody works on it yet.
OFFICE_CHECK = "office_check"
_LEFT = "database_left"
_COPIED = "database_copied"
MOVED_WORDS = "the office was moved to another database"
MOVED_STATE = "GS001"
_SIDES = ("", "-wal", "-shm")
_SQLITE_STOP = (
    "CREATE TRIGGER events_moved BEFORE INSERT ON events "
    f"BEGIN SELECT RAISE(ABORT, '{MOVED_WORDS}'); END"
)
_SERVER_STOP = (
    "CREATE OR REPLACE FUNCTION events_were_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"RAISE EXCEPTION '{MOVED_WORDS}' USING ERRCODE = '{MOVED_STATE}'; END $$; "
    "CREATE TRIGGER events_moved BEFORE INSERT ON events "
    "FOR EACH STATEMENT EXECUTE FUNCTION events_were_moved()"
)


def noted(connection: sa.Connection, name: str) -> dict[str, Any] | None:
    """Return a row of ``settings``; None where there is none."""
    return connection.scalar(sa.select(Setting.value).where(Setting.key == name))


def note(connection: sa.Connection, name: str, value: dict[str, Any]) -> None:
    """Write a row of ``settings``, in the place of one of that name."""
    connection.execute(sa.delete(Setting).where(Setting.key == name))
    connection.execute(sa.insert(Setting).values(key=name, value=value))


def note_copy(connection: sa.Connection, key: bytes) -> None:
    """Mark a database as a copy of this office that nobody works on yet."""
    note(connection, OFFICE_CHECK, {"check": office_check(key)})
    note(connection, _COPIED, {})


def is_unused_copy(connection: sa.Connection) -> bool:
    """Whether a move began to fill this database and never came to its end."""
    return noted(connection, _COPIED) is not None


def was_left(connection: sa.Connection) -> bool:
    """Whether the office went on elsewhere."""
    return noted(connection, _LEFT) is not None


def holds_an_office(connection: sa.Connection) -> bool:
    """Whether an office works on this database, or did."""
    return connection.scalar(sa.select(Office.id).limit(1)) is not None


def leave(connection: sa.Connection, *, address: str = "", file: str = "") -> None:
    """Let this database take no more writes; what is committed here counts no more after it.

    Args:
        connection: in the writing transaction that also copied the data.
        address: of the server's database that counts from now on, as ``packed`` notes it, or
        file: the name of the finished file in the data folder that does.
    """
    note(connection, _LEFT, {"address": address, "file": file})
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(_SQLITE_STOP if sqlite else _SERVER_STOP)


def finish_move(engine: sa.Engine, paths: OfficePaths, key: bytes) -> bool:
    """Do what is left to do of a move; return whether another database counts than ``engine``'s.

    Raises:
        StorageError: the data folder cannot be written.
    """
    with engine.connect() as connection:
        left, copied = noted(connection, _LEFT), noted(connection, _COPIED)
    if left is not None:
        engine.dispose()
        if left["address"]:
            write_address(paths.root, key, left["address"])
        else:
            _take_file(paths, left["file"])
            forget_address(paths.root)
    elif copied is not None:
        with engine.connect().execution_options(writing=True) as connection:
            connection.execute(sa.delete(Setting).where(Setting.key == _COPIED))
            connection.commit()
    if (paths.root / FILE_NAME).exists():
        _put_aside(paths.database)
    return left is not None


def clear_file(made: Path) -> None:
    """Take away what a move that came to no end left of its file.

    Raises:
        StorageError: the folder cannot be written.
    """
    with storage_errors(made):
        for side in _SIDES:
            made.with_name(made.name + side).unlink(missing_ok=True)


def kept_file(paths: OfficePaths) -> Path:
    """Return the file that was left last; under its old name while a window still holds it."""
    kept = sorted(paths.root.glob(f"{paths.database.name}.moved-*Z"))
    return kept[-1] if kept else paths.database


def _take_file(paths: OfficePaths, name: str) -> None:
    made = paths.root / Path(name).name
    if made.exists() and not paths.database.exists():
        with storage_errors(made):
            made.rename(paths.database)


def _put_aside(database: Path) -> None:
    """Give the file that was left another name; one that a window still holds stays till later."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%SZ")
    with suppress(OSError):
        for side in _SIDES:
            path = database.with_name(database.name + side)
            if path.exists():
                path.rename(database.with_name(f"{database.name}.moved-{stamp}{side}"))
