"""Moving, sizing and lining up boxes: pure geometry, millimetres rounded to a hundredth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.services.certificate_layouts import Box, Layout

LEAST_SIDE = 1.0
"""Millimetres below which a box can no longer be taken hold of."""


class Edge(StrEnum):
    """What of several boxes is brought to one line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, boxes: Sequence[Box]) -> Area:
        """Return the smallest area that holds all ``boxes``, of which there is at least one."""
        left, top = min(b.x for b in boxes), min(b.y for b in boxes)
        right = max(b.x + b.width for b in boxes)
        bottom = max(b.y + b.height for b in boxes)
        return cls(left, top, right - left, bottom - top)


def rounded(value: float) -> float:
    """Return a measure as it is kept."""
    return round(value, 2) + 0.0


def free_id(wanted: str, boxes: Sequence[Box]) -> str:
    """Return an id like the one wanted that none of the boxes has."""
    known = {box.id for box in boxes}
    found, number = wanted or "box", 2
    while found in known:
        found, number = f"{wanted or 'box'}_{number}", number + 1
    return found


def moved(box: Box, right: float, down: float) -> Box:
    """Return the box moved."""
    return replace(box, x=rounded(box.x + right), y=rounded(box.y + down))


def stretched(box: Box, grips: str, right: float, down: float) -> Box:
    """Return the box with the edges named in ``grips`` moved, the others where they were.

    Args:
        box: what is sized.
        grips: of "left", "right", "top", "bottom", parted by spaces.
        right: millimetres the upright edges move.
        down: millimetres the level edges move.
    """
    x, width = _pulled(box.x, box.width, right, "left" in grips, "right" in grips)
    y, height = _pulled(box.y, box.height, down, "top" in grips, "bottom" in grips)
    return replace(box, x=x, width=width, y=y, height=height)


def _pulled(
    start: float, length: float, by: float, at_start: bool, at_end: bool
) -> tuple[float, float]:
    if at_start:
        by = min(by, length - LEAST_SIDE)
        return rounded(start + by), rounded(length - by)
    if at_end:
        return start, rounded(max(length + by, LEAST_SIDE))
    return start, length


def aligned(boxes: Sequence[Box], edge: Edge, layout: Layout) -> list[Box]:
    """Return the boxes with one edge or middle in line; a single box is lined up with the page."""
    page = Area(0, 0, layout.width, layout.height)
    frame = Area.of(boxes) if len(boxes) > 1 else page
    across: dict[Edge, Callable[[Box], float]] = {
        Edge.LEFT: lambda _box: frame.x,
        Edge.CENTER: lambda box: frame.x + (frame.width - box.width) / 2,
        Edge.RIGHT: lambda box: frame.x + frame.width - box.width,
    }
    down: dict[Edge, Callable[[Box], float]] = {
        Edge.TOP: lambda _box: frame.y,
        Edge.MIDDLE: lambda box: frame.y + (frame.height - box.height) / 2,
        Edge.BOTTOM: lambda box: frame.y + frame.height - box.height,
    }
    if edge in across:
        return [replace(box, x=rounded(across[edge](box))) for box in boxes]
    return [replace(box, y=rounded(down[edge](box))) for box in boxes]


def of_one_width(boxes: Sequence[Box], like: Box) -> list[Box]:
    """Return the boxes as wide as one of them, each around its own middle."""
    return [
        replace(box, x=rounded(box.x + (box.width - like.width) / 2), width=like.width)
        for box in boxes
    ]


def distributed(boxes: Sequence[Box], *, down: bool) -> list[Box]:
    """Return the boxes with equal gaps between them, the outermost where they are.

    They come back in the order given. With fewer than three there is nothing to share out.
    """
    start, length = ("y", "height") if down else ("x", "width")
    if len(boxes) <= 2:
        return list(boxes)
    order = sorted(boxes, key=lambda box: float(getattr(box, start)))
    first, last = order[0], order[-1]
    room = getattr(last, start) + getattr(last, length) - getattr(first, start)
    gap = (room - sum(getattr(box, length) for box in order)) / (len(order) - 1)
    place, found = float(getattr(first, start)), {}
    for box in order:
        moved_to: dict[str, Any] = {start: rounded(place)}
        found[box.id] = replace(box, **moved_to)
        place += getattr(box, length) + gap
    return [found[box.id] for box in boxes]
