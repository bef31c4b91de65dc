"""The home page, read and worked as an official does, on a real office."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.home.page import HomePage
from desktop.views.pages import Bench
from desktop.views.widgets.banner import Banner


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner, changes: Changes) -> HomePage:
    made = HomePage(Bench(office, runner, changes))
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    return made


def _read(page: HomePage, qtbot: QtBot, runner: JobRunner) -> None:
    page.start()
    qtbot.waitUntil(lambda: not runner.busy)


def _lines(page: HomePage, name: str) -> list[str]:
    items = page.findChild(QListWidget, name)
    assert items is not None
    return [items.item(row).text() for row in range(items.count())]


def _figure(page: HomePage, subject: str) -> str:
    label = page.findChild(QLabel, f"figure_{subject}")
    assert label is not None
    return label.text()


def test_an_empty_office_is_told_that_nothing_waits(
    page: HomePage, qtbot: QtBot, runner: JobRunner
) -> None:
    _read(page, qtbot, runner)

    assert _lines(page, "due") == ["Không có việc nào sắp đến hạn."]
    assert _lines(page, "came_back") == ["Chưa có hồ sơ nào được trả lời."]
    (join,) = _lines(page, "waiting")
    assert join.startswith("Kết nối với Ủy ban nhân dân huyện Thanh Bình\nChưa kết nối")
    assert _figure(page, "units") == "0"


def test_an_empty_line_cannot_be_opened(page: HomePage, qtbot: QtBot, runner: JobRunner) -> None:
    _read(page, qtbot, runner)

    due = page.findChild(QListWidget, "due")
    assert due is not None
    assert due.item(0).flags() == Qt.ItemFlag.NoItemFlags


def test_a_line_says_what_is_due_and_opens_its_record(
    page: HomePage, qtbot: QtBot, runner: JobRunner, office: Desk
) -> None:
    campaign = office.campaigns.save_draft(
        CampaignDraft(name="Đợt cuối năm", ends_on=date(2023, 12, 5))
    ).id
    _read(page, qtbot, runner)

    assert _lines(page, "due") == ["Kết thúc: Đợt cuối năm\nCòn 15 ngày (05/12/2023)"]
    due = page.findChild(QListWidget, "due")
    assert due is not None
    due.setCurrentRow(0)
    due.setFocus()
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(due, Qt.Key.Key_Return)
    assert asked.args == ["campaigns", campaign]


def test_a_dossier_being_written_waits_and_opens(
    page: HomePage, qtbot: QtBot, runner: JobRunner, office: Desk
) -> None:
    draft = office.dossiers.new_draft()
    dossier = office.dossiers.save_draft(type(draft)(title="Khen thưởng năm 2023")).id
    _read(page, qtbot, runner)

    waiting = page.findChild(QListWidget, "waiting")
    assert waiting is not None
    assert _lines(page, "waiting")[-1] == "Khen thưởng năm 2023\nĐang soạn"
    subject, shown = waiting.item(waiting.count() - 1).data(Qt.ItemDataRole.UserRole)
    assert (subject, UUID(shown)) == ("dossiers", dossier)


def test_what_changes_on_another_page_shows_at_once(
    page: HomePage, qtbot: QtBot, runner: JobRunner, office: Desk, changes: Changes
) -> None:
    _read(page, qtbot, runner)
    office.units.save_draft(UnitDraft(name="Thôn Một"))

    changes.tell({"units"})

    qtbot.waitUntil(lambda: _figure(page, "units") == "1" and not runner.busy)


def test_a_hidden_page_reads_nothing(page: HomePage, runner: JobRunner, changes: Changes) -> None:
    page.hide()

    changes.tell({"units"})

    assert not runner.busy


def test_a_machine_whose_office_was_handed_over_says_so(
    page: HomePage, office: Desk, qtbot: QtBot, runner: JobRunner, tmp_path: Path
) -> None:
    said = page.findChild(Banner, "handed_over")
    assert said is not None
    _read(page, qtbot, runner)
    assert said.text == ""

    office.handover.write(tmp_path, "Đổi máy", moving=True)
    _read(page, qtbot, runner)
    assert said.text == "Dữ liệu đã bàn giao ngày 20/11/2023: máy này không gửi gói nữa."
