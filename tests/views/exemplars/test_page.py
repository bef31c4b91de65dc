"""The page of typical examples: board, moves and taking back, the form below, nominating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft, StepLine
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.exemplars.page import ExemplarsPage
from desktop.views.pages import Bench
from desktop.views.widgets.board import card_mime
from desktop.views.widgets.card_delegate import CARD_ROLE, Card
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.editors import ReferenceEditor

Type = Callable[[QWidget, str], None]
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> ExemplarsPage:
    person = office.people.save_draft(PersonDraft(full_name="Đinh Thị Ngà")).id
    unit = office.units.save_draft(UnitDraft(name="Thôn Ấm")).id
    late = StepLine(task="Viết bài", due_on=date(2023, 11, 1))
    for draft in (
        ExemplarDraft(
            title="Người giữ chợ sạch",
            person_id=person,
            field="Môi trường",
            stage_since=date(2023, 2, 1),
            steps=(late,),
        ),
        ExemplarDraft(
            title="Thôn không rác",
            recipient_kind=RecipientKind.COLLECTIVE,
            unit_id=unit,
            stage=ExemplarStage.NURTURE,
        ),
    ):
        assert office.exemplars.save_draft(draft).saved
    made = ExemplarsPage(Bench(office, runner, Changes()))
    qtbot.addWidget(made)
    made.resize(1150, 728)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 2 and not runner.busy)
    return made


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _column(page: ExemplarsPage, stage: ExemplarStage) -> QListWidget:
    found = page.findChild(QListWidget, f"board_{stage.value}")
    assert found is not None
    return found


def _cards(page: ExemplarsPage, stage: ExemplarStage) -> list[Card]:
    column = _column(page, stage)
    return [column.item(row).data(CARD_ROLE) for row in range(column.count())]


def _titles(page: ExemplarsPage, stage: ExemplarStage) -> list[str]:
    return [card.title for card in _cards(page, stage)]


def _button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def _open(page: ExemplarsPage, stage: ExemplarStage, qtbot: QtBot, runner: JobRunner) -> None:
    column = _column(page, stage)
    column.setFocus()
    column.setCurrentRow(0)
    qtbot.keyClick(column, Qt.Key.Key_Return)
    _idle(qtbot, runner)


def _is_open(page: ExemplarsPage) -> bool:
    below = page.splitter.widget(1)
    return below is not None and below.isVisible()


def test_cards_stand_in_their_stage_with_days_late_steps_and_recipient(page: ExemplarsPage) -> None:
    [card] = _cards(page, ExemplarStage.DISCOVER)

    assert (card.title, card.subtitle) == ("Người giữ chợ sạch", "Đinh Thị Ngà · Môi trường")
    assert [text for text, _ in card.badges] == ["292 ngày", "1 quá hạn"]
    assert _titles(page, ExemplarStage.NURTURE) == ["Thôn không rác"]
    [today] = _cards(page, ExemplarStage.NURTURE)
    assert [text for text, _ in today.badges] == ["Từ hôm nay"]


def test_the_search_of_the_list_narrows_the_board(page: ExemplarsPage, type_text: Type) -> None:
    type_text(page.panel.search, "thon am")

    assert _titles(page, ExemplarStage.DISCOVER) == []
    assert _titles(page, ExemplarStage.NURTURE) == ["Thôn không rác"]


def test_the_board_has_the_page_until_a_card_is_opened(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    assert not _is_open(page)

    _open(page, ExemplarStage.DISCOVER, qtbot, runner)

    assert _is_open(page)
    heading = page.findChild(QLabel, "record_heading")
    assert heading is not None
    assert heading.text() == "Người giữ chợ sạch"
    _button(page, "close_record").click()
    assert not _is_open(page)
    page.refresh()
    _idle(qtbot, runner)
    assert not _is_open(page)


def test_choosing_a_card_alone_opens_nothing_but_follows_what_is_open(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    _column(page, ExemplarStage.DISCOVER).setCurrentRow(0)
    _idle(qtbot, runner)
    assert not _is_open(page)

    _open(page, ExemplarStage.DISCOVER, qtbot, runner)
    _column(page, ExemplarStage.NURTURE).setCurrentRow(0)
    _idle(qtbot, runner)

    assert page.form.editor("title").value() == "Thôn không rác"


def test_only_the_recipient_of_the_kind_is_asked_for(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    _open(page, ExemplarStage.NURTURE, qtbot, runner)

    shown = {n: page.form.editor(n).isVisible() for n in ("person_id", "unit_id", "household_id")}

    assert shown == {"person_id": False, "unit_id": True, "household_id": False}


def test_ctrl_right_moves_a_card_on_and_the_banner_takes_it_back_with_its_days(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner, office: Desk
) -> None:
    column = _column(page, ExemplarStage.DISCOVER)
    column.setFocus()
    column.setCurrentRow(0)

    qtbot.keyClick(column, Qt.Key.Key_Right, _CONTROL)
    _idle(qtbot, runner)

    assert _titles(page, ExemplarStage.NURTURE) == ["Người giữ chợ sạch", "Thôn không rác"]
    assert page.banner.text == "«Người giữ chợ sạch» đã chuyển sang khâu Bồi dưỡng."
    _button(page, "banner_action_1").click()
    _idle(qtbot, runner)
    [card] = _cards(page, ExemplarStage.DISCOVER)
    assert card.badges[0][0] == "292 ngày"
    events = [e.event for e in office.exemplars.history(card.id)]
    assert events == ["created", "stage_moved", "stage_moved"]


def test_a_card_dropped_on_another_stage_moves_there(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    [card] = _cards(page, ExemplarStage.DISCOVER)
    target = _column(page, ExemplarStage.SUM_UP)

    data = card_mime(card.id)
    rest = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, _NO_MODIFIER)
    for event in (QDragEnterEvent(QPoint(9, 9), *rest), QDropEvent(QPointF(9, 9), *rest)):
        QApplication.sendEvent(target.viewport(), event)
    _idle(qtbot, runner)

    assert _titles(page, ExemplarStage.SUM_UP) == ["Người giữ chợ sạch"]


def test_a_move_asks_before_it_drops_what_was_typed(
    page: ExemplarsPage,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ChoiceDialog, "ask", lambda _p, title, *_a, **_k: asked.append(title))
    _open(page, ExemplarStage.DISCOVER, qtbot, runner)
    field = page.form.editor("title").field
    type_text(field, "!")
    [card] = _cards(page, ExemplarStage.DISCOVER)

    page.board.moved.emit(card.id, ExemplarStage.NURTURE.value)
    _idle(qtbot, runner)

    assert asked == ["Có nội dung chưa lưu"]
    assert _titles(page, ExemplarStage.DISCOVER) == ["Người giữ chợ sạch"]
    assert page.form.is_dirty


def test_the_open_form_follows_a_move(page: ExemplarsPage, qtbot: QtBot, runner: JobRunner) -> None:
    _open(page, ExemplarStage.DISCOVER, qtbot, runner)
    [card] = _cards(page, ExemplarStage.DISCOVER)

    page.board.moved.emit(card.id, ExemplarStage.REPLICATE.value)
    _idle(qtbot, runner)

    assert page.form.editor("stage").value() is ExemplarStage.REPLICATE
    assert page.form.editor("stage_since").value() == date(2023, 11, 20)
    assert not page.form.is_dirty


def test_a_saved_example_can_be_put_forward_and_a_changed_one_not_yet(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    button = _button(page, "nominate")
    _open(page, ExemplarStage.DISCOVER, qtbot, runner)
    [card] = _cards(page, ExemplarStage.DISCOVER)

    with qtbot.waitSignal(page.nominate_requested) as asked:
        button.click()

    assert asked.args == [card.id]
    type_text(page.form.editor("title").field, "!")
    assert not button.isEnabled()
    assert button.toolTip() == "Lưu điển hình trước"
    page.form.set_dirty(False)


def test_the_same_rows_can_be_read_as_a_list(page: ExemplarsPage) -> None:
    toggle = _button(page, "toggle_view")
    assert page.board.isVisible()

    toggle.click()

    assert page.panel.view.isVisible()
    assert not page.board.isVisible()
    assert toggle.text() == "Xem bảng bốn khâu"
    toggle.click()
    assert page.board.isVisible()


def test_a_new_example_is_typed_below_the_board_and_gets_its_card(
    page: ExemplarsPage,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    office: Desk,
) -> None:
    _button(page, "new").click()
    _idle(qtbot, runner)
    type_text(page.form.editor("title").field, "Lớp học ba buổi tối")
    person = page.form.editor("person_id")
    assert isinstance(person, ReferenceEditor)
    with qtbot.waitSignal(page.form.lookup_requested):
        type_text(person.field, "dinh nga")
    _idle(qtbot, runner)
    # Enter takes the only match.
    qtbot.keyClick(person.field, Qt.Key.Key_Return)

    _button(page, "save").click()
    _idle(qtbot, runner)

    assert "Lớp học ba buổi tối" in _titles(page, ExemplarStage.DISCOVER)
    assert _is_open(page)
    [match] = office.exemplars.find("lop hoc")
    assert office.exemplars.open_draft(match.id).person_id == office.people.find("nga")[0].id


def test_steps_have_a_tab_of_their_own_and_fit_beside_each_other(
    page: ExemplarsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    _open(page, ExemplarStage.DISCOVER, qtbot, runner)
    titles = [page.tabs.tabText(n) for n in range(page.tabs.count())]

    assert titles == [
        "Thông tin",
        "Lộ trình",
        "Minh chứng",
        "Nhân rộng",
        "Ảnh, tệp kèm theo",
        "Lịch sử",
    ]


def test_going_down_from_the_search_enters_the_board(page: ExemplarsPage, qtbot: QtBot) -> None:
    page.panel.search.setFocus()

    qtbot.keyClick(page.panel.search, Qt.Key.Key_Down)

    assert page.focusWidget() is _column(page, ExemplarStage.DISCOVER)
