"""Background work: never asked about when the window closes, and never waited for for long."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QApplication

from desktop.jobs.runner import JobRunner, Report


def test_it_is_no_work_anybody_is_asked_about(qapp: QApplication) -> None:
    runner, go = JobRunner(), threading.Event()
    runner.run(lambda _report: go.wait(), on_done=lambda _r: None, queue="background")
    assert runner.busy
    assert not runner.has_long_work
    go.set()
    runner.shutdown()
    runner.outlast()


def test_what_hangs_does_not_hold_up_closing_and_is_outlasted_afterwards(
    qapp: QApplication,
) -> None:
    runner, began, network, ended = JobRunner(), threading.Event(), threading.Event(), []

    def hang(_report: Report) -> None:
        began.set()
        network.wait()
        ended.append(True)

    runner.run(hang, on_done=lambda _r: ended.append(False), queue="background")
    assert began.wait(10)
    runner.shutdown()
    assert runner.is_closed
    assert ended == []
    network.set()
    runner.outlast()
    assert ended == [True]


def test_what_listens_is_stopped_by_closing(qapp: QApplication) -> None:
    runner, began = JobRunner(), threading.Event()

    def work(report: Report) -> None:
        while True:
            began.set()
            report(0, 0, "")

    runner.run(work, on_done=lambda _r: None, queue="background")
    assert began.wait(10)
    runner.shutdown()
    runner.outlast()
