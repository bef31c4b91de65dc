"""The stick that is plugged in: what it says, what one press does, and what goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import StorageError
from desktop.jobs.runner import JobRunner
from desktop.services.drives import PluggedDrive
from desktop.services.exchange import Failure, PassReport
from desktop.views.changes import Changes
from desktop.views.exchange.stick_row import StickRow
from desktop.views.exchange.stick_strip import StickStrip
from desktop.views.exchange.words import carried_text
from desktop.views.pages import Bench
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import FilePicker
from tests.services.two_offices import TwoOffices


class Slot:
    """What is plugged in, as a test says."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self.path = path
        self.drives: list[PluggedDrive] = []

    def plug(self, *, is_read_only: bool = False) -> None:
        self.drives = [PluggedDrive(self.path, "KINGSTON", 1 << 30, is_read_only)]

    def pull(self) -> None:
        self.drives = []
        shutil.rmtree(self.path)


@pytest.fixture
def slot(tmp_path: Path) -> Slot:
    return Slot(tmp_path / "usb")


Show = Callable[..., StickStrip]


@pytest.fixture
def show(qtbot: QtBot, runner: JobRunner, sent: TwoOffices, slot: Slot) -> Show:
    def _show(name: str = "commune") -> StickStrip:
        desk = sent.commune if name == "commune" else sent.district
        strip = StickStrip(Bench(desk, runner, Changes()), lambda: slot.drives)
        qtbot.addWidget(strip)
        strip.show()
        qtbot.waitUntil(lambda: not runner.busy)
        return strip

    return _show


def look(strip: StickStrip, qtbot: QtBot, runner: JobRunner) -> None:
    strip.look()
    qtbot.waitUntil(lambda: not runner.busy)


def press(strip: StickStrip, qtbot: QtBot, runner: JobRunner) -> StickRow:
    (row,) = strip.rows
    button = row.findChild(QPushButton, "exchange_stick")
    assert button is not None
    assert button.isEnabled(), button.toolTip()
    button.click()
    qtbot.waitUntil(lambda: not runner.busy)
    return row


def test_it_comes_and_goes_with_the_stick(
    show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner
) -> None:
    strip = show()
    assert strip.rows == []
    slot.plug()
    look(strip, qtbot, runner)
    (row,) = strip.rows
    assert row.text == "USB KINGSTON: mang đi 1 gói."
    slot.pull()
    look(strip, qtbot, runner)
    assert strip.rows == []


def test_one_press_at_each_end_there_and_back(
    show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner, sent: TwoOffices
) -> None:
    slot.plug()
    there = press(show(), qtbot, runner)
    assert "mang đi 1 gói, mang về 0 gói" in there.banner.text
    assert (
        there.text == "USB KINGSTON: không có gì phải chép. 1 gói đã có sẵn trên USB, chờ nơi nhận."
    )
    at_district = show("district")
    assert at_district.rows[0].text == "USB KINGSTON: mang về 1 gói."
    row = press(at_district, qtbot, runner)
    assert "Hồ sơ đề nghị khen thưởng của Ủy ban nhân dân xã Đông An (mới)" in row.banner.text
    back = press(show(), qtbot, runner)
    assert "mang về 1 gói, dọn 1 gói nơi nhận đã trả lời" in back.banner.text
    assert sent.commune.exchange.outgoing() == []


def test_nothing_to_do_is_said(show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner) -> None:
    slot.plug()
    strip = show()
    press(strip, qtbot, runner)
    assert press(strip, qtbot, runner).banner.text.startswith("Không có gì phải chép")


def test_what_is_for_others_is_told_and_left_alone(
    show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner
) -> None:
    other = slot.path / "guong-sang" / "6f2cba6e-2c38-4f6a-9f9c-0d9f4dbb9d11"
    other.mkdir(parents=True)
    (other / "ho-so.asice.p7m").write_bytes(b"cua nguoi khac")
    slot.plug()
    strip = show()
    assert "1 gói của cơ quan khác được giữ nguyên" in strip.rows[0].text
    press(strip, qtbot, runner)
    assert (other / "ho-so.asice.p7m").read_bytes() == b"cua nguoi khac"


def test_a_stick_locked_against_writing_says_so_and_cannot_be_pressed(
    show: Show, slot: Slot
) -> None:
    slot.plug(is_read_only=True)
    (row,) = show().rows
    button = row.findChild(QPushButton, "exchange_stick")
    assert "đang khóa ghi" in row.text
    assert not button.isEnabled()
    assert button.toolTip() == "USB đang khóa ghi"


def test_a_stick_pulled_out_before_the_press_is_said_and_nothing_is_lost(
    show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner, sent: TwoOffices
) -> None:
    slot.plug()
    strip = show()
    slot.pull()
    row = press(strip, qtbot, runner)
    assert "đã bị rút ra" in row.banner.text
    assert len(sent.commune.exchange.outgoing()) == 1


def test_what_came_of_it_stays_to_be_read_after_the_stick_is_gone(
    show: Show, slot: Slot, qtbot: QtBot, runner: JobRunner
) -> None:
    slot.plug()
    strip = show()
    press(strip, qtbot, runner)
    slot.pull()
    look(strip, qtbot, runner)
    (row,) = strip.rows
    assert row.text == "USB đã rút ra."
    assert "mang đi 1 gói" in row.banner.text
    row.put_away.emit()
    assert strip.rows == []


def test_a_folder_serves_as_a_stick_until_it_is_put_away(
    show: Show,
    tmp_path: Path,
    qtbot: QtBot,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = tmp_path / "chung"
    shared.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: shared)
    strip = show()
    strip.choose_folder()
    qtbot.waitUntil(lambda: not runner.busy)
    row = press(strip, qtbot, runner)
    assert "mang đi 1 gói" in row.banner.text
    assert len(list(shared.rglob("*.asice.p7m"))) == 1
    row.put_away.emit()
    assert strip.rows == []


def test_a_full_stick_is_said_with_the_way_out_and_what_was_done_before() -> None:
    full = StorageError(StorageError.Code.STICK_FULL, path="/media/usb")
    tone, text = carried_text(PassReport(sent=2, failed=[Failure("", full)]))
    assert tone is Tone.DANGER
    assert "không đủ chỗ" in text
    assert text.endswith("Đã kịp: mang đi 2 gói, mang về 0 gói.")


def test_a_machine_that_was_handed_over_offers_no_stick(
    show: Show, sent: TwoOffices, slot: Slot, tmp_path: Path
) -> None:
    away = tmp_path / "bàn giao"
    away.mkdir()
    sent.commune.handover.write(away, "Đổi máy tính", moving=True)
    slot.plug()
    (row,) = show().rows
    button = row.findChild(QPushButton, "exchange_stick")
    assert button is not None
    assert not button.isVisibleTo(row)
    assert "bàn giao sang máy khác" in row.text
