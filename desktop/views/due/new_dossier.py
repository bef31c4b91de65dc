"""Naming the new dossier chosen lines go into, and saying who is to decide it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QWidget

from desktop.services.fields import clean
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.dossiers import DossierDraft
    from desktop.services.offices import OfficeInfo

_ABOUT = "Chưa có gì được lưu: hồ sơ chỉ được lập khi bấm «Lập hồ sơ»."
_HERE = "Không gửi: cơ quan này quyết định"


class NewDossierDialog(FormDialog):
    """Asks; making the dossier is the caller's.

    Args:
        parent: whose dialog it is.
        draft: title and receiver offered.
        own: this office, which knows the one above.
    """

    def __init__(self, parent: QWidget | None, draft: DossierDraft, own: OfficeInfo) -> None:
        super().__init__(parent, "Lập hồ sơ mới", _ABOUT, "Lập hồ sơ")
        self._draft = draft
        self._title = named(QLineEdit(draft.title), "new_title", says="Tên hồ sơ")
        self._receiver = named(QComboBox(), "new_receiver", says="Gửi tới")
        self._receiver.addItem(_HERE, None)
        for label, editor in (("Tên hồ sơ", self._title), ("Gửi tới", self._receiver)):
            caption = QLabel(label)
            caption.setProperty("role", "label")
            caption.setBuddy(editor)
            self.body.addWidget(caption)
            self.body.addWidget(editor)
        if own.parent_id is not None:
            self._receiver.addItem(own.parent_name, own.parent_id)
        self._receiver.setCurrentIndex(0 if draft.receiver_office_id is None else 1)
        self._title.textChanged.connect(lambda _text: self._weigh())
        self._weigh()

    def _weigh(self) -> None:
        self.allow("" if clean(self._title.text()) else "Gõ tên hồ sơ trước")

    @property
    def draft(self) -> DossierDraft:
        """What was typed and chosen."""
        receiver: UUID | None = self._receiver.currentData()
        return replace(self._draft, title=clean(self._title.text()), receiver_office_id=receiver)

    @classmethod
    def ask(
        cls, parent: QWidget | None, draft: DossierDraft, own: OfficeInfo
    ) -> DossierDraft | None:
        """Ask and return the dossier to be made; None when nothing is to be."""
        dialog = cls(parent, draft, own)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.draft if accepted else None
