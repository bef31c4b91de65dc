"""The hands and eyes of an official on any page: press, read, wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.pages import Bench

W = TypeVar("W", bound=QWidget)


@dataclass
class Hands:
    """A page being worked on."""

    page: Any
    desk: Desk
    runner: JobRunner
    qtbot: QtBot

    def idle(self) -> None:
        """Wait until every job ended."""
        self.qtbot.waitUntil(lambda: not self.runner.busy)

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Return a widget by its name."""
        found = (within or self.page).findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Press a button that can be pressed, and wait for what it does."""
        button = self.find(QPushButton, name, within)
        assert button.isEnabled(), button.toolTip()
        button.click()
        self.idle()

    def why_not(self, name: str) -> str:
        """Return why a button cannot be pressed, "" when it can."""
        button = self.find(QPushButton, name)
        return "" if button.isEnabled() else button.toolTip()

    def text(self, name: str) -> str:
        """Return what a label says."""
        return self.find(QLabel, name).text()


def work(
    qtbot: QtBot, desk: Desk, runner: JobRunner, make: Callable[[Bench], Any], changes: Changes
) -> Hands:
    """Show a page as the workspace does, and return the hands to work it with."""
    page = make(Bench(desk, runner, changes))
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    hands = Hands(page, desk, runner, qtbot)
    page.start()
    hands.idle()
    return hands
