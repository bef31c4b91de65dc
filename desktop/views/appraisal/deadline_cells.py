"""The cell of a deadline in the list received: the day, and below it a chip of what is left."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.overrides import override
from desktop.vietnamese.dates import short_date
from desktop.views.theme import Tone
from desktop.views.widgets.deadline_line import days_left
from desktop.views.widgets.record_table import Index, RecordTableModel
from desktop.views.widgets.table_cells import CellDelegate, paint_ground

_PAD = 8


class DeadlineCells(CellDelegate):
    """Draws a deadline in two lines, so that neither the day nor the days left are cut."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RecordTableModel)
        deadline = model.row_at(index.row()).deadline
        paint_ground(painter, option)
        if deadline is None:
            return
        above = QRect(option.rect).adjusted(_PAD, 1, -_PAD, 0)
        above.setHeight(above.height() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | middle, short_date(deadline.due))
        below = above.translated(0, above.height())
        tone = Tone(deadline.tone)
        self._paint_chip(painter, option, below, days_left(deadline), tone)
