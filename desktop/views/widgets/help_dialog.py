"""F1: one page of help beside the work, which goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named

_SIZE = (560, 560)


class HelpDialog(QDialog):
    """Shows a text in Markdown; not modal, so that one can read and work at once."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Trợ giúp: {title}")
        self.setObjectName("help")
        self.resize(*_SIZE)
        self.page = named(QTextBrowser(), "help_text", says=f"Trợ giúp: {title}")
        self.page.setMarkdown(text)
        # Help is part of the program; a link to the network would be dead in most offices.
        self.page.setOpenLinks(False)
        close = named(QPushButton("Đóng"), "close")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.page)
        layout.addLayout(foot)

    @classmethod
    def tell(cls, parent: QWidget | None, title: str, text: str) -> HelpDialog:
        """Show a help page and return its window."""
        window = cls(title, text, parent)
        window.show()
        return window
