"""Layouts as JSON: every key is checked, the first wrong one is named by its path.

A file says ``"version": 1``; one written by a newer program is refused by its number. Keys at their
default are left out when writing, so a layout stays readable by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from desktop.documents.layout import Box, Layout, Ornament
from desktop.documents.layout_problems import problems
from desktop.errors import DocumentFailed

FOLDER = Path(__file__).parent.parent / "resources" / "certificates"
VERSION = 1
MOST_ITEMS = 300
"""Boxes, or drawings, of one layout."""
LONGEST_TEXT = 2_000
"""Letters of one name or text pattern."""
_LARGEST_MEASURE = 1e6
# Halves of letters cannot be written as UTF-8, and no database server keeps a zero byte.
_NO_LETTER = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CODE = re.compile(r"[a-z0-9-]{1,60}")
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
    if not _CODE.fullmatch(code) or not path.is_file():
        raise bad("code", "unknown layout")
    return read_layout(path.read_text(encoding="utf-8"), code)


def read_layout(text: str, code: str) -> Layout:
    """Return the layout written in ``text`` (JSON) under the name ``code``.

    Raises:
        DocumentFailed: LAYOUT_BAD; ``field`` is the path of the first wrong key, as
            ``boxes[3].width``, "" for the whole file; LAYOUT_NEWER with its ``version``.
    """
    return layout_of(read_json(text), code)


def layout_of(data: Mapping[str, Any], code: str) -> Layout:
    """Return the layout an object read from JSON describes; refusals as ``read_layout``."""
    require_version(data)
    return _variant(data, code) if "same_as" in data else _whole(data, code)


def layout_data(layout: Layout) -> dict[str, Any]:
    """Return a layout as the object ``layout_of`` reads, without its code."""
    data: dict[str, Any] = {"version": VERSION, "name": layout.name}
    data |= {"note": layout.note} if layout.note else {}
    data |= {"width": layout.width, "height": layout.height}
    data |= {"overlay": True} if layout.overlay else {}
    data["ornaments"] = [item_data(ornament) for ornament in layout.ornaments]
    data["boxes"] = [item_data(box) for box in layout.boxes]
    return data


def item_data(item: Box | Ornament) -> dict[str, Any]:
    """Return a box or an ornament as an object of JSON, keys at their default left out."""
    values = ((f, getattr(item, f.name)) for f in fields(item))
    return {f.name: _plain(value) for f, value in values if value != f.default}


def _plain(value: Any) -> Any:
    """Return a value as JSON shows it best: 12 rather than 12.0, a word for a choice."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float):
        rounded = round(value, 4)
        return int(rounded) if rounded.is_integer() else rounded
    return value


def read_json(text: str) -> dict[str, Any]:
    """Return the one object a JSON file holds.

    Raises:
        DocumentFailed: LAYOUT_BAD with "" as ``field``.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise bad("", "not JSON") from error
    if not isinstance(data, dict):
        raise bad("", "not an object")
    return data


def require_version(data: Mapping[str, Any]) -> None:
    """Refuse a file without a version this program knows.

    Raises:
        DocumentFailed: LAYOUT_BAD; LAYOUT_NEWER with the file's ``version``.
    """
    version = typed(data, "version", int, "")
    if version > VERSION:
        raise DocumentFailed(DocumentFailed.Code.LAYOUT_NEWER, version=version)
    if version != VERSION:
        raise bad("version", "no such version")


def _no_number(word: str) -> float:
    """Refuse NaN and Infinity, which JSON does not have but Python would read."""
    raise ValueError(word)


def bad(field: str, why: str) -> DocumentFailed:
    """Return the refusal of a file by the path of its wrong key."""
    return DocumentFailed(DocumentFailed.Code.LAYOUT_BAD, field=field, why=why)


def _variant(data: Mapping[str, Any], code: str) -> Layout:
    """Return another layout under its own name, printed over a blank or not."""
    known(data, {"version", "name", "same_as", "overlay"}, "")
    if data["same_as"] == code:
        raise bad("same_as", "points at itself")
    base = load_layout(typed(data, "same_as", str, ""))
    name, overlay = title(data), typed(data, "overlay", bool, "")
    return Layout(code, name, base.width, base.height, base.boxes, base.ornaments, overlay)


def _whole(data: Mapping[str, Any], code: str) -> Layout:
    known(data, {"version", "name", "note", "width", "height", "overlay", "boxes", "ornaments"}, "")
    layout = Layout(
        code,
        title(data),
        typed(data, "width", float, ""),
        typed(data, "height", float, ""),
        tuple(items(data, "boxes", Box)),
        tuple(items(data, "ornaments", Ornament)) if "ornaments" in data else (),
        typed(data, "overlay", bool, "") if "overlay" in data else False,
        words(data, "note", "") if "note" in data else "",
    )
    for problem in problems(layout):
        if problem.blocking:
            raise bad(problem.path, problem.code)
    return layout


def items(data: Mapping[str, Any], key: str, kind: type[_Item]) -> Iterator[_Item]:
    """Yield the boxes or ornaments of a list in ``data``; LAYOUT_BAD by the path of a wrong key."""
    found = typed(data, key, list, "")
    if len(found) > MOST_ITEMS:
        raise bad(key, "too many")
    for index, item in enumerate(found):
        if not isinstance(item, dict):
            raise bad(f"{key}[{index}]", "not an object")
        yield _item(item, kind, f"{key}[{index}].")


def _item(data: Mapping[str, Any], kind: type[_Item], path: str) -> _Item:
    types = get_type_hints(kind)
    known(data, set(types), path)
    asked = (f.name for f in fields(kind) if f.name in data or f.default is MISSING)
    return kind(**{name: typed_item(data, name, types[name], path) for name in asked})


def typed_item(data: Mapping[str, Any], name: str, kind: type, path: str) -> Any:
    """Return a property of a box or ornament as ``kind``; text is no longer than is read."""
    return words(data, name, path) if kind is str else typed(data, name, kind, path)


def _measure(value: float, field: str) -> float:
    """Return a number as float; «1e999» is no measure, and neither is one of a thousand digits."""
    if not abs(value) <= _LARGEST_MEASURE:
        raise bad(field, "no measure")
    return float(value)


def known(data: Mapping[str, Any], names: set[str], path: str) -> None:
    """Refuse a key that is not among ``names``."""
    for key in data:
        if key not in names:
            raise bad(path + key, "unknown key")


def typed(data: Mapping[str, Any], key: str, kind: type, path: str) -> Any:
    """Return ``data[key]`` as ``kind``; only a whole number may stand for a float."""
    if key not in data:
        raise bad(path + key, "missing")
    value = data[key]
    if kind is float and type(value) in (int, float):
        return _measure(value, path + key)
    if issubclass(kind, StrEnum) and isinstance(value, str) and value in set(kind):
        return kind(value)
    if type(value) is not kind:
        raise bad(path + key, f"not a {kind.__name__}")
    if isinstance(value, str) and _NO_LETTER.search(value):
        raise bad(path + key, "no letters")
    return value


def words(data: Mapping[str, Any], key: str, path: str) -> str:
    """Return ``data[key]`` as text of a length somebody reads."""
    text = str(typed(data, key, str, path))
    if len(text) > LONGEST_TEXT:
        raise bad(path + key, "too long")
    return text


def title(data: Mapping[str, Any]) -> str:
    """Return the name of a layout, by which people tell it from others."""
    name = words(data, "name", "")
    if not name.strip():
        raise bad("name", "empty")
    return name
