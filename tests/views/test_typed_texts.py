"""Whatever is typed on a page outlives leaving it, another's change and a killed program."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import MoveKind
from desktop.services.appraisal import ReturnPoint
from desktop.services.desk import Desk
from desktop.views.appraisal.notes_panel import NotesPanel
from desktop.views.dossiers.page import DossiersPage
from desktop.views.legal.correction_form import CorrectionForm
from desktop.views.legal.data_tab import LawDataTab
from desktop.views.legal.texts_tab import TextsTab
from desktop.views.period_reports.page import PeriodReportsPage
from desktop.views.widgets.dialogs import ChoiceDialog
from tests.services.conftest import (
    clock,
    commune_template,
    district_template,
    office,
    open_copy,
)
from tests.services.two_offices import TwoOffices, at_stage, sent, stages
from tests.views.kept import Window

__all__ = [
    "at_stage",
    "clock",
    "commune_template",
    "district_template",
    "office",
    "open_copy",
    "sent",
    "stages",
]


@pytest.fixture
def returned(sent: TwoOffices) -> TwoOffices:
    """Both offices when the commune has taken its returned dossier up again."""
    sent.receive()
    points = [ReturnPoint(text="Báo cáo quá ngắn."), ReturnPoint(text="Thiếu chữ ký.")]
    back = sent.district.appraisal.return_for_correction(sent.dossier_id, points)
    assert sent.commune.inbox.receive(back).result == "new"
    sent.commune.dossiers.revise(sent.dossier_id)
    return sent


def _dossier(window: Window, two: TwoOffices) -> DossiersPage:
    page = window.put(DossiersPage)
    page.start()
    window.idle()
    assert page.panel.view.select(two.dossier_id)
    window.idle()
    page.tabs.setCurrentWidget(page.changes)
    window.idle()
    return page


def _point(window: Window, page: DossiersPage, place: int) -> QPlainTextEdit:
    tree, reply = (
        page.findChild(QTreeWidget, "changes_list"),
        page.findChild(QPlainTextEdit, "reply"),
    )
    assert tree is not None
    assert reply is not None
    item = tree.topLevelItem(place)
    assert item is not None
    tree.setCurrentItem(item)
    window.idle()
    return reply


def test_replies_are_asked_about_before_the_dossier_is_left_and_saved_all_together(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(qtbot, returned.commune, runner)
    page = _dossier(window, returned)
    _point(window, page, 0).setPlainText("Báo cáo đã đủ số liệu.")
    _point(window, page, 1).setPlainText("Đã ký bổ sung.")
    went: list[str] = []
    answers = iter((None, "save"))
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a: next(answers))

    assert page.can_leave(lambda: went.append("stayed")) is False
    assert page.can_leave(lambda: went.append("left")) is False
    window.idle()

    assert went == ["left"]
    assert page.can_leave()
    report = returned.commune.returned_points.compare(returned.dossier_id)
    assert [p.reply for p in report.points] == ["Báo cáo đã đủ số liệu.", "Đã ký bổ sung."]


def test_a_reply_given_up_is_gone_and_the_saved_one_is_back(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(qtbot, returned.commune, runner)
    page = _dossier(window, returned)
    _point(window, page, 0).setPlainText("Gõ nhầm")
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a: "discard")
    assert page.can_leave()
    assert _point(window, page, 0).toPlainText() == ""
    window.write()
    assert returned.commune.journal.keys() == ()


def test_a_dossier_is_not_moved_on_with_a_reply_unsaved(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner
) -> None:
    window = Window(qtbot, returned.commune, runner)
    page = _dossier(window, returned)
    _point(window, page, 0).setPlainText("Chưa lưu")
    ready = page.moves.findChild(QPushButton, MoveKind.MARK_READY.value)
    assert ready is not None
    assert not ready.isEnabled()
    assert ready.toolTip() == "Hãy lưu nội dung đang gõ trước"


def test_a_reply_survives_a_killed_program_and_a_colleagues_change(
    qtbot: QtBot, returned: TwoOffices, runner: JobRunner
) -> None:
    window = Window(qtbot, returned.commune, runner)
    page = _dossier(window, returned)
    _point(window, page, 0).setPlainText("Đang gõ thì")
    window.bench.changes.tell({"nominations", "dossiers"})
    window.idle()
    assert _point(window, page, 0).toPlainText() == "Đang gõ thì"
    window.write()

    again = Window(qtbot, returned.commune, runner)
    other = _dossier(again, returned)
    assert _point(again, other, 0).toPlainText() == "Đang gõ thì"
    assert other.changes.is_dirty


def test_a_note_waits_at_its_nomination(qtbot: QtBot, office: Desk, runner: JobRunner) -> None:
    window = Window(qtbot, office, runner)
    panel = window.put(lambda _bench: NotesPanel())
    field = panel.findChild(QPlainTextEdit, "note_text")
    assert field is not None
    panel.show_notes((), UUID(int=1))
    field.setPlainText("Hỏi lại thôn")
    panel.show_notes((), UUID(int=2))
    assert field.toPlainText() == ""
    field.setPlainText("Việc khác")
    pressed: list[tuple[str, str]] = []
    panel.written.connect(lambda text, _whole, place: pressed.append((place, text)))
    panel._write()
    panel.written_down(*pressed[0])
    assert field.toPlainText() == ""
    panel.show_notes((), UUID(int=1))
    assert field.toPlainText() == "Hỏi lại thôn"
    window.write()

    again = Window(qtbot, office, runner)
    other = again.put(lambda _bench: NotesPanel())
    other.show_notes((), UUID(int=1))
    assert other.text == "Hỏi lại thôn"


def test_what_is_typed_before_the_answer_comes_stays_in_sight(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    window = Window(qtbot, office, runner)
    panel = window.put(lambda _bench: NotesPanel())
    field = panel.findChild(QPlainTextEdit, "note_text")
    assert field is not None
    pressed: list[tuple[str, str]] = []
    panel.written.connect(lambda text, _whole, place: pressed.append((place, text)))
    for nomination, text in ((1, "Hỏi lại thôn"), (2, "Việc khác")):
        panel.show_notes((), UUID(int=nomination))
        field.setPlainText(text)
        panel._write()
    field.setPlainText("Gọi cho xã")
    for written in pressed:
        panel.written_down(*written)
    assert field.toPlainText() == "Gọi cho xã"
    panel.show_notes((), UUID(int=1))
    assert field.toPlainText() == ""


def test_the_words_of_a_report_come_back_and_what_is_typed_during_saving_stays(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    window = Window(qtbot, office, runner)
    page = window.put(PeriodReportsPage)
    page.start()
    window.idle()
    page.own.narrative.setPlainText("Phong trào được hưởng ứng.")
    window.write()

    again = Window(qtbot, office, runner)
    other = again.put(PeriodReportsPage)
    other.start()
    again.idle()
    assert other.own.narrative.toPlainText() == "Phong trào được hưởng ứng."

    other.save()
    other.own.narrative.setPlainText("Phong trào được hưởng ứng. Hạn chế:")
    again.idle()
    assert other.own.narrative.toPlainText() == "Phong trào được hưởng ứng. Hạn chế:"
    other.save()
    again.idle()
    again.write()
    assert office.journal.keys() == ()


def test_the_wording_of_a_sentence_comes_back(
    qtbot: QtBot, office: Desk, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened() -> tuple[Window, TextsTab, QPlainTextEdit]:
        window = Window(qtbot, office, runner)
        tab = window.put(TextsTab)
        tab.start()
        window.idle()
        field = tab.findChild(QPlainTextEdit, "text_template")
        assert field is not None
        return window, tab, field

    window, _tab, field = opened()
    was = field.toPlainText()
    field.setPlainText(f"{was} Thêm")
    window.write()

    again, tab, other = opened()
    assert other.toPlainText() == f"{was} Thêm"
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a: "discard")
    assert tab.can_leave()
    assert other.toPlainText() == was
    again.write()
    assert office.journal.keys() == ()


def test_a_correction_of_the_law_comes_back_with_every_field(
    qtbot: QtBot,
    office: Desk,
    runner: JobRunner,
    monkeypatch: pytest.MonkeyPatch,
    type_text: Callable[[QWidget, str], None],
) -> None:
    row = next(r for r in office.law_corrections.list_rows() if r.row_id.startswith("quotas."))

    def opened() -> tuple[Window, LawDataTab]:
        window = Window(qtbot, office, runner)
        tab = window.put(LawDataTab)
        tab.start()
        window.idle()
        assert tab.panel.view.select(row.id)
        window.idle()
        return window, tab

    def form_of(tab: LawDataTab) -> CorrectionForm:
        found = tab.findChild(CorrectionForm)
        assert found is not None
        return found

    window, tab = opened()
    basis = form_of(tab).findChild(QWidget, "basis_field")
    assert basis is not None
    type_text(basis, "Quy chế của tỉnh")
    window.write()

    again, other = opened()
    assert form_of(other).is_dirty
    assert form_of(other).draft().basis == "Quy chế của tỉnh"
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a: "discard")
    assert other.can_leave()
    assert form_of(other).draft().basis == ""
    again.write()
    assert office.journal.keys() == ()
