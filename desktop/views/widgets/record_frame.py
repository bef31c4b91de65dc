"""How a page of records is laid out: actions and list on the left, the open record on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named

_LIST_SHARE, _FORM_SHARE = 5, 6


class RecordFrame(QWidget):
    """The still part of a page; ``OpenRecord`` and ``RecordPage`` give it life."""

    title: ClassVar[str]

    def __init__(self, panel: ListPanel, form: QWidget) -> None:
        super().__init__()
        self.banner = Banner()
        self.panel = panel
        self.history = HistoryView()
        self.tabs = named(QTabWidget(), "record_tabs")
        self._form = form
        self._heading = named(QLabel(), "record_heading", role="heading")
        self._heading.setWordWrap(True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(GAP)
        self._record_actions = QHBoxLayout()
        self._record_actions.setSpacing(GAP)
        self._new = self._button("Mới", "new", "plus", self._begin_new, "Ctrl+N")
        self._save = self._button("Lưu", "save", "save", self._begin_save, "Ctrl+S")
        self._save.setProperty("role", "primary")
        self._archive = self._button("Lưu trữ", "archive", "archive", self._begin_archive, "")
        self._lay_out()

    def _begin_new(self) -> None:
        raise NotImplementedError

    def _begin_save(self) -> None:
        raise NotImplementedError

    def _begin_archive(self) -> None:
        raise NotImplementedError

    def _button(
        self, text: str, name: str, icon: str, act: Callable[[], object], keys: str
    ) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setIcon(icon_for(self, icon, "accent_text" if name == "save" else "text"))
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            self.add_shortcut(keys, button.click)
        return button

    def close_buttons(self, why_not: str) -> None:
        """Let nothing be begun, saved or archived, saying why."""
        for button in (self._new, self._save, self._archive):
            button.setEnabled(False)
            button.setToolTip(why_not)

    def add_list_action(
        self, text: str, name: str, icon: str, act: Callable[[], object], keys: str = ""
    ) -> QPushButton:
        """Put a button above the list."""
        button = self._button(text, name, icon, act, keys)
        self._actions.addWidget(button)
        return button

    def add_record_action(
        self, text: str, name: str, icon: str, act: Callable[[], object], keys: str = ""
    ) -> QPushButton:
        """Put a button above the open record."""
        button = self._button(text, name, icon, act, keys)
        self._record_actions.addWidget(button)
        return button

    def add_tab(self, title: str, shown: QWidget) -> None:
        """Put something beside the form, before «Lịch sử»."""
        self.tabs.insertTab(self.tabs.indexOf(self.history), shown, title)

    def _lay_out(self) -> None:
        title = named(QLabel(self.title), "page_title")
        title.setProperty("role", "title")
        self._actions.addWidget(title, 1)
        self._actions.addWidget(self._new)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, 0, 0)
        left_layout.addLayout(self._actions)
        left_layout.addWidget(self.panel, 1)
        right = QFrame()
        right.setProperty("card", True)
        head = QHBoxLayout()
        head.setContentsMargins(PAD, PAD, PAD, 0)
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addLayout(self._record_actions)
        head.addWidget(self._archive)
        head.addWidget(self._save)
        self.tabs.addTab(self._form, "Thông tin")
        self.tabs.addTab(self.history, "Lịch sử")
        right_layout = QVBoxLayout(right)
        right_layout.setContentsMargins(0, 0, 0, 0)
        right_layout.addLayout(head)
        right_layout.addWidget(self.tabs, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, _LIST_SHARE)
        self.splitter.setStretchFactor(1, _FORM_SHARE)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(PAD)
        # By share, not by what each side would like: long choices of a filter are no reason.
        self.splitter.setSizes([_LIST_SHARE * 100, _FORM_SHARE * 100])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.addWidget(self.banner)
        layout.addWidget(self.splitter, 1)

    def add_shortcut(self, keys: str, act: Callable[[], object]) -> None:
        """Let keys do something anywhere on this page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
