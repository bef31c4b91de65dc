"""The page of units, worked as an official works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.units.page import UnitsPage
from desktop.views.widgets.dialogs import ChoiceDialog, ReasonDialog

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> UnitsPage:
    for name in ("Thôn Đồng Đức", "Thôn Ấm", "Trường Tiểu học"):
        office.units.save_draft(UnitDraft(name=name))
    made = UnitsPage(Bench(office, runner, Changes()))
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 3 and not runner.busy)
    return made


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), button.toolTip()
    button.click()


def _field(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, f"{name}_field")
    assert found is not None
    return found


def _shown(page: UnitsPage) -> list[str]:
    return [row.name for row in page.panel.model.shown_rows()]


def test_typing_without_marks_finds_and_the_count_line_says_so(
    page: UnitsPage, type_text: Type
) -> None:
    type_text(page.panel.search, "dong duc")

    assert _shown(page) == ["Thôn Đồng Đức"]
    count = page.findChild(QLabel, "count_line")
    assert count is not None
    assert count.text() == "1 / 3 đơn vị"


def test_choosing_a_line_opens_it_on_the_right(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)

    assert _field(page, "name").text() == "Thôn Ấm"


def test_a_new_unit_is_typed_saved_and_selected(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    _click(page, "new")
    _idle(qtbot, runner)
    type_text(_field(page, "name"), "Hợp tác xã Ánh Dương")
    type_text(_field(page, "headcount"), "1.200")
    _click(page, "save")
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 4 and not runner.busy)

    (saved,) = [u for u in office.units.list_rows() if u.name == "Hợp tác xã Ánh Dương"]
    assert saved.headcount == 1200
    assert page.panel.view.current_id() == saved.id
    assert page.banner.text == "Đã lưu."


def test_what_is_missing_stands_beside_the_field_and_nothing_is_saved(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    _click(page, "new")
    _idle(qtbot, runner)
    type_text(_field(page, "code"), "TH-1")
    _click(page, "save")
    _idle(qtbot, runner)

    problem = page.findChild(QLabel, "name_problem")
    assert problem is not None
    assert problem.isVisible()
    assert "Tên đơn vị" in problem.text()
    assert len(office.units.list_rows()) == 3


def test_a_date_that_cannot_be_read_is_said_before_anything_is_sent(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    type_text(_field(page, "founded_on"), "31/2/2020")
    _click(page, "save")

    problem = page.findChild(QLabel, "founded_on_problem")
    assert problem is not None
    assert problem.text() == "Ngày thành lập phải viết ngày/tháng/năm."


def test_a_stale_save_keeps_what_was_typed_and_offers_the_newest(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    unit = page.panel.view.current_id()
    assert unit is not None
    office.units.save_draft(replace(office.units.open_draft(unit), headcount=7))
    type_text(_field(page, "code"), "MỚI")
    _click(page, "save")
    _idle(qtbot, runner)

    assert _field(page, "code").text() == "MỚI"
    assert "người khác" in page.banner.text
    _click(page, "banner_action_2")
    qtbot.waitUntil(lambda: _field(page, "headcount").text() == "7")


def test_what_was_being_typed_comes_back_after_a_crash(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    _click(page, "new")
    _idle(qtbot, runner)
    type_text(_field(page, "name"), "Thôn gõ dở")
    qtbot.waitUntil(lambda: office.journal.kept("units:new") is not None, timeout=5000)

    again = UnitsPage(Bench(office, runner, Changes()))
    qtbot.addWidget(again)
    again.new_record()
    _idle(qtbot, runner)
    _click(again, "banner_action_1")

    assert _field(again, "name").text() == "Thôn gõ dở"


def test_leaving_a_dirty_form_asks_and_staying_keeps_it(
    page: UnitsPage,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    type_text(_field(page, "code"), "X")
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: None)

    page.panel.view.selectRow(1)
    _idle(qtbot, runner)

    assert _field(page, "name").text() == "Thôn Ấm"
    assert _field(page, "code").text() == "X"


def test_an_archived_unit_leaves_the_list_of_those_at_work(
    page: UnitsPage, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Sáp nhập")
    _click(page, "archive")
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 2)

    assert "Thôn Ấm" not in _shown(page)


def test_every_field_has_a_name_for_screen_readers(page: UnitsPage) -> None:
    for field in page.form.findChildren(QLineEdit):
        if field.isVisible():
            assert field.accessibleName(), field.objectName()


def test_the_page_does_not_scroll_sideways_at_1366_pixels(page: UnitsPage) -> None:
    assert page.panel.view.horizontalScrollBar().maximum() == 0
    assert page.form.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    widget = page.form.widget()
    assert widget is not None
    assert widget.minimumSizeHint().width() <= page.form.viewport().width()
