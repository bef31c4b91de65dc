"""What a long job is doing, with the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.jobs.runner import Job
from desktop.vietnamese.numbers import thousands
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named


class JobProgress(QFrame):
    """A bar for one job at a time; give ``report`` to the runner as ``on_progress``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_progress")
        self.setProperty("card", True)
        self._job: Job | None = None
        self._step = named(QLabel(), "job_step")
        self._bar = named(QProgressBar(), "job_bar")
        self._bar.setTextVisible(False)
        self._count = named(QLabel(), "job_count", role="muted")
        self._stop = named(QPushButton("Dừng"), "job_stop")
        self._stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, 6, 6, 6)
        layout.setSpacing(GAP)
        layout.addWidget(self._step)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._stop)
        self.hide()

    def watch(self, job: Job, step: str) -> None:
        """Show ``job``, which has just been started; ``step`` says what it does first."""
        self._job = job
        self._step.setText(step)
        self._bar.setAccessibleName(step)
        self._bar.setRange(0, 0)
        self._count.clear()
        self._stop.setEnabled(True)
        self._stop.setText("Dừng")
        self.show()

    def report(self, done: int, total: int, step: str) -> None:
        """Show how far the job is."""
        if step:
            self._step.setText(step)
            self._bar.setAccessibleName(step)
        # Qt counts in 32 bits, and bytes of attachments do not fit.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)
        self._count.setText(f"{thousands(done)} / {thousands(total)}" if total else "")

    def finish(self) -> None:
        """Hide; the job ended in whichever way."""
        self._job = None
        self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)
            self._stop.setText("Đang dừng…")
