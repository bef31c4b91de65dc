"""«Đường truyền»: the form of a line, saved and tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
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
from tests.views.kept import Window


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


def test_the_files_for_the_server_are_written_by_a_button(
    joined_pair: Pair,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "usb kỹ thuật"
    stick.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: stick)
    hands, tab = opened(joined_pair.district, qtbot, runner)
    choose(tab.direction, Direction.DOWN)
    hands.idle()
    hands.click("server_files")
    assert "Đã ghi tệp của 2 cơ quan" in tab.banner.text
    assert {"transport-ca.crt", "transport-ca.crl"} <= {file.name for file in stick.iterdir()}


def test_an_office_that_receives_nothing_has_no_files_for_a_server(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    hands, _tab = opened(joined_pair.commune, qtbot, runner)
    assert hands.find(QPushButton, "server_files").isHidden()


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


def test_what_is_typed_of_a_line_outlives_leaving_it_and_a_killed_program(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    desk = joined_pair.district
    window = Window(qtbot, desk, runner)
    tab = window.put(LineTab)
    tab.start()
    window.idle()
    choose(tab.direction, Direction.DOWN)
    window.idle()
    choose(tab.way, Way.WEBDAV)
    tab.address.setText("https://may-chu.example/hop")
    tab.password.setText("bí mật")
    choose(tab.direction, Direction.UP)
    window.idle()
    assert tab.address.text() != "https://may-chu.example/hop"
    choose(tab.direction, Direction.DOWN)
    window.idle()
    assert (tab.address.text(), tab.password.text()) == ("https://may-chu.example/hop", "bí mật")
    assert "chưa lưu" in tab.banner.text
    window.write()

    again = Window(qtbot, desk, runner)
    other = again.put(LineTab)
    choose(other.direction, Direction.DOWN)
    other.start()
    again.idle()
    assert other.address.text() == "https://may-chu.example/hop"
    assert other.password.text() == "", "a password is kept nowhere"
    other.save()
    again.idle()
    again.write()
    assert desk.journal.keys() == ()
    other.start()
    again.idle()
    assert other.address.text() == "https://may-chu.example/hop"


def test_a_password_alone_leaves_nothing_to_be_taken_up_again(
    joined_pair: Pair, qtbot: QtBot, runner: JobRunner
) -> None:
    window = Window(qtbot, joined_pair.district, runner)
    tab = window.put(LineTab)
    tab.start()
    window.idle()
    choose(tab.direction, Direction.DOWN)
    window.idle()
    tab.password.setText("bí mật")
    tab.address.setText("https://may-chu.example/hop")
    tab.address.clear()
    window.write()
    assert joined_pair.district.journal.keys() == ()
