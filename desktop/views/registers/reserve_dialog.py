"""«Giữ chỗ…»: how many numbers are kept, from which, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QLineEdit, QSpinBox, QWidget

from desktop.services.register_problems import AT_A_TIME, HIGHEST
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

_ABOUT = "Số giữ chỗ không cấp cho văn bản khác; gõ đúng số ấy khi ra quyết định để dùng."


@dataclass(frozen=True, slots=True)
class Places:
    """What was asked for."""

    first: int
    count: int
    reason: str


class ReserveDialog(FormDialog):
    """Asks; reserving itself is the page's."""

    def __init__(self, parent: QWidget | None, next_number: int, year: int) -> None:
        super().__init__(parent, f"Giữ chỗ số năm {year}", _ABOUT, "Giữ chỗ")
        self.first = named(QSpinBox(), "first_number")
        self.first.setRange(1, HIGHEST)
        self.first.setValue(next_number)
        self.count = named(QSpinBox(), "count")
        self.count.setRange(1, AT_A_TIME)
        self.reason = named(QLineEdit(), "reason")
        self.reason.setPlaceholderText("Giữ cho ai, việc gì")
        self.add_field("Từ số", self.first)
        self.add_field("Bao nhiêu số", self.count)
        self.add_field("Lý do *", self.reason)
        self.reason.textChanged.connect(lambda _text: self._weigh())
        self._weigh()
        self.reason.setFocus()

    def _weigh(self) -> None:
        self.allow("" if self.reason.text().strip() else "Cần ghi giữ cho ai, việc gì")

    @classmethod
    def ask(cls, parent: QWidget | None, next_number: int, year: int) -> Places | None:
        """Ask and return the places wanted; None when the user thought better of it."""
        dialog = cls(parent, next_number, year)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return Places(dialog.first.value(), dialog.count.value(), dialog.reason.text())
