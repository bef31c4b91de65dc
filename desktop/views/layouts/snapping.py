"""What a moving edge clings to: the page's edges and middle, other boxes, and the grid.

Pure geometry in millimetres; how near is near depends on the zoom and is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.services.certificate_layouts import Box, Layout
from desktop.views.layouts.arranging import Area

GRID_MM = 5.0


@dataclass(frozen=True, slots=True)
class Guide:
    """A line something clung to.

    Attributes:
        upright: a line down the page, else one across.
        at: where, mm from the left or the top.
    """

    upright: bool
    at: float


@dataclass(frozen=True, slots=True)
class Snap:
    """How far a gesture goes once it clung to what was near."""

    right: float
    down: float
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is to cling to.

    Attributes:
        layout: its page, and its boxes but those moving.
        moving: ids of the boxes that move.
        reach: how near an edge must come, mm.
        grid: whether the grid counts.
    """

    layout: Layout
    moving: frozenset[str]
    reach: float
    grid: bool = False

    def lines(self, *, upright: bool) -> list[float]:
        """Return the places an edge may cling to, across or down."""
        size = self.layout.width if upright else self.layout.height
        found = [0.0, size / 2, size]
        for box in self.layout.boxes:
            if box.id not in self.moving and box.visible:
                found += _edges(box, upright=upright)
        return found


def snapped_move(area: Area, right: float, down: float, around: Surroundings) -> Snap:
    """Return how far ``area`` goes when it is meant to go ``right`` and ``down``."""
    across, guide_x = _nearest(
        [area.x + right + part * area.width for part in (0, 0.5, 1)], around, upright=True
    )
    along, guide_y = _nearest(
        [area.y + down + part * area.height for part in (0, 0.5, 1)], around, upright=False
    )
    return Snap(right + across, down + along, tuple(g for g in (guide_x, guide_y) if g))


def snapped_stretch(
    area: Area, grips: str, right: float, down: float, around: Surroundings
) -> Snap:
    """Return how far the edges named in ``grips`` go."""
    xs = _gripped(grips, "left", "right", area.x, area.width, right)
    ys = _gripped(grips, "top", "bottom", area.y, area.height, down)
    across, guide_x = _nearest(xs, around, upright=True)
    along, guide_y = _nearest(ys, around, upright=False)
    return Snap(right + across, down + along, tuple(g for g in (guide_x, guide_y) if g))


def _gripped(
    grips: str, first: str, last: str, start: float, length: float, by: float
) -> list[float]:
    if first in grips:
        return [start + by]
    return [start + length + by] if last in grips else []


def _edges(box: Box, *, upright: bool) -> Iterable[float]:
    start, length = (box.x, box.width) if upright else (box.y, box.height)
    return (start, start + length / 2, start + length)


def _nearest(
    edges: Sequence[float], around: Surroundings, *, upright: bool
) -> tuple[float, Guide | None]:
    """Return how far to go to the nearest line, and that line; 0 and None where none is near."""
    lines = around.lines(upright=upright)
    pairs = [(line - edge, line) for edge in edges for line in lines]
    near = [pair for pair in pairs if abs(pair[0]) <= around.reach]
    if near:
        by, line = min(near, key=lambda pair: abs(pair[0]))
        return by, Guide(upright, line)
    if around.grid and edges:
        return round(edges[0] / GRID_MM) * GRID_MM - edges[0], None
    # Nothing near: whole tenths, so that numbers stay readable.
    return (round(edges[0], 1) - edges[0] if edges else 0.0), None
