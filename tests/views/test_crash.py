"""The window for our own mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.crash import CrashWindow


@pytest.fixture(autouse=True)
def _closed_afterwards(qtbot: QtBot) -> Iterator[None]:
    yield
    for window in _windows():
        window.close()


def _windows() -> list[CrashWindow]:
    tops = QApplication.topLevelWidgets()
    return [w for w in tops if isinstance(w, CrashWindow) and w.isVisible()]


def _fail_with(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        CrashWindow.tell(type(error), error, error.__traceback__)


def _said(window: CrashWindow) -> str:
    label = window.findChild(QLabel, "note")
    assert label is not None
    return label.text()


def _save(window: CrashWindow) -> None:
    (button,) = [b for b in window.findChildren(QPushButton) if b.text().startswith("Lưu")]
    button.click()


def test_the_report_names_places_and_never_people() -> None:
    _fail_with("Đỗ Thị Ước")

    (window,) = _windows()
    view = window.findChild(QPlainTextEdit)
    assert view is not None
    assert "test_crash.py" in view.toPlainText()
    assert "ValueError" in view.toPlainText()
    assert "Ước" not in view.toPlainText()


def test_the_same_mistake_again_opens_no_second_window() -> None:
    for _ in range(3):
        _fail_with("x")

    assert len(_windows()) == 1


def test_a_closed_report_is_shown_again_when_it_happens_again() -> None:
    for _ in range(2):
        _fail_with("x")
        (window,) = _windows()
        window.close()

    assert _windows() == []


def test_the_report_is_saved_where_it_can_be_and_a_refusal_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with("x")
    (window,) = _windows()
    targets = [str(tmp_path / "gone" / "loi.txt"), str(tmp_path / "loi.txt")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (targets.pop(0), ""))

    _save(window)
    assert "Không ghi được" in _said(window)
    _save(window)

    assert "Đã lưu" in _said(window)
    assert (tmp_path / "loi.txt").read_text(encoding="utf-8") == window.report
