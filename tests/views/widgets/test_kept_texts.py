"""What is typed outside forms is there again: on the next page, and after a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import AppError, StorageError
from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.widgets.kept_texts import KeptTexts, TypedText
from tests.services.conftest import TickingClock, clock, commune_template, office, open_copy
from tests.views.kept import Window

__all__ = ["clock", "commune_template", "office", "open_copy"]


@pytest.fixture
def window(qtbot: QtBot, office: Desk, runner: JobRunner) -> Window:
    return Window(qtbot, office, runner)


def test_a_field_shows_each_record_what_was_typed_for_it(window: Window) -> None:
    line = window.put(lambda _bench: QLineEdit())
    typed = TypedText(line)
    typed.show("note:1")
    line.setText("Hỏi lại thôn Đông")
    typed.show("note:2")
    assert line.text() == ""
    typed.show("note:1")
    assert line.text() == "Hỏi lại thôn Đông"
    assert typed.is_dirty


def test_what_was_typed_is_there_after_the_program_was_killed(
    qtbot: QtBot, window: Window, office: Desk, runner: JobRunner
) -> None:
    line = window.put(lambda _bench: QPlainTextEdit())
    typed = TypedText(line)
    typed.show("note:1", "đã lưu")
    line.setPlainText("đã lưu, rồi gõ thêm")
    window.write()

    again = Window(qtbot, office, runner)
    other = again.put(lambda _bench: QPlainTextEdit())
    after = TypedText(other)
    after.show("note:1", "đã lưu")

    assert other.toPlainText() == "đã lưu, rồi gõ thêm"
    after.done("note:1", "đã lưu, rồi gõ thêm")
    assert not after.is_dirty
    again.idle()
    assert office.journal.keys() == ()


def test_typing_back_what_is_saved_leaves_nothing_to_keep(window: Window, office: Desk) -> None:
    line = window.put(lambda _bench: QLineEdit())
    typed = TypedText(line)
    typed.show("note:1", "như cũ")
    line.setText("khác")
    line.setText("như cũ")
    window.write()
    assert not typed.is_dirty
    assert office.journal.keys() == ()


def test_what_is_typed_while_a_text_is_saved_is_no_part_of_it(window: Window) -> None:
    line = window.put(lambda _bench: QLineEdit())
    typed = TypedText(line)
    typed.show("note:1")
    line.setText("Hỏi lại")
    typed.done("note:1", "Hỏi lại", written="Hỏi lại ")
    assert not typed.is_dirty
    line.setText("Hỏi lại thôn")
    typed.done("note:1", "Hỏi", written="Hỏi")
    assert (typed.is_dirty, line.text()) == (True, "Hỏi lại thôn")
    line.setText("Hỏi")
    assert not typed.is_dirty


def test_a_list_read_again_does_not_move_the_cursor_of_who_is_typing(window: Window) -> None:
    field = window.put(lambda _bench: QPlainTextEdit())
    typed = TypedText(field)
    typed.show("reply:1")
    field.insertPlainText("Đã bổ sung")
    place = field.textCursor().position()
    typed.show("reply:1")
    assert field.textCursor().position() == place > 0


def test_what_is_long_past_is_forgotten(
    qtbot: QtBot, window: Window, office: Desk, runner: JobRunner, clock: TickingClock
) -> None:
    window.texts.keep("old", {"text": "xưa"})
    window.write()
    clock.now += timedelta(days=31)
    window.texts.keep("new", {"text": "nay"})
    window.write()

    again = Window(qtbot, office, runner)

    assert again.texts.at("old") is None
    assert again.texts.at("new") is not None
    assert office.journal.keys() == ("typed:new",)


def test_a_widget_in_no_window_keeps_in_memory_alone(qtbot: QtBot) -> None:
    alone = QWidget()
    qtbot.addWidget(alone)
    line = QLineEdit(alone)
    assert KeptTexts.of(line) is None
    typed = TypedText(line)
    typed.show("a")
    line.setText("x")
    typed.show("b")
    typed.show("a")
    assert line.text() == "x"


def test_a_full_disk_is_told_once_and_not_at_every_letter(
    window: Window, office: Desk, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[AppError] = []
    runner.on_refused = told.append
    full: Callable[..., None] = _full
    monkeypatch.setattr(office.journal, "keep", full)
    for text in ("a", "ab"):
        window.texts.keep("note:1", {"text": text})
        window.write()
    assert [error.code for error in told] == [StorageError.Code.DISK_FULL]
    kept = window.texts.at("note:1")
    assert kept is not None
    assert kept.state == {"text": "ab"}


def test_what_a_full_disk_refused_is_written_with_the_next_text(
    window: Window, office: Desk, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.on_refused = lambda _error: None
    with monkeypatch.context() as while_full:
        full: Callable[..., None] = _full
        while_full.setattr(office.journal, "keep", full)
        for place in ("note:1", "note:2"):
            window.texts.keep(place, {"text": "Hỏi lại"})
        window.write()
        window.texts.drop("note:2")
        window.idle()
    window.texts.keep("note:3", {"text": "Việc khác"})
    window.write()
    assert sorted(office.journal.keys()) == ["typed:note:1", "typed:note:3"]


def _full(_key: str, _state: object) -> None:
    raise StorageError(StorageError.Code.DISK_FULL)
