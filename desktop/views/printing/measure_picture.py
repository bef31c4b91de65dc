"""The picture beside the readings: where the ruler lies for the one that is being typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.overrides import override
from desktop.services.certificate_calibrations import READING_LABELS, Paper
from desktop.views.theme import LIGHT
from desktop.views.widgets.named import named

_EDGE = 28
_ARM = 14.0
# The page is not drawn to scale: a cross fifteen millimetres from the edge would be lost.
_INSET = 0.24
_CAP = 5.0


class MeasurePicture(QWidget):
    """A page with its three crosses and the six distances; the one typed is drawn heavy."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        named(self, "measure_picture", says="Hình vẽ các khoảng cần đo")
        self.setMinimumSize(360, 300)
        self._paper = paper
        self._active = next(iter(READING_LABELS))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._active = watched.objectName()
            self.setAccessibleDescription(READING_LABELS[self._active])
            self.update()
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 380)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # The sheet is white in light and dark alike, so its ink is the light theme's.
        colors = LIGHT
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = self._page()
        painter.fillRect(page, QColor("#ffffff"))
        painter.setPen(QPen(QColor(colors.border_strong), 1))
        painter.drawRect(page)
        marks = self._crosses(page)
        for name, at in marks.items():
            self._draw_cross(painter, name, at)
        for number, (name, (start, end)) in enumerate(self._spans(page, marks).items(), 1):
            heavy = name == self._active
            ink = QColor(colors.danger if heavy else colors.muted)
            self._draw_span(painter, start, end, str(number), ink, heavy=heavy)
        painter.end()

    def _page(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        scale = min(room.width() / self._paper.width, room.height() / self._paper.height)
        page = QRectF(0, 0, self._paper.width * scale, self._paper.height * scale)
        page.moveCenter(room.center())
        return page

    def _crosses(self, page: QRectF) -> dict[str, QPointF]:
        inset = min(page.width(), page.height()) * _INSET
        return {
            "A": QPointF(page.left() + inset, page.top() + inset),
            "B": QPointF(page.right() - inset, page.top() + inset),
            "C": QPointF(page.left() + inset, page.bottom() - inset),
        }

    def _spans(self, page: QRectF, marks: dict[str, QPointF]) -> dict[str, tuple[QPointF, QPointF]]:
        a, b, c = marks["A"], marks["B"], marks["C"]
        return {
            "a_left": (QPointF(page.left(), a.y()), a),
            "a_top": (QPointF(a.x(), page.top()), a),
            "b_top": (QPointF(b.x(), page.top()), b),
            "a_to_b": (a, b),
            "c_left": (QPointF(page.left(), c.y()), c),
            "a_to_c": (a, c),
        }

    def _draw_cross(self, painter: QPainter, name: str, at: QPointF) -> None:
        painter.setPen(QPen(QColor("#000000"), 1.5))
        painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
        painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))
        painter.setPen(QColor("#B3151B"))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(at + QPointF(8, 22), name)
        font.setBold(False)
        painter.setFont(font)

    def _draw_span(
        self,
        painter: QPainter,
        start: QPointF,
        end: QPointF,
        number: str,
        ink: QColor,
        *,
        heavy: bool,
    ) -> None:
        style = Qt.PenStyle.SolidLine if heavy else Qt.PenStyle.DashLine
        painter.setPen(QPen(ink, 3 if heavy else 1, style))
        painter.drawLine(start, end)
        lies = abs(end.x() - start.x()) > abs(end.y() - start.y())
        across = QPointF(0, _CAP) if lies else QPointF(_CAP, 0)
        painter.setPen(QPen(ink, 2 if heavy else 1))
        for tip in (start, end):
            painter.drawLine(tip - across, tip + across)
        middle = (start + end) / 2
        spot = QRectF(0, 0, 20, 20)
        spot.moveCenter(middle)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(spot)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, number)
        painter.setBrush(Qt.BrushStyle.NoBrush)
