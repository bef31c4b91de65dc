"""Ctrl+K: everything the window can do, found by a few letters without marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to do."""

    title: str
    subtitle: str
    act: Callable[[], object]


class CommandPalette(QDialog):
    """A line to type in and the entries that hold every word typed."""

    def __init__(self, entries: Sequence[PaletteEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setWindowTitle("Đi đến…")
        self.resize(480, 360)
        self._entries = list(entries)
        self._line = QLineEdit(objectName="palette_line")
        self._line.setPlaceholderText("Gõ vài chữ, không cần dấu")
        self._line.setAccessibleName("Tìm việc")
        self._list = QListWidget(objectName="palette_list")
        self._list.setAccessibleName("Các việc")
        layout = QVBoxLayout(self)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._line.textChanged.connect(self._show_entries)
        self._line.returnPressed.connect(self._do)
        self._line.installEventFilter(self)
        self._list.itemActivated.connect(lambda _item: self._do())
        self._show_entries("")

    def _show_entries(self, typed: str) -> None:
        words = fold(typed).split()
        self._list.clear()
        for number, entry in enumerate(self._entries):
            text = fold(f"{entry.title} {entry.subtitle}")
            if all(word in text for word in words):
                item = QListWidgetItem(f"{entry.title}    {entry.subtitle}")
                item.setData(Qt.ItemDataRole.UserRole, number)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _do(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            entry = self._entries[item.data(Qt.ItemDataRole.UserRole)]
            self.accept()
            entry.act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                count = self._list.count()
                if count:
                    self._list.setCurrentRow((self._list.currentRow() + step) % count)
                return True
        return super().eventFilter(watched, event)
