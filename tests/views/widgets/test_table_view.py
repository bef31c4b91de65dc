"""The table worked like a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from desktop.vietnamese.sorting import name_sort_key
from desktop.vietnamese.text import fold
from desktop.views.widgets.record_table import Column, RecordTableModel
from desktop.views.widgets.table_view import RecordTableView

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NAMES = [
    "Nguyễn Văn Yến",
    "Đặng Thị Ân",
    "Đỗ Thị Ơn",
    "Đỗ Thị Uyên",
    "Trần Văn Dũng",
    "Lê Đức Ái",
]


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: str
    search_key: str
    sort_key: str


_ROWS = [Row(UUID(int=n), name, fold(name), name_sort_key(name)) for n, name in enumerate(_NAMES)]
_COLUMNS = (
    Column("Họ và tên", lambda r: r.name, 200, lambda r: r.sort_key),
    Column("Số", lambda r: str(r.id.int), 60, right=True),
    Column("Tình trạng", lambda _: "Mới\tlập", 80, tone=lambda _: "success"),
)


@pytest.fixture
def view(qtbot, dressed) -> RecordTableView:
    made = RecordTableView(RecordTableModel(_COLUMNS))
    made.model().set_rows(_ROWS)
    made.resize(500, 300)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def chosen(view: RecordTableView) -> list[str]:
    return [_NAMES[record_id.int] for record_id in view.selected_ids()]


def test_columns_share_the_room_though_a_double_click_elsewhere_is_still_held(
    qtbot, dressed
) -> None:
    home = QListWidget()
    home.addItem("Hồ sơ")
    made = RecordTableView(RecordTableModel(_COLUMNS))
    for widget in (home, made):
        qtbot.addWidget(widget)
    home.show()

    def open_list() -> None:
        made.show_columns(lambda column: column == 0)
        made.resize(500, 300)
        made.show()

    home.doubleClicked.connect(open_list)
    place = home.visualItemRect(home.item(0)).center()
    qtbot.mouseClick(home.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(home.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert made.columnWidth(0) == made.viewport().width() > 400


def test_a_column_dragged_by_hand_keeps_its_width(qtbot, view: RecordTableView) -> None:
    header, left = view.horizontalHeader(), Qt.MouseButton.LeftButton
    edge = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) - 1, 10)
    QTest.mouseMove(header.viewport(), edge)
    QTest.mousePress(header.viewport(), left, pos=edge)
    QTest.mouseMove(header.viewport(), edge - QPoint(60, 0))
    QTest.mouseRelease(header.viewport(), left, pos=edge - QPoint(60, 0))
    width = view.columnWidth(0)
    view.resize(700, 300)
    assert view.columnWidth(0) == width


def test_arrows_choose_one_row_and_shift_more(qtbot, view: RecordTableView) -> None:
    view.select(UUID(int=1))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(view) == ["Đỗ Thị Ơn"]
    qtbot.keyClick(view, Qt.Key.Key_Down, _SHIFT)
    assert chosen(view) == ["Đỗ Thị Ơn", "Đỗ Thị Uyên"]
    assert view.selected_count() == 2


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, _CONTROL])
def test_home_and_end_go_to_the_first_and_last_row(qtbot, view, modifier) -> None:
    view.select(UUID(int=2))
    qtbot.keyClick(view, Qt.Key.Key_End, modifier)
    assert view.current_id() == UUID(int=5)
    qtbot.keyClick(view, Qt.Key.Key_Home, modifier)
    assert view.current_id() == UUID(int=0)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current_id() == UUID(int=5)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_a_key_opens_the_current_record(qtbot, view: RecordTableView, key: Qt.Key) -> None:
    view.select(UUID(int=4))
    with qtbot.waitSignal(view.opened) as heard:
        qtbot.keyClick(view, key)
    assert heard.args == [UUID(int=4)]


def test_a_double_click_opens_the_record_under_it(qtbot, view: RecordTableView) -> None:
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.opened) as heard:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [UUID(int=1)]


def test_nothing_opens_where_nothing_is(qtbot, view: RecordTableView) -> None:
    view.model().set_rows([])
    with qtbot.assertNotEmitted(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.keyboardSearch("a")
    assert not view.grab().isNull()


def test_copied_rows_paste_into_a_spreadsheet(qtbot, view: RecordTableView) -> None:
    view.select(UUID(int=0))
    qtbot.keyClick(view, Qt.Key.Key_Down, _SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_C, _CONTROL)
    text = QGuiApplication.clipboard().text()
    assert text == "Nguyễn Văn Yến\t0\tMới lập\nĐặng Thị Ân\t1\tMới lập"


def test_control_a_chooses_everything_and_it_stays_so_when_sorted(qtbot, view) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, _CONTROL)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert view.selected_count() == 6
    assert chosen(view)[0] == "Lê Đức Ái"


def test_letters_typed_find_a_name_without_marks(qtbot, view, type_text, monkeypatch) -> None:
    # The pause between letters is the desktop's; a slow machine must not split the word.
    monkeypatch.setattr(QApplication, "keyboardInputInterval", lambda: 60_000)
    type_text(view, "u")
    assert chosen(view) == ["Đỗ Thị Uyên"]
    type_text(view, "yen")
    assert chosen(view) == ["Đỗ Thị Uyên"]


def test_the_same_letter_again_goes_to_the_next(qtbot, view, type_text, monkeypatch) -> None:
    monkeypatch.setattr(QApplication, "keyboardInputInterval", lambda: -1)
    found = []
    for _ in range(4):
        type_text(view, "đ")
        found += chosen(view)
    assert found == ["Đặng Thị Ân", "Đỗ Thị Ơn", "Đỗ Thị Uyên", "Trần Văn Dũng"]


def test_what_is_chosen_stays_chosen_wherever_it_goes(qtbot, view: RecordTableView) -> None:
    flags = QItemSelectionModel.SelectionFlag
    view.select(UUID(int=1))
    third = view.model().index(4, 0)
    view.selectionModel().select(third, flags.Select | flags.Rows)
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert set(chosen(view)) == {"Đặng Thị Ân", "Trần Văn Dũng"}
    assert view.current_id() == UUID(int=1)
    view.model().set_filter("dang")
    assert chosen(view) == ["Đặng Thị Ân"]
    view.model().set_rows(_ROWS[2:])
    assert chosen(view) == []


def test_a_record_that_is_not_shown_cannot_be_chosen(view: RecordTableView) -> None:
    assert not view.select(UUID(int=77))


@pytest.mark.parametrize("width", [900, 400, 240])
def test_columns_fill_the_width_and_none_scrolls_away(qtbot, view, width: int) -> None:
    view.resize(width, 300)
    header = view.horizontalHeader()
    assert header.length() in range(view.viewport().width() - 3, view.viewport().width() + 1)
    assert not view.horizontalScrollBar().isVisible()


def test_a_narrow_list_cuts_long_columns_before_short_ones(view: RecordTableView) -> None:
    view.resize(240, 300)
    header = view.horizontalHeader()
    assert header.sectionSize(1) == 60
    assert header.sectionSize(0) < 200


def test_an_empty_table_says_why(view: RecordTableView) -> None:
    view.model().set_rows([])
    view.set_empty_text("Một câu")
    one = view.grab().toImage()
    view.set_empty_text("Một câu khác hẳn")
    assert view.grab().toImage() != one


def test_rows_and_chips_are_drawn(view: RecordTableView) -> None:
    view.selectAll()
    assert not view.grab().isNull()
