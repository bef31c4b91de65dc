"""The law as an office reads it: rows of the shipped documents corrected or made local. Pure.

A correction names a row by its permanent id and says what it says instead, on the office's own
basis. One that holds for some days divides the row, so that the past keeps what was in force then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop.law.reading import Json, day_of
from desktop.law.rows import Confidence

Value = str | int | bool | None | tuple[str, ...]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Correction:
    """What an office says of one row of the law.

    Attributes:
        row_id: the row's permanent name.
        changes: keys of the row as in its file, and what they say instead; a dot leads into a
            member, a number to one of a list.
        basis: the paper it rests on, printed as the row's citation.
        holds_from, holds_to: days it holds, both included; None leaves that end open.
    """

    row_id: str
    changes: tuple[tuple[str, Value], ...]
    basis: str
    holds_from: date | None = None
    holds_to: date | None = None

    @classmethod
    def of(
        cls,
        row_id: str,
        changes: Mapping[str, Any],
        basis: str,
        holds_from: date | None = None,
        holds_to: date | None = None,
    ) -> Correction:
        """Return a correction from plain JSON values, whose lists become tuples."""
        frozen = tuple(
            (key, tuple(value) if isinstance(value, list) else value)
            for key, value in sorted(changes.items())
        )
        return cls(row_id, frozen, basis, holds_from, holds_to)

    @property
    def is_dated(self) -> bool:
        """Whether it leaves the row as it is on some days."""
        return self.holds_from is not None or self.holds_to is not None

    def open_ends(self) -> tuple[date | None, date | None]:
        """Return its days, None for an end with no day beyond it."""
        first = None if self.holds_from == date.min else self.holds_from
        return first, None if self.holds_to == date.max else self.holds_to


def corrected(documents: Mapping[str, Any], corrections: Iterable[Correction]) -> Mapping[str, Any]:
    """Return the documents with the corrections in force; the given documents stay as they are.

    A correction without days replaces its row and comes first; one with days then holds on them.
    Ids that no row bears are passed over: a later release may have dropped a row.
    """
    by_row: dict[str, list[Correction]] = {}
    for correction in sorted(corrections, key=_order):
        by_row.setdefault(correction.row_id, []).append(correction)
    return {name: _walked(document, by_row) for name, document in unfolded(documents).items()}


def unfolded(documents: Mapping[str, Any]) -> dict[str, Any]:
    """Return the documents with the conditions written out in each row that says only ``like``.

    A row corrected must not change another that was thought to say the same.
    """
    found = dict(documents)
    if "standards" in found:
        rows = found["standards"]["rows"]
        by_id = {row["id"]: row for row in rows}
        found["standards"] = {**found["standards"], "rows": [_said(row, by_id) for row in rows]}
    return found


def _said(row: Json, by_id: Mapping[str, Json]) -> Json:
    source = row
    while "like" in source:
        source = by_id[source["like"]]
    if source is row:
        return row
    own = {key: value for key, value in row.items() if key != "like"}
    return {**own, "conditions": source["conditions"]}


def _order(correction: Correction) -> tuple[bool, date]:
    return correction.is_dated, correction.holds_from or date.min


def _walked(value: Any, by_row: Mapping[str, list[Correction]]) -> Any:
    if isinstance(value, list):
        return [piece for item in value for piece in _pieces(item, by_row)]
    if not isinstance(value, Mapping):
        return value
    inner = {key: _walked(member, by_row) for key, member in value.items()}
    # A row that stands alone, such as the weekend, has no place for a second one beside it.
    for correction in by_row.get(inner.get("id", ""), ()):
        inner = _changed(inner, correction)
    return inner


def _pieces(item: Any, by_row: Mapping[str, list[Correction]]) -> list[Any]:
    if not isinstance(item, Mapping):
        return [_walked(item, by_row)]
    pieces = [{key: _walked(member, by_row) for key, member in item.items()}]
    for correction in by_row.get(item.get("id", ""), ()):
        pieces = [part for piece in pieces for part in _divided(piece, correction)]
    return pieces


def _divided(row: dict[str, Any], correction: Correction) -> list[dict[str, Any]]:
    """Return the row before, during and after a correction, whichever of them have days."""
    start, end = day_of(row.get("from")), day_of(row.get("to"))
    first, last = correction.open_ends()
    if (last and start and last < start) or (first and end and end < first):
        return [row]
    parts = [_changed(row, correction)]
    if first and (start is None or start < first):
        parts[0]["from"] = first.isoformat()
        parts.insert(0, {**row, "to": (first - _DAY).isoformat()})
    if last and (end is None or last < end):
        parts[-1]["to"] = last.isoformat()
        parts.append({**row, "from": (last + _DAY).isoformat()})
    return parts


def _changed(row: dict[str, Any], correction: Correction) -> dict[str, Any]:
    read = {"confidence": str(Confidence.OFFICE), "sources": [], "citation": correction.basis}
    changed = {**row, **read}
    for key, value in correction.changes:
        changed = _with(changed, key.split("."), list(value) if isinstance(value, tuple) else value)
    return changed


def _with(inside: Any, path: list[str], value: Any) -> Any:
    """Return a copy of an object or list in which the path leads to ``value``."""
    if not path:
        return value
    if isinstance(inside, list):
        place = int(path[0])
        return [_with(m, path[1:], value) if n == place else m for n, m in enumerate(inside)]
    return {**inside, path[0]: _with(inside.get(path[0]), path[1:], value)}
