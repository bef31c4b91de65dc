"""sổ in: how often each certificate was printed, by whom, when and why again; blanks spoiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import SheetState
from desktop.models import AwardRecord, Decision, PrintedSheet, PrintRun
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class PrintLogRow:
    """One sheet in the history of certificates.

    Attributes:
        number: the certificate's.
        name: whom it is for.
        copy: which copy.
        state: what became of the sheet.
        at: when it last went to the printer or came out; None for one never sent.
        by: who was printing.
        printer: on which printer.
        on_blank: whether it was a blank.
        reason: why it was spoiled.
        again: why it was printed again, "" for the first time.
        decision_number: of the decision.
        serial: the blank's own number, "" where none was noted.
    """

    number: str
    name: str
    copy: int
    state: SheetState
    at: datetime | None
    by: str
    printer: str
    on_blank: bool
    reason: str
    again: str
    decision_number: str
    serial: str


@dataclass(frozen=True, slots=True)
class BlankCount:
    """How many blanks were used, and how many of these were spoiled."""

    used: int
    spoiled: int


class CertificatePrintLogService:
    """Use cases of the printing history."""

    subject = "print_runs"

    def __init__(self, store: Store) -> None:
        self._store = store

    def log(self, decision_id: UUID, number: str = "") -> list[PrintLogRow]:
        """Return every sheet of a decision sent to a printer, or those of one certificate."""
        clauses: list[sa.SQLColumnExpression[bool]] = [PrintRun.decision_id == decision_id]
        if number:
            clauses.append(PrintedSheet.certificate_number == number)
        with self._store.reading() as session:
            return _rows(session, *clauses)

    def spoiled(self, decision_id: UUID | None = None) -> list[PrintLogRow]:
        """Return every spoiled blank, of one decision or of all."""
        clauses: list[sa.SQLColumnExpression[bool]] = [
            PrintedSheet.state == SheetState.SPOILED,
            PrintRun.is_overlay,
        ]
        if decision_id is not None:
            clauses.append(PrintRun.decision_id == decision_id)
        with self._store.reading() as session:
            return _rows(session, *clauses)

    def blanks(self, decision_id: UUID) -> BlankCount:
        """Return how many blanks a decision took, and how many of them spoiled."""
        with self._store.reading() as session:
            return _count(session, PrintRun.decision_id == decision_id)


def _rows(session: Session, *clauses: sa.SQLColumnExpression[bool]) -> list[PrintLogRow]:
    """Return the history of sheets that went to a printer, in the order of time."""
    query = (
        sa.select(PrintedSheet, PrintRun, AwardRecord.recipient_name, Decision.number)
        .join(PrintRun, PrintRun.id == PrintedSheet.run_id)
        .join(AwardRecord, AwardRecord.id == PrintedSheet.award_record_id)
        .join(Decision, Decision.id == PrintRun.decision_id)
        .where(PrintedSheet.state != SheetState.WAITING, *clauses)
        .order_by(PrintedSheet.printed_at, PrintedSheet.position)
    )
    rows = session.execute(query).all()
    spoiled = _reasons(session, [sheet.reprint_of for sheet, *_ in rows])
    return [
        PrintLogRow(
            sheet.certificate_number,
            name,
            sheet.copy,
            sheet.state,
            sheet.printed_at,
            sheet.printed_by,
            run.printer,
            run.is_overlay,
            sheet.reason,
            spoiled.get(sheet.reprint_of, run.reason) if sheet.reprint_of else run.reason,
            decision_number,
            sheet.serial,
        )
        for sheet, run, name, decision_number in rows
    ]


def _reasons(session: Session, sheet_ids: Sequence[UUID | None]) -> dict[UUID, str]:
    wanted = [sheet_id for sheet_id in sheet_ids if sheet_id is not None]
    query = sa.select(PrintedSheet.id, PrintedSheet.reason).where(PrintedSheet.id.in_(wanted))
    return {row.id: row.reason for row in session.execute(query)}


def _count(session: Session, *clauses: sa.SQLColumnExpression[bool]) -> BlankCount:
    """Return how many blanks came out of printers, and how many of them spoiled."""
    query = (
        sa.select(PrintedSheet.state, sa.func.count().label("number"))
        .join(PrintRun, PrintRun.id == PrintedSheet.run_id)
        .where(PrintRun.is_overlay, *clauses)
        .group_by(PrintedSheet.state)
    )
    counts = {row.state: row.number for row in session.execute(query)}
    spoiled = counts.get(SheetState.SPOILED, 0)
    return BlankCount(counts.get(SheetState.PRINTED, 0) + spoiled, spoiled)
