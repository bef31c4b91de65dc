"""The page «Ai đủ điều kiện» on a real office, worked through its boxes and buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import Grade
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from desktop.services.offices import OfficeInfo
from desktop.services.people import EvaluationLine, PersonDraft
from desktop.views.changes import Changes
from desktop.views.dossiers.nominating import DossierChoice
from desktop.views.due.new_dossier import NewDossierDialog
from desktop.views.due.page import DuePage
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import FilePicker
from tests.services.commune_dossier import Commune, saved
from tests.services.conftest import clock, commune_template, office, open_copy

__all__ = ["clock", "commune_template", "office", "open_copy"]


@pytest.fixture
def commune(office: Desk) -> Commune:
    """A commune with two good workers who did not register for emulation."""
    made = Commune(office)
    for name in ("Bùi Thị Đủ", "Vũ Văn Thiếu"):
        saved(
            office.people,
            PersonDraft(
                full_name=name,
                unit_id=made.village,
                started_on=date(2015, 1, 1),
                evaluations=(EvaluationLine(year=2023, grade=Grade.GOOD),),
            ),
        )
    return made


@pytest.fixture
def shown(qtbot: QtBot, runner: JobRunner) -> Callable[[Desk], DuePage]:
    def show(desk: Desk) -> DuePage:
        page = DuePage(Bench(desk, runner, Changes()))
        qtbot.addWidget(page)
        page.resize(1158, 768)
        page.show()
        page.start()
        qtbot.waitUntil(lambda: not runner.busy)
        return page

    return show


def _choose_year(page: DuePage, year: int, qtbot: QtBot, runner: JobRunner) -> None:
    box = page.findChild(QComboBox, "due_year")
    assert box is not None
    box.setCurrentIndex(box.findData(year))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not runner.busy)


def _text(page: DuePage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return label.text()


def _button(page: DuePage, name: str) -> QPushButton:
    button = page.findChild(QPushButton, name)
    assert button is not None
    return button


def test_the_year_is_searched_and_each_line_says_what_is_wanting(
    commune: Commune, shown: Callable[[Desk], DuePage], qtbot: QtBot, runner: JobRunner
) -> None:
    page = shown(commune.desk)
    _choose_year(page, 2023, qtbot, runner)

    rows = page.panel.model.shown_rows()
    columns = page.panel.model.columns
    texts = {tuple(c.text(row) for c in columns[:5]) for row in rows}
    assert (
        "Bùi Thị Đủ",
        "Thôn Đoài",
        "LĐTT",
        "Thiếu một điểm",
        "Thiếu đăng ký thi đua năm 2023",
    ) in texts
    assert _text(page, "due_summary").startswith("Năm 2023, xét theo Luật Thi đua")


def test_chosen_lines_become_nominations_of_a_new_dossier_and_then_of_the_one_there_is(
    commune: Commune,
    shown: Callable[[Desk], DuePage],
    qtbot: QtBot,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown(commune.desk)
    _choose_year(page, 2023, qtbot, runner)
    assert not _button(page, "nominate").isEnabled()
    page.panel.view.selectAll()
    asked: list[DossierDraft] = []

    def named(_cls: object, _parent: object, draft: DossierDraft, own: OfficeInfo) -> DossierDraft:
        assert commune.desk.dossiers.list_rows() == []
        assert own.parent_id is not None
        asked.append(draft)
        return draft

    monkeypatch.setattr(NewDossierDialog, "ask", classmethod(named))
    _button(page, "nominate").click()
    qtbot.waitUntil(lambda: not runner.busy)

    # A commune decides LĐTT itself: nothing has to go up.
    assert [draft.receiver_office_id for draft in asked] == [None]
    (dossier,) = commune.desk.dossiers.list_rows()
    rows = commune.desk.nominations.rows(dossier.id)
    assert dossier.title == "Đề nghị khen thưởng năm 2023"
    assert sorted(row.name for row in rows) == ["Bùi Thị Đủ", "Vũ Văn Thiếu"]
    draft = commune.desk.nominations.open_draft(rows[0].id)
    assert (draft.award_code, draft.period_to) == ("LDTT", date(2023, 12, 31))
    assert page.banner.text == "Đã đưa 2 đề nghị vào hồ sơ."

    chosen = (True, dossier.id)
    monkeypatch.setattr(DossierChoice, "ask", classmethod(lambda *_args: chosen))
    page.panel.view.selectAll()
    _button(page, "nominate").click()
    qtbot.waitUntil(lambda: not runner.busy)

    assert "2 đối tượng đã có trong hồ sơ" in page.banner.text
    assert len(commune.desk.nominations.rows(dossier.id)) == 2


def test_a_line_leads_to_where_the_missing_fact_is_entered(
    commune: Commune, shown: Callable[[Desk], DuePage], qtbot: QtBot, runner: JobRunner
) -> None:
    page = shown(commune.desk)
    _choose_year(page, 2023, qtbot, runner)
    row = page.panel.model.row_at(0)

    with qtbot.waitSignal(page.field_requested) as asked:
        page.panel.view.opened.emit(row.id)

    assert asked.args == ["campaigns", None, ""]


def test_the_list_is_filtered_by_unit_and_goes_to_a_spreadsheet(
    commune: Commune,
    shown: Callable[[Desk], DuePage],
    qtbot: QtBot,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = shown(commune.desk)
    _choose_year(page, 2023, qtbot, runner)
    box = page.panel.findChild(QComboBox, "unit_filter")
    assert box is not None
    assert [box.itemText(n) for n in range(box.count())] == ["Đơn vị: tất cả", "Thôn Đoài"]
    target = tmp_path / "danh-sach.xlsx"
    monkeypatch.setattr(FilePicker, "save_file", classmethod(lambda *_args: target))

    _button(page, "export_list").click()
    qtbot.waitUntil(lambda: not runner.busy)

    assert target.stat().st_size > 1_000


def test_another_year_asked_for_meanwhile_gives_up_the_first_search(
    commune: Commune, shown: Callable[[Desk], DuePage], qtbot: QtBot, runner: JobRunner
) -> None:
    page = shown(commune.desk)
    box = page.findChild(QComboBox, "due_year")
    assert box is not None
    page.refresh()
    box.setCurrentIndex(box.findData(2023))
    page.refresh()
    qtbot.waitUntil(lambda: not runner.busy)

    assert _text(page, "due_summary").startswith("Năm 2023")


def test_stopping_says_so_and_f5_searches_again(
    commune: Commune, shown: Callable[[Desk], DuePage], qtbot: QtBot, runner: JobRunner
) -> None:
    page = shown(commune.desk)
    page.refresh()
    _button(page, "job_stop").click()
    qtbot.waitUntil(lambda: not runner.busy)
    assert _text(page, "due_summary") == "Đã dừng tìm. Bấm F5 để tìm lại."

    page.refresh()
    qtbot.waitUntil(lambda: not runner.busy)

    assert "xét theo" in _text(page, "due_summary")


def test_a_new_dossier_is_not_made_when_the_officer_thinks_better_of_it(
    commune: Commune,
    shown: Callable[[Desk], DuePage],
    qtbot: QtBot,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown(commune.desk)
    _choose_year(page, 2023, qtbot, runner)
    page.panel.view.selectAll()
    monkeypatch.setattr(NewDossierDialog, "ask", classmethod(lambda *_args: None))

    _button(page, "nominate").click()
    qtbot.waitUntil(lambda: not runner.busy)

    assert commune.desk.dossiers.list_rows() == []


def test_the_new_dossier_is_named_and_addressed_before_it_is_made(
    commune: Commune, qtbot: QtBot
) -> None:
    own, draft = commune.desk.offices.own(), commune.desk.dossiers.new_draft()
    dialog = NewDossierDialog(None, draft, own)
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()

    title, receiver = dialog.findChild(QLineEdit), dialog.findChild(QComboBox)
    assert title is not None
    assert receiver is not None
    title.setText("Khen cuối năm")
    assert dialog.draft.receiver_office_id == own.parent_id
    receiver.setCurrentIndex(0)
    assert (dialog.draft.title, dialog.draft.receiver_office_id) == ("Khen cuối năm", None)
