"""Opening the encrypted database: driver, pragmas, how a transaction begins, errors translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlcipher3 import dbapi2

from desktop.database.moved import MOVED_WORDS
from desktop.errors import StorageError

# A writer that waits longer than this is told so; autosave and sync hold the lock for milliseconds.
_BUSY_TIMEOUT_MS = 5_000
# A writer keeps more pages: every page that spills is encrypted again (measured: 3.4 times slower).
_READ_CACHE_KIB, _WRITE_CACHE_KIB = 5_000, 64_000
_CACHE = "cache_kib"
_CODES = (
    ("file is not a database", StorageError.Code.NOT_A_DATABASE),
    ("file is encrypted", StorageError.Code.NOT_A_DATABASE),
    ("database is locked", StorageError.Code.LOCKED),
    ("database or disk is full", StorageError.Code.DISK_FULL),
    ("readonly database", StorageError.Code.READ_ONLY),
    ("disk i/o error", StorageError.Code.CANNOT_WRITE),
    ("unable to open database file", StorageError.Code.CANNOT_WRITE),
    ("malformed", StorageError.Code.CORRUPT),
)


def create_engine(path: Path, key: bytes) -> sa.Engine:
    """Return an engine on the SQLCipher file ``path``.

    Args:
        path: the database file; created on first connection when missing.
        key: 32 raw bytes.
    """
    # Statements are told without their values, which are people's names.
    engine = sa.create_engine(f"sqlite:///{path}", module=dbapi2, hide_parameters=True)
    raw_key = key.hex()
    made = False

    @event.listens_for(engine, "do_connect")
    def _expect(*_connecting: Any) -> None:
        nonlocal made
        # SQLite would make an empty file in the place of one that was moved or taken away.
        if made and not path.exists():
            raise StorageError(StorageError.Code.DATABASE_MOVED, path=str(path))
        made = True

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling commits behind SQLAlchemy's back; BEGIN comes below.
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            # SQLCipher writes its errors to stderr, which belongs to the user of the command.
            cursor.execute("PRAGMA cipher_log_level = NONE")
            cursor.execute(f"PRAGMA key = \"x'{raw_key}'\"")
            cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
        except dbapi2.Error as error:
            raise translated(error) from error
        finally:
            cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # Plain BEGIN lets two read-then-write transactions fail at once in spite of busy_timeout.
        writing = connection.get_execution_options().get("writing", False)
        cache = _WRITE_CACHE_KIB if writing else _READ_CACHE_KIB
        if connection.info.get(_CACHE) != cache:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{cache}")
            connection.info[_CACHE] = cache
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def _translate(context: sa.engine.ExceptionContext) -> BaseException | None:
        error = context.original_exception
        if MOVED_WORDS in str(error):
            return StorageError(StorageError.Code.DATABASE_MOVED)
        if isinstance(error, dbapi2.IntegrityError) or not isinstance(error, dbapi2.Error):
            return None
        refusal = translated(error)
        return refusal if isinstance(refusal, StorageError) else None

    return engine


def translated(error: BaseException) -> BaseException:
    """Return the refusal that fits a driver's error; the error itself where none does."""
    text = str(error).lower()
    for words, code in _CODES:
        if words in text:
            return StorageError(code)
    return error
