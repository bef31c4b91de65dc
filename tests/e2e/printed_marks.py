"""Reading crosses back from a printed page by its picture, as an officer reads them by ruler."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from desktop.services.certificate_calibrations import Paper, Readings
from desktop.services.certificate_drawings import Drawing, Op, Shape

DOTS_PER_INCH = 600
_DOT = 25.4 / DOTS_PER_INCH
_NEAR = 4.5  # mm around where a cross is looked for
_ARM = 3.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Distortion:
    """What a bad printer does to a page: turned, stretched, then moved, as seen on paper.

    Attributes:
        right, down: mm.
        across, along: factors.
        turn: degrees, clockwise.
    """

    right: float = 0.0
    down: float = 0.0
    across: float = 1.0
    along: float = 1.0
    turn: float = 0.0

    def moved(self, x: float, y: float) -> Point:
        """Return where a place of the page comes out."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        turned = (x * cos - y * sin, x * sin + y * cos)
        return turned[0] * self.across + self.right, turned[1] * self.along + self.down

    def backwards(self) -> tuple[float, float, float, float, float, float]:
        """Return the map from paper to page, as Pillow wants it, in dots."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        a, b = cos / self.across, sin / self.along
        d, e = -sin / self.across, cos / self.along
        right, down = self.right / _DOT, self.down / _DOT
        return a, b, -(a * right + b * down), d, e, -(d * right + e * down)


def picture(pdf: Path, paper: Paper, distortion: Distortion) -> Image.Image:
    """Return a printed page as a scanner would see it, lying as it is read."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
    if (image.width > image.height) != (paper.width > paper.height):
        # A sheet is fed upright; the page lies on it turned to the left.
        image = image.transpose(Image.Transpose.ROTATE_270)
    return image.transform(
        image.size,
        Image.Transform.AFFINE,
        distortion.backwards(),
        resample=Image.Resampling.BILINEAR,
        fillcolor=255,
    )


def cross_at(image: Image.Image, near: Point) -> Point:
    """Return where a cross stands (mm) by the darkest row and column around a place."""
    box = [round((value + way * _NEAR) / _DOT) for way in (-1, 1) for value in near]
    part = image.crop(tuple(box))
    columns = part.resize((part.width, 1), Image.Resampling.BOX).tobytes()
    rows = part.resize((1, part.height), Image.Resampling.BOX).tobytes()
    x, y = _darkest(columns), _darkest(rows)
    return (box[0] + x) * _DOT, (box[1] + y) * _DOT


def _darkest(line: bytes) -> float:
    """Return the middle of the darkest stretch of a line, in dots."""
    darkness = [255 - value for value in line]
    most = max(darkness)
    weights = [max(value - most / 2, 0) for value in darkness]
    return sum(w * (i + 0.5) for i, w in enumerate(weights)) / sum(weights)


def readings_of(image: Image.Image, paper: Paper, distortion: Distortion) -> Readings:
    """Return what a ruler says about a grid page, to a quarter of a millimetre."""
    found = [cross_at(image, distortion.moved(c.x, c.y)) for c in paper.crosses()]
    (ax, ay), (_, by), (cx, _) = found
    exact = (ax, ay, by, math.dist(found[0], found[1]), cx, math.dist(found[0], found[2]))
    return Readings(*(round(value * 4) / 4 for value in exact))


def nine_crosses(paper: Paper) -> tuple[Drawing, list[Point]]:
    """Return a page of nine crosses all over the sheet, and where each belongs."""
    shares = (0.08, 0.5, 0.92)
    places = [(paper.width * x, paper.height * y) for y in shares for x in shares]
    marks = [mark for x, y in places for mark in _cross(x, y)]
    return Drawing(paper.width, paper.height, (), tuple(marks)), places


def _cross(x: float, y: float) -> tuple[Shape, Shape]:
    across = ((Op.MOVE, (x - _ARM, y)), (Op.LINE, (x + _ARM, y)))
    along = ((Op.MOVE, (x, y - _ARM)), (Op.LINE, (x, y + _ARM)))
    return Shape(across, "#000000", "", 0.2), Shape(along, "#000000", "", 0.2)


def farthest(image: Image.Image, places: list[Point]) -> float:
    """Return by how many millimetres the worst cross misses its place, across or down."""
    misses = [(cross_at(image, place), place) for place in places]
    return max(max(abs(x - px), abs(y - py)) for (x, y), (px, py) in misses)
