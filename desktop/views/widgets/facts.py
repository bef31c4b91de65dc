"""Short facts of a record, label and value, in two columns; what is not known is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.views.theme import PAD
from desktop.views.widgets.named import named

Fact = tuple[str, str]


class Facts(QWidget):
    """A grid of labels and values, read only, each value selectable.

    Args:
        name: objectName; value labels are called ``<name>_<number>`` from 1.
        columns: how many facts stand side by side.
    """

    def __init__(self, name: str, columns: int = 2) -> None:
        super().__init__()
        self.setObjectName(name)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(4)
        for column in range(columns):
            self._grid.setColumnStretch(2 * column + 1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; those without a value are passed over."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        known = [(label, value) for label, value in facts if value]
        for number, (label, value) in enumerate(known):
            row, column = divmod(number, self._columns)
            caption = QLabel(label)
            caption.setProperty("role", "label")
            text = named(QLabel(value), f"{self.objectName()}_{number + 1}", says=label)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(caption, row, 2 * column, top)
            self._grid.addWidget(text, row, 2 * column + 1, top)
