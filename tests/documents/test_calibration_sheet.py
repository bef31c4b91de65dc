"""A printer's distortion is recovered from the printed grid page by looking at its crosses."""

from __future__ import annotations

import io
import math
from dataclasses import fields, replace

import pypdfium2
import pytest
from PIL import Image

from desktop.documents.calibration import (
    READING_LABELS,
    Calibration,
    Matrix,
    Readings,
    crosses,
    expected,
    solve,
)
from desktop.documents.calibration_sheet import grid_page, outline_page, page_pdf
from desktop.documents.certificate_drawing import TextRun
from desktop.documents.layout_file import list_layouts, load_layout
from tests.documents.reading import Pdf

_DPI = 300
_PX = _DPI / 25.4


def _through(pdf: bytes, printer: Matrix) -> Image.Image:
    """Return the page as the printer puts it on paper of its own size; places are pixels."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        picture = document[0].render(scale=_DPI / 72).to_pil().convert("L")
    a, b, c, d, e, f = printer
    det = a * d - b * c
    # PIL asks where each pixel of the paper comes from.
    back = (d / det, -c / det, (c * f - d * e) / det, -b / det, a / det, (b * e - a * f) / det)
    pixels = (*back[:2], back[2] * _PX, *back[3:5], back[5] * _PX)
    return picture.transform(
        picture.size, Image.Transform.AFFINE, pixels, Image.Resampling.BILINEAR, fillcolor=255
    )


def _cross(paper: Image.Image, x: float, y: float) -> tuple[float, float]:
    """Return where two black lines cross near a place, mm: as the eye does, by their middles."""
    for reach in (9.0, 2.5, 2.5):
        x, y = _middle(paper, x, y, reach, across=True), _middle(paper, x, y, reach, across=False)
    return x, y


def _middle(paper: Image.Image, x: float, y: float, reach: float, *, across: bool) -> float:
    """Return the middle of the darkest line within ``reach`` of a place, in one direction."""
    near, far = (reach, 3.0) if across else (3.0, reach)
    edges = ((x - near), (y - far), (x + near), (y + far))
    left, top, right, bottom = (round(edge * _PX) for edge in edges)
    piece = paper.crop((left, top, right, bottom))
    flat = piece.resize((piece.width, 1) if across else (1, piece.height), Image.Resampling.BOX)
    ink = [255 - level for level in flat.tobytes()]
    peak = max(range(len(ink)), key=ink.__getitem__)
    around = range(max(peak - 3, 0), min(peak + 4, len(ink)))
    centre = sum(i * ink[i] for i in around) / sum(ink[i] for i in around)
    return ((left if across else top) + centre + 0.5) / _PX


def _found(paper: Image.Image, size: tuple[float, float]) -> list[tuple[float, float]]:
    return [_cross(paper, cross.x, cross.y) for cross in crosses(*size)]


def _readings(paper: Image.Image, size: tuple[float, float]) -> Readings:
    """Return what a ruler read to a quarter of a millimetre says."""
    a, b, c = _found(paper, size)
    exact = Readings(a[0], a[1], b[1], math.dist(a, b), c[0], math.dist(a, c))
    return replace(
        exact, **{f.name: round(getattr(exact, f.name) * 4) / 4 for f in fields(Readings)}
    )


@pytest.mark.parametrize(
    ("size", "shift", "scale", "turn"),
    [
        ((297.0, 210.0), (2.3, -1.4), (1.003, 0.996), 0.3),
        ((297.0, 210.0), (-1.6, 2.1), (0.997, 1.002), -0.45),
        ((400.0, 300.0), (0.9, 1.7), (1.002, 1.003), 0.2),
    ],
)
def test_a_known_distortion_is_read_off_the_page_and_undone(
    size: tuple[float, float],
    shift: tuple[float, float],
    scale: tuple[float, float],
    turn: float,
) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    printer = (cos * scale[0], sin * scale[0], -sin * scale[1], cos * scale[1], *shift)
    page = grid_page(*size)
    found = solve(_readings(_through(page_pdf(page, "Lưới"), printer), size), *size)
    assert found.missed > 1
    corrected = _through(page_pdf(page, "Lưới", found.calibration), printer)
    for (x, y), cross in zip(_found(corrected, size), crosses(*size), strict=True):
        assert x == pytest.approx(cross.x, abs=0.3)
        assert y == pytest.approx(cross.y, abs=0.3)


def test_a_printer_that_misses_nothing_prints_each_cross_in_its_place() -> None:
    paper = _through(page_pdf(grid_page(297, 210), "Lưới"), (1, 0, 0, 1, 0, 0))
    assert _readings(paper, (297, 210)) == expected(297, 210)


@pytest.mark.parametrize("size", [(297, 210), (210, 297), (300, 210), (365, 270), (420, 297)])
def test_the_page_asks_for_all_six_readings_and_stays_on_its_paper(size: tuple[int, int]) -> None:
    page = grid_page(*size, caption="Máy in Phòng Nội vụ, khay 1")
    text = Pdf(page_pdf(page, "Lưới")).text
    for label in READING_LABELS.values():
        assert label in text
    assert "khay 1" in text
    for mark in page:
        if isinstance(mark, TextRun):
            assert 0 <= mark.x <= mark.x + mark.width <= size[0]
            assert 0 <= mark.baseline <= size[1]


@pytest.mark.parametrize("code", [code for code, _ in list_layouts()])
def test_the_outline_page_shows_every_box_by_name_and_no_words_of_a_certificate(code: str) -> None:
    layout = load_layout(code)
    page = outline_page(layout)
    text = Pdf(page_pdf(page, "Khung")).text
    for shown in ("Họ tên người ký", "Thành tích", "Quốc hiệu", "Mã kiểm tra"):
        assert shown in text
    assert "CỘNG HÒA" not in text
    assert (page.width, page.height) == (layout.width, layout.height)


def test_the_outline_can_be_printed_on_larger_paper() -> None:
    page = outline_page(load_layout("giay-khen-297x210"), paper=(420, 297))
    assert Pdf(page_pdf(page, "Khung", Calibration(right=1))).sizes == [
        pytest.approx((420, 297), abs=0.01)
    ]
