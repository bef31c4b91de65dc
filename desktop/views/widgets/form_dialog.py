"""A dialog that asks for more than yes or no: heading, fields, and what is still missing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.overrides import override
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named
from desktop.views.widgets.take_back import TakeBack, place_of

_WIDTH = 520


class FormDialog(QDialog):
    """Heading, text, ``body`` for editors, a line of trouble, and the two buttons.

    A subclass adds to ``body`` and calls ``allow`` whenever something was typed. Its class method
    ``ask`` is what tests replace. What is typed is kept (``take_back.py``): a subclass says what it
    is ``about`` where title and text do not, and may give what is no field by ``more_typed()`` and
    show it again by ``take_more()``.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.about: tuple[object, ...] = (title, text)
        self.setMinimumWidth(_WIDTH)
        self.text = named(QLabel(text), "question")
        self.text.setWordWrap(True)
        self.text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self._trouble = named(QLabel(), "trouble", problem="danger")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.yes = named(QPushButton(yes), "yes", role="primary")
        self.yes.setAutoDefault(False)
        self.yes.clicked.connect(self.accept)
        self.no = named(QPushButton("Thôi"), "no")
        # Enter in a field must not sign, decide or trust by itself.
        self.no.setAutoDefault(True)
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        self._take_back = TakeBack(self)
        self.buttons.addWidget(self._take_back)
        self.buttons.addStretch()
        self.buttons.addWidget(self.yes)
        self.buttons.addWidget(self.no)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(PAD)
        layout.addWidget(named(QLabel(title), "dialog_heading", role="heading"))
        layout.addWidget(self.text)
        layout.addLayout(self.body, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(self.buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_back.begin(place_of(self, *self.about))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._take_back.end()
        super().hideEvent(event)

    def allow(self, why_not: str) -> None:
        """Let the dialog be agreed to, or say as the button's tooltip why it cannot."""
        self.yes.setEnabled(not why_not)
        self.yes.setToolTip(why_not)

    def complain(self, text: str) -> None:
        """Say what is wrong with what was typed; "" takes it back."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        if text and self.isVisible():
            self.grow()

    def grow(self) -> None:
        """Make room for a text that became longer, which would be cut through its middle else."""
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def add_field(self, label: str, field: QWidget) -> None:
        """Add an editor under its label."""
        caption = QLabel(label)
        caption.setProperty("role", "label")
        caption.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        block = QVBoxLayout()
        block.setSpacing(2)
        block.addWidget(caption)
        block.addWidget(field)
        self.body.addLayout(block)


def code_label(name: str, code: str = "") -> QLabel:
    """Return a label for a short code: large, in groups, easy to read out and to copy."""
    label = named(QLabel(), name)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    font.setBold(True)
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 1.5)
    label.setFont(font)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName("Mã ngắn")
    show_code(label, code)
    return label


def show_code(label: QLabel, code: str) -> None:
    """Show a short code with room between its groups."""
    label.setText("   ".join(code.split("-")))
