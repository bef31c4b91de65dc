"""Looks every few seconds whether somebody else changed this office's data, and tells the pages.

The same look asks whether the officer at work may still be here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError, NotAllowed

if TYPE_CHECKING:
    from desktop.services.news import News
    from desktop.views.pages import Bench

_EVERY_MS = 3_000
# A record's own subject is told as it is; these show on pages of other names too.
_ALSO = {
    "dossiers": ("appraisal", "nominations", "outbox"),
    "nominations": ("dossiers", "appraisal"),
    "packages": ("inbox", "outbox"),
    "decisions": ("awards", "registers"),
    "print_runs": ("decisions",),
}


class LiveNews(QObject):
    """Asks for news one look after the other; a look that fails is tried again the next time.

    Args:
        bench: services, runner, and the ``Changes`` it speaks through.
        parent: whose end is the end of this.
        every_ms: milliseconds between two looks.

    Signals:
        locked_out: the ``NotAllowed`` that says why nothing may be shown any more; the last look.
    """

    locked_out = Signal(object)

    def __init__(self, bench: Bench, parent: QObject, *, every_ms: int = _EVERY_MS) -> None:
        super().__init__(parent)
        self._bench = bench
        self._latest: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take what is there now as known; look again and again from then on."""
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        if self._bench.runner.is_closed:
            return
        desk, latest = self._bench.desk, self._latest

        def work(_report: object) -> News | int:
            desk.access.refuse_locked_out()
            news = desk.news
            return news.latest() if latest is None else news.since(latest)

        self._bench.runner.run(
            work, on_done=self._tell, on_refused=self._failed, queue="other", brief=True
        )

    def _tell(self, found: News | int) -> None:
        self._timer.start()
        if isinstance(found, int):
            self._latest = found
            return
        self._latest = found.latest
        if not found.rows:
            return
        subjects = {row.subject for row in found.rows}
        also = {name for subject in subjects for name in _ALSO.get(subject, ())}
        self._bench.changes.others_changed.emit(found.rows)
        self._bench.changes.tell(subjects | also)

    def _failed(self, error: AppError) -> None:
        if isinstance(error, NotAllowed):
            self.locked_out.emit(error)
            return
        # Whatever is wrong with the data is said by whoever works with it, not every three seconds.
        self._timer.start()
