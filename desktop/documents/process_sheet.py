"""phiếu thẩm định: how a received dossier was handled, for the file of the office that judged it.

An internal sheet: it goes to nobody, and says beside every verdict who gave it and what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    known,
    require,
)
from desktop.documents.printed import roman

_NOTE = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One nomination: who, what for, what was found, and the verdict with its reason."""

    name: str
    unit: str
    award: str
    findings: tuple[str, ...]
    verdict: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One paper that is not in order; ``about`` is a name, or «Cả hồ sơ»."""

    about: str
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class DoneLine:
    """Something somebody did, or noted: when, who, what."""

    at: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class ProcessSheet:
    """What a phiếu thẩm định is made from.

    Attributes:
        superior_agency: cơ quan chủ quản; empty where there is none.
        agency: as in the head of papers.
        place: địa danh.
        day: of the sheet.
        title: of the dossier.
        facts: label and value, in the order shown; empty values are left out.
        lines: each nomination, in the list's order.
        whole: what was found of the dossier as a whole.
        items: papers not in order.
        notes: handler notes, the earliest first.
        history: what was done, the earliest first.
        handler: who handles it; "" for a hand to fill in.
    """

    superior_agency: str
    agency: str
    place: str
    day: date
    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[JudgedLine, ...]
    whole: tuple[str, ...] = ()
    items: tuple[ItemLine, ...] = ()
    notes: tuple[DoneLine, ...] = ()
    history: tuple[DoneLine, ...] = ()
    handler: str = ""


def process_sheet(sheet: ProcessSheet) -> OfficialPaper:
    """Return the phiếu thẩm định.

    Raises:
        DocumentFailed: VALUE_MISSING without a nomination.
    """
    require(**{"đề nghị": "".join(line.name for line in sheet.lines)})
    parts: list[tuple[str, tuple[Block, ...]]] = [("THÔNG TIN HỒ SƠ", _facts(sheet.facts))]
    if sheet.whole:
        parts.append(("PHÁT HIỆN CHUNG", tuple(Paragraph(f"- {text}") for text in sheet.whole)))
    parts.append(("Ý KIẾN THẨM ĐỊNH TỪNG ĐỀ NGHỊ", (_lines(sheet.lines),)))
    if sheet.items:
        parts.append(("GIẤY TỜ KHÔNG ĐẠT", (_items(sheet.items),)))
    if sheet.notes:
        parts.append(("GHI CHÚ XỬ LÝ", (_done(sheet.notes, "Nội dung"),)))
    parts.append(("QUÁ TRÌNH XỬ LÝ", (_done(sheet.history, "Việc đã làm"),)))
    body: list[Block] = []
    for number, (title, blocks) in enumerate(parts, 1):
        body += [Heading(f"{roman(number)}. {title}"), *blocks]
    return OfficialPaper(
        superior_agency=sheet.superior_agency,
        agency=known(sheet.agency, "tên cơ quan"),
        number="",
        place=known(sheet.place, "địa danh"),
        date=sheet.day,
        title="PHIẾU THẨM ĐỊNH",
        subject=sheet.title,
        body=tuple(body),
        signature=SignatureBlock(("NGƯỜI THỤ LÝ",), sheet.handler, _NOTE),
        left_signature=SignatureBlock(("LÃNH ĐẠO PHỤ TRÁCH",), "", _NOTE),
    )


def _facts(facts: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    return tuple(
        Paragraph(value, lead=f"{label}: ", is_indented=False) for label, value in facts if value
    )


def _lines(lines: tuple[JudgedLine, ...]) -> Table:
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Họ tên, đơn vị", 42),
        Column("Đề nghị", 32),
        Column("Phát hiện", 46),
        Column("Ý kiến, lý do", 40),
    )
    rows = (
        Row(
            (
                str(number),
                ", ".join(part for part in (line.name, line.unit) if part),
                line.award,
                " ".join(line.findings) or "Không",
                _verdict(line),
            )
        )
        for number, line in enumerate(lines, 1)
    )
    return Table(columns, tuple(rows))


def _verdict(line: JudgedLine) -> str:
    said = ". ".join(part for part in (line.verdict or "Chưa có ý kiến", line.reason) if part)
    return f"{said} ({line.by})" if line.by else said


def _items(items: tuple[ItemLine, ...]) -> Table:
    columns = (
        Column("STT", 11, Align.CENTER),
        Column("Đề nghị", 50),
        Column("Giấy tờ", 45),
        Column("Lý do", 65),
    )
    rows = (
        Row((str(number), one.about, one.item, one.reason)) for number, one in enumerate(items, 1)
    )
    return Table(columns, tuple(rows))


def _done(lines: tuple[DoneLine, ...], what: str) -> Table:
    columns = (Column("Thời gian", 32), Column("Người thực hiện", 45), Column(what, 94))
    return Table(columns, tuple(Row((one.at, one.who, one.what)) for one in lines))
