"""What is asked before a run: which sheets, how many of each, and why again."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from desktop.errors import AppError, PrintRefused, UsageError
from desktop.services.certificate_runs import MOST_COPIES
from desktop.views.theme import PAD
from desktop.views.widgets.named import named

_HINTS = {
    "range": "Gõ số tờ đang có trong danh sách, từ nhỏ đến lớn, như «3-7, 12»; để trống là in hết.",
    "serial": "Gõ số in sẵn trên tờ phôi trên cùng, như «A 00125»; để trống nếu phôi không có số.",
}


class RunFields(QWidget):
    """Four fields in a row; all may stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.places = named(QLineEdit(), "run_places", says="In những tờ nào")
        self.places.setPlaceholderText("Tất cả, 3-7, 12")
        self.copies = named(QSpinBox(), "run_copies", says="Số bản mỗi giấy")
        self.copies.setRange(1, MOST_COPIES)
        self.serial = named(QLineEdit(), "run_serial", says="Số phôi đầu")
        self.serial.setPlaceholderText("Nếu phôi có số")
        self.serial.setToolTip(
            "Số in sẵn trên tờ phôi trên cùng: các tờ sau được đếm tiếp và ghi vào sổ in. "
            "In tiếp sau khi gỡ giấy kẹt, gõ lại số của tờ phôi kế tiếp nếu đã mất một tờ."
        )
        self.reason = named(QLineEdit(), "run_reason", says="Lý do in lại")
        self.reason.setPlaceholderText("Chỉ cần khi in lại giấy đã in")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(2)
        fields = (
            ("Những tờ nào", self.places, 2),
            ("Số bản", self.copies, 1),
            ("Số phôi đầu", self.serial, 2),
            ("Lý do in lại", self.reason, 4),
        )
        for column, (text, field, stretch) in enumerate(fields):
            caption = QLabel(text)
            caption.setProperty("role", "label")
            caption.setBuddy(field)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, stretch)

    def point_to(self, error: AppError) -> str:
        """Put the cursor where a refused run is mended, and return what may be typed there."""
        if error.code is PrintRefused.Code.ALREADY_PRINTED:
            self.reason.setFocus()
        elif error.code is PrintRefused.Code.SERIAL_USED:
            self.serial.setFocus()
        name = str(error.data.get("name", "")) if isinstance(error, UsageError) else ""
        field = {"range": self.places, "serial": self.serial}.get(name)
        if field is None:
            return ""
        field.setFocus()
        field.selectAll()
        return _HINTS[name]

    def clear(self) -> None:
        """Empty what holds for one run only."""
        self.reason.clear()
        self.serial.clear()
