"""The sheets of a run with what became of each, as a list that follows the printer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.config import LOCAL_TIME
from desktop.law.terms import SheetState
from desktop.services.certificate_runs import SheetRow
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.named import named

_HEADERS = ("Tờ", "Số sổ", "Họ tên", "Tình trạng", "Lúc", "Ghi chú")
_POSITION, _NUMBER, _NAME, _STATE, _AT, _NOTE = range(6)
_WIDTHS = {_POSITION: 52, _NUMBER: 70, _STATE: 190, _AT: 80, _NOTE: 300}
_TONES = {
    SheetState.WAITING: Tone.NEUTRAL,
    SheetState.SENT: Tone.INFO,
    SheetState.PRINTED: Tone.SUCCESS,
    SheetState.SPOILED: Tone.DANGER,
}
_ID = Qt.ItemDataRole.UserRole


class RunList(QTreeWidget):
    """Shows sheets; rows that did not change are left as they are."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "sheets", says="Các tờ của lượt in")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self._shown: dict[UUID, SheetRow] = {}

    def show_sheets(self, sheets: Sequence[SheetRow]) -> None:
        """Show sheets in their order."""
        if [sheet.id for sheet in sheets] != list(self._shown):
            chosen = self.chosen()
            self.clear()
            for sheet in sheets:
                item = QTreeWidgetItem()
                item.setData(_POSITION, _ID, sheet.id)
                self.addTopLevelItem(item)
                self._fill(item, sheet)
                if chosen is not None and chosen.id == sheet.id:
                    self.setCurrentItem(item)
        else:
            for row, sheet in enumerate(sheets):
                known = self.topLevelItem(row)
                if known is not None and self._shown[sheet.id] != sheet:
                    self._fill(known, sheet)
        self._shown = {sheet.id: sheet for sheet in sheets}

    def chosen(self) -> SheetRow | None:
        """Return the sheet the cursor stands on."""
        item = self.currentItem()
        return self._shown.get(item.data(_POSITION, _ID)) if item is not None else None

    def follow(self) -> None:
        """Keep the sheet at the printer in sight, while nobody has chosen another."""
        if self.selectedItems():
            return
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is None:
                continue
            sheet = self._shown[item.data(_POSITION, _ID)]
            if sheet.state in {SheetState.SENT, SheetState.WAITING}:
                self.scrollToItem(item, self.ScrollHint.PositionAtCenter)
                return

    def _fill(self, item: QTreeWidgetItem, sheet: SheetRow) -> None:
        at = f"{sheet.at.astimezone(LOCAL_TIME):%H:%M:%S}" if sheet.at else ""
        copy = f"bản {sheet.copy}" if sheet.copy > 1 else ""
        again = "in lại" if sheet.reprint_of else ""
        blank = f"phôi {sheet.serial}" if sheet.serial else ""
        note = "; ".join(part for part in (blank, copy, again, sheet.reason) if part)
        texts = (str(sheet.position), sheet.number, sheet.name, sheet.state.label, at, note)
        for column, text in enumerate(texts):
            item.setText(column, text)
            item.setToolTip(column, text)
        for column in (_POSITION, _NUMBER):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
        ink, _ground = colors_of(self).tone(_TONES[sheet.state])
        item.setForeground(_STATE, QBrush(ink))
