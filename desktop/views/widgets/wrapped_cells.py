"""Cells of a tree whose text is shown whole, in as many lines as its column needs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

from desktop.overrides import override

_LEAST_HEIGHT, _MARGIN, _PADDING, _ICON, _NARROWEST = 30, 12, 8, 24, 40
_TALLEST = 2_000


class WrappedCells(QStyledItemDelegate):
    """Gives each cell the height its text needs at the width its column has."""

    def __init__(self, lines: QTreeWidget) -> None:
        super().__init__(lines)
        self._lines = lines

    @classmethod
    def put_into(cls, lines: QTreeWidget) -> None:
        """Let a tree be drawn so."""
        lines.setItemDelegate(cls(lines))
        # A line's height depends on how wide its columns are.
        lines.header().sectionResized.connect(lambda *_sizes: lines.scheduleDelayedItemsLayout())

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = self._lines
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        first = _ICON + depth * lines.indentation() if index.column() == 0 else 0
        spans = lines.isFirstColumnSpanned(index.row(), index.parent())
        room = lines.viewport().width() if spans else lines.columnWidth(index.column())
        width = max(_NARROWEST, room - _MARGIN - _PADDING - first)
        flags = int(Qt.TextFlag.TextWordWrap)
        text = str(index.data() or "")
        font = index.data(Qt.ItemDataRole.FontRole) or lines.font()
        box = QFontMetrics(font).boundingRect(0, 0, width, _TALLEST, flags, text)
        return QSize(width, max(_LEAST_HEIGHT, box.height() + _MARGIN + _PADDING // 2))
