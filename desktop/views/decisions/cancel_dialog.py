"""«Hủy bỏ khen thưởng…»: whose awards are taken back, by which decision, why and on what ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout, QWidget

from desktop.services.cancellations import CancelDraft
from desktop.vietnamese.numbers import thousands
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.law.problems import Problem

_SIZE = (760, 684)
_ABOUT = (
    "Lần khen thưởng vẫn giữ trong sổ, có ghi bị hủy; số giấy khen thành số bỏ; nơi trình nhận "
    "gói trả lời có ký số."
)
_UNREAD = "chưa đối chiếu"
_TYPED = "Chọn văn bản trong danh mục, hoặc gõ ở trên"
_WHERE = (
    "Chỉ văn bản đã đối chiếu trong danh mục được in làm căn cứ của quyết định. Căn cứ gõ tay hoặc "
    "chưa đối chiếu không in, chỉ hiện ở thẻ «Bị hủy bỏ» của quyết định, ở đây và ở nơi trình."
)
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """What the dialog starts from.

    Attributes:
        draft: numbered with the next of the register.
        names: whose awards are taken back.
        to_recover: bonus money, đồng.
        grounds: documents in force, each with whether it was read in a source.
        problems: of the last attempt.
    """

    draft: CancelDraft
    names: tuple[str, ...]
    to_recover: int
    grounds: tuple[tuple[str, bool], ...] = ()
    problems: Sequence[Problem] = ()


class CancelDialog(FormDialog):
    """Asks; cancelling itself is the page's."""

    def __init__(self, parent: QWidget | None, offer: CancelOffer) -> None:
        super().__init__(parent, "Hủy bỏ khen thưởng", _ABOUT, "Hủy bỏ khen thưởng")
        self.resize(*_SIZE)
        self.about = ("cancel", *offer.names)
        self._read = {cited for cited, verified in offer.grounds if verified}
        self.yes.setProperty("role", "danger")
        whose = named(QLabel(_whose(offer)), "whose")
        whose.setWordWrap(True)
        self.body.addWidget(whose)
        self.form = RecordForm(CancelDraft)
        self.form.load(offer.draft)
        self.form.show_problems(offer.problems)
        self.body.addWidget(self.form, 1)
        self.grounds = named(QComboBox(), "known_grounds", says="Văn bản trong danh mục")
        self.grounds.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.grounds.addItem(_TYPED, "")
        for cited, verified in offer.grounds:
            self.grounds.addItem(cited if verified else f"{cited} ({_UNREAD})", cited)
        where = named(QLabel(_WHERE), "ground_where", role="muted")
        where.setWordWrap(True)
        self._badge = named(QLabel(), "ground_badge", chip=str(Tone.WARNING))
        below = QVBoxLayout()
        # In line with the fields of the form above.
        below.setContentsMargins(PAD, 0, PAD, 0)
        below.setSpacing(GAP)
        below.addWidget(where)
        below.addWidget(self.grounds)
        below.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(below)
        self.grounds.currentIndexChanged.connect(lambda _index: self._take_ground())
        self.form.edited.connect(self._weigh)
        self._weigh()

    def _take_ground(self) -> None:
        if cited := self.grounds.currentData():
            self.form.editor("ground").set_value(cited)
            self._weigh()

    def _weigh(self) -> None:
        ground = " ".join(self.form.draft().ground.split())
        unread = bool(ground) and ground not in self._read
        self._badge.setText(f"Căn cứ {_UNREAD}: được ghi lại, không in vào quyết định")
        self._badge.setVisible(unread)

    def accept(self) -> None:
        """Close, unless a day or a number cannot be read."""
        if not self.form.unreadable():
            super().accept()

    @classmethod
    def ask(cls, parent: QWidget | None, offer: CancelOffer) -> CancelDraft | None:
        """Ask and return what was typed; None when the user thought better of it."""
        dialog = cls(parent, offer)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.form.draft()


def _whose(offer: CancelOffer) -> str:
    names = ", ".join(offer.names[:_MOST_NAMES])
    more = len(offer.names) - _MOST_NAMES
    others = f" và {more} đối tượng nữa" if more > 0 else ""
    money = f" Tiền thưởng phải thu hồi: {thousands(offer.to_recover)} đồng."
    return f"Hủy bỏ khen thưởng của {names}{others}.{money if offer.to_recover else ''}"
