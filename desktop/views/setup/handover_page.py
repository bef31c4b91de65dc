"""«Nhận bàn giao từ máy cũ»: on a new machine, an office made of the old one's file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.jobs.runner import JobRunner
from desktop.paths import OfficePaths
from desktop.vietnamese.dates import date_time
from desktop.views.theme import GAP
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.handover_restore import (
        ByCode,
        ByPassword,
        HandoverDetail,
        Restored,
    )

_KINDS = "Gói bàn giao (*.asice)"
_WIDTH = 680
_ABOUT = (
    "Chọn tệp «ban-giao-….asice» do máy cũ ghi ở trang «Cơ quan, chứng thư», thẻ «Bàn giao». "
    "Chương trình kiểm tra chữ ký và từng tệp bên trong trước khi ghi."
)


class HandoverPage(QWidget):
    """Checks a handover, shows whose it is, asks for a password or the code, and restores.

    Signals:
        restored: the open ``Desk``, the new recovery code ("" when a password was used), and
            whether another officer is to be added at once.
        left: back to the first page.
    """

    restored = Signal(object, str, bool)
    left = Signal()

    def __init__(
        self, paths: OfficePaths, clock: Callable[[], datetime], runner: JobRunner
    ) -> None:
        super().__init__()
        self._paths, self._clock, self._runner = paths, clock, runner
        self.setObjectName("handover_page")
        self._detail: HandoverDetail | None = None
        self._busy = False
        self._labels: dict[QWidget, QLabel] = {}
        self._choose = named(QPushButton("Chọn tệp bàn giao…"), "choose_file")
        self._facts = Facts("handover_facts", columns=1)
        self._compare = named(
            QLabel("Gọi hoặc xem ở máy cũ: mã ngắn ở thẻ «Chứng thư» phải giống hệt mã trên."),
            "compare",
            role="muted",
        )
        self._compare.setWordWrap(True)
        self._way = named(QComboBox(), "way", says="Mở bằng")
        self._way.addItems(["Mật khẩu của người dùng", "Mã khôi phục của cơ quan"])
        self._login = named(QComboBox(), "login", says="Tên đăng nhập")
        self._code = named(QLineEdit(), "code", says="Mã khôi phục")
        self._password = _secret("password", "Mật khẩu")
        self._again = _secret("password_again", "Gõ lại mật khẩu mới")
        self._add = named(QCheckBox("Thêm người dùng mới ngay sau khi nhận"), "add_officer")
        self._problem = named(QLabel(), "problem", problem="danger")
        self._problem.setWordWrap(True)
        self.progress = JobProgress()
        self._back = named(QPushButton("Quay lại"), "back")
        self._go = named(QPushButton("Nhận bàn giao"), "restore", role="primary")
        self._lay_out()
        self._choose.clicked.connect(self._ask)
        self._back.clicked.connect(self.left.emit)
        self._go.clicked.connect(self._restore)
        self._way.currentIndexChanged.connect(self._show_way)
        for field in (self._code, self._password, self._again):
            field.textChanged.connect(self._weigh)
        self._show_detail(None)

    def _lay_out(self) -> None:
        card = named(QFrame(), "card", card=True)
        card.setFixedWidth(_WIDTH)
        about = named(QLabel(_ABOUT), "about", role="muted")
        about.setWordWrap(True)
        self._form = QWidget()
        form = QGridLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP)
        form.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Mở bằng", self._way),
            ("Mã khôi phục", self._code),
            ("Tên đăng nhập", self._login),
            ("Mật khẩu", self._password),
            ("Gõ lại mật khẩu mới", self._again),
        )
        for row, (text, field) in enumerate(rows):
            self._labels[field] = QLabel(text)
            form.addWidget(self._labels[field], row, 0)
            form.addWidget(field, row, 1)
        form.addWidget(self._add, len(rows), 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._back)
        buttons.addWidget(self._go)
        choosing = QHBoxLayout()
        choosing.addWidget(self._choose)
        choosing.addStretch()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(12)
        inner.addWidget(named(QLabel("Nhận bàn giao từ máy cũ"), "page_title", role="title"))
        inner.addWidget(about)
        inner.addLayout(choosing)
        for part in (self._facts, self._compare, self._form, self._problem, self.progress):
            inner.addWidget(part)
        inner.addLayout(buttons)
        body = named(QWidget(), "scrolled")
        around = QVBoxLayout(body)
        # In a row of its own: a centred card is given the height its texts need in the whole width.
        row_of_card = QHBoxLayout()
        row_of_card.addStretch()
        row_of_card.addWidget(card)
        row_of_card.addStretch()
        around.addStretch(2)
        around.addLayout(row_of_card)
        around.addStretch(3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    # -- the file ---------------------------------------------------------------------------

    def _ask(self) -> None:
        path = FilePicker.open_file(self, "Chọn tệp bàn giao", _KINDS)
        if path is not None:
            self.check(path)

    def check(self, path: Path) -> None:
        """Check a file and show whose it is."""
        clock = self._clock

        def work(report: Report) -> HandoverDetail:
            from desktop.services.handover_restore import read_handover

            return read_handover(path, clock, report)

        self._show_detail(None)
        self._run(work, "Kiểm tra gói bàn giao", self._show_detail)

    def _show_detail(self, detail: HandoverDetail | None) -> None:
        self._detail = detail
        for part in (self._facts, self._compare, self._form):
            part.setVisible(detail is not None)
        if detail is not None:
            when = date_time(detail.made_at.astimezone(LOCAL_TIME))
            self._facts.show_facts(
                [
                    ("Cơ quan", detail.office),
                    ("Mã ngắn", detail.short_code),
                    ("Lập lúc", f"{when}, do {detail.officer}"),
                    ("Để làm gì", "Đổi máy" if detail.moving else "Sao cho cán bộ mới"),
                    ("Tệp", detail.path.name),
                ]
            )
            self._login.clear()
            self._login.addItems(list(detail.logins))
            self._show_way()
        self._weigh()

    # -- opening it -------------------------------------------------------------------------

    @property
    def _by_code(self) -> bool:
        return self._way.currentIndex() == 1

    def _show_way(self, _index: int = 0) -> None:
        for field in (self._code, self._again):
            for part in (field, self._labels[field]):
                part.setVisible(self._by_code)
        self._labels[self._password].setText("Mật khẩu mới" if self._by_code else "Mật khẩu")
        self._weigh()

    def _weigh(self, _text: str = "") -> None:
        ready = self._detail is not None and bool(self._password.text())
        if self._by_code:
            ready = ready and bool(self._code.text()) and bool(self._again.text())
        self._go.setEnabled(ready and not self._busy)
        self._go.setToolTip("" if ready else "Chọn tệp bàn giao và nhập mật khẩu trước.")

    def _restore(self) -> None:
        if self._by_code and self._password.text() != self._again.text():
            self._problem.setText("Hai lần gõ mật khẩu chưa giống nhau.")
            return
        detail, paths, clock = self._detail, self._paths, self._clock
        assert detail is not None  # the button is off without one
        by_code, code = self._by_code, self._code.text()
        login, password = self._login.currentText(), self._password.text()

        def work(report: Report) -> Restored:
            from desktop.services.handover_restore import ByCode, ByPassword, restore_handover

            way: ByCode | ByPassword = ByPassword(password, login)
            if by_code:
                way = ByCode(code, login, password)
            return restore_handover(detail.path, paths, way, clock, report)

        self._run(work, "Nhận bàn giao", self._done)

    def _done(self, restored: Restored) -> None:
        self.restored.emit(restored.desk, restored.recovery_code, self._add.isChecked())

    def _run(
        self,
        work: Callable[[Report], object],
        step: str,
        on_done: Callable[..., object],
    ) -> None:
        def ended() -> None:
            self.progress.finish()
            self._busy = False
            self._choose.setEnabled(True)
            self._back.setEnabled(True)
            self._weigh()

        def done(result: object) -> None:
            ended()
            on_done(result)

        def refused(error: AppError) -> None:
            from desktop.views.messages import sentence

            ended()
            self._problem.setText(sentence(error).text)

        self._problem.clear()
        self._busy = True
        for button in (self._choose, self._back, self._go):
            button.setEnabled(False)
        job = self._runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self.progress.report,
            on_cancelled=ended,
        )
        self.progress.watch(job, step)


def _secret(name: str, label: str) -> QLineEdit:
    field = named(QLineEdit(), name, says=label)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
