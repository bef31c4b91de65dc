"""The passphrase of one copy of the root key, typed twice."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

_SHORTEST = 8


class RootCopyDialog(FormDialog):
    """Asks for the passphrase of the next copy.

    Args:
        parent: the window.
        copies: how many sticks hold the key already.
    """

    def __init__(self, parent: QWidget | None, copies: int) -> None:
        text = (
            f"Bản sao thứ {copies + 1}. Khóa gốc là thứ cấp mọi chứng thư cho cấp dưới: mất máy mà "
            "không có bản sao thì mọi cơ quan phải đăng ký lại từ đầu. Cất hai USB ở hai két khác "
            "nhau; viết mật khẩu ra giấy, cất riêng."
        )
        super().__init__(parent, "Sao khóa gốc ra USB", text, "Chọn USB…")
        self.first = named(QLineEdit(), "root_passphrase")
        self.again = named(QLineEdit(), "root_passphrase_again")
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.textChanged.connect(self._weigh)
        self.add_field(f"Mật khẩu của bản sao (từ {_SHORTEST} ký tự)", self.first)
        self.add_field("Gõ lại mật khẩu", self.again)
        self._weigh()
        self.first.setFocus()

    def _weigh(self) -> None:
        first, again = self.first.text(), self.again.text()
        differ = bool(again) and not first.startswith(again)
        self.complain("Hai lần gõ mật khẩu không giống nhau." if differ else "")
        if len(first) < _SHORTEST:
            self.allow(f"Mật khẩu cần từ {_SHORTEST} ký tự")
        else:
            self.allow("" if first == again else "Gõ lại mật khẩu cho khớp")

    @classmethod
    def ask(cls, parent: QWidget | None, copies: int) -> str | None:
        """Ask and return the passphrase; None when the officer gave up."""
        dialog = cls(parent, copies)
        return dialog.first.text() if dialog.exec() == QDialog.DialogCode.Accepted else None
