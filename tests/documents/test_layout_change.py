"""Layouts inherit: what is moved below moves above too, and no change is lost unsaid."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop.documents.layout import Align, Box, Layout
from desktop.documents.layout_change import (
    LayoutChange,
    LossReason,
    change_data,
    change_of,
    difference,
    resolve,
)
from desktop.documents.layout_file import load_layout
from desktop.errors import DocumentFailed

BASE = load_layout("a4-plain")
STAMP = Box("stamp", "Bản sao", 20, 20, 40, 10, "Tinos-Bold", 14)


def _box(layout: Layout, box_id: str) -> Box:
    box = layout.box(box_id)
    assert box is not None
    return box


def test_the_last_change_prevails_and_the_rest_is_inherited() -> None:
    for_award = LayoutChange({"name": {"size": 30.0, "color": "#B3151B"}})
    for_one = LayoutChange({"name": {"size": 26.0}})
    found = resolve(BASE, for_award, for_one)
    name = _box(found.layout, "name")
    assert (name.size, name.color, name.x) == (26.0, "#B3151B", _box(BASE, "name").x)
    assert found.lost == ()


def test_a_box_moved_in_the_blanks_layout_moves_in_all_that_inherit_it() -> None:
    change = LayoutChange({"name": {"size": 30.0}})
    moved = replace(BASE, boxes=tuple(replace(box, x=box.x + 1) for box in BASE.boxes))
    name = _box(resolve(moved, change).layout, "name")
    assert (name.x, name.size) == (_box(BASE, "name").x + 1, 30.0)


def test_boxes_are_added_on_top_and_hidden_by_name() -> None:
    change = LayoutChange({"honorific": {"visible": False}}, added=(STAMP,))
    layout = resolve(BASE, change).layout
    printed = [box.id for box in layout.printed_boxes(overlay=False)]
    assert "honorific" not in printed
    assert printed[-1] == "stamp"


def test_a_change_whose_box_is_gone_is_reported_with_what_it_held() -> None:
    change = LayoutChange({"motto": {"x": 61.0}, "name": {"x": 31.0}})
    shorter = replace(BASE, boxes=tuple(box for box in BASE.boxes if box.id != "motto"))
    found = resolve(shorter, LayoutChange(), change)
    (lost,) = found.lost
    assert (lost.level, lost.box, lost.reason) == (1, "motto", LossReason.BOX_GONE)
    assert lost.values == {"x": 61.0}
    assert _box(found.layout, "name").x == 31.0


def test_an_added_box_whose_name_the_layout_has_by_now_is_reported() -> None:
    (lost,) = resolve(BASE, LayoutChange(added=(replace(STAMP, id="name"),))).lost
    assert (lost.box, lost.reason) == ("name", LossReason.NAME_TAKEN)
    assert lost.values["text"] == "Bản sao"


def test_the_difference_makes_the_one_of_the_other() -> None:
    wanted = replace(
        BASE,
        boxes=(
            *(
                replace(box, align=Align.LEFT, x=box.x + 0.1) if box.id == "name" else box
                for box in BASE.boxes
                if box.id != "verb"
            ),
            STAMP,
        ),
    )
    change = difference(BASE, wanted)
    assert set(change.changed) == {"name", "verb"}
    assert change.changed["verb"] == {"visible": False}
    made = resolve(BASE, change).layout
    assert made.printed_boxes(overlay=False) == wanted.printed_boxes(overlay=False)


def test_what_was_lost_is_kept_for_when_its_box_returns() -> None:
    change = LayoutChange({"motto": {"x": 61.0}})
    shorter = replace(BASE, boxes=tuple(box for box in BASE.boxes if box.id != "motto"))
    resolved = resolve(shorter, change)
    saved = difference(shorter, resolved.layout, kept=resolved.lost)
    assert _box(resolve(BASE, saved).layout, "motto").x == 61.0


def test_no_difference_is_no_change() -> None:
    assert not difference(BASE, BASE)
    assert resolve(BASE, difference(BASE, BASE)) == resolve(BASE)


def test_a_change_is_read_as_it_was_written() -> None:
    change = LayoutChange({"name": {"align": Align.RIGHT, "x": 10.0, "visible": False}}, (STAMP,))
    assert change_of(json.loads(json.dumps(change_data(change)))) == change


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"boxes": {}, "added": []}, "version"),
        ({"version": 1, "added": []}, "boxes"),
        ({"version": 1, "boxes": {}}, "added"),
        ({"version": 1, "boxes": {"name": 3}, "added": []}, "boxes.name"),
        ({"version": 1, "boxes": {"name": {"id": "x"}}, "added": []}, "boxes.name.id"),
        ({"version": 1, "boxes": {"name": {"x": "3"}}, "added": []}, "boxes.name.x"),
        ({"version": 1, "boxes": {"name": {"align": "up"}}, "added": []}, "boxes.name.align"),
        ({"version": 1, "boxes": {}, "added": [{"id": "a"}]}, "added[0].text"),
        ({"version": 1, "boxes": {}, "added": [], "more": 1}, "more"),
    ],
)
def test_a_wrong_change_is_refused_by_the_path_of_its_key(data: dict[str, Any], field: str) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        change_of(data)
    assert refusal.value.code is DocumentFailed.Code.LAYOUT_BAD
    assert refusal.value.data["field"] == field
