"""«Tiền thưởng» of a decision: how each amount comes to be, the total, and the list as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.models import AwardRecord
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.decisions.page import DecisionsPage
from desktop.views.widgets.dialogs import FilePicker
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def decided(appraised: TwoOffices) -> TwoOffices:
    """Both offices once the district has decided, the answer taken in."""
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.package is not None
    appraised.commune.inbox.receive(report.package)
    return appraised


def opened(qtbot: QtBot, desk: Desk, runner: JobRunner) -> Hands:
    hands = work(qtbot, desk, runner, DecisionsPage, Changes())
    hands.page.panel.view.selectRow(0)
    hands.idle()
    hands.page._view.tabs.setCurrentWidget(hands.page._view.bonuses)
    return hands


def lines(hands: Hands) -> list[list[str]]:
    listed = hands.find(QTreeWidget, "bonus_lines")
    items = [listed.topLevelItem(n) for n in range(listed.topLevelItemCount())]
    return [[item.text(column) for column in range(4)] for item in items if item]


def test_each_amount_shows_how_it_comes_to_be(
    qtbot: QtBot, decided: TwoOffices, runner: JobRunner
) -> None:
    hands = opened(qtbot, decided.district, runner)
    # 20/11/2023: CSTĐCS of a person, TTLĐTT of a village, a household's giấy khen (§5.1).
    sums = [(line[2], line[3]) for line in lines(hands)]
    assert sums == [
        ("1 × 1.800.000\n= 1.800.000 đồng", "1.800.000 đồng"),
        ("0,8 × 1.800.000\n= 1.440.000 đồng", "1.440.000 đồng"),
        ("0,45 × 1.800.000\n= 810.000 đồng", "810.000 đồng\nchưa đối chiếu"),
    ]
    assert hands.text("bonus_total") == "Tổng cộng: 4.050.000 đồng"
    assert hands.find(QLabel, "bonus_badge").isVisible()
    assert hands.text("bonus_about") == (
        "Chi từ Quỹ thi đua, khen thưởng của cấp ra quyết định. Năm 2023: 4.050.000 đồng cho 1 "
        "quyết định tại đây."
    )


def test_the_list_goes_to_a_spreadsheet_with_its_total(
    qtbot: QtBot,
    decided: TwoOffices,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    hands = opened(qtbot, decided.district, runner)
    asked: list[str] = []

    def save_file(_parent: object, _title: str, suggested: str, _kinds: str) -> Path:
        asked.append(suggested)
        return tmp_path / "tiền thưởng"

    monkeypatch.setattr(FilePicker, "save_file", save_file)
    hands.click("export_bonuses")
    assert asked == ["tien-thuong-01-qd-ubnd.xlsx"]
    said = hands.find(QLabel, "banner_text", within=hands.page._view.bonuses)
    assert "tiền thưởng.xlsx" in said.text()
    sheet = openpyxl.load_workbook(tmp_path / "tiền thưởng.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert any(row[1] == "Tổng cộng" and row[6] == 4_050_000 for row in rows)
    assert any(row[3] == "0,45" and row[5] == 810_000 for row in rows)


def test_what_another_office_decided_is_paid_there(
    qtbot: QtBot, decided: TwoOffices, runner: JobRunner
) -> None:
    hands = opened(qtbot, decided.commune, runner)
    assert {line[3] for line in lines(hands)} == {"chưa có mức"}
    assert hands.text("bonus_about") == "Tiền thưởng do cơ quan đã quyết định chi trả."
    assert hands.text("bonus_total") == ""
    assert "không có tiền thưởng" in hands.why_not("export_bonuses")


def test_why_nothing_is_paid_is_said_in_the_line(
    qtbot: QtBot, decided: TwoOffices, runner: JobRunner
) -> None:
    with decided.district.store.writing() as session:
        session.execute(sa.update(AwardRecord).values(cancelled_on=date(2024, 1, 5)))
        session.commit()
    hands = opened(qtbot, decided.district, runner)
    assert {line[3] for line in lines(hands)} == {"0 đồng\nKhen thưởng đã hủy"}
    assert hands.text("bonus_total") == "Tổng cộng: 0 đồng"
