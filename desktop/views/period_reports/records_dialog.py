"""What a figure counts, one record a line; one of them can be opened on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.report_figures import Figure

_ROLE = Qt.ItemDataRole.UserRole


class RecordsDialog(FormDialog):
    """Lists the records of one figure.

    Signals:
        record_requested: subject and id of the one to be opened.
    """

    record_requested = Signal(str, object)

    def __init__(self, figure: Figure, parent: QWidget | None) -> None:
        text = f"{figure.value} bản ghi được đếm:"
        super().__init__(parent, f"{figure.group.label}: {figure.label}", text, "Mở bản ghi")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.records = named(QListWidget(), "records", says="Bản ghi được đếm")
        for record in figure.records:
            item = QListWidgetItem(record.title)
            item.setData(_ROLE, (record.subject, record.id))
            self.records.addItem(item)
        self.body.addWidget(self.records)
        self.records.setCurrentRow(0)
        self.records.itemActivated.connect(lambda _item: self.accept())
        self.accepted.connect(self._open)

    def _open(self) -> None:
        item = self.records.currentItem()
        if item is not None:
            subject, record_id = item.data(_ROLE)
            assert isinstance(record_id, UUID)  # put there above
            self.record_requested.emit(subject, record_id)
