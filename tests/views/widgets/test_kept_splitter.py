"""Halves stay as wide as they were left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QSplitter
from pytestqt.qtbot import QtBot

from desktop.views.widgets.kept_splitter import keep_sizes


def _splitter(qtbot: QtBot, folder: Path) -> QSplitter:
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    for name in ("danh sách", "giấy tờ"):
        splitter.addWidget(QLabel(name))
    splitter.resize(600, 100)
    keep_sizes(splitter, "appraisal", folder)
    splitter.show()
    return splitter


def test_what_a_hand_moved_is_there_after_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    first = _splitter(qtbot, tmp_path)
    first.moveSplitter(150, 1)
    left, _ = first.sizes()
    first.close()
    again, _ = _splitter(qtbot, tmp_path).sizes()
    assert abs(again - left) <= 2


def test_a_file_of_something_else_is_passed_over(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[splitters]\nappraisal=rộng, 0, @Invalid()\n")
    assert sum(_splitter(qtbot, tmp_path).sizes()) > 0
