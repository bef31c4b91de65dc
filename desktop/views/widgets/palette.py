"""Ctrl+K: everything the program can do or open, found by typing a few letters without marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.vietnamese.text import fold
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named

Index = QModelIndex | QPersistentModelIndex
_SUBTITLE_ROLE = Qt.ItemDataRole.UserRole
_LIST_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_SIZE = (620, 420)


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line of the palette.

    Attributes:
        title: what it does or opens.
        subtitle: where it belongs, or its shortcut.
        act: does it; called after the palette has closed.
    """

    title: str
    subtitle: str
    act: Callable[[], object]

    @property
    def key(self) -> str:
        """What it is found by."""
        return fold(f"{self.title} {self.subtitle}")


class CommandPalette(QDialog):
    """A search line over a list of commands, and of records once something was typed.

    Signals:
        search_requested: the text typed; whoever can search answers with ``show_found``.
    """

    search_requested = Signal(str)

    def __init__(self, commands: Sequence[PaletteEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Tìm nhanh")
        self.setObjectName("palette")
        self.resize(*_SIZE)
        self._commands = [(c.key, c) for c in commands]
        self._model = _CommandModel()
        self.line = named(QLineEdit(), "palette_line", says="Tìm lệnh hoặc bản ghi")
        self.line.setPlaceholderText("Gõ tên trang, việc cần làm, tên người… không cần dấu")
        self.line.setClearButtonEnabled(True)
        self.list = named(QListView(), "palette_list", says="Kết quả")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_CommandDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = QLabel("↑ ↓ để chọn, Enter để mở, Esc để đóng")
        hint.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        for widget in (self.line, self.list, hint):
            layout.addWidget(widget)
        self.line.textChanged.connect(self._filter)
        self.list.activated.connect(lambda _index: self._run())
        self.list.clicked.connect(lambda _index: self._run())
        self._filter("")

    def show_found(self, text: str, found: Sequence[PaletteEntry]) -> None:
        """Add records found for ``text`` below the commands; too late when the text has changed."""
        if text == self.line.text():
            self._model.show([*self._matching(text), *found])
            self._select_first()

    def titles(self) -> list[str]:
        """Return the titles offered, in order."""
        return [command.title for command in self._model.commands]

    def _filter(self, text: str) -> None:
        self._model.show(self._matching(text))
        self._select_first()
        if text.strip():
            self.search_requested.emit(text)

    def _matching(self, text: str) -> list[PaletteEntry]:
        words = fold(text).split()
        return [c for key, c in self._commands if all(word in key for word in words)]

    def _select_first(self) -> None:
        self.list.setCurrentIndex(self._model.index(0, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run()
        else:
            super().keyPressEvent(event)

    def _run(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            command = self._model.commands[index.row()]
            self.accept()
            command.act()


class _CommandModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.commands: list[PaletteEntry] = []

    def show(self, commands: list[PaletteEntry]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.commands)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        command = self.commands[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == _SUBTITLE_ROLE:
            return command.subtitle
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.title}, {command.subtitle}"
        return None


class _CommandDelegate(QStyledItemDelegate):
    """Title on the left, subtitle muted on the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 34)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        place = option.rect.adjusted(PAD, 0, -PAD, 0)
        subtitle = index.data(_SUBTITLE_ROLE)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() - 1)
        painter.save()
        painter.setFont(small)
        width = min(painter.fontMetrics().horizontalAdvance(subtitle), place.width() // 2)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(option.palette.color(QPalette.ColorRole.HighlightedText))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(place, right, painter.fontMetrics().elidedText(subtitle, elided, width))
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        left = place.adjusted(0, 0, -width - PAD, 0)
        painter.drawText(
            left,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            option.fontMetrics.elidedText(title, elided, left.width()),
        )
        painter.restore()
