"""The first run: an office made through the wizard opens with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.views.setup.recovery_page import RecoveryCodePage
from desktop.views.setup.wizard import SetupWizard
from tests.services.conftest import TickingClock

Type = Callable[[QWidget, str], None]


@pytest.fixture
def wizard(qtbot: QtBot, tmp_path: Path, clock: TickingClock, runner: JobRunner) -> SetupWizard:
    made = SetupWizard(OfficePaths(tmp_path / "Dữ liệu xã"), clock, runner)
    qtbot.addWidget(made)
    made.show()
    return made


def _fill(wizard: QWidget, type_text: Type, **texts: str) -> None:
    for name, text in texts.items():
        field = wizard.findChild(QLineEdit, name)
        assert field is not None, name
        field.clear()
        type_text(field, text)


def _next(wizard: QWidget) -> None:
    button = wizard.findChild(QPushButton, "next")
    assert button is not None
    button.click()


def _problem(wizard: QWidget) -> str:
    label = wizard.findChild(QLabel, "problem")
    assert label is not None
    return label.text()


def test_two_steps_make_an_office(wizard: SetupWizard, qtbot: QtBot, type_text: Type) -> None:
    _fill(wizard, type_text, office_name="Ủy ban nhân dân xã Đông An", place="Đông An")
    _next(wizard)
    _fill(
        wizard,
        type_text,
        officer_name="Nguyễn Thị Mơ",
        password="mật khẩu",
        password_again="mật khẩu",
    )
    with qtbot.waitSignal(wizard.created, timeout=10_000) as made:
        _next(wizard)

    desk, name, code = made.args or []
    assert name == "Ủy ban nhân dân xã Đông An"
    assert len(code.split("-")) == 6
    own = desk.offices.own()
    assert (own.name, own.place, own.agency) == (
        "Ủy ban nhân dân xã Đông An",
        "Đông An",
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
    )
    assert desk.store.actor.name == "Nguyễn Thị Mơ"
    desk.close()


def test_what_is_missing_is_named_and_the_step_stays(wizard: SetupWizard, type_text: Type) -> None:
    _fill(wizard, type_text, office_name="UBND xã")
    _next(wizard)

    assert _problem(wizard) == "Cần nhập: Địa danh."


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("abc", "abc", "Mật khẩu cần ít nhất 4 ký tự."),
        ("mật khẩu", "mật khâu", "Hai lần gõ mật khẩu chưa giống nhau."),
    ],
)
def test_a_bad_password_is_said_at_once(
    wizard: SetupWizard, type_text: Type, first: str, second: str, said: str
) -> None:
    _fill(wizard, type_text, office_name="UBND xã", place="Đông An")
    _next(wizard)
    _fill(wizard, type_text, officer_name="Mơ", password=first, password_again=second)
    _next(wizard)

    assert _problem(wizard) == said


def test_the_recovery_code_is_seen_whole(
    qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    page = RecoveryCodePage("UBND xã", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF", runner, clock)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    for label in page.findChildren(QLabel):
        assert label.height() >= label.minimumSizeHint().height(), label.text()


def test_nobody_goes_on_before_saying_the_code_is_kept(
    qtbot: QtBot, clock: TickingClock, runner: JobRunner
) -> None:
    page = RecoveryCodePage("UBND xã", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF", runner, clock)
    qtbot.addWidget(page)
    page.show()
    start = page.findChild(QPushButton, "start_work")
    kept = page.findChild(QCheckBox, "code_kept")
    assert start is not None
    assert kept is not None
    assert not start.isEnabled()

    kept.click()

    with qtbot.waitSignal(page.finished):
        start.click()


def test_the_code_is_printed_on_a_page(
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "mã.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    page = RecoveryCodePage("UBND xã Đông An", "ABCDE-FGHJK-MNPQR-STVWX-YZ234-56789", runner, clock)
    qtbot.addWidget(page)
    save = page.findChild(QPushButton, "save_code")
    assert save is not None
    save.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: not runner.busy)

    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_bounded()
    for part in ("ABCDE", "56789", "ĐÔNG AN"):
        assert part in text


def test_a_page_that_cannot_be_written_is_said_beside_the_code(
    qtbot: QtBot,
    clock: TickingClock,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "rút ra rồi" / "mã.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    page = RecoveryCodePage("UBND xã Đông An", "ABCDE-FGHJK-MNPQR-STVWX-YZ234-56789", runner, clock)
    qtbot.addWidget(page)
    save = page.findChild(QPushButton, "save_code")
    said = page.findChild(QLabel, "note")
    assert save is not None
    assert said is not None

    save.click()

    qtbot.waitUntil(lambda: not runner.busy and "Không tìm thấy" in said.text())
