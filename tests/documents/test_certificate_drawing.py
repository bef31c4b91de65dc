"""The drawing instructions say what the PDF shows: two painters follow one description."""

from __future__ import annotations

from ctypes import c_double
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from desktop.documents.certificate_drawing import Drawing, Op, Rectangles, Shape, TextRun
from desktop.documents.certificates import draw_certificates, drawing, place_all
from desktop.documents.layout import MM, Align
from desktop.documents.layout_file import load_layout
from tests.documents.reading import Pdf
from tests.documents.samples import certificate

_LAYOUT = load_layout("a4-plain")
_TEXT = certificate(name="Nguyễn Thị Hồng Phượng", check_code="7K3M-9QTZ")


def _drawing(**options: bool) -> Drawing:
    pages, _ = place_all([_TEXT], _LAYOUT, **options)
    return drawing(pages[0])


def _runs(page: Drawing) -> list[TextRun]:
    return [mark for mark in page if isinstance(mark, TextRun)]


def _origins(path: Path) -> dict[tuple[float, float], str]:
    """Return every letter of a PDF by where its origin stands, tenths of mm from the top left."""
    found = {}
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        for index in range(text.count_chars()):
            x, y = c_double(), c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
            place = (round(x.value / MM, 1), round((height - y.value) / MM, 1))
            found.setdefault(place, text.get_text_range(index, 1))
    return found


def test_each_line_begins_in_the_pdf_where_its_instruction_says(tmp_path: Path) -> None:
    draw_certificates(tmp_path / "a.pdf", [_TEXT], _LAYOUT)
    origins = _origins(tmp_path / "a.pdf")
    runs = _runs(_drawing())
    assert len(runs) >= 15
    for run in runs:
        near = [
            letter
            for (x, y), letter in origins.items()
            if abs(x - run.x) < 0.11 and abs(y - run.baseline) < 0.11
        ]
        assert run.text[0] in near, run


def test_the_stated_width_is_where_the_pdf_ends_the_line(tmp_path: Path) -> None:
    draw_certificates(tmp_path / "a.pdf", [_TEXT], _LAYOUT)
    pdf = Pdf(tmp_path / "a.pdf")
    for run in (run for run in _runs(_drawing()) if len(run.text) > 10):
        last = pdf.find(run.text)[-1]
        # The last letter's ink may end a little before or beyond its width.
        assert last.right == pytest.approx(run.x + run.width, abs=0.2 * run.size / MM)


def test_fonts_are_files_of_the_program() -> None:
    assert {run.path.parent.name for run in _runs(_drawing())} == {"fonts"}
    assert all(run.path.is_file() for run in _runs(_drawing()))


def test_the_frame_is_the_same_object_on_every_page_and_absent_from_a_blank() -> None:
    pages, _ = place_all([_TEXT, replace(_TEXT, name="Lê Ân")], _LAYOUT)
    first, second = (drawing(page) for page in pages)
    assert first.under
    assert first.under is second.under
    assert _drawing(overlay=True).under == ()


def test_every_number_of_an_outline_is_there_and_on_the_page() -> None:
    counts = {Op.MOVE: 2, Op.LINE: 2, Op.CURVE: 6, Op.CLOSE: 0}
    shapes = [mark for mark in _drawing() if isinstance(mark, Shape)]
    assert len(shapes) > 50
    for shape in shapes:
        assert shape.steps[0][0] is Op.MOVE
        for op, numbers in shape.steps:
            assert len(numbers) == counts[op]
            assert all(-1 <= value <= 298 for value in numbers)
        assert shape.stroke or shape.fill


def test_a_code_is_dark_rectangles_in_its_box() -> None:
    (code,) = (mark for mark in _drawing() if isinstance(mark, Rectangles))
    box = _LAYOUT.box("qr")
    assert box is not None
    for x, y, width, height in code.rectangles:
        assert box.x < x < x + width < box.x + box.width
        assert box.y < y < y + height < box.y + box.height


def test_a_justified_line_reaches_both_edges_and_the_last_one_does_not() -> None:
    box = _LAYOUT.box("achievement")
    assert box is not None
    long = "Đã có thành tích xuất sắc trong công tác vận động nhân dân hiến đất làm đường " * 3
    layout = replace(_LAYOUT, boxes=(replace(box, align=Align.JUSTIFY),))
    pages, _ = place_all([certificate(achievement=long.strip())], layout)
    *full, last = _runs(drawing(pages[0]))
    assert full
    for run in full:
        assert run.x == pytest.approx(box.x)
        assert run.width == pytest.approx(box.width)
        assert run.word_spacing > 0
    assert last.width < box.width
    assert last.word_spacing == 0
