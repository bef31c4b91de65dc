"""The page of initiatives, worked as an official works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.services.initiatives import AuthorLine, InitiativeDraft
from desktop.services.people import PersonDraft
from desktop.views.changes import Changes
from desktop.views.initiatives.page import InitiativesPage
from desktop.views.pages import Bench

Type = Callable[[QWidget, str], None]


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> InitiativesPage:
    person = office.people.save_draft(PersonDraft(full_name="Đỗ Thị Hường")).id
    for draft in (
        InitiativeDraft(
            title="Bếp đun tiết kiệm",
            recognised_on=date(2023, 11, 10),
            authors=(AuthorLine(person_id=person, share=80),),
        ),
        InitiativeDraft(title="Máy tẽ ngô", year=2022),
    ):
        assert office.initiatives.save_draft(draft).saved
    made = InitiativesPage(Bench(office, runner, Changes()))
    qtbot.addWidget(made)
    made.resize(1150, 728)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 2 and not runner.busy)
    return made


def _button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def test_initiatives_show_authors_year_and_reach(page: InitiativesPage) -> None:
    texts = [column.text(page.panel.model.row_at(0)) for column in page.panel.model.columns]

    assert texts == ["Bếp đun tiết kiệm", "Đỗ Thị Hường (80%)", "2023", "Cơ sở"]


def test_shares_over_the_whole_are_said_in_their_line(
    page: InitiativesPage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    page.panel.view.selectRow(0)
    qtbot.waitUntil(lambda: not runner.busy)
    _button(page, "authors_add").click()
    for name, text in (("full_name", "Lê Văn Khách"), ("share", "30")):
        field = page.findChild(QLineEdit, f"authors_1_{name}_field")
        assert field is not None
        type_text(field, text)

    _button(page, "save").click()
    qtbot.waitUntil(lambda: not runner.busy)

    problem = page.form.editor("authors").findChild(QWidget, "authors_1_share_problem")
    assert problem is not None
    assert problem.property("text") == "Tổng tỷ lệ đóng góp của các tác giả là 110%, quá 100%."
