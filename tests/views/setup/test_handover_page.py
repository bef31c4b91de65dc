"""«Nhận bàn giao từ máy cũ»: whose file it is, the password, and the office on the new machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.services.desk import Desk
from desktop.views.main_window import MainWindow
from desktop.views.setup.handover_page import HandoverPage
from desktop.views.widgets.dialogs import FilePicker
from tests.services.conftest import TickingClock
from tests.views.hands import Hands


@pytest.fixture
def file(office: Desk, tmp_path: Path) -> Path:
    return office.handover.write(tmp_path, "Đổi máy", moving=True).path


@pytest.fixture
def page(
    qtbot: QtBot,
    office: Desk,
    file: Path,
    tmp_path: Path,
    clock: TickingClock,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> Hands:
    """The page with the file chosen."""
    made = HandoverPage(OfficePaths(tmp_path / "mới"), clock, runner)
    qtbot.addWidget(made)
    made.show()
    monkeypatch.setattr(FilePicker, "open_file", lambda *_: file)
    hands = Hands(made, office, runner, qtbot)
    hands.click("choose_file")
    return hands


def _type(page: Hands, **texts: str) -> None:
    for name, text in texts.items():
        page.find(QLineEdit, name).setText(text)


def _facts(page: Hands) -> str:
    return " ".join(label.text() for label in page.page.findChildren(QLabel))


def test_whose_file_it_is_stands_there_before_anything_is_written(
    page: Hands, tmp_path: Path
) -> None:
    said = _facts(page)

    assert page.desk.store.actor.office_name in said
    assert page.desk.keys.own_certificate().short_code in said
    assert "Nguyễn Thị Mơ" in said
    assert page.find(QComboBox, "login").currentText() == "canbo"
    assert not page.find(QPushButton, "restore").isEnabled()
    assert not (tmp_path / "mới").exists()


def test_a_wrong_password_is_told_and_can_be_typed_again(page: Hands, tmp_path: Path) -> None:
    restored: list[Any] = []
    page.page.restored.connect(lambda *about: restored.append(about))
    _type(page, password="sai")
    page.click("restore")
    assert "Mật khẩu không đúng" in page.text("problem")
    assert not (tmp_path / "mới").exists()

    _type(page, password="demo")
    page.click("restore")

    ((desk, code, adds),) = restored
    assert (code, adds) == ("", False)
    assert desk.store.actor.office_name == page.desk.store.actor.office_name
    desk.close()


def test_a_file_that_is_no_handover_is_told(
    page: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "khac.asice"
    other.write_bytes(b"not a package")
    monkeypatch.setattr(FilePicker, "open_file", lambda *_: other)
    page.click("choose_file")

    assert page.text("problem")
    assert not page.find(QPushButton, "restore").isEnabled()


def test_the_first_page_leads_there_and_back(
    qtbot: QtBot, tmp_path: Path, clock: TickingClock, runner: JobRunner
) -> None:
    window = MainWindow(OfficePaths(tmp_path / "mới"), clock, runner)
    qtbot.addWidget(window)
    window.show()
    asking = window.findChild(QPushButton, "take_handover")
    assert asking is not None
    asking.click()
    page = window.findChild(HandoverPage)
    assert page is not None
    assert page.isVisible()

    back = page.findChild(QPushButton, "back")
    assert back is not None
    back.click()
    assert asking.isVisible()


_FIELDS = (QCheckBox, QComboBox, QLineEdit)


@pytest.mark.parametrize("way", [0, 1])
def test_nothing_of_the_form_is_cut_through_on_the_smallest_screen(
    dressed: QApplication, page: Hands, way: int, qtbot: QtBot
) -> None:
    def is_whole() -> bool:
        fields = [f for kind in _FIELDS for f in page.page.findChildren(kind) if f.isVisible()]
        return all(field.height() >= field.sizeHint().height() for field in fields)

    page.page.resize(1366, 768)
    page.find(QComboBox, "way").setCurrentIndex(way)
    add, password = page.find(QCheckBox, "add_officer"), page.find(QLineEdit, "password")
    qtbot.waitUntil(lambda: is_whole() and add.y() > password.geometry().bottom() + 1)
