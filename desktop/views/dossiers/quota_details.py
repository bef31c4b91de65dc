"""The table behind the strip of quotas: every unit under every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.dossiers.quota_words import (
    entry_tone,
    entry_words,
    group_tone,
    rule_text,
    share_text,
    share_tone,
)
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.quotas import QuotaEntry, QuotaGroup, QuotaReport

_SIZE = (900, 460)
_COLUMNS = ("Đơn vị", "Tính trên", "Được", "Đề nghị", "Hồ sơ này", "Kết quả")
_FIGURES = range(1, 5)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROW = 28  # pixels high
_RESULT = 5


class QuotaDetails(QDialog):
    """Units by rule: counted on, allowed, asked for, here; show it with ``open()``."""

    def __init__(self, report: QuotaReport, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Tỷ lệ khen thưởng năm {report.year}")
        self.setObjectName("quota_details_dialog")
        self.resize(*_SIZE)
        self._year = report.year
        self._tree = named(QTreeWidget(), "quota_table", says="Tỷ lệ của từng đơn vị")
        self._tree.setHeaderLabels(list(_COLUMNS))
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        for group in report.groups:
            self._add(group)
        for share in report.shares:
            line = QTreeWidgetItem([share_text(share, report)])
            self._tree.addTopLevelItem(line)
            line.setFirstColumnSpanned(True)
            self._colour(line, 0, share_tone(share))
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, _RESULT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        note = QLabel(
            "«Đề nghị» gồm cả hồ sơ khác đang làm và quyết định đã có trong năm; một người chỉ "
            "tính một lần."
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        close = named(QPushButton("Đóng"), "close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._tree, 1)
        layout.addWidget(note)
        layout.addLayout(row)

    def _add(self, group: QuotaGroup) -> None:
        head = QTreeWidgetItem([f"{group.award}: {rule_text(group)}"])
        self._tree.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        self._colour(head, 0, group_tone(group))
        for entry in group.entries:
            head.addChild(self._entry(entry, group))
        head.setExpanded(True)

    def _entry(self, entry: QuotaEntry, group: QuotaGroup) -> QTreeWidgetItem:
        line = entry.line
        allowed = "–" if line.allowed is None else str(line.allowed)
        figures = [str(line.base), allowed, str(line.asked), str(entry.here)]
        words = entry_words(entry, group, self._year)
        item = QTreeWidgetItem([line.name or "Toàn cơ quan", *figures, words])
        item.setToolTip(0, line.name)
        item.setToolTip(_RESULT, words)
        for column in _FIGURES:
            item.setTextAlignment(column, _RIGHT)
        self._colour(item, _RESULT, entry_tone(entry))
        return item

    def _colour(self, item: QTreeWidgetItem, column: int, tone: Tone) -> None:
        ink, _ground = colors_of(self).tone(tone)
        item.setSizeHint(0, QSize(0, _ROW))
        item.setForeground(column, ink)
