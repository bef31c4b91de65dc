"""What is wrong with a layout, all of it at once: for the designer, and for reading files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from desktop.documents.certificate_text import FIELDS
from desktop.documents.fonts import FACES
from desktop.documents.layout import MM, Box, BoxKind, Layout, Ornament
from desktop.documents.qr import SMALLEST_SIDE

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LARGEST_PAGE = 1000.0
"""Millimetres."""


class LayoutProblemCode(StrEnum):
    """What is wrong; the sentences are the screen's."""

    PAPER_SIZE = "PAPER_SIZE"
    NO_BOXES = "NO_BOXES"
    SAME_NAME = "SAME_NAME"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    UNKNOWN_FONT = "UNKNOWN_FONT"
    WRONG_VALUE = "WRONG_VALUE"
    TOO_LOW_FOR_ITS_LETTERS = "TOO_LOW_FOR_ITS_LETTERS"
    OFF_THE_PAPER = "OFF_THE_PAPER"
    QR_TOO_SMALL = "QR_TOO_SMALL"
    OVERLAP = "OVERLAP"


@dataclass(frozen=True, slots=True)
class LayoutProblem:
    """One thing wrong.

    Attributes:
        code: what.
        path: where in the file, as ``boxes[3].width``; "width" is the page's own.
        box: the box's name, "" where it is the page or an ornament.
        blocking: False for what can be printed all the same.
        data: measures in mm, the ``font``, the ``other`` box …
    """

    code: LayoutProblemCode
    path: str
    box: str = ""
    blocking: bool = True
    data: Mapping[str, object] = field(default_factory=dict)


def problems(layout: Layout) -> list[LayoutProblem]:
    """Return everything wrong with a layout: the page, each box, each ornament, then overlaps."""
    return [
        *_of_page(layout),
        *(found for index, box in enumerate(layout.boxes) for found in _of_box(box, index, layout)),
        *(
            LayoutProblem(code, f"ornaments[{index}].{key}")
            for index, ornament in enumerate(layout.ornaments)
            for code, key in _of_ornament(ornament, layout)
        ),
        *_overlaps(layout),
    ]


def undrawable(box: Box) -> LayoutProblem | None:
    """Return the first thing for which a box cannot be drawn at all, wherever it lies."""
    checks = _of_qr(box) if box.kind is BoxKind.QR else _of_text(box)
    for code, key, data in (*_of_any(box), *checks):
        return LayoutProblem(code, key, box.id, data=data)
    return None


def _of_page(layout: Layout) -> Iterator[LayoutProblem]:
    for key, size in (("width", layout.width), ("height", layout.height)):
        if not 0 < size <= LARGEST_PAGE:
            yield LayoutProblem(LayoutProblemCode.PAPER_SIZE, key, data={"size": size})
    if not layout.boxes:
        yield LayoutProblem(LayoutProblemCode.NO_BOXES, "boxes")


def _of_box(box: Box, index: int, layout: Layout) -> Iterator[LayoutProblem]:
    path = f"boxes[{index}]."
    if any(other.id == box.id for other in layout.boxes[:index]):
        yield LayoutProblem(LayoutProblemCode.SAME_NAME, path + "id", box.id)
    checks = _of_qr(box) if box.kind is BoxKind.QR else _of_text(box)
    for code, key, data in (*_of_any(box), *checks):
        yield LayoutProblem(code, path + key, box.id, data=data)
    for key in _outside(box, layout):
        yield LayoutProblem(LayoutProblemCode.OFF_THE_PAPER, path + key, box.id)


_Found = tuple[LayoutProblemCode, str, dict[str, object]]


def _of_any(box: Box) -> Iterator[_Found]:
    fields = _PLACEHOLDER.findall(box.text)
    if unknown := [name for name in fields if name not in FIELDS]:
        yield LayoutProblemCode.UNKNOWN_FIELD, "text", {"field": unknown[0]}
    elif set("{}") & set(_PLACEHOLDER.sub("", box.text)):
        yield LayoutProblemCode.WRONG_VALUE, "text", {}
    if not box.id.strip():
        yield LayoutProblemCode.WRONG_VALUE, "id", {}
    if not _COLOR.fullmatch(box.color):
        yield LayoutProblemCode.WRONG_VALUE, "color", {}


def _of_qr(box: Box) -> Iterator[_Found]:
    for key, length in (("width", box.width), ("height", box.height)):
        if length < SMALLEST_SIDE:
            yield LayoutProblemCode.QR_TOO_SMALL, key, {"least": SMALLEST_SIDE}


def _of_text(box: Box) -> Iterator[_Found]:
    wrong = {
        "size": box.size <= 0,
        "min_size": not 0 <= box.min_size <= box.size,
        "one_line_size": not 0 <= box.one_line_size <= box.size,
        "max_lines": box.max_lines < 1,
        "leading": box.leading < 1,
        "spacing": not 0 <= box.spacing <= box.size,
        "word_spacing": not 0 <= box.word_spacing <= box.size,
    }
    if box.font not in FACES:
        yield LayoutProblemCode.UNKNOWN_FONT, "font", {"font": box.font}
    for key, bad in wrong.items():
        if bad:
            yield LayoutProblemCode.WRONG_VALUE, key, {}
    if box.font in FACES and (least := least_height(box)) > box.height + 0.005:
        code = LayoutProblemCode.TOO_LOW_FOR_ITS_LETTERS
        yield code, "height", {"least": round(least, 1), "size": box.smallest}


def least_height(box: Box) -> float:
    """Return the millimetres one line of the box's smallest letters needs with all its marks."""
    face = FACES[box.font]
    return (face.above + face.below) * box.smallest / MM


def _of_ornament(ornament: Ornament, layout: Layout) -> Iterator[tuple[LayoutProblemCode, str]]:
    wrong = {
        "color": not _COLOR.fullmatch(ornament.color),
        "second_color": not _COLOR.fullmatch(ornament.second_color or ornament.color),
        "line": ornament.line <= 0,
        "band": not 0 <= ornament.band <= min(ornament.width, ornament.height) / 2,
    }
    yield from ((LayoutProblemCode.WRONG_VALUE, key) for key, bad in wrong.items() if bad)
    yield from ((LayoutProblemCode.OFF_THE_PAPER, key) for key in _outside(ornament, layout))


def _outside(area: Box | Ornament, layout: Layout) -> Iterator[str]:
    """Yield the keys by which ``area`` leaves the page; a hair of rounding is not off the paper."""
    across = (("x", area.x), ("width", area.width), layout.width)
    down = (("y", area.y), ("height", area.height), layout.height)
    for (start_key, start), (length_key, length), size in (across, down):
        if start < 0:
            yield start_key
        elif length <= 0 or start + length > size + 1e-6:
            yield length_key


def _overlaps(layout: Layout) -> Iterator[LayoutProblem]:
    """Yield pairs of printed boxes that lie over one another by more than a millimetre.

    A line's box holds the marks of capitals and the tails of letters, which seldom meet, so boxes
    of neighbouring lines may share a little.
    """
    numbered = [(index, box) for index, box in enumerate(layout.boxes) if box.visible]
    for (_, first), (index, second) in combinations(numbered, 2):
        if layout.overlay and (first.preprinted or second.preprinted):
            continue
        across = _shared(first.x, first.width, second.x, second.width)
        down = _shared(first.y, first.height, second.y, second.height)
        if across > 1 and down > _spare(first, second):
            data = {"other": first.id, "across": round(across, 1), "down": round(down, 1)}
            path = f"boxes[{index}]"
            code = LayoutProblemCode.OVERLAP
            yield LayoutProblem(code, path, second.id, blocking=False, data=data)


def _shared(start: float, length: float, other_start: float, other_length: float) -> float:
    return min(start + length, other_start + other_length) - max(start, other_start)


def _spare(first: Box, second: Box) -> float:
    """Return by how much two boxes may share height before their letters could meet."""
    return 2.0 if first.kind is second.kind is BoxKind.TEXT else 0.0
