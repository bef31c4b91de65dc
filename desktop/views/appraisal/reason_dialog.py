"""Why: one of the reasons mostly given, by its number, the one given last, or typed anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from desktop.overrides import override
from desktop.services.fields import clean
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

_HEIGHT = 84
_LAST = "L"


class PickReasonDialog(FormDialog):
    """Offers reasons; a digit takes one at once, and typing goes into the field below them."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        presets: Sequence[str],
        last: str = "",
    ) -> None:
        super().__init__(parent, title, text, "Ghi (Ctrl+Enter)")
        self.setObjectName("reason_dialog")
        self._field = named(QPlainTextEdit(), "reason", says="Lý do khác")
        self._field.setPlaceholderText("Lý do khác: gõ vào đây")
        self._field.setTabChangesFocus(True)
        self._field.setFixedHeight(_HEIGHT)
        self._field.textChanged.connect(self._weigh)
        first: QPushButton | None = None
        if last:
            first = self._offer(_LAST, f"Như lần trước: {last}", last)
        for number, reason in enumerate(presets[:9], 1):
            if reason != last:
                button = self._offer(str(number), reason, reason)
                first = first or button
        self.body.addWidget(self._field)
        agree = QShortcut(QKeySequence("Ctrl+Return"), self)
        agree.activated.connect(self.yes.click)
        if first is not None:
            # Digits must not land in the field before somebody goes there.
            first.setFocus()
        self._weigh()

    def _offer(self, key: str, text: str, reason: str) -> QPushButton:
        button = named(QPushButton(f"{key}   {text}"), f"reason_{key}", says=text, role="choice")
        # Enter takes the reason the focus is on.
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked=False: self._take(reason))
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(partial(self._pressed, reason))
        self.body.addWidget(button)
        return button

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Words typed at once are a reason of their own; otherwise their first space would press
        # the button the focus is on.
        if event.text().isalpha():
            self._field.setFocus()
            self._field.insertPlainText(event.text())
            return
        super().keyPressEvent(event)

    def _pressed(self, reason: str) -> None:
        if not self._field.hasFocus():
            self._take(reason)

    def _take(self, reason: str) -> None:
        self._field.setPlainText(reason)
        self.accept()

    def _weigh(self) -> None:
        self.allow("" if self.reason else "Chọn một lý do hoặc gõ lý do khác")

    @property
    def reason(self) -> str:
        """What was chosen or typed."""
        return clean(self._field.toPlainText())

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        text: str,
        presets: Sequence[str],
        last: str = "",
    ) -> str | None:
        """Ask and return the reason; None when the user thought better of it."""
        dialog = cls(parent, title, text, presets, last)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None
