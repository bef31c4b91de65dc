"""Text patterns under the Vietnamese names of their fields, and back to what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.documents.layout_file import list_layouts, load_layout
from desktop.views.layouts.patterns import kept, shown
from desktop.views.layouts.words import FIELDS
from tests.views.layouts.conftest import Board


def test_every_ready_layout_s_text_comes_back_to_the_letter() -> None:
    texts = {box.text for code, _name in list_layouts() for box in load_layout(code).boxes}
    assert any("{name}" in text for text in texts)
    for text in (*texts, "{nobody} {", "}{}", "{{name}}", "", "Số: {number}\n[{name}] {name}"):
        assert kept(shown(text)) == text


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_shown_and_known_by_its_vietnamese_name(field: str) -> None:
    assert shown(f"a {{{field}}} b") == f"a {{{FIELDS[field]}}} b"
    assert kept(f"{{{FIELDS[field].upper()}}}") == f"{{{field}}}"


@pytest.mark.parametrize("typed", ["{Họ và tên}", "{họ tên}", "{ TÊN }", "{name}", "{ten}"])
def test_a_name_typed_by_hand_is_known_however_it_is_written(typed: str) -> None:
    assert kept(typed) == "{name}"


def test_what_nobody_knows_stays_as_it_was_typed() -> None:
    assert kept("{Chiều cao} cm") == "{Chiều cao} cm"


def field_of(board: Board) -> QPlainTextEdit:
    found = board.designer.findChild(QPlainTextEdit, "box_text")
    assert found is not None
    return found


def test_an_officer_sees_and_inserts_vietnamese_fields(board: Board, type_text: Any) -> None:
    board.click(*board.middle("post_unit"))
    board.press(Qt.Key.Key_Return)
    text = field_of(board)
    assert text.toPlainText() == "{Chức danh, đơn vị hoặc nơi ở}"
    type_text(text, "Của {thành tích} ")
    act = board.designer.findChild(QAction, "field_name")
    assert act is not None
    act.trigger()
    assert board.box("post_unit").text == "Của {achievement} {name}"
    # What was typed is not written over under the cursor.
    assert text.toPlainText() == "Của {thành tích} {Tên người, tập thể, hộ}"


def test_an_unknown_field_is_told_beside_what_was_typed(board: Board, type_text: Any) -> None:
    board.click(*board.middle("post_unit"))
    board.press(Qt.Key.Key_Return)
    text, problem = field_of(board), board.designer.findChild(QLabel, "box_text_problem")
    assert problem is not None
    assert problem.isHidden()
    type_text(text, "{Chiều cao}")
    assert problem.text().startswith("Không có nội dung nào tên {Chiều cao}")
    text.moveCursor(QTextCursor.MoveOperation.End)
    board.qtbot.keyClick(text, Qt.Key.Key_Backspace)
    assert problem.text().startswith("Ngoặc nhọn { } phải đủ đôi")
    text.selectAll()
    type_text(text, "Thôn 5")
    assert problem.isHidden()


def test_typing_is_taken_back_by_its_own_undo_and_then_by_the_layout_s(
    board: Board, type_text: Any
) -> None:
    before = board.designer.editing.layout
    board.click(*board.middle("post_unit"))
    board.press(Qt.Key.Key_Right)
    board.press(Qt.Key.Key_Return)
    text = field_of(board)
    text.moveCursor(QTextCursor.MoveOperation.End)
    type_text(text, " ở xã")
    assert board.box("post_unit").text == "{post_unit} ở xã"
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(12):
        if board.designer.editing.layout != before:
            board.qtbot.keyClick(text, Qt.Key.Key_Z, control)
    assert board.designer.editing.layout == before
    assert not board.designer.editing.stack.canUndo()
