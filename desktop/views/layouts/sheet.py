"""The sheet on the canvas: the paper with the blank's scan, and each box with its real text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.overrides import override
from desktop.services.certificate_drawings import Mark
from desktop.services.certificate_layouts import Box, Layout
from desktop.services.certificate_layouts_drawn import BoxDrawing
from desktop.views.layouts.gestures import rect_of
from desktop.views.theme import LIGHT
from desktop.views.widgets.page_painter import PreparedMarks

_SHADOW_MM = 1.2
_FAINT = 0.3
_ON_BLANK = 0.45


@dataclass(frozen=True, slots=True)
class Background:
    """The blank's scan and where on the page it lies, mm; it is shown and never printed."""

    picture: QImage
    area: QRectF


class Paper(QGraphicsItem):
    """The page, white in light and dark alike: it is what comes out of the printer."""

    def __init__(self) -> None:
        super().__init__()
        self._page = QRectF(0, 0, 297, 210)
        self._background: Background | None = None
        self._under, self._marks = PreparedMarks(()), tuple[Mark, ...]()
        # Frames are thousands of lines: painted once for a zoom, not for each box that moves.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_page(
        self, layout: Layout, under: tuple[Mark, ...], background: Background | None
    ) -> None:
        """Show another page.

        Args:
            layout: its size.
            under: frame and drawings that are printed.
            background: the blank's scan, None for none.
        """
        page = QRectF(0, 0, layout.width, layout.height)
        if (page, under, background) == (self._page, self._marks, self._background):
            return
        self.prepareGeometryChange()
        if under != self._marks:
            self._under, self._marks = PreparedMarks(under), under
        self._page, self._background = page, background
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._page.adjusted(-1, -1, 2 * _SHADOW_MM, 2 * _SHADOW_MM)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        shadow = QColor(0, 0, 0, 60)
        painter.fillRect(self._page.translated(_SHADOW_MM, _SHADOW_MM), shadow)
        painter.fillRect(self._page, QColor("white"))
        painter.setClipRect(self._page)
        if self._background is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._background.area, self._background.picture)
        self._under.paint(painter)


class BoxItem(QGraphicsItem):
    """One box: its text exactly as printed, in a frame that is not."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.box = box
        self._drawing: BoxDrawing | None = None
        self._marks = PreparedMarks(())
        self._reach = rect_of(box)
        self._on_blank = self._framed = self._outlined = False
        self.setZValue(1)

    def show_box(
        self, drawing: BoxDrawing, *, on_blank: bool, framed: bool, outlined: bool
    ) -> None:
        """Show the box as it is now.

        Args:
            drawing: box, marks and what is wrong.
            on_blank: the blank has it already, so it is not printed.
            framed: whether what is not printed shows too.
            outlined: whether its own frame shows.
        """
        self._on_blank, self._framed, self._outlined = on_blank, framed, outlined
        if drawing != self._drawing:
            self.prepareGeometryChange()
            self.box, self._drawing = drawing.box, drawing
            self._marks = PreparedMarks(drawing.marks)
            self._reach = rect_of(drawing.box).united(self._marks.ink()).adjusted(-1, -1, 1, 1)
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._reach

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.save()
        painter.setOpacity(self._strength())
        if self._framed or not self._on_blank:
            self._marks.paint(painter)
        painter.restore()
        if self._outlined:
            self._paint_frame(painter)

    def _strength(self) -> float:
        if not self.box.visible:
            return _FAINT if self._framed else 0.0
        return _ON_BLANK if self._on_blank else 1.0

    def _paint_frame(self, painter: QPainter) -> None:
        wrong = self._drawing is not None and self._drawing.trouble is not None
        # The paper is white whatever the theme, so its frames have the light theme's ink.
        color = QColor(LIGHT.danger if wrong else LIGHT.accent)
        pen = QPen(color, 2.0 if wrong else 1.0)
        pen.setCosmetic(True)
        unprinted = self._on_blank or not self.box.visible
        pen.setStyle(Qt.PenStyle.DotLine if unprinted else Qt.PenStyle.DashLine)
        if not wrong:
            color.setAlpha(130)
            pen.setColor(color)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(pen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
        painter.drawRect(rect_of(self.box))


def corner(area: QRectF, share: tuple[float, float]) -> QPointF:
    """Return a point of an area by its shares of width and height."""
    return QPointF(area.x() + area.width() * share[0], area.y() + area.height() * share[1])
