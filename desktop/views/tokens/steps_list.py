"""The doctor's steps as a list: what became of each, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.services.token_doctor import StepState, TokenReport
from desktop.views.theme import Tone
from desktop.views.tokens.report_words import step_words
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.wrapped_cells import WrappedCells

_HEADERS = ("Bước", "Kết quả", "Đã thấy gì, cần làm gì")
_WIDTHS = (230, 136)
_TONES = {
    StepState.OK: Tone.SUCCESS,
    StepState.FAILED: Tone.DANGER,
    StepState.NOT_REACHED: Tone.NEUTRAL,
}


class StepsList(QTreeWidget):
    """One line for each step; nothing can be edited."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "steps", says="Các bước kiểm tra")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        WrappedCells.put_into(self)

    def show_report(self, report: TokenReport) -> None:
        """Show every step; the first that failed is brought in sight."""
        self.clear()
        for step in step_words(report):
            item = QTreeWidgetItem([step.title, step.state.label, step.words])
            tone = str(_TONES[step.state])
            item.setIcon(1, icon_for(self, tone, tone))
            item.setToolTip(2, step.words)
            self.addTopLevelItem(item)
            if step.state is StepState.FAILED and self.currentItem() is None:
                self.setCurrentItem(item)
        if (chosen := self.currentItem()) is not None:
            self.scrollToItem(chosen)
