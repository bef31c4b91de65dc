"""Guards every test runs under; one that bites says what to do.

No unannounced warning in the log, no thread or timer left running, no network, no modal dialog
waiting for a person, an empty home of its own for each test, and garbage collected between tests.

Markers:
    logs(*patterns): the test causes log lines of WARNING or worse matching these; each must come.
    loopback: the test may open sockets on this machine's own addresses.
    file_database(reason): the test is about the database as a file; passed over on PostgreSQL.

With ``GUONGSANG_TEST_ENGINE=postgresql`` every office has its database on a server started for the
run (``postgres_cluster.py``).
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NoReturn
from weakref import WeakSet

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
)
from shiboken6 import isValid

from desktop.jobs.garbage import collect_what_is_due

# Read when the QApplication is made: plain "pytest" then works on a machine without a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ON_POSTGRESQL = os.environ.get("GUONGSANG_TEST_ENGINE") == "postgresql"
_SECONDS_TO_END = 2.0
_HOMES = count()
_LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "logs(*patterns): log lines of WARNING or worse to come")
    config.addinivalue_line("markers", "loopback: may open sockets on this machine's addresses")
    config.addinivalue_line("markers", "file_database(reason): about the database as a file")
    if ON_POSTGRESQL:
        from tests.postgres_cluster import use_for_every_office

        use_for_every_office()
    # Once per process and not per test: what Qt is told to start is rare, tests are many.
    for kind, started in _STARTED.items():
        _note_starts(kind, started)
    for kind, names in _MODAL.items():
        for name in names.split():
            setattr(kind, name, _refuse_dialog(f"{kind.__name__}.{name}"))
    # As in the window: a job's thread that collects destroys the closed pages of earlier tests.
    gc.disable()


def pytest_collection_finish() -> None:
    # Modules and tests stay to the end; a collection need not go over them each time.
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    collect_what_is_due()


# --- log ---------------------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items if ON_POSTGRESQL else ():
        mark = item.get_closest_marker("file_database")
        if mark is not None:
            item.add_marker(pytest.mark.skip(reason=f"about a file: {mark.args[0]}"))


def pytest_sessionfinish() -> None:
    if ON_POSTGRESQL:
        from tests.postgres_cluster import end_run

        end_run()


@pytest.fixture(autouse=True)
def _databases_dropped(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take away the databases of the offices a test made in its own folder."""
    own = ON_POSTGRESQL and "tmp_path" in request.fixturenames
    folder = request.getfixturevalue("tmp_path") if own else None
    yield
    if folder is not None:
        from tests.postgres_cluster import offices

        offices().drop_below(folder)


@pytest.fixture(autouse=True)
def _no_unannounced_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    marks = request.node.iter_markers("logs")
    announced = [re.compile(pattern) for mark in marks for pattern in mark.args]
    phases = ("setup", "call", "teardown")
    records = [r for phase in phases for r in caplog.get_records(phase)]
    lines = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    unannounced = [line for line in lines if not any(p.search(line) for p in announced)]
    missing = [p.pattern for p in announced if not any(p.search(line) for line in lines)]
    if unannounced:
        pytest.fail(f"logged without @pytest.mark.logs(...): {unannounced}", pytrace=False)
    if missing:
        pytest.fail(f"announced but never logged: {missing}", pytrace=False)


# --- threads, timers, pools --------------------------------------------------------------------

_STARTED: dict[Any, WeakSet[Any]] = {kind: WeakSet() for kind in (QTimer, QThreadPool, QThread)}


def _note_starts(kind: Any, started: WeakSet[Any]) -> None:
    start = kind.start

    def noting_start(self: Any, *args: Any, **kwargs: Any) -> Any:
        started.add(self)
        return start(self, *args, **kwargs)

    kind.start = noting_start


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in before and _lives_on(t)]
    if any(_STARTED.values()):
        left += _qt_left_running()
    if left:
        pytest.fail(f"still running after the test: {left}", pytrace=False)


def _lives_on(thread: threading.Thread) -> bool:
    # A dummy stands for a pool's thread that once ran Python; the pool itself is looked at below.
    if isinstance(thread, threading._DummyThread):
        return False
    thread.join(_SECONDS_TO_END)
    return thread.is_alive()


def _qt_left_running() -> list[str]:
    # pytest-qt closes widgets with deleteLater(), which waits for an event loop; theirs is over.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers, pools, threads = (
        [thing for thing in started if isValid(thing)] for started in _STARTED.values()
    )
    for started in _STARTED.values():
        started.clear()
    active = [timer for timer in timers if timer.isActive()]
    for timer in active:
        timer.stop()
    millis = int(_SECONDS_TO_END * 1000)
    return [
        *(f"QTimer {t.objectName() or t}" for t in active),
        *(f"QThreadPool {p}" for p in pools if not p.waitForDone(millis)),
        *(f"QThread {t}" for t in threads if not t.wait(millis)),
    ]


# --- dialogs -----------------------------------------------------------------------------------

_MODAL: dict[Any, str] = {
    QDialog: "exec",
    QPrintDialog: "exec",
    QMenu: "exec",
    QMessageBox: "exec about critical information question warning",
    QInputDialog: "getDouble getInt getItem getMultiLineText getText",
    QFileDialog: "exec getExistingDirectory getOpenFileName getOpenFileNames getSaveFileName",
    QColorDialog: "exec getColor",
    QFontDialog: "exec getFont",
}


def _refuse_dialog(name: str) -> Callable[..., NoReturn]:
    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        msg = f"{name} would wait for a person; replace the dialog's ask() in this test"
        raise AssertionError(msg)

    return refuse


# --- network -----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    loopback_allowed = request.node.get_closest_marker("loopback") is not None
    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, _guarded(name, loopback_allowed))


def _guarded(name: str, loopback_allowed: bool) -> Callable[..., Any]:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        host = str(address[0]) if isinstance(address, tuple) else ""
        own = self.family not in {socket.AF_INET, socket.AF_INET6}
        if not own and not (loopback_allowed and host.startswith(_LOOPBACK)):
            msg = f"socket.{name}({address!r}): tests have no network; loopback needs its marker"
            raise AssertionError(msg)
        return real(self, *args)

    return guarded


# --- home and settings -------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _own_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give each test an empty home, so that no file of the person running it is read or written."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("GUONGSANG_PASSWORD", raising=False)
    monkeypatch.delenv("GUONGSANG_DATABASE", raising=False)
    yield home
    shutil.rmtree(home, ignore_errors=True)
