"""The unlock screen: who, password, and a plain sentence when it does not open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AccessDenied, AppError
from desktop.jobs.runner import JobRunner
from desktop.overrides import override
from desktop.paths import OfficePaths
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_CARD_WIDTH = 420
_AFTER_PAINT_MS = 5


class UnlockPage(QWidget):
    """Asks for the password and opens the office.

    Signals:
        unlocked: the open ``Desk``.
        recovery_requested: the officer forgot the password.
    """

    unlocked = Signal(object)
    recovery_requested = Signal()

    def __init__(
        self, paths: OfficePaths, clock: Callable[[], datetime], runner: JobRunner, login: str = ""
    ) -> None:
        super().__init__()
        self._paths, self._clock, self._runner, self._login = paths, clock, runner, login
        self.setObjectName("unlock_page")
        self._prepared = False
        self._who = named(QComboBox(), "login")
        self._who.setAccessibleName("Tên đăng nhập")
        self._who_label = QLabel("Tên đăng nhập")
        self._who_label.setBuddy(self._who)
        self._password = named(QLineEdit(), "password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setAccessibleName("Mật khẩu")
        self._password.setPlaceholderText("Mật khẩu của bạn")
        self._open = named(QPushButton("Mở khóa"), "unlock")
        self._open.setProperty("role", "primary")
        self._open.setDefault(True)
        self._forgot = named(QPushButton("Quên mật khẩu?"), "forgot")
        self._forgot.setFlat(True)
        self._problem = named(QLabel(), "problem")
        self._problem.setWordWrap(True)
        self._problem.setProperty("problem", "danger")
        self._wait_timer = QTimer(self, interval=1000)
        self._wait_left = 0
        self._lay_out()
        self._open.clicked.connect(self._unlock)
        self._password.returnPressed.connect(self._unlock)
        self._forgot.clicked.connect(self.recovery_requested)
        self._wait_timer.timeout.connect(self._count_down)
        self._show_logins(())

    def _lay_out(self) -> None:
        card = named(QFrame(), "card", card=True)
        card.setFixedWidth(_CARD_WIDTH)
        title = named(QLabel("Gương Sáng"), "brand", role="title")
        subtitle = named(QLabel("Thi đua, khen thưởng"), "brand_subtitle", role="muted")
        label = QLabel("Mật khẩu")
        label.setBuddy(self._password)
        buttons = QHBoxLayout()
        buttons.addWidget(self._forgot)
        buttons.addStretch()
        buttons.addWidget(self._open)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(8)
        for widget in (title, subtitle, self._who_label, self._who, label, self._password):
            inner.addWidget(widget)
        inner.addWidget(self._problem)
        inner.addLayout(buttons)
        folder = named(QLabel(f"Dữ liệu: {self._paths.root}"), "note", role="muted")
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        for centred in (card, folder):
            # Stretches, not Qt.AlignmentFlag: the first use of any name in Qt builds all its 93
            # enumerations, which holds the first paint back by 20 ms.
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(centred)
            row.addStretch()
            outer.addLayout(row)
        outer.addStretch(3)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._prepared:
            # Not before the first paint: importing the services would hold it back.
            self._prepared = True
            QTimer.singleShot(_AFTER_PAINT_MS, self, self.prepare)

    def prepare(self) -> None:
        """Read who may unlock and load the services while the officer types."""
        self._prepared = True
        if self._runner.is_closed:
            # Closed at once: the window went between its first paint and this.
            return
        self._password.setFocus()
        paths, clock = self._paths, self._clock

        def read_logins(_report: object) -> tuple[str, ...]:
            from desktop.services import access, desk

            del desk  # imported now so that unlocking does not wait for it
            return access.logins(paths, clock)

        # Brief: whoever closes the window in this moment is not asked about work nobody gave it.
        self._runner.run(
            read_logins,
            on_done=self._show_logins,
            on_refused=self.show_refusal,
            queue="other",
            brief=True,
        )

    def _show_logins(self, logins: tuple[str, ...]) -> None:
        self._who.clear()
        self._who.addItems(list(logins))
        if self._login in logins:
            self._who.setCurrentText(self._login)
        several = len(logins) > 1
        self._who.setVisible(several)
        self._who_label.setVisible(several)

    def _unlock(self) -> None:
        if self._wait_left or not self._open.isEnabled():
            return
        login, password = self._who.currentText() or self._login, self._password.text()
        paths, clock = self._paths, self._clock
        self._busy(True)

        def open_office(_report: object) -> Desk:
            from desktop.services.access import unlock
            from desktop.services.desk import open_desk

            return open_desk(paths, unlock(paths, login, password, clock), clock)

        self._runner.run(open_office, on_done=self._opened, on_refused=self.show_refusal)

    def _opened(self, desk: Desk) -> None:
        self._password.clear()
        self._problem.clear()
        self._busy(False)
        self.unlocked.emit(desk)

    def show_refusal(self, error: AppError) -> None:
        """Say why the office is not open, and wait for a password."""
        from desktop.views.messages import sentence

        self._busy(False)
        self._problem.setText(sentence(error).text)
        self._password.selectAll()
        self._password.setFocus()
        wait = error.data.get("wait", 0) if isinstance(error, AccessDenied) else 0
        if isinstance(wait, int) and wait:
            self._wait_left = wait
            self._wait_timer.start()
            self._count_down(0)

    def _count_down(self, by: int = 1) -> None:
        self._wait_left = max(0, self._wait_left - by)
        waiting = self._wait_left > 0
        self._open.setEnabled(not waiting)
        self._open.setText(f"Chờ {self._wait_left} giây" if waiting else "Mở khóa")
        if not waiting:
            self._wait_timer.stop()
            self._problem.clear()

    def _busy(self, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._password.setEnabled(not busy)
        self._open.setText("Đang mở…" if busy else "Mở khóa")
