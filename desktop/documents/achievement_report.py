"""báo cáo thành tích of a person, a collective or a household (catalogue §4.2).

A detail that is not known is left out, line and all: dots are never printed for a hand to fill. No
form number is printed either, since forms differ by regime and province.
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
    require,
)
from desktop.law.terms import RecipientKind


@dataclass(frozen=True, slots=True)
class PastAward:
    """One line of «các hình thức đã được khen thưởng»; ``decision`` is number, date and office."""

    year: str
    award: str
    decision: str


@dataclass(frozen=True, slots=True)
class AchievementReport:
    """What a báo cáo thành tích is made from.

    Attributes:
        kind: whose report; it decides headings and signatures.
        superior_agency: above the unit in the head; may be empty.
        agency: the unit in the head; for a household the commune's office.
        number: of a collective's report; empty on a person's or household's.
        place: địa danh.
        date: of signing.
        award_phrase: «Giấy khen của Chủ tịch …», «danh hiệu “Lao động tiên tiến”».
        name: họ và tên, tên tập thể, tên chủ hộ.
        details: label and value in the order printed, as ``("Ngày sinh", "05/01/1980")``.
        narrative: thành tích, a line per paragraph.
        duties: chức năng, nhiệm vụ được giao; may be empty.
        past_awards: danh hiệu và hình thức đã được tặng.
        signer_name: who reports; a collective's head.
        signer_title: the collective's head's post, «Hiệu trưởng»; others need none.
        confirmed_by: head of the person's unit, «Hiệu trưởng», who confirms; may be empty.
    """

    kind: RecipientKind
    superior_agency: str
    agency: str
    place: str
    date: date
    award_phrase: str
    name: str
    details: tuple[tuple[str, str], ...]
    narrative: str
    signer_name: str
    signer_title: str = ""
    number: str = ""
    duties: str = ""
    past_awards: tuple[PastAward, ...] = ()
    confirmed_by: str = ""


_FIRST_PART = {
    RecipientKind.INDIVIDUAL: ("SƠ LƯỢC LÝ LỊCH", "Họ và tên"),
    RecipientKind.COLLECTIVE: ("ĐẶC ĐIỂM, TÌNH HÌNH", "Tên tập thể"),
    RecipientKind.HOUSEHOLD: ("THÔNG TIN VỀ HỘ GIA ĐÌNH", "Chủ hộ"),
}
_CONFIRMATION = SignatureBlock(
    ("Xác nhận của cấp", "trình khen thưởng"), note="(Ký, đóng dấu, ghi rõ họ tên)"
)


def achievement_report(report: AchievementReport) -> OfficialPaper:
    """Return the báo cáo thành tích.

    Raises:
        DocumentFailed: VALUE_MISSING where name, award, narrative or signer is not given.
    """
    require(
        name=report.name,
        award_phrase=report.award_phrase,
        narrative=report.narrative,
        signer_name=report.signer_name,
    )
    left, lower = _confirmations(report)
    return OfficialPaper(
        superior_agency=report.superior_agency,
        agency=report.agency,
        number=report.number,
        place=report.place,
        date=report.date,
        title="Báo cáo thành tích",
        subject=f"Đề nghị tặng {report.award_phrase}",
        body=_body(report),
        signature=_signature(report),
        left_signature=left,
        lower_signature=lower,
    )


def _body(report: AchievementReport) -> tuple[Block, ...]:
    heading, name_label = _FIRST_PART[report.kind]
    details = ((name_label, report.name), *report.details)
    duties = (
        (Paragraph(report.duties, lead="Chức năng, nhiệm vụ được giao:"),) if report.duties else ()
    )
    return (
        Heading(f"I. {heading}"),
        *(Paragraph(value, lead=f"{label}:") for label, value in details if value.strip()),
        *duties,
        Heading("II. THÀNH TÍCH ĐẠT ĐƯỢC"),
        Paragraph(report.narrative),
        *_past_awards(report.past_awards),
    )


def _past_awards(past: tuple[PastAward, ...]) -> tuple[Block, ...]:
    if not past:
        return ()
    columns = (
        Column("Năm", 18, Align.CENTER),
        Column("Danh hiệu thi đua, hình thức khen thưởng", 67),
        Column("Số, ngày, tháng, năm của quyết định; cơ quan ban hành", 80),
    )
    rows = tuple(Row((line.year, line.award, line.decision)) for line in past)
    heading = Heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    return (heading, Table(columns, rows))


def _signature(report: AchievementReport) -> SignatureBlock:
    if report.kind is RecipientKind.COLLECTIVE:
        require(signer_title=report.signer_title)
        return SignatureBlock((report.signer_title,), report.signer_name)
    if report.kind is RecipientKind.HOUSEHOLD:
        return SignatureBlock(("Đại diện hộ gia đình",), report.signer_name)
    return SignatureBlock(("Người báo cáo",), report.signer_name)


def _confirmations(
    report: AchievementReport,
) -> tuple[SignatureBlock, SignatureBlock | None]:
    """Return the signatures beside and below the reporter's: his unit's head, then the sender."""
    if report.kind is RecipientKind.INDIVIDUAL and report.confirmed_by:
        unit = SignatureBlock(("Xác nhận của", report.confirmed_by), note=_CONFIRMATION.note)
        return unit, _CONFIRMATION
    return _CONFIRMATION, None
