"""Questions about layouts: a copy and what it is for; what a picture of another shape is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QRadioButton, QWidget

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """What a copy is to be; as ``LayoutService.copy``."""

    name: str
    inherits: bool
    award_code: str
    recipient_kind: RecipientKind | None


class CopyDialog(FormDialog):
    """«Tạo bản sao»: its name, whether it follows the other one, and what it is for."""

    def __init__(self, parent: QWidget | None, of: str) -> None:
        super().__init__(parent, "Tạo bản sao", f"Từ mẫu «{of}».", "Tạo")
        self.setObjectName("copy_dialog")
        self._name = named(QLineEdit(f"{of} (bản sao)"), "copy_name")
        self._name.selectAll()
        self._inherits = named(
            QRadioButton("Kế thừa: chỉ giữ chỗ sửa khác, mẫu gốc đổi thì đổi theo"), "inherits"
        )
        self._alone = named(QRadioButton("Rời hẳn: đổi được cả khổ giấy"), "alone")
        self._alone.setChecked(True)
        self._award = named(QComboBox(), "copy_award")
        self._award.addItem("Mọi hình thức", "")
        for award in Catalogue.load().awards:
            self._award.addItem(award.name, award.code)
        self._kind = named(QComboBox(), "copy_kind")
        self._kind.addItem("Mọi đối tượng", None)
        for kind in RecipientKind:
            self._kind.addItem(kind.label, kind)
        self.add_field("Tên mẫu mới", self._name)
        self.body.addWidget(self._alone)
        self.body.addWidget(self._inherits)
        self.add_field("Tự chọn cho hình thức", self._award)
        self.add_field("và đối tượng", self._kind)
        self._name.textChanged.connect(lambda _text: self._weigh())
        self._weigh()
        self._name.setFocus()

    def _weigh(self) -> None:
        self.allow("" if self._name.text().strip() else "Cần gõ tên mẫu")

    @property
    def choice(self) -> CopyChoice:
        """What was chosen."""
        award, kind = self._award.currentData(), self._kind.currentData()
        return CopyChoice(self._name.text(), self._inherits.isChecked(), award, kind)

    @classmethod
    def ask(cls, parent: QWidget | None, of: str) -> CopyChoice | None:
        """Ask what the copy of a layout is to be; None when thought better of."""
        dialog = cls(parent, of)
        return dialog.choice if dialog.exec() == QDialog.DialogCode.Accepted else None
