"""A program of its own that prints a run, for a test to kill: ROOT RUN PRINTER."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.certificate_calibrations import Calibration
from desktop.services.desk import open_desk
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.printing.driver import RunDriver
from desktop.views.printing.presses import CupsPress


def main(root: Path, run_id: UUID, printer: str) -> int:
    """Print until the run is done or the program is killed."""
    app = QApplication([])
    paths = OfficePaths(root)
    desk = open_desk(paths, unlock(paths, "", "demo", _now), _now)
    runner = JobRunner()
    driver = RunDriver(Bench(desk, runner, Changes()))
    driver.ended.connect(lambda _run: app.quit())
    runs = desk.certificate_runs
    driver.start(runs.resume(run_id), runs.drawn(run_id), CupsPress(printer, "", Calibration()))
    app.exec()
    runner.shutdown()
    desk.close()
    return 0


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), UUID(sys.argv[2]), sys.argv[3]))
