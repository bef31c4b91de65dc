"""Comparing a short code with the sender over the telephone before its certificate is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from desktop.views.widgets.form_dialog import FormDialog, code_label
from desktop.views.widgets.named import named

_SAME = "Gõ lại 4 ký tự cuối mà cơ quan gửi vừa đọc cho bạn"


@dataclass(frozen=True, slots=True)
class TrustAnswer:
    """The officer trusts the certificate; ``office_id`` None takes the office it names itself."""

    office_id: UUID | None


class TrustDialog(FormDialog):
    """Asks which office it is, shows the code, and wants its last group typed.

    Args:
        parent: the window.
        office: the office the package or the certificate file names, "" for none.
        signer: whose certificate it is.
        short_code: as ``QYRN-5UYP-TF43-CVGP-HWAZ``.
        known: id and name of offices known here that it may be instead.
        yes: what agreeing does.
    """

    def __init__(
        self,
        parent: QWidget | None,
        office: str,
        signer: str,
        short_code: str,
        known: Sequence[tuple[UUID, str]],
        yes: str,
    ) -> None:
        text = (
            f"Chứng thư của: {signer}. Hãy gọi điện cho cơ quan này theo số đã biết từ trước, "
            "nhờ họ đọc mã ngắn trên màn hình của họ, rồi so từng nhóm với mã dưới đây."
        )
        super().__init__(parent, "Tin chứng thư này?", text, yes)
        self._code = short_code
        self.body.addWidget(code_label("short_code", short_code))
        self._office = named(QComboBox(), "office")
        if office:
            self._office.addItem(office, None)
        for office_id, name in known:
            self._office.addItem(name, office_id)
        self.add_field("Chứng thư này của cơ quan", self._office)
        self._typed = named(QLineEdit(), "typed_code")
        self._typed.setMaxLength(4)
        self._typed.setProperty("passing", True)
        self._typed.textChanged.connect(self._weigh)
        self.add_field(_SAME, self._typed)
        self._weigh()
        self._typed.setFocus()

    def _weigh(self) -> None:
        typed = self._typed.text().strip().upper()
        right = typed == self._code.rpartition("-")[2]
        wrong = len(typed) == 4 and not right
        self.complain(
            "Không trùng với mã trên màn hình. Nếu đã gõ đúng lời đọc, đừng tin chứng thư này."
            if wrong
            else ""
        )
        missing = "" if self._office.count() else "Chưa có cơ quan nào để gắn chứng thư"
        self.allow(missing or ("" if right else "Gõ 4 ký tự cuối của mã do bên gửi đọc"))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        office: str,
        signer: str,
        short_code: str,
        known: Sequence[tuple[UUID, str]] = (),
        yes: str = "Tin chứng thư",
    ) -> TrustAnswer | None:
        """Ask and return the office chosen; None when the officer did not agree."""
        dialog = cls(parent, office, signer, short_code, known, yes)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return TrustAnswer(dialog._office.currentData())
