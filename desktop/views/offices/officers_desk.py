"""What the buttons of «Người dùng» do: passwords, new officers, roles, removal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.services.permissions import Act
from desktop.views.offices.officers_dialogs import OfficerDialog, PasswordChangeDialog
from desktop.views.offices.officers_panel import OfficersPanel
from desktop.views.offices.role_dialog import RoleDialog
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.officers import OfficerRow
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner

_REMOVED = (
    "{name} không còn mở khóa được dữ liệu này. Việc họ đã làm vẫn ghi tên họ. Nếu ngờ họ giữ bản "
    "sao tệp dữ liệu, hãy báo người phụ trách: bỏ người dùng không thu hồi được bản sao đã chép."
)


@dataclass(frozen=True, slots=True)
class _News:
    officers: Sequence[OfficerRow]
    senders: Sequence[tuple[UUID, str]]
    why_not: str


class OfficersDesk(QObject):
    """Joins the panel of officers to its services.

    Args:
        bench: services and runner.
        panel: shows the officers.
        banner: says what came of it.
        parent: over which the dialogs open.
    """

    def __init__(self, bench: Bench, panel: OfficersPanel, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._panel, self._banner, self._over = bench, panel, banner, parent
        self._senders: Sequence[tuple[UUID, str]] = ()
        panel.password_asked.connect(self.change_password)
        panel.officer_asked.connect(self.add_officer)
        panel.role_asked.connect(self._set_role)
        panel.removal_asked.connect(self._remove)

    def read(self) -> None:
        """Read the officers and show them."""
        desk = self._bench.desk
        self._bench.runner.run(
            lambda _r: _news(desk), on_done=self._show, on_refused=self._banner.show_refusal
        )

    def change_password(self) -> None:
        """Ask the officer at work for a new password."""
        dialog = PasswordChangeDialog(self._bench, self._over)
        dialog.succeeded.connect(self._changed)
        dialog.open()

    def add_officer(self) -> None:
        """Ask who else is to unlock this office."""
        dialog = OfficerDialog(self._bench, self._over)
        dialog.succeeded.connect(self._changed)
        dialog.open()

    def _show(self, news: _News) -> None:
        self._senders = news.senders
        self._panel.show_officers(news.officers, dict(news.senders), news.why_not)

    def _set_role(self, officer: OfficerRow) -> None:
        answer = RoleDialog.ask(self._over, officer, self._senders)
        if answer is None:
            return
        officers = self._bench.desk.officers
        self._bench.runner.run(
            lambda _r: officers.set_role(officer.id, answer.role, answer.offices),
            on_done=lambda row: self._changed(f"{row.full_name}: {row.role.label}."),
            on_refused=self._banner.show_refusal,
        )

    def _remove(self, officer: OfficerRow) -> None:
        text = _REMOVED.format(name=officer.full_name)
        if not ConfirmDialog.ask(
            self._over, f"Bỏ {officer.full_name}?", text, yes="Bỏ người dùng", dangerous=True
        ):
            return
        officers = self._bench.desk.officers
        self._bench.runner.run(
            lambda _r: officers.remove(officer.id),
            on_done=lambda _none: self._changed(f"Đã bỏ {officer.full_name}."),
            on_refused=self._banner.show_refusal,
        )

    def _changed(self, told: str) -> None:
        self._banner.show_message(Tone.SUCCESS, told)
        self.read()


def _news(desk: Desk) -> _News:
    own = desk.store.actor.office_id
    senders = [
        (o.id, o.name)
        for o in desk.offices.list_rows()
        if o.id != own and not o.archived and o.relation == "Cấp dưới"
    ]
    return _News(desk.officers.list_rows(), senders, desk.officers.rights().why_not(Act.OFFICE))
