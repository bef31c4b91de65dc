"""1,000 certificates beside bare reportlab and beside LibreOffice, in one run.

Bare reportlab is given the finished positions, sizes and outlines, and draws the frame once; ours
also fits every text and checks every letter. LibreOffice converts one document of 1,000 pages with
the same lines in the same faces and sizes (``office_certificates``).
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop.documents.certificate_drawing import Op, Shape, TextRun
from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import Page, draw_certificates, drawing, place_all
from desktop.documents.layout import MM, Layout
from desktop.documents.layout_file import load_layout
from tests.benchmarks import office_certificates

FLOORS = {
    "certificates": ">= 1000",
    "1,000 certificates": "<= 1.3x",
    "1,000 certificates, office suite": "<= 0.2x",
}

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
    height = layout.height
    canvas = Canvas(str(target), pagesize=(layout.width * MM, height * MM), pageCompression=1)
    canvas.beginForm("frame")
    for shape in drawing(pages[0]).under:
        assert isinstance(shape, Shape)
        _outline(canvas, shape, height)
    canvas.endForm()
    for page in pages:
        canvas.doForm("frame")
        for placed in page.placed:
            for run in placed.marks:
                assert isinstance(run, TextRun)
                canvas.setFont(run.font, run.size)
                canvas.setFillColor(run.color)
                x, y = run.x * MM, (height - run.baseline) * MM
                canvas.drawString(x, y, run.text, charSpace=run.letter_spacing)
        canvas.showPage()
    canvas.save()


def _outline(canvas: Canvas, shape: Shape, height: float) -> None:
    path = canvas.beginPath()
    draw = {Op.MOVE: path.moveTo, Op.LINE: path.lineTo, Op.CURVE: path.curveTo}
    for op, numbers in shape.steps:
        if op is Op.CLOSE:
            path.close()
            continue
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        draw[op](*(value for x, y in pairs for value in (x * MM, (height - y) * MM)))
    canvas.setLineWidth(shape.line * MM)
    canvas.setStrokeColor(shape.stroke or shape.fill)
    canvas.setFillColor(shape.fill or shape.stroke)
    canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run() -> list[tuple[str, float, str, str, float | None]]:
    """Return (name, value, unit, peer, peer's value), the best of several alternating rounds."""
    chance = random.Random(2023)
    certificates = [_certificate(index, chance) for index in range(1, COUNT + 1)]
    layout = load_layout("a4-plain")
    pages, _ = place_all(certificates, layout)
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "ours.pdf"
        for _ in range(ROUNDS):
            ours.append(_seconds(lambda: draw_certificates(target, certificates, layout)))
            bare.append(_seconds(lambda: _bare(pages, layout, Path(folder) / "bare.pdf")))
    office = office_certificates.seconds(pages)
    peer = "bare reportlab"
    return [
        ("certificates", COUNT / min(ours), "/s", peer, COUNT / min(bare)),
        ("1,000 certificates", min(ours), "s", peer, min(bare)),
        ("1,000 certificates, office suite", min(ours), "s", "LibreOffice", office),
    ]
