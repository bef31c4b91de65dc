"""Printers of Linux and macOS, through libcups: sheets are handed over as PDF and watched.

Only calls of CUPS 1.7 and later that are part of its stable interface (``cups/cups.h``): a list of
destinations, a file printed under a title, a list of jobs, one cancelled. libcups answers from one
thread at a time here; each call opens its own connection.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.errors import PrintRefused
from desktop.views.printing.queues import JobState, Printer, QueueReport, Tray, Trouble

_ALL_JOBS = -1
_OWN_JOBS = 1
# ipp_jstate_t of RFC 8011, 5.3.7.
_UNDER_WAY = {3, 4, 5, 6}
_CANCELLED = {7, 8}
_STOPPED = "5"  # printer-state of RFC 8011, 5.4.11
# Words of printer-state-reasons (RFC 8011, 5.4.12), the first that is met tells.
_REASONS = (
    ("media-jam", Trouble.JAM),
    ("media-empty", Trouble.PAPER_OUT),
    ("media-needed", Trouble.PAPER_OUT),
    ("cover-open", Trouble.COVER_OPEN),
    ("door-open", Trouble.COVER_OPEN),
    ("interlock-open", Trouble.COVER_OPEN),
    ("toner-empty", Trouble.INK_OUT),
    ("marker-supply-empty", Trouble.INK_OUT),
    ("offline", Trouble.OFFLINE),
    ("connecting-to-device", Trouble.OFFLINE),
    ("timed-out", Trouble.OFFLINE),
    ("paused", Trouble.PAUSED),
)
_WHICH_TRAY = b"media-source"
_lock = threading.Lock()


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


class _Destination(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("num_options", ctypes.c_int),
        ("options", ctypes.POINTER(_Option)),
    )


class _Job(ctypes.Structure):
    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


@lru_cache(maxsize=1)
def library() -> Any | None:
    """Return libcups, None where this computer has none."""
    name = ctypes.util.find_library("cups")
    if name is None:
        return None
    try:
        found = ctypes.CDLL(name)
    except OSError:
        return None
    found.cupsGetOption.restype = ctypes.c_char_p
    found.cupsCopyDestInfo.restype = ctypes.c_void_p
    found.cupsFindDestSupported.restype = ctypes.c_void_p
    found.ippGetString.restype = ctypes.c_char_p
    return found


def list_printers() -> list[Printer]:
    """Return the printers CUPS knows, by name; none where there is no CUPS."""
    cups = library()
    if cups is None:
        return []
    with _lock, _destinations(cups) as found:
        return sorted((_printer(d) for d in found), key=lambda p: p.name.casefold())


def list_trays(printer: str) -> list[Tray]:
    """Return the trays a printer says it has; this may ask the printer and take seconds."""
    cups = library()
    if cups is None:
        return []
    with _lock, _destinations(cups) as found:
        for destination in found:
            if _text(destination.name) == printer:
                return _trays(cups, destination)
    return []


class CupsQueue:
    """One printer's queue."""

    def __init__(self, printer: str) -> None:
        self._printer = printer

    def submit(self, sheet: Path, title: str, tray: str, width: float, height: float) -> int:
        """Hand over a sheet as PDF and return its job; as ``Queue.submit``."""
        cups = library()
        if cups is None or not self._is_there():
            raise PrintRefused(PrintRefused.Code.PRINTER_GONE, printer=self._printer)
        options = _options(tray, width, height)
        with _lock:
            pairs = [_Option(key.encode(), value.encode()) for key, value in options.items()]
            given = (_Option * len(pairs))(*pairs)
            job = cups.cupsPrintFile(
                self._printer.encode(), str(sheet).encode(), title.encode(), len(options), given
            )
        if not job:
            raise PrintRefused(PrintRefused.Code.PRINTER_BUSY, printer=self._printer)
        return int(job)

    def report(self, jobs: list[int]) -> QueueReport:
        """Return what became of jobs and why the printer waits, if it does."""
        cups = library()
        if cups is None:
            return QueueReport(dict.fromkeys(jobs, JobState.GONE), Trouble.OFFLINE)
        with _lock:
            states = _states(cups, self._printer)
            with _destinations(cups) as found:
                mine = [d for d in found if _text(d.name) == self._printer]
                trouble = _trouble(_told(mine[0])) if mine else Trouble.OFFLINE
        return QueueReport({job: _state(states.get(job)) for job in jobs}, trouble)

    def cancel(self, job: int) -> None:
        """Take a job out of the queue."""
        cups = library()
        if cups is not None:
            with _lock:
                cups.cupsCancelJob(self._printer.encode(), job)

    def _is_there(self) -> bool:
        return any(printer.name == self._printer for printer in list_printers())


def _options(tray: str, width: float, height: float) -> dict[str, str]:
    """Return what keeps a page exactly as drawn, on the sheet it was drawn for."""
    # A sheet is fed upright, and a page drawn lying is turned by the filters.
    across, along = sorted((round(width * 100), round(height * 100)))
    size = f"media-size={{x-dimension={across} y-dimension={along}}}"
    source = f" media-source={tray}" if tray else ""
    margins = " ".join(f"media-{side}-margin=0" for side in ("top", "bottom", "left", "right"))
    return {
        "media-col": f"{{{size} {margins}{source}}}",
        "print-scaling": "none",
        "sides": "one-sided",
        "job-sheets": "none,none",
        "document-format": "application/pdf",
    }


@contextmanager
def _destinations(cups: Any) -> Iterator[list[_Destination]]:
    found = ctypes.POINTER(_Destination)()
    count = cups.cupsGetDests(ctypes.byref(found))
    try:
        yield [found[index] for index in range(count)]
    finally:
        cups.cupsFreeDests(count, found)


def _printer(destination: _Destination) -> Printer:
    name = _text(destination.name)
    title = _told(destination).get("printer-info", "").strip()
    return Printer(name, title or name, bool(destination.is_default))


def _told(destination: _Destination) -> dict[str, str]:
    options = (destination.options[index] for index in range(destination.num_options))
    return {_text(option.name): _text(option.value) for option in options}


def _trouble(told: Mapping[str, str]) -> Trouble | None:
    reasons = told.get("printer-state-reasons", "")
    for word, trouble in _REASONS:
        if word in reasons:
            return trouble
    return Trouble.PAUSED if told.get("printer-state") == _STOPPED else None


def _states(cups: Any, printer: str) -> dict[int, int]:
    jobs = ctypes.POINTER(_Job)()
    count = cups.cupsGetJobs(ctypes.byref(jobs), printer.encode(), _OWN_JOBS, _ALL_JOBS)
    if count < 0:
        return {}
    states = {jobs[index].id: jobs[index].state for index in range(count)}
    cups.cupsFreeJobs(count, jobs)
    return states


def _state(ipp_state: int | None) -> JobState:
    """Return a job's state; one no longer listed went through, unless CUPS says otherwise."""
    if ipp_state in _CANCELLED:
        return JobState.GONE
    return JobState.UNDER_WAY if ipp_state in _UNDER_WAY else JobState.DONE


def _trays(cups: Any, destination: _Destination) -> list[Tray]:
    asked = ctypes.byref(destination)
    info = cups.cupsCopyDestInfo(None, asked)
    if not info:
        return []
    try:
        args = (None, asked, ctypes.c_void_p(info), _WHICH_TRAY)
        found = cups.cupsFindDestSupported(*args)
        if not found:
            return []
        told = ctypes.c_void_p(found)
        words = (cups.ippGetString(told, i, None) for i in range(cups.ippGetCount(told)))
        codes = [_text(word) for word in words if word]
    finally:
        cups.cupsFreeDestInfo(ctypes.c_void_p(info))
    return [Tray(code, _TRAYS.get(code, code)) for code in codes if code != "auto"]


_TRAYS = {
    "main": "Khay chính",
    "manual": "Khay tay",
    "by-pass-tray": "Khay tay",
    "top": "Khay trên",
    "bottom": "Khay dưới",
    "rear": "Khay sau",
    "tray-1": "Khay 1",
    "tray-2": "Khay 2",
    "tray-3": "Khay 3",
    "large-capacity": "Khay lớn",
    "envelope": "Khay phong bì",
}


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
