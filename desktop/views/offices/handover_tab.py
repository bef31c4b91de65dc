"""«Bàn giao» of this office: everything into one file for another machine, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.vietnamese.dates import date_time
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button

if TYPE_CHECKING:
    from desktop.services.handover import HandoverReport
    from desktop.views.pages import Bench

_ABOUT = (
    "Ghi toàn bộ dữ liệu của cơ quan (hồ sơ, giấy tờ, hộp đến, hộp đi, khóa ký) vào một tệp để "
    "mang sang máy mới hoặc giao cho cán bộ mới. Mọi thứ trong tệp đã được mã hóa; chỉ mật khẩu "
    "của người dùng hoặc mã khôi phục của cơ quan mở được."
)
_AT_THE_OTHER = (
    "Ở máy mới: cài chương trình, mở lần đầu và chọn «Nhận bàn giao từ máy cũ». So mã ngắn hiện "
    "ở đó với mã ngắn ở thẻ «Chứng thư» của máy này."
)
_SENDING = "Máy này đang gửi và nhận gói của cơ quan."


class HandoverTab(QWidget):
    """Writes the handover and takes the right to send back."""

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self.setObjectName("handover_tab")
        self._bench, self._banner = bench, banner
        self._state = named(QLabel(_SENDING), "handover_state")
        self._state.setWordWrap(True)
        self.progress = JobProgress()
        self._write = action_button(
            "Ghi gói bàn giao…", "write_handover", "export", self.ask, role="primary"
        )
        self._back = action_button(
            "Lấy lại quyền gửi…", "take_back", "restore", self.ask_back, role="danger"
        )
        self._back.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._write)
        buttons.addWidget(self._back)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Bàn giao cơ quan"), "handover_title", role="section"))
        layout.addWidget(_words(_ABOUT, "handover_about"))
        layout.addWidget(_words(_AT_THE_OTHER, "handover_there"))
        layout.addWidget(self._state)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addStretch()

    def read(self) -> None:
        """Read whether this machine still sends."""
        service = self._bench.desk.handover
        self._bench.runner.run(
            lambda _r: service.handed_over_at(),
            on_done=self._show_state,
            on_refused=self._banner.show_refusal,
        )

    def _show_state(self, at: datetime | None) -> None:
        self._back.setVisible(at is not None)
        text = _SENDING
        if at is not None:
            when = date_time(at.astimezone(LOCAL_TIME))
            text = f"Đã bàn giao sang máy khác lúc {when}. Máy này không gửi, không nhận gói nữa."
        self._state.setText(text)

    def ask(self) -> None:
        """Ask why and where to, then write."""
        asked = HandoverDialog.ask(self)
        if asked is None:
            return
        folder = FilePicker.folder(self, "Ghi gói bàn giao vào USB hoặc thư mục")
        if folder is not None:
            self._write_to(folder, *asked)

    def _write_to(self, folder: Path, reason: str, moving: bool) -> None:
        service = self._bench.desk.handover

        def done(report: HandoverReport) -> None:
            self._ended()
            text = (
                f"Đã ghi {report.path.name} ({size_text(report.size)}). Mã ngắn để so ở máy mới: "
                f"{report.short_code}"
            )
            self._banner.show_message(Tone.SUCCESS, text)

        self._run(
            lambda report: service.write(folder, reason, report, moving=moving),
            "Ghi gói bàn giao",
            done,
        )

    def ask_back(self) -> None:
        """Ask why, then let this machine send again."""
        text = (
            "Chỉ lấy lại khi máy mới chưa gửi gói nào: hai máy cùng gửi thì nơi nhận thấy hai "
            "lịch sử khác nhau."
        )
        title = "Lấy lại quyền gửi"
        reason = ReasonDialog.ask(self, title, text, yes="Lấy lại", dangerous=True)
        if reason is None:
            return
        service = self._bench.desk.handover

        def done(_none: object) -> None:
            self._ended()
            self._banner.show_message(Tone.SUCCESS, "Máy này gửi và nhận gói trở lại.")

        self._run(lambda _r: service.take_back(reason), "Lấy lại quyền gửi", done)

    def _run(self, work: Callable[[Any], Any], step: str, on_done: Callable[[Any], object]) -> None:
        def refused(error: AppError) -> None:
            self._ended()
            self._banner.show_refusal(error)

        self._banner.clear()
        self._write.setEnabled(False)
        job = self._bench.runner.run(
            work,
            on_done=on_done,
            on_refused=refused,
            on_progress=self.progress.report,
            on_cancelled=self._ended,
        )
        self.progress.watch(job, step)

    def _ended(self) -> None:
        self.progress.finish()
        self._write.setEnabled(True)
        self.read()


class HandoverDialog(FormDialog):
    """Asks what the handover is for, and why."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "Bàn giao cơ quan", "", "Chọn nơi ghi…")
        self.moving = named(QRadioButton("Đổi máy: máy mới gửi và nhận thay máy này"), "moving")
        self.keeping = named(
            QRadioButton("Sao cho cán bộ mới: máy này vẫn gửi và nhận như cũ"), "keeping"
        )
        self._purpose = QButtonGroup(self)
        for button in (self.moving, self.keeping):
            self._purpose.addButton(button)
            self.body.addWidget(button)
        note = _words(
            "Sau khi ghi xong để đổi máy, máy này thôi gửi và nhận; dữ liệu vẫn xem được.",
            "moving_note",
        )
        self.body.addWidget(note)
        self.reason = named(QLineEdit(), "reason", says="Lý do")
        self.reason.setPlaceholderText("Ví dụ: thay máy tính cũ")
        self.add_field("Lý do", self.reason)
        self.reason.textChanged.connect(self._weigh)
        self._purpose.buttonClicked.connect(self._weigh)
        self._weigh()

    def _weigh(self, _changed: object = None) -> None:
        why_not = ""
        if self._purpose.checkedButton() is None:
            why_not = "Chọn bàn giao để làm gì."
        elif not self.reason.text().strip():
            why_not = "Cần ghi lý do."
        self.allow(why_not)

    @classmethod
    def ask(cls, parent: QWidget | None) -> tuple[str, bool] | None:
        """Return the reason and whether another machine takes over; None when it was given up."""
        dialog = cls(parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.reason.text().strip(), dialog.moving.isChecked()


def _words(text: str, name: str) -> QLabel:
    label = named(QLabel(text), name, role="muted")
    label.setWordWrap(True)
    return label
