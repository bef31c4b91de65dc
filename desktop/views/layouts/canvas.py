"""The drawing board: the sheet in millimetres, worked with mouse and keys.

Keys: Tab from box to box, arrows 0,1 mm (Shift 1 mm), Ctrl+A, Delete, Esc; Alt held while dragging
lets nothing cling. Ctrl and the wheel zoom.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)

from desktop.overrides import override
from desktop.services.certificate_layouts import Box
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.gestures import CURSORS, GRIPS, Band, Drag, Reached, box_at, rect_of
from desktop.views.layouts.sheet import corner
from desktop.views.layouts.sheet_view import MARGIN_MM, SheetView
from desktop.views.layouts.words import place_of
from desktop.views.theme import LIGHT

_GRIP = 9
_REACH = 6
_GRID_STEP = 5.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FINE_MM, _COARSE_MM = 0.1, 1.0


class Canvas(SheetView):
    """Shows the layout being designed and changes it through its ``Editing``.

    Signals:
        typing_asked: Enter was pressed on a box: its text is to be typed.
    """

    typing_asked = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._drag: Drag | None = None
        self._band: Band | None = None
        self._pressed: QPoint | None = None
        self._clicked = ""
        self.snaps, self.grid = True, False
        editing.selection_changed.connect(self._selection_changed)

    def _selection_changed(self) -> None:
        boxes = self._editing.selected
        says = "; ".join(place_of(box) for box in boxes) or "Chưa chọn khung nào"
        self.setAccessibleDescription(says)
        if self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)
        if boxes and not self._drag and not self._fits:
            self.ensureVisible(rect_of(boxes[-1]), 8, 8)
        self.viewport().update()

    # -- the mouse --------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at, layout = self.mapToScene(event.position().toPoint()), self._editing.board
        self._pressed, self._clicked = event.position().toPoint(), ""
        if grips := self._grip_at(event.position()):
            self._drag = Drag(layout, self._editing.selected, at, grips)
            return
        box = box_at(layout, at)
        adds = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if box is None:
            kept = [b.id for b in self._editing.selected] if adds else []
            self._band = Band(layout, at, kept)
            self._editing.select(kept)
        elif adds:
            self._editing.toggle(box.id)
        else:
            self._take(box, at)

    def _take(self, box: Box, at: QPointF) -> None:
        if box not in self._editing.selected:
            self._editing.select([box.id])
        else:
            # One of several: only a click that moves nothing means this one alone.
            self._clicked = box.id
        self._drag = Drag(self._editing.board, self._editing.selected, at)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        self.mouse = at
        if self._band is not None:
            self._editing.select(self._band.to(at))
        elif self._drag is not None and self._went_somewhere(event) and not self._frozen:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) or not self.snaps
            reach = 0.0 if free else _REACH / self.pixels_per_mm
            self.reached = self._drag.to(at, reach=reach, grid=self.grid and not free)
            self.refresh()
        else:
            self._show_cursor(event.position())
        self.view_changed.emit()
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, reached, clicked = self._drag, self.reached, self._clicked
        self._end_gesture()
        if drag is not None and reached.boxes:
            self._editing.put(drag.name, reached.boxes)
        elif clicked:
            self._editing.select([clicked])
        self.refresh()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if box_at(self._editing.board, self.mapToScene(event.position().toPoint())):
            self.typing_asked.emit()

    @property
    def _frozen(self) -> bool:
        return bool(self._editing.held_back)

    def _went_somewhere(self, event: QMouseEvent) -> bool:
        if self.reached.boxes:
            return True
        assert self._pressed is not None
        return (event.position().toPoint() - self._pressed).manhattanLength() > 2

    def _end_gesture(self) -> None:
        self._drag = self._band = self._pressed = None
        self._clicked, self.reached = "", Reached()

    def _grips(self) -> dict[str, QRectF]:
        """Return the grips of the one selected box, in pixels of the viewport."""
        boxes = self._shown_selected()
        if len(boxes) != 1 or self._frozen:
            return {}
        places = {
            name: self.mapFromScene(corner(rect_of(boxes[0]), share))
            for name, share in GRIPS.items()
        }
        half = _GRIP / 2
        return {n: QRectF(p.x() - half, p.y() - half, _GRIP, _GRIP) for n, p in places.items()}

    def _grip_at(self, at: QPointF) -> str:
        return next((name for name, area in self._grips().items() if area.contains(at)), "")

    def _show_cursor(self, at: QPointF) -> None:
        if grips := self._grip_at(at):
            self.viewport().setCursor(CURSORS[grips])
        elif box_at(self._editing.board, self.mapToScene(at.toPoint())):
            self.viewport().setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    # -- keys -------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS and not held & Qt.KeyboardModifier.ControlModifier:
            step = _COARSE_MM if held & Qt.KeyboardModifier.ShiftModifier else _FINE_MM
            right, down = _ARROWS[key]
            self._editing.nudge(right * step, down * step)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._editing.delete()
        elif key is Qt.Key.Key_A and held & Qt.KeyboardModifier.ControlModifier:
            self._editing.select(box.id for box in self._editing.board.boxes)
        elif key is Qt.Key.Key_Escape:
            self._escape(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.typing_asked.emit()
        else:
            super().keyPressEvent(event)

    def _escape(self, event: QKeyEvent) -> None:
        if self._drag or self._band:
            self._end_gesture()
            self.refresh()
        elif self._editing.selected:
            self._editing.select([])
        else:
            # Nothing of ours to leave: a dialog around may be meant.
            event.ignore()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if self._editing.step_selection(1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    # -- over the sheet ---------------------------------------------------------------------

    def _shown_selected(self) -> list[Box]:
        moving = {box.id: box for box in self.reached.boxes}
        return [moving.get(box.id, box) for box in self._editing.selected]

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.grid and self.framed:
            self._paint_grid(painter)
        if self._editing.on_ornaments and self.framed:
            self._paint_ornament_areas(painter)
        self._paint_selection(painter)
        self._paint_guides(painter)
        if self._band is not None:
            painter.setPen(QPen(QColor(LIGHT.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.mapFromScene(self._band.area).boundingRect())
        painter.restore()

    def _paint_grid(self, painter: QPainter) -> None:
        layout = self._editing.layout
        painter.setPen(QColor(LIGHT.border_strong))
        for across in range(1, int(layout.width / _GRID_STEP) + 1):
            for down in range(1, int(layout.height / _GRID_STEP) + 1):
                painter.drawPoint(self.mapFromScene(across * _GRID_STEP, down * _GRID_STEP))

    def _paint_ornament_areas(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(LIGHT.accent), 1, Qt.PenStyle.DashLine))
        for area in self._editing.board.boxes:
            painter.drawRect(self.mapFromScene(rect_of(area)).boundingRect())

    def _paint_selection(self, painter: QPainter) -> None:
        accent = QColor(LIGHT.accent)
        painter.setPen(QPen(accent, 2))
        for box in self._shown_selected():
            painter.drawRect(self.mapFromScene(rect_of(box)).boundingRect())
        painter.setPen(QPen(accent, 1))
        painter.setBrush(QColor("white"))
        for area in self._grips().values():
            painter.drawRect(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_guides(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor("#c2188b"), 1))
        layout = self._editing.layout
        for guide in self.reached.guides:
            ends = (
                ((guide.at, -MARGIN_MM), (guide.at, layout.height + MARGIN_MM))
                if guide.upright
                else ((-MARGIN_MM, guide.at), (layout.width + MARGIN_MM, guide.at))
            )
            painter.drawLine(*(self.mapFromScene(*end) for end in ends))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.mouse = QPointF(-1, -1)
        self.view_changed.emit()
        super().leaveEvent(event)
