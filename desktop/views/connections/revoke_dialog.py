"""Why a certificate is taken back, since when, and what that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from desktop.services.fields import clean
from desktop.services.revocations import RevocationReason
from desktop.vietnamese.dates import parse_date
from desktop.views.connections.words import holder
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.revocations import MemberRow

_OFFERED = (
    RevocationReason.KEY_COMPROMISE,
    RevocationReason.AFFILIATION_CHANGED,
    RevocationReason.SUPERSEDED,
    RevocationReason.CESSATION,
    RevocationReason.UNSPECIFIED,
)
_EFFECTS = {
    RevocationReason.KEY_COMPROMISE: "Gói nhận từ ngày ấy sẽ được liệt kê để xem lại; để trống thì "
    "xem lại mọi gói đã ký bằng khóa này.",
}
_PLAIN = "Gói đã nhận trước ngày ấy vẫn giữ nguyên giá trị."


@dataclass(frozen=True, slots=True)
class RevokeAnswer:
    """Why, since when (None: from now, or not known), and a note."""

    reason: RevocationReason
    since: date | None
    note: str


class RevokeDialog(FormDialog):
    """Asks for reason and date.

    Args:
        parent: the window.
        member: whose certificate is taken back.
        today: no later day makes sense.
    """

    def __init__(self, parent: QWidget | None, member: MemberRow, today: date) -> None:
        text = (
            f"{member.office}: {holder(member.person, member.role)}. Gói ký bằng khóa này không "
            "được nhận nữa; cơ quan ấy phải lập đề nghị kết nối mới. Không lấy lại được."
        )
        super().__init__(parent, "Thu hồi chứng thư?", text, "Thu hồi")
        self._today = today
        self.reason = named(QComboBox(), "revocation_reason")
        for reason in _OFFERED:
            self.reason.addItem(reason.label, reason)
        self.since = named(QLineEdit(), "revoked_since")
        self.since.setPlaceholderText("ngày/tháng/năm")
        self.note = named(QLineEdit(), "revocation_note")
        self.add_field("Lý do", self.reason)
        self.add_field(
            "Từ ngày (để trống: từ bây giờ; nếu lộ khóa: chưa rõ từ bao giờ)", self.since
        )
        self.add_field("Ghi chú", self.note)
        self.reason.currentIndexChanged.connect(lambda _index: self._weigh())
        self.since.textChanged.connect(self._weigh)
        self._text = text
        self._weigh()

    def _weigh(self) -> None:
        reason = RevocationReason(self.reason.currentData())
        self.text.setText(f"{self._text} {_EFFECTS.get(reason, _PLAIN)}")
        typed = self.since.text().strip()
        day = parse_date(typed) if typed else None
        if typed and day is None:
            self.allow("Ngày chưa đúng, như 20/11/2026")
        elif day is not None and day > self._today:
            self.allow("Ngày ở tương lai")
        else:
            self.allow("")

    @classmethod
    def ask(cls, parent: QWidget | None, member: MemberRow, today: date) -> RevokeAnswer | None:
        """Ask and return why; None when the officer thought better of it."""
        dialog = cls(parent, member, today)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        typed = dialog.since.text().strip()
        return RevokeAnswer(
            RevocationReason(dialog.reason.currentData()),
            parse_date(typed) if typed else None,
            clean(dialog.note.text()),
        )
