"""The drawings of a certificate: frames, corners, drum, rule and lotus, by formula.

No national emblem is drawn: the blanks that bear it are printed by those who may. Measures come
from the layout in millimetres; inside, ``y`` grows upwards as in PDF.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from desktop.documents.layout import MM, Ornament, OrnamentKind

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_STEPS_PER_EYE = 16


def draw(canvas: Canvas, ornament: Ornament, page_height: float) -> None:
    """Draw ``ornament`` on a page ``page_height`` millimetres high."""
    canvas.saveState()
    canvas.scale(MM, MM)
    canvas.translate(ornament.x, page_height - ornament.y - ornament.height)
    canvas.setStrokeColor(ornament.color)
    canvas.setFillColor(ornament.second_color or ornament.color)
    canvas.setLineWidth(ornament.line)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    _DRAWINGS[ornament.kind](canvas, ornament)
    canvas.restoreState()


def _rectangle(canvas: Canvas, o: Ornament) -> None:
    canvas.rect(0, 0, o.width, o.height, stroke=1, fill=int(bool(o.second_color)))


def _braid_frame(canvas: Canvas, o: Ornament) -> None:
    """Fill a band along the four sides and braid it; the corner squares stay free."""
    canvas.rect(0, 0, o.width, o.height, stroke=0, fill=1)
    canvas.setFillColor("#FFFFFF")
    canvas.rect(o.band, o.band, o.width - 2 * o.band, o.height - 2 * o.band, stroke=0, fill=1)
    canvas.setFillColor(o.color)
    starts = ((0.0, 0.0), (o.width, 0.0), (o.width, o.height), (0.0, o.height))
    for turn, (x, y) in enumerate(starts):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(90 * turn)
        _braid(canvas, o.band, (o.height if turn % 2 else o.width) - 2 * o.band)
        canvas.restoreState()


def _braid(canvas: Canvas, band: float, length: float) -> None:
    """Draw crossing waves from one corner square to the next, with a bead in each eye."""
    eyes = 2 * round(length / (band * 1.5) / 2) + 1
    eye = length / eyes
    for height in (0.44, 0.33, 0.22):
        for sign in (1, -1):
            points = (
                (
                    band + eye * step / _STEPS_PER_EYE,
                    band / 2 + sign * band * height * math.sin(math.pi * step / _STEPS_PER_EYE),
                )
                for step in range(eyes * _STEPS_PER_EYE + 1)
            )
            _polyline(canvas, points)
    for index in range(eyes):
        _lozenge(canvas, band + eye * (index + 0.5), band / 2, band * 0.09)


def _corners(canvas: Canvas, o: Ornament) -> None:
    """Draw a flower in each corner square of side ``band`` and a scroll that grows inwards."""
    half = o.band / 2
    for x, across in ((half, 1), (o.width - half, -1)):
        for y, up in ((half, 1), (o.height - half, -1)):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.scale(across, up)
            canvas.rect(-half, -half, o.band, o.band, stroke=1, fill=1)
            canvas.setFillColor(o.color)
            canvas.setStrokeColor(o.second_color or o.color)
            _flower(canvas, half * 0.86)
            canvas.restoreState()


def _flower(canvas: Canvas, radius: float) -> None:
    for length, width, turn in ((1.0, 0.3, 0.0), (0.66, 0.22, 22.5)):
        for petal in range(8):
            canvas.saveState()
            canvas.rotate(45 * petal + turn)
            _petal(canvas, radius * length, radius * width)
            canvas.restoreState()


def _petal(canvas: Canvas, length: float, width: float) -> None:
    """Draw a pointed petal from the origin up."""
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.curveTo(-width * 1.3, length * 0.45, -width * 0.7, length * 0.8, 0, length)
    path.curveTo(width * 0.7, length * 0.8, width * 1.3, length * 0.45, 0, 0)
    canvas.drawPath(path, stroke=1, fill=1)


def _scrolls(canvas: Canvas, o: Ornament) -> None:
    """Draw a leafy scroll in each corner, its two arms ``band`` long."""
    for x, across in ((0.0, 1), (o.width, -1)):
        for y, up in ((0.0, 1), (o.height, -1)):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.scale(across * o.band, up * o.band)
            canvas.setLineWidth(o.line / o.band)
            _arm(canvas)
            # The second arm is the first, mirrored over the corner's diagonal.
            canvas.transform(0, 1, 1, 0, 0, 0)
            _arm(canvas)
            canvas.restoreState()


def _arm(canvas: Canvas) -> None:
    """Draw one arm of a scroll along the x axis, 1 long."""
    path = canvas.beginPath()
    path.moveTo(0.05, 0.05)
    path.curveTo(0.2, 0.02, 0.34, 0.06, 0.43, 0.16)
    canvas.drawPath(path)
    _curl(canvas, 0.36, 0.2, 0.1, -40, 1.4)
    path = canvas.beginPath()
    path.moveTo(0.2, 0.05)
    path.curveTo(0.45, -0.02, 0.7, 0.0, 0.86, 0.075)
    canvas.drawPath(path)
    _curl(canvas, 0.82, 0.115, 0.06, -45, 1.3)
    for x, y, angle, length in (
        (0.13, 0.06, -20, 0.14),
        (0.5, 0.02, -50, 0.13),
        (0.6, 0.015, -62, 0.12),
        (0.86, 0.07, -95, 0.14),
        (0.3, 0.07, -75, 0.1),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        _petal(canvas, length, length * 0.2)
        canvas.restoreState()


def _curl(canvas: Canvas, x: float, y: float, radius: float, start: float, turns: float) -> None:
    """Draw a spiral that winds inwards from ``radius``."""
    steps = 40
    points = []
    for step in range(steps + 1):
        angle = math.radians(start) + math.tau * turns * step / steps
        r = radius * (1 - 0.86 * step / steps)
        points.append((x + r * math.cos(angle), y + r * math.sin(angle)))
    _polyline(canvas, points)
    canvas.circle(points[-1][0], points[-1][1], radius * 0.16, stroke=0, fill=1)


def _drum(canvas: Canvas, o: Ornament) -> None:
    """Draw the rings of a bronze drum, pale behind the text, with a lotus in the middle."""
    canvas.translate(o.width / 2, o.height / 2)
    canvas.scale(o.width / 2, o.width / 2)
    canvas.setLineWidth(o.line / o.width * 2)
    for radius in (1.0, 0.975, 0.925, 0.845, 0.795, 0.77, 0.62, 0.595, 0.42, 0.4):
        canvas.circle(0, 0, radius)
    _ring(canvas, 144, lambda: canvas.line(0.93, 0, 0.97, 0))
    _ring(canvas, 60, lambda: _beads(canvas, 0.885, 0.034))
    _ring(canvas, 144, lambda: canvas.line(0.8, 0, 0.84, 0))
    _ring(canvas, 36, lambda: _polyline(canvas, [(0.62, -0.054), (0.77, 0), (0.62, 0.054)]))
    _ring(canvas, 36, lambda: _polyline(canvas, [(0.62, -0.03), (0.705, 0), (0.62, 0.03)]))
    _ring(canvas, 32, lambda: _beads(canvas, 0.51, 0.045))
    canvas.rotate(-90)
    _ring(canvas, 16, lambda: _outline(canvas, 0.4, 0.06))
    _ring(canvas, 16, lambda: _outline(canvas, 0.26, 0.04))


def _ring(canvas: Canvas, count: int, draw_one: Callable[[], None]) -> None:
    for _ in range(count):
        canvas.rotate(360 / count)
        draw_one()


def _beads(canvas: Canvas, distance: float, radius: float) -> None:
    canvas.circle(distance, 0, radius)
    canvas.circle(distance, 0, radius * 0.4)


def _outline(canvas: Canvas, length: float, width: float) -> None:
    """Draw a petal without filling it, pointing along the y axis."""
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.curveTo(-width * 1.3, length * 0.45, -width * 0.7, length * 0.8, 0, length)
    path.curveTo(width * 0.7, length * 0.8, width * 1.3, length * 0.45, 0, 0)
    canvas.drawPath(path, stroke=1, fill=0)


def _polyline(canvas: Canvas, points: Iterable[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    for index, (x, y) in enumerate(points):
        (path.lineTo if index else path.moveTo)(x, y)
    canvas.drawPath(path)


def _lozenge(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - size * 1.6, y)
    for dx, dy in ((0, size), (size * 1.6, 0), (0, -size)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _rule(canvas: Canvas, o: Ornament) -> None:
    """Draw a line with a lozenge in its middle."""
    middle, y, size = o.width / 2, o.height / 2, o.height / 2
    canvas.line(0, y, middle - 2 * size, y)
    canvas.line(middle + 2 * size, y, o.width, y)
    _lozenge(canvas, middle, y, size)


def _lotus(canvas: Canvas, o: Ornament) -> None:
    """Draw an open lotus, its petals from the outside in, standing on its base line."""
    # The outermost petals sag a little below where they spring from.
    canvas.translate(o.width / 2, o.height * 0.06)
    canvas.scale(0.93, 0.93)
    for angle, length in ((72, 0.8), (54, 0.92), (36, 0.98), (18, 1.0)):
        for side in (angle, -angle):
            canvas.saveState()
            canvas.rotate(side)
            _petal(canvas, o.height * length, o.height * 0.2)
            canvas.restoreState()
    _petal(canvas, o.height, o.height * 0.24)


_DRAWINGS: dict[OrnamentKind, Callable[[Canvas, Ornament], None]] = {
    OrnamentKind.RECTANGLE: _rectangle,
    OrnamentKind.BRAID_FRAME: _braid_frame,
    OrnamentKind.CORNERS: _corners,
    OrnamentKind.SCROLLS: _scrolls,
    OrnamentKind.DRUM: _drum,
    OrnamentKind.RULE: _rule,
    OrnamentKind.LOTUS: _lotus,
}
