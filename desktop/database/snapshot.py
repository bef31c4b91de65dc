"""A consistent copy of the open database, encrypted under the same key, while the program works.

A file is copied page by page; a server's database table by table, into an encrypted file like any
office's, so that a handover is the same whatever it was made on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from desktop.database.copying import copy_office
from desktop.database.engine import create_engine, translated
from desktop.database.schema import upgrade
from desktop.disk import storage_errors

# How many steps of the virtual machine lie between two questions whether to go on.
_STEPS = 10_000


def write_snapshot(
    engine: sa.Engine, target: Path, key: bytes, go_on: Callable[[], object]
) -> None:
    """Write what the database holds now into a new file; writers are not held up.

    Args:
        engine: on the unlocked database.
        target: a file that does not exist yet.
        key: the office's 32-byte data key, which the copy is encrypted under.
        go_on: asked many times a second; what it raises stops the copy.

    Raises:
        StorageError: the disk is full or cannot be written.
        ServerFailed: the server was lost meanwhile.
    """
    go_on()
    if engine.dialect.name == "sqlite":
        _copy_pages(engine, target, go_on)
        return
    with engine.connect() as source:
        write_file(source, target, key, lambda _done, _total: go_on())


def write_file(
    source: sa.Connection, target: Path, key: bytes, go_on: Callable[[int, int], object]
) -> dict[str, int]:
    """Write every table into a new encrypted file and return the rows of each.

    Args:
        source: in a transaction that sees one moment.
        target: a file that does not exist yet.
        key: the office's 32-byte data key.
        go_on: told (rows done, rows in all); what it raises stops the copy.

    Raises:
        StorageError: the disk is full or cannot be written.
        ServerFailed: COPY_DIFFERS, or the server was lost meanwhile.
    """
    engine = create_engine(target, key)
    try:
        upgrade(engine, target)
        with engine.connect().execution_options(writing=True) as connection:
            # The pragma works outside a transaction only, where SQLAlchemy runs no statement.
            raw = connection.connection.driver_connection
            assert raw is not None  # it was just opened
            raw.execute("PRAGMA foreign_keys = OFF")
            counts = copy_office(source, connection, go_on)
            connection.commit()
            # One file, without a log beside it that could be left behind.
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    return counts


def _copy_pages(engine: sa.Engine, target: Path, go_on: Callable[[], object]) -> None:
    """Copy a file: ``VACUUM INTO`` reads in one transaction and leaves out free pages.

    SQLCipher gives the copy the key of the source.
    """
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            go_on()
        except BaseException as stop:  # noqa: BLE001 - SQLite only knows «stop»; raised again below
            raised.append(stop)
            return 1
        return 0

    connection = engine.raw_connection()
    driver = connection.driver_connection
    assert driver is not None  # it was just opened
    try:
        driver.set_progress_handler(ask, _STEPS)
        driver.execute("VACUUM INTO ?", (str(target),))
    except dbapi2.Error as error:
        if raised:
            raise raised[0] from None
        raise translated(error) from error
    finally:
        driver.set_progress_handler(None, 0)
        connection.close()


def database_size(engine: sa.Engine, database: Path) -> int:
    """Return about how many bytes a copy of the database takes.

    Args:
        engine: on the database.
        database: its file, where it is one.

    Raises:
        StorageError: the file cannot be looked at.
        ServerFailed: the server cannot be asked.
    """
    if engine.dialect.name == "sqlite":
        with storage_errors(database):
            return database.stat().st_size
    with engine.connect() as connection:
        query = sa.text("SELECT pg_database_size(current_database())")
        return int(connection.scalar(query) or 0)
