"""Three small charts, drawn by hand: bars, a ring, one bar in parts; each says its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.overrides import override
from desktop.vietnamese.numbers import thousands
from desktop.views.theme import GAP, Colors, colors_of

_ROW = 28
_BAR = 14
_RING = 18
_SWATCH = 10
# Neighbours in a ring must be told apart.
_PALETTE = ("accent", "gold", "success", "danger", "neutral", "warning")


@dataclass(frozen=True, slots=True)
class Slice:
    """One figure of a chart; ``tone`` is its colour family, "" the next colour of the theme."""

    label: str
    value: int
    tone: str = ""


class Chart(QWidget):
    """What all charts share: bars, their colours, and the sentence a screen reader says."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._bars: tuple[Slice, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_slices(())

    def show_slices(self, bars: Sequence[Slice]) -> None:
        """Show other figures."""
        self._bars = tuple(bars)
        figures = ", ".join(f"{s.label} {thousands(s.value)}" for s in self._bars)
        self.setAccessibleName(f"{self._title}: {figures or 'chưa có số liệu'}")
        self.updateGeometry()
        self.update()

    @property
    def total(self) -> int:
        """The sum of the figures."""
        return sum(s.value for s in self._bars)

    def _color(self, number: int, colors: Colors) -> QColor:
        name = self._bars[number].tone or _PALETTE[number % len(_PALETTE)]
        return QColor(getattr(colors, name))

    def _paint_empty(self, painter: QPainter) -> bool:
        if self.total:
            return False
        painter.setPen(QColor(colors_of(self).muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Chưa có số liệu")
        return True

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _paint_legend(self, painter: QPainter, place: QRect) -> None:
        colors = colors_of(self)
        for number, part in enumerate(self._bars):
            row = QRect(place.left(), place.top() + number * 22, place.width(), 22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(number, colors))
            top = row.center().y() - _SWATCH // 2
            painter.drawRoundedRect(row.left(), top, _SWATCH, _SWATCH, 3, 3)
            self._paint_pair(painter, row.adjusted(_SWATCH + GAP, 0, 0, 0), part)

    def _paint_pair(self, painter: QPainter, row: QRect, part: Slice) -> None:
        """Paint a label and, at the right, its figure."""
        colors, metrics = colors_of(self), painter.fontMetrics()
        figure = thousands(part.value)
        width = metrics.horizontalAdvance(figure) + GAP
        painter.setPen(QColor(colors.text))
        painter.drawText(row, _RIGHT, figure)
        painter.setPen(QColor(colors.muted))
        label = metrics.elidedText(
            part.label, Qt.TextElideMode.ElideRight, max(row.width() - width, 0)
        )
        painter.drawText(row, _LEFT, label)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BarChart(Chart):
    """Horizontal bars, one a line, label at the left and figure at the right."""

    @override
    def _color(self, number: int, colors: Colors) -> QColor:
        return QColor(getattr(colors, self._bars[number].tone or "accent"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, max(len(self._bars), 3) * _ROW)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        if not self._paint_empty(painter):
            most = max(s.value for s in self._bars)
            for number in range(len(self._bars)):
                self._paint_bar(painter, number, most)
        painter.end()

    def _paint_bar(self, painter: QPainter, number: int, most: int) -> None:
        colors, part, metrics = colors_of(self), self._bars[number], painter.fontMetrics()
        names = max(metrics.horizontalAdvance(s.label) for s in self._bars)
        left = min(names, self.width() * 2 // 5) + GAP
        figures = max(metrics.horizontalAdvance(thousands(s.value)) for s in self._bars) + GAP
        row = QRect(0, number * _ROW, self.width(), _ROW)
        painter.setPen(QColor(colors.muted))
        # The width that a text is said to take is a pixel short of what eliding asks for it.
        label = metrics.elidedText(part.label, Qt.TextElideMode.ElideRight, left - GAP + 2)
        painter.drawText(row, _LEFT, label)
        room = QRectF(left, row.center().y() - _BAR / 2, self.width() - left - figures, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(room, 4, 4)
        if part.value:
            # One of a thousand must still be seen.
            room.setWidth(max(room.width() * part.value / most, 5))
            painter.setBrush(self._color(number, colors))
            painter.drawRoundedRect(room, 4, 4)
        painter.setPen(QColor(colors.text))
        painter.drawText(row, _RIGHT, thousands(part.value))


class RingChart(Chart):
    """Shares of a whole as a ring, the sum in its middle, a legend at its right."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, max(132, len(self._bars) * 22))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        if not self._paint_empty(painter):
            side = min(self.height(), self.width() // 2, 132)
            ring = QRectF(0, (self.height() - side) / 2, side, side)
            self._paint_ring(painter, ring)
            left, top = side + 2 * GAP, (self.height() - len(self._bars) * 22) // 2
            self._paint_legend(painter, QRect(left, top, self.width() - left, self.height()))
        painter.end()

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        colors = colors_of(self)
        inner = ring.adjusted(_RING / 2, _RING / 2, -_RING / 2, -_RING / 2)
        # Qt counts sixteenths of a degree, against the clock, from three o'clock.
        start = 90 * 16
        for number, part in enumerate(self._bars):
            span = round(part.value / self.total * 360 * 16)
            pen = QPen(self._color(number, colors), _RING, c=Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(inner, start, -span)
            start -= span
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, thousands(self.total))
        painter.setFont(self.font())


class PartsChart(Chart):
    """One bar in parts, from left to right in the order given, with a legend below."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, 22 + GAP + len(self._bars) * 22)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._painter()
        if not self._paint_empty(painter):
            self._paint_parts(painter)
            legend = QRect(0, 22 + GAP, self.width(), self.height() - 22 - GAP)
            self._paint_legend(painter, legend)
        painter.end()

    def _paint_parts(self, painter: QPainter) -> None:
        colors, left = colors_of(self), 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        for number, part in enumerate(self._bars):
            width = self.width() * part.value / self.total
            if part.value:
                painter.setBrush(self._color(number, colors))
                painter.drawRoundedRect(QRectF(left, 0, max(width - 2, 3), 20), 4, 4)
            left += width
