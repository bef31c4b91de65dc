"""The papers people bring to the demo's dossiers from elsewhere: minutes, initiative certificates.

The program does not make these; an officer scans them. So the demo draws them itself, in the one
place where it reaches past the services.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.demo.shapes import DemoOffice
from desktop.documents.paper import Align, OfficialPaper, Paragraph, SignatureBlock
from desktop.documents.paper_pdf import save_paper


def draw_minutes(target: Path, office: DemoOffice, held_on: date, about: str, text: str) -> None:
    """Draw the minutes of the meeting that proposed the nominations, signed by chair and secretary.

    Args:
        target: the PDF to write.
        office: whose council met.
        held_on: the day of the meeting.
        about: what it was about, «khen thưởng năm 2023».
        text: one line per paragraph.
    """
    paper = OfficialPaper(
        superior_agency=_two_lines(office.name),
        agency="HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG",
        number="",
        place=office.place,
        date=held_on,
        title="Biên bản",
        subject=f"Họp xét {about[:1].lower()}{about[1:]}",
        body=tuple(Paragraph(line) for line in text.splitlines()),
        left_signature=SignatureBlock(("THƯ KÝ",), office.officer_name, "(Đã ký)"),
        signature=SignatureBlock(("CHỦ TỌA",), office.chair, "(Đã ký)"),
    )
    save_paper(target, paper)


def draw_initiative(
    target: Path, district: DemoOffice, author: str, post: str, title: str, given_on: date
) -> None:
    """Draw the certificate by which the district recognises an initiative."""
    paper = OfficialPaper(
        superior_agency=_two_lines(district.name),
        agency="HỘI ĐỒNG SÁNG KIẾN",
        number="",
        place=district.place,
        date=given_on,
        title="Giấy chứng nhận",
        subject="Sáng kiến được công nhận năm 2023",
        body=(
            Paragraph(
                "Hội đồng Sáng kiến huyện chứng nhận:", align=Align.CENTER, is_indented=False
            ),
            Paragraph(author, lead="Họ và tên: "),
            Paragraph(post, lead="Chức vụ: "),
            Paragraph(title, lead="Là tác giả của sáng kiến: "),
            Paragraph(
                "Sáng kiến được áp dụng có hiệu quả, có phạm vi ảnh hưởng trong toàn huyện.",
            ),
        ),
        signature=SignatureBlock(("CHỦ TỊCH HỘI ĐỒNG",), district.chair, "(Đã ký)"),
    )
    save_paper(target, paper)


def _two_lines(name: str) -> str:
    committee, _, area = name.upper().partition("NHÂN DÂN ")
    return f"{committee}NHÂN DÂN\n{area}"
