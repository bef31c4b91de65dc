"""The sheet in millimetres on the screen: shown with the words of a certificate, and zoomed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from desktop.overrides import override
from desktop.services.certificate_layouts import Box, CertificateText
from desktop.services.certificate_layouts_drawn import BoxDrawing, draw_box, draw_under
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.gestures import Reached
from desktop.views.layouts.sheet import Background, BoxItem, Paper
from desktop.views.theme import colors_of

MARGIN_MM = 6.0
_PIXELS_PER_MM = 96 / 25.4
_NEAREST, _FARTHEST = 0.15, 12.0
_STEP = 1.25
_SETTLES_MS = 80


class SheetView(QGraphicsView):
    """Shows the layout being designed, or as a gesture would leave it.

    Signals:
        view_changed: zoomed, scrolled, or the mouse moved: rulers follow.

    Attributes:
        framed: whether frames and the blank's scan show.
        mouse: where it is, mm; outside the page when it is not over the sheet.
        reached: where a gesture has come to.
    """

    view_changed = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._text: CertificateText | None = None
        self._background: Background | None = None
        self._paper, self._items = Paper(), dict[str, BoxItem]()
        self._fits = self.framed = True
        self.mouse, self.reached = QPointF(-1, -1), Reached()
        self._settling = QTimer(self, interval=_SETTLES_MS, singleShot=True)
        self._settling.timeout.connect(self._show_paper)
        self._set_up()
        editing.changed.connect(self.refresh)

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName("Tờ giấy khen đang thiết kế")
        scene = QGraphicsScene(self)
        scene.addItem(self._paper)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.horizontalScrollBar().valueChanged.connect(self.view_changed)
        self.verticalScrollBar().valueChanged.connect(self.view_changed)

    # -- what is shown ----------------------------------------------------------------------

    def show_sample(self, text: CertificateText) -> None:
        """Show the words of another certificate in the boxes."""
        self._text = text
        self.refresh()

    def show_background(self, background: Background | None) -> None:
        """Show the blank's scan behind the boxes; it is never printed."""
        self._background = background
        self.refresh()

    def refresh(self) -> None:
        """Draw the layout as it is now, or as a gesture would leave it."""
        layout = self._editing.layout
        if self._editing.on_ornaments:
            # Thousands of lines: drawn when the hand rests, their areas show where they will lie.
            self._settling.start()
        else:
            self._show_paper()
        moving = {box.id: box for box in self.reached.boxes}
        for gone in set(self._items) - {box.id for box in layout.boxes}:
            self.scene().removeItem(self._items.pop(gone))
        for box in layout.boxes:
            self._show_box(moving.get(box.id, box))
        margin = MARGIN_MM
        area = QRectF(0, 0, layout.width, layout.height)
        self.setSceneRect(area.adjusted(-margin, -margin, margin, margin))
        if self._fits:
            self.fit()
        self.view_changed.emit()
        self.viewport().update()

    def _show_paper(self) -> None:
        layout = self._editing.layout
        background = self._background if self.framed else None
        self._paper.show_page(layout, () if layout.overlay else draw_under(layout), background)

    def _show_box(self, box: Box) -> None:
        item = self._items.get(box.id)
        if item is None:
            item = self._items[box.id] = BoxItem(box)
            self.scene().addItem(item)
        drawing = draw_box(box, self._text) if self._text else BoxDrawing(box)
        on_blank = box.preprinted and self._editing.layout.overlay
        outlined = self.framed and not self._editing.on_ornaments
        item.show_box(drawing, on_blank=on_blank, framed=self.framed, outlined=outlined)

    def set_framed(self, framed: bool) -> None:
        """Show frames and scan, or the sheet alone as it comes out of the printer."""
        self.framed = framed
        self.refresh()

    # -- zoom -------------------------------------------------------------------------------

    @property
    def pixels_per_mm(self) -> float:
        """How large a millimetre is shown."""
        return self.transform().m11()

    @property
    def percent(self) -> int:
        """The zoom; at 100 the sheet is as large as on the table."""
        return round(self.pixels_per_mm / _PIXELS_PER_MM * 100)

    def fit(self) -> None:
        """Show the whole sheet, and keep showing it when the room changes."""
        self._fits = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self.view_changed.emit()

    def zoom(self, factor: float) -> None:
        """Show everything larger or smaller by a factor."""
        self._fits = False
        wanted = self.pixels_per_mm * factor / _PIXELS_PER_MM
        self.set_zoom(min(max(wanted, _NEAREST), _FARTHEST))

    def zoom_in(self) -> None:
        """Show everything a step larger."""
        self.zoom(_STEP)

    def zoom_out(self) -> None:
        """Show everything a step smaller."""
        self.zoom(1 / _STEP)

    def set_zoom(self, share: float) -> None:
        """Show the sheet at a share of its real size."""
        self._fits = False
        scale = share * _PIXELS_PER_MM
        self.resetTransform()
        self.scale(scale, scale)
        self.view_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        self.view_changed.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(colors_of(self).sunken))
