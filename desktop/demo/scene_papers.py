"""What people bring to the demo from elsewhere: minutes, certificates, launch plans, pictures.

The program does not make these; an officer scans them. So the demo draws them itself, in the one
place where it reaches past the services.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw

from desktop.demo.shapes import DemoCampaign, DemoOffice
from desktop.documents.paper import Align, OfficialPaper, Paragraph, SignatureBlock
from desktop.documents.paper_pdf import save_paper
from desktop.vietnamese.dates import short_date


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
    target: Path,
    office: DemoOffice,
    number: str,
    author: str,
    post: str,
    title: str,
    given_on: date,
) -> None:
    """Draw the certificate by which an office recognises an initiative.

    With a number the chair recognises it by decision; without one the council of initiatives does.
    """
    rank, _, _ = office.area.partition(" ")
    council = ("HỘI ĐỒNG SÁNG KIẾN", "CHỦ TỊCH HỘI ĐỒNG", f"Hội đồng Sáng kiến {rank}")
    chair = (_two_lines(office.name), office.chair_title.upper(), f"Chủ tịch {office.name}")
    agency, signer, giver = chair if number else council
    by_decision = f" (Quyết định số {number})" if number else ""
    paper = OfficialPaper(
        superior_agency="" if number else _two_lines(office.name),
        agency=agency,
        number="",
        place=office.place,
        date=given_on,
        title="Giấy chứng nhận",
        subject=f"Sáng kiến được công nhận năm {given_on.year}{by_decision}",
        body=(
            Paragraph(f"{giver} chứng nhận:", align=Align.CENTER, is_indented=False),
            Paragraph(author, lead="Họ và tên: "),
            Paragraph(post, lead="Chức vụ: "),
            Paragraph(title, lead="Là tác giả của sáng kiến: "),
            Paragraph(
                f"Sáng kiến được áp dụng có hiệu quả, có phạm vi ảnh hưởng trong toàn {rank}.",
            ),
        ),
        signature=SignatureBlock((signer,), office.chair, "(Đã ký)"),
    )
    save_paper(target, paper)


def draw_launch(target: Path, office: DemoOffice, campaign: DemoCampaign) -> None:
    """Draw the plan by which an office launched a movement of its own."""
    assert campaign.launched_on is not None  # what was launched here has its day
    aims = [f"{c.name}: {c.target or 'có kết quả cụ thể'}." for c in campaign.criteria]
    window = f"Từ ngày {short_date(campaign.starts_on)} đến ngày {short_date(campaign.ends_on)}."
    paper = OfficialPaper(
        superior_agency="",
        agency=_two_lines(office.name),
        number=campaign.launch_number,
        place=office.place,
        date=campaign.launched_on,
        title="Kế hoạch",
        subject=f"Phát động phong trào “{campaign.name}”",
        body=(
            Paragraph(campaign.theme, lead="Chủ đề: "),
            Paragraph(campaign.targets, lead="Mục tiêu: "),
            *(Paragraph(aim, lead="Tiêu chí: ") for aim in aims),
            Paragraph(window, lead="Thời gian: "),
        ),
        recipients=("Các thôn, khu dân cư", "Lưu: VT"),
        signature=SignatureBlock(
            ("TM. ỦY BAN NHÂN DÂN", office.chair_title.upper()), office.chair, "(Đã ký)"
        ),
    )
    save_paper(target, paper)


def draw_photo(target: Path, seed: int) -> None:
    """Draw a small landscape in the place of a photograph nobody took: sky, sun, hill, field."""
    size = (960, 640)
    picture = Image.new("RGB", size, (188, 216, 238))
    pen = ImageDraw.Draw(picture)
    sun = 160 + 190 * (seed % 4)
    pen.ellipse((sun, 70, sun + 110, 180), fill=(250, 214, 120))
    pen.ellipse((-220 + 60 * seed, 300, 620 + 60 * seed, 900), fill=(126, 164, 120))
    pen.ellipse((380 - 40 * seed, 340, 1280 - 40 * seed, 960), fill=(104, 148, 104))
    pen.rectangle((0, 470, *size), fill=(158, 190, 112))
    for furrow in range(7):
        pen.line((0, 480 + 24 * furrow, size[0], 500 + 26 * furrow), fill=(128, 166, 90), width=5)
    picture.save(target, "JPEG", quality=82)


def _two_lines(name: str) -> str:
    committee, _, area = name.upper().partition("NHÂN DÂN ")
    return f"{committee}NHÂN DÂN\n{area}"
