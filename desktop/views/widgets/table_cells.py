"""The cells of the table of records: text, chips, the indent of a tree and a hairline."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.overrides import override
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.card_delegate import paint_chip
from desktop.views.widgets.record_table import INDENT_ROLE, TONE_ROLE, Index

_INDENT_PX = 18
_CELL_PAD = 8


class CellDelegate(QStyledItemDelegate):
    """Draws text, chips, the indent of a tree and a hairline below each row.

    By hand: going through the style costs eight times as much, and a page of cells is drawn again
    at every letter typed into the search.
    """

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_ground(painter, option)
        indent = (index.data(INDENT_ROLE) or 0) * _INDENT_PX
        inner = QRect(option.rect).adjusted(_CELL_PAD + indent, 0, -_CELL_PAD, 0)
        text, tone = str(index.data()), index.data(TONE_ROLE)
        if tone:
            self._paint_chip(painter, option, inner, text, Tone(tone))
            return
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)

    @staticmethod
    def _paint_chip(
        painter: QPainter, option: QStyleOptionViewItem, place: QRect, text: str, tone: Tone
    ) -> None:
        ink, ground = colors_of(option.widget).tone(tone)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, place, text, ink, ground, option.fontMetrics)
        painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ground of a cell and the hairline below it; the pen is then that of its text."""
    place, palette = QRect(option.rect), option.palette
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(place, palette.color(QPalette.ColorRole.Highlight))
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.drawLine(place.bottomLeft(), place.bottomRight())
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    painter.setPen(palette.color(role))
