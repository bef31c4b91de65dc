"""The board: cards move by mouse and by keyboard, and only where the service lets them."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from desktop.law.terms import ExemplarStage
from desktop.views.theme import Tone
from desktop.views.widgets.board import Board, BoardColumn, card_mime
from desktop.views.widgets.card_delegate import Card

_MOVE = Qt.DropAction.MoveAction
_LEFT = Qt.MouseButton.LeftButton
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MO, _UOC, _SCHOOL = uuid4(), uuid4(), uuid4()


@pytest.fixture
def cards() -> list[Card]:
    return [
        Card(_MO, "PHAT_HIEN", "Bà Đặng Thị Mơ", "Nuôi dạy trẻ mồ côi", [("12 ngày", Tone.INFO)]),
        Card(_UOC, "PHAT_HIEN", "Ông Đỗ Văn Ước", "Hiến đất mở đường " * 8),
        Card(_SCHOOL, "NHAN_RONG", "Trường Tiểu học Đông An"),
    ]


@pytest.fixture
def board(qtbot, dressed, cards: list[Card]) -> Board:
    made = Board([BoardColumn(str(stage), stage.label, Tone.INFO) for stage in ExemplarStage])
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_cards(cards)
    with qtbot.waitExposed(made):
        made.show()
    return made


def column(board: Board, stage: ExemplarStage) -> QListWidget:
    return board.findChild(QListWidget, f"board_{stage}")


def count(board: Board, stage: ExemplarStage) -> str:
    return board.findChild(QLabel, f"board_{stage}_count").text()


def test_each_card_stands_in_its_column_and_is_counted(board: Board) -> None:
    assert [count(board, stage) for stage in ExemplarStage] == ["2", "0", "0", "1"]
    assert column(board, ExemplarStage.DISCOVER).count() == 2


def test_control_and_an_arrow_ask_for_the_next_column(qtbot, board: Board) -> None:
    board.select(_MO)
    with qtbot.waitSignal(board.moved) as heard:
        qtbot.keyClick(column(board, ExemplarStage.DISCOVER), Qt.Key.Key_Right, _CONTROL)
    assert heard.args == [_MO, "BOI_DUONG"]


def test_there_is_nothing_beyond_the_last_column(qtbot, board: Board) -> None:
    board.select(_SCHOOL)
    with qtbot.assertNotEmitted(board.moved):
        qtbot.keyClick(column(board, ExemplarStage.REPLICATE), Qt.Key.Key_Right, _CONTROL)


def test_a_card_dropped_on_a_column_asks_for_it(qtbot, board: Board) -> None:
    target = column(board, ExemplarStage.SUM_UP)
    data = card_mime(_UOC)
    with qtbot.waitSignal(board.moved) as heard:
        for event in (
            QDragEnterEvent(QPoint(10, 10), _MOVE, data, _LEFT, _NO_MODIFIER),
            QDropEvent(QPointF(10, 10), _MOVE, data, _LEFT, _NO_MODIFIER),
        ):
            QApplication.sendEvent(target.viewport(), event)
    assert heard.args == [_UOC, "TONG_KET"]
    assert count(board, ExemplarStage.SUM_UP) == "0"


def test_a_card_chosen_stays_chosen_where_it_went(qtbot, board: Board, cards) -> None:
    board.select(_MO)
    moved = Card(_MO, "BOI_DUONG", "Bà Đặng Thị Mơ")
    board.show_cards([moved, *cards[1:]])
    assert board.current_id() == _MO
    assert count(board, ExemplarStage.NURTURE) == "1"


def test_enter_opens_the_card(qtbot, board: Board) -> None:
    board.select(_SCHOOL)
    with qtbot.waitSignal(board.opened) as heard:
        qtbot.keyClick(column(board, ExemplarStage.REPLICATE), Qt.Key.Key_Return)
    assert heard.args == [_SCHOOL]


def test_only_one_card_is_chosen_on_the_whole_board(qtbot, board: Board) -> None:
    board.select(_MO)
    with qtbot.waitSignal(board.selected):
        board.select(_SCHOOL)
    assert board.current_id() == _SCHOOL
    assert column(board, ExemplarStage.DISCOVER).selectedItems() == []


def test_an_arrow_goes_to_the_next_column(qtbot, board: Board) -> None:
    first = column(board, ExemplarStage.DISCOVER)
    board.activateWindow()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert board.focusWidget() is column(board, ExemplarStage.NURTURE)


def test_a_board_to_read_moves_nothing(qtbot, board: Board) -> None:
    board.set_read_only(True)
    board.select(_MO)
    with qtbot.assertNotEmitted(board.moved):
        qtbot.keyClick(column(board, ExemplarStage.DISCOVER), Qt.Key.Key_Right, _CONTROL)


def test_a_card_says_all_it_shows(board: Board, cards: list[Card]) -> None:
    item = column(board, ExemplarStage.DISCOVER).item(0)
    spoken = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Bà Đặng Thị Mơ, Nuôi dạy trẻ mồ côi, 12 ngày"


def test_a_card_that_is_not_there_cannot_be_chosen(board: Board) -> None:
    assert not board.select(UUID(int=1))
    assert not board.grab().isNull()
