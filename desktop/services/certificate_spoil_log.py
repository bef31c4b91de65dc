"""sổ in, phôi hỏng: the printing history of a decision as a paper to be signed and filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.config import LOCAL_TIME
from desktop.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from desktop.errors import DocumentFailed
from desktop.law.terms import SheetState
from desktop.services.certificate_ceremony import paper_head, write_paper
from desktop.services.certificate_print_log import CertificatePrintLogService, PrintLogRow
from desktop.services.decision_rows import find_decision
from desktop.services.store import Store
from desktop.vietnamese.dates import long_date
from desktop.vietnamese.numbers import counted

_SERIAL = Column("Số phôi", 22, Align.CENTER)
_SPOILED = (
    Column("TT", 11, Align.CENTER),
    Column("Số vào sổ", 18, Align.CENTER),
    _SERIAL,
    Column("Họ và tên; tên tập thể, hộ gia đình", 55),
    Column("Lúc", 30, Align.CENTER),
    Column("Lý do hỏng", 51),
)
_ALL = (
    Column("Số vào sổ", 18, Align.CENTER),
    _SERIAL,
    Column("Họ và tên; tên tập thể, hộ gia đình", 50),
    Column("Tình trạng", 24),
    Column("Lúc", 28, Align.CENTER),
    Column("Người in", 25),
    Column("Lý do in lại", 20),
)


class SpoilLogService:
    """Use cases of the printed history."""

    subject = "print_runs"

    def __init__(self, store: Store, log: CertificatePrintLogService) -> None:
        self._store = store
        self._log = log

    def write(self, decision_id: UUID, target: Path) -> Path:
        """Write which blanks were used, which of them spoiled and why, sheet by sheet.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed: NOTHING_TO_PRINT; nothing of it went to a printer yet.
            StorageError: the file cannot be written.
        """
        rows = [row for row in self._log.log(decision_id) if row.on_blank]
        blanks = self._log.blanks(decision_id)
        with self._store.reading() as session:
            decision = find_decision(session, decision_id)
            if not rows:
                raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
            head = paper_head(session, self._store)
            about = f"Quyết định số {decision.number} {long_date(decision.decided_on)}"
        used = f"{counted(blanks.used)} tờ, trong đó hỏng {counted(blanks.spoiled)} tờ."
        body: list[Block] = [Paragraph(used, lead="Phôi đã dùng:"), *_spoiled(rows)]
        body += [Heading("Từng tờ"), _table(_ALL, [_line(row) for row in rows])]
        paper = head.paper("Sổ in giấy khen", f"Kèm theo {about}", tuple(body))
        printed_by = SignatureBlock(("NGƯỜI IN",), note="(Ký, ghi rõ họ tên)")
        return write_paper(target, replace(paper, left_signature=printed_by, recipients=()))


def _spoiled(rows: Sequence[PrintLogRow]) -> tuple[Block, ...]:
    spoiled = [row for row in rows if row.state is SheetState.SPOILED]
    if not spoiled:
        return ()
    lines = [
        (str(place), row.number, row.serial, row.name, _at(row.at), row.reason)
        for place, row in enumerate(spoiled, 1)
    ]
    return (Heading("Phôi hỏng"), _table(_SPOILED, lines))


def _line(row: PrintLogRow) -> tuple[str, ...]:
    return row.number, row.serial, row.name, row.state.label, _at(row.at), row.by, row.again


def _table(columns: Sequence[Column], lines: Sequence[tuple[str, ...]]) -> Table:
    """Return lines as a table, without the blanks' own numbers where none was noted."""
    at = columns.index(_SERIAL)
    kept = [i for i in range(len(columns)) if i != at or any(line[at] for line in lines)]
    rows = (Row(tuple(line[i] for i in kept)) for line in lines)
    return Table(tuple(columns[i] for i in kept), tuple(rows))


def _at(at: datetime | None) -> str:
    return f"{at.astimezone(LOCAL_TIME):%H:%M %d/%m/%Y}" if at else ""
