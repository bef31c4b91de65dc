"""«Quỹ»: what came in, what decisions commit, what was paid, what is left; each figure opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.fund import FundDraft
from desktop.views.changes import Changes
from desktop.views.fund.entry_dialog import EntryDialog
from desktop.views.fund.page import FundPage
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, appraised: TwoOffices, runner: JobRunner) -> Hands:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    return work(qtbot, appraised.district, runner, FundPage, Changes())


def enter(monkeypatch: pytest.MonkeyPatch, amount: int | None) -> list[FundDraft]:
    asked: list[FundDraft] = []

    def answer(_parent: object, draft: FundDraft, problems: object) -> FundDraft | None:
        asked.append(draft)
        return None if problems else replace(draft, amount=amount, about="Ngân sách cấp")

    monkeypatch.setattr(EntryDialog, "ask", answer)
    return asked


def figure(page: Hands, name: str) -> str:
    return page.find(QPushButton, f"sum_{name}").text().splitlines()[1]


def test_what_came_in_is_entered_and_the_sums_follow(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert figure(page, "income") == "0"
    committed = int(figure(page, "committed").replace(".", ""))
    assert committed > 0
    enter(monkeypatch, 30_000_000)
    page.click("enter_income")
    assert figure(page, "income") == "30.000.000"
    assert int(figure(page, "left").replace(".", "")) == 30_000_000 - committed
    enter(monkeypatch, 1_000_000)
    page.click("enter_spent")
    assert figure(page, "spent") == "1.000.000"
    page.click("sum_committed")
    assert page.page.panel.model.rowCount() == 1


def test_what_was_typed_wrong_is_asked_again(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = enter(monkeypatch, None)
    page.click("enter_income")
    assert len(asked) == 2
    assert figure(page, "income") == "0"


def test_a_commitment_leads_to_its_decision_and_is_not_changed_here(
    page: Hands, qtbot: QtBot
) -> None:
    page.page.panel.view.selectRow(0)
    page.idle()
    assert page.find(QPushButton, "edit_entry").isHidden()
    with qtbot.waitSignal(page.page.record_requested) as asked:
        page.click("open_decision")
    assert asked.args[0] == "decisions"


def test_an_entry_is_corrected_and_put_away(page: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(monkeypatch, 5_000_000)
    page.click("enter_income")
    row = next(r for r in page.page._rows.values() if r.line.decision_id is None)
    page.page.panel.view.select(row.id)
    page.idle()
    enter(monkeypatch, 6_000_000)
    page.click("edit_entry")
    assert figure(page, "income") == "6.000.000"
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)
    page.click("remove_entry")
    assert figure(page, "income") == "0"


def test_the_year_is_written_as_a_spreadsheet_with_its_sums(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "quy.xlsx"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: target)
    page.click("export_fund")
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"Có trong năm", "Cam kết chi", "Còn lại"} <= set(cells)
