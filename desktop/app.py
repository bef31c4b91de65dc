"""The window's composition root: paths, log, theme, runner, main window.

Nothing heavy is imported before the first window is painted; SQLAlchemy and the services come on a
worker thread while the officer types the password.
"""

from __future__ import annotations

import builtins
import faulthandler
import linecache
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.jobs.garbage import MainThreadCollector
from desktop.jobs.runner import JobRunner
from desktop.overrides import override
from desktop.paths import OfficePaths
from desktop.views import theme
from desktop.views.main_window import MainWindow
from desktop.views.widgets import qt_words

_LOG_BYTES, _LOGS_KEPT = 1_000_000, 3


def now() -> datetime:
    """Return the present as aware UTC."""
    return datetime.now(UTC)


def main(
    paths: OfficePaths | None = None, *, quit_after_paint: bool = False, login: str = ""
) -> int:
    """Open the window and run until it closes.

    Args:
        paths: the office's data folder and database; the platform's own by default.
        quit_after_paint: exit as soon as the first window is painted, for measuring.
        login: the officer chosen beforehand.

    Returns:
        the exit code.
    """
    _import_plainly()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("guongsang")
    app.setApplicationDisplayName("Gương Sáng")
    collector = MainThreadCollector()
    qt_words.install(app)
    theme.apply(app)
    paths = paths or OfficePaths.default()
    runner = JobRunner(on_bug=_report_bug)
    window = MainWindow(paths, now, runner, login=login)
    if quit_after_paint:
        window.installEventFilter(_QuitAfterPaint(window))
    else:
        QTimer.singleShot(0, lambda: _open_log(paths))
        sys.excepthook = _report_bug
    window.show()
    code = app.exec()
    runner.shutdown()
    runner.outlast()
    collector.stop()
    return code


def _import_plainly() -> None:
    """Take PySide's hook off the import statement.

    WORKAROUND: to find «from __feature__ import …», which this program never writes, shiboken reads
        the
    source of every module imported after it and keeps it in linecache: 23 MB for the services. What
    it has read until now, two megabytes, is let go.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()


class _QuitAfterPaint(QObject):
    """Ends the program once the window has been painted."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return False


def _open_log(paths: OfficePaths) -> None:
    """Write the log beside the office once there is one; before that, there is nothing to log."""
    if not paths.root.exists():
        return
    from logging.handlers import RotatingFileHandler

    try:
        paths.log.parent.mkdir(exist_ok=True)
        handler = RotatingFileHandler(
            paths.log, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(handler)
        crash_log: TextIO = paths.log.with_suffix(".crash").open("a", encoding="utf-8")
        faulthandler.enable(crash_log)
    except OSError:
        # A read-only folder must still open for reading; the window says so when something is
        # saved.
        logging.getLogger(__name__).info("no log can be written")


def _report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    # Places only: an exception's text may hold a citizen's name, and the log is not encrypted.
    places = "".join(traceback.format_tb(trace))
    logging.getLogger("desktop").error("bug %s\n%s", kind.__name__, places)
    from desktop.views.crash import CrashWindow

    CrashWindow.tell(kind, error, trace)
