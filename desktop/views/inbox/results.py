"""What came of the files just taken in, one line each, until it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desktop.views.inbox.words import TakenFile
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

_HEADERS = ("Tệp", "Kết quả", "Nội dung")
_WIDTHS = (250, 170)
_RECORD = Qt.ItemDataRole.UserRole
_LINE, _MOST_LINES = 28, 5


class ReceiveResults(QFrame):
    """A list of files and their fate.

    Signals:
        opened: the inbox line of a file the user chose.
        keep_receipts: the user wants the new receipts on a stick.
    """

    opened = Signal(object)
    keep_receipts = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "results", card=True)
        self._heading = named(QLabel(), "results_heading", role="heading")
        self._lines = named(QTreeWidget(), "result_list", says="Kết quả nhận gói")
        self._lines.setHeaderLabels(_HEADERS)
        self._lines.setRootIsDecorated(False)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._lines.header()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self._lines.setColumnWidth(column, width)
        self.receipts = named(QPushButton("Lưu biên nhận ra USB…"), "keep_receipts")
        self.receipts.setIcon(icon_for(self, "usb"))
        self.receipts.clicked.connect(lambda _checked=False: self.keep_receipts.emit())
        close = named(QPushButton("Đóng"), "close_results", role="quiet")
        close.clicked.connect(self.hide)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.receipts)
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self._lines)
        self._lines.itemClicked.connect(self._open)
        self._lines.itemActivated.connect(self._open)
        self.hide()

    def show_results(self, files: Sequence[TakenFile]) -> None:
        """Show what came of files."""
        self._lines.clear()
        for file in files:
            item = QTreeWidgetItem([file.name, file.result, file.detail])
            item.setIcon(1, icon_for(self, _ICONS[file.tone], file.tone))
            ink, _ground = colors_of(self).tone(file.tone)
            item.setForeground(1, ink)
            item.setData(0, _RECORD, file.record_id)
            for column in range(3):
                item.setToolTip(column, item.text(column))
            self._lines.addTopLevelItem(item)
        self._heading.setText(f"Kết quả nhận {len(files)} tệp")
        self.receipts.setVisible(any(file.is_new_dossier for file in files))
        shown = min(len(files), _MOST_LINES)
        self._lines.setFixedHeight(_LINE * (shown + 1) + 12)
        self.show()

    def _open(self, item: QTreeWidgetItem) -> None:
        if (record_id := item.data(0, _RECORD)) is not None:
            self.opened.emit(record_id)


_ICONS = {
    Tone.SUCCESS: "success",
    Tone.INFO: "info",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.NEUTRAL: "neutral",
}
