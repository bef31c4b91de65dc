"""Typing into fields: letters with marks however they come, numbers as people write them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit

from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.text_editors import (
    CheckEditor,
    IntegerEditor,
    LongTextEditor,
    TextEditor,
)

NAME = FieldSpec("Họ và tên", FieldKind.TEXT, required=True, maximum=200, hint="như trong giấy tờ")
NOTE = FieldSpec("Ghi chú", FieldKind.LONG_TEXT, maximum=20_000)
COUNT = FieldSpec("Số người", FieldKind.INTEGER, minimum=0, maximum=1_000_000)
YEAR = FieldSpec("Năm sinh", FieldKind.INTEGER, minimum=1900, maximum=2100)
AGREED = FieldSpec("Đã đồng ý", FieldKind.CHECK)
_DECOMPOSED = "Đặng Thị Ơn"


@pytest.fixture
def name(qtbot) -> TextEditor:
    made = TextEditor("full_name", NAME)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def count(qtbot) -> IntegerEditor:
    made = IntegerEditor("headcount", COUNT)
    qtbot.addWidget(made)
    made.show()
    return made


def line(editor: Editor) -> QLineEdit:
    return editor.findChild(QLineEdit)


def problem(editor: Editor) -> QLabel:
    return editor.findChild(QLabel, f"{editor.objectName()}_problem")


@pytest.mark.parametrize("typed", ["Đặng Thị Ơn", _DECOMPOSED, "  Đặng Thị Ơn "])
def test_typed_letters_come_out_composed(name, type_text, typed: str) -> None:
    type_text(line(name), typed)
    assert name.value() == "Đặng Thị Ơn"


def test_a_word_from_an_input_method_arrives_whole(name, commit_text) -> None:
    commit_text(line(name), "Nguyễn")
    assert name.value() == "Nguyễn"


def test_the_way_unikey_rewrites_a_word_is_understood(qtbot, name, type_text) -> None:
    type_text(line(name), "Nguyen")
    for _ in range(2):
        qtbot.keyClick(line(name), Qt.Key.Key_Backspace)
    type_text(line(name), "ễn")
    assert name.value() == "Nguyễn"


def test_what_is_pasted_loses_what_cannot_be_seen(qtbot, name) -> None:
    QGuiApplication.clipboard().setText("Lê\u200b Văn\u00ad Ước")
    with qtbot.waitSignal(name.changed):
        qtbot.keyClick(line(name), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert name.value() == "Lê Văn Ước"


def test_showing_a_value_is_not_a_change_and_typing_is(qtbot, name, type_text) -> None:
    with qtbot.assertNotEmitted(name.changed):
        name.set_value("Đỗ Thị Mơ")
    with qtbot.waitSignal(name.changed):
        type_text(line(name), "!")


def test_the_journal_keeps_what_is_typed_to_the_letter(name, type_text) -> None:
    type_text(line(name), "  nửa chừng ")
    kept = name.state()
    name.set_value("")
    name.restore(kept)
    assert name.state() == "  nửa chừng "


def test_a_screen_reader_hears_label_hint_and_problem(name) -> None:
    assert line(name).accessibleName() == "Họ và tên"
    assert line(name).accessibleDescription() == "như trong giấy tờ"
    name.show_problem("Cần nhập Họ và tên.")
    assert line(name).accessibleDescription() == "Cần nhập Họ và tên."


def test_a_problem_stands_below_the_field_until_it_is_being_mended(name, type_text) -> None:
    assert problem(name).isHidden()
    name.show_problem("Cần nhập Họ và tên.")
    assert problem(name).text() == "Cần nhập Họ và tên."
    assert problem(name).isVisible()
    assert line(name).property("problem") == "danger"
    type_text(line(name), "Đ")
    assert problem(name).isHidden()
    assert not line(name).property("problem")


def test_a_warning_looks_different(name) -> None:
    name.show_problem("Có người trùng tên.", "warning")
    assert line(name).property("problem") == "warning"


def test_a_field_to_read_cannot_be_typed_into(name, type_text) -> None:
    name.set_value("Cũ")
    name.set_read_only(True)
    type_text(line(name), "mới")
    assert name.value() == "Cũ"


def test_lines_of_a_long_text_are_kept_and_tab_leaves_it(qtbot, type_text) -> None:
    note = LongTextEditor("note", NOTE)
    qtbot.addWidget(note)
    with qtbot.assertNotEmitted(note.changed):
        note.set_value("Một\nHai")
    field = note.findChild(QPlainTextEdit)
    with qtbot.waitSignal(note.changed):
        type_text(field, "Đ")
    assert note.value() == "ĐMột\nHai"
    assert field.tabChangesFocus()
    kept = note.state()
    note.set_value(None)
    note.restore(kept)
    assert note.value() == "ĐMột\nHai"
    note.set_read_only(True)
    type_text(field, "x")
    assert note.value() == "ĐMột\nHai"


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("1490000", 1_490_000, "1.490.000"),
        ("1.490.000", 1_490_000, "1.490.000"),
        ("1 490 000", 1_490_000, "1.490.000"),
        ("0", 0, "0"),
        ("", None, ""),
    ],
)
def test_a_number_is_read_as_people_write_it(qtbot, count, type_text, typed, value, shown) -> None:
    type_text(line(count), typed)
    assert count.value() == value
    assert count.own_problem() == ""
    qtbot.keyClick(line(count), Qt.Key.Key_Return)
    assert line(count).text() == shown


@pytest.mark.parametrize("typed", ["mười", "1.49", "12a"])
def test_what_is_no_number_is_said_and_kept_on_screen(count, type_text, typed: str) -> None:
    type_text(line(count), typed)
    assert count.value() is None
    assert count.own_problem() == "Số người phải là số nguyên."
    assert count.state() == typed


def test_a_year_has_no_point_in_it(qtbot) -> None:
    year = IntegerEditor("birth_year", YEAR)
    qtbot.addWidget(year)
    year.set_value(1967)
    assert line(year).text() == "1967"


def test_the_number_of_a_decision_has_no_point_in_it(qtbot) -> None:
    spec = FieldSpec("Số quyết định", FieldKind.INTEGER, minimum=1, is_ordinal=True)
    number = IntegerEditor("number", spec)
    qtbot.addWidget(number)
    number.set_value(3215)
    assert number.findChild(QLineEdit).text() == "3215"


def test_a_box_is_ticked_by_hand_only(qtbot) -> None:
    agreed = CheckEditor("agreed", AGREED)
    qtbot.addWidget(agreed)
    box = agreed.findChild(QCheckBox)
    with qtbot.assertNotEmitted(agreed.changed):
        agreed.set_value(True)
    with qtbot.waitSignal(agreed.changed):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert agreed.value() is False
    agreed.restore(True)
    assert agreed.state() is True
    agreed.set_read_only(True)
    assert not box.isEnabled()


@pytest.mark.usefixtures("dressed")
def test_a_long_text_that_only_reads_has_the_ground_of_a_line_that_only_reads(qtbot) -> None:
    short, long = TextEditor("name", NAME), LongTextEditor("note", NOTE)
    for editor in (short, long):
        qtbot.addWidget(editor)
        editor.show()

    def grounds() -> list[str]:
        return [e.field.grab().toImage().pixelColor(5, 12).name() for e in (short, long)]

    writable = grounds()
    for editor in (short, long):
        editor.set_read_only(True)
    readable = grounds()
    for editor in (short, long):
        editor.set_read_only(False)

    assert len(set(readable)) == 1
    assert readable != writable
    assert grounds() == writable
