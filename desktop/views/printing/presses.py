"""Which printers this computer has, and a press: one of them with its tray and correction."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from desktop.services.certificate_calibrations import Calibration
from desktop.services.certificate_drawings import Drawing
from desktop.views.printing import cups
from desktop.views.printing.queues import Printer, QueueReport, Tray
from desktop.views.printing.sheet import write_sheet


class Press(Protocol):
    """Takes sheets one by one; called from the runner's threads."""

    def send(self, drawing: Drawing, title: str) -> int:
        """Hand a sheet to the printer's queue and return its job.

        Raises:
            PrintRefused: PRINTER_GONE, PRINTER_BUSY.
            StorageError: there is no room for the file it goes as.
        """

    def report(self, jobs: list[int]) -> QueueReport:
        """Return what became of jobs, and why the printer waits."""

    def cancel(self, job: int) -> None:
        """Take a job out of the queue; one that went through stays as it is."""


class CupsPress:
    """A printer reached through CUPS; every sheet goes as a PDF of its own, all vectors."""

    def __init__(self, printer: str, tray: str, calibration: Calibration) -> None:
        self._queue = cups.CupsQueue(printer)
        self._tray = tray
        self._calibration = calibration

    def send(self, drawing: Drawing, title: str) -> int:
        """Hand a sheet over; as ``Press.send``."""
        with TemporaryDirectory(prefix="guongsang-print-") as folder:
            sheet = Path(folder) / "sheet.pdf"
            write_sheet(sheet, drawing, self._calibration, title)
            return self._queue.submit(sheet, title, self._tray, drawing.width, drawing.height)

    def report(self, jobs: list[int]) -> QueueReport:
        """Return what became of jobs; as ``Press.report``."""
        return self._queue.report(jobs)

    def cancel(self, job: int) -> None:
        """Take a job out of the queue."""
        self._queue.cancel(job)


def list_printers() -> list[Printer]:
    """Return this computer's printers, the default one first; may ask the system for a second."""
    if sys.platform == "win32":
        from desktop.views.printing import winspool

        found = winspool.list_printers()
    else:
        found = cups.list_printers()
    return sorted(found, key=lambda printer: not printer.is_default)


def list_trays(printer: str) -> list[Tray]:
    """Return a printer's trays, none where it has one only; may take seconds."""
    if sys.platform == "win32":
        from desktop.views.printing import winspool

        return winspool.list_trays(printer)
    return cups.list_trays(printer)


def press_for(printer: str, tray: str, calibration: Calibration) -> Press:
    """Return a press on a printer of this computer."""
    if sys.platform == "win32":
        from desktop.views.printing import winspool

        return winspool.WindowsPress(printer, tray, calibration)
    return CupsPress(printer, tray, calibration)
