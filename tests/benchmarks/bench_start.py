"""From the process's start to the first painted window, beside a bare QWidget in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOORS = {"first window painted": "<= 1.5x"}
_RUNS = 7
_BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
class Quit(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
window = QWidget()
quit_after_paint = Quit()
window.installEventFilter(quit_after_paint)
window.show()
sys.exit(app.exec())
"""


def _seconds(command: list[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=environment, capture_output=True)
    return time.perf_counter() - begun


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Measure both in turn and return the medians in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        # The unlock screen of an office; its slots are only read after the paint.
        (data / "keys.json").write_text('{"format": 1, "slots": []}')
        program = [sys.executable, "-m", "desktop.cli", "--data", folder]
        program += ["window", "--quit-after-paint"]
        bare = [sys.executable, "-c", _BARE]
        pairs = [(_seconds(program), _seconds(bare)) for _ in range(_RUNS + 1)][1:]
    ours = statistics.median(p[0] for p in pairs) * 1000
    peer = statistics.median(p[1] for p in pairs) * 1000
    return [("first window painted", ours, "ms", "bare QWidget", peer)]
