"""The awards a recipient holds, read only: typed from old papers or decided since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.law.catalogue import Catalogue
from desktop.overrides import override
from desktop.vietnamese.dates import short_date
from desktop.views.theme import Tone, colors_of

if TYPE_CHECKING:
    from desktop.services.awards import AwardRow
    from desktop.views.pages import Bench

_HEADERS = ("Năm", "Danh hiệu, hình thức; thành tích", "Quyết định", "Nguồn")
_WIDTHS = (56, 220, 190, 128)
_STRETCHED = 1
_SOURCES = {
    "entered": "Nhập từ hồ sơ cũ",
    "decided": "Quyết định tại đây",
    "received": "Cấp trên quyết định",
}


class AwardHistory(QTableWidget):
    """One line for each award, newest first; a cancelled one is struck out."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADERS))
        self._asked = 0
        self.setObjectName("award_history")
        self.setAccessibleName("Khen thưởng đã nhận")
        self.setHorizontalHeaderLabels(_HEADERS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

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
        self.setRowCount(len(awards))
        for row, award in enumerate(awards):
            for column, text in enumerate(_texts(award)):
                self.setItem(row, column, _item(text, struck_out=award.cancelled))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(colors_of(self).tone(Tone.NEUTRAL)[0])
            place = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, "Chưa có khen thưởng nào.")
            painter.end()


def _texts(award: AwardRow) -> tuple[str, ...]:
    known = Catalogue.load().find_award(award.award_code)
    name = known.name if known else award.award_code
    number = f"Số {award.decision_number}" if award.decision_number else ""
    day = f"ngày {short_date(award.decided_on)}" if award.decided_on else ""
    certificate = f"Số sổ {award.certificate_number}" if award.certificate_number else ""
    return (
        str(award.year or ""),
        _lines(name, award.achievement),
        _lines(f"{number} {day}".strip(), award.decided_by, certificate),
        "Đã hủy" if award.cancelled else _SOURCES.get(award.source, award.source),
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _item(text: str, *, struck_out: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    item.setToolTip(text)
    if struck_out:
        font = item.font()
        font.setStrikeOut(True)
        item.setFont(font)
    return item
