"""«Bàn giao»: asked what for and why, written, and the right to send taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.offices.handover_tab import HandoverDialog
from desktop.views.offices.page import OfficesPage
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    hands = work(qtbot, office, runner, OfficesPage, Changes())
    hands.page.open_record(office.store.actor.office_id)
    hands.idle()
    return hands


def test_a_moved_office_says_so_until_sending_is_taken_back(
    page: Hands, office: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(HandoverDialog, "ask", lambda *_: ("Thay máy tính", True))
    monkeypatch.setattr(FilePicker, "folder", lambda *_: tmp_path)
    page.click("write_handover")

    (file,) = tmp_path.glob("ban-giao-*.asice")
    assert file.name in page.page.banner.text
    assert office.keys.own_certificate().short_code in page.page.banner.text
    assert "Đã bàn giao sang máy khác" in page.text("handover_state")

    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "Máy mới hỏng")
    page.click("take_back")
    assert "đang gửi và nhận" in page.text("handover_state")
    assert office.handover.handed_over_at() is None


def test_nothing_is_written_where_no_folder_was_chosen(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HandoverDialog, "ask", lambda *_: ("Thay máy tính", True))
    monkeypatch.setattr(FilePicker, "folder", lambda *_: None)
    page.click("write_handover")

    assert "đang gửi và nhận" in page.text("handover_state")


def test_the_purpose_and_a_reason_are_needed(qtbot: QtBot) -> None:
    dialog = HandoverDialog(None)
    qtbot.addWidget(dialog)
    yes = dialog.findChild(QPushButton, "yes")
    assert yes is not None
    assert "để làm gì" in yes.toolTip()
    dialog.moving.click()
    assert "lý do" in yes.toolTip()
    dialog.reason.setText("Thay máy tính")
    assert yes.isEnabled()
    assert dialog.findChild(QLabel, "moving_note") is not None
