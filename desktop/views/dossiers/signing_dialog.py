"""Asking with which key a dossier is signed, and where its package is copied to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.jobs.runner import Job
from desktop.overrides import override
from desktop.views.theme import GAP
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

_WIDTH = 600
_NO_FOLDER = "Chọn thư mục hoặc USB để chép gói vào trước"
_NO_KEY = "Chọn tệp khóa .p12 và gõ mật khẩu của khóa trước"


@dataclass(frozen=True, slots=True)
class SigningChoice:
    """What was chosen; ``key_file`` None means the office's own key."""

    folder: Path
    key_file: Path | None = None
    passphrase: str = ""


class SigningDialog(QDialog):
    """Stays open while the package is made, so that a refusal can be answered in its place.

    Signals:
        sign_asked: a ``SigningChoice``.
    """

    sign_asked = Signal(object)

    def __init__(self, parent: QWidget, summary: str) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._key_file: Path | None = None
        self._working = False
        self.setObjectName("signing")
        self.setWindowTitle("Ký và xuất gói hồ sơ")
        self.setMinimumWidth(_WIDTH)
        self._summary = named(QLabel(summary), "signing_summary")
        self._summary.setWordWrap(True)
        self.banner = Banner()
        self.progress = JobProgress()
        self._own = named(QRadioButton("Khóa của cơ quan"), "own_key")
        self._own.setChecked(True)
        self._other = named(QRadioButton("Khóa riêng của người ký (tệp .p12)"), "personal_key")
        self._own_about = named(QLabel("Khóa nằm trong cơ sở dữ liệu đã mã hóa."), "own_key_about")
        self._own_about.setProperty("role", "muted")
        self._key_line = named(QLineEdit(), "key_file", says="Tệp khóa")
        self._key_line.setReadOnly(True)
        self._key_line.setPlaceholderText("Tệp khóa .p12, thường ở trên USB")
        self._choose_key = named(QPushButton("Chọn tệp…"), "choose_key")
        self._passphrase = named(QLineEdit(), "passphrase", says="Mật khẩu của khóa")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setPlaceholderText("Mật khẩu của khóa")
        self._folder_line = named(QLineEdit(), "folder", says="Thư mục chép gói vào")
        self._folder_line.setReadOnly(True)
        self._folder_line.setPlaceholderText("USB hoặc thư mục để mang đi")
        self._choose_folder = named(QPushButton("Chọn thư mục…"), "choose_folder")
        self._sign = named(QPushButton("Ký và xuất"), "sign", role="primary")
        self._cancel = named(QPushButton("Thôi"), "no")
        for button in (self._choose_key, self._choose_folder, self._sign, self._cancel):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._say()

    def _lay_out(self) -> None:
        keys = QGridLayout()
        keys.setHorizontalSpacing(GAP)
        keys.setVerticalSpacing(GAP)
        keys.addWidget(self._own, 0, 0, 1, 2)
        keys.addWidget(self._own_about, 1, 0, 1, 2)
        keys.addWidget(self._other, 2, 0, 1, 2)
        keys.addWidget(self._key_line, 3, 0)
        keys.addWidget(self._choose_key, 3, 1)
        keys.addWidget(self._passphrase, 4, 0)
        keys.setColumnStretch(0, 1)
        folder = QHBoxLayout()
        folder.setSpacing(GAP)
        folder.addWidget(self._folder_line, 1)
        folder.addWidget(self._choose_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self._sign)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Ký và xuất gói hồ sơ"), "heading", role="heading"))
        layout.addWidget(self._summary)
        layout.addWidget(named(QLabel("Ký bằng"), "key_section", role="section"))
        layout.addLayout(keys)
        layout.addWidget(named(QLabel("Chép gói vào"), "folder_section", role="section"))
        layout.addLayout(folder)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addSpacing(GAP)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._own.toggled.connect(lambda _checked: self._say())
        self._passphrase.textChanged.connect(lambda _text: self._say())
        self._choose_key.clicked.connect(self._ask_key)
        self._choose_folder.clicked.connect(self._ask_folder)
        self._sign.clicked.connect(self._ask_sign)
        self._cancel.clicked.connect(self.reject)

    def show_own_key(self, about: str) -> None:
        """Tell about the office's key: its short code and how long it holds."""
        self._own_about.setText(about)

    def _ask_key(self) -> None:
        found = FilePicker.open_file(self, "Chọn tệp khóa của người ký", "Tệp khóa (*.p12 *.pfx)")
        if found is not None:
            self._key_file = found
            self._key_line.setText(str(found))
            self._passphrase.setFocus()
        self._say()

    def _ask_folder(self) -> None:
        found = FilePicker.folder(self, "Chép gói hồ sơ vào USB hoặc thư mục")
        if found is not None:
            self._folder = found
            self._folder_line.setText(str(found))
        self._say()

    def _ask_sign(self) -> None:
        assert self._folder is not None
        self.banner.clear()
        if self._own.isChecked():
            self.sign_asked.emit(SigningChoice(self._folder))
        else:
            choice = SigningChoice(self._folder, self._key_file, self._passphrase.text())
            self.sign_asked.emit(choice)

    def watch(self, job: Job) -> None:
        """Show the job that signs; the dialog stays until it ended."""
        self._working = True
        self.progress.watch(job, "Lập giấy tờ và ký")
        self._say()

    def finish(self) -> None:
        """Let the officer go on: the job ended in whichever way."""
        self._working = False
        self.progress.finish()
        self._say()

    def show_refusal(self, error: AppError) -> None:
        """Say why it was not signed; another try can follow."""
        self.finish()
        self.banner.show_refusal(error)

    def _say(self) -> None:
        personal = self._other.isChecked()
        for widget in (self._key_line, self._choose_key, self._passphrase):
            widget.setEnabled(personal and not self._working)
        for choice in (self._own, self._other, self._choose_folder):
            choice.setEnabled(not self._working)
        self._cancel.setEnabled(not self._working)
        reason = "" if self._folder else _NO_FOLDER
        if not reason and personal and not (self._key_file and self._passphrase.text()):
            reason = _NO_KEY
        self._sign.setEnabled(not reason and not self._working)
        self._sign.setToolTip(reason)

    @override
    def reject(self) -> None:
        # Esc while signing would leave the job without anybody to tell of its end.
        if not self._working:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._working:
            event.ignore()
        else:
            super().closeEvent(event)
