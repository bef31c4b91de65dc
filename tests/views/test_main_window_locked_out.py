"""An officer who may not be here any longer: their open window shows nothing more of the office."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import OfficerRole
from desktop.services.access import recover, unlock
from desktop.services.desk import Desk, open_desk
from desktop.services.units import UnitDraft
from desktop.views.live_news import LiveNews
from desktop.views.main_window import MainWindow
from tests.services.conftest import Template, TickingClock
from tests.views.test_main_window import (
    clock,
    commune_template,
    district,
    district_template,
    office,
    open_copy,
)

__all__ = ["clock", "commune_template", "district", "district_template", "office", "open_copy"]

Unlocking = Callable[[str, str], MainWindow]


@pytest.fixture
def colleague(office: Desk) -> Desk:
    """The same office once more, which has an officer beside its head."""
    office.access.add_officer("lan", "Trần Thị Lan", "Chuyên viên", "mat khau", OfficerRole.OFFICER)
    return office


@pytest.fixture
def unlocked(
    colleague: Desk, qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> Callable[[str, str], MainWindow]:
    """What opens a window of an officer."""

    def open_window(login: str, password: str) -> MainWindow:
        window = MainWindow(colleague.store.paths, clock, runner, login=login)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: not runner.busy)
        _unlock(window, qtbot, login, password)
        return window

    return open_window


def _unlock(window: MainWindow, qtbot: QtBot, login: str, password: str) -> None:
    page = window.findChild(QWidget, "unlock_page")
    assert page is not None
    page.prepare()
    who = page.findChild(QComboBox, "login")
    qtbot.waitUntil(lambda: who.findText(login) >= 0)
    who.setCurrentText(login)
    page.findChild(QLineEdit, "password").setText(password)
    page.findChild(QPushButton, "unlock").click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not window._runner.busy)


def _look(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    news = window.workspace.findChild(LiveNews)
    assert news is not None
    news.look()
    qtbot.waitUntil(lambda: not window._runner.busy)


def _id(desk: Desk, login: str) -> UUID:
    return next(row.id for row in desk.officers.list_rows() if row.login == login)


def test_an_officer_removed_sees_nothing_more_and_what_they_typed_is_kept(
    colleague: Desk,
    unlocked: Unlocking,
    qtbot: QtBot,
    type_text: Callable[[QWidget, str], None],
) -> None:
    unit = colleague.units.save_draft(UnitDraft(name="Thôn Một")).id
    window = unlocked("lan", "mat khau")
    desk, workspace = window._desk, window.workspace
    assert desk is not None
    assert workspace is not None
    workspace.open_record("units", unit)
    page = workspace.page("units")
    qtbot.waitUntil(lambda: page.form.record_id == unit)
    type_text(page.findChild(QLineEdit, "code_field"), "TM-1")
    colleague.officers.remove(_id(colleague, "lan"))

    _look(window, qtbot)

    assert window.workspace is None
    assert window.windowTitle() == "Gương Sáng"
    problem = window.findChild(QLabel, "problem")
    assert problem is not None
    assert "không còn được làm việc" in problem.text()
    assert not workspace.isVisible()
    kept = desk.journal.kept(f"units:{unit}")
    assert kept is not None
    assert "TM-1" in str(kept.state)
    assert window.close()


def test_a_password_set_elsewhere_locks_the_window_and_the_new_one_opens_it(
    colleague: Desk,
    unlocked: Unlocking,
    qtbot: QtBot,
    clock: TickingClock,
    commune_template: Template,
) -> None:
    window = unlocked("lan", "mat khau")
    recover(colleague.store.paths, commune_template.recovery_code, "lan", "mật khẩu mới", clock)

    _look(window, qtbot)

    assert window.workspace is None
    problem = window.findChild(QLabel, "problem")
    assert problem is not None
    assert "đặt lại ở nơi khác" in problem.text()
    _unlock(window, qtbot, "lan", "mật khẩu mới")
    assert window.workspace is not None
    _look(window, qtbot)
    assert window.workspace is not None


def test_an_officer_who_sets_their_own_password_or_gets_another_role_works_on(
    colleague: Desk, unlocked: Unlocking, qtbot: QtBot
) -> None:
    window = unlocked("lan", "mat khau")
    assert window._desk is not None

    window._desk.access.change_password("mat khau", "mật khẩu mới")
    colleague.officers.set_role(_id(colleague, "lan"), OfficerRole.VIEWER)
    _look(window, qtbot)

    assert window.workspace is not None


def test_a_dialog_that_stands_open_goes_away(
    colleague: Desk, unlocked: Unlocking, qtbot: QtBot
) -> None:
    window = unlocked("lan", "mat khau")
    assert window.workspace is not None
    window.workspace.add_officer()
    dialog = window.findChild(QDialog, "officer_dialog")
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    colleague.officers.remove(_id(colleague, "lan"))

    _look(window, qtbot)

    assert not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    assert window.workspace is None


def test_another_window_of_the_same_officer_is_locked_by_a_new_password(
    colleague: Desk, clock: TickingClock, unlocked: Unlocking, qtbot: QtBot
) -> None:
    window = unlocked("lan", "mat khau")
    paths = colleague.store.paths
    other = open_desk(paths, unlock(paths, "lan", "mat khau", clock), clock)
    other.access.change_password("mat khau", "mật khẩu mới")
    other.close()

    _look(window, qtbot)

    assert window.workspace is None
