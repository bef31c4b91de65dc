"""bản soát: every word that will stand on certificates, in print order, read and signed beforehand.

What all certificates share is on the first page, once, above the signatures; the list follows on
pages of its own: number, name, post and achievement as they will be printed, with a mark where
letters had to be set smaller than the layout wishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.documents.answer_head import AnswerHead
from desktop.documents.certificate_text import FIELD_LABELS, CertificateText
from desktop.documents.certificates import Shrunk
from desktop.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    RowKind,
    SignatureBlock,
    Table,
    require,
)
from desktop.vietnamese.numbers import counted

_SHARED = (
    "authority",
    "verb",
    "award_title",
    "decision_line",
    "place_date",
    "signer_title",
    "signer_name",
)
_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Số vào sổ", 15, Align.CENTER),
    Column("Tên sẽ in", 50, is_bold=True),
    Column("Chức vụ, đơn vị, địa chỉ", 50),
    Column("Thành tích", 85),
    Column("Chữ thu nhỏ", 38),
    Column("Soát", 12),
)


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """What is to be read and signed.

    Attributes:
        head: of the office; who signs on the right is who answers for the print.
        certificates: in print order.
        shrunk: what ``place_all`` reported for them.
        layout: the layout's name.
        is_on_blanks: whether blanks are fed; on plain paper everything is printed.
        code: a short code of exactly these pages, "" for none.
    """

    head: AnswerHead
    certificates: tuple[CertificateText, ...]
    shrunk: tuple[Shrunk, ...]
    layout: str
    is_on_blanks: bool
    code: str = ""


def proof_sheet(sheet: ProofSheet) -> OfficialPaper:
    """Return the sheet as a paper.

    Raises:
        DocumentFailed: VALUE_MISSING without certificates.
    """
    require(certificates="".join(text.name for text in sheet.certificates))
    title, subject = "Bản soát giấy khen", "Đọc từng dòng và ký trước khi đưa phôi vào máy in"
    paper = sheet.head.paper(title, subject, _body(sheet), annexes=(_list(sheet),))
    reader = SignatureBlock(("NGƯỜI SOÁT",), note="(Ký, ghi rõ họ tên, giờ, ngày)")
    return replace(paper, left_signature=reader, recipients=())


def _body(sheet: ProofSheet) -> tuple[Block, ...]:
    onto = "in chữ lên phôi có sẵn" if sheet.is_on_blanks else "in cả trang trên giấy trắng"
    numbers = {item.number for item in sheet.shrunk}
    lines = [
        ("Số giấy:", f"{counted(len(sheet.certificates))} giấy, {_span(sheet.certificates)}."),
        ("Mẫu:", f"{sheet.layout}, {onto}."),
        ("Chữ thu nhỏ:", f"{counted(len(numbers))} giấy, đánh dấu trong danh sách."),
    ]
    if sheet.code:
        lines.append(("Mã bản soát:", f"{sheet.code}; in khác bản này thì mã này không còn đúng."))
    said: list[Block] = [Paragraph(text, lead=lead) for lead, text in lines]
    return (*said, Paragraph("Chữ giống nhau trên mọi giấy:", bold=True), _shared(sheet))


def _span(certificates: Sequence[CertificateText]) -> str:
    first, last = certificates[0].number, certificates[-1].number
    return f"số {first}" if first == last else f"số {first} đến số {last} theo thứ tự in"


def _shared(sheet: ProofSheet) -> Table:
    """Return what every certificate says alike; what differs is told in the list."""
    rows = []
    for field in _SHARED:
        said = dict.fromkeys(getattr(text, field) for text in sheet.certificates)
        words = " / ".join(said).replace("\n", " - ")
        several = f"({counted(len(said))} loại, xem danh sách) " if len(said) > 1 else ""
        rows.append(Row((FIELD_LABELS[field], several + words, "")))
    columns = (Column("Ô", 50), Column("Chữ sẽ in", 100, is_bold=True), Column("Soát", 15))
    return Table(columns, tuple(rows))


def _list(sheet: ProofSheet) -> Annex:
    rows: list[Row] = []
    award = ""
    for place, text in enumerate(sheet.certificates, start=1):
        if (said := f"{text.verb} {text.award_title}".strip()) != award:
            award = said
            rows.append(Row((award,), RowKind.GROUP))
        rows.append(Row(_cells(place, text, sheet.shrunk)))
    subtitle = "Theo thứ tự in, cũng là thứ tự trao tặng"
    return Annex("Danh sách in", subtitle, (Table(_COLUMNS, tuple(rows)),), is_landscape=True)


def _cells(place: int, text: CertificateText, shrunk: Sequence[Shrunk]) -> tuple[str, ...]:
    smaller = "\n".join(
        f"{item.label or item.field}: {_points(item.size)}"
        + (f" (mẫu {_points(item.wanted)})" if item.wanted else "")
        for item in shrunk
        if item.number == text.number
    )
    name = f"{text.honorific} {text.name}".strip()
    return str(place), text.number, name, text.post_unit, text.achievement, smaller, ""


def _points(size: float) -> str:
    return f"{size:g}".replace(".", ",")
