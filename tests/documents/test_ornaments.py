"""Each drawing leaves ink inside the rectangle the layout gives it, and none outside."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from desktop.documents.certificates import draw_certificates
from desktop.documents.layout import MM, Layout, Ornament, OrnamentKind
from desktop.documents.layout_file import load_layout
from tests.documents.samples import certificate

_PAGE = (120.0, 100.0)
_SCALE = 3
_SIZES = {
    OrnamentKind.DRUM: (60.0, 60.0),
    OrnamentKind.LOTUS: (80.0, 24.0),
    OrnamentKind.RULE: (80.0, 2.0),
}


def _picture(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        return document[0].render(scale=_SCALE).to_pil().convert("L")


def _ink(picture: Image.Image) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all that is not white, in millimetres."""
    white = Image.new("L", picture.size, 255)
    box = ImageChops.difference(picture, white).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / _SCALE / MM for edge in box)
    return left, top, right, bottom


@pytest.mark.parametrize("kind", OrnamentKind)
def test_a_drawing_fills_its_place_and_stays_in_it(tmp_path: Path, kind: OrnamentKind) -> None:
    width, height = _SIZES.get(kind, (80.0, 60.0))
    place = Ornament(kind, 20, 20, width, height, "#000000", "#808080", band=10)
    boxes = tuple(box for box in load_layout("a4-plain").boxes if box.id == "register_line")
    layout = Layout("test", "Test", *_PAGE, boxes=boxes, ornaments=(place,))
    draw_certificates(tmp_path / "a.pdf", [certificate(register_line="")], layout)
    left, top, right, bottom = _ink(_picture(tmp_path / "a.pdf"))
    slack = place.line / 2 + 0.3
    assert left >= place.x - slack
    assert top >= place.y - slack
    assert right <= place.x + place.width + slack
    assert bottom <= place.y + place.height + slack
    # A lotus is as high as its place, and as wide as it grows.
    wide_enough = 0.3 if kind is OrnamentKind.LOTUS else 0.95
    assert right - left >= wide_enough * place.width
    assert bottom - top >= 0.9 * place.height


def test_a_frame_is_alike_on_all_four_sides(tmp_path: Path) -> None:
    draw_certificates(tmp_path / "a.pdf", [certificate()], load_layout("a4-plain"))
    picture = _picture(tmp_path / "a.pdf")
    width, height = picture.size
    edge = round(18 * MM * _SCALE)
    for strip in ((0, 0, width, edge), (0, 0, edge, height)):
        piece = picture.crop(strip)
        mirrored = piece.transpose(
            Image.Transpose.FLIP_LEFT_RIGHT
            if strip[2] == width
            else Image.Transpose.FLIP_TOP_BOTTOM
        )
        # Rasterising rounds to one side; a hair's difference is not a crooked frame.
        differing = sum(ImageChops.difference(piece, mirrored).histogram()[96:])
        assert differing < 0.02 * piece.size[0] * piece.size[1]
