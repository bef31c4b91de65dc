"""A message beside the work, in the colours of its kind, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.errors import AppError
from desktop.views.messages import sentence
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.icons import icon_for, show_icon
from desktop.views.widgets.named import named, restyle

Action = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """One message above a list or a form; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._symbol = QLabel()
        self._text = named(QLabel(), "banner_text")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._close = named(QToolButton(), "banner_close", says="Đóng thông báo")
        self._close.setToolTip("Đóng thông báo")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, 6, 6, 6)
        layout.setSpacing(GAP)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_message(
        self, tone: Tone, text: str, actions: Sequence[Action] = (), *, can_close: bool = True
    ) -> None:
        """Say ``text``; each action is a button's label and what it does, which also hides this."""
        self._set_tone(tone)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                # Nobody is to find it by name while it waits to be deleted.
                old.setObjectName("")
                old.deleteLater()
        for number, (label, act) in enumerate(actions, 1):
            self._buttons.addWidget(self._button(number, label, act))
        self._close.setVisible(can_close)
        self.show()

    def show_refusal(self, error: AppError, actions: Sequence[Action] = ()) -> None:
        """Say why something was refused, what was kept and what to do."""
        self.show_message(Tone.DANGER, sentence(error).text, actions)

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def _button(self, number: int, label: str, act: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(label), f"banner_action_{number}")

        def do() -> None:
            # Hidden first: the action may have something new to say here.
            self.hide()
            act()

        button.clicked.connect(do)
        return button

    def _set_tone(self, tone: Tone) -> None:
        for widget in (self, self._text):
            restyle(widget, banner=str(tone))
        show_icon(self._symbol, str(tone), str(tone), 20)
        self._close.setIcon(icon_for(self, "close", str(tone)))
