"""What is asked before a run: which sheets, how many of each, and why again."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.services.certificate_runs import MOST_COPIES
from desktop.views.theme import PAD
from desktop.views.widgets.named import named


class RunFields(QWidget):
    """Three fields in a row; all may stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.places = named(QLineEdit(), "run_places", says="In những tờ nào")
        self.places.setPlaceholderText("Tất cả, 3-7, 12")
        self.copies = named(QSpinBox(), "run_copies", says="Số bản mỗi giấy")
        self.copies.setRange(1, MOST_COPIES)
        self.reason = named(QLineEdit(), "run_reason", says="Lý do in lại")
        self.reason.setPlaceholderText("Chỉ cần khi in lại giấy đã in")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(2)
        fields = (
            ("Những tờ nào", self.places, 2),
            ("Số bản", self.copies, 1),
            ("Lý do in lại", self.reason, 4),
        )
        for column, (text, field, stretch) in enumerate(fields):
            caption = QLabel(text)
            caption.setProperty("role", "label")
            caption.setBuddy(field)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, stretch)
