"""What differs from a layout: for one award, one kind of recipient, or one certificate.

A change names boxes by their id and holds only what is otherwise, so that what is later moved in
the layout below moves here too. A change to a box that is no longer there is reported and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, get_type_hints

from desktop.documents.layout import Box, Layout
from desktop.documents.layout_file import (
    VERSION,
    bad,
    item_data,
    items,
    known,
    require_version,
    typed_item,
)
from desktop.documents.layout_file import typed as typed_value

_TYPES = get_type_hints(Box)
_CHANGEABLE = frozenset(_TYPES) - {"id", "kind"}


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """Changes to a layout's boxes.

    Attributes:
        changed: by box id, the attributes of ``Box`` that are otherwise (not ``id`` or ``kind``);
            a box is hidden by ``visible`` False.
        added: boxes the layout below does not have, drawn after its own.
    """

    changed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    added: tuple[Box, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is otherwise at all."""
        return bool(self.changed or self.added)


class LossReason(StrEnum):
    """Why a change does not show."""

    BOX_GONE = "BOX_GONE"
    NAME_TAKEN = "NAME_TAKEN"


@dataclass(frozen=True, slots=True)
class LostChange:
    """A change that has nothing to change, or an added box whose name the layout now has itself.

    Attributes:
        level: which of the changes given to ``resolve``, from 0.
        box: the box's id.
        reason: why it does not show.
        values: what it would change; the added box's attributes.
    """

    level: int
    box: str
    reason: LossReason
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A layout with its changes, and which of them found nothing to change."""

    layout: Layout
    lost: tuple[LostChange, ...]


def resolve(base: Layout, *changes: LayoutChange) -> Resolved:
    """Return ``base`` with ``changes`` one on top of the other, the last one prevailing.

    What comes out may lie off the paper or not fit: ask ``layout_problems.problems``.
    """
    boxes = {box.id: box for box in base.boxes}
    lost: list[LostChange] = []
    for level, change in enumerate(changes):
        for box in change.added:
            if box.id in boxes:
                lost.append(LostChange(level, box.id, LossReason.NAME_TAKEN, item_data(box)))
            else:
                boxes[box.id] = box
        for box_id, values in change.changed.items():
            if box_id in boxes:
                boxes[box_id] = replace(boxes[box_id], **values)
            else:
                lost.append(LostChange(level, box_id, LossReason.BOX_GONE, dict(values)))
    return Resolved(replace(base, boxes=tuple(boxes.values())), tuple(lost))


def difference(base: Layout, wanted: Layout, kept: Iterable[LostChange] = ()) -> LayoutChange:
    """Return the change that makes ``wanted`` of ``base``; page and drawings stay the base's.

    Args:
        base: the layout below, with the changes of the levels below.
        wanted: how its boxes are to be; one it lacks is hidden.
        kept: what ``resolve`` reported as lost at this level, to be kept for when its box returns.
    """
    own = {box.id: box for box in base.boxes}
    asked = {box.id: box for box in wanted.boxes}
    changed: dict[str, Mapping[str, Any]] = {
        item.box: item.values for item in kept if item.reason is LossReason.BOX_GONE
    }
    for box_id, box in own.items():
        other = asked.get(box_id, replace(box, visible=False))
        if values := _otherwise(box, other):
            changed[box_id] = values
    return LayoutChange(changed, tuple(box for box in wanted.boxes if box.id not in own))


def _otherwise(box: Box, other: Box) -> Mapping[str, Any]:
    return {
        key: getattr(other, key)
        for key in (f.name for f in fields(Box))
        if key in _CHANGEABLE and getattr(other, key) != getattr(box, key)
    }


def change_data(change: LayoutChange) -> dict[str, Any]:
    """Return a change as an object of JSON, as ``change_of`` reads it."""
    boxes = {box_id: _plain(values) for box_id, values in change.changed.items()}
    return {"version": VERSION, "boxes": boxes, "added": [item_data(box) for box in change.added]}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.value if isinstance(value, StrEnum) else value for key, value in values.items()
    }


def change_of(data: Mapping[str, Any]) -> LayoutChange:
    """Return the change an object read from JSON describes.

    Raises:
        DocumentFailed: LAYOUT_BAD with the path of the first wrong key as ``field``, as
            ``boxes.name.width``; LAYOUT_NEWER with its ``version``.
    """
    require_version(data)
    known(data, {"version", "boxes", "added"}, "")
    boxes = typed_value(data, "boxes", dict, "")
    changed = {box_id: _values(boxes, box_id) for box_id in boxes}
    return LayoutChange(changed, tuple(items(data, "added", Box)))


def _values(boxes: Mapping[str, Any], box_id: str) -> dict[str, Any]:
    values, path = typed_value(boxes, box_id, dict, "boxes."), f"boxes.{box_id}."
    for key in values:
        if key not in _CHANGEABLE:
            raise bad(path + key, "unknown key")
    return {key: typed_item(values, key, _TYPES[key], path) for key in values}
