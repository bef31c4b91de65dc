"""«Người dùng» of this office: who can unlock it, what each may do, and what can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.officers import OfficerRow

_ABOUT = (
    "Mỗi người dùng mở khóa dữ liệu của cơ quan bằng tên đăng nhập và mật khẩu riêng. Ai quên mật "
    "khẩu thì dùng mã khôi phục đã in khi lập cơ quan."
)
_HEADERS = ("Họ tên, chức vụ", "Tên đăng nhập", "Vai trò", "Phụ trách")
_WIDTHS = (0, 112, 164, 112)
_EVERYBODY = "Mọi cơ quan gửi"
_PICK = "Chọn một người dùng trong danh sách trước"
_SELF = "Không thể tự bỏ chính mình"


class OfficersPanel(QWidget):
    """Shows who can unlock this office; knows no service.

    Signals:
        password_asked, officer_asked: a button was pressed.
        role_asked, removal_asked: the ``OfficerRow`` it is about.
    """

    password_asked = Signal()
    officer_asked = Signal()
    role_asked = Signal(object)
    removal_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("officers_panel")
        self._rows: dict[UUID, OfficerRow] = {}
        self._why_not = ""
        self._list = _officers_list()
        self._list.currentItemChanged.connect(lambda _now, _before: self._say_buttons())
        self._add = action_button(
            "Thêm người dùng…", "add_officer", "person", self.officer_asked.emit
        )
        self._role = action_button("Giao vai trò…", "set_role", "edit", self._ask_role)
        self._remove = action_button(
            "Bỏ người dùng…", "remove_officer", "close", self._ask_removal, role="danger"
        )
        password = action_button(
            "Đổi mật khẩu…", "change_password", "lock", self.password_asked.emit
        )
        self._lay_out(password)
        self._say_buttons()

    def _lay_out(self, password: QWidget) -> None:
        about = named(QLabel(_ABOUT), "officers_about", role="muted")
        about.setWordWrap(True)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((first, (password, self._add)), (second, (self._role, self._remove))):
            row.setSpacing(GAP)
            for button in buttons:
                row.addWidget(button)
            row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Người dùng, mật khẩu"), "officers_title", role="section"))
        layout.addWidget(about)
        layout.addWidget(self._list, 1)
        layout.addLayout(first)
        layout.addLayout(second)

    def show_officers(
        self, rows: Sequence[OfficerRow], senders: Mapping[UUID, str], why_not: str
    ) -> None:
        """Show the officers.

        Args:
            rows: in the order shown.
            senders: names of the offices below.
            why_not: why the officer at work may change nobody, "" when they may.
        """
        self._rows, self._why_not = {row.id: row for row in rows}, why_not
        self._list.clear()
        for row in rows:
            self._list.addTopLevelItem(_item(row, senders))
        if first := self._list.topLevelItem(0):
            self._list.setCurrentItem(first)
        self._say_buttons()

    def _chosen(self) -> OfficerRow | None:
        item = self._list.currentItem()
        return self._rows.get(item.data(0, Qt.ItemDataRole.UserRole)) if item else None

    def _say_buttons(self) -> None:
        row = self._chosen()
        allow(self._add, self._why_not)
        allow(self._role, self._why_not or ("" if row else _PICK))
        own = _SELF if row and row.is_at_work else ""
        allow(self._remove, self._why_not or own or ("" if row else _PICK))

    def _ask_role(self) -> None:
        if row := self._chosen():
            self.role_asked.emit(row)

    def _ask_removal(self) -> None:
        if row := self._chosen():
            self.removal_asked.emit(row)


def _officers_list() -> QTreeWidget:
    shown = named(QTreeWidget(), "officers", says="Người dùng của cơ quan")
    shown.setHeaderLabels(_HEADERS)
    shown.setRootIsDecorated(False)
    shown.setAlternatingRowColors(True)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = shown.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(_WIDTHS):
        if width:
            shown.setColumnWidth(column, width)
    return shown


def _item(row: OfficerRow, senders: Mapping[UUID, str]) -> QTreeWidgetItem:
    at_work = "\nđang mở" if row.is_at_work else ""
    named_offices = [short_office(senders.get(o, "")) for o in row.offices if o in senders]
    item = QTreeWidgetItem(
        [
            "\n".join(part for part in (row.full_name, row.post) if part),
            row.login + at_work,
            row.role.label,
            ", ".join(named_offices) or _EVERYBODY,
        ]
    )
    item.setData(0, Qt.ItemDataRole.UserRole, row.id)
    for column in range(len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        item.setToolTip(column, item.text(column))
    return item
