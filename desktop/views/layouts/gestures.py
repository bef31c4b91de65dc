"""What a pressed mouse does on the canvas: boxes moved, one box sized, a band drawn around some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.services.certificate_layouts import Box, Layout
from desktop.views.layouts import arranging
from desktop.views.layouts.arranging import Area
from desktop.views.layouts.snapping import (
    Guide,
    Surroundings,
    snapped_move,
    snapped_stretch,
)
from desktop.views.layouts.words import act_on

GRIPS = {
    "top left": (0.0, 0.0),
    "top": (0.5, 0.0),
    "top right": (1.0, 0.0),
    "right": (1.0, 0.5),
    "bottom right": (1.0, 1.0),
    "bottom": (0.5, 1.0),
    "bottom left": (0.0, 1.0),
    "left": (0.0, 0.5),
}
"""The grips of a selected box and where they sit, as shares of its width and height."""

_DIAGONAL_DOWN, _DIAGONAL_UP = Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor
CURSORS = {
    "top left": _DIAGONAL_DOWN,
    "bottom right": _DIAGONAL_DOWN,
    "top right": _DIAGONAL_UP,
    "bottom left": _DIAGONAL_UP,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
}


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a gesture has come to: boxes as they would be, and what they cling to."""

    boxes: tuple[Box, ...] = ()
    guides: tuple[Guide, ...] = ()


class Drag:
    """Boxes moved, or one box sized by its grips.

    Args:
        layout: as it is when the mouse is pressed.
        boxes: what moves.
        start: where it was pressed, mm.
        grips: which edges go along; "" moves the whole.
    """

    def __init__(
        self, layout: Layout, boxes: Sequence[Box], start: QPointF, grips: str = ""
    ) -> None:
        self._layout, self._boxes, self._start, self._grips = layout, boxes, start, grips
        self._area = Area.of(boxes)

    @property
    def name(self) -> str:
        """The act it becomes."""
        return act_on("Đổi cỡ" if self._grips else "Di chuyển", self._boxes)

    def to(self, at: QPointF, *, reach: float, grid: bool) -> Reached:
        """Return what the boxes become with the mouse at ``at``.

        Args:
            at: mm.
            reach: how near an edge must come to cling, mm; 0 lets nothing cling.
            grid: whether the grid counts.
        """
        right, down = at.x() - self._start.x(), at.y() - self._start.y()
        ids = frozenset(box.id for box in self._boxes)
        around = Surroundings(self._layout, ids, reach, grid)
        if self._grips:
            snap = snapped_stretch(self._area, self._grips, right, down, around)
            boxes = [
                arranging.stretched(box, self._grips, snap.right, snap.down) for box in self._boxes
            ]
        else:
            snap = snapped_move(self._area, right, down, around)
            boxes = [arranging.moved(box, snap.right, snap.down) for box in self._boxes]
        return Reached(tuple(boxes), snap.guides)


class Band:
    """A rectangle drawn over the page; what it touches is selected.

    Args:
        layout: whose boxes.
        start: where the mouse was pressed, mm.
        kept: ids that stay selected whatever it touches.
    """

    def __init__(self, layout: Layout, start: QPointF, kept: Sequence[str] = ()) -> None:
        self._layout, self._start, self._kept = layout, start, kept
        self.area = QRectF(start, start)

    def to(self, at: QPointF) -> list[str]:
        """Return the ids selected with the mouse at ``at`` (mm)."""
        self.area = QRectF(self._start, at).normalized()
        touched = [box.id for box in self._layout.boxes if self.area.intersects(rect_of(box))]
        return [*self._kept, *touched]


def rect_of(box: Box) -> QRectF:
    """Return a box's rectangle, mm."""
    return QRectF(box.x, box.y, box.width, box.height)


def box_at(layout: Layout, at: QPointF) -> Box | None:
    """Return the box at a point; of several, the smallest, which is the hardest to reach."""
    there = [box for box in layout.boxes if rect_of(box).contains(at)]
    return min(there, key=lambda box: box.width * box.height, default=None)
