"""A page of one subject: list, form and service joined, and nothing typed ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QTreeWidget

from desktop.views.changes import Changes
from desktop.views.widgets.dialogs import ChoiceDialog, ReasonDialog
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column
from tests.views.widgets.notebook import NoteDraft, Notes

_CONTROL = Qt.KeyboardModifier.ControlModifier


class NotesPage(RecordPage):
    subject = "notes"
    title = "Ghi chép"
    noun = "ghi chép"

    def __init__(self, bench) -> None:
        live = Filter("archived_filter", "Tình trạng", [("Đang dùng", _is_live)], start=0)
        columns = (Column("Tên", lambda r: r.title, 200, lambda r: r.sort_key),)
        super().__init__(bench, bench.desk.notes, NoteDraft, columns, (live,))


def _is_live(row) -> bool:
    return not row.archived


@pytest.fixture
def page(qtbot, bench, runner) -> NotesPage:
    made = NotesPage(bench)
    qtbot.addWidget(made)
    made.resize(1150, 740)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.start()
    idle(qtbot, runner)
    return made


def idle(qtbot, runner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def field(page, name: str) -> QLineEdit:
    return page.form.editor(name).field


def open_note(qtbot, page, runner, title: str, notes: Notes) -> None:
    page.panel.view.select(notes.id_of(title))
    idle(qtbot, runner)


def press(page, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button.isEnabled(), button.toolTip()
    button.click()


def answer(monkeypatch, chosen: str | None) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *a, **_k: (asked.append(a[1]), chosen)[1])
    return asked


def test_a_new_note_is_typed_and_saved_by_keyboard(qtbot, page, runner, type_text, notes) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N, _CONTROL)
    idle(qtbot, runner)
    assert field(page, "title").hasFocus()
    type_text(field(page, "title"), "Bốn")
    qtbot.keyClick(field(page, "title"), Qt.Key.Key_S, _CONTROL)
    idle(qtbot, runner)
    saved = notes.id_of("Bốn")
    assert page.form.record_id == saved
    assert page.panel.view.current_id() == saved
    assert not page.form.is_dirty


def test_other_pages_hear_of_a_save(qtbot, page, runner, type_text, notes, bench) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    type_text(field(page, "title"), "x")
    with qtbot.waitSignal(bench.changes.changed) as heard:
        press(page, "save")
    assert heard.args == [frozenset({"notes"})]
    idle(qtbot, runner)


def test_the_list_refreshes_when_another_page_says_so(qtbot, page, runner, notes, bench) -> None:
    notes.save_draft(NoteDraft(title="Từ nơi khác"))
    bench.changes.tell({"notes"})
    idle(qtbot, runner)
    assert "Từ nơi khác" in [row.title for row in page.panel.model.shown_rows()]


def test_buttons_that_cannot_work_say_why(qtbot, page, runner, notes) -> None:
    save, archive = page.findChild(QPushButton, "save"), page.findChild(QPushButton, "archive")
    assert not save.isEnabled()
    assert save.toolTip()
    assert not archive.isEnabled()
    assert archive.toolTip()
    open_note(qtbot, page, runner, "Một", notes)
    assert archive.isEnabled()


def test_keys_reach_search_form_and_refresh(qtbot, page, runner, notes) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    qtbot.keyClick(page, Qt.Key.Key_F, _CONTROL)
    assert page.panel.search.hasFocus()
    notes.save_draft(NoteDraft(title="Năm"))
    qtbot.keyClick(page.panel.search, Qt.Key.Key_F5)
    idle(qtbot, runner)
    assert page.panel.model.rowCount() == 5
    qtbot.keyClick(page.panel.search, Qt.Key.Key_F2)
    assert page.form.isAncestorOf(page.focusWidget()) or page.form.hasFocus()


def test_a_warning_does_not_hold_back_and_is_shown(qtbot, page, runner, type_text, notes) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    field(page, "title").clear()
    type_text(field(page, "title"), "Ba")
    press(page, "save")
    idle(qtbot, runner)
    assert [n.title for n in notes.kept.values()].count("Ba") == 2
    assert "trùng tên" in page.form.findChild(QLabel, "title_problem").text()


def test_what_is_missing_is_shown_and_nothing_saved(qtbot, page, runner, notes) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    field(page, "title").selectAll()
    qtbot.keyClick(field(page, "title"), Qt.Key.Key_Delete)
    press(page, "save")
    idle(qtbot, runner)
    assert page.form.findChild(QLabel, "title_problem").isVisible()
    assert page.form.is_dirty
    assert notes.id_of("Hai")


def test_typing_goes_on_while_a_save_takes_long(qtbot, page, runner, type_text, notes) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    type_text(field(page, "title"), "A")
    notes.gate.clear()
    press(page, "save")
    type_text(field(page, "title"), "B")
    typed = field(page, "title").text()
    notes.gate.set()
    idle(qtbot, runner)
    assert field(page, "title").text() == typed
    assert page.form.is_dirty
    press(page, "save")
    idle(qtbot, runner)
    assert notes.id_of(typed)
    assert not page.form.is_dirty


def test_leaving_may_save_first_and_then_goes_on(
    qtbot, page, runner, type_text, notes, monkeypatch
) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    type_text(field(page, "title"), "x")
    typed = field(page, "title").text()
    asked = answer(monkeypatch, "save")
    open_note(qtbot, page, runner, "Ba", notes)
    assert asked == ["Có nội dung chưa lưu"]
    assert notes.id_of(typed)
    qtbot.waitUntil(lambda: page.form.record_id == notes.id_of("Ba"))


def test_leaving_may_give_up_what_is_typed(
    qtbot, page, runner, type_text, notes, monkeypatch, journal
) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    type_text(field(page, "title"), "x")
    journal.keep(f"notes:{notes.id_of('Một')}", {})
    answer(monkeypatch, "discard")
    open_note(qtbot, page, runner, "Ba", notes)
    assert field(page, "title").text() == "Ba"
    assert journal.keys() == ()


def test_staying_keeps_form_and_choice(qtbot, page, runner, type_text, notes, monkeypatch) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    type_text(field(page, "title"), "x")
    asked = answer(monkeypatch, None)
    page.panel.view.select(notes.id_of("Ba"))
    page.new_record()
    page.open_record(notes.id_of("Hai"))
    idle(qtbot, runner)
    assert len(asked) == 3
    assert page.panel.view.current_id() == notes.id_of("Một")
    assert not page.can_leave()


def test_a_stale_save_shows_both_and_may_keep_what_is_typed(
    qtbot, page, runner, type_text, notes
) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    mine = notes.id_of("Một")
    notes.save_draft(replace(notes.open_draft(mine), story="Của người khác"))
    type_text(field(page, "title"), "Tôi ")
    typed = field(page, "title").text()
    press(page, "save")
    idle(qtbot, runner)
    assert field(page, "title").text() == typed
    press(page, "banner_action_1")
    idle(qtbot, runner)
    assert page.findChild(QFrame, "newest").isVisible()
    assert not page.panel.isVisible()
    assert page.findChild(QLineEdit, "newest_title_field").text() == "Một"
    press(page, "banner_action_1")
    assert page.panel.isVisible()
    press(page, "save")
    idle(qtbot, runner)
    assert notes.open_draft(mine).title == typed


def test_a_stale_save_may_take_the_newest(qtbot, page, runner, type_text, notes) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    mine = notes.id_of("Một")
    notes.save_draft(replace(notes.open_draft(mine), title="Mới nhất"))
    type_text(field(page, "title"), "x")
    press(page, "save")
    idle(qtbot, runner)
    press(page, "banner_action_1")
    idle(qtbot, runner)
    press(page, "banner_action_2")
    idle(qtbot, runner)
    assert field(page, "title").text() == "Mới nhất"
    assert not page.form.is_dirty


def test_a_form_left_by_a_crash_is_offered_and_taken_up(
    qtbot, page, runner, type_text, notes, bench, journal
) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    type_text(field(page, "title"), "dở ")
    typed = field(page, "title").text()
    qtbot.waitUntil(lambda: journal.keys() != (), timeout=5000)
    idle(qtbot, runner)
    again = NotesPage(replace(bench, changes=Changes()))
    qtbot.addWidget(again)
    again.start()
    idle(qtbot, runner)
    assert "gõ dở" in again.banner.text
    press(again, "banner_action_1")
    idle(qtbot, runner)
    assert field(again, "title").text() == typed
    assert again.form.is_dirty
    press(again, "save")
    idle(qtbot, runner)
    assert journal.keys() == ()
    assert notes.id_of(typed)
    page.form.set_dirty(False)


def test_an_archive_needs_a_reason_and_can_be_undone(
    qtbot, page, runner, notes, monkeypatch
) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: None)
    press(page, "archive")
    assert notes.told == []
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Giải thể")
    press(page, "archive")
    idle(qtbot, runner)
    assert notes.told == [("archive", "Giải thể")]
    assert "Hai" not in [row.title for row in page.panel.model.shown_rows()]
    button = page.findChild(QPushButton, "archive")
    assert button.text() == "Khôi phục"
    press(page, "archive")
    idle(qtbot, runner)
    assert notes.archived == set()


def test_a_refused_archive_says_why(qtbot, page, runner, notes, monkeypatch) -> None:
    open_note(qtbot, page, runner, "Đang dùng", notes)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Thử")
    press(page, "archive")
    idle(qtbot, runner)
    assert "3 bản ghi" in page.banner.text


def test_history_is_read_when_its_tab_is_opened(qtbot, page, runner, notes) -> None:
    open_note(qtbot, page, runner, "Hai", notes)
    page.tabs.setCurrentWidget(page.history)
    idle(qtbot, runner)
    shown = page.findChild(QTreeWidget, "history")
    assert shown.topLevelItem(0).text(1) == "Thêm mới"


def test_a_record_asked_for_is_shown_past_search_and_filters(qtbot, page, runner, notes) -> None:
    page.panel.search.setText("không khớp gì")
    page.open_record(notes.id_of("Ba"))
    idle(qtbot, runner)
    assert field(page, "title").text() == "Ba"


def test_a_reference_finds_records_of_its_subject(qtbot, page, runner, type_text, notes) -> None:
    open_note(qtbot, page, runner, "Một", notes)
    with qtbot.waitSignal(page.form.lookup_requested):
        type_text(field(page, "above_id"), "dang")
    idle(qtbot, runner)
    page.form.editor("above_id").setFocus()
    qtbot.keyClick(field(page, "above_id"), Qt.Key.Key_Return)
    assert page.form.draft().above_id == notes.id_of("Đang dùng")
