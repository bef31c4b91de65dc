"""A window that keeps what is typed, and the same office's window after the program was killed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.widgets.kept_texts import KeptTexts

W = TypeVar("W", bound=QWidget)


class Window(QWidget):
    """What a workspace is to the pages in it: the owner of what is typed.

    Made again over the same data it knows only what was written down: the first one is "killed".
    """

    def __init__(self, qtbot: QtBot, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._qtbot, self._runner = qtbot, runner
        qtbot.addWidget(self)
        self.bench = Bench(desk, runner, Changes())
        self.texts = KeptTexts(self.bench, self)
        QVBoxLayout(self)
        self.resize(1158, 768)
        self.texts.read()
        self.idle()

    def put(self, make: Callable[[Bench], W]) -> W:
        """Show a page or a panel in it."""
        made = make(self.bench)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)
        self.show()
        return made

    def write(self) -> None:
        """Let the second pass after which what is typed is written down."""
        self.texts.write()
        self.idle()

    def idle(self) -> None:
        """Wait until every job ended."""
        self._qtbot.waitUntil(lambda: not self._runner.busy)
