"""JSON as packages hold it: one way to write it, a strict way to read it, published schemas.

Text, whole numbers, true, false and null only. A decimal number travels as text, since no two
languages print the same float alike; amounts of money are whole đồng anyway.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn
from uuid import UUID

from desktop.errors import PackageRefused

DEEPEST = 16
"""Levels of nesting a document may have; the published schemas need five."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# NUL stops C strings and PostgreSQL; a lone surrogate is no letter and cannot be written as UTF-8.
_NO_LETTER = re.compile("[\x00\ud800-\udfff]")


def canonical_json(value: object) -> bytes:
    """Return the one UTF-8 form of a value: keys sorted, no spaces, text in NFC.

    UUIDs, dates and aware times are written as their ISO text.

    Raises:
        TypeError: a value JSON cannot carry, such as a float or a time without offset.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _text_of(value)


def _key(key: object) -> str:
    if isinstance(key, str):
        return unicodedata.normalize("NFC", key)
    raise TypeError(f"a key is text, not {type(key).__name__}")


def _text_of(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise TypeError("a time needs its offset")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"packages carry no {type(value).__name__}")


def read_json(data: bytes, entry: str, broken: PackageRefused.Code) -> dict[str, Any]:
    """Read an object strictly: UTF-8 without mark, no doubled keys, no floats, NFC, not too deep.

    Raises:
        PackageRefused: ``broken``, with ``entry`` and where known ``path``.
    """
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError) as error:
        raise PackageRefused(broken, entry=entry) from error
    if not isinstance(value, dict):
        raise PackageRefused(broken, entry=entry)
    # A part of composed text is composed (UAX #15): only what is escaped must be looked at alone.
    _check_values(value, entry, broken, is_clean="\\u" not in text and _is_clean(text))
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands twice")
    return fields


def _refuse_number(_text: str) -> NoReturn:
    raise ValueError("only whole numbers")


def _check_values(
    value: object, entry: str, broken: PackageRefused.Code, *, is_clean: bool
) -> None:
    """Walk the document without recursion, level by level."""
    level = [value]
    for _ in range(DEEPEST):
        if not is_clean and not all(map(_is_clean, _texts(level))):
            raise PackageRefused(broken, entry=entry, path="text")
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise PackageRefused(broken, entry=entry, path="depth")


def _children(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _texts(level: Iterable[object]) -> Iterator[str]:
    for value in level:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value


def _is_clean(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _NO_LETTER.search(text)


def check_schema(name: str, fields: object, entry: str, broken: PackageRefused.Code) -> None:
    """Hold a document against the published schema of that name, format 1.

    Raises:
        PackageRefused: ``broken`` with ``path``, such as ``nominations.0.award_code``. The value
            itself stays out of it, since it may be personal.
    """
    import fastjsonschema

    try:
        _validator(name)(fields)
    except fastjsonschema.JsonSchemaValueException as error:
        path = ".".join(map(str, error.path[1:]))
        raise PackageRefused(broken, entry=entry, path=path, rule=error.rule) from error


@cache
def _validator(name: str) -> Callable[[object], object]:
    import fastjsonschema

    text = (files("desktop") / "resources" / "schemas" / f"{name}-1.0.json").read_text("utf-8")
    formats = {"date": _is_date, "date-time": _is_time, "uuid": _is_uuid}
    validate: Callable[[object], object] = fastjsonschema.compile(
        json.loads(text), formats=formats, use_default=False
    )
    return validate


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and _exists(date.fromisoformat, text)


def _is_time(text: str) -> bool:
    return bool(_TIME.fullmatch(text)) and _exists(_moment, text)


def _moment(text: str) -> datetime:
    """Return a time that every clock on earth can show; not so near the calendar's ends."""
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return max(moment - timedelta(days=1), moment + timedelta(days=1))


def _is_uuid(text: str) -> bool:
    return bool(_UUID.fullmatch(text))


def _exists(read: Callable[[str], date], text: str) -> bool:
    try:
        read(text)
    except (ValueError, OverflowError):
        return False
    return True
