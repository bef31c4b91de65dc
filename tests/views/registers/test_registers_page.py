"""«Sổ số»: gaps ask for their reason, places are kept, and the book is written out."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import NumberState
from desktop.services.desk import Desk
from desktop.services.registers import NumberSeries
from desktop.views.changes import Changes
from desktop.views.registers.page import RegistersPage
from desktop.views.registers.reserve_dialog import Places, ReserveDialog
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    with office.store.writing() as session:
        office.registers.take(session, NumberSeries.DECISION, 2023, 3, uuid4())
        session.commit()
    return work(qtbot, office, runner, RegistersPage, Changes())


def shown(page: Hands) -> list[str]:
    model = page.page.panel.model
    return [model.index(row, 3).data() for row in range(model.rowCount())]


def test_a_gap_stands_in_the_list_until_its_reason_is_given(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(page) == ["Chưa giải thích", "Đã dùng"]
    assert "2 số chưa giải thích" in page.text("register_summary")
    page.page.panel.view.selectRow(0)
    page.idle()
    assert page.text("line_heading") == "Các số 1–2: chưa giải thích"
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Văn bản khác dùng")
    page.click("explain_gap")
    assert shown(page) == ["Bỏ, không dùng", "Bỏ, không dùng", "Đã dùng"]
    assert page.page.banner.text == "Đã ghi vào sổ: số 1–2."


def test_places_are_kept_and_given_up_again_with_a_reason(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def places(_parent: object, following: int, _year: int) -> Places:
        asked.append(following)
        return Places(following, 2, "Giữ cho Chủ tịch")

    monkeypatch.setattr(ReserveDialog, "ask", places)
    page.click("reserve")
    assert asked == [4]
    assert shown(page)[-2:] == ["Giữ chỗ", "Giữ chỗ"]
    page.page.panel.view.selectRow(3)
    page.idle()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Không cần nữa")
    page.click("void_number")
    lines = page.desk.registers.open(NumberSeries.DECISION, 2023).lines
    assert [x.state for x in lines[-2:]] == [NumberState.RESERVED, NumberState.VOID] or [
        x.state for x in lines[-2:]
    ] == [NumberState.VOID, NumberState.RESERVED]


def test_a_number_in_use_cannot_be_given_up_here(page: Hands) -> None:
    page.page.panel.view.selectRow(1)
    page.idle()
    assert "chỉ bỏ được khi hủy bỏ khen thưởng" in page.why_not("void_number")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx"])
def test_the_book_is_written_as_the_file_is_named(
    page: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"so.{suffix}"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: target)
    page.click("print_register")
    assert target.stat().st_size > 1_000
    assert page.page.banner.text == f"Đã ghi so.{suffix}."


def test_another_book_is_shown_and_the_golden_book_is_kept_from_then_on(page: Hands) -> None:
    series = page.find(QComboBox, "series")
    series.setCurrentIndex(series.findData("certificate"))
    page.idle()
    assert shown(page) == []
    assert page.why_not("print_register") == "Sổ năm này chưa cấp số nào"
    page.find(QCheckBox, "golden_book").setChecked(True)
    page.idle()
    assert page.desk.registers.keeps_golden_book()
    assert page.find(QLabel, "register_summary").text() == "Chưa cấp số nào."


def test_places_need_a_reason(qtbot: QtBot) -> None:
    dialog = ReserveDialog(None, 12, 2023)
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()
    dialog.reason.setText("Giữ cho lễ 2/9")
    assert dialog.yes.isEnabled()
    assert dialog.first.value() == 12


def test_the_page_opens_on_the_newest_year_with_numbers(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    with office.store.writing() as session:
        for year in (2019, 2021):
            office.registers.take(session, NumberSeries.DECISION, year, None, uuid4())
        session.commit()
    page = work(qtbot, office, runner, RegistersPage, Changes())
    chosen = page.find(QComboBox, "year")
    listed = [chosen.itemData(place) for place in range(chosen.count())]
    assert (chosen.currentData(), listed) == (2021, [2023, 2021, 2019])
    chosen.setCurrentIndex(0)
    page.idle()
    page.page.refresh()
    page.idle()
    assert chosen.currentData() == 2023


def test_a_number_in_a_letter_is_given_up_in_the_letter(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    with office.store.writing() as session:
        office.registers.take(session, NumberSeries.LETTER, 2023, None, uuid4())
        session.commit()
    page = work(qtbot, office, runner, RegistersPage, Changes())
    page.find(QComboBox, "series").setCurrentIndex(list(NumberSeries).index(NumberSeries.LETTER))
    page.idle()
    page.page.panel.view.selectRow(0)
    page.idle()
    assert "ghi số khác" in page.why_not("void_number")
