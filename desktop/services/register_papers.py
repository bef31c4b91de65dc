"""Registers on paper and as spreadsheets: PDF, Word or Excel, by the ending of the file."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from desktop.disk import whole_file
from desktop.documents.number_register import NumberRegister, RegisterEntry, number_register
from desktop.documents.paper import SignatureBlock
from desktop.errors import DocumentFailed, UsageError
from desktop.law.terms import NumberState
from desktop.models import Office
from desktop.services.lists import ListColumn, ListService
from desktop.services.paper_words import agency_of, head_lines, place_of
from desktop.services.papers import PaperFormat, drawn
from desktop.services.register_rows import (
    NumberSeries,
    RegisterDetail,
    RegisterLine,
    register_detail,
)
from desktop.services.store import Store
from desktop.vietnamese.dates import short_date

UNEXPLAINED = "Chưa giải thích"
TITLES = {
    NumberSeries.DECISION: ("Sổ đăng ký quyết định khen thưởng", "Trích yếu"),
    NumberSeries.CERTIFICATE: ("Sổ khen thưởng", "Họ và tên, hình thức, quyết định"),
    NumberSeries.GOLDEN_BOOK: ("Sổ vàng", "Họ và tên, hình thức, quyết định"),
    NumberSeries.LETTER: ("Sổ đăng ký tờ trình", "Trích yếu"),
}


class RegisterPaperService:
    """Writing a register of a year out."""

    def __init__(self, store: Store, lists: ListService) -> None:
        self._store = store
        self._lists = lists

    def write(self, series: NumberSeries, year: int, target: Path) -> Path:
        """Write a register as the file's ending says: .pdf, .docx or .xlsx.

        Args:
            series: which register.
            year: of its numbers.
            target: an older file is replaced only when the new one is whole.

        Raises:
            UsageError: BAD_VALUE for another ending.
            DocumentFailed: NOTHING_TO_PRINT, nothing was ever given; or a letter no font has.
            StorageError: the file cannot be written.
        """
        suffix = target.suffix.lower().removeprefix(".")
        if suffix not in {"pdf", "docx", "xlsx"}:
            raise UsageError(UsageError.Code.BAD_VALUE, value=target.name, name="--to")
        with self._store.reading() as session:
            detail = register_detail(session, series, year)
            office = session.scalars(sa.select(Office).where(Office.is_self)).one()
            if not detail.lines:
                raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
            said = self._said(office, detail)
        if suffix == "xlsx":
            return self._write_list(said, target)
        data = drawn(number_register(said), PaperFormat(suffix))
        with whole_file(target) as file:
            file.write(data)
        return target

    def _said(self, office: Office, detail: RegisterDetail) -> NumberRegister:
        title, about = TITLES[detail.series]
        return NumberRegister(
            superior_agency=head_lines(office.superior_agency),
            agency=agency_of(office),
            place=place_of(office),
            title=title,
            year=detail.year,
            about=about,
            entries=tuple(map(_entry, detail.lines)),
            summary=summary_words(detail),
            printed_on=self._store.today(),
            signature=SignatureBlock(("NGƯỜI GIỮ SỔ",), self._store.actor.name),
        )

    def _write_list(self, said: NumberRegister, target: Path) -> Path:
        titles = ("Số", "Ngày", said.about, "Tình trạng", "Lý do", "Người ghi")
        columns = [ListColumn(title, numeric=place == 0) for place, title in enumerate(titles)]
        rows = [(x.number, x.day, x.about, x.state, x.reason, x.set_by) for x in said.entries]
        return self._lists.write(target, f"{said.title} năm {said.year}", columns, rows)


def number_words(line: RegisterLine) -> str:
    """Return the number of a line, «12», or a gap's two ends, «13–19»."""
    return str(line.first) if line.first == line.last else f"{line.first}–{line.last}"


def state_words(line: RegisterLine) -> str:
    """Return a line's state, of a gap that nobody has explained it."""
    return line.state.label if line.state else UNEXPLAINED


def summary_words(detail: RegisterDetail) -> str:
    """Return how many numbers are in which state, in words."""
    counted = [(state.label.lower(), detail.count(state)) for state in NumberState]
    counted.append((UNEXPLAINED.lower(), detail.unexplained))
    said = ", ".join(f"{count} số {label}" for label, count in counted if count)
    return f"Trong năm: {said}." if said else "Chưa cấp số nào."


def _entry(line: RegisterLine) -> RegisterEntry:
    return RegisterEntry(
        number_words(line),
        short_date(line.day) if line.day else "",
        line.about,
        state_words(line),
        line.reason,
        line.set_by,
    )
