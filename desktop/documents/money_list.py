"""danh sách chi tiền thưởng: who is paid what for which award, with room to sign for it.

In the order of the ceremony, so that envelopes and certificates are handed out side by side.
Amounts are worked out elsewhere (``services/bonuses``) and only written here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.documents.answer_head import AnswerHead
from desktop.documents.paper import (
    Align,
    Block,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    RowKind,
    SignatureBlock,
    Table,
)
from desktop.vietnamese.numbers import counted, decimal_text, in_words, thousands

_COLUMNS = (
    Column("TT", 11, Align.CENTER),
    Column("Họ và tên; tên tập thể, hộ gia đình", 42, is_bold=True),
    Column("Chức vụ, đơn vị, địa chỉ", 38),
    Column("Danh hiệu, hình thức", 28),
    Column("Mức (lần lương cơ sở)", 19, Align.CENTER),
    Column("Số tiền (đồng)", 26, Align.RIGHT),
    Column("Ký nhận", 24),
)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One payment.

    Attributes:
        honorific: «Ông», «Bà», «Tập thể» …; may be empty.
        name: who is paid.
        post_unit: post and unit, or the address; may be empty.
        award: «Giấy khen», «Lao động tiên tiến».
        coefficient: of the base salary; None where the amount does not come from one.
        amount: đồng; 0 where another award's bonus is paid.
        why_unpaid: the reason where it is 0; else empty.
    """

    honorific: str
    name: str
    post_unit: str
    award: str
    coefficient: Decimal | None
    amount: int
    why_unpaid: str = ""


@dataclass(frozen=True, slots=True)
class MoneyList:
    """What is paid out.

    Attributes:
        head: of the office; who signs on the right approves the payment.
        decision: «Quyết định số 45/QĐ-UBND ngày 12 tháng 3 năm 2026».
        lines: in the order of the ceremony.
        base_salary: mức lương cơ sở on the day of the decision, đồng; None where it is not needed.
        accountant: «KẾ TOÁN» as it stands over the second signature.
    """

    head: AnswerHead
    decision: str
    lines: tuple[MoneyLine, ...]
    base_salary: int | None = None
    accountant: str = "KẾ TOÁN"


def money_list(paid: MoneyList) -> OfficialPaper:
    """Return the list as a paper.

    Raises:
        DocumentFailed: VALUE_MISSING without an agency or a place.
    """
    subject = f"Kèm theo {paid.decision}"
    paper = paid.head.paper("Danh sách chi tiền thưởng", subject, _body(paid))
    return replace(
        paper,
        left_signature=SignatureBlock(("NGƯỜI LẬP BẢNG",), note="(Ký, ghi rõ họ tên)"),
        lower_signature=SignatureBlock((paid.accountant,), note="(Ký, ghi rõ họ tên)"),
        recipients=(),
    )


def _body(paid: MoneyList) -> tuple[Block, ...]:
    total = sum(line.amount for line in paid.lines)
    rows = [
        Row((str(index), *_cells(line)), RowKind.BODY)
        for index, line in enumerate(paid.lines, start=1)
    ]
    sum_up = Row(("", "Tổng cộng", "", "", "", thousands(total), ""), RowKind.TOTAL)
    base = paid.base_salary
    said = (Paragraph(f"{thousands(base)} đồng.", lead="Mức lương cơ sở:"),) if base else ()
    words = in_words(total)
    return (
        *said,
        Table(_COLUMNS, (*rows, sum_up)),
        Paragraph(f"{thousands(total)} đồng, {counted(len(rows))} dòng.", lead="Tổng số tiền:"),
        Paragraph(f"{words[:1].upper()}{words[1:]} đồng.", lead="Bằng chữ:"),
        *_notes(paid),
    )


def _cells(line: MoneyLine) -> tuple[str, ...]:
    coefficient = decimal_text(line.coefficient) if line.coefficient is not None else ""
    amount = "-" if line.why_unpaid and not line.amount else thousands(line.amount)
    name = f"{line.honorific} {line.name}".strip()
    return name, line.post_unit, line.award, coefficient, amount, ""


def _notes(paid: MoneyList) -> tuple[Block, ...]:
    """Say why nothing is paid on the lines with a dash."""
    reasons: dict[str, list[str]] = {}
    for index, line in enumerate(paid.lines, start=1):
        if line.why_unpaid and not line.amount:
            reasons.setdefault(line.why_unpaid.rstrip("."), []).append(str(index))
    return tuple(
        Paragraph(f"Dòng {', '.join(numbers)} không chi: {reason}.", italic=True)
        for reason, numbers in reasons.items()
    )
