"""A nested table typed in a grid: a spreadsheet's keys, unreadable cells, problems, the journal."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.law.terms import Presence
from desktop.services.fields import (
    FieldKind,
    FieldSpec,
    Line,
    choice,
    integer,
    link,
    option,
    text,
)
from desktop.views.widgets.lines_grid import LinesGrid
from desktop.views.widgets.lines_grid_model import ResultColumn

_CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyLine(Line):
    name: str = text("Tên", required=True)
    nominee: UUID | None = link("Đề nghị")
    given: int | None = integer("Phát ra", maximum=100)
    back: int | None = integer("Thu về", maximum=100)
    presence: Presence = choice("Điểm danh", Presence.PRESENT)
    award: str = option("Danh hiệu", "awards")


_KEPT = TallyLine(id=uuid4(), name="An", nominee=uuid4(), given=9, back=8)


@pytest.fixture
def grid(qtbot: QtBot) -> LinesGrid:
    spec = FieldSpec("Kiểm phiếu", FieldKind.LINES, line=TallyLine)
    made = LinesGrid(
        "votes",
        spec,
        results=(ResultColumn("Tỷ lệ"),),
        locked=lambda row, field: row["nominee"] is not None and field == "name",
    )
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.set_options("awards", [("LDTT", "Lao động tiên tiến"), ("GK_XA", "Giấy khen")])
    made.set_value((_KEPT, TallyLine(name="Bình"), TallyLine(name="Cúc")))
    return made


def _go_to(grid: LinesGrid, row: int, column: int) -> None:
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(row, column))


def _type(qtbot: QtBot, grid: LinesGrid, text: str, key: Qt.Key) -> None:
    qtbot.keyClicks(grid.view, text[:1])
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    with qtbot.waitSignal(grid.view.selectionModel().currentChanged):
        qtbot.keyClick(editor, key)


def _at(grid: LinesGrid) -> tuple[int, int]:
    index = grid.view.currentIndex()
    return index.row(), index.column()


def test_the_model_is_a_proper_one(grid: LinesGrid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(grid.model)


def test_a_name_longer_than_its_column_gets_a_second_line(grid: LinesGrid, qtbot: QtBot) -> None:
    usual = grid.view.rowHeight(0)
    grid.set_value([TallyLine(name="Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Uyên " * 3), _KEPT])

    qtbot.waitUntil(lambda: grid.view.rowHeight(0) > usual)
    assert grid.view.rowHeight(1) == usual


def test_what_is_shown_comes_back_unchanged_with_what_is_unseen(grid: LinesGrid) -> None:
    assert grid.value()[0] == _KEPT
    assert [line.name for line in grid.value()] == ["An", "Bình", "Cúc"]


def test_enter_goes_down_the_column_and_on_to_the_next_one(grid: LinesGrid, qtbot: QtBot) -> None:
    _go_to(grid, 0, 1)
    for number in ("7", "6", "5"):
        _type(qtbot, grid, number, Qt.Key.Key_Return)

    assert [line.given for line in grid.value()] == [7, 6, 5]
    assert _at(grid) == (0, 2)


def test_tab_goes_on_in_the_row_past_locked_cells(grid: LinesGrid, qtbot: QtBot) -> None:
    _go_to(grid, 0, 1)
    _type(qtbot, grid, "12", Qt.Key.Key_Tab)
    assert _at(grid) == (0, 2)

    _go_to(grid, 0, 4)
    grid.view.go_on(1)
    assert _at(grid) == (1, 0)
    grid.view.go_on(-1)
    assert _at(grid) == (0, 4)


def test_a_cell_the_program_fills_takes_no_typing(grid: LinesGrid, qtbot: QtBot) -> None:
    _go_to(grid, 0, 0)
    qtbot.keyClicks(grid.view, "x")

    assert grid.value()[0].name == "An"
    assert not grid.model.is_typed(grid.model.index(0, 5))


def test_space_takes_the_next_choice_and_delete_empties(grid: LinesGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.changed):
        _go_to(grid, 0, 3)
        qtbot.keyClick(grid.view, Qt.Key.Key_Space)
    _go_to(grid, 0, 1)
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)

    assert grid.value()[0].presence is Presence.EXCUSED
    assert grid.value()[0].given is None


def test_a_choice_is_chosen_from_a_list(grid: LinesGrid, qtbot: QtBot) -> None:
    _go_to(grid, 1, 3)
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    box = grid.view.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findText("Vắng"))
    box.activated.emit(box.currentIndex())

    assert grid.value()[1].presence is Presence.ABSENT


def test_a_number_nobody_can_read_stays_as_typed_and_is_told(grid: LinesGrid) -> None:
    grid.model.setData(grid.model.index(1, 1), "tám")

    assert grid.value()[1].given is None
    assert grid.own_problem() == "Dòng 2: Phát ra phải là số nguyên."
    assert grid.show_own_problem()
    label = grid.findChild(QLabel, "votes_problem")
    assert label is not None
    assert label.text() == "Dòng 2: Phát ra phải là số nguyên."
    grid.model.setData(grid.model.index(1, 1), "8")
    assert not grid.show_own_problem()
    assert label.isHidden()


def test_problems_stand_in_their_cells_and_below_the_grid(grid: LinesGrid) -> None:
    assert grid.show_line_problem("votes[2].back", "nhiều hơn phát ra", "danger")
    for place in range(3):
        assert grid.show_line_problem(f"votes[{place}].given", "quá nhiều", "danger")
    assert grid.show_line_problem("votes[0].back", "quá nhiều", "danger")

    label = grid.findChild(QLabel, "votes_problem")
    assert label is not None
    assert label.text().splitlines()[-1] == "… và 1 chỗ nữa."
    assert grid.model.index(2, 2).data(Qt.ItemDataRole.ToolTipRole) == "nhiều hơn phát ra"
    assert not grid.show_line_problem("votes[9].back", "?", "danger")
    assert not grid.show_line_problem("votes[0].percent", "?", "danger")
    grid.clear_line_problems()
    assert label.isHidden()


def test_cells_from_a_spreadsheet_are_pasted_and_rows_added(grid: LinesGrid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("9\t9\tVắng\tgiấy khen\n8\t8\n7\t7\n")
    _go_to(grid, 2, 1)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, _CONTROL)

    lines = grid.value()
    assert [(line.given, line.back) for line in lines[2:]] == [(9, 9), (8, 8), (7, 7)]
    assert (lines[2].presence, lines[2].award) == (Presence.ABSENT, "GK_XA")


def test_lines_are_added_and_taken_out_by_key_and_button(grid: LinesGrid, qtbot: QtBot) -> None:
    _go_to(grid, 1, 1)
    add = grid.findChild(QPushButton, "votes_add")
    remove = grid.findChild(QPushButton, "votes_remove")
    assert add is not None
    assert remove is not None

    remove.click()
    add.click()

    assert [line.name for line in grid.value()] == ["An", "Cúc"]
    assert grid.model.rowCount() == 3
    grid.model.setData(grid.model.index(2, 0), "Dung")
    assert [line.name for line in grid.value()] == ["An", "Cúc", "Dung"]


def test_read_only_takes_nothing(grid: LinesGrid, qtbot: QtBot) -> None:
    grid.set_read_only(True)
    QGuiApplication.clipboard().setText("1\n2")
    grid.view.paste(grid.model.index(0, 1))
    _go_to(grid, 0, 1)
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)

    assert grid.value()[0] == _KEPT


def test_results_stand_beside_the_rows_and_follow_nothing_typed(grid: LinesGrid) -> None:
    grid.show_results([[("88,89%", "success")]])

    assert grid.model.index(0, 5).data() == "88,89%"
    assert grid.model.index(1, 5).data() is None
    grid.set_value(())
    assert grid.model.rowCount() == 0


def test_the_journal_keeps_what_is_typed_readable_or_not(grid: LinesGrid) -> None:
    grid.model.setData(grid.model.index(1, 1), "tám")
    kept = grid.state()
    grid.set_value(())

    grid.restore(kept)

    assert grid.value()[0] == _KEPT
    assert grid.own_problem() == "Dòng 2: Phát ra phải là số nguyên."
