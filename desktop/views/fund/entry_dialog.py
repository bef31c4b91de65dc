"""«Ghi thu…», «Ghi chi…»: one entry of the fund typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from desktop.law.terms import FundKind
from desktop.services.fund import FundDraft
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.law.problems import Problem

_SIZE = (620, 420)
_TITLES = {
    FundKind.INCOME: "Ghi khoản thu vào Quỹ",
    FundKind.SPENT: "Ghi khoản đã chi từ Quỹ",
}
_ABOUT = {
    FundKind.INCOME: "Ngân sách cấp, tổ chức, cá nhân đóng góp, nguồn thu hợp pháp khác.",
    FundKind.SPENT: "Tiền thưởng đã trả, in giấy khen, khung, và các khoản chi khác của Quỹ.",
}


class EntryDialog(FormDialog):
    """Asks; keeping the entry is the page's."""

    def __init__(
        self, parent: QWidget | None, draft: FundDraft, problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(parent, _TITLES[draft.kind], _ABOUT[draft.kind], "Ghi")
        self.resize(*_SIZE)
        self.form = RecordForm(FundDraft, hidden=("kind",))
        self.form.load(draft)
        self.form.show_problems(problems)
        self.body.addWidget(self.form, 1)

    def accept(self) -> None:
        """Close, unless an amount or a day cannot be read."""
        if not self.form.unreadable():
            super().accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, draft: FundDraft, problems: Sequence[Problem] = ()
    ) -> FundDraft | None:
        """Ask and return the entry; None when the user thought better of it."""
        dialog = cls(parent, draft, problems)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.form.draft()
