"""The drawings of a certificate: frames, corners, drum, rule and lotus, by formula.

No national emblem is drawn: the blanks that bear it are printed by those who may. Measures come
from the layout in millimetres; while drawing, ``y`` grows upwards from the drawing's lower edge.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from desktop.documents.certificate_drawing import Shape
from desktop.documents.certificate_sketch import Sketch
from desktop.documents.layout import Ornament, OrnamentKind

_STEPS_PER_EYE = 16


@lru_cache(maxsize=256)
def shapes(ornament: Ornament) -> tuple[Shape, ...]:
    """Return the drawing's shapes on the page, millimetres from its top left corner."""
    fill = ornament.second_color or ornament.color
    origin = (ornament.x, ornament.y + ornament.height)
    sketch = Sketch(origin, ornament.color, fill, ornament.line)
    _DRAWINGS[ornament.kind](sketch, ornament)
    return sketch.shapes()


def _rectangle(pen: Sketch, o: Ornament) -> None:
    pen.rectangle(0, 0, o.width, o.height, stroked=True, filled=bool(o.second_color))


def _braid_frame(pen: Sketch, o: Ornament) -> None:
    """Fill a band along the four sides and braid it; the corner squares stay free."""
    pen.rectangle(0, 0, o.width, o.height, stroked=False, filled=True)
    with pen.inked(o.color, "#FFFFFF"):
        inner = (o.width - 2 * o.band, o.height - 2 * o.band)
        pen.rectangle(o.band, o.band, *inner, stroked=False, filled=True)
    starts = ((0.0, 0.0), (o.width, 0.0), (o.width, o.height), (0.0, o.height))
    for turn, (x, y) in enumerate(starts):
        with pen.moved(x, y, turn=90 * turn), pen.inked(o.color, o.color):
            _braid(pen, o.band, (o.height if turn % 2 else o.width) - 2 * o.band)


def _braid(pen: Sketch, band: float, length: float) -> None:
    """Draw crossing waves from one corner square to the next, with a bead in each eye."""
    eyes = 2 * round(length / (band * 1.5) / 2) + 1
    eye = length / eyes
    for height in (0.44, 0.33, 0.22):
        for sign in (1, -1):
            pen.polyline(
                (
                    band + eye * step / _STEPS_PER_EYE,
                    band / 2 + sign * band * height * math.sin(math.pi * step / _STEPS_PER_EYE),
                )
                for step in range(eyes * _STEPS_PER_EYE + 1)
            )
    for index in range(eyes):
        _lozenge(pen, band + eye * (index + 0.5), band / 2, band * 0.09)


def _corners(pen: Sketch, o: Ornament) -> None:
    """Draw a flower in each corner square of side ``band``."""
    half = o.band / 2
    for x, across in ((half, 1), (o.width - half, -1)):
        for y, up in ((half, 1), (o.height - half, -1)):
            with pen.moved(x, y), pen.scaled(across, up):
                pen.rectangle(-half, -half, o.band, o.band, stroked=True, filled=True)
                with pen.inked(pen.fill, o.color):
                    _flower(pen, half * 0.86)


def _flower(pen: Sketch, radius: float) -> None:
    for length, width, turn in ((1.0, 0.3, 0.0), (0.66, 0.22, 22.5)):
        for petal in range(8):
            with pen.moved(0, 0, turn=45 * petal + turn):
                _petal(pen, radius * length, radius * width)


def _petal(pen: Sketch, length: float, width: float, *, filled: bool = True) -> None:
    """Draw a pointed petal from the origin up."""
    pen.curve(
        (0, 0),
        (-width * 1.3, length * 0.45, -width * 0.7, length * 0.8, 0, length),
        (width * 0.7, length * 0.8, width * 1.3, length * 0.45, 0, 0),
        filled=filled,
    )


def _scrolls(pen: Sketch, o: Ornament) -> None:
    """Draw a leafy scroll in each corner, its two arms ``band`` long."""
    for x, across in ((0.0, 1), (o.width, -1)):
        for y, up in ((0.0, 1), (o.height, -1)):
            with pen.moved(x, y), pen.scaled(across * o.band, up * o.band):
                _arm(pen)
                with pen.mirrored():
                    _arm(pen)


def _arm(pen: Sketch) -> None:
    """Draw one arm of a scroll along the x axis, 1 long."""
    pen.curve((0.05, 0.05), (0.2, 0.02, 0.34, 0.06, 0.43, 0.16))
    _curl(pen, 0.36, 0.2, 0.1, -40, 1.4)
    pen.curve((0.2, 0.05), (0.45, -0.02, 0.7, 0.0, 0.86, 0.075))
    _curl(pen, 0.82, 0.115, 0.06, -45, 1.3)
    for x, y, angle, length in (
        (0.13, 0.06, -20, 0.14),
        (0.5, 0.02, -50, 0.13),
        (0.6, 0.015, -62, 0.12),
        (0.86, 0.07, -95, 0.14),
        (0.3, 0.07, -75, 0.1),
    ):
        with pen.moved(x, y, turn=angle):
            _petal(pen, length, length * 0.2)


def _curl(pen: Sketch, x: float, y: float, radius: float, start: float, turns: float) -> None:
    """Draw a spiral that winds inwards from ``radius``."""
    steps = 40
    points = []
    for step in range(steps + 1):
        angle = math.radians(start) + math.tau * turns * step / steps
        r = radius * (1 - 0.86 * step / steps)
        points.append((x + r * math.cos(angle), y + r * math.sin(angle)))
    pen.polyline(points)
    pen.circle(*points[-1], radius * 0.16, dot=True)


def _drum(pen: Sketch, o: Ornament) -> None:
    """Draw the rings of a bronze drum, pale behind the text, with a lotus in the middle."""
    with pen.moved(o.width / 2, o.height / 2), pen.scaled(o.width / 2, o.width / 2):
        for radius in (1.0, 0.975, 0.925, 0.845, 0.795, 0.77, 0.62, 0.595, 0.42, 0.4):
            pen.circle(0, 0, radius)
        _ring(pen, 144, lambda: pen.line_to(0.93, 0, 0.97, 0))
        _ring(pen, 60, lambda: _beads(pen, 0.885, 0.034))
        _ring(pen, 144, lambda: pen.line_to(0.8, 0, 0.84, 0))
        _ring(pen, 36, lambda: pen.polyline([(0.62, -0.054), (0.77, 0), (0.62, 0.054)]))
        _ring(pen, 36, lambda: pen.polyline([(0.62, -0.03), (0.705, 0), (0.62, 0.03)]))
        _ring(pen, 32, lambda: _beads(pen, 0.51, 0.045))
        with pen.moved(0, 0, turn=-90):
            _ring(pen, 16, lambda: _petal(pen, 0.4, 0.06, filled=False))
            _ring(pen, 16, lambda: _petal(pen, 0.26, 0.04, filled=False))


def _ring(pen: Sketch, count: int, draw_one: Callable[[], None]) -> None:
    for index in range(count):
        with pen.moved(0, 0, turn=360 / count * index):
            draw_one()


def _beads(pen: Sketch, distance: float, radius: float) -> None:
    pen.circle(distance, 0, radius)
    pen.circle(distance, 0, radius * 0.4)


def _lozenge(pen: Sketch, x: float, y: float, size: float) -> None:
    corners = [(x - size * 1.6, y), (x, y + size), (x + size * 1.6, y), (x, y - size)]
    pen.polyline(corners, filled=True)


def _rule(pen: Sketch, o: Ornament) -> None:
    """Draw a line with a lozenge in its middle."""
    middle, y, size = o.width / 2, o.height / 2, o.height / 2
    pen.line_to(0, y, middle - 2 * size, y)
    pen.line_to(middle + 2 * size, y, o.width, y)
    _lozenge(pen, middle, y, size)


def _lotus(pen: Sketch, o: Ornament) -> None:
    """Draw an open lotus, its petals from the outside in, standing on its base line."""
    # The outermost petals sag a little below where they spring from.
    with pen.moved(o.width / 2, o.height * 0.06), pen.scaled(0.93, 0.93):
        for angle, length in ((72, 0.8), (54, 0.92), (36, 0.98), (18, 1.0)):
            for side in (angle, -angle):
                with pen.moved(0, 0, turn=side):
                    _petal(pen, o.height * length, o.height * 0.2)
        _petal(pen, o.height, o.height * 0.24)


_DRAWINGS: dict[OrnamentKind, Callable[[Sketch, Ornament], None]] = {
    OrnamentKind.RECTANGLE: _rectangle,
    OrnamentKind.BRAID_FRAME: _braid_frame,
    OrnamentKind.CORNERS: _corners,
    OrnamentKind.SCROLLS: _scrolls,
    OrnamentKind.DRUM: _drum,
    OrnamentKind.RULE: _rule,
    OrnamentKind.LOTUS: _lotus,
}
