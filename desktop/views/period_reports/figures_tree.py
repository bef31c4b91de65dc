"""The figures of a report, block by block; a figure opens what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.vietnamese.numbers import thousands
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.report_figures import Figure

_ROLE = Qt.ItemDataRole.UserRole


class FiguresTree(QTreeWidget):
    """Figures under the heading of their block.

    Signals:
        opened: a figure that counts records was double-clicked, or Enter was pressed on it.
    """

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, says="Số liệu của báo cáo")
        self.setColumnCount(2)
        self.setHeaderLabels(["Số liệu", "Giá trị"])
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemActivated.connect(self._open)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these, in their order."""
        self.clear()
        block = None
        for figure in figures:
            if block is None or block.data(0, _ROLE) != figure.group.value:
                block = self._block(figure)
            block.addChild(_line(figure))
        self.expandAll()

    def _block(self, figure: Figure) -> QTreeWidgetItem:
        block = QTreeWidgetItem([figure.group.label, ""])
        block.setData(0, _ROLE, figure.group.value)
        block.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = block.font(0)
        font.setBold(True)
        block.setFont(0, font)
        self.addTopLevelItem(block)
        return block

    def _open(self, item: QTreeWidgetItem, _column: int) -> None:
        figure = item.data(1, _ROLE)
        if figure is not None and figure.records:
            self.opened.emit(figure)


def _line(figure: Figure) -> QTreeWidgetItem:
    line = QTreeWidgetItem([figure.label, value_text(figure)])
    line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setData(1, _ROLE, figure)
    if figure.records:
        line.setToolTip(0, "Bấm đúp hoặc Enter để xem những gì được đếm")
    return line


def value_text(figure: Figure) -> str:
    """Return a figure's value as shown; a share says of how many and how much that is."""
    if figure.of is None:
        return thousands(figure.value)
    percent = f" ({100 * figure.value / figure.of:.1f} %)".replace(".", ",") if figure.of else ""
    return f"{thousands(figure.value)}/{thousands(figure.of)}{percent}"
