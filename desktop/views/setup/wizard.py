"""The first-run wizard: the office, the officer and the password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.jobs.runner import JobRunner
from desktop.law.terms import Seat, Tier
from desktop.paths import OfficePaths
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.names import upper
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.access import CreatedOffice, OfficeSetup
    from desktop.services.desk import Desk

_SHORTEST_PASSWORD = 4


class SetupWizard(QWidget):
    """Asks what an office needs to exist, two short steps, and makes it.

    Signals:
        created: the open ``Desk`` (None where it could not be opened at once), the office's name
            and its recovery code.
        handover_asked: the office is to come from another machine instead.
    """

    created = Signal(object, str, str)
    handover_asked = Signal()

    def __init__(
        self, paths: OfficePaths, clock: Callable[[], datetime], runner: JobRunner
    ) -> None:
        super().__init__()
        self._paths, self._clock, self._runner = paths, clock, runner
        self.setObjectName("setup_wizard")
        self._name = _line("office_name", "Ủy ban nhân dân xã …")
        self._tier = _choice("tier", (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE))
        self._seat = _choice("seat", tuple(Seat))
        self._parent = _line(
            "parent_name", "Ủy ban nhân dân tỉnh … (trước 01/7/2025: huyện …), có thể để trống"
        )
        self._place = _line("place", "Địa danh ghi trên văn bản, ví dụ: Đông An")
        self._signatory = _line("signatory_name", "Họ và tên người ký văn bản, ví dụ: Trần Văn Mẫu")
        self._officer = _line("officer_name", "Họ và tên của bạn")
        self._post = _line("officer_post", "Ví dụ: Công chức Văn phòng - Thống kê")
        self._login = _line("login", "canbo")
        self._login.setText("canbo")
        self._first = _line("password", f"Ít nhất {_SHORTEST_PASSWORD} ký tự")
        self._second = _line("password_again", "Gõ lại mật khẩu")
        for field in (self._first, self._second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self._problem = named(QLabel(), "problem")
        self._problem.setWordWrap(True)
        self._problem.setProperty("problem", "danger")
        self._steps = QStackedWidget()
        self._back = named(QPushButton("Quay lại"), "back")
        self._next = named(QPushButton("Tiếp tục"), "next")
        self._next.setProperty("role", "primary")
        self._handover = named(QPushButton("Nhận bàn giao từ máy cũ…"), "take_handover")
        self._step_label = named(QLabel(), "note", role="muted")
        self._lay_out()
        self._back.clicked.connect(lambda: self._show_step(0))
        self._handover.clicked.connect(self.handover_asked.emit)
        self._next.clicked.connect(self._go_on)
        self._show_step(0)

    def _lay_out(self) -> None:
        self._steps.addWidget(
            _form(
                ("Tên cơ quan *", self._name),
                ("Cấp *", self._tier),
                ("Công việc ở máy này *", self._seat),
                ("Cơ quan cấp trên", self._parent),
                ("Địa danh *", self._place),
                ("Người ký thường lệ", self._signatory),
            )
        )
        self._steps.addWidget(
            _form(
                ("Họ và tên *", self._officer),
                ("Chức vụ", self._post),
                ("Tên đăng nhập *", self._login),
                ("Mật khẩu *", self._first),
                ("Gõ lại mật khẩu *", self._second),
            )
        )
        card = named(QFrame(), "card", card=True)
        card.setFixedWidth(680)
        title = named(QLabel("Chào mừng đến với Gương Sáng"), "page_title", role="title")
        buttons = QHBoxLayout()
        buttons.addWidget(self._step_label)
        buttons.addStretch()
        buttons.addWidget(self._handover)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(self._steps)
        inner.addWidget(self._problem)
        inner.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._back.setVisible(step > 0)
        self._handover.setVisible(step == 0)
        self._next.setText("Lập cơ quan" if step else "Tiếp tục")
        self._step_label.setText(f"Bước {step + 1} trên 2")
        self._problem.clear()
        (self._officer if step else self._name).setFocus()

    def _go_on(self) -> None:
        missing = self._missing()
        if missing:
            self._problem.setText(missing)
        elif self._steps.currentIndex() == 0:
            self._show_step(1)
        else:
            self._create()

    def _missing(self) -> str:
        if self._steps.currentIndex() == 0:
            wanted = {"Tên cơ quan": self._name, "Địa danh": self._place}
        else:
            wanted = {"Họ và tên": self._officer, "Tên đăng nhập": self._login}
        empty = [label for label, field in wanted.items() if not field.text().strip()]
        if empty:
            return f"Cần nhập: {', '.join(empty)}."
        if self._steps.currentIndex() == 1:
            if len(self._first.text()) < _SHORTEST_PASSWORD:
                return f"Mật khẩu cần ít nhất {_SHORTEST_PASSWORD} ký tự."
            if self._first.text() != self._second.text():
                return "Hai lần gõ mật khẩu chưa giống nhau."
        return ""

    def _create(self) -> None:
        paths, clock = self._paths, self._clock
        self._next.setEnabled(False)
        wanted = self._read()

        def make(_report: object) -> tuple[Desk | None, CreatedOffice]:
            from desktop.services.access import create_office
            from desktop.services.desk import open_desk

            made = create_office(paths, wanted(), clock)
            try:
                return open_desk(paths, made.unlocked, clock), made
            except AppError:
                # The office stands; its recovery code must be shown whatever else fails.
                return None, made

        self._runner.run(make, on_done=self._made, on_refused=self._refuse)

    def _read(self) -> Callable[[], OfficeSetup]:
        """Return a builder of what was typed; the services are imported where it is called."""
        name, parent = self._name.text(), self._parent.text().strip()
        tier, seat = Tier(self._tier.currentData()), Seat(self._seat.currentData())
        place, signatory = self._place.text().strip(), self._signatory.text().strip()
        officer, post = self._officer.text(), self._post.text()
        login, password = self._login.text().strip(), self._first.text()

        def build() -> OfficeSetup:
            from desktop.services.access import OfficeSetup

            return OfficeSetup(
                name=name,
                tier=tier,
                seat=seat,
                parent_name=parent,
                superior_agency=upper(parent),
                agency=upper(name.strip()),
                place=place,
                signatory_name=signatory,
                signatory_title="CHỦ TỊCH",
                officer_name=officer,
                officer_post=post,
                login=login,
                password=password,
            )

        return build

    def _made(self, result: tuple[Desk | None, CreatedOffice]) -> None:
        desk, office = result
        self.created.emit(desk, self._name.text().strip(), office.recovery_code)

    def _refuse(self, error: AppError) -> None:
        from desktop.views.messages import sentence

        self._next.setEnabled(True)
        self._problem.setText(sentence(error).text)


def _line(name: str, hint: str) -> QLineEdit:
    field = named(QLineEdit(), name)
    field.setPlaceholderText(hint)
    return field


def _choice(name: str, members: tuple[Labelled, ...]) -> QComboBox:
    box = named(QComboBox(), name)
    for member in members:
        box.addItem(member.label, str(member))
    return box


def _form(*rows: tuple[str, QWidget]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    for label, field in rows:
        form.addRow(label, field)
        field.setAccessibleName(label.rstrip(" *"))
    return page
