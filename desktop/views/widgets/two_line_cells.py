"""Cells of a table of records whose text goes on in a second line where one is too short."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QTextLayout, QTextLine
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.overrides import override
from desktop.views.widgets.record_table import Index
from desktop.views.widgets.table_view import RecordTableView

_HEIGHT = 46
_PAD = 8


class TwoLineCells(QStyledItemDelegate):
    """Draws text in at most two lines, the rest of it shortened, and the hairline of the table."""

    @classmethod
    def put_into(cls, table: RecordTableView, columns: range) -> None:
        """Let some columns of a table be drawn so; every row gets the height of two lines."""
        delegate = cls(table)
        for column in columns:
            table.setItemDelegateForColumn(column, delegate)
        table.verticalHeader().setDefaultSectionSize(_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, palette = QRect(option.rect), option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        inner = place.adjusted(_PAD, 0, -_PAD, 0)
        lines = two_lines(str(index.data()), option, inner.width())
        step = option.fontMetrics.lineSpacing()
        top = inner.top() + (inner.height() - step * len(lines)) // 2
        for number, line in enumerate(lines):
            at = QPointF(inner.left(), top + number * step + option.fontMetrics.ascent())
            painter.drawText(at, line)


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
