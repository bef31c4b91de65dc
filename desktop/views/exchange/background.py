"""đồng bộ ngầm: going over the lines from time to time, without anybody having to think of it.

It asks nothing, opens nothing and takes no focus; what it does can be read in one line, and what it
brought shows on the pages through ``Changes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError
from desktop.views.exchange.words import TOUCHED

if TYPE_CHECKING:
    from desktop.jobs.runner import Job, Report
    from desktop.services.lines import LinePass
    from desktop.views.pages import Bench

_FIRST, _SOON, _BUSY, _USUAL = 5.0, 3.0, 60.0, 300.0  # seconds
_OFFLINE = (60.0, 120.0, 300.0, 900.0)  # seconds; the last one again and again
_SPREAD = 0.2  # so that a hundred communes do not come all at once when the power is back


class SyncStage(Enum):
    """What the background is at."""

    NO_LINE = auto()
    RUNNING = auto()
    DONE = auto()
    OFFLINE = auto()
    FAILED = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class SyncNews:
    """What there is to say.

    Attributes:
        stage: what it is at.
        at: when it came to that.
        next_at: when it tries again by itself.
        step: what it does just now.
        brought: packages that came in this pass.
        error: why it failed.
    """

    stage: SyncStage
    at: datetime
    next_at: datetime
    step: str = ""
    brought: int = 0
    error: AppError | None = None


class BackgroundSync(QObject):
    """Runs passes over the lines, one after the other, for as long as the window is open.

    Signals:
        told: ``SyncNews`` whenever there is something new to say.

    Args:
        bench: services, runner and news.
        parent: whose end is the end of this.
        chance: spreads the waits.
        first: seconds before the first pass.
    """

    told = Signal(object)

    def __init__(
        self,
        bench: Bench,
        parent: QObject | None = None,
        *,
        chance: Random | None = None,
        first: float = _FIRST,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._chance = chance or Random()  # noqa: S311 - spreads waits, guards nothing
        self._first = first
        self._job: Job | None = None
        self._times_offline = 0
        self._taken_up: frozenset[UUID] = frozenset()
        self._has_line = False
        self._is_telling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_now)

    def start(self) -> None:
        """Begin: the first pass comes when the window has come to rest."""
        self._bench.changes.changed.connect(self._something_changed)
        self._wait(self._first, spread=False)

    @property
    def is_running(self) -> bool:
        """Whether a pass is under way."""
        return self._job is not None

    @property
    def seconds_to_next(self) -> float:
        """How long until the next pass, 0 while none is set."""
        return max(0, self._timer.remainingTime()) / 1000

    def sync_now(self) -> None:
        """Go over the lines now, unless that is under way."""
        if self._job is not None or self._bench.runner.is_closed:
            return
        self._timer.stop()
        self._job = self._bench.runner.run(
            self._work,
            on_done=self._done,
            on_refused=self._refused,
            on_progress=self._progressed,
            on_cancelled=self._cancelled,
            queue="background",
        )

    def stop(self) -> None:
        """Call the pass off that is under way; what was carried so far is not carried again."""
        if self._job is not None:
            self._job.cancel()

    def _work(self, report: Report) -> tuple[LinePass, frozenset[UUID]]:
        desk = self._bench.desk
        taken_up = self._outgoing()
        return desk.lines.run(report), taken_up

    def _outgoing(self) -> frozenset[UUID]:
        return frozenset(row.row_id for row in self._bench.desk.exchange.outgoing())

    def _done(self, result: tuple[LinePass, frozenset[UUID]]) -> None:
        passed, self._taken_up = result
        self._job = None
        if passed.busy:
            self._wait(_BUSY)
            return
        self._has_line = bool(passed.lines) or bool(passed.done.failed)
        self._times_offline = self._times_offline + 1 if passed.is_offline else 0
        self._wait(
            _OFFLINE[min(self._times_offline, len(_OFFLINE)) - 1] if passed.is_offline else _USUAL
        )
        self._tell_pass(passed)
        done = passed.done
        if done.received or done.sent or done.removed or done.failed:
            self._tell_changed(TOUCHED | {"connections"})

    def _tell_pass(self, passed: LinePass) -> None:
        failed = passed.done.failed
        error = failed[0].error if failed else None
        if not self._has_line:
            stage = SyncStage.NO_LINE
        elif passed.is_offline:
            stage = SyncStage.OFFLINE
        else:
            stage = SyncStage.FAILED if failed else SyncStage.DONE
        self._tell(stage, brought=len(passed.done.received), error=error)

    def _refused(self, error: AppError) -> None:
        self._job = None
        self._wait(_USUAL)
        self._tell(SyncStage.FAILED, error=error)

    def _cancelled(self) -> None:
        self._job = None
        self._wait(_USUAL)
        self._tell(SyncStage.STOPPED)
        self._tell_changed(TOUCHED)

    def _progressed(self, done: int, total: int, step: str) -> None:
        share = f" {done * 100 // total}%" if total else ""
        self._tell(SyncStage.RUNNING, step=f"{step}{share}")

    def _tell(
        self, stage: SyncStage, *, step: str = "", brought: int = 0, error: AppError | None = None
    ) -> None:
        now = self._bench.desk.store.clock()
        next_at = now + timedelta(seconds=self.seconds_to_next)
        self.told.emit(SyncNews(stage, now, next_at, step, brought, error))

    def _tell_changed(self, subjects: frozenset[str]) -> None:
        self._is_telling = True
        try:
            self._bench.changes.tell(subjects)
        finally:
            self._is_telling = False

    def _something_changed(self, subjects: frozenset[str]) -> None:
        """Go soon when a line was set or there is something new to carry."""
        if self._is_telling or self._job is not None or self._bench.runner.is_closed:
            return
        if "connections" in subjects:
            self._times_offline = 0
            self._hurry()
        elif self._has_line:
            self._bench.runner.run(
                lambda _report: self._outgoing(), on_done=self._hurry_for, brief=True
            )

    def _hurry_for(self, outgoing: frozenset[UUID]) -> None:
        if outgoing - self._taken_up:
            self._hurry()

    def _hurry(self) -> None:
        if self._job is None and (not self._timer.isActive() or self.seconds_to_next > _SOON):
            self._wait(_SOON, spread=False)

    def _wait(self, seconds: float, *, spread: bool = True) -> None:
        if self._bench.runner.is_closed:
            return
        if spread:
            seconds *= self._chance.uniform(1 - _SPREAD, 1 + _SPREAD)
        self._timer.start(int(seconds * 1000))
