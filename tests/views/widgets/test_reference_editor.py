"""Finding another record while typing, homonyms included."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.reference_editor import Found, ReferenceEditor

# What the offscreen platform says of every window that pops up.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)

ON = Found(uuid4(), "Đặng Thị Ơn", "sinh 1980 · Thôn Mơ")
SAME = Found(uuid4(), "Đặng Thị Ơn", "sinh 1980 · Thôn Mơ")
HUNG = Found(uuid4(), "Đỗ Hùng")


@pytest.fixture
def head(qtbot) -> ReferenceEditor:
    spec = FieldSpec("Người đứng đầu", FieldKind.REFERENCE, refers_to="people")
    made = ReferenceEditor("head_id", spec)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    yield made
    # A popup still open would outlive the test's window.
    made.findChild(QCompleter).popup().hide()


@pytest.fixture
def line(head: ReferenceEditor) -> QLineEdit:
    return head.findChild(QLineEdit)


def popup(head: ReferenceEditor):
    return head.findChild(QCompleter).popup()


def test_it_asks_once_for_the_word_typed(qtbot, head, line, type_text) -> None:
    with qtbot.waitSignal(head.lookup_requested) as asked:
        type_text(line, "dang")
    assert asked.args == ["people", "dang"]
    assert head.value() is None
    assert "chọn một dòng" in head.own_problem()


def test_what_is_chosen_in_the_list_is_taken(qtbot, head, line, type_text) -> None:
    type_text(line, "d")
    head.show_matches([ON, HUNG])
    assert popup(head).isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(popup(head), key)
    with qtbot.waitSignal(head.changed):
        qtbot.keyClick(popup(head), Qt.Key.Key_Return)
    assert head.value() == HUNG.id
    assert line.text() == "Đỗ Hùng"
    assert head.own_problem() == ""


def test_of_two_with_the_same_line_the_second_can_be_chosen(qtbot, head, line, type_text) -> None:
    type_text(line, "on")
    head.show_matches([ON, SAME])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(popup(head), key)
    assert head.value() == SAME.id
    assert line.text() == "Đặng Thị Ơn"


def test_the_list_says_who_is_meant(head, line, type_text) -> None:
    type_text(line, "on")
    head.show_matches([ON])
    assert popup(head).model().index(0, 0).data() == "Đặng Thị Ơn · sinh 1980 · Thôn Mơ"


def test_the_only_match_is_taken_on_leaving(qtbot, head, line, type_text) -> None:
    type_text(line, "hùng")
    head.show_matches([HUNG])
    popup(head).hide()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert head.value() == HUNG.id


def test_a_match_of_an_older_text_is_not_taken(qtbot, head, line, type_text) -> None:
    type_text(line, "hùng")
    head.show_matches([HUNG])
    popup(head).hide()
    type_text(line, " cường")
    popup(head).hide()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert head.value() is None
    assert line.text() == "hùng cường"


def test_typing_over_a_record_lets_it_go(qtbot, head, line, type_text) -> None:
    head.set_display(HUNG.id, HUNG.title)
    assert head.value() == HUNG.id
    with qtbot.waitSignal(head.changed):
        type_text(line, "x")
    assert head.value() is None


def test_clearing_means_nobody(qtbot, head, line) -> None:
    head.set_display(HUNG.id, HUNG.title)
    with qtbot.waitSignal(head.changed):
        line.clear()
    assert head.value() is None
    assert head.own_problem() == ""


def test_showing_a_record_is_not_a_change(qtbot, head) -> None:
    with qtbot.assertNotEmitted(head.changed):
        head.set_display(ON.id, ON.title)
        head.set_value(ON.id)
        head.set_value(None)
    assert head.value() is None


def test_typed_and_not_chosen_survives_a_crash(head, line, type_text) -> None:
    type_text(line, "đặng th")
    kept = head.state()
    head.set_display(ON.id, ON.title)
    chosen = head.state()
    head.restore(kept)
    assert line.text() == "đặng th"
    assert head.value() is None
    head.restore(chosen)
    assert head.value() == ON.id
    head.restore(None)
    assert head.state() == {"id": None, "title": ""}


def test_a_reference_to_read_cannot_be_typed_into(head, line, type_text) -> None:
    head.set_display(ON.id, ON.title)
    head.set_read_only(True)
    type_text(line, "x")
    assert head.value() == ON.id
