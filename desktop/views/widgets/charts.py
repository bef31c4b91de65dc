"""A bar chart drawn with QPainter: a label, a bar and the figure per line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import Tone, colors_of
from desktop.vietnamese.numbers import thousands

_LINE, _BAR, _GAP = 30, 14, 10
_LABEL_SHARE = 0.42


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart; ``tone`` is its colour family, "" the accent."""

    label: str
    value: int
    tone: str = ""


class BarChart(QWidget):
    """Horizontal bars; everything drawn is also the widget's accessible description."""

    def __init__(self, title: str, empty_text: str = "Chưa có số liệu.") -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._empty_text = empty_text
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other figures."""
        self._bars = tuple(bars)
        said = "; ".join(f"{b.label}: {thousands(b.value)}" for b in self._bars)
        self.setAccessibleDescription(said or self._empty_text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, max(1, len(self._bars)) * _LINE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        if not any(b.value for b in self._bars):
            painter.setPen(QColor(colors.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
            return
        metrics = painter.fontMetrics()
        label_width = int(self.width() * _LABEL_SHARE)
        figure_width = metrics.horizontalAdvance("0.000.000")
        room = self.width() - label_width - figure_width - 2 * _GAP
        most = max(b.value for b in self._bars)
        for number, bar in enumerate(self._bars):
            top = number * _LINE
            painter.setPen(QColor(colors.text))
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, label_width)
            painter.drawText(
                QRect(0, top, label_width, _LINE), Qt.AlignmentFlag.AlignVCenter, label
            )
            left = label_width + _GAP
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.sunken))
            slot = QRect(left, top + (_LINE - _BAR) // 2, room, _BAR)
            painter.drawRoundedRect(slot, 4, 4)
            painter.setBrush(colors.tone(Tone(bar.tone))[0] if bar.tone else QColor(colors.accent))
            if bar.value:
                slot.setWidth(max(6, room * bar.value // most))
                painter.drawRoundedRect(slot, 4, 4)
            painter.setPen(QColor(colors.text))
            figure = QRect(left + room + _GAP, top, figure_width, _LINE)
            painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter, thousands(bar.value))
