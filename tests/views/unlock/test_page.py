"""The unlock screen on a real office's key slots."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.unlock.page import UnlockPage
from desktop.views.unlock.recovery import RecoveryDialog
from tests.services.conftest import Template, TickingClock

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, office: Desk, clock: TickingClock, runner: JobRunner) -> UnlockPage:
    made = UnlockPage(office.store.paths, clock, runner)
    qtbot.addWidget(made)
    made.show()
    made.prepare()
    qtbot.waitUntil(lambda: not runner.busy)
    return made


def _enter(page: QWidget, password: str, type_text: Type) -> None:
    field = page.findChild(QLineEdit, "password")
    button = page.findChild(QPushButton, "unlock")
    assert field is not None
    assert button is not None
    field.clear()
    type_text(field, password)
    button.click()


def _problem(page: QWidget) -> str:
    label = page.findChild(QLabel, "problem")
    assert label is not None
    return label.text()


def test_the_right_password_opens_the_office(
    page: UnlockPage, qtbot: QtBot, type_text: Type
) -> None:
    with qtbot.waitSignal(page.unlocked) as opened:
        _enter(page, "demo", type_text)

    (desk,) = opened.args or []
    assert desk.offices.own().name == "Ủy ban nhân dân xã Đông An"
    desk.close()


def test_a_window_closed_right_after_its_first_paint_starts_nothing(
    qtbot: QtBot, office: Desk, clock: TickingClock, runner: JobRunner
) -> None:
    page = UnlockPage(office.store.paths, clock, runner)
    qtbot.addWidget(page)
    page.show()
    runner.shutdown()

    page.prepare()

    assert not runner.busy


def test_a_wrong_password_gets_a_clear_sentence(
    page: UnlockPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    _enter(page, "sai rồi", type_text)
    qtbot.waitUntil(lambda: not runner.busy)

    assert _problem(page).startswith("Mật khẩu không đúng.")


def test_after_three_wrong_ones_the_button_waits_and_says_how_long(
    page: UnlockPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    for _ in range(3):
        _enter(page, "sai rồi", type_text)
        qtbot.waitUntil(lambda: not runner.busy)

    button = page.findChild(QPushButton, "unlock")
    assert button is not None
    assert not button.isEnabled()
    assert button.text() in {"Chờ 1 giây", "Chờ 2 giây"}


def test_a_single_officer_is_not_asked_who_it_is(page: UnlockPage) -> None:
    who = page.findChild(QComboBox, "login")
    assert who is not None
    assert not who.isVisible()


def test_several_officers_choose_their_login(
    office: Desk, qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    office.access.add_officer("chutich", "Đỗ Văn Ước", "Chủ tịch", "mật khẩu")
    page = UnlockPage(office.store.paths, clock, runner)
    qtbot.addWidget(page)
    page.show()
    page.prepare()
    who = page.findChild(QComboBox, "login")
    assert who is not None
    qtbot.waitUntil(lambda: who.count() == 2)

    assert who.isVisible()


def test_a_forgotten_password_is_replaced_with_the_recovery_code(
    office: Desk,
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    commune_template: Template,
    type_text: Type,
) -> None:
    dialog = RecoveryDialog(office.store.paths, clock, runner)
    qtbot.addWidget(dialog)
    dialog.show()
    who = dialog.findChild(QComboBox, "recovery_login")
    assert who is not None
    qtbot.waitUntil(lambda: who.currentText() == "canbo")
    for name, text in (
        ("recovery_code", commune_template.recovery_code.lower()),
        ("new_password", "mật khẩu mới"),
        ("new_password_again", "mật khẩu mới"),
    ):
        field = dialog.findChild(QLineEdit, name)
        assert field is not None
        type_text(field, text)
    button = dialog.findChild(QPushButton, "recover")
    assert button is not None
    with qtbot.waitSignal(dialog.recovered) as done:
        button.click()

    desk, fresh = done.args or []
    assert fresh != commune_template.recovery_code
    desk.close()
