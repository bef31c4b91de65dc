"""The page of dossiers on a real office, worked through its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.dossiers.page import DossiersPage
from desktop.views.pages import Bench
from tests.services.conftest import (
    clock,
    commune_template,
    district_certificate,
    district_template,
    office,
    open_copy,
)
from tests.services.two_offices import at_stage, sent, stages

__all__ = [
    "at_stage",
    "clock",
    "commune_template",
    "district_certificate",
    "district_template",
    "office",
    "open_copy",
    "sent",
    "stages",
]

W = TypeVar("W", bound=QWidget)


@dataclass
class Worked:
    """The page, and the hands and eyes of its officer."""

    page: DossiersPage
    desk: Desk
    runner: JobRunner
    qtbot: QtBot

    def idle(self) -> None:
        """Wait until every job ended."""
        self.qtbot.waitUntil(lambda: not self.runner.busy)

    def open(self, dossier_id: UUID) -> None:
        """Choose a dossier in the list."""
        assert self.page.panel.view.select(dossier_id)
        self.idle()

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

    def dialog(self, kind: type[W]) -> W:
        """Return the dialog that is open."""
        (found,) = [d for d in self.page.findChildren(kind) if d.isVisible()]
        return found

    def lines(self, name: str) -> list[list[str]]:
        """Return the texts of a list, line by line."""
        tree = self.find(QTreeWidget, name)
        items: list[Any] = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
        return [[item.text(c) for c in range(tree.columnCount())] for item in items]

    def nominated(self) -> list[str]:
        """Return the names in the table of nominations."""
        return [line.row.name for line in self.page.nominations.panel.model.shown_rows()]


@pytest.fixture
def open_page(qtbot: QtBot, runner: JobRunner) -> Callable[[Desk], Worked]:
    """Return what shows the page of an office."""

    def show(desk: Desk) -> Worked:
        page = DossiersPage(Bench(desk, runner, Changes()))
        qtbot.addWidget(page)
        page.resize(1158, 768)
        page.show()
        page.start()
        worked = Worked(page, desk, runner, qtbot)
        worked.idle()
        return worked

    return show
