"""Boxes moved, sized and chosen on the canvas as an officer does it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from tests.views.layouts.conftest import Board

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


def alone(board: Board, box_id: str) -> None:
    """Leave one box on the page."""
    others = [box.id for box in board.designer.editing.layout.boxes if box.id != box_id]
    board.designer.editing.select(others)
    board.designer.editing.delete()


def test_a_click_selects_and_a_drag_moves_by_what_the_mouse_went(board: Board) -> None:
    before = board.box("post_unit")
    x, y = board.middle("post_unit")
    board.drag((x, y), (x + 12, y + 4))
    after = board.box("post_unit")
    assert board.selected == ["post_unit"]
    assert (after.x - before.x, after.y - before.y) == pytest.approx((12, 4), abs=0.11)
    assert (after.width, after.height) == (before.width, before.height)
    assert board.designer.editing.stack.undoText() == "Di chuyển Chức danh, đơn vị hoặc nơi ở"


def test_a_click_that_moves_nothing_changes_nothing(board: Board) -> None:
    before = board.designer.editing.layout
    board.click(*board.middle("achievement"))
    assert board.designer.editing.layout == before
    assert not board.designer.is_dirty


@pytest.mark.parametrize(
    ("key", "across", "down"),
    [
        (Qt.Key.Key_Left, -0.1, 0),
        (Qt.Key.Key_Right, 0.1, 0),
        (Qt.Key.Key_Up, 0, -0.1),
        (Qt.Key.Key_Down, 0, 0.1),
    ],
)
def test_an_arrow_nudges_by_exactly_a_tenth_and_with_shift_by_one(
    board: Board, key: Qt.Key, across: float, down: float
) -> None:
    board.click(*board.middle("achievement"))
    before = board.box("achievement")
    for _ in range(3):
        board.press(key)
    after = board.box("achievement")
    expected = (round(before.x + 3 * across, 2), round(before.y + 3 * down, 2))
    assert (after.x, after.y) == expected
    board.press(key, _SHIFT)
    after = board.box("achievement")
    assert (after.x, after.y) == (
        round(expected[0] + 10 * across, 2),
        round(expected[1] + 10 * down, 2),
    )


def test_nudges_in_a_row_are_taken_back_as_one(board: Board) -> None:
    before = board.designer.editing.layout
    board.click(*board.middle("achievement"))
    for _ in range(5):
        board.press(Qt.Key.Key_Right)
    board.button("undo").click()
    assert board.designer.editing.layout == before
    assert not board.designer.is_dirty
    board.button("redo").click()
    assert board.box("achievement").x == pytest.approx(38.5)


def test_every_act_is_undone_and_done_again_by_its_name(board: Board) -> None:
    editing = board.designer.editing
    layouts = [editing.layout]
    x, y = board.middle("achievement")
    board.drag((x, y), (x + 5, y))
    layouts.append(editing.layout)
    board.press(Qt.Key.Key_Down)
    layouts.append(editing.layout)
    board.button("duplicate").click()
    layouts.append(editing.layout)
    board.press(Qt.Key.Key_Delete)
    layouts.append(editing.layout)
    assert "Xóa" in board.button("undo").toolTip()
    for expected in reversed(layouts[:-1]):
        board.button("undo").click()
        assert editing.layout == expected
    assert not board.button("undo").isEnabled()
    for expected in layouts[1:]:
        board.button("redo").click()
        assert editing.layout == expected


@pytest.mark.parametrize(
    ("grip", "change"),
    [
        ((1.0, 0.5), (0, 0, 8, 0)),
        ((0.0, 0.5), (8, 0, -8, 0)),
        ((0.5, 1.0), (0, 0, 0, 3)),
        ((0.0, 0.0), (8, 3, -8, -3)),
    ],
)
def test_a_grip_sizes_the_box_and_leaves_the_other_edges(
    board: Board, grip: tuple[float, float], change: tuple[float, ...]
) -> None:
    board.click(*board.middle("achievement"))
    before = board.box("achievement")
    start = (before.x + grip[0] * before.width, before.y + grip[1] * before.height)
    board.drag(start, (start[0] + 8, start[1] + 3))
    after = board.box("achievement")
    found = (
        *(after.x - before.x, after.y - before.y),
        *(after.width - before.width, after.height - before.height),
    )
    assert found == pytest.approx(change, abs=0.11)
    assert board.designer.editing.stack.undoText().startswith("Đổi cỡ")


def test_a_box_cannot_be_turned_inside_out(board: Board) -> None:
    board.click(*board.middle("place_date"))
    before = board.box("place_date")
    middle = before.y + before.height / 2
    board.drag((before.x + before.width, middle), (before.x - 60, middle))
    after = board.box("place_date")
    assert (after.x, after.width) == (before.x, 1.0)


def test_a_dragged_box_clings_to_the_middle_of_the_page_and_shows_the_line(board: Board) -> None:
    board.designer.canvas.snaps = True
    alone(board, "place_date")
    x, y = board.middle("place_date")
    board.drag((x, y), (148.5 + 0.8, y + 30), let_go=False)
    guides = board.designer.canvas.reached.guides
    assert any(guide.upright and guide.at == 148.5 for guide in guides)
    board.qtbot.mouseRelease(
        board.designer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=board.at(149.3, y + 30)
    )
    box = board.box("place_date")
    assert box.x + box.width / 2 == pytest.approx(148.5, abs=0.01)


def test_alt_lets_nothing_cling(board: Board) -> None:
    board.designer.canvas.snaps = True
    x, y = board.middle("place_date")
    board.drag((x, y), (148.5 + 0.8, y + 30), _ALT)
    box = board.box("place_date")
    assert box.x + box.width / 2 == pytest.approx(149.3, abs=0.12)


def test_escape_gives_a_drag_up(board: Board) -> None:
    before = board.designer.editing.layout
    x, y = board.middle("achievement")
    board.drag((x, y), (x + 20, y + 9), let_go=False)
    board.press(Qt.Key.Key_Escape)
    board.qtbot.mouseRelease(
        board.designer.canvas.viewport(), Qt.MouseButton.LeftButton, pos=board.at(x + 20, y + 9)
    )
    assert board.designer.editing.layout == before


def test_tab_reaches_every_box_and_then_goes_on(board: Board) -> None:
    canvas = board.designer.canvas
    canvas.setFocus()
    reached = []
    for _ in board.designer.editing.layout.boxes:
        board.press(Qt.Key.Key_Tab)
        reached += board.selected
    assert reached == [box.id for box in board.designer.editing.layout.boxes]
    assert QApplication.focusWidget() is canvas
    board.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not canvas


def test_a_screen_reader_hears_where_the_selected_box_stands(board: Board) -> None:
    board.click(*board.middle("signer_name"))
    says = board.designer.canvas.accessibleDescription()
    assert says.startswith("Họ tên người ký: cách mép trái 166, mép trên 180, rộng 100")


def test_a_band_selects_what_it_touches(board: Board) -> None:
    decision, register = board.box("decision_line"), board.box("register_line")
    below = register.y + register.height + 12
    board.drag((25, below), (60, decision.y + 2))
    assert set(board.selected) >= {"decision_line", "register_line"}
    assert "signer_name" not in board.selected


def test_several_boxes_move_together_and_a_click_selects_one_again(board: Board) -> None:
    board.click(*board.middle("place_date"))
    board.click(*board.middle("signer_name"), _CTRL)
    assert board.selected == ["place_date", "signer_name"]
    first, second = board.box("place_date"), board.box("signer_name")
    x, y = board.middle("place_date")
    board.drag((x, y), (x - 10, y))
    assert board.box("place_date").x - first.x == pytest.approx(-10, abs=0.11)
    assert board.box("signer_name").x - second.x == pytest.approx(-10, abs=0.11)
    assert board.designer.editing.stack.undoText() == "Di chuyển 2 khung"
    board.click(*board.middle("signer_name"))
    assert board.selected == ["signer_name"]


@pytest.mark.parametrize(
    ("button", "edge"),
    [
        ("align_left", lambda b: b.x),
        ("align_right", lambda b: b.x + b.width),
        ("align_center", lambda b: b.x + b.width / 2),
        ("align_top", lambda b: b.y),
        ("align_bottom", lambda b: b.y + b.height),
        ("align_middle", lambda b: b.y + b.height / 2),
    ],
)
def test_selected_boxes_are_lined_up(board: Board, button: str, edge: object) -> None:
    board.designer.editing.select(["place_date", "signer_name", "decision_line"])
    board.button(button).click()
    assert callable(edge)
    places = {round(edge(board.box(i)), 2) for i in board.selected}
    assert len(places) == 1


def test_boxes_are_made_as_wide_and_spread_evenly(board: Board) -> None:
    ids = ["honorific", "post_unit", "place_date"]
    board.designer.editing.select(ids)
    board.button("same_width").click()
    assert {board.box(i).width for i in ids} == {board.box("place_date").width}
    board.button("spread_down").click()
    boxes = sorted((board.box(i) for i in ids), key=lambda b: b.y)
    gaps = [b.y - (a.y + a.height) for a, b in pairwise(boxes)]
    assert gaps[0] == pytest.approx(gaps[1], abs=0.02)


def test_the_grid_holds_what_nothing_nearer_does(board: Board) -> None:
    board.designer.canvas.snaps = True
    board.button("grid").click()
    alone(board, "verb")
    x, y = board.middle("verb")
    board.drag((x, y), (x + 33.3, y + 41.2))
    box = board.box("verb")
    assert (box.x % 5, box.y % 5) == (0, 0)


def test_the_smallest_of_boxes_over_one_another_is_taken(board: Board) -> None:
    board.designer.editing.select(["verb"])
    inside = board.box("achievement")

    board.designer.editing.put(
        "x", [replace(board.box("verb"), x=inside.x + 50, y=inside.y + 5, width=40)]
    )
    board.click(inside.x + 60, inside.y + 8)
    assert board.selected == ["verb"]


def test_zoom_shows_a_share_of_the_real_size_and_fits_the_sheet(board: Board) -> None:
    canvas = board.designer.canvas
    canvas.set_zoom(1.0)
    assert canvas.pixels_per_mm == pytest.approx(96 / 25.4)
    before = canvas.percent
    board.button("zoom_in").click()
    assert canvas.percent == round(before * 1.25)
    board.button("zoom_fit").click()
    for corner in ((0, 0), (297, 210)):
        assert canvas.viewport().rect().contains(canvas.mapFromScene(QPointF(*corner)))
