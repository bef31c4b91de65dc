"""Rulers in millimetres along the canvas, with the mouse and the selected boxes marked on them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.overrides import override
from desktop.views.layouts.arranging import Area
from desktop.views.layouts.canvas import Canvas
from desktop.views.layouts.editing import Editing
from desktop.views.theme import colors_of

THICKNESS = 22
_LEAST_PIXELS = 46
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
_LONG, _SHORT = 9, 4


class Ruler(QWidget):
    """One ruler.

    Args:
        canvas: whose sheet is measured.
        editing: whose selected boxes are marked.
        upright: stands at the left and measures from the top; else lies above.
    """

    def __init__(self, canvas: Canvas, editing: Editing, *, upright: bool) -> None:
        super().__init__()
        self._canvas, self._editing, self._upright = canvas, editing, upright
        if upright:
            self.setFixedWidth(THICKNESS)
        else:
            self.setFixedHeight(THICKNESS)
        canvas.view_changed.connect(self.update)
        editing.selection_changed.connect(self.update)
        editing.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(THICKNESS, THICKNESS)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = colors_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.surface))
        self._paint_selected(painter, QColor(colors.selection))
        painter.setPen(QColor(colors.muted))
        font = painter.font()
        font.setPointSizeF(7.5)
        painter.setFont(font)
        self._paint_ticks(painter)
        painter.setPen(QColor(colors.danger))
        self._line(painter, self._along(self._canvas.mouse), THICKNESS)
        painter.end()

    def _along(self, at: QPointF) -> float:
        return at.y() if self._upright else at.x()

    def _pixel(self, millimetres: float) -> float:
        point = self._canvas.mapFromScene(
            QPointF(0, millimetres) if self._upright else QPointF(millimetres, 0)
        )
        return point.y() if self._upright else point.x()

    def _paint_ticks(self, painter: QPainter) -> None:
        layout = self._editing.layout
        size = layout.height if self._upright else layout.width
        scale = self._canvas.pixels_per_mm
        step = next((s for s in _STEPS if s * scale >= _LEAST_PIXELS), _STEPS[-1])
        small = step / 10 if step * scale / 10 >= _SHORT else step / 5
        for number in range(int(size / small) + 1):
            at = number * small
            is_long = abs(at / step - round(at / step)) < 1e-6
            self._line(painter, at, _LONG if is_long else _SHORT)
            if is_long:
                self._number(painter, at)

    def _number(self, painter: QPainter, at: float) -> None:
        pixel, flags = self._pixel(at), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.save()
        if self._upright:
            painter.translate(0, pixel)
            painter.rotate(-90)
            painter.drawText(QRectF(2, 0, 40, THICKNESS), int(flags.value), f"{at:g}")
        else:
            painter.drawText(QRectF(pixel + 2, 0, 40, THICKNESS), int(flags.value), f"{at:g}")
        painter.restore()

    def _line(self, painter: QPainter, at: float, length: int) -> None:
        if at < 0:
            return
        pixel = int(self._pixel(at))
        if self._upright:
            painter.drawLine(THICKNESS - length, pixel, THICKNESS, pixel)
        else:
            painter.drawLine(pixel, THICKNESS - length, pixel, THICKNESS)

    def _paint_selected(self, painter: QPainter, color: QColor) -> None:
        boxes = self._editing.selected
        if not boxes:
            return
        area = Area.of(boxes)
        start, length = (area.y, area.height) if self._upright else (area.x, area.width)
        first, last = self._pixel(start), self._pixel(start + length)
        covered = (
            QRectF(0, first, THICKNESS, last - first)
            if self._upright
            else QRectF(first, 0, last - first, THICKNESS)
        )
        painter.fillRect(covered, color)
