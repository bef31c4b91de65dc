"""1,000 certificates against bare reportlab drawing the same, already broken lines in the same run.

The peer is given the finished positions and sizes, and draws the frame once; ours also fits every
text and checks every letter.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop.documents import ornaments
from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import Page, draw_certificates, place_all
from desktop.documents.layout import MM, Layout
from desktop.documents.layout_file import load_layout

FLOORS = {"certificates": ">= 1000", "1,000 certificates": "<= 1.3x"}

COUNT = 1000
ROUNDS = 5
_FAMILY = ("Nguyễn", "Trần", "Phạm", "Hoàng", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Dương")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Thị Hồng", "Quốc", "Ngọc", "Thị Ánh")
_GIVEN = ("Ân", "Bình", "Đạt", "Phượng", "Hằng", "Ước", "Tuyết", "Yến", "Ưng", "Khánh")


def _certificate(index: int, chance: random.Random) -> CertificateText:
    name = " ".join(chance.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))
    return CertificateText(
        number=str(index),
        authority="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
        verb="Tặng",
        award_title="Giấy khen",
        honorific=chance.choice(("Ông", "Bà")),
        name=name,
        post_unit=f"Tổ trưởng Tổ {index}, thôn Ngọc Sơn, xã Đông An, huyện Thanh Lâm",
        achievement="Đã có thành tích xuất sắc trong phong trào thi đua “Chung sức xây dựng nông"
        f" thôn mới” và công tác vận động nhân dân hiến đất làm đường, lần thứ {index}",
        decision_line="Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2023",
        register_line=f"Vào sổ khen thưởng số {index}",
        place_date="Thanh Lâm, ngày 05 tháng 01 năm 2023",
        signer_title="Chủ tịch",
        signer_name="Nguyễn Hữu Đạt",
    )


def _bare(pages: list[Page], layout: Layout, target: Path) -> None:
    """Draw the same boxes as anybody would with the library alone."""
    size = (layout.width * MM, layout.height * MM)
    canvas = Canvas(str(target), pagesize=size, pageCompression=1)
    canvas.beginForm("frame")
    for ornament in layout.ornaments:
        ornaments.draw(canvas, ornament, layout.height)
    canvas.endForm()
    for page in pages:
        canvas.doForm("frame")
        for placed in page:
            canvas.setFont(placed.box.font, placed.fit.size)
            canvas.setFillColor(placed.box.color)
            for line, (x, y) in zip(placed.fit.lines, placed.points, strict=True):
                canvas.drawString(x, y, line, charSpace=placed.box.spacing)
        canvas.showPage()
    canvas.save()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Return (name, value, unit, peer, peer's value), the best of several alternating rounds."""
    chance = random.Random(2023)
    certificates = [_certificate(index, chance) for index in range(1, COUNT + 1)]
    layout = load_layout("a4-plain")
    pages, _ = place_all(certificates, layout, overlay=False)
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "ours.pdf"
        for _ in range(ROUNDS):
            ours.append(_seconds(lambda: draw_certificates(target, certificates, layout)))
            bare.append(_seconds(lambda: _bare(pages, layout, Path(folder) / "bare.pdf")))
    peer = "bare reportlab"
    return [
        ("certificates", COUNT / min(ours), "/s", peer, COUNT / min(bare)),
        ("1,000 certificates", min(ours), "s", peer, min(bare)),
    ]
