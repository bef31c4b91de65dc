"""One sheet on the screen, painted by the same instructions the printer gets."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.overrides import override
from desktop.services.certificate_drawings import Drawing
from desktop.views.widgets.named import named
from desktop.views.widgets.page_painter import PreparedMarks

_EDGE = 8


class PageView(QWidget):
    """A drawing as large as there is room for, on a white sheet."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        named(self, name, says=says)
        self.setMinimumSize(240, 180)
        self._drawing: Drawing | None = None
        self._parts: tuple[PreparedMarks, ...] = ()

    def show_drawing(self, drawing: Drawing | None, says: str = "") -> None:
        """Show a sheet, None for an empty place."""
        self._drawing = drawing
        under = drawing.under if drawing is not None else ()
        marks = drawing.marks if drawing is not None else ()
        self._parts = (PreparedMarks(under), PreparedMarks(marks))
        self.setAccessibleDescription(says)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 400)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        scale = min(room.width() / drawing.width, room.height() / drawing.height)
        width, height = drawing.width * scale, drawing.height * scale
        corner = room.center() - QRectF(0, 0, width, height).center()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        painter.fillRect(QRectF(2, 2, width, height), QColor(0, 0, 0, 60))
        painter.fillRect(QRectF(0, 0, width, height), QColor("#ffffff"))
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, drawing.width, drawing.height))
        for part in self._parts:
            part.paint(painter)
        painter.end()
