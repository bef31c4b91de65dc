"""The pile of sheets a print run consists of: which places, how many copies, what stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound, PrintRefused, UsageError
from desktop.law.terms import SheetState
from desktop.models import AwardRecord, PrintedSheet, PrintRun
from desktop.services.certificate_pages import CertificatePage

OUT = {SheetState.SENT, SheetState.PRINTED}
"""Sheets a blank was fed for, as far as anybody knows."""

_PART = re.compile(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?")


def places_of(wanted: str, total: int) -> list[int]:
    """Return the places «3-7, 12» names, in order and each once; all for "".

    Raises:
        UsageError: BAD_VALUE for a place outside the list or what is no place.
    """
    if not wanted.strip():
        return list(range(1, total + 1))
    places: set[int] = set()
    for part in wanted.split(","):
        match = _PART.fullmatch(part)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 1 <= first <= last <= total:
            raise UsageError(UsageError.Code.BAD_VALUE, value=wanted, name="range")
        places.update(range(first, last + 1))
    return sorted(places)


def require_first(
    session: Session, chosen: Sequence[CertificatePage], reason: str, *, on_blanks: bool
) -> None:
    """Refuse to print onto blanks what is printed already, unless somebody says why.

    Raises:
        PrintRefused: ALREADY_PRINTED with their ``count``.
    """
    if reason or not on_blanks:
        return
    if count := _printed_on_blanks(session, [page.award_id for page in chosen]):
        raise PrintRefused(PrintRefused.Code.ALREADY_PRINTED, count=count)


def require_only_here(session: Session, run: PrintRun, sheet: PrintedSheet) -> None:
    """Refuse a certificate another run has put onto a blank since this one was laid out.

    Raises:
        PrintRefused: ALREADY_PRINTED with their ``count``.
    """
    if run.reason or not run.is_overlay:
        return
    if count := _printed_on_blanks(session, [sheet.award_record_id], run.id):
        raise PrintRefused(PrintRefused.Code.ALREADY_PRINTED, count=count)


def _printed_on_blanks(session: Session, awards: Sequence[UUID], but: UUID | None = None) -> int:
    """Return how many awards have a certificate on a blank, of whatever run ``but`` one."""
    query = (
        sa.select(sa.func.count(PrintedSheet.award_record_id.distinct()))
        .join(PrintRun, PrintRun.id == PrintedSheet.run_id)
        .where(
            PrintRun.is_overlay,
            PrintedSheet.award_record_id.in_(awards),
            PrintedSheet.state.in_(OUT),
        )
    )
    if but is not None:
        query = query.where(PrintRun.id != but)
    return session.scalar(query) or 0


def withdraw_cancelled(session: Session, run_id: UUID) -> list[PrintedSheet]:
    """Take what waits for awards cancelled meanwhile out of a pile, and return it.

    No blank was fed for these sheets, so that nothing is left of them to account for.
    """
    query = (
        sa.select(PrintedSheet)
        .join(AwardRecord, AwardRecord.id == PrintedSheet.award_record_id)
        .where(
            PrintedSheet.run_id == run_id,
            PrintedSheet.state == SheetState.WAITING,
            AwardRecord.cancelled_on.is_not(None),
        )
        .order_by(PrintedSheet.position)
    )
    withdrawn = list(session.scalars(query))
    for sheet in withdrawn:
        session.delete(sheet)
    session.flush()
    return withdrawn


def pile_of(run_id: UUID, chosen: Sequence[CertificatePage], copies: int) -> list[PrintedSheet]:
    """Return the sheets of a run: the whole pile once, then again for each further copy."""
    pile = [(copy, page) for copy in range(1, copies + 1) for page in chosen]
    return [
        PrintedSheet(
            run_id=run_id,
            position=position,
            award_record_id=page.award_id,
            certificate_number=page.text.number,
            copy=copy,
            state=SheetState.WAITING,
        )
        for position, (copy, page) in enumerate(pile, 1)
    ]


def sheet_out(session: Session, sheet_id: UUID) -> PrintedSheet:
    """Return a sheet that went to the printer and is not spoiled.

    Raises:
        NotFound: there is no such sheet.
        PrintRefused: SHEET_NOT_OUT, SHEET_SPOILED.
    """
    sheet = session.get(PrintedSheet, sheet_id)
    if sheet is None:
        raise NotFound(NotFound.Code.RECORD, subject="printed_sheets", id=str(sheet_id))
    if sheet.state is SheetState.SPOILED:
        raise PrintRefused(PrintRefused.Code.SHEET_SPOILED)
    if sheet.state is SheetState.WAITING:
        raise PrintRefused(PrintRefused.Code.SHEET_NOT_OUT)
    return sheet


def instead_of(sheet: PrintedSheet) -> PrintedSheet:
    """Return the sheet printed instead of a spoiled one: its place, certificate and number."""
    return PrintedSheet(
        run_id=sheet.run_id,
        position=sheet.position,
        award_record_id=sheet.award_record_id,
        certificate_number=sheet.certificate_number,
        copy=sheet.copy,
        state=SheetState.WAITING,
        reprint_of=sheet.id,
    )


def told(sheets: Sequence[PrintedSheet]) -> dict[str, object]:
    """Return what an event says about sheets."""
    data: dict[str, object] = {
        "numbers": [sheet.certificate_number for sheet in sheets],
        "places": [sheet.position for sheet in sheets],
    }
    serials = [sheet.serial for sheet in sheets if sheet.serial]
    return data | ({"serials": serials} if serials else {})
