"""PostgreSQL for an office with many staff: the address, how a transaction begins, its errors.

One writer at a time, as with SQLite: a writing transaction begins by taking one advisory lock of
the database, so services need not know which engine they work on. A reading one is a snapshot that
cannot write. BEGIN, the waiting limit and the lock travel in one message, which is one round trip.

The address is all that decides where the connection goes: the variables (PG…), password files,
service files and certificates that libpq would look for in the user's home are not looked at.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from desktop.database.server_errors import refusal_of
from desktop.errors import ServerFailed
from desktop.overrides import override

DIALECT = "postgresql"
_PORT = 5432
_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
# What an address may add; every other option of libpq stays as it is set below.
_OPTIONS = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "require_auth")
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_LOOPBACK = ("127.", "::1", "localhost", "/")
_NO_LETTER = re.compile("[\0\ud800-\udfff]")
# No such path on any system: what is named here is looked for there and nowhere else.
_NOWHERE = os.path.join(os.devnull, "none")  # noqa: PTH118 - a Path would swallow the device
_CONNECT_S = 10
# A writer that waits longer than this is told so, as with SQLite.
_LOCK_MS = 5_000
_STATEMENT_MS = 120_000
# A PC that lost its power in the middle of writing lets go of the lock after half a minute.
_SILENT_S, _PROBE_S, _PROBES = 15, 5, 3
_IDLE_MS = 600_000
# «guongsan» in ASCII; the same for every version of the program.
WRITER_LOCK = 0x67756F6E6773616E
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; "
    f"SET LOCAL lock_timeout = {_LOCK_MS}; SELECT pg_advisory_xact_lock({WRITER_LOCK})"
)
_COMMITTING = "committing"
_USED_AT = "used at"
_TRUSTED_S = 20.0
_SESSION = {
    "synchronous_commit": "on",
    "search_path": "public",
    "TimeZone": "UTC",
    "statement_timeout": str(_STATEMENT_MS),
    "idle_in_transaction_session_timeout": str(_IDLE_MS),
    "tcp_keepalives_idle": str(_SILENT_S),
    "tcp_keepalives_interval": str(_PROBE_S),
    "tcp_keepalives_count": str(_PROBES),
}


def checked_url(text: str) -> sa.URL:
    """Return an address as typed, in the form SQLAlchemy takes.

    Args:
        text: ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full&sslrootcert=FILE``.

    Raises:
        ServerFailed: ADDRESS_BAD with the ``part`` that is wrong; the password is never in it.
    """
    try:
        url = sa.make_url(text.strip())
        host, port = _host(url), url.port
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _bad("postgresql://…") from error
    if url.drivername not in _SCHEMES:
        raise _bad(url.drivername)
    for name, given in (("user", url.username), ("host", host), ("database", url.database)):
        if not given:
            raise _bad(name)
    for name, value in url.query.items():
        if name not in _OPTIONS or not isinstance(value, str):
            raise _bad(name)
    if url.query.get("sslmode", _SSL_MODES[0]) not in _SSL_MODES:
        raise _bad("sslmode")
    _require_letters(url)
    return url.set(drivername="postgresql+psycopg", port=port or _PORT)


def _require_letters(url: sa.URL) -> None:
    """Refuse what libpq would cut off (a zero byte) or cannot be sent (half a letter)."""
    named = {"user": url.username, "password": url.password, "host": url.host}
    for name, value in (named | {"database": url.database} | dict(url.query)).items():
        if _NO_LETTER.search(str(value or "")):
            raise _bad(name)


def _bad(part: str) -> ServerFailed:
    return ServerFailed(ServerFailed.Code.ADDRESS_BAD, part=part)


def _host(url: sa.URL) -> str:
    return url.host or str(url.query.get("host", ""))


def place_named(url: sa.URL) -> str:
    """Return what people are told of an address: server and database, never the password."""
    return f"{_host(url)}:{url.port}/{url.database}"


def create_engine(address: str) -> sa.Engine:
    """Return an engine on the database at ``address``; nothing is connected yet.

    Raises:
        ServerFailed: ADDRESS_BAD.
    """
    url = checked_url(address)
    _forget_environment()
    engine = sa.create_engine(
        sa.URL.create(url.drivername),
        connect_args=_connection(url),
        hide_parameters=True,  # statements are told without their values, which are people's names
        pool_size=5,
        max_overflow=10,
    )
    _listen(engine, place_named(url))
    return engine


def _connection(url: sa.URL) -> dict[str, Any]:
    """Return every setting libpq would otherwise take from the user's home or guess."""
    host = _host(url)
    own = host.startswith(_LOOPBACK)
    query = {name: str(value) for name, value in url.query.items()}
    default = "prefer" if own else ("verify-full" if "sslrootcert" in query else "require")
    return {
        "host": host,
        "port": url.port,
        "dbname": url.database,
        "user": url.username,
        "password": url.password or "",
        "passfile": _NOWHERE,
        "sslmode": query.get("sslmode", default),
        "sslrootcert": query.get("sslrootcert", _NOWHERE),
        "sslcrl": query.get("sslcrl", _NOWHERE),
        "sslcert": query.get("sslcert", _NOWHERE),
        "sslkey": query.get("sslkey", _NOWHERE),
        "sslcertmode": "allow" if "sslcert" in query else "disable",
        # A server that asks for the password itself might be a false one.
        "require_auth": query.get("require_auth", "!password"),
        "gssencmode": "disable",
        "client_encoding": "utf8",
        "application_name": "guongsang",
        "connect_timeout": _CONNECT_S,
        "keepalives": 1,
        "keepalives_idle": _SILENT_S,
        "keepalives_interval": _PROBE_S,
        "keepalives_count": _PROBES,
        "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
        "autocommit": True,  # BEGIN comes from the listener below, as with SQLite
    }


def _forget_environment() -> None:
    """Take libpq's variables out of this process: the address alone decides."""
    from psycopg import pq

    named = [option.envvar.decode() for option in pq.Conninfo.get_defaults() if option.envvar]
    for name in (*named, "PGSERVICEFILE", "PGSYSCONFDIR", "PGTZ", "PGDATESTYLE"):
        os.environ.pop(name, None)


def _listen(engine: sa.Engine, place: str) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader("numeric", _whole_numbers())

    @event.listens_for(engine, "checkin")
    def _laid_down(_connection: Any, record: Any) -> None:
        record.info[_USED_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _taken_up(connection: Any, record: Any, _proxy: Any) -> None:
        if not _seems_alive(connection, record.info.get(_USED_AT)):
            raise sa.exc.DisconnectionError

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.info[_COMMITTING] = False
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql(_WRITE if writing else _READ)

    @event.listens_for(engine, "commit")
    def _committing(connection: sa.Connection) -> None:
        connection.info[_COMMITTING] = True

    @event.listens_for(engine, "handle_error")
    def _translate(context: sa.engine.ExceptionContext) -> BaseException | None:
        held = context.connection
        # The pool forgets a lost connection's notes before it tells of the loss.
        info: Mapping[str, Any] = {} if held is None or held.invalidated else held.info
        committing = context.statement is None and bool(info.get(_COMMITTING))
        return refusal_of(context, place, committing=committing)


def _seems_alive(connection: Any, used_at: float | None) -> bool:
    """Whether a connection nobody used for a while still leads somewhere; the pool makes another.

    A server that ended it has said so, which costs no round trip to hear. A line that went dead in
    silence is only found by asking, which is done after a pause.
    """
    from psycopg import Error

    if used_at is None:
        return True
    spoken_to, _, _ = select.select([connection], [], [], 0)
    if not spoken_to and time.monotonic() - used_at < _TRUSTED_S:
        return True
    try:
        connection.execute("SELECT 1")
    except Error:
        return False
    return True


@cache
def _whole_numbers() -> type[Any]:
    """Return what reads the server's sums: whole ones as int, as SQLite gives them."""
    from psycopg.types.numeric import NumericLoader

    class _Whole(NumericLoader):
        @override
        def load(self, data: Any) -> Any:
            text = bytes(data)
            return int(text) if text.lstrip(b"-").isdigit() else super().load(data)

    return _Whole


def is_encrypted(engine: sa.Engine) -> bool:
    """Whether what travels to the server is encrypted (TLS), as this connection finds it."""
    with engine.connect() as connection:
        query = sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        return bool(connection.scalar(query))


def server_place(connection: sa.Connection) -> tuple[str, str] | None:
    """Return which cluster and which database of it this is; None for a file.

    A copy restored from a dump is another database; a copied cluster is not told apart here.
    """
    if connection.dialect.name != DIALECT:
        return None
    query = sa.text(
        "SELECT (SELECT system_identifier FROM pg_control_system())::text, oid::text"
        " FROM pg_database WHERE datname = current_database()"
    )
    cluster, database = connection.execute(query).one()
    return str(cluster), str(database)
