"""Which role an officer has, and whose dossiers they handle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from desktop.law.terms import OfficerRole
from desktop.views.short_names import short_office
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.officers import OfficerRow

ROLE_WORDS: Mapping[OfficerRole, str] = {
    OfficerRole.HEAD: "Làm được mọi việc, kể cả giao vai trò, khóa ký và kết nối.",
    OfficerRole.OFFICER: (
        "Nhập dữ liệu, nhận và gửi gói, thẩm định, trả lại, họp Hội đồng, sổ số, in giấy khen. "
        "Không ra quyết định."
    ),
    OfficerRole.CLERK: (
        "Nhận và gửi gói, ghi sổ số, in giấy khen. Không sửa hồ sơ, không thẩm định."
    ),
    OfficerRole.LEADER: (
        "Xem mọi thứ; ra quyết định, trả lại hoặc từ chối hồ sơ. Không sửa dữ liệu."
    ),
    OfficerRole.VIEWER: "Xem mọi thứ, không sửa gì.",
}
_SCOPE = "Chỉ phụ trách hồ sơ của (không chọn cơ quan nào là phụ trách tất cả)"
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """What was chosen."""

    role: OfficerRole
    offices: tuple[UUID, ...]


class RoleDialog(FormDialog):
    """Asks for a role, says what it may do, and narrows the senders."""

    def __init__(
        self, parent: QWidget | None, officer: OfficerRow, senders: Sequence[tuple[UUID, str]]
    ) -> None:
        super().__init__(parent, f"Vai trò của {officer.full_name}", "", "Giao vai trò")
        self.setObjectName("role_dialog")
        self._role = role_box("role")
        self._role.setCurrentIndex(self._role.findData(officer.role.value))
        self._words = named(QLabel(), "role_words", role="muted")
        self._words.setWordWrap(True)
        self._senders = named(QListWidget(), "senders", says=_SCOPE)
        for office_id, name in senders:
            item = QListWidgetItem(short_office(name))
            item.setData(_ID, office_id)
            chosen = office_id in officer.offices
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self._senders.addItem(item)
        self.add_field("Vai trò", self._role)
        self.body.addWidget(self._words)
        if senders:
            self.add_field(_SCOPE, self._senders)
        self._role.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()
        self._role.setFocus()

    def _tell(self) -> None:
        self._words.setText(ROLE_WORDS[self._chosen_role()])

    def _chosen_role(self) -> OfficerRole:
        return OfficerRole(self._role.currentData())

    def _answer(self) -> RoleAnswer:
        items = (self._senders.item(place) for place in range(self._senders.count()))
        checked = (i.data(_ID) for i in items if i.checkState() is Qt.CheckState.Checked)
        return RoleAnswer(self._chosen_role(), tuple(checked))

    @classmethod
    def ask(
        cls, parent: QWidget | None, officer: OfficerRow, senders: Sequence[tuple[UUID, str]]
    ) -> RoleAnswer | None:
        """Ask and return what was chosen; None when nothing is to change."""
        dialog = cls(parent, officer, senders)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog._answer()
        dialog.deleteLater()
        return answer if accepted else None


def role_box(name: str) -> QComboBox:
    """Return a box of the roles, the words of each as its tooltip."""
    box = named(QComboBox(), name, says="Vai trò")
    for role in OfficerRole:
        box.addItem(role.label, role.value)
        box.setItemData(box.count() - 1, ROLE_WORDS[role], Qt.ItemDataRole.ToolTipRole)
    return box
