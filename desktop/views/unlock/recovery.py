"""The dialog for a forgotten password: recovery code in, new password and a new code out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class RecoveryDialog(QDialog):
    """Opens the office with the recovery code.

    Signals:
        recovered: the open ``Desk`` and the new recovery code, which replaces the old one.
    """

    recovered = Signal(object, str)

    def __init__(
        self,
        paths: OfficePaths,
        clock: Callable[[], datetime],
        runner: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths, self._clock, self._runner = paths, clock, runner
        self.setWindowTitle("Quên mật khẩu")
        self.setObjectName("recovery_dialog")
        self.resize(520, 0)
        self._code = named(QLineEdit(), "recovery_code")
        self._code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self._login = named(QComboBox(), "recovery_login")
        self._first = _password_field("new_password")
        self._second = _password_field("new_password_again")
        self._problem = named(QLabel(), "problem")
        self._problem.setWordWrap(True)
        self._problem.setProperty("problem", "danger")
        self._ok = named(QPushButton("Đặt mật khẩu mới"), "recover")
        self._ok.setProperty("role", "primary")
        self._ok.setEnabled(False)
        self._lay_out()
        self._ok.clicked.connect(self._recover)
        self._read_logins()

    def _read_logins(self) -> None:
        paths, clock = self._paths, self._clock

        def read(_report: object) -> tuple[str, ...]:
            from desktop.services.access import logins

            return logins(paths, clock)

        self._runner.run(
            read,
            on_done=self._show_logins,
            on_refused=self._refuse,
            queue="other",
        )

    def _show_logins(self, logins: tuple[str, ...]) -> None:
        self._login.addItems(list(logins))
        self._ok.setEnabled(True)

    def _lay_out(self) -> None:
        intro = QLabel(
            "Gõ mã khôi phục trên trang giấy đã in khi lập cơ quan. Sau đó mã cũ hết hiệu lực và "
            "chương trình cấp một mã mới để in lại."
        )
        intro.setWordWrap(True)
        form = QFormLayout()
        form.addRow("Mã khôi phục", self._code)
        form.addRow("Tên đăng nhập", self._login)
        form.addRow("Mật khẩu mới", self._first)
        form.addRow("Gõ lại mật khẩu", self._second)
        cancel = named(QPushButton("Thôi"), "cancel")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._ok)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    def _recover(self) -> None:
        if self._first.text() != self._second.text():
            self._problem.setText("Hai lần gõ mật khẩu chưa giống nhau.")
            return
        code, login, password = self._code.text(), self._login.currentText(), self._first.text()
        paths, clock = self._paths, self._clock
        self._ok.setEnabled(False)

        def work(_report: object) -> tuple[Desk, str]:
            from desktop.services.access import recover
            from desktop.services.desk import open_desk

            unlocked, fresh = recover(paths, code, login, password, clock)
            return open_desk(paths, unlocked, clock), fresh

        self._runner.run(work, on_done=self._done, on_refused=self._refuse)

    def _done(self, result: tuple[Desk, str]) -> None:
        self.accept()
        self.recovered.emit(*result)

    def _refuse(self, error: AppError) -> None:
        from desktop.views.messages import sentence

        self._ok.setEnabled(True)
        self._problem.setText(sentence(error).text)


def _password_field(name: str) -> QLineEdit:
    field = named(QLineEdit(), name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
