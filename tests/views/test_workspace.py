"""The workspace of an open office: pages, keys, finding from anywhere, leaving what is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.models import Attachment, Decision, PackageRecord
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.palette import CommandPalette
from desktop.views.workspace import Workspace
from tests.services.conftest import (
    appraised,
    at_stage,
    clock,
    commune_template,
    district,
    district_template,
    office,
    open_copy,
    stages,
)
from tests.services.two_offices import TwoOffices

__all__ = [
    "appraised",
    "at_stage",
    "clock",
    "commune_template",
    "district",
    "district_template",
    "office",
    "open_copy",
    "stages",
]

Type = Callable[[QWidget, str], None]


@pytest.fixture
def workspace(qtbot: QtBot, office: Desk, runner: JobRunner) -> Workspace:
    return _opened(office, qtbot, runner)


def _opened(desk: Desk, qtbot: QtBot, runner: JobRunner) -> Workspace:
    made = Workspace(desk, runner)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: not runner.busy)
    return made


def _shown(workspace: Workspace) -> list[str]:
    return [s for s in workspace.subjects if workspace.page(s).isVisible()]


def test_a_commune_has_no_appraisal_and_a_district_writes_no_dossiers(
    office: Desk, district: Desk, qtbot: QtBot, runner: JobRunner
) -> None:
    sends, receives = _opened(office, qtbot, runner), _opened(district, qtbot, runner)

    assert "appraisal" not in sends.subjects
    assert "dossiers" not in receives.subjects
    assert sends.subjects[0] == receives.subjects[0] == "home"


def test_the_window_is_titled_with_the_office(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    made = Workspace(office, runner)
    qtbot.addWidget(made)

    with qtbot.waitSignal(made.title_changed) as told:
        made.start()
    qtbot.waitUntil(lambda: not runner.busy)

    assert told.args == ["Gương Sáng – Ủy ban nhân dân xã Đông An"]


def test_a_record_asked_for_on_one_page_opens_on_its_own(
    workspace: Workspace, qtbot: QtBot, runner: JobRunner, office: Desk
) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Đồng Đức")).id
    assert unit is not None

    workspace.page("home").record_requested.emit("units", unit)

    qtbot.waitUntil(lambda: workspace.page("units").form.record_id == unit and not runner.busy)
    assert _shown(workspace) == ["units"]


def test_a_page_the_seat_does_not_have_is_not_opened(workspace: Workspace, office: Desk) -> None:
    workspace.open_record("appraisal", office.offices.own().id)

    assert workspace.page("home").isVisible()


def test_what_is_typed_keeps_the_page_until_the_officer_decides(
    workspace: Workspace,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace.show_page("units")
    page = workspace.page("units")
    page.new_record()
    qtbot.waitUntil(lambda: not runner.busy)
    name = page.findChild(QLineEdit, "name_field")
    type_text(name, "Thôn gõ dở")
    answers: list[str | None] = [None, None, "discard"]
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: answers.pop(0))

    workspace.show_page("people")
    assert page.isVisible()
    assert not workspace.can_close(lambda: None)

    workspace.show_page("people")
    qtbot.waitUntil(lambda: not runner.busy)
    assert workspace.page("people").isVisible()
    assert workspace.can_close(lambda: None)


def test_what_was_given_up_is_gone_when_the_officer_comes_back(
    workspace: Workspace,
    qtbot: QtBot,
    runner: JobRunner,
    office: Desk,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = office.units.save_draft(UnitDraft(name="Thôn Một")).id
    assert unit is not None
    workspace.open_record("units", unit)
    page = workspace.page("units")
    qtbot.waitUntil(lambda: page.form.record_id == unit and not runner.busy)
    code = page.findChild(QLineEdit, "code_field")
    type_text(code, "TM-1")
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: "discard")

    workspace.show_page("people")
    workspace.show_page("units")
    qtbot.waitUntil(lambda: not runner.busy)

    assert code.text() == ""
    assert page.form.record_id == unit


def test_ctrl_k_finds_a_person_without_marks_and_opens_them(
    workspace: Workspace, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    person = office.people.save_draft(PersonDraft(full_name="Đỗ Thị Ước")).id
    qtbot.keyClick(workspace, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = workspace.findChild(CommandPalette, "palette")
    assert palette is not None

    type_text(palette.line, "do thi uoc")
    qtbot.waitUntil(lambda: palette.titles() == ["Đỗ Thị Ước"])
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: workspace.page("people").form.record_id == person and not runner.busy)


def test_ctrl_k_opens_every_page_by_name(
    workspace: Workspace, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    qtbot.keyClick(workspace, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = workspace.findChild(CommandPalette, "palette")
    assert palette is not None

    type_text(palette.line, "ho gia dinh")
    qtbot.waitUntil(lambda: not runner.busy)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: workspace.page("households").isVisible() and not runner.busy)


def test_a_paper_that_cannot_be_drawn_is_told_above_the_page_and_the_window_works_on(
    appraised: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    desk = appraised.district
    decided = desk.decisions.decide(appraised.dossier_id, appraised.draft()).decision_id
    with desk.store.writing() as session:
        decision = session.get(Decision, decided)
        assert decision is not None
        decision.signatory_name = "漢"
        session.execute(sa.delete(Attachment).where(Attachment.owner_id == decided))
        session.execute(sa.delete(PackageRecord).where(PackageRecord.kind == "decision"))
        session.commit()

    made = _opened(desk, qtbot, runner)

    banner = made.findChild(Banner, "banner", Qt.FindChildOption.FindDirectChildrenOnly)
    assert banner is not None
    assert "Quyết định số 01/QĐ-UBND: Phông chữ không có chữ «漢»." in banner.text
    assert made.page("home").isVisible()


def test_f1_explains_the_page_that_is_open(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.show_page("units")

    qtbot.keyClick(workspace, Qt.Key.Key_F1)

    dialog = workspace.findChild(QWidget, "help_dialog")
    assert dialog is not None
    text = dialog.findChild(QTextBrowser)
    assert text is not None
    assert "Đơn vị" in text.toPlainText()
    dialog.close()


@pytest.mark.parametrize("seat", ["office", "district"])
def test_every_page_has_its_own_help(seat: str, request: pytest.FixtureRequest) -> None:
    from desktop.views.help import help_text
    from desktop.views.pages import pages_for

    desk: Desk = request.getfixturevalue(seat)
    general = help_text("")

    for spec in pages_for(desk.offices.own().seat):
        assert len(help_text(spec.subject)) > len(general) + 100, spec.subject


def test_a_dossier_to_be_decided_is_counted_on_the_rail(
    appraised: TwoOffices, qtbot: QtBot, runner: JobRunner
) -> None:
    made = _opened(appraised.district, qtbot, runner)

    entry = made.findChild(QAbstractButton, "rail_appraisal")
    assert entry is not None
    assert "1 mục đang chờ" in entry.accessibleName()
