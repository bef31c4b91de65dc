"""Sends a run to the printer sheet by sheet and follows each until it is out.

Each step is a short job of the runner, so neither the window nor the database waits for paper: the
sheet is marked as on its way, painted and handed to the queue, asked about until it went through,
and then noted as printed. Two sheets are with the printer at a time, so that it need not pause;
stopping takes back the second. Whatever does not come out waits again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError
from desktop.law.terms import PrintState
from desktop.views.printing.queues import JobState, QueueReport, Trouble

if TYPE_CHECKING:
    from desktop.services.certificate_pages import CertificatePage
    from desktop.services.certificate_runs import CertificateRunService, RunDetail, SheetRow
    from desktop.views.pages import Bench
    from desktop.views.printing.presses import Press

AHEAD = 2
_ASK_EVERY_MS = 250
# A queue says «waiting for paper» now and then between two sheets; only what lasts is told.
_LASTS = 3


class RunDriver(QObject):
    """Drives one run at a time.

    Signals:
        changed: the run as it is now, ``RunDetail``.
        troubled: why the printer waits, ``Trouble``, or None when it goes on.
        ended: the run as it ended, done or stopped, ``RunDetail``.
        refused: why it had to stop, ``AppError``; ``ended`` follows.
        lost: the place of a sheet the queue dropped by itself; ``ended`` follows.
    """

    changed = Signal(object)
    troubled = Signal(object)
    ended = Signal(object)
    refused = Signal(object)
    lost = Signal(int)

    def __init__(self, bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._press: Press | None = None
        self._run: RunDetail | None = None
        self._pages: Mapping[UUID, CertificatePage] = {}
        self._start = 1
        self._jobs: dict[UUID, int] = {}
        self._is_sending = self._is_asking = self._is_stopping = self._all_sent = False
        self._trouble: Trouble | None = None
        self._seen = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def is_running(self) -> bool:
        """Whether a run is on its way."""
        return self._run is not None

    @property
    def is_stopping(self) -> bool:
        """Whether it ends with the sheet the printer has."""
        return self._is_stopping

    def start(
        self, run: RunDetail, pages: Mapping[UUID, CertificatePage], press: Press, first: int = 1
    ) -> None:
        """Print what waits of a run, from the sheet at place ``first`` on."""
        assert not self.is_running
        self._run, self._pages, self._press, self._start = run, pages, press, first
        self._jobs.clear()
        self._is_stopping = self._all_sent = False
        self._tell_trouble(None)
        self._timer.start()
        self._send_next()

    def stop(self) -> None:
        """Send no more; take back what the printer has not begun, or all while it waits."""
        if not self.is_running or self._is_stopping:
            return
        self._is_stopping = True
        jobs = sorted(self._jobs.values())
        for job in jobs if self._trouble else jobs[1:]:
            self._cancel(job)
        self._end_if_empty()

    def _cancel(self, job: int) -> None:
        press = self._press
        assert press is not None
        self._bench.runner.run(
            lambda _r: press.cancel(job), on_done=lambda _none: None, queue="other"
        )

    # -- sending ----------------------------------------------------------------------------

    def _send_next(self) -> None:
        run = self._run
        room = len(self._jobs) < AHEAD and not self._is_sending
        if run is None or self._is_stopping or self._all_sent or not room:
            self._end_if_empty()
            return
        self._is_sending = True
        runs, run_id, start = self._bench.desk.certificate_runs, run.id, self._start
        self._bench.runner.run(
            lambda _r: runs.next_sheet(run_id, start),
            on_done=self._hand_over,
            on_refused=self._fail,
        )

    def _hand_over(self, sheet: SheetRow | None) -> None:
        if sheet is None:
            self._is_sending, self._all_sent = False, True
            self._end_if_empty()
            return
        page, press = self._pages[sheet.award_id], self._press
        assert press is not None
        title = f"Giấy khen số {sheet.number}, tờ {sheet.position}"

        def sent(job: int) -> None:
            self._is_sending = False
            self._jobs[sheet.id] = job
            if self._is_stopping and (self._trouble or len(self._jobs) > 1):
                self._cancel(job)
            self._show()
            self._send_next()

        def refused(error: AppError) -> None:
            self._take_back([sheet.id])
            self._fail(error)

        self._bench.runner.run(
            lambda _r: press.send(page.drawing, title),
            on_done=sent,
            on_refused=refused,
            queue="other",
        )

    # -- following --------------------------------------------------------------------------

    def _ask(self) -> None:
        press, jobs = self._press, sorted(self._jobs.values())
        if press is None or not jobs or self._is_asking:
            return
        self._is_asking = True

        def told(report: QueueReport) -> None:
            self._is_asking = False
            self._hear(report)

        def refused(error: AppError) -> None:
            self._is_asking = False
            self._fail(error)

        self._bench.runner.run(
            lambda _r: press.report(jobs), on_done=told, on_refused=refused, queue="other"
        )

    def _hear(self, report: QueueReport) -> None:
        if not self.is_running:
            return
        by_job = {job: sheet_id for sheet_id, job in self._jobs.items()}
        out = [by_job[j] for j, s in report.jobs.items() if s is JobState.DONE and j in by_job]
        gone = [by_job[j] for j, s in report.jobs.items() if s is JobState.GONE and j in by_job]
        for sheet_id in (*out, *gone):
            del self._jobs[sheet_id]
        self._judge_trouble(report.trouble, moves=bool(out))
        if out:
            self._confirm(out)
        if gone:
            self._take_back(gone)
            self._lose(gone[0])
            self._end_if_empty()

    def _judge_trouble(self, trouble: Trouble | None, *, moves: bool) -> None:
        self._seen = self._seen + 1 if trouble is not None and not moves else 0
        if trouble is None or moves:
            self._tell_trouble(None)
        elif self._seen >= _LASTS:
            self._tell_trouble(trouble)
            if self._is_stopping:
                # What was to come out before the end does not.
                for job in self._jobs.values():
                    self._cancel(job)

    def _tell_trouble(self, trouble: Trouble | None) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self.troubled.emit(trouble)

    def _lose(self, sheet_id: UUID) -> None:
        """Stop at a sheet the queue dropped without being told to."""
        if self._is_stopping or self._run is None:
            return
        place = next((s.position for s in self._run.sheets if s.id == sheet_id), 0)
        self.lost.emit(place)
        self.stop()

    def _confirm(self, sheets: Iterable[UUID]) -> None:
        assert self._run is not None
        runs, run_id, wanted = self._bench.desk.certificate_runs, self._run.id, list(sheets)

        def noted(run: RunDetail) -> None:
            self._run = run if self.is_running else None
            self.changed.emit(run)
            self._send_next()

        self._bench.runner.run(
            lambda _r: runs.confirm(run_id, wanted), on_done=noted, on_refused=self._fail
        )

    def _take_back(self, sheets: Iterable[UUID]) -> None:
        assert self._run is not None
        runs, run_id, wanted = self._bench.desk.certificate_runs, self._run.id, list(sheets)
        self._bench.runner.run(lambda _r: runs.take_back(run_id, wanted), on_done=self.changed.emit)

    def _show(self) -> None:
        """Tell how the run stands, with the sheet just sent."""
        if self._run is not None:
            runs, run_id = self._bench.desk.certificate_runs, self._run.id
            self._bench.runner.run(lambda _r: runs.open(run_id), on_done=self._shown)

    def _shown(self, run: RunDetail) -> None:
        if self.is_running:
            self._run = run
            self.changed.emit(run)

    # -- ending -----------------------------------------------------------------------------

    def _fail(self, error: AppError) -> None:
        self._is_sending = False
        self.refused.emit(error)
        self.stop()

    def _end_if_empty(self) -> None:
        """End when nothing is with the printer and nothing more is sent."""
        if not self.is_running or self._jobs or self._is_sending:
            return
        if not (self._is_stopping or self._all_sent):
            return
        assert self._run is not None
        runs, run_id = self._bench.desk.certificate_runs, self._run.id
        self._run = None
        self._timer.stop()
        self._bench.runner.run(lambda _r: _ended(runs.open(run_id), runs), on_done=self._tell_end)

    def _tell_end(self, run: RunDetail) -> None:
        self._tell_trouble(None)
        self.changed.emit(run)
        self.ended.emit(run)


def _ended(run: RunDetail, runs: CertificateRunService) -> RunDetail:
    """Return a run as it ended, noted as stopped where something of it still waits."""
    return run if run.state is PrintState.DONE else runs.stop(run.id)
