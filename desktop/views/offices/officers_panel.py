"""«Người dùng» of this office: who can unlock it, a new password, another officer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button

_ABOUT = (
    "Mỗi người dùng mở khóa dữ liệu của cơ quan bằng tên đăng nhập và mật khẩu riêng. Ai quên mật "
    "khẩu thì dùng mã khôi phục đã in khi lập cơ quan."
)


class OfficersPanel(QWidget):
    """Shows who can unlock this office; knows no service.

    Signals:
        password_asked, officer_asked: a button was pressed.
    """

    password_asked = Signal()
    officer_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("officers_panel")
        self._facts = Facts("officers_facts", columns=1)
        about = named(QLabel(_ABOUT), "officers_about", role="muted")
        about.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(
            action_button("Đổi mật khẩu…", "change_password", "lock", self.password_asked.emit)
        )
        buttons.addWidget(
            action_button("Thêm người dùng…", "add_officer", "person", self.officer_asked.emit)
        )
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Người dùng, mật khẩu"), "officers_title", role="section"))
        layout.addWidget(about)
        layout.addWidget(self._facts)
        layout.addLayout(buttons)
        layout.addStretch()

    def show_officers(self, at_work: str, logins: Sequence[str]) -> None:
        """Show who is at work and every login that unlocks this office."""
        self._facts.show_facts([("Đang dùng", at_work), ("Tên đăng nhập", ", ".join(logins))])
