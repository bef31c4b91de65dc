"""How a printer's tray misses the paper, measured on a grid page, and what corrects it.

Pure mathematics. The grid page (``calibration_sheet``) has three crosses, A at the top left, B at
the top right, C at the bottom left, and a ruler gives six readings in millimetres: A from the left
and from the upper edge, B from the upper edge and from A, C from the left edge and from A. Every
edge is the paper's own, so how wide the paper really is does not matter. Six readings give the six
unknowns of an affine map: two shifts, two scales, the turn, and the skew by which across and down
are not square; a skew no printer has tells of a reading that is wrong.

Readings are taken to a quarter of a millimetre, so each is wrong by at most 0.125 mm. Between the
crosses a place is then corrected to 0.25 mm, and at the farthest corner of A4 to A3, 15 mm beyond
them, to 0.29 mm, across and down each; ``tests/documents/test_calibration.py`` tries every
combination of errors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.errors import DocumentFailed

Matrix = tuple[float, float, float, float, float, float]
"""``a, b, c, d, e, f``: x' = a·x + c·y + e, y' = b·x + d·y + f, in mm; Qt's order of arguments."""

INSET = 15.0
"""How far each cross stands from its two edges, mm: within reach of every office printer."""
LARGEST_SHIFT = 14.0
"""Millimetres; a printer that misses by more has the wrong paper in its tray."""
LARGEST_STRETCH = 0.03
LARGEST_TURN = 2.0
"""Degrees."""
LARGEST_SKEW = 0.8
"""Millimetres over the page; careful readings of a good printer come to half of that."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one printer's pages must be corrected, measured from the page's top left corner.

    A page is turned, then scaled, then moved, the order that undoes what printers do.

    Attributes:
        right: millimetres everything is moved to the right.
        down: millimetres everything is moved down.
        scale_x: factor across.
        scale_y: factor down.
        rotation: degrees everything is turned clockwise about the page's top left corner.
        skew: degrees by which the two directions are turned apart: by half of it less across, by
            half more down.
    """

    right: float = 0.0
    down: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    skew: float = 0.0

    @property
    def matrix(self) -> Matrix:
        """The correction as one affine map of millimetres, ``y`` downwards."""
        across = math.radians(self.rotation - self.skew / 2)
        down = math.radians(self.rotation + self.skew / 2)
        return (
            *(self.scale_x * math.cos(across), self.scale_y * math.sin(down)),
            *(-self.scale_x * math.sin(across), self.scale_y * math.cos(down)),
            *(self.right, self.down),
        )


@dataclass(frozen=True, slots=True)
class Cross:
    """A mark of the grid page and where it stands, mm from the page's top left corner."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Readings:
    """What a ruler says about a printed grid page, mm, to a quarter of a millimetre.

    Attributes:
        a_left: cross A from the paper's left edge.
        a_top: cross A from the paper's upper edge.
        b_top: cross B from the paper's upper edge.
        a_to_b: from A to B.
        c_left: cross C from the paper's left edge.
        a_to_c: from A to C.
    """

    a_left: float
    a_top: float
    b_top: float
    a_to_b: float
    c_left: float
    a_to_c: float


READING_LABELS: dict[str, str] = {
    "a_left": "Dấu A cách mép trái",
    "a_top": "Dấu A cách mép trên",
    "b_top": "Dấu B cách mép trên",
    "a_to_b": "Dấu A đến dấu B",
    "c_left": "Dấu C cách mép trái",
    "a_to_c": "Dấu A đến dấu C",
}
"""What each reading is called on the grid page and on the screen, in the order they are taken."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the readings mean.

    Attributes:
        calibration: what to print with from now on.
        residual: millimetres over the page by which across and down are not square; beyond
            half a millimetre rather a reading that is wrong than the printer.
        missed: millimetres by which the worst corner of the page missed its place on the grid page.
    """

    calibration: Calibration
    residual: float
    missed: float


def crosses(width: float, height: float) -> tuple[Cross, Cross, Cross]:
    """Return the three marks of a grid page of that size (mm)."""
    right, bottom = width - INSET, height - INSET
    return Cross("A", INSET, INSET), Cross("B", right, INSET), Cross("C", INSET, bottom)


def expected(width: float, height: float) -> Readings:
    """Return what a printer that misses nothing would give."""
    across, down = width - 2 * INSET, height - 2 * INSET
    return Readings(INSET, INSET, INSET, across, INSET, down)


def solve(
    readings: Readings, width: float, height: float, printed_with: Calibration | None = None
) -> Solution:
    """Return the calibration that puts everything in its place on paper of that size.

    Args:
        readings: as typed, mm.
        width: of the grid page, mm.
        height: mm.
        printed_with: the calibration the grid page was printed with; none by default.

    Raises:
        DocumentFailed: CALIBRATION_IMPOSSIBLE with the ``field`` of ``Readings`` that cannot be,
            its ``label`` and what was ``expected``, mm; CALIBRATION_CONTRADICTORY with the
            ``residual``, mm.
    """
    _require_possible(readings, expected(width, height))
    used = printed_with or Calibration()
    printed = _printed(readings, width, height)
    found = _calibration(_times(used.matrix, _inverse(printed)))
    residual = abs(math.radians(found.skew)) * (width + height) / 2
    if residual > LARGEST_SKEW:
        code = DocumentFailed.Code.CALIBRATION_CONTRADICTORY
        raise DocumentFailed(code, residual=round(residual, 2))
    corners = ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height))
    missed = max(math.dist((x, y), _moved(printed, x, y)) for x, y in corners)
    return Solution(found, residual, missed)


def _require_possible(readings: Readings, wanted: Readings) -> None:
    """Refuse what no printer does: a typing mistake, the wrong edge, inches."""
    for name in READING_LABELS:
        read, due = getattr(readings, name), getattr(wanted, name)
        far = LARGEST_STRETCH * due if name in ("a_to_b", "a_to_c") else LARGEST_SHIFT
        if not math.isfinite(read) or abs(read - due) > far:
            raise _impossible(name, wanted)
    falls = (readings.b_top - readings.a_top, readings.a_to_b)
    leans = (readings.a_left - readings.c_left, readings.a_to_c)
    for name, (side, length) in (("b_top", falls), ("c_left", leans)):
        if abs(side / length) > math.radians(LARGEST_TURN):
            raise _impossible(name, wanted)


def _impossible(name: str, wanted: Readings) -> DocumentFailed:
    return DocumentFailed(
        DocumentFailed.Code.CALIBRATION_IMPOSSIBLE,
        field=name,
        label=READING_LABELS[name],
        expected=getattr(wanted, name),
    )


def _printed(r: Readings, width: float, height: float) -> Matrix:
    """Return where the printer puts a place of the page: the affine map of the three crosses."""
    across, down = width - 2 * INSET, height - 2 * INSET
    fall, lean = r.b_top - r.a_top, r.c_left - r.a_left
    a, b = math.sqrt(r.a_to_b**2 - fall**2) / across, fall / across
    c, d = lean / down, math.sqrt(r.a_to_c**2 - lean**2) / down
    return a, b, c, d, r.a_left - (a + c) * INSET, r.a_top - (b + d) * INSET


def _calibration(m: Matrix) -> Calibration:
    """Return the calibration whose matrix is ``m``."""
    a, b, c, d, e, f = m
    across, down = math.degrees(math.atan2(-c, a)), math.degrees(math.atan2(b, d))
    scales = math.hypot(a, c), math.hypot(b, d)
    return Calibration(e, f, *scales, rotation=(across + down) / 2, skew=down - across)


def _moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = m
    return a * x + c * y + e, b * x + d * y + f


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the map that does ``inner`` first and ``outer`` after it."""
    a, b, c, d, _, _ = outer
    g, h, i, j, k, m = inner
    return (
        *(a * g + c * h, b * g + d * h),
        *(a * i + c * j, b * i + d * j),
        *_moved(outer, k, m),
    )


def _inverse(m: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    det = a * d - b * c
    return (
        *(d / det, -b / det),
        *(-c / det, a / det),
        *((c * f - d * e) / det, (b * e - a * f) / det),
    )
