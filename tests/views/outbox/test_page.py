"""The outbox, worked as an officer works it, after a dossier was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.models import TrustedCertificate
from desktop.services.desk import Desk
from desktop.services.ready_dossiers import ready_dossiers
from desktop.views.changes import Changes
from desktop.views.outbox.page import OutboxPage
from desktop.views.outbox.words import ready_text
from desktop.views.pages import Bench
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from tests.services.exchange import deliver
from tests.services.test_receipts import _recalled_before_it_came
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


def test_sending_again_is_harmless_and_says_so(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    page = _page(sent.commune, qtbot, runner)
    _click(page, "send_again", qtbot, runner)
    assert "không thành hai gói" in page.banner.text
    assert len(sent.commune.exchange.outgoing()) == 1


def test_what_was_answered_cannot_be_sent_again_and_says_why(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    sent.commune.inbox.receive(receipt)
    page = _page(sent.commune, qtbot, runner)
    button = page.findChild(QPushButton, "send_again")
    assert button is not None
    assert not button.isEnabled()
    assert "Nơi nhận đã trả lời" in button.toolTip()


def test_chips_count_the_states_and_show_one_of_them(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    page = _page(sent.commune, qtbot, runner)
    shown = [c for c in page.findChildren(QPushButton) if c.isCheckable() and c.isVisible()]
    assert [chip.text() for chip in shown] == ["Chờ chuyển  1"]
    shown[0].click()
    assert page.panel.model.rowCount() == 1


def test_a_copy_by_hand_is_in_the_history_and_in_what_to_do(
    sent: TwoOffices,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    page = _page(sent.commune, qtbot, runner)
    _click(page, "copy_package", qtbot, runner)
    tree = page.findChild(QTreeWidget, "attempts")
    assert tree is not None
    latest = tree.topLevelItem(0)
    assert latest is not None
    assert [latest.text(n) for n in (1, 2, 3)] == ["Chép tay", str(tmp_path), "Đã chép"]
    assert f"Đã chép ra {tmp_path}" in _next(page)


def test_a_dossier_that_is_ready_is_named_above_and_opened(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    sent.commune.recalls.recall(sent.dossier_id, "Thiếu chữ ký")
    assert sent.commune.dossiers.mark_ready(sent.dossier_id, "Đã rà soát").ready
    page = _page(sent.commune, qtbot, runner)
    line = page.findChild(Banner, "ready_line")
    assert line is not None
    assert line.text == "1 hồ sơ sẵn sàng, chưa ký."
    button = line.findChild(QPushButton, "banner_action_1")
    assert button is not None
    with qtbot.waitSignal(page.record_requested) as asked:
        button.click()
    assert asked.args == ["dossiers", sent.dossier_id]
    assert line.text


def test_a_receiver_without_a_known_key_is_named_with_the_dossiers_that_wait(
    sent: TwoOffices,
) -> None:
    sent.commune.recalls.recall(sent.dossier_id, "Thiếu chữ ký")
    sent.commune.dossiers.mark_ready(sent.dossier_id, "Đã rà soát")
    store = sent.commune.store
    with store.writing() as session:
        known = sa.update(TrustedCertificate).where(TrustedCertificate.purpose == "encrypt")
        session.execute(known.values(archived_at=store.clock()))
        session.commit()
    text = ready_text(ready_dossiers(sent.commune.store))
    assert "Chưa có khóa mã hóa của Ủy ban nhân dân huyện Thanh Bình" in text


def test_a_refused_package_leads_to_its_dossier_instead_of_a_stick(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    _recalled_before_it_came(sent)
    deliver(sent.district.inbox.receive(sent.package), sent.commune)
    page = _page(sent.commune, qtbot, runner)
    copy = page.findChild(QPushButton, "copy_package")
    dossier = page.findChild(QPushButton, "open_dossier")
    assert copy is not None
    assert dossier is not None
    assert not copy.isEnabled()
    assert "không được nhận" in copy.toolTip()
    assert dossier.property("role") == "primary"
