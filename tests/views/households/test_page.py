"""The page of households, worked as an official works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.households import HouseholdDraft
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.households.page import HouseholdsPage
from desktop.views.pages import Bench

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> HouseholdsPage:
    village = office.units.save_draft(UnitDraft(name="Thôn Đoài")).id
    award = PriorAwardLine(year=2020, award_code="GK_XA")
    for draft in (
        HouseholdDraft(head_name="Phạm Văn Đức", unit_id=village, members=5, address="ngõ Giếng"),
        HouseholdDraft(head_name="Vũ Thị Dần", prior_awards=(award,)),
    ):
        assert office.households.save_draft(draft).saved
    made = HouseholdsPage(Bench(office, runner, Changes()))
    qtbot.addWidget(made)
    made.resize(1150, 728)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 2 and not runner.busy)
    return made


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _heads(page: HouseholdsPage) -> list[str]:
    return [row.head_name for row in page.panel.model.shown_rows()]


def test_households_stand_by_their_heads_given_name_with_village_and_size(
    page: HouseholdsPage,
) -> None:
    assert _heads(page) == ["Vũ Thị Dần", "Phạm Văn Đức"]
    texts = [column.text(page.panel.model.row_at(1)) for column in page.panel.model.columns]
    assert texts == ["Phạm Văn Đức", "Thôn Đoài", "5"]


def test_an_address_finds_its_household(page: HouseholdsPage, type_text: Type) -> None:
    type_text(page.panel.search, "ngo gieng")

    assert _heads(page) == ["Phạm Văn Đức"]


def test_the_village_filter_narrows(page: HouseholdsPage) -> None:
    box = page.findChild(QComboBox, "unit_filter")
    assert box is not None

    box.setCurrentIndex(box.findText("Thôn Đoài"))

    assert _heads(page) == ["Phạm Văn Đức"]


def test_an_open_household_shows_its_awards(
    page: HouseholdsPage, qtbot: QtBot, runner: JobRunner
) -> None:
    page.panel.view.selectRow(0)
    _idle(qtbot, runner)

    awards = page.findChild(QTableWidget, "award_history")
    assert awards is not None
    assert awards.rowCount() == 1


def test_a_new_household_is_typed_and_saved(
    page: HouseholdsPage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    for name in ("new", "save"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        if name == "save":
            field = page.findChild(QLineEdit, "head_name_field")
            assert field is not None
            type_text(field, "Ngô Thị Bưởi")
        button.click()
        _idle(qtbot, runner)

    assert [m.title for m in office.households.find("ngo buoi")] == ["Ngô Thị Bưởi"]
    assert _heads(page) == ["Ngô Thị Bưởi", "Vũ Thị Dần", "Phạm Văn Đức"]
