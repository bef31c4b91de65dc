"""The letter of a gathered dossier: its title, number, date and who signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.services.dossiers import DossierDraft
from desktop.services.fields import specs_of
from desktop.views.widgets.date_editor import DateEditor
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from datetime import date

_SPECS = specs_of(DossierDraft)
_TEXTS = ("title", "letter_number", "signatory_name", "signatory_title")


class LetterDialog(FormDialog):
    """Asks for what the letter lacks; the opening is on the page of dossiers."""

    def __init__(self, parent: QWidget | None, draft: DossierDraft) -> None:
        text = "Số đề nghị, danh sách và nơi đề nghị chương trình tự lập từ hồ sơ."
        super().__init__(parent, "Tờ trình cấp trên", text, "Lưu")
        self.about = ("letter", draft.id)
        self._draft = draft
        self._lines = {name: self._line(name) for name in _TEXTS}
        self._day = DateEditor("letter_date", _SPECS["letter_date"])
        self._day.set_value(draft.letter_date)
        self._day.changed.connect(self._weigh)
        for name in ("title", "letter_number"):
            self.add_field(_SPECS[name].label, self._lines[name])
        self.add_field(_SPECS["letter_date"].label, self._day)
        for name in ("signatory_name", "signatory_title"):
            self.add_field(_SPECS[name].label, self._lines[name])
        self._weigh()

    def _line(self, name: str) -> QLineEdit:
        line = named(QLineEdit(getattr(self._draft, name)), name)
        line.setPlaceholderText(_SPECS[name].hint)
        line.setCursorPosition(0)
        line.textChanged.connect(self._weigh)
        return line

    def _weigh(self) -> None:
        bad_day = self._day.value() is None and bool(self._day.state().strip())
        if not self._lines["title"].text().strip():
            self.allow("Hồ sơ cần có tên")
        else:
            self.allow("Ngày tờ trình không phải ngày hợp lệ" if bad_day else "")

    @classmethod
    def ask(cls, parent: QWidget | None, draft: DossierDraft) -> DossierDraft | None:
        """Ask, and return the draft as typed; None when the user thought better of it."""
        dialog = cls(parent, draft)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.answer() if accepted else None

    def answer(self) -> DossierDraft:
        """Return the draft as typed."""
        typed: dict[str, Any] = {name: line.text() for name, line in self._lines.items()}
        day: date | None = self._day.value()
        return replace(self._draft, letter_date=day, **typed)
