"""Invented certificates and papers the tests of documents start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import AwardGroup, RecipientLine
from desktop.documents.certificate_text import CertificateText
from desktop.documents.decision import AwardDecision
from desktop.documents.paper import OfficialPaper, Paragraph, SignatureBlock
from desktop.documents.submission_letter import SubmissionLetter
from desktop.law.terms import RecipientKind

BASES = (
    "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
    "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
)


def certificate(number: int | str = 1, **changes: Any) -> CertificateText:
    given = CertificateText(
        number=str(number),
        authority="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        verb="Tặng",
        award_title="Giấy khen",
        honorific="Ông",
        name="Nguyễn Văn Ân",
        post_unit="Trưởng thôn Đông An, xã Đông An",
        achievement="Đã có thành tích xuất sắc trong phong trào xây dựng nông thôn mới năm 2022",
        decision_line="Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2023",
        register_line=f"Vào sổ khen thưởng số {number}",
        place_date="Thanh Lâm, ngày 05 tháng 01 năm 2023",
        signer_title="CHỦ TỊCH",
        signer_name="Trần Quang Vinh",
    )
    return replace(given, **changes)


def person(name: str = "Nguyễn Văn Ân", **changes: Any) -> RecipientLine:
    given = RecipientLine(
        RecipientKind.INDIVIDUAL, "Ông", name, "Trưởng thôn Đông An", "Đã hiến 350 m² đất"
    )
    return replace(given, **changes)


def collective(name: str = "Hội Nông dân xã Đông An", **changes: Any) -> RecipientLine:
    return replace(RecipientLine(RecipientKind.COLLECTIVE, "", name, "Xã Đông An"), **changes)


def household(name: str = "Đỗ Đình Ưởng") -> RecipientLine:
    return RecipientLine(RecipientKind.HOUSEHOLD, "Hộ gia đình ông", name, "Thôn Ngọc Sơn")


def group(*lines: RecipientLine, **changes: Any) -> AwardGroup:
    given = AwardGroup(
        "Giấy khen",
        "Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        lines or (person(), collective(), household()),
        reason="đã có thành tích xuất sắc năm 2022",
    )
    return replace(given, **changes)


def title_group(*lines: RecipientLine) -> AwardGroup:
    return AwardGroup(
        "Lao động tiên tiến", "danh hiệu “Lao động tiên tiến”", lines or (person("Lê Thị Yến"),)
    )


def letter(**changes: Any) -> SubmissionLetter:
    given = SubmissionLetter(
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
        agency_name="Ủy ban nhân dân xã Đông An",
        number="12/TTr-UBND",
        place="Đông An",
        date=date(2023, 1, 5),
        subject="Về việc đề nghị khen thưởng năm 2022",
        addressed_to=("Ủy ban nhân dân huyện Thanh Lâm",),
        decider="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        bases=BASES,
        groups=(group(), title_group()),
        signature=SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Hữu Đạt"),
        recipients=("Như trên", "Lưu: VT"),
    )
    return replace(given, **changes)


def decision(**changes: Any) -> AwardDecision:
    given = AwardDecision(
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nHUYỆN THANH LÂM",
        issuer="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        number="45/QĐ-UBND",
        place="Thanh Lâm",
        date=date(2023, 3, 12),
        subject="Về việc khen thưởng thành tích năm 2022",
        bases=(*BASES, "Xét đề nghị của Trưởng phòng Nội vụ"),
        groups=(group(), title_group()),
        executors="Chánh Văn phòng, Trưởng phòng Nội vụ",
        signature=SignatureBlock(("CHỦ TỊCH",), "Trần Quang Vinh"),
        recipients=("Như Điều 4", "Lưu: VT, NV"),
    )
    return replace(given, **changes)


def paper(*body: Any, **changes: Any) -> OfficialPaper:
    given = OfficialPaper(
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
        number="07/BC-UBND",
        place="Đông An",
        date=date(2023, 4, 3),
        title="Báo cáo",
        subject="Kết quả phong trào thi đua năm 2022",
        signature=SignatureBlock(("CHỦ TỊCH",), "Nguyễn Hữu Đạt"),
        body=body or (Paragraph("Phong trào đã hoàn thành."),),
        recipients=("Như trên", "Lưu: VT"),
    )
    return replace(given, **changes)


def answer_head(**changes: Any) -> AnswerHead:
    given = AnswerHead(
        superior_agency="ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN",
        agency="ỦY BAN NHÂN DÂN\nHUYỆN THANH LÂM",
        agency_name="Ủy ban nhân dân huyện Thanh Lâm",
        place="Thanh Lâm",
        date=date(2023, 3, 12),
        signature=SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Trần Quang Vinh"),
        addressed_to=("Ủy ban nhân dân xã Đông An",),
    )
    return replace(given, **changes)
