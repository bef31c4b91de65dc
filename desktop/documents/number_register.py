"""sổ số in giấy: a register of numbers of one year, with what became of each.

The columns are those offices keep by hand (practice: sổ quyết định, sổ khen thưởng, sổ vàng): the
number, the day, what it was given to, its state, and the reason where it is not simply in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.documents.paper import (
    Align,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    known,
)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line: ``number`` may be a run of numbers, «13–19», that nobody has explained."""

    number: str
    day: str
    about: str
    state: str
    reason: str
    set_by: str


@dataclass(frozen=True, slots=True)
class NumberRegister:
    """What a register's paper is made from.

    Attributes:
        superior_agency, agency, place: as in the head of every paper of the office.
        title: «Sổ đăng ký quyết định khen thưởng».
        year: which year's numbers.
        about: the heading of the third column, «Trích yếu», «Họ và tên, …».
        entries: in the order of the numbers.
        summary: «Đã dùng 12 số, …».
        printed_on: today.
        signature: who keeps the book.
    """

    superior_agency: str
    agency: str
    place: str
    title: str
    year: int
    about: str
    entries: Sequence[RegisterEntry]
    summary: str
    printed_on: date
    signature: SignatureBlock


def number_register(register: NumberRegister) -> OfficialPaper:
    """Return a register as a paper, a line for each number and each gap."""
    columns = (
        Column("Số", 17, Align.CENTER),
        Column("Ngày", 25, Align.CENTER),
        Column(register.about, 70),
        Column("Tình trạng", 23),
        Column("Lý do, ghi chú", 38),
    )
    rows = tuple(Row((x.number, x.day, x.about, x.state, _reason(x))) for x in register.entries)
    return OfficialPaper(
        superior_agency=register.superior_agency,
        agency=known(register.agency, "tên cơ quan"),
        number="",
        place=known(register.place, "địa danh"),
        date=register.printed_on,
        title=register.title,
        subject=f"Năm {register.year}",
        body=(Table(columns, rows), Paragraph(register.summary, italic=True)),
        signature=register.signature,
    )


def _reason(entry: RegisterEntry) -> str:
    by = f" ({entry.set_by})" if entry.reason and entry.set_by else ""
    return f"{entry.reason}{by}"
