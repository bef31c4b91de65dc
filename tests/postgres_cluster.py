"""A real PostgreSQL cluster for the time of a test run, and databases in it by the hundred.

It listens on a socket in a folder of its own and ends with this process, however that ends. With
``GUONGSANG_TEST_ENGINE=postgresql`` every office a test makes or copies has its database there: the
file ``office.db`` then names it, and copying that file copies the database.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from desktop.database import engine as sqlite
from desktop.database import opening, postgres
from desktop.database.schema import upgrade

ENGINE = os.environ.get("GUONGSANG_TEST_ENGINE", "sqlite")
on_postgresql = ENGINE == "postgresql"
_POINTER = "a database of the test cluster\n"
_NAME = "gs-pg-"
_SECONDS, _HOUR_S = 30, 3600
# Hundreds of databases are made and dropped, which memory does thirty times as fast as a disk.
_MEMORY, _ROOM = Path("/dev/shm"), 3 << 30
_EMPTY = "empty_office"
_PR_SET_PDEATHSIG = 1
ADMIN, OWNER = "boss", "guongsang"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    # A worker of it in a database that is being copied would stop the copy.
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "64MB",
}


def programs() -> Path | None:
    """Return where the server's programs are; None where it is not installed."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    found = [folder for folder in known if (folder / "initdb").exists()]
    if found:
        return found[-1]
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def _user() -> str | None:
    """Return whom the server runs as where root runs the tests, which it refuses to do itself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def free_port() -> int:
    """Return a port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _place() -> Path:
    """Return where clusters lie; not pytest's folder, into which the server's user may not look."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else Path(tempfile.gettempdir())


def _sweep(where: Path) -> None:
    """Take away what runs that were killed left: no server of theirs is alive after an hour."""
    for left in where.glob(f"{_NAME}*"):
        with contextlib.suppress(OSError):
            held = left / "data" / "postmaster.pid"
            pid = held.read_text().split()[0] if held.exists() else "none"
            old = time.time() - left.stat().st_mtime > _HOUR_S
            if old and not Path("/proc", pid).exists():
                shutil.rmtree(left)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


class Cluster:
    """One running server.

    Args:
        durable: on the disk and with its guards against power cuts, as an office's is.
        settings: other settings of the server.
    """

    def __init__(self, *, durable: bool = False, **settings: str) -> None:
        self.bin = programs()
        if self.bin is None:
            pytest.skip("PostgreSQL is not installed")
        self.folder = Path(
            tempfile.mkdtemp(prefix=_NAME, dir=tempfile.gettempdir() if durable else _place())
        )
        _sweep(self.folder.parent)
        self.password = secrets.token_hex(8)
        self._settings = ({"listen_addresses": ""} if durable else _SETTINGS) | settings
        self._process: subprocess.Popen[bytes] | None = None
        self.port = self._settings.get("port", "5432")
        self._copies_files = False
        try:
            self._begin()
        except BaseException:
            self.stop()
            raise

    def _begin(self) -> None:
        self._make()
        self.start()
        (version,) = self.run("SHOW server_version_num")[0]
        self._copies_files = int(version) >= 150_000  # older ones do, and do not know the word
        self.run(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{self.password}'")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def _make(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password)
        if user := _user():
            shutil.chown(self.folder, user)
            shutil.chown(secret, user)
        words = ["initdb", "-D", str(self.data), "-U", ADMIN, "-E", "UTF8", "--locale=C"]
        words += ["-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync", "--no-instructions"]
        done = self._popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _ = done.communicate()
        assert done.returncode == 0, said.decode()

    def own(self, path: Path) -> None:
        """Give a file to the server's user alone, as it asks of a key."""
        path.chmod(0o600)
        if user := _user():
            shutil.chown(path, user)

    def _popen(self, words: Sequence[str], **more: Any) -> subprocess.Popen[bytes]:
        assert self.bin is not None
        user = _user()
        ids = {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid}
        extra = {} if user is None else {"extra_groups": []}
        path = str(self.bin / words[0])
        return subprocess.Popen([path, *words[1:]], cwd=self.folder, **ids, **extra, **more)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = {"unix_socket_directories": str(self.folder), **self._settings}
        words = ["postgres", "-D", str(self.data)]
        words += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self._process = self._popen(
                words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent
            )
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, self.log.read_text()
                assert time.monotonic() < deadline, self.log.read_text()
                threading.Event().wait(0.05)

    def halt(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop the server: SIGQUIT at once, as a power cut; SIGINT after its disconnections."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def stop(self) -> None:
        """End the server and take its folder away."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run one statement as the administrator and return its rows."""
        with psycopg.connect(
            host=str(self.folder),
            port=self.port,
            user=ADMIN,
            password=self.password,
            dbname=database,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def address(self, name: str) -> str:
        """Return the address of a database, as an office notes it."""
        return f"postgresql://{OWNER}:{self.password}@:{self.port}/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database and return its address."""
        like = "LC_COLLATE 'C' LC_CTYPE 'C'" if template == "template0" else ""
        if template != "template0" and self._copies_files:
            like = "STRATEGY file_copy"
        self.run(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} {like}")
        if template == "template0":
            self.run(f"ALTER SCHEMA public OWNER TO {OWNER}", name)
        return self.address(name)

    def disconnect(self, name: str) -> None:
        """End every connection to a database."""
        there = f"FROM pg_stat_activity WHERE datname = '{name}'"
        deadline = time.monotonic() + _SECONDS
        while self.run(f"SELECT pg_terminate_backend(pid) {there}"):
            assert time.monotonic() < deadline

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Offices:
    """The databases of offices in a cluster, found through the file beside the key slots."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._made: dict[str, str] = {}
        self._engines: dict[str, list[sa.Engine]] = defaultdict(list)
        self._count = 0
        address = cluster.create(_EMPTY)
        made = postgres.create_engine(address)
        upgrade(made)
        made.dispose()

    def open(self, path: Path, key: bytes) -> sa.Engine:
        """Return an engine in the place of one on the file ``path``."""
        if path.exists():
            text = path.read_bytes()[:4096].decode(errors="replace")
            if not text.startswith(_POINTER):
                return sqlite.create_engine(path, key)
            name = text.removeprefix(_POINTER).strip()
        else:
            name = self._new(path, _EMPTY)
        # Who forgets to close a file's engine only costs a handle; a connection is missed.
        engine = postgres.create_engine(self.cluster.address(name))
        self._engines[str(path)].append(engine)
        return engine

    def address_of(self, path: Path) -> str:
        """Return the address another process opens the office of the file ``path`` by."""
        return self.cluster.address(self._made[str(path)])

    def _new(self, path: Path, template: str) -> str:
        self._count += 1
        name = f"office_{self._count}"
        self.cluster.create(name, template)
        self._made[str(path)] = name
        path.write_text(f"{_POINTER}{name}\n", encoding="utf-8")
        return name

    def copied(self, path: Path) -> None:
        """Give the copy of an office's file a copy of the database, as it is now."""
        with path.open("rb") as file:
            text = file.read(200)
        if text.startswith(_POINTER.encode()):
            name = text.decode().removeprefix(_POINTER).strip()
            # Nobody may be connected to what is copied; the pool connects anew.
            self.cluster.disconnect(name)
            self._new(path, name)

    def drop_below(self, folder: Path) -> None:
        """Take away the databases of offices below a folder."""
        for path in [p for p in self._made if Path(p).is_relative_to(folder)]:
            for engine in self._engines.pop(path, ()):
                engine.dispose()
            self.cluster.drop(self._made.pop(path))


@cache
def offices() -> Offices:
    """Return the run's own cluster, started when first asked for."""
    return Offices(Cluster())


def end_run() -> None:
    """Stop the run's own cluster, if one was started."""
    if offices.cache_info().currsize:
        offices().cluster.stop()


def use_for_every_office() -> None:
    """Let every office of this run have its database on a server."""
    opening.create_engine = lambda path, key: offices().open(path, key)
    copy = shutil.copyfile

    def copyfile(source: Any, target: Any, **more: Any) -> Any:
        done = copy(source, target, **more)
        if Path(target).is_file():
            offices().copied(Path(target))
        return done

    # copy2 and copytree go through it.
    shutil.copyfile = copyfile
