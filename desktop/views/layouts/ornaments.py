"""Frames and drawings on the drawing board: each is taken hold of by its area, as a box is.

An ornament has no name of its own in the layout; here it goes by its place among the others, and
its area is a ``Box`` that says where it lies and what it is called, and is never printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.services.certificate_layouts import (
    Box,
    Layout,
    LayoutDraft,
    Ornament,
    OrnamentKind,
)

LABELS: Mapping[OrnamentKind, str] = {
    OrnamentKind.RULE: "Đường kẻ",
    OrnamentKind.RECTANGLE: "Khung chữ nhật",
    OrnamentKind.BRAID_FRAME: "Khung tết",
    OrnamentKind.CORNERS: "Hoa bốn góc",
    OrnamentKind.SCROLLS: "Cành lá bốn góc",
    OrnamentKind.DRUM: "Mặt trống đồng",
    OrnamentKind.LOTUS: "Hoa sen",
}
BANDED = frozenset({OrnamentKind.BRAID_FRAME, OrnamentKind.CORNERS, OrnamentKind.SCROLLS})
"""Drawings whose corners or sides have a breadth of their own."""
_PLACE = re.compile(r"ornament(?:s\[|#)(\d+)")
_COLOR, _SECOND = "#B8861F", "#F6DC8C"
_EDGE_MM = 10.0
# Of a new ornament that does not go around the page, mm.
_SIZES: Mapping[OrnamentKind, tuple[float, float]] = {
    OrnamentKind.RULE: (60.0, 1.4),
    OrnamentKind.DRUM: (90.0, 90.0),
    OrnamentKind.LOTUS: (26.0, 8.0),
}


def held_back(draft: LayoutDraft) -> str:
    """Return why a layout's ornaments cannot be changed, "" where they can."""
    if draft.base_code:
        return "Hoa văn theo mẫu gốc; tạo một bản sao rời để đổi."
    if draft.layout.overlay:
        return (
            "Mẫu in lên phôi nên không in hoa văn. Muốn sửa, bỏ chọn «In lên phôi có sẵn» "
            "ở thẻ «Tờ giấy»."
        )
    return ""


def area_id(place: int) -> str:
    """Return the id of an ornament's area by its place among the ornaments, from 0."""
    return f"ornament#{place}"


def place_of(name: str) -> int | None:
    """Return an ornament's place by its area's id or by a problem's path; None for another."""
    found = _PLACE.match(name)
    return int(found[1]) if found else None


def areas(layout: Layout) -> tuple[Box, ...]:
    """Return where each ornament lies; those of one kind are numbered."""
    kinds = Counter(ornament.kind for ornament in layout.ornaments)
    seen: Counter[OrnamentKind] = Counter()
    found = []
    for place, ornament in enumerate(layout.ornaments):
        seen[ornament.kind] += 1
        number = f" {seen[ornament.kind]}" if kinds[ornament.kind] > 1 else ""
        name = LABELS[ornament.kind] + number
        sides = (ornament.x, ornament.y, ornament.width, ornament.height)
        found.append(Box(area_id(place), name, *sides))
    return tuple(found)


def with_areas(layout: Layout, moved: Sequence[Box]) -> Layout:
    """Return the layout with its ornaments where these areas lie."""
    new = {box.id: box for box in moved}
    return replace(
        layout,
        ornaments=tuple(
            _laid(ornament, new[area_id(place)]) if area_id(place) in new else ornament
            for place, ornament in enumerate(layout.ornaments)
        ),
    )


def _laid(ornament: Ornament, area: Box) -> Ornament:
    """Return the ornament in an area; a band wider than half of it would not be drawn."""
    band = min(ornament.band, area.width / 2, area.height / 2)
    x, y, width, height = area.x, area.y, area.width, area.height
    return replace(ornament, x=x, y=y, width=width, height=height, band=band)


def new_ornament(kind: OrnamentKind, layout: Layout) -> Ornament:
    """Return an ornament of a kind: around the page, or in its middle."""
    around = (layout.width - 2 * _EDGE_MM, layout.height - 2 * _EDGE_MM)
    width, height = _SIZES.get(kind, around)
    x, y = round((layout.width - width) / 2, 2), round((layout.height - height) / 2, 2)
    second = "" if kind is OrnamentKind.RECTANGLE else _SECOND
    band = min(9.0, width / 2, height / 2) if kind in BANDED else 0.0
    return Ornament(kind, x, y, width, height, _COLOR, second, band=band)


def copies(layout: Layout, chosen: Sequence[Box], aside: float) -> tuple[Ornament, ...]:
    """Return the chosen ornaments again, so many millimetres aside."""
    ids = {box.id for box in chosen}
    return tuple(
        replace(ornament, x=round(ornament.x + aside, 2), y=round(ornament.y + aside, 2))
        for place, ornament in enumerate(layout.ornaments)
        if area_id(place) in ids
    )


def without(layout: Layout, chosen: Sequence[Box]) -> Layout:
    """Return the layout without the chosen ornaments."""
    ids = {box.id for box in chosen}
    kept = (o for place, o in enumerate(layout.ornaments) if area_id(place) not in ids)
    return replace(layout, ornaments=tuple(kept))
