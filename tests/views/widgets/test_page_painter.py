"""Qt's painter puts every mark where the PDF has it."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import FACES, load
from desktop.documents.marked_glyphs import composed
from desktop.services.certificate_drawings import Drawing, Mark, Op, Rectangles, Shape, TextRun
from desktop.vietnamese.text import nfc
from desktop.views.widgets.page_painter import PreparedMarks, paint_drawing

MM = 72 / 25.4
DOTS_PER_MM = 12
WIDTH, HEIGHT = 200.0, 60.0


def run(font: str, text: str, **changes: Any) -> TextRun:
    given: dict[str, Any] = {
        "text": text,
        "font": font,
        "size": 24.0,
        "x": 12.0,
        "baseline": 30.0,
        "letter_spacing": 0.0,
        "word_spacing": 0.0,
        "color": "#000000",
        "width": 0.0,
    }
    return TextRun(**(given | changes))


def painted(*marks: Mark) -> QImage:
    size = (int(WIDTH * DOTS_PER_MM), int(HEIGHT * DOTS_PER_MM))
    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(DOTS_PER_MM, DOTS_PER_MM)
    paint_drawing(painter, Drawing(WIDTH, HEIGHT, (), marks))
    painter.end()
    return image


def ink_of(image: QImage) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is darker than middle grey, in mm."""
    rows, columns = [], []
    stride, data = image.bytesPerLine(), bytes(image.constBits())
    for y in range(image.height()):
        row = data[y * stride : y * stride + image.width()]
        dark = [x for x, grey in enumerate(row) if grey < 128]
        if dark:
            rows.append(y)
            columns += [dark[0], dark[-1]]
    return (
        min(columns) / DOTS_PER_MM,
        rows[0] / DOTS_PER_MM,
        (max(columns) + 1) / DOTS_PER_MM,
        (rows[-1] + 1) / DOTS_PER_MM,
    )


def of_pdf(text: TextRun) -> QImage:
    """Return the same line as the PDF's own library sets it, as a picture."""
    load(text.font)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH * MM, HEIGHT * MM))
    line = canvas.beginText(text.x * MM, (HEIGHT - text.baseline) * MM)
    line.setFont(text.font, text.size)
    line.setCharSpace(text.letter_spacing)
    line.setWordSpace(text.word_spacing)
    line.textOut(composed(text.font, text.text))
    canvas.drawText(line)
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as document:
        picture = document[0].render(scale=DOTS_PER_MM / MM, grayscale=True).to_pil()
    return QImage.fromData(_png(picture)).convertToFormat(QImage.Format.Format_Grayscale8)


def _png(picture: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize("font", FACES)
def test_a_line_lies_where_the_pdf_has_it(qapp: QApplication, font: str) -> None:
    text = run(font, "Nguyễn Thị Quỳnh Ưởng, xã Đông An AVTo")
    for here, there in zip(ink_of(painted(text)), ink_of(of_pdf(text)), strict=True):
        assert here == pytest.approx(there, abs=0.15)


@pytest.mark.parametrize("font", FACES)
def test_a_letter_with_a_loose_mark_is_painted_as_the_pdf_has_it(
    qapp: QApplication, font: str
) -> None:
    for name in ("Siu Ngư̆", "Ksor Ô̆", "Rơ̆ Mah H'Bơ̆"):
        text = run(font, nfc(name), letter_spacing=1.5)
        for here, there in zip(ink_of(painted(text)), ink_of(of_pdf(text)), strict=True):
            assert here == pytest.approx(there, abs=0.15)


def test_spacing_of_letters_and_words_is_as_in_the_pdf(qapp: QApplication) -> None:
    text = run("Tinos-Bold", "LAO ĐỘNG TIÊN TIẾN", letter_spacing=2.0)
    for here, there in zip(ink_of(painted(text)), ink_of(of_pdf(text)), strict=True):
        assert here == pytest.approx(there, abs=0.15)


def test_a_wide_space_between_words_moves_what_follows(qapp: QApplication) -> None:
    near = PreparedMarks([run("Tinos-Regular", "Đỗ Ân")]).ink()
    far = PreparedMarks([run("Tinos-Regular", "Đỗ Ân", word_spacing=72.0)]).ink()
    assert far.right() - near.right() == pytest.approx(25.4, abs=0.01)


def test_letters_that_overlap_leave_no_holes(qapp: QApplication) -> None:
    image = painted(run("Tinos-Bold", "nn", letter_spacing=-6.5))
    left, _, right, bottom = ink_of(image)
    crossed = [
        image.pixelColor(x, int((bottom - 0.4) * DOTS_PER_MM)).value() < 128
        for x in range(int(left * DOTS_PER_MM), int(right * DOTS_PER_MM))
    ]
    whole = sum(a != b for a, b in pairwise(crossed))
    assert whole <= 7


def test_a_shape_is_filled_and_stroked_to_its_line(qapp: QApplication) -> None:
    corners = ((20.0, 10.0), (60.0, 10.0), (60.0, 40.0), (20.0, 40.0))
    steps = [(Op.LINE, corner) for corner in corners]
    shape = Shape(((Op.MOVE, corners[0]), *steps[1:], (Op.CLOSE, ())), "#000000", "#222222", 2.0)
    assert ink_of(painted(shape)) == pytest.approx((19.0, 9.0, 61.0, 41.0), abs=0.1)
    assert PreparedMarks([shape]).ink() == QRectF(19, 9, 42, 32)


def test_the_squares_of_a_code_have_sharp_edges(qapp: QApplication) -> None:
    image = painted(Rectangles(((10.03, 10.03, 5.02, 5.02),), "#000000"))
    greys = {image.pixelColor(x, 12 * DOTS_PER_MM).value() for x in range(image.width())}
    assert greys == {0, 255}


def test_what_lies_under_is_painted_first(qapp: QApplication) -> None:
    ground = Rectangles(((0.0, 0.0, WIDTH, HEIGHT),), "#ffffff")
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    drawing = Drawing(WIDTH, HEIGHT, (ground,), (Rectangles(((5, 5, 10, 10),), "#0000ff"),))
    paint_drawing(painter, drawing, under=PreparedMarks(drawing.under))
    painter.end()
    assert image.pixelColor(100, 30) == Qt.GlobalColor.white
    assert image.pixelColor(10, 10) == Qt.GlobalColor.blue
