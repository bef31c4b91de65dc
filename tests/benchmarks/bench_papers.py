"""All papers of a dossier of 300 nominations, as PDF and as Word file.

The letter with its list of 300 and a report of one page for each person: 301 papers, 602 files. No
peer: nobody else makes both from one record. Making the records into papers is in the figure, the
database and the disk are not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pypdfium2

from desktop.documents.achievement_report import AchievementReport, PastAward, achievement_report
from desktop.documents.award_groups import AwardGroup, RecipientLine
from desktop.documents.paper import OfficialPaper, SignatureBlock
from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.submission_letter import SubmissionLetter, submission_letter
from desktop.law.terms import RecipientKind

FLOORS = {
    "301 papers, both formats": "<= 5",
    "pages of a report": "<= 1",
    "a file of a report, PDF": "<= 90",
    "a file of a report, Word": "<= 15",
}

COUNT = 300
ROUNDS = 2
_OFFICE = "Ủy ban nhân dân huyện Thanh Lâm"
_FAMILY = ("Nguyễn", "Trần", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Dương")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Thị Hồng", "Quốc", "Ngọc", "Thị Ánh")
_GIVEN = ("Ân", "Bình", "Đạt", "Phượng", "Hằng", "Ước", "Tuyết", "Yến", "Ưng", "Khánh")


def _name(chance: random.Random) -> str:
    return " ".join(chance.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))


def _report(index: int, chance: random.Random) -> AchievementReport:
    name = _name(chance)
    return AchievementReport(
        kind=RecipientKind.INDIVIDUAL,
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
        place="Đông An",
        date=date(2023, 1, 5),
        award_phrase=f"Giấy khen của Chủ tịch {_OFFICE}",
        name=name,
        details=(("Ngày sinh", f"{index % 27 + 1:02d}/01/1980"), ("Đơn vị", "Thôn Ngọc Sơn")),
        narrative=f"Năm 2022, ông (bà) {name} đã vận động {index + 3} hộ hiến {index + 350} m² đất "
        "làm đường giao thông nông thôn, hoàn thành trước kế hoạch 02 tháng; tham gia đầy đủ các "
        "phong trào thi đua do xã phát động, được nhân dân trong thôn tín nhiệm.",
        past_awards=(PastAward("2021", "Giấy khen", f"Số {index + 1}/QĐ-UBND ngày 05/01/2022"),),
        signer_name=name,
    )


def _letter(chance: random.Random) -> SubmissionLetter:
    lines = tuple(
        RecipientLine(
            RecipientKind.INDIVIDUAL,
            "Ông",
            _name(chance),
            "Trưởng thôn Ngọc Sơn, xã Đông An",
            f"Đã vận động nhân dân hiến {index + 350} m² đất làm đường giao thông nông thôn",
        )
        for index in range(COUNT)
    )
    return SubmissionLetter(
        superior_agency="",
        agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
        agency_name="Ủy ban nhân dân xã Đông An",
        number="12/TTr-UBND",
        place="Đông An",
        date=date(2023, 1, 5),
        subject="Về việc đề nghị khen thưởng năm 2022",
        addressed_to=(_OFFICE,),
        decider=f"Chủ tịch {_OFFICE}",
        bases=("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",),
        groups=(AwardGroup("Giấy khen", f"Giấy khen của Chủ tịch {_OFFICE}", lines),),
        signature=SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Hữu Đạt"),
        recipients=("Như trên", "Lưu: VT"),
    )


def _all(
    letter: SubmissionLetter,
    reports: list[AchievementReport],
    draw: Callable[[OfficialPaper], bytes],
) -> tuple[float, bytes]:
    """Return the seconds all papers took, and the last one's bytes."""
    start = time.perf_counter()
    draw(submission_letter(letter))
    for report in reports:
        made = draw(achievement_report(report))
    return time.perf_counter() - start, made


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Return (name, value, unit, peer, peer's value), the better of two rounds."""
    chance = random.Random(2023)
    letter = _letter(chance)
    reports = [_report(index, chance) for index in range(COUNT)]
    drawn = [_all(letter, reports, paper_pdf) for _ in range(ROUNDS)]
    written = [_all(letter, reports, paper_docx) for _ in range(ROUNDS)]
    pdf, docx = min(seconds for seconds, _ in drawn), min(seconds for seconds, _ in written)
    with pypdfium2.PdfDocument(BytesIO(drawn[0][1])) as document:
        pages = len(document)
    return [
        ("301 papers, both formats", pdf + docx, "s", "", None),
        ("301 papers, PDF", pdf, "s", "", None),
        ("301 papers, Word", docx, "s", "", None),
        ("pages of a report", pages, "pages", "", None),
        ("a file of a report, PDF", len(drawn[0][1]) / 1000, "kB", "", None),
        ("a file of a report, Word", len(written[0][1]) / 1000, "kB", "", None),
    ]
