"""One runner for all long work: two queues, callbacks on the main thread, one way to stop.

Work gets plain data through its closure and one callable, ``report(done, total, step)``, which
raises ``Cancelled`` when the user stopped the job. What a job returns goes to ``on_done``; an
``AppError`` it raises goes to ``on_refused``; ``Cancelled`` goes to ``on_cancelled``; anything else
is a bug and goes to the runner's ``on_bug`` hook.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop.errors import AppError, Cancelled

T = TypeVar("T")
Report = Callable[[int, int, str], None]
Progress = Callable[[int, int, str], None]
QueueName = Literal["database", "other", "background"]
Callbacks = dict[str, Callable[..., Any]]
BugHook = Callable[[type[BaseException], BaseException, TracebackType | None], object]

# A job may report 100,000 times a second; the screen needs about 25 of them.
_SECONDS_BETWEEN_REPORTS = 0.04
# How long closing waits for background work, which a network that hangs may hold up.
_MOMENT_MS = 500


class Job:
    """One piece of work on its way; made by ``JobRunner.run`` only.

    No Qt object, and holding none once the runner has let go of it: the thread that did the work is
    often the last to drop the job, and what Qt still speaks to must not be destroyed there.

    Attributes:
        brief: as given to ``JobRunner.run``.
        is_background: whether it waits in the queue of that name.
        callbacks: what the page asked to be told, by occasion.
        ending: how it ended: done, refused, cancelled or bug; empty until then.
        outcome: what came of it, the error when it was refused or a bug.
    """

    def __init__(
        self,
        runner: JobRunner,
        work: Callable[[Report], Any],
        callbacks: Callbacks,
        *,
        brief: bool,
        is_background: bool = False,
    ) -> None:
        self.brief = brief
        self.is_background = is_background
        self.callbacks = callbacks
        self.ending = ""
        self.outcome: Any = None
        self._runner: JobRunner | None = runner
        self._work: Callable[[Report], Any] | None = work
        self._stopped = threading.Event()
        self._last_report = 0.0

    def cancel(self) -> None:
        """Ask the job to stop at its next report; a job still waiting in its queue never starts."""
        self._stopped.set()

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._stopped.is_set()

    def execute(self) -> None:
        """Do the work; called on the worker thread, once."""
        runner, work = self._runner, self._work
        assert runner
        assert work
        try:
            self._check()
            # Kept on the job and in no variable here: this frame may outlast the main thread's use.
            self.outcome = work(self._report)
            ending = "done"
        except Cancelled:
            ending = "cancelled"
        except AppError as refusal:
            self.outcome, ending = refusal, "refused"
        except Exception as bug:  # noqa: BLE001 - the runner is the one place that may (house.md §6)
            self.outcome, ending = bug, "bug"
        # The job holds it too, so this is not the end of the page it belongs to.
        del work
        self.ending = ending
        # Outside "except", where the thread would hold the error and with it every frame it met.
        runner.ended.emit(self)

    def release(self) -> None:
        """Let go, on the main thread, of the page that waited and of what it was told."""
        self._runner = self._work = self.outcome = None
        self.callbacks = {}

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Cancelled

    def _report(self, done: int, total: int, step: str) -> None:
        self._check()
        now = time.monotonic()
        if done >= total or now - self._last_report >= _SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            assert self._runner
            self._runner.progressed.emit(self, done, total, step)


class JobRunner(QObject):
    """Runs long work; made once by the composition root and handed to pages.

    Signals:
        busy_changed: True when the first job starts, False when the last one ended.
        progressed: job, done, total and step; emitted by the workers for the runner itself.
        ended: the job; emitted by the workers for the runner itself.

    Args:
        on_bug: receives (type, error, traceback) of anything unexpected a job raised.
        on_refused: receives the ``AppError`` of a job started without its own ``on_refused``; where
            it is missing such a refusal counts as a bug, so that none is swallowed.
    """

    busy_changed = Signal(bool)
    progressed = Signal(object, object, object, str)
    ended = Signal(object)

    def __init__(
        self,
        *,
        on_bug: BugHook | None = None,
        on_refused: Callable[[AppError], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_bug = on_bug
        self.on_refused = on_refused
        self._jobs: list[Job] = []
        self._outlasting: list[Job] = []
        self._closed = False
        # Emitted on a worker thread and received on this one, so Qt queues both.
        self.progressed.connect(self._tell_progress)
        self.ended.connect(self._finish)
        self._pools = {name: QThreadPool(self) for name in ("database", "other", "background")}
        # One thread, so that jobs never fight for SQLite's write lock.
        self._pools["database"].setMaxThreadCount(1)
        self._pools["other"].setMaxThreadCount(2)
        # One, so that no line is gone over twice at once.
        self._pools["background"].setMaxThreadCount(1)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._jobs)

    @property
    def has_long_work(self) -> bool:
        """Whether a job runs or waits that closing the program would break off."""
        return any(not job.brief and not job.is_background for job in self._jobs)

    @property
    def is_closed(self) -> bool:
        """Whether ``shutdown`` was called."""
        return self._closed

    def run(
        self,
        work: Callable[[Report], T],
        *,
        on_done: Callable[[T], object],
        on_refused: Callable[[AppError], object] | None = None,
        on_progress: Progress | None = None,
        on_cancelled: Callable[[], object] | None = None,
        queue: QueueName = "database",
        brief: bool = False,
    ) -> Job:
        """Start ``work`` on ``queue`` and return the job, which can be cancelled.

        A ``brief`` job, such as a line of the crash journal, is finished even when the program
        closes, and nobody is asked about it.

        ``database`` runs one job after the other in the order given, ``other`` two at once.
        ``background`` runs one after the other what nobody asked for: nobody is asked about it when
        the program closes either, and it is waited for only as long as nobody notices.

        Raises:
            RuntimeError: the runner was shut down.
        """
        if self._closed:
            msg = "the runner is shut down"
            raise RuntimeError(msg)
        given = {"done": on_done, "refused": on_refused, "progress": on_progress}
        callbacks: Callbacks = {k: v for k, v in given.items() if v is not None}
        if on_cancelled is not None:
            callbacks["cancelled"] = on_cancelled
        is_background = queue == "background"
        job = Job(self, work, callbacks, brief=brief, is_background=is_background)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        self._pools[queue].start(job.execute)
        return job

    @Slot(object, object, object, str)
    def _tell_progress(self, job: Job, done: int, total: int, step: str) -> None:
        callback = job.callbacks.get("progress")
        if callback is not None and not self._closed:
            callback(done, total, step)

    @Slot(object)
    def _finish(self, job: Job) -> None:
        """Take a job off the list and tell whoever waits for it."""
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        try:
            self._tell(job)
        finally:
            job.release()
            if not self._jobs:
                self.busy_changed.emit(False)

    def _tell(self, job: Job) -> None:
        callbacks, outcome = job.callbacks, job.outcome
        if job.ending == "bug":
            self._bug(outcome)
        elif job.ending == "cancelled":
            callbacks.get("cancelled", lambda: None)()
        elif job.ending == "refused":
            listener = callbacks.get("refused", self.on_refused)
            if listener is None:
                self._bug(outcome)
            else:
                _forget_frames(outcome)
                listener(outcome)
        elif _is_there(callbacks["done"]):
            callbacks["done"](outcome)

    def _bug(self, error: BaseException) -> None:
        # Looked up late: the crash window replaces sys.excepthook after this object is made.
        hook = self._on_bug or sys.excepthook
        hook(type(error), error, error.__traceback__)

    def tell_nobody(self) -> None:
        """Let the jobs on their way go on to their end untold: what they find is nobody's to see.

        A bug among them still reaches the hook.
        """
        for job in self._jobs:
            job.callbacks = {"done": _nothing, "refused": _nothing}

    def cancel_all(self) -> None:
        """Ask every job to stop, but for the brief ones."""
        for job in self._jobs:
            if not job.brief:
                job.cancel()

    def shutdown(self) -> None:
        """Stop every job and wait until the threads are gone; afterwards no callback is called.

        A bug met while closing still reaches the hook. Background work that hears of the stop only
        when its network gives up is left to ``outlast``.
        """
        if self._closed:
            return
        self.cancel_all()
        for name, pool in self._pools.items():
            if name != "background":
                pool.waitForDone()
        is_quiet = self._pools["background"].waitForDone(_MOMENT_MS)
        self._closed = True
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            if job.ending == "bug":
                self._bug(job.outcome)
            if job.is_background and not is_quiet:
                self._outlasting.append(job)
            else:
                job.release()

    def outlast(self) -> None:
        """Wait for background work that was still stopping; called when no window is left."""
        self._pools["background"].waitForDone()
        for job in self._outlasting:
            job.release()
        self._outlasting.clear()


def _nothing(_outcome: object) -> None:
    """Hear how a job ended, and do nothing about it."""


def _is_there(callback: Callable[..., Any]) -> bool:
    """Say whether the page that waited for a result is still there to be told."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _forget_frames(error: BaseException) -> None:
    """Take the tracebacks off a refusal: their frames hold pages, for as long as it is shown."""
    seen: list[BaseException] = []
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is not None and one not in seen:
            seen.append(one)
            one.__traceback__ = None
            left += (one.__cause__, one.__context__)
