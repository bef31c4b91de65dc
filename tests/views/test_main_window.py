"""The window from its first screen to its pages and back to the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft
from desktop.views.main_window import MainWindow
from desktop.views.unlock.recovery import RecoveryDialog
from desktop.views.widgets.dialogs import ChoiceDialog, ConfirmDialog
from tests.services.conftest import (
    Template,
    TickingClock,
    clock,
    commune_template,
    district,
    district_template,
    office,
    open_copy,
)

__all__ = ["clock", "commune_template", "district", "district_template", "office", "open_copy"]


def _opened(desk: Desk, qtbot: QtBot, clock: TickingClock, runner: JobRunner) -> MainWindow:
    window = MainWindow(desk.store.paths, clock, runner)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    password = window.findChild(QLineEdit, "password")
    unlock = window.findChild(QPushButton, "unlock")
    assert password is not None
    assert unlock is not None
    qtbot.waitUntil(lambda: not runner.busy)
    password.setText("demo")
    unlock.click()
    qtbot.waitUntil(lambda: window.workspace is not None and not runner.busy, timeout=10_000)
    return window


def test_a_locked_office_shows_nothing_but_the_unlock_screen(
    office: Desk, qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    window = MainWindow(office.store.paths, clock, runner)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not runner.busy)

    assert window.workspace is None
    assert window.findChild(QWidget, "unlock_page") is not None
    assert "Đông An" not in window.windowTitle()


def test_an_empty_folder_shows_the_wizard(
    tmp_path: Path, qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    window = MainWindow(OfficePaths(tmp_path), clock, runner)
    qtbot.addWidget(window)

    assert window.findChild(QWidget, "setup_wizard") is not None


@pytest.mark.parametrize("seat", ["office", "district"])
def test_every_page_of_the_seat_opens_and_fits_1366_by_768(
    seat: str,
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    qapp: QApplication,
) -> None:
    window = _opened(request.getfixturevalue(seat), qtbot, clock, runner)
    workspace = window.workspace
    assert workspace is not None
    for subject in workspace.subjects:
        workspace.show_page(subject)
        qtbot.waitUntil(lambda: not runner.busy)
        assert workspace.page(subject).isVisible(), subject

    assert (window.width(), window.height()) == (1366, 768)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768
    window.close()


def test_a_recovery_code_nobody_kept_is_asked_about_before_the_window_closes(
    office: Desk,
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    commune_template: Template,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = MainWindow(office.store.paths, clock, runner)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not runner.busy)
    forgot = window.findChild(QPushButton, "forgot")
    assert forgot is not None
    forgot.click()
    dialog = window.findChild(RecoveryDialog, "recovery_dialog")
    assert dialog is not None
    qtbot.waitUntil(lambda: not runner.busy)
    dialog.recovered.emit(office, commune_template.recovery_code)
    answers = [False, True]
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: answers.pop(0))

    assert not window.close()
    assert window.isVisible()

    assert window.close()
    assert answers == []
    dialog.close()


def test_what_is_given_up_when_closing_is_asked_about_once_and_not_offered_again(
    office: Desk,
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    type_text: Callable[[QWidget, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    assert unit is not None
    window = _opened(office, qtbot, clock, runner)
    workspace = window.workspace
    assert workspace is not None
    workspace.open_record("units", unit)
    page = workspace.page("units")
    qtbot.waitUntil(lambda: page.form.record_id == unit and not runner.busy)
    type_text(page.findChild(QLineEdit, "code_field"), "TM-1")
    qtbot.waitUntil(lambda: office.journal.kept(f"units:{unit}") is not None, timeout=5_000)
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: "discard")

    assert window.close()

    assert office.journal.kept(f"units:{unit}") is None
    assert office.units.open_draft(unit).code == ""


def test_closing_lets_go_of_the_database(
    office: Desk, qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    window = _opened(office, qtbot, clock, runner)
    window.close()

    assert runner.is_closed
