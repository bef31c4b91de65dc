"""Reading layouts: every key of the file is checked, the first wrong one is named by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from desktop.documents.certificate_text import FIELDS
from desktop.documents.fonts import FACES
from desktop.documents.layout import MM, Box, Layout, Ornament
from desktop.errors import DocumentFailed

FOLDER = Path(__file__).parent.parent / "resources" / "certificates"
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LARGEST_PAGE = 1000.0
_Item = TypeVar("_Item", Box, Ornament)


def list_layouts() -> list[tuple[str, str]]:
    """Return code and Vietnamese name of every bundled layout, in order of code."""
    return [(path.stem, load_layout(path.stem).name) for path in sorted(FOLDER.glob("*.json"))]


def load_layout(code: str) -> Layout:
    """Return a bundled layout.

    Raises:
        DocumentFailed: LAYOUT_BAD with the ``field`` that is wrong, "code" for an unknown one.
    """
    path = FOLDER / f"{code}.json"
    if not re.fullmatch(r"[a-z0-9-]+", code) or not path.is_file():
        raise _bad("code", "unknown layout")
    return read_layout(path.read_text(encoding="utf-8"), code)


def read_layout(text: str, code: str) -> Layout:
    """Return the layout written in ``text`` (JSON) under the name ``code``.

    Raises:
        DocumentFailed: LAYOUT_BAD; ``field`` is the path of the first wrong key, as
            ``boxes[3].width``, "" for the whole file.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
    except ValueError as error:
        raise _bad("", "not JSON") from error
    if not isinstance(data, dict):
        raise _bad("", "not an object")
    return _variant(data, code) if "same_as" in data else _whole(data, code)


def _no_number(word: str) -> float:
    """Refuse NaN and Infinity, which JSON does not have but Python would read."""
    raise ValueError(word)


def _bad(field: str, why: str) -> DocumentFailed:
    return DocumentFailed(DocumentFailed.Code.LAYOUT_BAD, field=field, why=why)


def _variant(data: Mapping[str, Any], code: str) -> Layout:
    """Return another layout under its own name, printed over a blank or not."""
    _known(data, {"name", "same_as", "overlay"}, "")
    if data["same_as"] == code:
        raise _bad("same_as", "points at itself")
    base = load_layout(_typed(data, "same_as", str, ""))
    name, overlay = _typed(data, "name", str, ""), _typed(data, "overlay", bool, "")
    return Layout(code, name, base.width, base.height, base.boxes, base.ornaments, overlay)


def _whole(data: Mapping[str, Any], code: str) -> Layout:
    _known(data, {"name", "width", "height", "boxes", "ornaments"}, "")
    layout = Layout(
        code,
        _typed(data, "name", str, ""),
        _typed(data, "width", float, ""),
        _typed(data, "height", float, ""),
        tuple(_items(data, "boxes", Box)),
        tuple(_items(data, "ornaments", Ornament)) if "ornaments" in data else (),
    )
    _check(layout)
    return layout


def _items(data: Mapping[str, Any], key: str, kind: type[_Item]) -> Iterator[_Item]:
    for index, item in enumerate(_typed(data, key, list, "")):
        if not isinstance(item, dict):
            raise _bad(f"{key}[{index}]", "not an object")
        yield _item(item, kind, f"{key}[{index}].")


def _item(data: Mapping[str, Any], kind: type[_Item], path: str) -> _Item:
    types = get_type_hints(kind)
    _known(data, set(types), path)
    asked = (f.name for f in fields(kind) if f.name in data or f.default is MISSING)
    return kind(**{name: _typed(data, name, types[name], path) for name in asked})


def _known(data: Mapping[str, Any], known: set[str], path: str) -> None:
    for key in data:
        if key not in known:
            raise _bad(path + key, "unknown key")


def _typed(data: Mapping[str, Any], key: str, kind: type, path: str) -> Any:
    """Return ``data[key]`` as ``kind``; only a whole number may stand for a float."""
    if key not in data:
        raise _bad(path + key, "missing")
    value = data[key]
    if kind is float and type(value) is int:
        return float(value)
    if issubclass(kind, StrEnum) and isinstance(value, str) and value in set(kind):
        return kind(value)
    if type(value) is not kind:
        raise _bad(path + key, f"not a {kind.__name__}")
    return value


def _check(layout: Layout) -> None:
    """Refuse what has the right types but cannot be drawn."""
    for key, size in (("width", layout.width), ("height", layout.height)):
        if not 0 < size <= _LARGEST_PAGE:
            raise _bad(key, "no paper of this size")
    if not layout.boxes:
        raise _bad("boxes", "empty")
    ids = [box.id for box in layout.boxes]
    for index, box in enumerate(layout.boxes):
        if wrong := _wrong_in_box(box, layout) or ("id" if box.id in ids[:index] else ""):
            raise _bad(f"boxes[{index}].{wrong}", "cannot be drawn")
    for index, ornament in enumerate(layout.ornaments):
        if wrong := _wrong_in_ornament(ornament, layout):
            raise _bad(f"ornaments[{index}].{wrong}", "cannot be drawn")


def _wrong_in_box(box: Box, layout: Layout) -> str:
    """Return the name of the first key that cannot be, "" when all is well."""
    if box.font not in FACES:
        return "font"
    face = FACES[box.font]
    wrong = {
        "text": not set(_PLACEHOLDER.findall(box.text)) <= set(FIELDS)
        or bool(set("{}") & set(_PLACEHOLDER.sub("", box.text))),
        "size": box.size <= 0,
        "min_size": not 0 <= box.min_size <= box.size,
        "one_line_size": not 0 <= box.one_line_size <= box.size,
        "max_lines": box.max_lines < 1,
        "leading": box.leading < 1,
        "spacing": not 0 <= box.spacing <= box.size,
        "word_spacing": not 0 <= box.word_spacing <= box.size,
        "height": (face.above + face.below) * box.smallest > box.height * MM + 0.01,
        "color": not _COLOR.fullmatch(box.color),
    }
    return next((key for key, bad in wrong.items() if bad), _outside(box, layout))


def _wrong_in_ornament(ornament: Ornament, layout: Layout) -> str:
    wrong = {
        "color": not _COLOR.fullmatch(ornament.color),
        "second_color": not _COLOR.fullmatch(ornament.second_color or ornament.color),
        "line": ornament.line <= 0,
        "band": not 0 <= ornament.band <= min(ornament.width, ornament.height) / 2,
    }
    return next((key for key, bad in wrong.items() if bad), _outside(ornament, layout))


def _outside(area: Box | Ornament, layout: Layout) -> str:
    """Return the key by which ``area`` leaves the page, "" when it lies on it."""
    for start, length, size in (("x", "width", layout.width), ("y", "height", layout.height)):
        if getattr(area, start) < 0:
            return start
        if getattr(area, length) <= 0 or getattr(area, start) + getattr(area, length) > size:
            return length
    return ""
