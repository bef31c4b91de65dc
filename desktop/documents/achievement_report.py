"""báo cáo thành tích of a person, a collective or a household (catalogue §4.2).

Sudden merit has a báo cáo tóm tắt: who it is, and the deed. A detail nobody need know is left out,
line and all; one the paper needs comes as ``paper.missing`` and is highlighted. No form number is
printed, since forms differ by regime and province and none of them was read (catalogue §4.2).
"""

from __future__ import annotations

from collections.abc import Sequence
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
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.law.terms import RecipientKind


@dataclass(frozen=True, slots=True)
class PastAward:
    """One line of «các hình thức đã được khen thưởng».

    Attributes:
        year: it was given for.
        award: its name.
        decision: number, date and office.
        is_title: whether it is a danh hiệu thi đua, which has a table of its own.
    """

    year: str
    award: str
    decision: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class ReportedInitiative:
    """One sáng kiến: the year, what it is, how far it reaches, and who recognised it when."""

    year: str
    title: str
    level: str
    recognition: str


@dataclass(frozen=True, slots=True)
class AchievementReport:
    """What a báo cáo thành tích is made from.

    Attributes:
        kind: whose report; it decides headings and signatures.
        superior_agency: above the unit in the head; may be empty.
        agency: the unit in the head; for a household the commune's office.
        number: of a collective's report; empty on a person's or household's.
        place: địa danh.
        date: of signing; None while it is not known.
        award_phrase: «Giấy khen của Chủ tịch …», «danh hiệu “Lao động tiên tiến”».
        name: họ và tên, tên tập thể, tên chủ hộ.
        details: label and value in the order printed, as ``("Ngày sinh", "05/01/1980")``; a line
            without value is left out.
        narrative: thành tích, a line per paragraph.
        duties: chức năng, nhiệm vụ được giao; may be empty.
        grades: year and xếp loại, the latest last.
        initiatives: sáng kiến được công nhận.
        past_awards: danh hiệu và hình thức đã được tặng.
        signer_name: who reports; a collective's head.
        signer_title: the collective's head's post, «Hiệu trưởng»; others need none.
        confirmed_by: head of the person's unit, «Hiệu trưởng», who confirms; may be empty.
        verb: «tặng» or «công nhận».
        is_summary: a báo cáo tóm tắt, for sudden merit.
        has_agency: whether an office heads it; a household's or a villager's has none.
    """

    kind: RecipientKind
    superior_agency: str
    agency: str
    place: str
    date: date | None
    award_phrase: str
    name: str
    details: tuple[tuple[str, str], ...]
    narrative: str
    signer_name: str
    signer_title: str = ""
    number: str = ""
    duties: str = ""
    grades: tuple[tuple[str, str], ...] = ()
    initiatives: tuple[ReportedInitiative, ...] = ()
    past_awards: tuple[PastAward, ...] = ()
    confirmed_by: str = ""
    verb: str = "tặng"
    is_summary: bool = False
    has_agency: bool = True


_FIRST_PART = {
    RecipientKind.INDIVIDUAL: ("SƠ LƯỢC LÝ LỊCH", "Họ và tên"),
    RecipientKind.COLLECTIVE: ("ĐẶC ĐIỂM, TÌNH HÌNH", "Tên tập thể"),
    RecipientKind.HOUSEHOLD: ("THÔNG TIN VỀ HỘ GIA ĐÌNH", "Chủ hộ"),
}
_CONFIRMATION = SignatureBlock(
    ("Xác nhận của cấp", "trình khen thưởng"), note="(Ký, đóng dấu, ghi rõ họ tên)"
)
_REPORT, _SUMMARY = "Báo cáo thành tích", "Báo cáo tóm tắt thành tích"
_GIVEN = "Số, ngày, tháng, năm của quyết định; cơ quan ban hành"


def achievement_report(report: AchievementReport, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the báo cáo thành tích; what nobody has typed yet stands in it as missing.

    Raises:
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    award = known(report.award_phrase, "danh hiệu, hình thức khen thưởng")
    left, lower = _confirmations(report)
    return OfficialPaper(
        superior_agency=report.superior_agency,
        agency=known(report.agency, "tên cơ quan") if report.has_agency else "",
        has_agency=report.has_agency,
        number=report.number,
        place=known(report.place, "địa danh"),
        date=report.date,
        title=_SUMMARY if report.is_summary else _REPORT,
        subject=texts.say("report.subject", award=award, verb=report.verb, name=report.name),
        body=_body(report, texts),
        signature=_signature(report),
        left_signature=left,
        lower_signature=lower,
    )


def _body(report: AchievementReport, texts: PaperTexts) -> tuple[Block, ...]:
    heading, name_label = _FIRST_PART[report.kind]
    details = ((name_label, known(report.name, "tên đối tượng")), *report.details)
    duties = (
        (Paragraph(report.duties, lead="Chức năng, nhiệm vụ được giao:"),) if report.duties else ()
    )
    merits = "TÓM TẮT THÀNH TÍCH" if report.is_summary else "THÀNH TÍCH ĐẠT ĐƯỢC"
    return (
        Heading(f"I. {heading}"),
        *(Paragraph(value, lead=f"{label}:") for label, value in details if value.strip()),
        *duties,
        Heading(f"II. {merits}"),
        Paragraph(known(report.narrative, "nội dung báo cáo thành tích")),
        *(() if report.is_summary else _proofs(report)),
        *_past_awards(report, texts),
    )


def _proofs(report: AchievementReport) -> tuple[Block, ...]:
    """Return grades and initiatives, which records prove; what they do not know is not said."""
    blocks: list[Block] = []
    if report.grades:
        columns = (Column("Năm", 20, Align.CENTER), Column("Kết quả đánh giá, xếp loại", 145))
        rows = tuple(map(Row, report.grades))
        blocks += [_part("Kết quả đánh giá, xếp loại hằng năm"), Table(columns, rows)]
    if report.initiatives:
        blocks += [_part("Sáng kiến được công nhận"), _initiatives(report.initiatives)]
    return tuple(blocks)


def _initiatives(initiatives: Sequence[ReportedInitiative]) -> Table:
    columns = (
        Column("Năm", 18, Align.CENTER),
        Column("Tên sáng kiến", 70),
        Column("Phạm vi ảnh hưởng", 27),
        Column(_GIVEN, 50),
    )
    rows = (Row((i.year, i.title, i.level, i.recognition)) for i in initiatives)
    return Table(columns, tuple(rows))


def _past_awards(report: AchievementReport, texts: PaperTexts) -> tuple[Block, ...]:
    if report.is_summary and not report.past_awards:
        return ()
    heading = Heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    if not report.past_awards:
        return (heading, Paragraph(texts.say("report.no_awards", name=report.name)))
    titles = [past for past in report.past_awards if past.is_title]
    forms = [past for past in report.past_awards if not past.is_title]
    return (
        heading,
        *_award_table("Danh hiệu thi đua", titles),
        *_award_table("Hình thức khen thưởng", forms),
    )


def _award_table(name: str, past: Sequence[PastAward]) -> tuple[Block, ...]:
    if not past:
        return ()
    columns = (Column("Năm", 18, Align.CENTER), Column(name, 67), Column(_GIVEN, 80))
    rows = tuple(Row((line.year, line.award, line.decision)) for line in past)
    return (_part(name), Table(columns, rows))


def _part(title: str) -> Heading:
    return Heading(title)


def _signature(report: AchievementReport) -> SignatureBlock:
    name = known(report.signer_name, "người ký báo cáo")
    if report.kind is RecipientKind.COLLECTIVE:
        return SignatureBlock((known(report.signer_title, "chức vụ người ký"),), name)
    if report.kind is RecipientKind.HOUSEHOLD:
        return SignatureBlock(("Đại diện hộ gia đình",), name)
    return SignatureBlock(("Người báo cáo",), name)


def _confirmations(
    report: AchievementReport,
) -> tuple[SignatureBlock, SignatureBlock | None]:
    """Return the signatures beside and below the reporter's: his unit's head, then the sender."""
    if report.kind is RecipientKind.INDIVIDUAL and report.confirmed_by:
        unit = SignatureBlock(("Xác nhận của", report.confirmed_by), note=_CONFIRMATION.note)
        return unit, _CONFIRMATION
    return _CONFIRMATION, None
