"""The papers asked of a nomination: each in order or not, by one key, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import allow
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.services.appraisal_items import ItemRow

_HEADERS = ("Giấy tờ", "Gửi kèm", "Kết quả")
_CAME_WIDTH = 84
_IN_ORDER_KEYS = {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Space}
_NOT_KEYS = {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}


class ItemsPanel(QWidget):
    """Lists papers; + says in order, − not, Delete takes it back, Enter shows the file.

    Signals:
        judged: the ``ItemRow`` and whether it is in order; None takes it back.
        file_asked: id of a file to read.
    """

    judged = Signal(object, object)
    file_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ItemRow, ...] = ()
        self._why_not = ""
        self.list = named(QTreeWidget(), "items", says="Giấy tờ phải có")
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        WrappedCells.put_into(self.list)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, _CAME_WIDTH)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda _now, _before: self._say())
        self.list.itemActivated.connect(lambda _item, _column: self._ask_file())
        self._good = self._button("+  Đạt", "item_in_order", True)
        self._bad = self._button("−  Không đạt…", "item_not", False)
        self._none = self._button("Bỏ kết quả", "item_none", None)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._good, self._bad, self._none):
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self._say()

    def _button(self, text: str, name: str, is_in_order: bool | None) -> QPushButton:
        button = named(QPushButton(text), name, role="quiet")
        button.clicked.connect(lambda _checked=False: self._judge(is_in_order))
        return button

    def show_items(self, rows: Sequence[ItemRow], why_not: str) -> None:
        """Show papers; ``why_not`` says why they cannot be judged now, "" when they can."""
        at = self.list.currentIndex().row()
        same = [(r.nomination_id, r.code) for r in rows] == [
            (r.nomination_id, r.code) for r in self._rows
        ]
        self._rows, self._why_not = tuple(rows), why_not
        self.list.clear()
        for row in rows:
            self.list.addTopLevelItem(self._item(row))
        self._choose(at if same else 0)
        self._say()

    def _item(self, row: ItemRow) -> QTreeWidgetItem:
        whole = "" if row.nomination_id else " (cả hồ sơ)"
        came = "có" if row.is_there else ("thiếu" if row.verified else "không có")
        result = {True: "Đạt", False: f"Không đạt: {row.reason}", None: "–"}[row.is_in_order]
        item = QTreeWidgetItem([f"{row.label}{whole}", came, result])
        by = f"{row.set_by}. " if row.set_by else ""
        item.setToolTip(2, f"{by}{result}")
        item.setToolTip(0, row.citation or row.label)
        colors = colors_of(self)
        if not row.is_there and row.verified:
            item.setForeground(1, QColor(colors.tone(Tone.DANGER)[0]))
        if row.is_in_order is not None:
            tone = Tone.SUCCESS if row.is_in_order else Tone.DANGER
            item.setForeground(2, QColor(colors.tone(tone)[0]))
        return item

    def current(self) -> ItemRow | None:
        """Return the paper chosen."""
        place = self.list.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _judge(self, is_in_order: bool | None) -> None:
        row = self.current()
        if row is not None and not self._why_not:
            self.judged.emit(row, is_in_order)

    def go_on(self) -> None:
        """Go to the next paper of the list, once one was judged."""
        self._choose(self.list.currentIndex().row() + 1)

    def _choose(self, place: int) -> None:
        item = self.list.topLevelItem(max(place, 0))
        if item is not None:
            self.list.setCurrentItem(item)

    def _ask_file(self) -> None:
        row = self.current()
        if row is not None and row.files:
            self.file_asked.emit(row.files[0][0])

    def file_of(self, row: ItemRow) -> UUID | None:
        """Return the file that stands for a paper, None where none came."""
        return row.files[0][0] if row.files else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            key = Qt.Key(event.key())
            for keys, found in ((_IN_ORDER_KEYS, True), (_NOT_KEYS, False)):
                if key in keys:
                    if pressed:
                        self._judge(found)
                    return True
            if key == Qt.Key.Key_Delete and pressed:
                self._judge(None)
                return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        row = self.current()
        why = self._why_not or ("" if row else "Không có giấy tờ nào phải có")
        allow(self._good, why, "Phím +")
        allow(self._bad, why, "Phím −")
        none = "" if row is not None and row.is_in_order is not None else "Chưa có kết quả"
        allow(self._none, why or none, "Phím Delete")
