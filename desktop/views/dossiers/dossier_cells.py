"""What a dossier looks like in the list: title, state, and the rest in two muted lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.overrides import override
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands
from desktop.views.dossiers.columns import since
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.card_delegate import paint_chip
from desktop.views.widgets.record_table import Index, RecordTableModel

if TYPE_CHECKING:
    from desktop.services.dossiers import DossierRow
    from desktop.views.widgets.list_panel import ListPanel

_HEIGHT = 98
_PAD = 10
_LINE = 20


class DossierCells(QStyledItemDelegate):
    """Draws one dossier over the whole width of the list."""

    @classmethod
    def put_into(cls, panel: ListPanel) -> None:
        """Let a list of dossiers be drawn so."""
        panel.view.setItemDelegate(cls(panel.view))
        panel.view.verticalHeader().setDefaultSectionSize(_HEIGHT)
        panel.view.show_columns(lambda column: column == 0)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RecordTableModel)
        row: DossierRow = model.row_at(index.row())
        view = option.widget
        colors, whole = colors_of(view), QRect(option.rect)
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        view.style().drawPrimitive(panel, option, painter, view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setPen(QColor(colors.border))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        line = QRect(whole.left() + _PAD, whole.top() + 6, whole.width() - 2 * _PAD, 2 * _LINE)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colors.selection_text if selected else colors.text))
        _write_title(painter, line, row.title)
        painter.setFont(option.font)
        line = QRect(line.left(), line.bottom() + 3, line.width(), _LINE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = colors.tone(Tone(row.tone))
        if selected:
            # The ground of some chips is that of a selected line.
            ground = QColor(colors.surface)
        used = paint_chip(painter, line, row.standing, ink, ground, painter.fontMetrics())
        if row.deadline is not None and row.deadline.is_pressing:
            ink, ground = colors.tone(Tone(row.deadline.tone))
            ground = QColor(colors.surface) if selected else ground
            place = line.adjusted(used + 6, 0, 0, 0)
            used += 6 + paint_chip(
                painter, place, row.deadline.words, ink, ground, painter.fontMetrics()
            )
        painter.setPen(QColor(colors.selection_text if selected else colors.muted))
        _write(painter, line.adjusted(used + 8, 0, 0, 0), counts_of(row))
        line.translate(0, _LINE + 2)
        _write(painter, line, place_of(row))
        painter.restore()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""


def counts_of(row: DossierRow) -> str:
    """Return how many are nominated, the letter's number, and the type of award."""
    parts = (f"{thousands(row.nominations)} đề nghị", row.letter_number, row.award_type.label)
    return " · ".join(part for part in parts if part)


def place_of(row: DossierRow) -> str:
    """Return by when it must go on, else since when it stands so; and where it goes."""
    due = f"hạn {short_date(row.due)}" if row.due else f"từ {since(row)}"
    return f"{due} · {row.receiver or 'Tại đơn vị'}"


def _write_title(painter: QPainter, place: QRect, text: str) -> None:
    """Write a title over two lines; one that needs more is cut short."""
    # A word carried over leaves a gap, so two lines hold a little less than twice one.
    room = place.width() * 9 // 5
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, int(flags), shown)


def _write(painter: QPainter, line: QRect, text: str) -> None:
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
