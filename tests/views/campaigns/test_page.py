"""The page of campaigns, worked as an official works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.campaigns import CampaignDraft, CriterionLine, RegistrationLine
from desktop.services.desk import Desk
from desktop.services.units import UnitDraft
from desktop.views.campaigns.page import CampaignsPage
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import FilePicker

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> CampaignsPage:
    unit = office.units.save_draft(UnitDraft(name="Thôn Đoài")).id
    for draft in (
        CampaignDraft(
            name="Chung sức xây dựng nông thôn mới",
            starts_on=date(2023, 1, 1),
            criteria=(CriterionLine(name="Đường hoa", target="2 km"),),
            registrations=(RegistrationLine(unit_id=unit, award_code="TTLDTT"),),
        ),
        CampaignDraft(name="Phòng, chống Covid-19", ends_on=date(2022, 12, 31)),
    ):
        assert office.campaigns.save_draft(draft).saved
    made = CampaignsPage(Bench(office, runner, Changes()))
    qtbot.addWidget(made)
    made.resize(1150, 728)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 2 and not runner.busy)
    return made


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def _names(page: CampaignsPage) -> list[str]:
    return [row.name for row in page.panel.model.shown_rows()]


def test_campaigns_show_their_phase_and_how_many_registered(page: CampaignsPage) -> None:
    texts = [column.text(page.panel.model.row_at(0)) for column in page.panel.model.columns]

    assert texts == ["Chung sức xây dựng nông thôn mới", "Đang diễn ra", "1", "Xã"]


def test_those_that_are_over_can_be_asked_for_alone(page: CampaignsPage) -> None:
    box = page.findChild(QComboBox, "phase_filter")
    assert box is not None

    box.setCurrentIndex(box.findText("Đã kết thúc"))

    assert _names(page) == ["Phòng, chống Covid-19"]


def test_criteria_and_registrations_open_in_tabs_with_their_unit_by_name(
    page: CampaignsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)

    titles = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    first = ["Thông tin", "Tiêu chí", "Đăng ký thi đua", "Nơi không phải gửi"]
    assert titles == [*first, "Tệp kèm theo", "Lịch sử"]
    fields = {
        name: page.findChild(QLineEdit, name)
        for name in ("criteria_0_name_field", "registrations_0_unit_id_field")
    }
    assert [f.text() for f in fields.values() if f] == ["Đường hoa", "Thôn Đoài"]
    award = page.findChild(QComboBox, "registrations_0_award_code_field")
    assert award is not None
    assert award.currentText() == "Tập thể lao động tiên tiến"


def test_a_registration_of_nobody_is_said_in_its_line(
    page: CampaignsPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    _button(page, "registrations_add").click()
    content = page.findChild(QLineEdit, "registrations_1_content_field")
    assert content is not None
    type_text(content, "trồng hoa")

    _button(page, "save").click()
    _idle(qtbot, runner)

    problem = page.form.editor("registrations").findChild(
        QWidget, "registrations_1_unit_id_problem"
    )
    assert problem is not None
    assert problem.property("text") == "Cần nhập Đơn vị hoặc cá nhân."
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Đăng ký thi đua"


def test_papers_are_attached_to_a_saved_campaign_only(
    page: CampaignsPage,
    qtbot: QtBot,
    runner: JobRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = tmp_path / "Ảnh phát động.jpg"
    Image.new("RGB", (8, 8)).save(photo)
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: [photo])
    _button(page, "new").click()
    _idle(qtbot, runner)
    add = _button(page, "add_file")
    assert not add.isEnabled()
    assert add.toolTip() == "Lưu bản ghi trước, rồi mới thêm tệp"

    page.panel.view.selectRow(0)
    _idle(qtbot, runner)
    assert add.isEnabled()
    add.click()
    _idle(qtbot, runner)

    files = page.findChild(QTreeWidget, "attachment_list")
    assert files is not None
    first = files.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "Ảnh phát động.jpg"
