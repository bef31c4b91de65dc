"""A new password for the officer at work, and another officer with a password of their own.

Both stay open until the service agreed: a refusal is said beside the field it is about, and what
was typed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import AccessDenied, AppError
from desktop.law.terms import OfficerRole
from desktop.overrides import override
from desktop.services.fields import clean
from desktop.views.messages import sentence
from desktop.views.offices.role_dialog import ROLE_WORDS, role_box
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_CODE = AccessDenied.Code
_FIELD_OF: Mapping[StrEnum, str] = {
    _CODE.WRONG_PASSWORD: "old_password",
    _CODE.WAIT: "old_password",
    _CODE.PASSWORD_TOO_SHORT: "new_password",
    _CODE.LOGIN_TAKEN: "new_login",
}
_DIFFER = "Hai lần gõ mật khẩu không giống nhau."
_SECOND = (
    "Cơ quan mới có một người dùng: nên có người thứ hai cùng vai trò này để thay, kế nhiệm khi "
    "cần. Chỉ giúp việc thì hãy chọn vai trò khác."
)
_DOING = "Đang làm, xin đợi một chút"


class _AccessDialog(FormDialog):
    """Lines each with room for what is wrong with it, the last two a password typed twice.

    Signals:
        succeeded: what to tell the user, once the service agreed.
    """

    succeeded = Signal(str)

    def __init__(
        self, bench: Bench, parent: QWidget | None, title: str, text: str, yes: str
    ) -> None:
        super().__init__(parent, title, text, yes)
        # What was typed goes with the dialog: passwords are kept nowhere.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = bench
        self._busy = False
        self._lines: dict[str, QLineEdit] = {}
        self._problems: dict[str, QLabel] = {}
        # Unlike signing, nothing here is lost by Enter: the fields themselves are the question.
        self.no.setAutoDefault(False)
        self.yes.setDefault(True)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt gives a dialog two thirds of the screen at most, which cuts these lines on a small one.
        self.grow()

    def add_line(self, name: str, label: str, *, secret: bool = False) -> QLineEdit:
        """Add a line under its label, and under it the place for its problem."""
        line = named(QLineEdit(), name, says=label)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        problem = named(QLabel(), f"{name}_problem", problem="danger")
        problem.setWordWrap(True)
        problem.hide()
        block = QWidget()
        inner = QVBoxLayout(block)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(line)
        inner.addWidget(problem)
        block.setFocusProxy(line)
        self.add_field(label, block)
        self._lines[name], self._problems[name] = line, problem
        line.textChanged.connect(lambda _text: self._typed(name))
        return line

    def add_passwords(self, label: str) -> None:
        """Add the new password, twice."""
        self.add_line("new_password", label, secret=True)
        self.add_line("new_password_again", "Gõ lại mật khẩu", secret=True)

    def typed(self, name: str) -> str:
        """Return what stands in a line, a password as it is and other text cleaned."""
        line = self._lines[name]
        hidden = line.echoMode() == QLineEdit.EchoMode.Password
        return line.text() if hidden else clean(line.text())

    def what_is_missing(self) -> str:
        """Return which line has to be filled first, "" for none."""
        raise NotImplementedError

    def work(self) -> Callable[[], str]:
        """Return what calls the service and then says what was done; it runs in a job."""
        raise NotImplementedError

    def _typed(self, name: str) -> None:
        self._say(name, "")
        self.complain("")
        self.weigh()

    def weigh(self) -> None:
        """Say what is still missing, and whether the two passwords differ."""
        first, again = self.typed("new_password"), self.typed("new_password_again")
        # Half a password typed again is no mistake yet.
        self._say("new_password_again", "" if first.startswith(again) else _DIFFER)
        unequal = "" if first == again else "Gõ lại mật khẩu cho khớp"
        unset = "" if first else "Gõ mật khẩu trước"
        self.allow(self.what_is_missing() or unset or unequal)

    def _say(self, name: str, text: str) -> None:
        label, line = self._problems[name], self._lines[name]
        label.setText(text)
        label.setVisible(bool(text))
        line.setAccessibleDescription(text)
        restyle(line, problem="danger" if text else "")

    @override
    def accept(self) -> None:
        if self._busy:
            return
        self.complain("")
        work = self.work()
        self._set_busy(True)
        self._bench.runner.run(lambda _r: work(), on_done=self._done, on_refused=self._refused)

    @override
    def reject(self) -> None:
        # Closed now, it would leave the officer not knowing which password is the right one.
        if not self._busy:
            super().reject()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for line in self._lines.values():
            line.setReadOnly(busy)
        self.no.setEnabled(not busy)
        if busy:
            self.allow(_DOING)
        else:
            self.weigh()

    def _done(self, told: str) -> None:
        self._set_busy(False)
        self.succeeded.emit(told)
        super().accept()

    def _refused(self, error: AppError) -> None:
        self._set_busy(False)
        name = _FIELD_OF.get(error.code, "")
        if name not in self._lines:
            self.complain(sentence(error).text)
            return
        self._say(name, sentence(error).text)
        self._lines[name].setFocus()
        self._lines[name].selectAll()


class PasswordChangeDialog(_AccessDialog):
    """Asks the officer at work for the present password and a new one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        text = (
            f"Người dùng: {bench.desk.store.actor.name}. Mật khẩu chỉ mở khóa dữ liệu trên máy "
            "này; hãy dùng một câu dài dễ nhớ. Mã khôi phục đã in vẫn còn hiệu lực."
        )
        super().__init__(bench, parent, "Đổi mật khẩu", text, "Đổi mật khẩu")
        self.setObjectName("password_change_dialog")
        self.add_line("old_password", "Mật khẩu đang dùng", secret=True)
        self.add_passwords("Mật khẩu mới")
        self.weigh()
        self._lines["old_password"].setFocus()

    @override
    def what_is_missing(self) -> str:
        return "" if self.typed("old_password") else "Gõ mật khẩu đang dùng trước"

    @override
    def work(self) -> Callable[[], str]:
        access = self._bench.desk.access
        old, new = self.typed("old_password"), self.typed("new_password")

        def change() -> str:
            access.change_password(old, new)
            return "Đã đổi mật khẩu. Lần mở khóa sau hãy dùng mật khẩu mới."

        return change


class OfficerDialog(_AccessDialog):
    """Asks who else is to unlock this office, and for their first password."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        text = (
            "Người được thêm mở khóa bằng tên đăng nhập và mật khẩu riêng, làm được những việc vai "
            "trò cho phép. Việc họ làm được ghi tên họ trong lịch sử."
        )
        super().__init__(bench, parent, "Thêm người dùng", text, "Thêm người dùng")
        self.setObjectName("officer_dialog")
        self.add_line("full_name", "Họ và tên")
        self.add_line("post", "Chức vụ (không bắt buộc)")
        self.add_line("new_login", "Tên đăng nhập")
        self._is_chosen, self._reason = False, ""
        self._role = role_box("new_role")
        # Nobody is given every right by leaving the box as it is, but for whoever is to be able to
        # go on when the only officer is gone.
        self._choose(OfficerRole.OFFICER)
        self._role_words = named(QLabel(), "role_words", role="muted")
        self._role_words.setWordWrap(True)
        self._role.currentIndexChanged.connect(lambda _index: self._tell_role())
        self.add_field("Vai trò", self._role)
        self.body.addWidget(self._role_words)
        self._tell_role()
        self.add_passwords("Mật khẩu ban đầu")
        self.weigh()
        self._lines["full_name"].setFocus()
        self._role.activated.connect(self._choose_by_hand)
        officers = bench.desk.officers
        bench.runner.run(
            lambda _r: len(officers.list_rows()), on_done=self._suggest, queue="other", brief=True
        )

    def _choose(self, role: OfficerRole) -> None:
        self._role.setCurrentIndex(self._role.findData(role.value))

    def _choose_by_hand(self, _index: int) -> None:
        self._is_chosen = True

    def _suggest(self, officers: int) -> None:
        """Suggest the role the office lacks, unless one was chosen meanwhile."""
        if officers == 1 and not self._is_chosen:
            self._reason = _SECOND
            self._choose(OfficerRole.HEAD)

    def _chosen_role(self) -> OfficerRole:
        return OfficerRole(self._role.currentData())

    def _tell_role(self) -> None:
        role = self._chosen_role()
        reason = self._reason if role is OfficerRole.HEAD else ""
        self._role_words.setText(f"{ROLE_WORDS[role]} {reason}".strip())
        QTimer.singleShot(0, self, self.grow)  # when the layout has heard of the longer text

    @override
    def what_is_missing(self) -> str:
        if not self.typed("full_name"):
            return "Ghi họ và tên trước"
        return "" if self.typed("new_login") else "Ghi tên đăng nhập trước"

    @override
    def work(self) -> Callable[[], str]:
        access = self._bench.desk.access
        login, name = self.typed("new_login"), self.typed("full_name")
        post, password = self.typed("post"), self.typed("new_password")
        role = self._chosen_role()

        def add() -> str:
            access.add_officer(login, name, post, password, role)
            return (
                f"Đã thêm {name}, tên đăng nhập «{login}». Người đó nên đổi mật khẩu ngay lần "
                "mở khóa đầu tiên."
            )

        return add
