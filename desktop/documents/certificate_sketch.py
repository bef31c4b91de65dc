"""A pen for drawings by formula: it turns, moves and scales, and keeps what it drew as shapes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from desktop.documents.certificate_drawing import Op, Shape, Step

_Matrix = tuple[float, float, float, float, float, float]
# A quarter of a circle as one curve: how far its control points lie out.
_ROUND = 0.5522847498


class Sketch:
    """A pen on a page whose ``y`` grows upwards from ``origin``, in millimetres.

    Lines keep their thickness whatever the scale. Strokes of one colour that follow one another
    become one shape.
    """

    def __init__(self, origin: tuple[float, float], stroke: str, fill: str, line: float) -> None:
        self._matrix: _Matrix = (1.0, 0.0, 0.0, -1.0, *origin)
        self.stroke, self.fill, self.line = stroke, fill, line
        self._shapes: list[Shape] = []
        self._open: list[Step] = []
        self._pen = (stroke, line)

    def shapes(self) -> tuple[Shape, ...]:
        """Return what was drawn."""
        self._finish()
        return tuple(self._shapes)

    @contextmanager
    def moved(self, x: float, y: float, *, turn: float = 0.0) -> Iterator[None]:
        """Draw from ``(x, y)`` on, turned by ``turn`` degrees against the clock; then go back."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        with self._through((cos, sin, -sin, cos, x, y)):
            yield

    @contextmanager
    def scaled(self, across: float, up: float) -> Iterator[None]:
        """Draw larger or smaller, or mirrored where negative; then as before."""
        with self._through((across, 0, 0, up, 0, 0)):
            yield

    @contextmanager
    def mirrored(self) -> Iterator[None]:
        """Draw mirrored over the diagonal, x for y; then as before."""
        with self._through((0, 1, 1, 0, 0, 0)):
            yield

    @contextmanager
    def inked(self, stroke: str, fill: str) -> Iterator[None]:
        """Draw in other colours; then as before."""
        kept = (self.stroke, self.fill)
        self.stroke, self.fill = stroke, fill
        yield
        self.stroke, self.fill = kept

    @contextmanager
    def _through(self, inner: _Matrix) -> Iterator[None]:
        kept = self._matrix
        a, b, c, d, e, f = kept
        g, h, i, j, k, m = inner
        self._matrix = (
            *(a * g + c * h, b * g + d * h),
            *(a * i + c * j, b * i + d * j),
            *(a * k + c * m + e, b * k + d * m + f),
        )
        yield
        self._matrix = kept

    def line_to(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self.polyline([(x1, y1), (x2, y2)])

    def polyline(
        self, points: Iterable[tuple[float, float]], *, closed: bool = False, filled: bool = False
    ) -> None:
        """Draw lines from point to point; a filled one has no edge."""
        steps: list[Step] = [(Op.LINE, self._at(x, y)) for x, y in points]
        steps[0] = (Op.MOVE, steps[0][1])
        if closed or filled:
            steps.append((Op.CLOSE, ()))
        self._draw(steps, stroked=not filled, filled=filled)

    def rectangle(
        self, x: float, y: float, w: float, h: float, *, stroked: bool, filled: bool
    ) -> None:
        """Draw a rectangle from its lower left corner."""
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        steps = [(Op.LINE, self._at(*corner)) for corner in corners]
        steps[0] = (Op.MOVE, steps[0][1])
        self._draw([*steps, (Op.CLOSE, ())], stroked=stroked, filled=filled)

    def curve(
        self,
        start: tuple[float, float],
        *curves: tuple[float, float, float, float, float, float],
        filled: bool = False,
    ) -> None:
        """Draw curves from ``start`` on, each two control points and an end."""
        steps: list[Step] = [(Op.MOVE, self._at(*start))]
        for x1, y1, x2, y2, x, y in curves:
            steps.append((Op.CURVE, self._at(x1, y1) + self._at(x2, y2) + self._at(x, y)))
        self._draw(steps, stroked=True, filled=filled)

    def circle(self, x: float, y: float, r: float, *, dot: bool = False) -> None:
        """Draw a circle, or a filled dot without an edge."""
        k = r * _ROUND
        curves = (
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        )
        steps: list[Step] = [(Op.MOVE, self._at(x + r, y))]
        for x1, y1, x2, y2, end_x, end_y in curves:
            steps.append((Op.CURVE, self._at(x1, y1) + self._at(x2, y2) + self._at(end_x, end_y)))
        self._draw([*steps, (Op.CLOSE, ())], stroked=not dot, filled=dot)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        return round(a * x + c * y + e, 4), round(b * x + d * y + f, 4)

    def _draw(self, steps: list[Step], *, stroked: bool, filled: bool) -> None:
        if filled:
            self._finish()
            stroke = self.stroke if stroked else ""
            self._shapes.append(Shape(tuple(steps), stroke, self.fill, self.line if stroked else 0))
            return
        if self._pen != (self.stroke, self.line):
            self._finish()
        self._pen = (self.stroke, self.line)
        self._open += steps

    def _finish(self) -> None:
        if self._open:
            self._shapes.append(Shape(tuple(self._open), self._pen[0], "", self._pen[1]))
            self._open = []
