"""How much each office put forward, with the share of direct workers among its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.services.consolidation import SenderCount
from desktop.views.consolidation.words import share_text
from desktop.views.short_names import short_office

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_HEADERS = (
    "Cơ quan đề nghị",
    "Tập thể",
    "Cá nhân",
    "Hộ gia đình",
    "Cộng",
    "Lao động trực tiếp",
)
_WIDTHS = (72, 76, 92, 62, 140)
_TOTAL = "Tổng cộng"


class SenderTable(QTreeWidget):
    """A line per office and one of sums; read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("senders")
        self.setAccessibleName("Số đề nghị theo đơn vị")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS, 1):
            self.setColumnWidth(column, width)

    def show_senders(self, senders: Sequence[SenderCount]) -> None:
        """Show the counts, and their sums where there are several."""
        self.clear()
        for count in senders:
            self.addTopLevelItem(_item(count))
        if len(senders) > 1:
            item = _item(_sum(senders))
            font = item.font(0)
            font.setBold(True)
            for column in range(len(_HEADERS)):
                item.setFont(column, font)
            self.addTopLevelItem(item)


def _item(count: SenderCount) -> QTreeWidgetItem:
    numbers = (count.collectives, count.individuals, count.households, count.nominations)
    item = QTreeWidgetItem(
        [short_office(count.sender), *(str(n or "") for n in numbers), share_text(count)]
    )
    for column in range(1, len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _sum(senders: Sequence[SenderCount]) -> SenderCount:
    return SenderCount(
        _TOTAL,
        sum(c.nominations for c in senders),
        sum(c.collectives for c in senders),
        sum(c.individuals for c in senders),
        sum(c.households for c in senders),
        sum(c.direct for c in senders),
    )
