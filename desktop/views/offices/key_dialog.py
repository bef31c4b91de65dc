"""Whose own key is to be made, and the passphrase that opens it, typed twice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.services.fields import clean
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """Who signs with the key, and what opens it; handed over once and kept nowhere."""

    person_name: str
    passphrase: str


class KeyDialog(FormDialog):
    """Asks for a name and a passphrase.

    Args:
        parent: the window.
        person_name: offered first, the officer at work.
    """

    def __init__(self, parent: QWidget | None, person_name: str) -> None:
        text = (
            "Khóa được ghi ra một tệp .p12, nên để trên USB riêng của người ký. Không ai lấy lại "
            "được mật khẩu của khóa nếu quên; khi đó phải tạo khóa mới."
        )
        super().__init__(parent, "Tạo khóa ký cá nhân", text, "Tạo khóa…")
        self.person = named(QLineEdit(person_name), "person_name")
        self.first = named(QLineEdit(), "passphrase")
        self.again = named(QLineEdit(), "passphrase_again")
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field("Họ tên người ký", self.person)
        self.add_field(f"Mật khẩu của khóa (từ {_SHORTEST} ký tự)", self.first)
        self.add_field("Gõ lại mật khẩu", self.again)
        for field in (self.person, self.first, self.again):
            field.textChanged.connect(self._weigh)
        self._weigh()
        self.first.setFocus()

    def _weigh(self) -> None:
        first, again = self.first.text(), self.again.text()
        differ = bool(again) and not first.startswith(again)
        self.complain("Hai lần gõ mật khẩu không giống nhau." if differ else "")
        if not clean(self.person.text()):
            self.allow("Ghi họ tên người ký trước")
        elif len(first) < _SHORTEST:
            self.allow(f"Mật khẩu cần từ {_SHORTEST} ký tự")
        else:
            self.allow("" if first == again else "Gõ lại mật khẩu cho khớp")

    @classmethod
    def ask(cls, parent: QWidget | None, person_name: str) -> KeyAnswer | None:
        """Ask and return what was typed; None when the user thought better of it."""
        dialog = cls(parent, person_name)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return KeyAnswer(clean(dialog.person.text()), dialog.first.text())
