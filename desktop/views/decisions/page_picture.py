"""One page as a picture, in the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel

from desktop.overrides import override
from desktop.views.widgets.named import named


class PagePicture(QLabel):
    """A page, as large as there is room for, or why there is none."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "preview", says="Xem trước giấy khen")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumSize(240, 170)
        self._page: QPixmap | None = None

    def show_png(self, png: bytes, says: str) -> None:
        """Show a page; ``says`` is for those who do not see it."""
        self._page = QPixmap()
        self._page.loadFromData(png)
        self.setAccessibleDescription(says)
        self._fit()

    def show_text(self, text: str) -> None:
        """Say why there is no page to be seen."""
        self._page = None
        self.setPixmap(QPixmap())
        self.setText(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        # Not the picture's: it follows the room, the room does not follow it.
        return QSize(560, 396)

    def _fit(self) -> None:
        if self._page is None:
            return
        ratio = self.devicePixelRatioF()
        room = QSize(int(self.width() * ratio), int(self.height() * ratio))
        keep = Qt.AspectRatioMode.KeepAspectRatio
        shown = self._page.scaled(room, keep, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)
