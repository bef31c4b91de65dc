"""The red banner: it says what failed and the way out, and stays until somebody has read it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import StorageError
from desktop.jobs.runner import JobRunner
from desktop.services.attempts import WITHOUT_FAILURE, Place, record_failure
from desktop.services.desk import Desk
from desktop.services.settlement import sent_package, settle_refused
from desktop.views.changes import Changes
from desktop.views.exchange.failures_banner import FailuresBanner
from desktop.views.exchange.words import failure_message
from desktop.views.pages import Bench
from tests.services.two_offices import TwoOffices


def show(qtbot: QtBot, runner: JobRunner, desk: Desk) -> FailuresBanner:
    made = FailuresBanner(Bench(desk, runner, Changes()))
    qtbot.addWidget(made)
    made.refresh()
    qtbot.waitUntil(lambda: not runner.busy)
    return made


def fail(desk: Desk) -> None:
    full = StorageError(StorageError.Code.STICK_FULL, path="/media/usb")
    (row, *_) = desk.outbox.list_rows()
    place = Place("folder", "/media/usb")
    record_failure(desk.store, row.id, place, desk.store.clock(), full, loud=True)


def refuse(two: TwoOffices, why: str) -> None:
    (row,) = two.commune.outbox.list_rows()
    store, receiver = two.commune.store, two.district.store.actor.office_id
    with store.writing() as session:
        sent = sent_package(session, row.package_id, receiver)
        assert sent is not None
        settle_refused(store, session, sent, {"code": "DATA_BAD", "why": why}, store.clock())
        session.commit()


def test_all_is_well_and_nothing_is_shown(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    assert show(qtbot, runner, sent.commune).isHidden()


def test_it_survives_a_start_and_goes_once_it_was_read(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    fail(sent.commune)
    sent.open()
    banner = show(qtbot, runner, sent.commune)
    assert "Chưa chuyển được gói" in banner.banner.text
    assert "/media/usb không đủ chỗ" in banner.banner.text
    read = banner.findChild(QPushButton, "banner_action_2")
    assert read is not None
    assert read.text() == "Đã đọc"
    read.click()
    qtbot.waitUntil(lambda: not runner.busy)
    assert banner.isHidden()
    sent.open()
    assert show(qtbot, runner, sent.commune).isHidden()


def test_looking_at_the_package_is_not_yet_having_read(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    fail(sent.commune)
    banner = show(qtbot, runner, sent.commune)
    look = banner.findChild(QPushButton, "banner_action_1")
    assert look is not None
    with qtbot.waitSignal(banner.package_asked) as asked:
        look.click()
    assert asked.args == [sent.commune.outbox.list_rows()[0].id]
    assert banner.banner.text


def test_what_the_receiver_refused_is_told_in_its_words_with_the_way_out(
    sent: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    refuse(sent, "Dữ liệu trong gói không đúng mẫu.")
    text = show(qtbot, runner, sent.commune).banner.text
    assert "Ủy ban nhân dân huyện Thanh Bình không nhận gói" in text
    assert "Dữ liệu trong gói không đúng mẫu." in text
    assert "thu hồi để sửa" in text


@pytest.mark.parametrize("code", ["HOST_KEY_CHANGED", "STICK_GONE", "DIGEST", "KHONG_BIET"])
def test_every_code_kept_is_told_without_a_blank(code: str) -> None:
    said = failure_message(code, "may-chu.example")
    assert said.what
    assert "…" not in said.text
    assert code not in WITHOUT_FAILURE
