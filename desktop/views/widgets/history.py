"""The history of a record: who did what, when, at which office, from which state to which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.config import LOCAL_TIME
from desktop.law.lifecycle import DossierState
from desktop.law.terms import ExemplarStage
from desktop.vietnamese.dates import date_time

if TYPE_CHECKING:
    from desktop.services.store import EventRow

_HEADERS = ("Lúc", "Việc", "Ai", "Chuyển trạng thái", "Lý do")


class HistoryView(QTreeWidget):
    """A plain list of events, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("history")
        self.setAccessibleName("Lịch sử")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_events(self, events: Sequence[EventRow]) -> None:
        """Show the events of a record."""
        self.clear()
        labels = {s.value: s.label for s in (*DossierState, *ExemplarStage)}
        for event in reversed(events):
            states = [labels.get(s, s) for s in (event.from_state, event.to_state) if s]
            who = f"{event.actor}\n{event.office_name}" if event.office_name else event.actor
            local = date_time(event.at.astimezone(LOCAL_TIME))
            item = QTreeWidgetItem([local, event.label, who, " → ".join(states), event.reason])
            for column in range(len(_HEADERS)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            self.addTopLevelItem(item)
