"""Every question the program stops for. Each has a class method that tests replace.

The button that changes nothing is always the default one and the one Esc means.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.overrides import override
from desktop.services.fields import clean
from desktop.views.messages import sentence
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.take_back import TakeBack, place_of

_WIDTH = 460


class _Question(QDialog):
    """A title, a text, room for an editor, and buttons; the last button is the safe one."""

    def __init__(self, parent: QWidget | None, title: str, text: str, tone: Tone) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self.text = named(QLabel(text), "question")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        symbol = QLabel()
        symbol.setPixmap(icon_for(self, str(tone), str(tone)).pixmap(32, 32))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.body.addWidget(heading)
        self.body.addWidget(self.text)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        self.buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addLayout(self.buttons)

    def add_button(self, label: str, name: str, *, role: str = "") -> QPushButton:
        button = named(QPushButton(label), name)
        button.setAutoDefault(False)
        if role:
            button.setProperty("role", role)
        self.buttons.addWidget(button)
        return button

    def add_safe_button(self, label: str, name: str = "no") -> QPushButton:
        button = self.add_button(label, name)
        button.setAutoDefault(True)
        button.setDefault(True)
        button.setFocus()
        button.clicked.connect(self.reject)
        return button


class ConfirmDialog(_Question):
    """Yes or no."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, no: str, *, dangerous: bool
    ) -> None:
        super().__init__(parent, title, text, Tone.WARNING if dangerous else Tone.INFO)
        agree = self.add_button(yes, "yes", role="danger" if dangerous else "primary")
        agree.clicked.connect(self.accept)
        self.add_safe_button(no)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        yes: str,
        no: str = "Thôi",
        dangerous: bool = True,
    ) -> bool:
        """Ask and return True only when the user chose ``yes``."""
        dialog = cls(parent, title, text, yes, no, dangerous=dangerous)
        return dialog.exec() == QDialog.DialogCode.Accepted


class ChoiceDialog(_Question):
    """One of several ways to go on, or none."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        stay: str,
    ) -> None:
        super().__init__(parent, title, text, Tone.WARNING)
        self.chosen: str | None = None
        for number, (code, label) in enumerate(choices):
            button = self.add_button(label, code, role="primary" if number == 0 else "")
            button.clicked.connect(lambda _checked=False, c=code: self._choose(c))
        self.add_safe_button(stay, "stay")

    def _choose(self, code: str) -> None:
        self.chosen = code
        self.accept()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        *,
        stay: str = "Ở lại",
    ) -> str | None:
        """Offer ``choices`` (code, label) and return the code chosen, None for ``stay`` and Esc."""
        dialog = cls(parent, title, text, choices, stay)
        dialog.exec()
        return dialog.chosen


class ReasonDialog(_Question):
    """A reason that has to be typed."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, yes: str, *, dangerous: bool
    ) -> None:
        super().__init__(parent, title, text, Tone.WARNING if dangerous else Tone.INFO)
        self._field = named(QPlainTextEdit(), "reason", says="Lý do")
        self._field.setPlaceholderText("Ghi lý do")
        self._field.setTabChangesFocus(True)
        self._field.setFixedHeight(84)
        self.body.addWidget(self._field)
        self._about = (title, text)
        self._take_back = TakeBack(self)
        self.buttons.insertWidget(0, self._take_back)
        self._yes = self.add_button(yes, "yes", role="danger" if dangerous else "primary")
        self._yes.clicked.connect(self.accept)
        self.add_safe_button("Thôi")
        self._field.textChanged.connect(self._weigh)
        self._weigh()
        self._field.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_back.begin(place_of(self, *self._about))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._take_back.end()
        super().hideEvent(event)

    @property
    def reason(self) -> str:
        """What was typed, cleaned."""
        return clean(self._field.toPlainText())

    def _weigh(self) -> None:
        given = bool(self.reason)
        self._yes.setEnabled(given)
        self._yes.setToolTip("" if given else "Cần ghi lý do trước")

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, *, yes: str, dangerous: bool = False
    ) -> str | None:
        """Ask for a reason and return it, None when the user thought better of it."""
        dialog = cls(parent, title, text, yes, dangerous=dangerous)
        return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None


class MessagePanel(_Question):
    """Why something was refused: what happened, what was kept, what to do."""

    def __init__(self, parent: QWidget | None, title: str, error: AppError) -> None:
        message = sentence(error)
        super().__init__(parent, title, message.what, Tone.DANGER)
        for part, name in ((message.kept, "kept"), (message.do, "what_to_do")):
            if part:
                label = named(QLabel(part), name)
                label.setWordWrap(True)
                self.body.addWidget(label)
        self.add_safe_button("Đóng", "close")

    @classmethod
    def tell(
        cls, parent: QWidget | None, error: AppError, title: str = "Chưa thực hiện được"
    ) -> None:
        """Show a refusal and wait until it was read."""
        cls(parent, title, error).exec()


class FilePicker:
    """Choosing files and folders; the class methods are what tests replace."""

    @classmethod
    def open_files(cls, parent: QWidget | None, title: str, kinds: str) -> list[Path]:
        """Return the files chosen; ``kinds`` like «Gói hồ sơ (*.asice)»."""
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
        return [Path(name) for name in chosen]

    @classmethod
    def open_file(cls, parent: QWidget | None, title: str, kinds: str) -> Path | None:
        """Return the file chosen, None for none."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def save_file(
        cls, parent: QWidget | None, title: str, suggested: str, kinds: str
    ) -> Path | None:
        """Return where to save, None for nowhere; ``suggested`` is a file name."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def folder(cls, parent: QWidget | None, title: str) -> Path | None:
        """Return the folder chosen, None for none."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None
