"""Papers of each kind for the tests that hold the two formats against each other."""

from __future__ import annotations

from datetime import date

from desktop.documents.achievement_report import AchievementReport, PastAward, achievement_report
from desktop.documents.decision import award_decision
from desktop.documents.invitation import invitation
from desktop.documents.paper import (
    BOX,
    Align,
    Annex,
    Article,
    Column,
    Heading,
    OfficialPaper,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    SignatureBlock,
    Table,
    known,
    missing,
)
from desktop.documents.result_notice import result_notice
from desktop.documents.return_slip import return_slip
from desktop.documents.submission_letter import submission_letter
from desktop.law.terms import RecipientKind
from tests.documents.council_paper_samples import council_papers
from tests.documents.reading import VIETNAMESE
from tests.documents.samples import decision, group, letter, paper, person, title_group
from tests.documents.test_invitation import INVITED
from tests.documents.test_result_notice import NOTICE
from tests.documents.test_return_slip import SLIP

SENTENCE = "Phong trào thi đua yêu nước được toàn xã hưởng ứng và hoàn thành vượt kế hoạch. "
COLUMNS = (
    Column("STT", 1, Align.CENTER),
    Column("Họ và tên", 4, is_bold=True),
    Column("Thành tích", 5),
    Column("Đồng ý", 2, Align.CENTER),
)
LEFT = SignatureBlock(("THƯ KÝ",), "Lê Thị Yến")
LOWER = SignatureBlock(("XÁC NHẬN",), note="(Ký, đóng dấu)")


def rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row((str(n), f"Nguyễn Văn Ân {n:03}", "Hiến đất làm đường. " * (1 + n % 4), BOX))
        for n in range(count)
    )


def report(kind: RecipientKind = RecipientKind.INDIVIDUAL, lines: int = 2) -> OfficialPaper:
    return achievement_report(
        AchievementReport(
            kind=kind,
            superior_agency="UBND huyện Thanh Lâm",
            agency="TRƯỜNG TIỂU HỌC\nĐÔNG AN",
            place="Đông An",
            date=date(2023, 1, 5),
            award_phrase="Giấy khen của Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
            name="Nguyễn Văn Ân",
            details=(("Ngày sinh", "05/01/1980"), ("Quê quán", "Xã Đông An")),
            narrative="\n".join([SENTENCE * 4] * lines),
            past_awards=(PastAward("2021", "Giấy khen", "Số 12/QĐ-UBND ngày 05/01/2022"),),
            signer_name="Nguyễn Văn Ân",
            signer_title="Hiệu trưởng",
            confirmed_by="Hiệu trưởng",
        )
    )


def with_gaps() -> OfficialPaper:
    """A paper on which something is missing wherever a text can stand."""
    return paper(
        Paragraph(f"Mời {missing('người được mời')} đến dự", lead=f"Kính {missing('ai')}:"),
        Table(COLUMNS, (Row(("1", missing("tên"), "", "")),)),
        number=known("", "số, ký hiệu"),
        place=known("", "địa danh"),
        date=None,
        subject=f"Họp {missing('tên hội đồng')}",
        bases=(missing("căn cứ"),),
        signature=SignatureBlock((known("", "chức vụ người ký"),), known("", "họ tên người ký")),
        recipients=(missing("nơi nhận"), "Lưu: VT"),
        annexes=(Annex("Danh sách", missing("kèm theo"), (Article(1, missing("điều")),)),),
    )


def ballot() -> OfficialPaper:
    return paper(
        Paragraph("Đánh dấu × vào ô được chọn", align=Align.CENTER),
        Table(COLUMNS, rows(3)),
        PageBreak(),
        Paragraph("Mặt sau", is_indented=False, italic=True),
        title="Phiếu bầu",
        subject="",
        number="",
        signature=None,
        recipients=(),
        has_place_date=False,
    )


def long_paper() -> OfficialPaper:
    groups = (
        Row(("I. Tập thể",), RowKind.GROUP),
        *rows(20),
        Row(("", "Cộng", "", ""), RowKind.TOTAL),
    )
    return paper(
        *(Paragraph(f"{n}. {SENTENCE * (1 + n % 5)}") for n in range(40)),
        Heading("II. BẢNG"),
        Table(COLUMNS, rows(70)),
        Article(1, f"{SENTENCE}\n{SENTENCE}"),
        annexes=(
            Annex("Danh sách một", "Kèm theo", (Table(COLUMNS, groups),), is_landscape=True),
            Annex("Danh sách hai", "Kèm theo", (Paragraph(SENTENCE * 60),)),
        ),
    )


def papers() -> dict[str, OfficialPaper]:
    """Return every sample by name."""
    people = tuple(
        person(f"Nguyễn Văn {n:03}", achievement="Hiến đất làm đường, " * (1 + n % 3))
        for n in range(30)
    )
    two = ("Ủy ban nhân dân huyện", "Phòng Nội vụ")
    samples = {
        "letter": submission_letter(letter()),
        "letter with a long list": submission_letter(
            letter(groups=(group(*people), title_group(*people[:20])), addressed_to=two)
        ),
        "decision": award_decision(decision()),
        "report of a person": report(),
        "report of a collective": report(RecipientKind.COLLECTIVE, 12),
        "report of a household": report(RecipientKind.HOUSEHOLD),
        "gaps": with_gaps(),
        "ballot": ballot(),
        "long": long_paper(),
        "letters": paper(Paragraph(" ".join(f"n{each}n" for each in VIETNAMESE))),
    }
    answers = {
        "invitation": invitation(INVITED),
        "notice of the result": result_notice(NOTICE),
        "returned dossier": return_slip(SLIP),
    }
    # Where the signatures just fit on the page and where they just do not.
    ends = {
        f"end {count}": paper(
            *(Paragraph(f"{n}. {SENTENCE}") for n in range(count)),
            left_signature=LEFT,
            lower_signature=LOWER,
        )
        for count in range(7, 12)
    }
    return samples | ends | answers | council_papers()
