"""«Báo cáo của cơ quan»: figures on the left, what the officer adds on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import date_time
from desktop.views.period_reports.figures_tree import FiguresTree
from desktop.views.theme import GAP
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, share

if TYPE_CHECKING:
    from desktop.services.report_records import ExemplarChoice, PeriodReportRow

_ROLE = Qt.ItemDataRole.UserRole
_SHARES = (560, 520)
_PLACEHOLDER = "Đánh giá kết quả trong kỳ, hạn chế, kiến nghị…"


class OwnTab(QWidget):
    """Shows one report of this office; knows no service.

    Signals:
        save_asked, send_asked: a button was pressed.
        edited: something was typed or chosen since it was shown.
    """

    save_asked = Signal()
    send_asked = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("own_tab")
        self.figures = FiguresTree("own_figures")
        self.narrative = named(QPlainTextEdit(), "narrative", says="Đánh giá")
        self.narrative.setPlaceholderText(_PLACEHOLDER)
        self.narrative.setTabChangesFocus(True)
        self.exemplars = named(QListWidget(), "exemplars", says="Điển hình kể trong báo cáo")
        self._none = named(QLabel("Chưa ghi điển hình nào."), "no_exemplars", role="muted")
        self._sent = named(QLabel(), "sent_state", role="muted")
        self._sent.setWordWrap(True)
        self.save = action_button("Lưu nháp", "save", "save", self.save_asked.emit)
        self.send = action_button(
            "Ký và gửi…", "send", "sign", self.send_asked.emit, role="primary"
        )
        self.narrative.textChanged.connect(self.edited.emit)
        self.exemplars.itemChanged.connect(lambda _item: self.edited.emit())
        self._lay_out()

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(named(QLabel("Đánh giá"), "narrative_title", role="section"))
        column.addWidget(self.narrative, 3)
        column.addWidget(named(QLabel("Điển hình kể trong báo cáo"), "list_title", role="section"))
        column.addWidget(self._none)
        column.addWidget(self.exemplars, 2)
        column.addWidget(self._sent)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch()
        buttons.addWidget(self.save)
        buttons.addWidget(self.send)
        column.addLayout(buttons)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.figures)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        share(splitter, _SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.addWidget(splitter)

    def show_draft(
        self, narrative: str, choices: Sequence[ExemplarChoice], chosen: Sequence[UUID]
    ) -> None:
        """Show what was written, and the typical examples to choose from."""
        blockers = [QSignalBlocker(self.narrative), QSignalBlocker(self.exemplars)]
        self.narrative.setPlainText(narrative)
        self.exemplars.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.name} ({choice.stage.label})")
            item.setData(_ROLE, choice.id)
            item.setToolTip(choice.deed)
            state = Qt.CheckState.Checked if choice.id in chosen else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.exemplars.addItem(item)
        self._none.setVisible(not choices)
        self.exemplars.setVisible(bool(choices))
        del blockers

    def state(self) -> dict[str, Any]:
        """Return what is typed and ticked as plain JSON."""
        return {
            "narrative": self.narrative.toPlainText(),
            "exemplars": [str(chosen) for chosen in self.chosen()],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show again what was typed and ticked."""
        self.narrative.setPlainText(state["narrative"])
        for row in range(self.exemplars.count()):
            item = self.exemplars.item(row)
            ticked = str(item.data(_ROLE)) in state["exemplars"]
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def show_sent(self, rows: Sequence[PeriodReportRow]) -> None:
        """Say when the report was sent, every revision."""
        sent = [row for row in rows if row.revision and row.at is not None]
        if not sent:
            self._sent.setText("Chưa gửi.")
            return
        lines = [
            f"lần {row.revision} lúc {date_time(row.at.astimezone(LOCAL_TIME))}"
            for row in sent
            if row.at is not None
        ]
        self._sent.setText(f"Các lần gửi: {'; '.join(lines)}.")

    def chosen(self) -> tuple[UUID, ...]:
        """Return the typical examples that are ticked."""
        items = [self.exemplars.item(row) for row in range(self.exemplars.count())]
        return tuple(
            item.data(_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked
        )
