"""A nested table: typed cells, lines that come, go and move, cells pasted from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from desktop.law.terms import Grade
from desktop.services.fields import (
    FieldKind,
    FieldSpec,
    Line,
    check,
    choice,
    day,
    integer,
    option,
    reference,
    text,
)
from desktop.views.widgets.lines_editor import LinesEditor
from desktop.views.widgets.lines_layout import block_places
from desktop.views.widgets.reference_editor import Found

_CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine(Line):
    name: str = text("Tên", required=True)
    since: date | None = day("Từ ngày")
    people: int | None = integer("Số người")
    grade: Grade = choice("Xếp loại", Grade.GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class WideLine(Line):
    who: UUID | None = reference("Ai", "people")
    award: str = option("Danh hiệu", "awards")
    done: bool = check("Đã xong")
    story: str = text("Thành tích", maximum=2000)
    note: str = text("Ghi chú")


OLD = NameLine(id=uuid4(), name="Thôn Mơ cũ", since=date(2008, 1, 1), people=1200)
NEW = NameLine(id=uuid4(), name="Thôn Mơ mới", grade=Grade.EXCELLENT)


def made(qtbot, line: type[Line]) -> LinesEditor:
    editor = LinesEditor("names", FieldSpec("Tên qua các thời kỳ", FieldKind.LINES, line=line))
    qtbot.addWidget(editor)
    editor.resize(700, 400)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.activateWindow()
    return editor


@pytest.fixture
def names(qtbot) -> LinesEditor:
    editor = made(qtbot, NameLine)
    editor.set_value((OLD, NEW))
    return editor


@pytest.fixture
def wide(qtbot) -> LinesEditor:
    return made(qtbot, WideLine)


def cell(editor: LinesEditor, line: int, field: str) -> QLineEdit:
    return editor.findChild(QLineEdit, f"names_{line}_{field}_field")


def click(editor: LinesEditor, name: str) -> None:
    editor.findChild(QPushButton, f"names_{name}").click()


def titles(editor: LinesEditor) -> list[str]:
    return [line.name for line in editor.value()]


def test_lines_come_back_as_they_were(qtbot, names: LinesEditor) -> None:
    assert names.value() == (OLD, NEW)
    with qtbot.assertNotEmitted(names.changed):
        names.set_value((NEW,))
    assert names.value() == (NEW,)


def test_a_line_is_added_and_typed_into(qtbot, names: LinesEditor, type_text) -> None:
    click(names, "add")
    with qtbot.waitSignal(names.changed):
        type_text(cell(names, 2, "name"), "Thôn Ước")
    type_text(cell(names, 2, "since"), "5/1/2023")
    type_text(cell(names, 2, "people"), "1.490")
    assert names.value()[2] == NameLine(name="Thôn Ước", since=date(2023, 1, 5), people=1490)


def test_control_enter_adds_a_line_and_takes_the_cursor_there(qtbot, names) -> None:
    cell(names, 0, "name").setFocus()
    qtbot.keyClick(cell(names, 0, "name"), Qt.Key.Key_Return, _CONTROL)
    assert cell(names, 2, "name").hasFocus()


def test_a_line_left_empty_does_not_count(names: LinesEditor, type_text) -> None:
    click(names, "add")
    click(names, "add")
    assert names.value() == (OLD, NEW)
    type_text(cell(names, 3, "name"), "Sau dòng trống")
    assert titles(names) == ["Thôn Mơ cũ", "Thôn Mơ mới", "Sau dòng trống"]
    assert names.show_line_problem("names[2].name", "Trùng tên.", "danger")
    assert names.findChild(QLabel, "names_3_name_problem").text() == "Trùng tên."


def test_a_line_known_to_the_database_counts_even_when_emptied(names: LinesEditor) -> None:
    for line in (0, 1):
        for field in ("name", "since", "people"):
            cell(names, line, field).clear()
    assert [line.id for line in names.value()] == [OLD.id, NEW.id]


def test_control_delete_takes_the_present_line_out(qtbot, names: LinesEditor) -> None:
    cell(names, 0, "since").setFocus()
    with qtbot.waitSignal(names.changed):
        qtbot.keyClick(cell(names, 0, "since"), Qt.Key.Key_Delete, _CONTROL)
    assert names.value() == (NEW,)
    assert cell(names, 0, "name").hasFocus()
    qtbot.keyClick(cell(names, 0, "name"), Qt.Key.Key_Delete, _CONTROL)
    assert names.value() == ()
    assert names.findChild(QPushButton, "names_add").hasFocus()


def test_control_and_arrows_move_the_present_line(qtbot, names: LinesEditor) -> None:
    cell(names, 0, "name").setFocus()
    qtbot.keyClick(cell(names, 0, "name"), Qt.Key.Key_Down, _CONTROL)
    assert names.value() == (NEW, OLD)
    assert cell(names, 1, "name").hasFocus()
    qtbot.keyClick(cell(names, 1, "name"), Qt.Key.Key_Down, _CONTROL)
    assert names.value() == (NEW, OLD)
    qtbot.keyClick(cell(names, 1, "name"), Qt.Key.Key_Up, _CONTROL)
    assert names.value() == (OLD, NEW)


def test_buttons_do_the_same_by_mouse(names: LinesEditor) -> None:
    names.findChildren(QToolButton, "line_down")[0].click()
    assert names.value() == (NEW, OLD)
    names.findChildren(QToolButton, "line_trash")[0].click()
    assert len(names.value()) == 1


def test_editors_are_called_by_the_place_they_have(names: LinesEditor) -> None:
    names.findChildren(QToolButton, "line_trash")[0].click()
    assert cell(names, 0, "name").text() == "Thôn Mơ mới"
    click(names, "add")
    assert cell(names, 1, "name").text() == ""


def test_cells_copied_from_a_spreadsheet_become_lines(qtbot, names: LinesEditor) -> None:
    QGuiApplication.clipboard().setText(
        "Thôn Ước\t5/1/2023\t120\thoàn thành nhiệm vụ\nThôn Ân\tkhông rõ\n\n"
    )
    with qtbot.waitSignal(names.changed):
        click(names, "paste")
    added = names.value()[2:]
    assert added[0] == NameLine(
        name="Thôn Ước", since=date(2023, 1, 5), people=120, grade=Grade.DONE
    )
    assert added[1].name == "Thôn Ân"
    assert "Từ ngày" in names.own_problem()


def test_a_table_pasted_into_a_cell_goes_on_from_there(qtbot, names: LinesEditor) -> None:
    QGuiApplication.clipboard().setText("1/2/2020\t7\n1/3/2020\t8\n1/4/2020\t9")
    cell(names, 1, "since").setFocus()
    qtbot.keyClick(cell(names, 1, "since"), Qt.Key.Key_V, _CONTROL)
    assert [(line.since.month, line.people) for line in names.value()[1:]] == [
        (2, 7),
        (3, 8),
        (4, 9),
    ]
    assert names.value()[1].name == "Thôn Mơ mới"


def test_a_word_pasted_into_a_cell_is_only_a_word(qtbot, names: LinesEditor) -> None:
    QGuiApplication.clipboard().setText("Đông")
    cell(names, 1, "name").clear()
    qtbot.keyClick(cell(names, 1, "name"), Qt.Key.Key_V, _CONTROL)
    assert titles(names) == ["Thôn Mơ cũ", "Đông"]


def test_what_cannot_be_read_is_said_in_its_cell(names: LinesEditor, type_text) -> None:
    assert not names.show_own_problem()
    cell(names, 1, "since").clear()
    type_text(cell(names, 1, "since"), "31/2/2020")
    assert names.show_own_problem()
    assert "Từ ngày" in names.findChild(QLabel, "names_1_since_problem").text()
    names.clear_line_problems()
    assert names.findChild(QLabel, "names_1_since_problem").text() == ""


def test_a_problem_of_no_cell_is_not_taken(names: LinesEditor) -> None:
    assert not names.show_line_problem("names", "x", "danger")
    assert not names.show_line_problem("names[9].name", "x", "danger")
    assert not names.show_line_problem("names[0].colour", "x", "danger")


def test_half_typed_lines_survive_a_crash(qtbot, names: LinesEditor, type_text) -> None:
    click(names, "add")
    type_text(cell(names, 2, "since"), "5/1/")
    kept = names.state()
    names.set_value(())
    names.restore(kept)
    assert names.value()[:2] == (OLD, NEW)
    assert cell(names, 2, "since").text() == "5/1/"


def test_lines_to_read_cannot_be_changed(qtbot, names: LinesEditor, type_text) -> None:
    names.set_read_only(True)
    assert names.findChild(QPushButton, "names_add").isHidden()
    field = cell(names, 0, "name")
    field.setFocus()
    QGuiApplication.clipboard().setText("a\tb\nc\td")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Down, Qt.Key.Key_V):
        qtbot.keyClick(field, key, _CONTROL)
    type_text(field, "x")
    assert names.value() == (OLD, NEW)
    names.set_value((OLD,))
    assert all(b.isHidden() or not b.isVisible() for b in names.findChildren(QToolButton))


def test_a_reference_in_a_line_is_looked_up(qtbot, wide: LinesEditor, type_text) -> None:
    wide.set_value((WideLine(),))
    (line,) = wide.editors()
    with qtbot.waitSignal(wide.lookup_requested) as asked:
        type_text(cell(wide, 0, "who"), "on")
    assert asked.args == [line["who"], "people", "on"]
    someone = uuid4()
    line["who"].show_matches([Found(someone, "Đặng Thị Ơn")])
    qtbot.keyClick(cell(wide, 0, "who"), Qt.Key.Key_Return)
    assert wide.value()[0].who == someone


def test_options_reach_lines_made_before_and_after(wide: LinesEditor) -> None:
    wide.set_value((WideLine(id=uuid4(), award="GK"),))
    wide.set_options("awards", [("GK", "Giấy khen"), ("LDTT", "Lao động tiên tiến")])
    click(wide, "add")
    boxes = [row["award"].findChild(QComboBox) for row in wide.editors()]
    assert [box.count() for box in boxes] == [3, 3]
    assert wide.value()[0].award == "GK"


def test_pasted_cells_tick_boxes_and_wait_for_a_choice(wide: LinesEditor) -> None:
    wide.set_options("awards", [("GK", "Giấy khen")])
    QGuiApplication.clipboard().setText("Bà Ơn\tGiấy khen\tCó\tLàm tốt")
    click(wide, "paste")
    (line,) = wide.value()
    assert (line.who, line.award, line.done, line.story) == (None, "GK", True, "Làm tốt")
    assert "chọn một dòng" in wide.own_problem()


def test_many_columns_stand_in_blocks_of_three(wide: LinesEditor) -> None:
    specs = [editor.spec for editor in _first_line(wide)]
    assert block_places(specs) == [(0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 3), (2, 0, 3)]


def _first_line(wide: LinesEditor) -> list:
    wide.set_value((WideLine(),))
    return list(wide.editors()[0].values())
