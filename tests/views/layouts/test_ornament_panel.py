"""Frames and drawings on the drawing board: taken hold of, measured, added, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QCheckBox, QColorDialog, QComboBox, QDoubleSpinBox, QLabel, QWidget

from desktop.documents.layout_file import load_layout
from desktop.services.certificate_layouts import Layout, LayoutDraft, Ornament, OrnamentKind
from desktop.views.layouts.ornaments import LABELS, areas
from tests.views.layouts.conftest import Board

RULE = Ornament(OrnamentKind.RULE, 100.0, 60.0, 60.0, 4.0, "#B8861F")
FRAME = Ornament(OrnamentKind.BRAID_FRAME, 20.0, 20.0, 250.0, 170.0, "#B8861F", "#FBEFC8", band=9.0)


@pytest.fixture
def drawn(board: Board) -> Iterator[Board]:
    """The board with a frame and a rule, its hand on them."""
    layout = replace(load_layout("a4-plain"), ornaments=(FRAME, RULE))
    board.designer.load(LayoutDraft(layout))
    board.designer.canvas.set_zoom(5 * 25.4 / 96)
    board.designer.canvas.centerOn(148.5, 105)
    board.designer.panels.setCurrentWidget(board.designer.ornaments)
    yield board
    board.designer.canvas._settling.stop()


def layout_of(board: Board) -> Layout:
    return board.designer.editing.layout


def find(board: Board, kind: type[QWidget], name: str) -> Any:
    found = board.designer.findChild(kind, name)
    assert found is not None, name
    return found


def type_number(board: Board, name: str, typed: str) -> None:
    field = find(board, QDoubleSpinBox, name)
    field.setFocus()
    field.selectAll()
    board.qtbot.keyClicks(field, typed)
    board.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_kind_of_ornament_has_a_name() -> None:
    assert set(LABELS) == set(OrnamentKind)
    names = [area.text for area in areas(load_layout("a4-plain"))]
    assert len(names) == len(set(names))


def test_a_drawing_is_dragged_nudged_and_put_back(drawn: Board) -> None:
    boxes = layout_of(drawn).boxes
    drawn.drag((130.0, 62.0), (140.0, 72.0))
    assert layout_of(drawn).ornaments == (FRAME, replace(RULE, x=110.0, y=70.0))
    for _ in range(3):
        drawn.press(Qt.Key.Key_Left)
    assert layout_of(drawn).ornaments[1].x == 109.7
    editing = drawn.designer.editing
    assert editing.stack.undoText() == "Nhích Đường kẻ"
    drawn.button("undo").click()
    drawn.button("undo").click()
    assert layout_of(drawn).ornaments == (FRAME, RULE)
    drawn.button("redo").click()
    assert layout_of(drawn).ornaments[1].y == 70.0
    assert layout_of(drawn).boxes == boxes


def test_a_frame_is_sized_by_its_grip_and_its_band_stays_within_it(drawn: Board) -> None:
    drawn.click(22.0, 100.0)
    assert drawn.selected == ["ornament#0"]
    drawn.drag((270.0, 190.0), (32.0, 32.0))
    frame = layout_of(drawn).ornaments[0]
    assert (frame.width, frame.height, frame.band) == (12.0, 12.0, 6.0)
    assert drawn.problems() == []


def test_boxes_stay_where_they_are_while_drawings_are_worked_on(drawn: Board) -> None:
    before = layout_of(drawn)
    x, y = drawn.middle("place_date")
    drawn.click(x, y)
    assert drawn.selected == ["ornament#0"]
    drawn.designer.panels.setCurrentIndex(0)
    assert drawn.selected == []
    drawn.click(x, y)
    assert drawn.selected == ["place_date"]
    assert layout_of(drawn) == before


def test_measures_colours_and_filling_are_typed(
    drawn: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn.click(130.0, 62.0)
    type_number(drawn, "ornament_y", "64,25")
    type_number(drawn, "ornament_line", "0,5")
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_args: QColor("#b3151b"))
    find(drawn, QWidget, "ornament_color").click()
    find(drawn, QCheckBox, "ornament_filled").click()
    rule = layout_of(drawn).ornaments[1]
    assert (rule.y, rule.line, rule.color, rule.second_color) == (64.25, 0.5, "#b3151b", "#b3151b")
    assert not find(drawn, QDoubleSpinBox, "ornament_band").isEnabled()


@pytest.mark.parametrize("kind", OrnamentKind)
def test_a_new_drawing_can_be_printed_and_taken_away_again(
    drawn: Board, kind: OrnamentKind
) -> None:
    act = drawn.designer.findChild(QAction, f"add_{kind}")
    assert act is not None
    act.trigger()
    assert layout_of(drawn).ornaments[-1].kind is kind
    assert drawn.selected == ["ornament#2"]
    assert drawn.problems() == []
    drawn.button("duplicate").click()
    assert len(layout_of(drawn).ornaments) == 4
    drawn.press(Qt.Key.Key_Delete)
    drawn.button("undo").click()
    assert len(layout_of(drawn).ornaments) == 4
    drawn.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    drawn.press(Qt.Key.Key_Delete)
    assert layout_of(drawn).ornaments == ()


def test_a_drawing_off_the_paper_is_named_and_a_click_leads_to_it(drawn: Board) -> None:
    drawn.click(130.0, 62.0)
    type_number(drawn, "ornament_x", "280")
    assert drawn.problems() == ["Đường kẻ: nằm ra ngoài tờ giấy; kéo vào trong."]
    drawn.designer.panels.setCurrentIndex(0)
    drawn.designer.problems.chosen.emit("ornament#1")
    assert drawn.designer.panels.currentWidget() is drawn.designer.ornaments
    assert find(drawn, QComboBox, "ornament").currentText() == "Đường kẻ"


@pytest.mark.parametrize(
    ("base", "overlay", "why"), [("a4-plain", False, "theo mẫu gốc"), ("", True, "In lên phôi")]
)
def test_what_the_base_or_the_blank_has_is_not_changed(
    drawn: Board, base: str, overlay: bool, why: str
) -> None:
    layout = replace(layout_of(drawn), overlay=overlay)
    drawn.designer.load(LayoutDraft(layout, base_code=base), layout if base else None)
    drawn.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    drawn.press(Qt.Key.Key_Right)
    drawn.press(Qt.Key.Key_Delete)
    drawn.drag((130.0, 62.0), (140.0, 72.0))
    drawn.designer.editing.duplicate()
    assert layout_of(drawn) == layout
    assert why in find(drawn, QLabel, "ornament_hint").text()
