"""Granting a request: the code compared, which office it is, and the line it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from desktop.services.connections import Way
from desktop.services.grants import Line
from desktop.views.connections.code_dialog import CodeDialog
from desktop.views.connections.words import WAYS, day, holder
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.enrolment_requests import RequestDetail

_OFFERED = (Way.FOLDER, Way.WEBDAV, Way.SFTP)


@dataclass(frozen=True, slots=True)
class GrantAnswer:
    """The line the office is given, and the office known here that it is (None for a new one)."""

    line: Line
    office_id: UUID | None


class GrantDialog(CodeDialog):
    """Asks all a grant needs.

    Args:
        parent: the window.
        request: what is granted.
        line: offered, as granted last.
        known: offices below that were typed in here and have no certificate yet.
    """

    def __init__(
        self,
        parent: QWidget | None,
        request: RequestDetail,
        line: Line,
        known: Sequence[tuple[UUID, str]],
    ) -> None:
        self._line = line
        self.way = named(QComboBox(), "way")
        self.address = named(QLineEdit(line.address), "address")
        self.user = named(QLineEdit(), "line_user")
        self.office = named(QComboBox(), "office")
        super().__init__(
            parent,
            "Chấp nhận kết nối?",
            "Cơ quan này sẽ được cấp chứng thư hai năm.",
            request.code,
            [
                ("Cơ quan", request.office),
                ("Người giữ khóa ký", holder(request.person, request.role)),
                ("Lập ngày", day(request.made_at)),
            ],
            "Chấp nhận, ghi ra USB…",
            needs_call=request.needs_call,
        )
        self._add_office(request, known)
        self._add_line()
        self.weigh()

    def _add_office(self, request: RequestDetail, known: Sequence[tuple[UUID, str]]) -> None:
        self.office.addItem(request.known_as or f"{request.office} (thêm mới)", None)
        for office_id, name in known if not request.known_as else ():
            self.office.addItem(name, office_id)
        if self.office.count() > 1:
            self.add_field("Đây là cơ quan nào đã ghi ở đây", self.office)

    def _add_line(self) -> None:
        for way in _OFFERED:
            self.way.addItem(WAYS[way], way)
        self.way.setCurrentIndex(max(self.way.findData(Way(self._line.way)), 0))
        self.add_field("Gói đi lại bằng", self.way)
        self.address.setPlaceholderText("https://máy-chủ/… hoặc sftp://máy-chủ/…")
        self.add_field("Địa chỉ máy chủ", self.address)
        self.add_field("Tài khoản của cơ quan ấy trên máy chủ", self.user)
        self.way.currentIndexChanged.connect(lambda _index: self._way_chosen())
        self.address.textChanged.connect(self.weigh)
        self.user.textChanged.connect(self.weigh)
        self._way_chosen()

    def _way_chosen(self) -> None:
        way = self._way()
        self.address.setEnabled(way is not Way.FOLDER)
        self.user.setEnabled(way is Way.SFTP)
        self.weigh()

    def what_is_missing(self) -> str:
        """Return what else stands in the way, "" for nothing."""
        way = self._way()
        if way is Way.FOLDER:
            return ""
        scheme = "sftp://" if way is Way.SFTP else "https://"
        if not self.address.text().strip().startswith(scheme):
            return f"Địa chỉ máy chủ phải bắt đầu bằng {scheme}"
        if way is Way.SFTP and not self._line.host_key:
            return "Chưa có khóa của máy chủ SFTP: nhập ở thẻ «Đường truyền» trước"
        return "Ghi tài khoản trên máy chủ" if way is Way.SFTP and not self._user() else ""

    def _way(self) -> Way:
        # Qt keeps the text of an enumeration's member and not the member.
        return Way(self.way.currentData() or Way.FOLDER)

    def _user(self) -> str:
        return self.user.text().strip()

    def answer(self) -> GrantAnswer:
        """Return what was chosen."""
        way = self._way()
        if way is Way.FOLDER:
            return GrantAnswer(Line(), self.office.currentData())
        line = Line(
            way.value,
            self.address.text().strip(),
            self._user() if way is Way.SFTP else "",
            self._line.server_ca if way is Way.WEBDAV else "",
            self._line.host_key if way is Way.SFTP else "",
        )
        return GrantAnswer(line, self.office.currentData())

    @classmethod
    def ask_grant(
        cls,
        parent: QWidget | None,
        request: RequestDetail,
        line: Line,
        known: Sequence[tuple[UUID, str]],
    ) -> GrantAnswer | None:
        """Ask and return what was chosen; None when the officer did not agree."""
        dialog = cls(parent, request, line, known)
        return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
