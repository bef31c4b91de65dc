"""The outbox, worked as an officer works it, after a dossier was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.outbox.page import OutboxPage
from desktop.views.pages import Bench
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from tests.services.two_offices import TwoOffices


def _page(desk: Desk, qtbot: QtBot, runner: JobRunner) -> OutboxPage:
    page = OutboxPage(Bench(desk, runner, Changes()))
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.start()
    qtbot.waitUntil(lambda: not runner.busy)
    page.panel.view.selectRow(0)
    qtbot.waitUntil(lambda: not runner.busy)
    return page


def _click(page: OutboxPage, name: str, qtbot: QtBot, runner: JobRunner) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: not runner.busy)


def _text(page: OutboxPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return label.text()


def _next(page: OutboxPage) -> str:
    banner = page.findChild(Banner, "what_next")
    assert banner is not None
    return banner.text


def test_a_package_without_receipt_says_what_to_do_next(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    page = _page(sent.commune, qtbot, runner)
    assert _text(page, "package_state") == "Chờ chuyển"
    assert "mang tới Ủy ban nhân dân huyện Thanh Bình" in _next(page)


def test_a_receipt_settles_it(sent: TwoOffices, qtbot: QtBot, runner: JobRunner) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    sent.commune.inbox.receive(receipt)
    page = _page(sent.commune, qtbot, runner)
    assert _text(page, "package_state") == "Nơi nhận đã nhận"
    assert "không cần mang đi lần nữa" in _next(page)


def test_a_package_is_copied_byte_for_byte(
    sent: TwoOffices,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: stick)
    page = _page(sent.commune, qtbot, runner)
    _click(page, "copy_package", qtbot, runner)

    (copied,) = stick.iterdir()
    assert copied.read_bytes() == sent.package.read_bytes()
    assert copied.name in page.banner.text


def test_a_stick_that_is_gone_is_said_and_nothing_is_lost(
    sent: TwoOffices,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path / "đã rút")
    page = _page(sent.commune, qtbot, runner)
    _click(page, "copy_package", qtbot, runner)
    assert page.banner.text
    assert len(sent.commune.outbox.list_rows()) == 1


def test_its_dossier_is_opened(sent: TwoOffices, qtbot: QtBot, runner: JobRunner) -> None:
    page = _page(sent.commune, qtbot, runner)
    with qtbot.waitSignal(page.record_requested) as asked:
        _click(page, "open_dossier", qtbot, runner)
    assert asked.args == ["dossiers", sent.dossier_id]


def test_an_answer_leads_to_the_appraisal(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    sent.receive()
    page = _page(sent.district, qtbot, runner)
    assert _text(page, "package_state") == "Chờ chuyển"
    with qtbot.waitSignal(page.record_requested) as asked:
        _click(page, "open_dossier", qtbot, runner)
    assert asked.args == ["appraisal", sent.dossier_id]


def test_the_folder_of_the_outbox_is_opened(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(OutboxPage, "open_folder", staticmethod(opened.append))
    page = _page(sent.commune, qtbot, runner)
    _click(page, "open_folder", qtbot, runner)
    assert opened == [sent.commune.store.paths.outbox]
