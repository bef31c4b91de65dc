"""A certificate as drawing instructions that any painter can follow: one description, two painters.

All places are millimetres from the page's top left corner, ``y`` downwards; sizes of letters and
their spacing are points. ``certificate_canvas`` follows them for PDF, the window's printing with
Qt's painter. Whoever paints applies ``Calibration.matrix`` once, before everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.documents.fonts import font_path
from desktop.documents.qr import Rectangle


class Op(StrEnum):
    """A step of an outline and how many numbers it has."""

    MOVE = "M"  # x, y
    LINE = "L"  # x, y
    CURVE = "C"  # two control points and the end: x1, y1, x2, y2, x, y
    CLOSE = "Z"  # none


Step = tuple[Op, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text.

    Attributes:
        text: its letters, as printed.
        font: a font of ``fonts.FACES``; ``path`` is its file.
        size: points.
        x: where its first letter begins, mm.
        baseline: mm from the top.
        letter_spacing: points added after each letter.
        word_spacing: points added to each space, on top of ``letter_spacing``.
        color: #RRGGBB.
        width: mm from the first letter's begin to the last one's end, as measured here.
    """

    text: str
    font: str
    size: float
    x: float
    baseline: float
    letter_spacing: float
    word_spacing: float
    color: str
    width: float

    @property
    def path(self) -> Path:
        """The font's file; no font of the machine is ever used."""
        return font_path(self.font)


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline, stroked with round ends and joins, filled (inside is what winds around), or both.

    Attributes:
        steps: the outline, of one or more parts.
        stroke: #RRGGBB, "" for none.
        fill: #RRGGBB, "" for none; filled before it is stroked.
        line: thickness of the stroke, mm.
    """

    steps: tuple[Step, ...]
    stroke: str = ""
    fill: str = ""
    line: float = 0.0


@dataclass(frozen=True, slots=True)
class Rectangles:
    """Filled rectangles, as the modules of a QR code; painted without smoothing of edges."""

    rectangles: tuple[Rectangle, ...]
    color: str


Mark = TextRun | Shape | Rectangles


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page.

    Attributes:
        width: mm.
        height: mm.
        under: what is drawn first: frame and drawings, the same object on every page of a batch.
        marks: texts and codes, in drawing order.
    """

    width: float
    height: float
    under: tuple[Mark, ...]
    marks: tuple[Mark, ...]

    def __iter__(self) -> Iterator[Mark]:
        """Yield everything in drawing order."""
        yield from self.under
        yield from self.marks
