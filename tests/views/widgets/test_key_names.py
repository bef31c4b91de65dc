"""Keys are called in tooltips as they are written on the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.services.council_drafts import AttendanceLine
from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.lines_grid import LinesGrid


def test_the_key_that_adds_a_line_is_called_enter(qtbot: QtBot) -> None:
    grid = LinesGrid("votes", FieldSpec("Kiểm phiếu", FieldKind.LINES, line=AttendanceLine))
    qtbot.addWidget(grid)
    button = grid.findChild(QPushButton, "votes_add")
    assert button is not None
    assert button.toolTip() == "Thêm dòng (Ctrl+Enter)"
