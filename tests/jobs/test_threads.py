"""No job's thread ever destroys what Qt may still be using, neither at its end nor as garbage."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.errors import AppError, StorageError
from desktop.jobs.garbage import MainThreadCollector, collect_what_is_due
from desktop.jobs.runner import JobRunner, Report

MAIN = threading.get_ident()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner(on_bug=lambda *_bug: None)
    yield made
    made.shutdown()
    made.outlast()


class Page:
    """Stands for a page: remembers where the last of it went."""

    def __init__(self, gone_on: list[int]) -> None:
        weakref.finalize(self, lambda: gone_on.append(threading.get_ident()))

    def read(self) -> str:
        return "rows"


class Dawdler:
    """Holds a worker at the end of ``execute`` until the main thread is done with the job."""

    def __init__(self) -> None:
        self.told = threading.Event()

    def hold(self) -> None:
        def hook(frame: FrameType, event: str, _arg: object) -> None:
            if event == "return" and frame.f_code.co_name == "execute":
                sys.setprofile(None)
                self.told.wait(10)

        sys.setprofile(hook)

    def let_go(self, *_outcome: object) -> None:
        QTimer.singleShot(0, self.told.set)


def _read(page: Page) -> str:
    return page.read()


def _refuse(page: Page) -> str:
    raise StorageError(StorageError.Code.DISK_FULL) from OSError(page.read())


def _go_wrong(page: Page) -> str:
    raise ZeroDivisionError(page.read())


@pytest.mark.parametrize("act", [_read, _refuse, _go_wrong])
def test_the_last_of_a_page_goes_on_the_main_thread_though_the_worker_is_late(
    qtbot: QtBot, runner: JobRunner, act: Callable[[Page], str]
) -> None:
    dawdler, gone_on = Dawdler(), list[int]()
    runner._on_bug = dawdler.let_go

    def start() -> weakref.ref[Any]:
        page = Page(gone_on)

        def work(_report: Report) -> str:
            dawdler.hold()
            return act(page)

        def done(_rows: str) -> None:
            page.read()
            dawdler.let_go()

        return weakref.ref(runner.run(work, on_done=done, on_refused=dawdler.let_go))

    job = start()
    qtbot.waitUntil(lambda: dawdler.told.is_set() and job() is None)
    gc.collect()
    assert gone_on == [MAIN]


def test_a_job_is_no_qt_object(qtbot: QtBot, runner: JobRunner) -> None:
    job = runner.run(lambda _report: None, on_done=lambda _none: None)
    assert not isinstance(job, QObject)
    qtbot.waitUntil(lambda: not runner.busy)


def test_what_outlasts_the_window_lets_its_page_go_on_the_main_thread(qapp: QApplication) -> None:
    runner, gone_on = JobRunner(), list[int]()
    began, network = threading.Event(), threading.Event()

    def start() -> None:
        page = Page(gone_on)

        def hang(_report: Report) -> str:
            began.set()
            network.wait(10)
            return page.read()

        runner.run(hang, on_done=pytest.fail, queue="background")

    start()
    assert began.wait(10)
    runner.shutdown()
    assert gone_on == []
    network.set()
    runner.outlast()
    assert gone_on == [MAIN]


def test_a_refusal_that_is_shown_holds_no_page(qtbot: QtBot, runner: JobRunner) -> None:
    gone_on, shown = list[int](), list[AppError]()

    def start() -> None:
        page = Page(gone_on)
        runner.run(lambda _report: _refuse(page), on_done=pytest.fail, on_refused=shown.append)

    start()
    qtbot.waitUntil(lambda: gone_on != [])
    assert shown[0].__cause__ is not None
    assert shown[0].__cause__.__traceback__ is None
    assert gone_on == [MAIN]


# -- garbage ---------------------------------------------------------------------------------------


@pytest.fixture
def python_collects() -> Iterator[None]:
    """Let Python collect as it does by itself, then as the tests have it."""
    gc.enable()
    yield
    gc.disable()


def _close_a_dialog(destroyed_on: list[int]) -> None:
    dialog = QDialog()
    dialog.itself = dialog  # type: ignore[attr-defined]
    dialog.destroyed.connect(
        lambda: destroyed_on.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
    )


def test_a_closed_dialog_is_never_collected_by_a_job(
    python_collects: None, qtbot: QtBot, runner: JobRunner
) -> None:
    destroyed_on: list[int] = []
    collector, made = MainThreadCollector(), threading.Event()

    def make_garbage(_report: Report) -> None:
        for _ in range(300_000):
            itself: list[object] = []
            itself.append(itself)
        made.set()

    for _ in range(5):
        _close_a_dialog(destroyed_on)
    runner.run(make_garbage, on_done=lambda _none: None)
    assert made.wait(20)  # the main thread stands still meanwhile, and collects nothing
    assert destroyed_on == []
    qtbot.waitUntil(lambda: len(destroyed_on) == 5)
    collector.stop()
    assert set(destroyed_on) == {MAIN}
    assert gc.isenabled()


def test_garbage_waits_until_enough_of_it_is_there() -> None:
    gc.collect()
    _, *older = gc.get_count()
    collect_what_is_due()
    assert gc.get_count()[1:] == tuple(older)


def test_the_generations_are_collected_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    for counts in ((701, 0, 0), (701, 11, 0), (701, 11, 11), (10, 11, 0), (700, 10, 10)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        collect_what_is_due()
    assert collected == [0, 1, 2, 1]
