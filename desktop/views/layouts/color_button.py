"""A button that shows a colour and asks for another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QPushButton

from desktop.views.widgets.named import named

_SWATCH = 16


class ColorButton(QPushButton):
    """One colour.

    Signals:
        color_chosen: another one was chosen, #rrggbb.
    """

    color_chosen = Signal(str)

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        named(self, name, says=says)
        self._title, self._color = says, "#000000"
        self.clicked.connect(self._ask)

    def show_color(self, color: str) -> None:
        """Show a colour, #rrggbb; "" for none."""
        if not color:
            self.setIcon(QIcon())
            self.setText("không")
            return
        self._color = color
        swatch = QPixmap(_SWATCH, _SWATCH)
        swatch.fill(QColor(color))
        self.setIcon(QIcon(swatch))
        self.setText(color.upper())

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._color), self, self._title)
        if chosen.isValid():
            self.color_chosen.emit(chosen.name())
