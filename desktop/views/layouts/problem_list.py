"""«Điều cần sửa»: what of the layout cannot be printed, live; a click leads to its box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.views.layouts.words import ProblemLine
from desktop.views.theme import colors_of
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle

_BOX = Qt.ItemDataRole.UserRole
_HEIGHT = 74


class ProblemList(QWidget):
    """The problems of a layout.

    Signals:
        chosen: id of the box a problem is about, "" for the page.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._heading = named(QLabel(), "problems_heading", role="label")
        self._lines = named(QListWidget(), "problems", says="Điều cần sửa")
        self._lines.setFixedHeight(_HEIGHT)
        self._lines.setWordWrap(True)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.hide()
        self._lines.itemClicked.connect(self._choose)
        self._lines.itemActivated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._heading)
        layout.addWidget(self._lines)
        self.show_lines(())

    def show_lines(self, lines: Sequence[ProblemLine]) -> None:
        """Show these problems, those that hold printing back first."""
        ordered = sorted(lines, key=lambda line: not line.blocking)
        texts = [line.text for line in ordered]
        blocking = sum(line.blocking for line in ordered)
        self._heading.setText(_count(blocking, len(ordered) - blocking))
        restyle(self._heading, problem="danger" if blocking else "")
        if texts == [self._lines.item(i).text() for i in range(self._lines.count())]:
            return
        self._lines.setVisible(bool(ordered))
        self._lines.clear()
        colors = colors_of(self)
        for line in ordered:
            tone = "danger" if line.blocking else "warning"
            item = QListWidgetItem(icon_for(self, tone, tone), line.text)
            item.setData(_BOX, line.box)
            item.setForeground(QColor(getattr(colors, tone)))
            item.setToolTip(line.text)
            self._lines.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_BOX)))


def _count(blocking: int, warnings: int) -> str:
    if not blocking and not warnings:
        return "Không có điều gì cần sửa: mọi giấy đang xem in được."
    found = []
    if blocking:
        found.append(f"{blocking} chỗ không in được")
    if warnings:
        found.append(f"{warnings} chỗ nên xem lại")
    return f"Điều cần sửa: {', '.join(found)}"
