"""Long work: what it returns, how it refuses, how it is stopped, and that nothing is lost."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QThreadPool, Signal

from desktop.errors import AppError, StorageError
from desktop.jobs.runner import JobRunner, Report


class Heard(QObject):
    """Collects what a job's callbacks were told, and on which thread."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.threads: list[QThread] = []
        self.bugs: list[BaseException] = []

    def take(self, *values: object) -> None:
        self.results.append(values[0] if len(values) == 1 else values)
        self.threads.append(QThread.currentThread())
        self.told.emit()

    def bug(self, _kind: object, error: BaseException, _trace: object) -> None:
        self.bugs.append(error)
        self.told.emit()


@pytest.fixture
def heard(qapp: object) -> Heard:
    return Heard()


@pytest.fixture
def runner(heard: Heard) -> Iterator[JobRunner]:
    made = JobRunner(on_bug=heard.bug)
    yield made
    made.shutdown()


def refuse(report: Report) -> None:
    raise StorageError(StorageError.Code.DISK_FULL)


def go_wrong(report: Report) -> None:
    msg = "ours"
    raise ZeroDivisionError(msg)


def test_a_result_arrives_on_the_main_thread(qtbot, runner: JobRunner, heard: Heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(lambda _report: 6 * 7, on_done=heard.take)
    assert heard.results == [42]
    assert heard.threads == [heard.thread()]


def test_work_runs_on_another_thread(qtbot, runner: JobRunner, heard: Heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(lambda _report: threading.get_ident(), on_done=heard.take)
    assert heard.results != [threading.get_ident()]


def test_a_refusal_reaches_the_callback_given_for_it(qtbot, runner, heard: Heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(refuse, on_done=pytest.fail, on_refused=heard.take)
    (error,) = heard.results
    assert isinstance(error, AppError)
    assert error.code is StorageError.Code.DISK_FULL


def test_a_refusal_nobody_asked_for_goes_to_the_standard_message(qtbot, runner, heard) -> None:
    runner.on_refused = heard.take
    with qtbot.waitSignal(heard.told):
        runner.run(refuse, on_done=pytest.fail)
    assert heard.results[0].code is StorageError.Code.DISK_FULL


def test_a_refusal_without_any_listener_is_not_swallowed(qtbot, runner, heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(refuse, on_done=pytest.fail)
    assert isinstance(heard.bugs[0], StorageError)


def test_a_bug_goes_to_the_hook_with_its_traceback(qtbot, runner, heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(go_wrong, on_done=pytest.fail, on_refused=pytest.fail)
    assert isinstance(heard.bugs[0], ZeroDivisionError)
    assert heard.bugs[0].__traceback__ is not None


def test_without_a_hook_a_bug_goes_to_the_interpreters(qtbot, heard, monkeypatch) -> None:
    monkeypatch.setattr(sys, "excepthook", heard.bug)
    plain = JobRunner()
    with qtbot.waitSignal(heard.told):
        plain.run(go_wrong, on_done=pytest.fail)
    plain.shutdown()
    assert isinstance(heard.bugs[0], ZeroDivisionError)


def test_progress_arrives_in_order_and_ends_complete(qtbot, runner, heard) -> None:
    def count(report: Report) -> str:
        for number in range(1, 20_001):
            report(number, 20_000, "Đang đếm")
        return "xong"

    steps: list[tuple[int, int, str]] = []
    with qtbot.waitSignal(heard.told):
        runner.run(count, on_done=heard.take, on_progress=lambda *step: steps.append(step))
    assert steps == sorted(steps)
    assert steps[-1] == (20_000, 20_000, "Đang đếm")
    assert len(steps) < 2_000


def test_a_stopped_job_ends_at_its_next_report(qtbot, runner, heard) -> None:
    started, stopped = threading.Event(), threading.Event()

    def wait(report: Report) -> None:
        started.set()
        stopped.wait(5)
        report(1, 2, "")
        pytest.fail("went on after it was stopped")

    with qtbot.waitSignal(heard.told):
        job = runner.run(wait, on_done=pytest.fail, on_cancelled=lambda: heard.take("stopped"))
        started.wait(5)
        job.cancel()
        stopped.set()
    assert job.is_stopping
    assert heard.results == ["stopped"]


def test_a_job_stopped_while_it_waits_never_starts(qtbot, runner, heard) -> None:
    gate = threading.Event()
    runner.run(lambda _report: gate.wait(5), on_done=lambda _: None)
    ran: list[bool] = []
    with qtbot.waitSignal(heard.told):
        job = runner.run(
            lambda _report: ran.append(True),
            on_done=pytest.fail,
            on_cancelled=lambda: heard.take("stopped"),
        )
        job.cancel()
        gate.set()
    assert ran == []


def test_database_jobs_run_one_after_the_other(qtbot, runner, heard) -> None:
    inside, most = [], []

    def work(report: Report) -> None:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.002)
        inside.pop()

    for _ in range(20):
        runner.run(work, on_done=heard.take)
    qtbot.waitUntil(lambda: len(heard.results) == 20)
    assert max(most) == 1


def test_other_jobs_do_not_wait_for_the_database(qtbot, runner, heard) -> None:
    gate = threading.Event()
    runner.run(lambda _report: gate.wait(5), on_done=lambda _: None)
    with qtbot.waitSignal(heard.told):
        runner.run(lambda _report: "sent", on_done=heard.take, queue="other")
    gate.set()
    assert heard.results == ["sent"]


def test_no_result_is_lost_while_the_main_thread_is_busy(qtbot, runner, heard) -> None:
    for number in range(100):
        runner.run(lambda _report, n=number: n, on_done=heard.take, queue="other")
        end = time.perf_counter() + 0.002
        while time.perf_counter() < end:
            pass
    qtbot.waitUntil(lambda: len(heard.results) == 100)
    assert sorted(heard.results) == list(range(100))


def test_the_runner_says_when_it_is_busy(qtbot, runner, heard) -> None:
    said: list[bool] = []
    runner.busy_changed.connect(said.append)
    with qtbot.waitSignals([runner.busy_changed, runner.busy_changed]):
        runner.run(lambda _report: 1, on_done=heard.take)
        runner.run(lambda _report: 2, on_done=heard.take)
        assert runner.busy
    assert said == [True, False]
    assert not runner.busy


def test_closing_while_a_job_runs_stops_it_and_waits(qtbot, heard) -> None:
    closing = JobRunner(on_bug=heard.bug)
    started, ended = threading.Event(), []

    def work(report: Report) -> None:
        started.set()
        try:
            while True:
                report(0, 1, "")
        finally:
            ended.append(True)

    closing.run(work, on_done=heard.take, on_cancelled=lambda: heard.take("late"))
    started.wait(5)
    closing.shutdown()
    assert ended == [True]
    assert not closing.busy
    qtbot.wait(1)
    assert heard.results == []


def test_a_bug_met_while_closing_still_reaches_the_hook(heard) -> None:
    closing = JobRunner(on_bug=heard.bug)
    started, go_on = threading.Event(), threading.Event()

    def work(report: Report) -> None:
        started.set()
        go_on.wait(5)
        go_wrong(report)

    closing.run(work, on_done=heard.take)
    started.wait(5)
    go_on.set()
    closing.shutdown()
    assert isinstance(heard.bugs[0], ZeroDivisionError)


def test_a_brief_job_is_finished_even_when_the_program_closes(heard) -> None:
    closing = JobRunner(on_bug=heard.bug)
    gate, kept = threading.Event(), []
    closing.run(lambda _report: gate.wait(5), on_done=heard.take)
    assert closing.has_long_work
    closing.run(lambda _report: kept.append("line"), on_done=heard.take, brief=True)
    gate.set()
    closing.shutdown()
    assert kept == ["line"]


def test_nobody_is_asked_about_brief_jobs(qtbot, runner, heard) -> None:
    with qtbot.waitSignal(heard.told):
        runner.run(lambda _report: None, on_done=heard.take, brief=True)
        assert runner.busy
        assert not runner.has_long_work


def test_jobs_on_their_way_end_untold_when_nobody_may_hear_them(qtbot, runner, heard) -> None:
    go_on, done = threading.Event(), []

    def work(report: Report) -> str:
        go_on.wait(10)
        done.append("written")
        return "for their eyes"

    runner.run(work, on_done=heard.take)
    runner.run(refuse, on_done=heard.take, on_refused=heard.take)
    runner.tell_nobody()
    runner.run(lambda _report: "for the next", on_done=heard.take)
    go_on.set()

    qtbot.waitUntil(lambda: not runner.busy)
    assert done == ["written"]
    assert heard.results == ["for the next"]


def test_a_closed_runner_takes_no_more_work(runner) -> None:
    runner.shutdown()
    runner.shutdown()
    with pytest.raises(RuntimeError):
        runner.run(lambda _report: None, on_done=lambda _: None)


def test_no_thread_outlives_the_runner(qtbot, heard) -> None:
    brief = JobRunner()
    with qtbot.waitSignal(heard.told):
        brief.run(lambda _report: None, on_done=heard.take)
    brief.shutdown()
    assert all(pool.activeThreadCount() == 0 for pool in brief.findChildren(QThreadPool))


def test_a_result_for_a_page_that_is_gone_is_told_to_nobody(qtbot, runner: JobRunner) -> None:
    gone = Heard()
    held = threading.Event()
    runner.run(lambda _report: held.wait(10), on_done=gone.take)
    shiboken6.delete(gone)
    held.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert gone.results == []
