"""«Đường truyền»: the form of a line, saved and tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.connections import Direction, Way
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.connections.line_tab import LineTab
from desktop.views.connections.page import ConnectionsPage
from desktop.views.widgets.dialogs import FilePicker
from tests.services.joined_offices import LINE, Pair
from tests.views.hands import Hands, work


def opened(desk: Desk, qtbot: QtBot, runner: JobRunner) -> tuple[Hands, LineTab]:
    hands = work(qtbot, desk, runner, ConnectionsPage, Changes())
    tab: LineTab = hands.page.show_tab("line")
    hands.idle()
    return hands, tab


def choose(box: QComboBox, what: str) -> None:
    box.setCurrentIndex(box.findData(what))


def test_the_granted_line_is_shown(joined_pair: Pair, qtbot: QtBot, runner: JobRunner) -> None:
    hands, tab = opened(joined_pair.commune, qtbot, runner)
    assert hands.find(QLineEdit, "line_address").text() == LINE.address
    assert tab.draft().way is Way.WEBDAV
    assert tab.direction.isHidden()


def test_a_folder_is_chosen_saved_and_tried(
    joined_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    hands, tab = opened(joined_pair.commune, qtbot, runner)
    choose(tab.way, Way.FOLDER)
    assert tab.password.isHidden()
    hands.click("pick_folder")
    hands.click("save_line")
    assert "Đã lưu" in tab.banner.text
    assert joined_pair.commune.connections.open().draft.address == str(tmp_path)
    hands.click("try_line")
    assert "Kết nối được" in tab.banner.text
    tab.address.setText(str(tmp_path / "gone"))
    hands.click("try_line")
    assert "Kết nối được" not in tab.banner.text
    assert hands.why_not("try_line") == ""


def test_a_bad_address_is_told_and_nothing_is_kept(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    hands, tab = opened(joined_pair.commune, qtbot, runner)
    tab.address.setText("may-chu")
    hands.click("save_line")
    assert "may-chu" in tab.banner.text
    assert joined_pair.commune.connections.open().draft.address == LINE.address


def test_a_servers_key_is_read_from_its_file(
    joined_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = tmp_path / "ssh_host_ed25519_key.pub"
    key.write_text("ssh-ed25519 AAAA may-chu\n")
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: key)
    hands, tab = opened(joined_pair.commune, qtbot, runner)
    choose(tab.way, Way.SFTP)
    hands.click("pick_host_key")
    assert tab.draft().host_key == "ssh-ed25519 AAAA may-chu"


def test_an_office_that_receives_has_two_lines(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner, tmp_path: Path
) -> None:
    hands, tab = opened(joined_pair.district, qtbot, runner)
    choose(tab.direction, Direction.DOWN)
    hands.idle()
    choose(tab.way, Way.TREE)
    tab.address.setText(str(tmp_path))
    hands.click("save_line")
    kept = joined_pair.district.connections.open(Direction.DOWN).draft
    assert (kept.way, kept.address) == (Way.TREE, str(tmp_path))
