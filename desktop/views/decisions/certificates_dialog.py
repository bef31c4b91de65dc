"""The certificates of one decision over another page, right after it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.views.decisions.certificates_panel import CertificatesPanel
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.decision_rows import DecisionDetail
    from desktop.views.pages import Bench

_SIZE = (860, 680)


class CertificatesDialog(QDialog):
    """Looks at and prints the certificates of one decision; show it with ``open()``."""

    def __init__(self, bench: Bench, decision: DecisionDetail, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Giấy khen theo Quyết định số {decision.number}")
        self.setObjectName("certificates_dialog")
        self.resize(*_SIZE)
        self.panel = CertificatesPanel(bench)
        close = named(QPushButton("Đóng"), "close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.panel, 1)
        layout.addLayout(row)
        self.panel.show_decision(decision)
        self.panel.draw()
