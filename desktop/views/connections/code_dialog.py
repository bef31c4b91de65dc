"""Comparing a code over the telephone: shown large, its last group typed as it was heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop.views.widgets.facts import Fact, Facts
from desktop.views.widgets.form_dialog import FormDialog, code_label
from desktop.views.widgets.named import named

_HEARD = "Gõ 4 ký tự cuối của mã mà cơ quan kia vừa đọc cho bạn"
_CALL = (
    "Hãy gọi cho cơ quan kia theo số điện thoại đã biết từ trước, không theo số ghi trong tệp. Nhờ "
    "họ đọc mã trên màn hình của họ rồi so từng nhóm với mã dưới đây."
)


class CodeDialog(FormDialog):
    """Shows what a file says and its code; agrees once the last group was typed.

    Args:
        parent: the window.
        title: what agreeing does.
        text: what is to be weighed; the call is explained below it.
        code: as ``QYRN-5UYP-TF43-CVGP-HWAZ``.
        facts: what the file says.
        yes: the button.
        needs_call: whether the code has to be compared at all.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        code: str,
        facts: Sequence[Fact],
        yes: str,
        *,
        needs_call: bool,
    ) -> None:
        super().__init__(parent, title, f"{text} {_CALL}" if needs_call else text, yes)
        self.code = code
        self._needs_call = needs_call
        self.facts = Facts("code_facts", columns=1)
        self.facts.show_facts(facts)
        self.body.addWidget(self.facts)
        self.heard = named(QLineEdit(), "heard_code")
        self.heard.setMaxLength(4)
        self.heard.setProperty("passing", True)
        if needs_call:
            self.body.addWidget(code_label("compared_code", code))
            self.add_field(_HEARD, self.heard)
            self.heard.textChanged.connect(self.weigh)
        self.weigh()
        (self.heard if needs_call else self.no).setFocus()

    def what_is_missing(self) -> str:
        """Return what else stands in the way, "" for nothing."""
        return ""

    def weigh(self) -> None:
        """Say whether the dialog may be agreed to, and why not."""
        typed = self.heard.text().strip().upper()
        is_right = not self._needs_call or typed == self.code.rpartition("-")[2]
        is_wrong = len(typed) == 4 and not is_right
        self.complain(
            "Không trùng với mã trên màn hình. Nếu đã gõ đúng lời đọc thì tệp đã bị đánh tráo: "
            "đừng tiếp tục, hãy đề nghị gửi lại."
            if is_wrong
            else ""
        )
        heard = "" if is_right else "Gõ 4 ký tự cuối của mã nghe được"
        self.allow(heard or self.what_is_missing())

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        text: str,
        code: str,
        facts: Sequence[Fact],
        yes: str,
        *,
        needs_call: bool,
    ) -> bool:
        """Ask and return whether the codes were found to be the same."""
        dialog = cls(parent, title, text, code, facts, yes, needs_call=needs_call)
        return dialog.exec() == QDialog.DialogCode.Accepted
