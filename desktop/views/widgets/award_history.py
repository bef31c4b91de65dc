"""The awards a recipient holds, read only: typed from old papers or decided since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.law.catalogue import Catalogue
from desktop.vietnamese.dates import short_date

if TYPE_CHECKING:
    from desktop.services.awards import AwardRow
    from desktop.views.pages import Bench

_HEADERS = ("Năm", "Danh hiệu, hình thức", "Thành tích", "Quyết định", "Số sổ", "Nguồn")
_WIDTHS = (56, 190, 240, 170, 70, 110)
_SOURCES = {
    "entered": "Nhập từ hồ sơ cũ",
    "decided": "Quyết định tại đây",
    "received": "Cấp trên quyết định",
}


class AwardHistory(QTreeWidget):
    """One line for each award, newest first; a cancelled one is struck out."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0
        self.setObjectName("award_history")
        self.setAccessibleName("Khen thưởng đã nhận")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    def show_of(self, bench: Bench, **recipient: UUID | None) -> None:
        """Read and show the awards of one recipient.

        Args:
            bench: services and runner.
            recipient: ``person_id``, ``unit_id`` or ``household_id``; None for one not saved yet.
        """
        self._asked += 1
        ticket = self._asked
        self.show_awards(())

        def show(awards: Sequence[AwardRow]) -> None:
            if ticket == self._asked:
                self.show_awards(awards)

        if any(recipient.values()):
            awards = bench.desk.awards
            bench.runner.run(lambda _r: awards.of_recipient(**recipient), on_done=show)

    def show_awards(self, awards: Sequence[AwardRow]) -> None:
        """Show these awards."""
        self.clear()
        for award in awards:
            self.addTopLevelItem(_item(award))


def _item(award: AwardRow) -> QTreeWidgetItem:
    known = Catalogue.load().find_award(award.award_code)
    decided = [award.decision_number, short_date(award.decided_on) if award.decided_on else ""]
    texts = [
        str(award.year or ""),
        known.name if known else award.award_code,
        award.achievement,
        "\n".join(
            part for part in (" ngày ".join(p for p in decided if p), award.decided_by) if part
        ),
        award.certificate_number,
        "Đã hủy" if award.cancelled else _SOURCES.get(award.source, award.source),
    ]
    item = QTreeWidgetItem(texts)
    for column, text in enumerate(texts):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        item.setToolTip(column, text)
        if award.cancelled:
            font = item.font(column)
            font.setStrikeOut(True)
            item.setFont(column, font)
    return item
