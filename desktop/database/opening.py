"""Which engine an office's database is on: the one place that decides.

An office's own note (``address.py``) or the address given for this run (``OfficePaths.server``)
leads to PostgreSQL; without either the database is the encrypted file of the data folder.
"""

from __future__ import annotations

import sqlalchemy as sa

from desktop.database import moved, postgres
from desktop.database.address import office_check, read_address
from desktop.database.engine import create_engine
from desktop.database.schema import HEAD, KNOWN, current_revision, upgrade
from desktop.errors import ServerFailed, ServerRefused, StorageError
from desktop.models import Base
from desktop.paths import OfficePaths

_OLDEST = 130_000
_FACTS = sa.text(
    "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
    " datcollate, pg_encoding_to_char(encoding) FROM pg_database"
    " WHERE datname = current_database()"
)
_BY_BYTES = {"C", "POSIX", "C.UTF-8", "C.utf8"}
_Code = ServerFailed.Code
_TABLES_OF_AN_OFFICE = ("alembic_version", "offices", "settings")
_REFUSED = {_Code.NOT_EMPTY, _Code.OTHER_OFFICE, _Code.OLDER_SCHEMA}


def open_engine(paths: OfficePaths, key: bytes, *, upgrades_server: bool = False) -> sa.Engine:
    """Open an office's database, wherever it is, brought up to the program's schema.

    A move that was cut short after its point of no return is finished here.

    Args:
        paths: the office's folders, and the address given for this run.
        key: the office's 32-byte data key.
        upgrades_server: whether an older database on a server is brought up too. No copy of it is
            kept and it shuts out the older program of every colleague, so somebody has to say so.

    Raises:
        StorageError: newer than the program, damaged, moved, or cannot be opened.
        ServerFailed: the server cannot be used, or holds no database of this office.
        ServerRefused: OTHER_OFFICE, OLDER_SCHEMA.
    """
    if paths.server:
        return _on_server(paths.server, paths, key, upgrades_server, given=True)
    engine = _own(paths, key, upgrades_server)
    try:
        if not moved.finish_move(engine, paths, key):
            return engine
    except BaseException:
        # A file held open can be neither replaced nor restored from its copy on Windows.
        engine.dispose()
        raise
    return _own(paths, key, upgrades_server)


def address_of(paths: OfficePaths, key: bytes) -> str:
    """Return the address of the server's database in use, "" for a file.

    Raises:
        ServerFailed: ADDRESS_DAMAGED.
    """
    return paths.server or read_address(paths.root, key)


def _own(paths: OfficePaths, key: bytes, upgrades_server: bool) -> sa.Engine:
    address = read_address(paths.root, key)
    if address:
        return _on_server(address, paths, key, upgrades_server)
    return _in_folder(paths, key)


def _in_folder(paths: OfficePaths, key: bytes) -> sa.Engine:
    engine = create_engine(paths.database, key)
    try:
        upgrade(engine, paths.database)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _on_server(
    address: str, paths: OfficePaths, key: bytes, upgrades: bool, *, given: bool = False
) -> sa.Engine:
    """Open the server's database of this office.

    ``given``: for this run only; then one that was left, or is not in use yet, is refused.
    """
    engine = postgres.create_engine(address)
    try:
        revision = current_revision(engine)
        if revision is None:
            raise _failed(_Code.EMPTY, address)
        with engine.connect() as connection:
            _check_office(connection, address, key)
            if given and moved.is_unused_copy(connection):
                raise _failed(_Code.EMPTY, address)
            if given and moved.was_left(connection):
                raise StorageError(StorageError.Code.DATABASE_MOVED)
        if revision in KNOWN and revision != HEAD and not upgrades:
            raise _failed(_Code.OLDER_SCHEMA, address)
        upgrade(engine, paths.database)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_office(connection: sa.Connection, address: str, key: bytes) -> None:
    if not moved.holds_an_office(connection):
        raise _failed(_Code.EMPTY, address)
    if moved.noted(connection, moved.OFFICE_CHECK) != {"check": office_check(key)}:
        raise _failed(_Code.OTHER_OFFICE, address)


def make_engine(paths: OfficePaths, key: bytes) -> sa.Engine:
    """Open an empty database for a new office and lay its tables.

    Raises:
        StorageError: the folder cannot be written.
        ServerFailed: the server cannot be used, or its database is not empty.
    """
    return empty_server(paths.server, key) if paths.server else _in_folder(paths, key)


def empty_server(address: str, key: bytes) -> sa.Engine:
    """Return an engine on a database without an office in it, with the program's tables laid.

    What an unfinished move of the same office left there is taken away first.

    Raises:
        StorageError: NEWER_DATABASE.
        ServerFailed: NOT_EMPTY, WRONG_ORDER, SERVER_OLD, or the server cannot be used.
    """
    engine = postgres.create_engine(address)
    try:
        server_version(engine, address)
        _clear(engine, address, key)
        upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def refuse_others(engine: sa.Engine, address: str, key: bytes) -> None:
    """Refuse a server's database that holds what is not this office's.

    Raises:
        ServerRefused: OTHER_OFFICE; NOT_EMPTY for tables of another program.
    """
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return
        if not tables >= set(_TABLES_OF_AN_OFFICE):
            raise _failed(_Code.NOT_EMPTY, address)
        if moved.holds_an_office(connection):
            _check_office(connection, address, key)


def _clear(engine: sa.Engine, address: str, key: bytes) -> None:
    if current_revision(engine) is None:
        with engine.connect() as connection:
            if sa.inspect(connection).get_table_names():
                raise _failed(_Code.NOT_EMPTY, address)
        return
    with engine.connect().execution_options(writing=True) as connection:
        if not moved.holds_an_office(connection):
            return
        ours = moved.noted(connection, moved.OFFICE_CHECK) == {"check": office_check(key)}
        if not ours or not moved.is_unused_copy(connection):
            raise _failed(_Code.NOT_EMPTY, address)
        for table in (*Base.metadata.tables, "alembic_version"):
            connection.execute(sa.text(f'DROP TABLE IF EXISTS "{table}" CASCADE'))
        connection.execute(sa.text("DROP FUNCTION IF EXISTS events_are_append_only"))
        connection.commit()


def server_version(engine: sa.Engine, address: str) -> str:
    """Return the server's version, such as «15.12».

    Raises:
        ServerFailed: SERVER_OLD, WRONG_ORDER, or it cannot be used.
    """
    with engine.connect() as connection:
        number, version, order, encoding = connection.execute(_FACTS).one()
    version = str(version).split()[0]
    if number < _OLDEST:
        raise _failed(_Code.SERVER_OLD, address, version=version)
    # SQLite compares letters by their bytes, and the program's sort keys are made for that.
    if order not in _BY_BYTES or encoding != "UTF8":
        raise _failed(_Code.WRONG_ORDER, address, order=f"{order}, {encoding}")
    return version


def _failed(code: ServerFailed.Code, address: str, **data: object) -> ServerFailed:
    kind = ServerRefused if code in _REFUSED else ServerFailed
    return kind(code, place=postgres.place_named(postgres.checked_url(address)), **data)
