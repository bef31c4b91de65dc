"""«Chứng thư» of this office: the short code to read out, the file to hand over, officers' keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import short_date
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.form_dialog import code_label, show_code
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button

_HAND_OVER = (
    "Xuất chứng thư ra tệp .gscert rồi chuyển cho cơ quan cấp trên hoặc cấp dưới. Khi họ gọi điện, "
    "đọc cho họ mã ngắn dưới đây; họ so trùng từng ký tự rồi mới tin chứng thư."
)
_PERSONAL = (
    "Khóa của cơ quan nằm trong dữ liệu đã mã hóa và không bao giờ rời khỏi đây. Người ký muốn ký "
    "bằng khóa riêng thì tạo một tệp .p12 trên USB; chứng thư của khóa đó (.gscert) được ghi cạnh "
    "nó để chuyển cho nơi nhận. Người ký có thiết bị ký số (USB token) thì đăng ký chứng thư trên "
    "thiết bị ở «Kiểm tra thiết bị ký số»."
)


@dataclass(frozen=True, slots=True)
class OwnKey:
    """What is shown of this office's certificate."""

    subject: str
    organization: str
    short_code: str
    valid_from: datetime
    valid_to: datetime


class OwnKeyPanel(QWidget):
    """Shows this office's certificate; knows no service.

    Signals:
        export_asked, key_asked, doctor_asked: a button was pressed.
    """

    export_asked = Signal()
    key_asked = Signal()
    doctor_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("own_key_panel")
        self._short_code = ""
        self._code = code_label("own_code")
        self._facts = Facts("own_key_facts", columns=1)
        code_card = named(QFrame(), "code_card", card=True)
        inner = QVBoxLayout(code_card)
        inner.setContentsMargins(PAD, PAD, PAD, PAD)
        inner.addWidget(self._code)
        export = action_button(
            "Xuất chứng thư…",
            "export_certificate",
            "export",
            self.export_asked.emit,
            role="primary",
        )
        copy = action_button("Chép mã ngắn", "copy_code", "link", self._copy)
        doctor = action_button(
            "Kiểm tra thiết bị ký số…", "token_doctor", "usb", self.doctor_asked.emit
        )
        make = action_button("Tạo khóa ký cá nhân (.p12)…", "make_key", "key", self.key_asked.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Chứng thư của cơ quan này"), "own_title", role="section"))
        layout.addWidget(_text(_HAND_OVER, "hand_over"))
        layout.addWidget(code_card)
        layout.addWidget(self._facts)
        layout.addLayout(_row(export, copy))
        layout.addWidget(named(QLabel("Khóa ký cá nhân"), "personal_title", role="section"))
        layout.addWidget(_text(_PERSONAL, "personal_key"))
        layout.addLayout(_row(make, doctor))
        layout.addStretch()

    def show_key(self, key: OwnKey) -> None:
        """Show this office's certificate."""
        self._short_code = key.short_code
        show_code(self._code, key.short_code)
        self._facts.show_facts(
            [
                ("Người ký", key.subject),
                ("Cơ quan", key.organization),
                ("Hiệu lực", f"{_day(key.valid_from)} – {_day(key.valid_to)}"),
            ]
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._short_code)


def _text(text: str, name: str) -> QLabel:
    label = named(QLabel(text), name, role="muted")
    label.setWordWrap(True)
    return label


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row


def _day(moment: datetime) -> str:
    return short_date(moment.astimezone(LOCAL_TIME).date())
