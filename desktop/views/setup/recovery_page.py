"""The recovery code, shown once: print it, save it as PDF, and say that it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.jobs.runner import JobRunner
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.named import named


class RecoveryCodePage(QWidget):
    """Shows a recovery code until the officer says it is on paper.

    Signals:
        finished: the officer went on.
    """

    finished = Signal()

    def __init__(
        self,
        office_name: str,
        code: str,
        runner: JobRunner,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._office_name, self._code, self._runner = office_name, code, runner
        self._clock = clock
        self.setObjectName("recovery_code_page")
        self._kept = QCheckBox("Tôi đã in hoặc chép lại mã này và cất ở nơi an toàn")
        self._kept.setObjectName("code_kept")
        self._go_on = named(QPushButton("Bắt đầu làm việc"), "start_work")
        self._go_on.setProperty("role", "primary")
        self._go_on.setEnabled(False)
        self._go_on.setToolTip("Đánh dấu đã cất mã khôi phục trước khi đi tiếp")
        self._said = named(QLabel(), "note", role="muted")
        self._said.setWordWrap(True)
        self._lay_out()
        self._kept.toggled.connect(self._go_on.setEnabled)
        self._go_on.clicked.connect(self.finished)

    def _lay_out(self) -> None:
        card = named(QFrame(), "card", card=True)
        card.setFixedWidth(620)
        title = named(QLabel("Mã khôi phục"), "page_title", role="title")
        why = QLabel(
            "Dữ liệu của cơ quan được mã hóa. Nếu quên mật khẩu, chỉ mã này mở lại được; không ai "
            "khác, kể cả người viết chương trình, mở được. Mã chỉ hiện một lần."
        )
        why.setWordWrap(True)
        code = named(QLabel(self._code), "recovery_code_text")
        code.setFont(QFont("monospace", 15, QFont.Weight.Bold))
        code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        code.setAccessibleName("Mã khôi phục")
        save = named(QPushButton("Lưu trang in (PDF)…"), "save_code")
        copy = named(QPushButton("Chép mã"), "copy_code")
        save.clicked.connect(self._save)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._code))
        buttons = QHBoxLayout()
        buttons.addWidget(save)
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(self._go_on)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(32, 28, 32, 28)
        inner.setSpacing(12)
        for widget in (title, why, code, self._kept, self._said):
            inner.addWidget(widget)
        inner.addLayout(buttons)
        # An alignment would have the wrapped words measured over the whole width of the window,
        # and the code cut by the line that is missing.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card)
        row.addStretch()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Lưu trang mã khôi phục", "ma-khoi-phuc.pdf", "PDF (*.pdf)"
        )
        if not chosen:
            return
        target, office_name, code = Path(chosen), self._office_name, self._code
        today = self._clock().astimezone(LOCAL_TIME).date()

        def write(_report: object) -> Path:
            from desktop.services.recovery import write_recovery_page

            return write_recovery_page(target, office_name, code, today)

        self._runner.run(write, on_done=self._saved, on_refused=self._refuse, queue="other")

    def _refuse(self, error: AppError) -> None:
        from desktop.views.messages import sentence

        self._said.setText(sentence(error).text)

    def can_close(self, _then: Callable[[], object]) -> bool:
        """Return whether the window may close: the code is on paper, or is not wanted."""
        return self._kept.isChecked() or ConfirmDialog.ask(
            self,
            "Mã khôi phục chưa được cất",
            "Mã này chỉ hiện một lần. Nếu quên mật khẩu mà không có mã, không ai mở lại được dữ "
            "liệu. Vẫn đóng chương trình?",
            yes="Vẫn đóng",
        )

    def _saved(self, target: Path) -> None:
        self._said.setText(f"Đã lưu {target}. In ra giấy rồi xóa tệp này.")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
