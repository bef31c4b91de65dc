"""Printers of Windows: sheets are painted through the driver and watched in the spooler.

Painting goes through ``QPrinter`` and so through GDI and the driver, as vectors. The spooler
(``winspool.drv``) knows a sheet by the title it was given; ``EnumJobsW`` says whether it is still
there, ``GetPrinterW`` why the printer waits. A sheet the spooler no longer lists went through,
unless it was taken out here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.errors import PrintRefused
from desktop.services.certificate_calibrations import Calibration
from desktop.services.certificate_drawings import Drawing
from desktop.views.printing.queues import JobState, Printer, QueueReport, Tray, Trouble
from desktop.views.printing.sheet import page_layout, paint_sheet

_DELETE = 5  # JOB_CONTROL_DELETE
_MOST_JOBS = 1000
# JOB_STATUS_* and PRINTER_STATUS_* of winspool.h.
_JOB_OVER = 0x0080 | 0x1000  # PRINTED, COMPLETE
_JOB_FAILED = 0x0002 | 0x0004 | 0x0100  # ERROR, DELETING, DELETED
_JOB_PAPER_OUT = 0x0040
_PRINTER_STATES = (
    (0x0008, Trouble.JAM),
    (0x0010 | 0x0040, Trouble.PAPER_OUT),  # PAPER_OUT, PAPER_PROBLEM
    (0x400000, Trouble.COVER_OPEN),
    (0x40000, Trouble.INK_OUT),
    (0x0080 | 0x1000, Trouble.OFFLINE),  # OFFLINE, NOT_AVAILABLE
    (0x0001, Trouble.PAUSED),
)


class _Time(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_ushort) for name in ("y", "m", "w", "d", "h", "n", "s", "ms"))


class JobInfo(ctypes.Structure):
    """JOB_INFO_1W."""

    _fields_ = (
        ("job", ctypes.c_uint32),
        ("printer", ctypes.c_wchar_p),
        ("machine", ctypes.c_wchar_p),
        ("user", ctypes.c_wchar_p),
        ("document", ctypes.c_wchar_p),
        ("datatype", ctypes.c_wchar_p),
        ("told", ctypes.c_wchar_p),
        ("status", ctypes.c_uint32),
        ("priority", ctypes.c_uint32),
        ("position", ctypes.c_uint32),
        ("pages", ctypes.c_uint32),
        ("printed", ctypes.c_uint32),
        ("submitted", _Time),
    )


def list_printers() -> list[Printer]:
    """Return the printers of this computer."""
    default = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return [Printer(name, name, name == default) for name in names]


def list_trays(printer: str) -> list[Tray]:
    """Return the paper sources its driver names."""
    device = QPrinter(QPrinterInfo.printerInfo(printer))
    # Qt has this on Windows only.
    told: list[QPrinter.PaperSource] = getattr(device, "supportedPaperSources", list)()
    return [Tray(str(source.value), _SOURCES[source]) for source in told if source in _SOURCES]


class WindowsPress:
    """A printer reached through its driver."""

    def __init__(self, printer: str, tray: str, calibration: Calibration) -> None:
        self._printer = printer
        self._tray = tray
        self._calibration = calibration
        self._documents: dict[int, str] = {}
        self._cancelled: set[int] = set()

    def send(self, drawing: Drawing, title: str) -> int:
        """Paint a sheet through the driver; as ``Press.send``."""
        info = QPrinterInfo.printerInfo(self._printer)
        if info.isNull():
            raise PrintRefused(PrintRefused.Code.PRINTER_GONE, printer=self._printer)
        job = len(self._documents) + 1
        # The spooler knows a sheet by its title alone, and an earlier run may have had the same.
        self._documents[job] = f"{title} ({uuid4().hex[:8]})"
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDocName(self._documents[job])
        device.setPageLayout(page_layout(drawing))
        # WORKAROUND: on Windows a page begins at the paper's corner only with both of these; with
        # margins alone everything is moved by what the driver keeps free.
        device.setFullPage(True)
        if self._tray:
            device.setPaperSource(QPrinter.PaperSource(int(self._tray)))
        if not paint_sheet(device, drawing, self._calibration, device.resolution()):
            raise PrintRefused(PrintRefused.Code.PRINTER_BUSY, printer=self._printer)
        return job

    def report(self, jobs: list[int]) -> QueueReport:
        """Return what became of jobs; as ``Press.report``."""
        with _opened(self._printer) as handle:
            if handle is None:
                return QueueReport(dict.fromkeys(jobs, JobState.UNDER_WAY), Trouble.OFFLINE)
            listed = {document: status for _, document, status in _jobs(handle)}
            trouble = trouble_of(_status(handle), listed.values())
        states = {job: self._state(job, listed.get(self._documents[job])) for job in jobs}
        return QueueReport(states, trouble)

    def cancel(self, job: int) -> None:
        """Take a job out of the spooler."""
        self._cancelled.add(job)
        with _opened(self._printer) as handle:
            for number, document, _ in _jobs(handle) if handle is not None else ():
                if document == self._documents[job]:
                    _spooler().SetJobW(handle, number, 0, None, _DELETE)

    def _state(self, job: int, status: int | None) -> JobState:
        if status is None:
            return JobState.GONE if job in self._cancelled else JobState.DONE
        return state_of(status)


def state_of(status: int) -> JobState:
    """Return what a job's status bits mean."""
    if status & _JOB_OVER:
        return JobState.DONE
    return JobState.GONE if status & _JOB_FAILED else JobState.UNDER_WAY


def trouble_of(status: int, jobs: Iterable[int]) -> Trouble | None:
    """Return why a printer waits, from its own status bits and those of its jobs."""
    found = next((trouble for bits, trouble in _PRINTER_STATES if status & bits), None)
    if found is None and any(bits & _JOB_PAPER_OUT for bits in jobs):
        return Trouble.PAPER_OUT
    return found


_SOURCES = {
    QPrinter.PaperSource.Upper: "Khay trên",
    QPrinter.PaperSource.Lower: "Khay dưới",
    QPrinter.PaperSource.Middle: "Khay giữa",
    QPrinter.PaperSource.Manual: "Khay tay",
    QPrinter.PaperSource.Envelope: "Khay phong bì",
    QPrinter.PaperSource.LargeCapacity: "Khay lớn",
    QPrinter.PaperSource.Cassette: "Khay chính",
}


def _spooler() -> Any:
    return ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]


@contextmanager
def _opened(printer: str) -> Iterator[ctypes.c_void_p | None]:
    """Open a printer for looking at its jobs; None where the spooler does not have it."""
    handle, spooler = ctypes.c_void_p(), _spooler()
    if not spooler.OpenPrinterW(ctypes.c_wchar_p(printer), ctypes.byref(handle), None):
        yield None
        return
    try:
        yield handle
    finally:
        spooler.ClosePrinter(handle)


def _jobs(handle: ctypes.c_void_p) -> list[tuple[int, str, int]]:
    """Return number, title and status of every job in the spooler."""
    spooler, needed, found = _spooler(), ctypes.c_uint32(), ctypes.c_uint32()
    asked = (handle, 0, _MOST_JOBS, 1)
    told = (ctypes.byref(needed), ctypes.byref(found))
    spooler.EnumJobsW(*asked, None, 0, *told)
    room = ctypes.create_string_buffer(needed.value or 1)
    if not spooler.EnumJobsW(*asked, room, needed.value, *told):
        return []
    jobs = ctypes.cast(room, ctypes.POINTER(JobInfo))
    return [(jobs[i].job, jobs[i].document or "", jobs[i].status) for i in range(found.value)]


def _status(handle: ctypes.c_void_p) -> int:
    status, needed = ctypes.c_uint32(), ctypes.c_uint32()
    size = ctypes.sizeof(status)
    # Level 6 is the printer's status alone.
    read = _spooler().GetPrinterW(handle, 6, ctypes.byref(status), size, ctypes.byref(needed))
    return status.value if read else 0
