"""What the whole program weighs with the page of 100,000 people open, as an officer opens it."""

from __future__ import annotations

import gc
import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FLOORS = {"program, page of 100,000 people": "<= 200"}
_PEOPLE = 100_000


def _beside(name: str) -> Any:
    """Return a benchmark of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Fill an office, open its window in a process of its own, and ask the system."""
    from desktop.paths import OfficePaths

    home = _beside("bench_home")
    home._PEOPLE = _PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        home._fill(OfficePaths(office))
        command = [sys.executable, __file__, str(office)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "."}
        told = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    return [("program, page of 100,000 people", float(told.stdout), "MB", "bound", 200.0)]


def _weigh(office: Path) -> float:
    """Open the people of an office and return the resident memory in MB."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

    import desktop.app as program

    program._import_plainly()
    wait = _beside("bench_home")._wait
    app = QApplication([])
    collector = program.MainThreadCollector()
    program.theme.apply(app, dark=False)
    runner = program.JobRunner()
    window = program.MainWindow(program.OfficePaths(office), program.now, runner)
    window.resize(1366, 768)
    window.show()
    wait(300)
    password = window.findChild(QLineEdit, "password")
    unlock = window.findChild(QPushButton, "unlock")
    assert password is not None
    assert unlock is not None
    password.setText("demo")
    unlock.click()
    while window.workspace is None or runner.busy:
        wait(50)
    window.workspace.show_page("people")
    page = window.workspace.page("people")
    while page.panel.model.rowCount() < _PEOPLE or runner.busy:
        wait(50)
    collector.stop()
    gc.collect()  # as the program's collector does some seconds later
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


if __name__ == "__main__":
    sys.stdout.write(f"{_weigh(Path(sys.argv[1])):.1f}")
    sys.stdout.flush()
    # The window is left as it is: what is measured is the program at work, not its end.
    os._exit(0)
