"""A print run laid open, with its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.law.terms import PrintState, SheetState
from desktop.models import AwardRecord, PrintedSheet, PrinterCalibration, PrintRun
from desktop.services.certificate_calibrations import Calibration, calibration_of


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One blank of a run.

    Attributes:
        id: of the sheet.
        position: its place in the pile, from 1; a reprint has that of the sheet it replaces.
        award_id: whose certificate.
        number: the certificate's number in the register.
        name: whom it is for.
        copy: which copy, from 1.
        state: waiting, on its way, printed or spoiled.
        reason: why it was spoiled.
        at: when it last went to the printer or came out.
        by: who was printing.
        reprint_of: the spoiled sheet it stands in for.
        serial: the blank's own number, "" where none is noted.
    """

    id: UUID
    position: int
    award_id: UUID
    number: str
    name: str
    copy: int
    state: SheetState
    reason: str
    at: datetime | None
    by: str
    reprint_of: UUID | None
    serial: str


@dataclass(frozen=True, slots=True)
class RunDetail:
    """A run laid open.

    Attributes:
        id: of the run.
        decision_id: whose certificates.
        layout: code of the layout.
        on_blanks: whether each sheet is a blank.
        printer: as the system names it.
        tray: as the driver names it; "" for the printer's own choice.
        calibration_id: which calibration corrects it; None for none.
        calibration: the correction itself.
        state: stopped as well for one this program is not printing now, whatever became of it.
        started_at: when.
        started_by: by whom.
        reason: why certificates already printed are printed again.
        sheets: in the order of the pile.
    """

    id: UUID
    decision_id: UUID
    layout: str
    on_blanks: bool
    printer: str
    tray: str
    calibration_id: UUID | None
    calibration: Calibration
    state: PrintState
    started_at: datetime
    started_by: str
    reason: str
    sheets: tuple[SheetRow, ...]

    def count(self, state: SheetState) -> int:
        """Return how many sheets are in a state."""
        return sum(sheet.state is state for sheet in self.sheets)

    @property
    def to_come(self) -> tuple[SheetRow, ...]:
        """The sheets that are not out of the printer yet."""
        due = {SheetState.WAITING, SheetState.SENT}
        return tuple(sheet for sheet in self.sheets if sheet.state in due)


def find_run(session: Session, run_id: UUID) -> PrintRun:
    """Return a run inside the caller's transaction.

    Raises:
        NotFound: there is no such run.
    """
    run = session.get(PrintRun, run_id)
    if run is None:
        raise NotFound(NotFound.Code.RECORD, subject="print_runs", id=str(run_id))
    return run


def sheets_of(session: Session, run_id: UUID) -> list[PrintedSheet]:
    """Return a run's sheets in the order of the pile, a spoiled one before its reprint."""
    query = (
        sa.select(PrintedSheet)
        .where(PrintedSheet.run_id == run_id)
        .order_by(PrintedSheet.position, PrintedSheet.id)
    )
    return sorted(
        session.scalars(query), key=lambda s: (s.position, s.state is not SheetState.SPOILED)
    )


def run_detail(session: Session, run: PrintRun, *, is_driven: bool) -> RunDetail:
    """Return a run laid open."""
    sheets = sheets_of(session, run.id)
    names = _names(session, run.decision_id)
    kept = session.get(PrinterCalibration, run.calibration_id) if run.calibration_id else None
    state = run.state
    if state is PrintState.RUNNING and not is_driven:
        state = PrintState.STOPPED
    return RunDetail(
        run.id,
        run.decision_id,
        run.layout_code,
        run.is_overlay,
        run.printer,
        run.tray,
        run.calibration_id,
        calibration_of(kept) if kept else Calibration(),
        state,
        run.started_at,
        run.started_by,
        run.reason,
        tuple(sheet_row(sheet, names.get(sheet.award_record_id, "")) for sheet in sheets),
    )


def _names(session: Session, decision_id: UUID) -> dict[UUID, str]:
    query = sa.select(AwardRecord.id, AwardRecord.recipient_name).where(
        AwardRecord.decision_id == decision_id
    )
    return {row.id: row.recipient_name for row in session.execute(query)}


def sheet_row(sheet: PrintedSheet, name: str) -> SheetRow:
    """Return a sheet as a line of the list."""
    return SheetRow(
        sheet.id,
        sheet.position,
        sheet.award_record_id,
        sheet.certificate_number,
        name,
        sheet.copy,
        sheet.state,
        sheet.reason,
        sheet.printed_at,
        sheet.printed_by,
        sheet.reprint_of,
        sheet.serial,
    )
