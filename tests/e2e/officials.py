"""An official at a window of the program: sees it, types key by key, presses its buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.views.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
_JOB_MS = 10_000


@dataclass
class Official:
    """One official and the window of the office they work in."""

    window: MainWindow
    runner: JobRunner
    qtbot: QtBot
    type_keys: Callable[[QWidget, str], None]

    def idle(self) -> None:
        """Wait until every job ended."""
        self.qtbot.waitUntil(lambda: not self.runner.busy, timeout=_JOB_MS)

    # -- seeing -----------------------------------------------------------------------------

    @property
    def page(self) -> Any:
        """The page in front; the whole window while the office is locked."""
        workspace = self.window.workspace
        if workspace is None:
            return self.window
        made = [workspace.findChild(QWidget, f"{subject}_page") for subject in workspace.subjects]
        (page,) = [page for page in made if page is not None and page.isVisible()]
        return page

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Return a widget by its name, the one in sight where several have it."""
        found = (within or self.page).findChildren(kind, name)
        assert found, name
        return next((widget for widget in found if widget.isVisible()), found[0])

    def dialog(self, kind: type[W]) -> W:
        """Return the dialog that is open."""
        (found,) = [d for d in self.window.findChildren(kind) if d.isVisible()]
        return found

    def text(self, name: str, within: QWidget | None = None) -> str:
        """Return what a label says."""
        return self.find(QLabel, name, within).text()

    def told(self) -> str:
        """Return what the page's banner says."""
        return str(self.page.banner.text)

    def lines(self, name: str, within: QWidget | None = None) -> list[list[str]]:
        """Return the texts of a list, line by line."""
        tree = self.find(QTreeWidget, name, within)
        items: list[Any] = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
        return [[item.text(c) for c in range(tree.columnCount())] for item in items]

    # -- doing ------------------------------------------------------------------------------

    def unlock(self, password: str) -> None:
        """Start the program and open the office with its password."""
        self.window.show()
        self.idle()
        self.type("password", password)
        self.click("unlock")
        self.idle()
        assert self.window.workspace is not None

    def go(self, subject: str) -> None:
        """Choose a page on the rail."""
        self.find(QAbstractButton, f"rail_{subject}", self.window).click()
        self.idle()
        assert self.page.objectName() == f"{subject}_page"

    def tab(self, title: str, within: QWidget | None = None) -> None:
        """Click a tab by its title."""
        tabs = next(t for t in (within or self.page).findChildren(QTabWidget) if t.isVisible())
        titles = [tabs.tabText(n) for n in range(tabs.count())]
        place = next(n for n, text in enumerate(titles) if text.startswith(title))
        bar = tabs.tabBar()
        button = Qt.MouseButton.LeftButton
        self.qtbot.mouseClick(bar, button, pos=bar.tabRect(place).center())
        self.idle()
        assert tabs.currentIndex() == place, titles

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Press a button that can be pressed, and wait for what it does."""
        button = self.find(QPushButton, name, within)
        assert button.isEnabled(), f"{name}: {button.toolTip()}"
        button.click()
        self.idle()

    def type(self, name: str, text: str, within: QWidget | None = None) -> None:
        """Type a text in place of what a field holds."""
        field = self.find(QWidget, name, within)
        assert isinstance(field, QLineEdit | QPlainTextEdit), name
        field.setFocus()
        field.selectAll()
        self.type_keys(field, text)

    def clear(self, name: str) -> None:
        """Take away what a field holds."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClick(field, Qt.Key.Key_Delete)

    def choose(self, name: str, code: str, within: QWidget | None = None) -> None:
        """Go through a closed list with the arrow keys to the entry of a code."""
        box = self.find(QComboBox, name, within)
        steps = box.findData(code) - box.currentIndex()
        for _ in range(abs(steps)):
            self.qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        assert box.currentData() == code, name

    def press(self, view: QWidget, key: Qt.Key) -> None:
        """Press a key in a list; keys reach a shortcut only in the window at work."""
        self.window.activateWindow()
        view.setFocus()
        self.qtbot.waitUntil(view.hasFocus)
        self.qtbot.keyClick(view, key)
        self.idle()

    def refer(self, name: str, typed: str, title: str) -> None:
        """Find a record while typing without marks, and take the first one offered."""
        self.window.activateWindow()
        self.type(name, typed)
        field = self.find(QLineEdit, name)
        self.qtbot.waitUntil(lambda: _offered(field).startswith(title))
        popup = field.completer().popup()
        self.qtbot.keyClick(popup, Qt.Key.Key_Down)
        self.qtbot.keyClick(popup, Qt.Key.Key_Return)
        self.idle()
        assert field.text() == title


def _offered(field: QLineEdit) -> str:
    """Return the first line offered below a field, "" while there is none."""
    completer = field.completer()
    popup = completer.popup() if completer is not None else None
    if popup is None or not popup.isVisible():
        return ""
    return str(popup.model().index(0, 0).data() or "")
