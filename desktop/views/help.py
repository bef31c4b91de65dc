"""F1: what this page is for and which keys it knows, from ``resources/help``."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.views.theme import RESOURCES

_FOLDER = RESOURCES / "help"
_GENERAL = "general"


class HelpDialog(QDialog):
    """Shows the help of one page and, below it, what holds on every page."""

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Trợ giúp")
        self.setObjectName("help_dialog")
        self.resize(640, 560)
        text = QTextBrowser()
        text.setOpenExternalLinks(False)
        text.setMarkdown(help_text(subject))
        text.setAccessibleName("Trợ giúp")
        close = QPushButton("Đóng")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def help_text(subject: str) -> str:
    """Return the help of a page with the general part below, as Markdown."""
    parts = []
    for name in (subject, _GENERAL):
        file = _FOLDER / f"{name}.md"
        if file.exists():
            parts.append(file.read_text(encoding="utf-8"))
    return "\n\n---\n\n".join(parts)
