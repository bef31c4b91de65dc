"""căn chỉnh máy in: what each printer's tray does to each paper, measured once and used from then.

A calibration belongs to a printer, a tray and a size of paper as it is printed on; a print uses
the one of its own tray, or the one measured for the printer without naming a tray. Readings are
kept as typed, so that what was measured can be looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import write_whole
from desktop.documents.calibration import (
    READING_LABELS,
    Calibration,
    Cross,
    Readings,
    Solution,
    crosses,
    expected,
    solve,
)
from desktop.documents.calibration_sheet import grid_page, outline_page, page_pdf
from desktop.documents.certificate_drawing import Drawing
from desktop.documents.layout import Layout
from desktop.errors import NotFound, PrintRefused
from desktop.models import PrinterCalibration
from desktop.services.fields import clean
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

__all__ = [
    "READING_LABELS",
    "Calibration",
    "CalibrationRow",
    "CertificateCalibrationService",
    "Cross",
    "Measurement",
    "Paper",
    "Readings",
    "Solution",
]

_KNOWN = {(297, 210): "A4 ngang", (210, 297): "A4 dọc", (420, 297): "A3 ngang", (297, 420): "A3"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as it is printed on: width and height in millimetres."""

    width: float
    height: float

    @property
    def code(self) -> str:
        """How it is stored: «297x210»."""
        return f"{self.width:g}x{self.height:g}"

    @property
    def label(self) -> str:
        """How it is read: «A4 ngang», «270 x 190 mm»."""
        known = _KNOWN.get((round(self.width), round(self.height)))
        return known or f"{self.width:g} x {self.height:g} mm".replace(".", ",")

    @classmethod
    def of(cls, code: str) -> Paper:
        """Return the paper of a stored code."""
        width, _, height = code.partition("x")
        return cls(float(width), float(height))

    def crosses(self) -> tuple[Cross, ...]:
        """Return the marks of its grid page."""
        return crosses(self.width, self.height)

    def expected(self) -> Readings:
        """Return what a printer that misses nothing would give."""
        return expected(self.width, self.height)


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One stored calibration.

    Attributes:
        id: of the record.
        printer: as the system names it.
        tray: as the driver names it; "" where none was named.
        paper: the sheet it was measured on.
        calibration: what a print is corrected by.
        readings: as typed.
        measured_at: when.
        measured_by: by whom.
    """

    id: UUID
    printer: str
    tray: str
    paper: Paper
    calibration: Calibration
    readings: Readings
    measured_at: datetime
    measured_by: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was typed, and of what.

    Attributes:
        printer: as the system names it.
        tray: "" for whichever the printer takes by itself.
        paper: the sheet the grid was printed on.
        readings: millimetres.
        printed_with: the calibration the grid was printed with; None for none.
    """

    printer: str
    tray: str
    paper: Paper
    readings: Readings
    printed_with: UUID | None = None


class CertificateCalibrationService:
    """Use cases of calibrations."""

    subject = "printer_calibrations"

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_rows(self) -> list[CalibrationRow]:
        """Return every calibration in use, by printer, tray and paper."""
        query = _living().order_by(PrinterCalibration.sort_key, PrinterCalibration.paper)
        with self._store.reading() as session:
            return [_row(found) for found in session.scalars(query)]

    def find(self, printer: str, tray: str, paper: Paper) -> CalibrationRow | None:
        """Return the calibration a print on that tray and paper uses, None for none.

        One measured for this very tray comes before one measured without naming a tray.
        """
        with self._store.reading() as session:
            found = _found(session, printer, tray, paper) or _found(session, printer, "", paper)
            return _row(found) if found else None

    def named(self, printer: str, paper: Paper) -> CalibrationRow:
        """Return the calibration of a printer for a paper, whatever tray it was measured for.

        Raises:
            PrintRefused: NO_CALIBRATION with the ``printer``.
        """
        rows = [row for row in self.list_rows() if fold(row.printer) == fold(printer)]
        for row in sorted(rows, key=lambda row: row.tray):
            if row.paper == paper:
                return row
        raise PrintRefused(PrintRefused.Code.NO_CALIBRATION, printer=printer)

    def grid(self, printer: str, tray: str, paper: Paper) -> Drawing:
        """Return the page to print and measure."""
        told = f"Máy in {printer}" if printer else ""
        return grid_page(paper.width, paper.height, f"{told}, khay {tray}" if tray else told)

    def write_grid(
        self, target: Path, paper: Paper, printer: str = "", used: Calibration | None = None
    ) -> None:
        """Write the page to print and measure as PDF.

        Args:
            target: the file to write.
            paper: the size it is printed on.
            printer: named on the page, "" for none.
            used: a calibration to check; none at first.

        Raises:
            StorageError: the file cannot be written.
        """
        page = self.grid(printer, "", paper)
        write_whole(target, page_pdf(page, "Trang căn chỉnh máy in", used))

    def outline(self, layout: Layout, *, overlay: bool = True) -> Drawing:
        """Return a layout's boxes without words, to hold against a blank."""
        return outline_page(layout, overlay=overlay)

    def judge(self, measurement: Measurement) -> Solution:
        """Return what readings mean, without keeping them.

        Raises:
            DocumentFailed: CALIBRATION_IMPOSSIBLE with the ``field`` that cannot be and what was
                ``expected`` (mm); CALIBRATION_CONTRADICTORY with the ``residual`` (mm).
            NotFound: ``printed_with`` names no calibration.
        """
        used = self._used(measurement.printed_with)
        return solve(measurement.readings, measurement.paper.width, measurement.paper.height, used)

    def measure(self, measurement: Measurement) -> tuple[CalibrationRow, Solution]:
        """Keep what readings mean for a printer, tray and paper; an earlier measuring gives way.

        Raises:
            DocumentFailed, NotFound: as ``judge``; what was kept before stays.
        """
        solution = self.judge(measurement)
        printer, tray = clean(measurement.printer), clean(measurement.tray)
        with self._store.writing() as session:
            kept = _any(session, printer, tray, measurement.paper)
            if kept is None:
                kept = PrinterCalibration(printer=printer, tray=tray, paper=measurement.paper.code)
                session.add(kept)
            self._fill(kept, solution.calibration, measurement.readings)
            session.flush()
            off = round(solution.residual, 3)
            told = {"printer": printer, "tray": tray, "paper": kept.paper, "residual": off}
            self._store.record_event(session, self.subject, kept.id, "calibrated", data=told)
            row = _row(kept)
            session.commit()
        return row, solution

    def archive(self, calibration_id: UUID) -> None:
        """Let a calibration rest; prints on that tray are no longer corrected.

        Raises:
            NotFound: there is none of that id.
        """
        with self._store.writing() as session:
            kept = _by_id(session, calibration_id)
            kept.archived_at = self._store.clock()
            self._store.record_event(session, self.subject, kept.id, "archived")
            session.commit()

    def _fill(self, kept: PrinterCalibration, found: Calibration, readings: Readings) -> None:
        kept.shift_x, kept.shift_y = found.right, found.down
        kept.scale_x, kept.scale_y = found.scale_x, found.scale_y
        kept.rotation, kept.skew = found.rotation, found.skew
        kept.readings = asdict(readings)
        kept.measured_at, kept.measured_by = self._store.clock(), self._store.actor.name
        kept.archived_at = None
        kept.search_key = fold(f"{kept.printer} {kept.tray}")
        kept.sort_key = sort_key(f"{kept.printer} {kept.tray}")

    def _used(self, calibration_id: UUID | None) -> Calibration | None:
        if calibration_id is None:
            return None
        with self._store.reading() as session:
            return calibration_of(_by_id(session, calibration_id))


def calibration_of(kept: PrinterCalibration) -> Calibration:
    """Return what a print is corrected by."""
    scales = (kept.scale_x, kept.scale_y)
    return Calibration(kept.shift_x, kept.shift_y, *scales, kept.rotation, kept.skew)


def _living() -> sa.Select[PrinterCalibration]:
    return sa.select(PrinterCalibration).where(PrinterCalibration.archived_at.is_(None))


def _found(session: Session, printer: str, tray: str, paper: Paper) -> PrinterCalibration | None:
    kept = _any(session, printer, tray, paper)
    return kept if kept is not None and kept.archived_at is None else None


def _any(session: Session, printer: str, tray: str, paper: Paper) -> PrinterCalibration | None:
    query = sa.select(PrinterCalibration).where(
        PrinterCalibration.printer == printer,
        PrinterCalibration.tray == tray,
        PrinterCalibration.paper == paper.code,
    )
    return session.scalar(query)


def _by_id(session: Session, calibration_id: UUID) -> PrinterCalibration:
    kept = session.get(PrinterCalibration, calibration_id)
    if kept is None:
        code = NotFound.Code.RECORD
        raise NotFound(code, subject="printer_calibrations", id=str(calibration_id))
    return kept


def _row(kept: PrinterCalibration) -> CalibrationRow:
    return CalibrationRow(
        kept.id,
        kept.printer,
        kept.tray,
        Paper.of(kept.paper),
        calibration_of(kept),
        _readings(kept.readings),
        kept.measured_at,
        kept.measured_by,
    )


def _readings(kept: Mapping[str, Any]) -> Readings:
    return Readings(**{field.name: float(kept[field.name]) for field in fields(Readings)})
