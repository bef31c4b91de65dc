"""Cells of a table of records whose text goes on in a second line where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextLine
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.overrides import override
from desktop.views.widgets.record_table import TONE_ROLE, Index
from desktop.views.widgets.table_cells import CellDelegate, paint_ground
from desktop.views.widgets.table_view import RecordTableView

_HEIGHT = 46
_PAD = 8


class TwoLineCells(CellDelegate):
    """Draws text in at most two lines, the rest of it shortened; else as every table does."""

    @classmethod
    def put_into(cls, table: RecordTableView, columns: range) -> None:
        """Let some columns of a table be drawn so; every row gets the height of two lines."""
        delegate = cls(table)
        for column in columns:
            table.setItemDelegateForColumn(column, delegate)
        table.verticalHeader().setDefaultSectionSize(_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = option.rect.width() - 2 * _PAD
        lines = two_lines(str(index.data()), option, room)
        if len(lines) == 1 or index.data(TONE_ROLE):
            super().paint(painter, option, index)
            return
        paint_ground(painter, option)
        step = option.fontMetrics.lineSpacing()
        top = option.rect.top() + (option.rect.height() - step * len(lines)) // 2
        for number, line in enumerate(lines):
            base = top + number * step + option.fontMetrics.ascent()
            painter.drawText(QPointF(option.rect.left() + _PAD, base), line)


def two_lines(text: str, option: QStyleOptionViewItem, width: int) -> list[str]:
    """Return a text broken into at most two lines of ``width`` pixels, the second shortened."""
    layout = QTextLayout(text, option.font)
    layout.beginLayout()
    first: QTextLine = layout.createLine()
    first.setLineWidth(width)
    length = first.textLength()
    layout.endLayout()
    rest = text[length:].strip()
    if not rest:
        return [text]
    cut = option.fontMetrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [text[:length].rstrip(), cut]
