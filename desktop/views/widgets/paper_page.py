"""One page of a paper on the screen, with what was searched for marked on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.overrides import override
from desktop.services.paper_pages import PagePicture
from desktop.views.theme import colors_of
from desktop.views.widgets.named import named

Box = tuple[float, float, float, float]
# Yellow that lets black letters through, the one looked at stronger.
_MARK, _MARK_NOW = QColor(255, 213, 0, 70), QColor(255, 140, 0, 120)
_MARGIN = 18


class PaperPage(QWidget):
    """Paints one page and the boxes found on it; its size is the picture's."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paper_page")
        self._picture: QPixmap | None = None
        self._boxes: tuple[Box, ...] = ()
        self._now = 0

    def show_picture(self, picture: PagePicture | None, ratio: float = 1.0) -> None:
        """Show a page; ``ratio`` is how many of its pixels make one of the screen's units."""
        if picture is None:
            self._picture = None
            self.setFixedSize(0, 0)
            return
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            3 * picture.width,
            QImage.Format.Format_RGB888,
        )
        # Copied into the pixmap: the bytes are not Qt's to keep.
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._picture = pixmap
        self.setFixedSize(self.sizeHint())
        self.update()

    def mark(self, boxes: Sequence[Box], now: int = -1) -> None:
        """Mark boxes, given in parts of the page; ``now`` is the number of the one looked at."""
        self._boxes, self._now = tuple(boxes), now
        self.update()

    def top_of(self, box: Box) -> int:
        """Return how far down the page a box lies, in pixels."""
        return round(box[1] * self.height())

    @override
    def sizeHint(self) -> QSize:
        if self._picture is None:
            return QSize(0, 0)
        return self._picture.deviceIndependentSize().toSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        for number, (left, top, right, bottom) in enumerate(self._boxes):
            wide, high = self.width(), self.height()
            box = QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high)
            painter.fillRect(box, _MARK_NOW if number == self._now else _MARK)
        painter.setPen(Qt.PenStyle.SolidLine)
        painter.setPen(QColor(colors_of(self).border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperSheet(QScrollArea):
    """Scrolls a page; at its end the next page is asked for, at its top the one before.

    Signals:
        read_on: a key went beyond the end of the page.
        read_back: a key went beyond its top.
    """

    read_on = Signal()
    read_back = Signal()

    def __init__(self, page: PaperPage) -> None:
        super().__init__()
        named(self, "paper_scroll", says="Trang giấy tờ")
        self.setWidget(page)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def room(self) -> int:
        """How wide a page may be, in the screen's units, so that all of its width is seen."""
        return self.width() - _MARGIN - self.verticalScrollBar().width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        if key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space} and bar.value() == bar.maximum():
            self.read_on.emit()
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.read_back.emit()
        else:
            super().keyPressEvent(event)
