"""Asking with which key a dossier is signed, and by what its package leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.jobs.runner import Job
from desktop.overrides import override
from desktop.views.theme import GAP
from desktop.views.tokens.key_choice import KeyChoice
from desktop.views.tokens.signing_source import SigningSource
from desktop.views.widgets.banner import Action, Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

_WIDTH = 600
_NO_FOLDER = "Chọn thư mục hoặc USB để chép gói vào trước"
_BY_STICK, _STICK_TOO = "Chép gói vào", "Chép thêm ra USB (không bắt buộc)"
_TO_CARRY, _NEED_NOT = "USB hoặc thư mục để mang đi", "không cần: gói tự đi theo đường truyền"


@dataclass(frozen=True, slots=True)
class SigningChoice:
    """Where the package is copied to, None for the line alone, and what signs it."""

    folder: Path | None
    key: KeyChoice = field(default_factory=KeyChoice)


class SigningDialog(QDialog):
    """Stays open while the package is made, so that a refusal can be answered in its place.

    Signals:
        sign_asked: a ``SigningChoice``.
    """

    sign_asked = Signal(object)

    def __init__(self, parent: QWidget, summary: str) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._has_road = False
        self._working = False
        self.setObjectName("signing")
        self.setWindowTitle("Ký và gửi hồ sơ")
        self.setMinimumWidth(_WIDTH)
        self._summary = named(QLabel(summary), "signing_summary")
        self._summary.setWordWrap(True)
        self.banner = Banner()
        self.progress = JobProgress()
        self.source = SigningSource()
        self._folder_line = named(QLineEdit(), "folder", says="Thư mục chép gói vào")
        self._folder_line.setReadOnly(True)
        self._folder_line.setPlaceholderText(_TO_CARRY)
        self._folder_title = named(QLabel(_BY_STICK), "folder_section", role="section")
        self._choose_folder = named(QPushButton("Chọn thư mục…"), "choose_folder")
        self._no_folder = named(QPushButton("Không chép"), "no_folder", role="quiet")
        self._no_folder.hide()
        self._road = named(QLabel(), "road")
        self._road.setWordWrap(True)
        self._road_title = named(QLabel("Gói đi bằng"), "road_section", role="section")
        for label in (self._road_title, self._road):
            label.hide()
        self._sign = named(QPushButton("Ký và gửi"), "sign", role="primary")
        self._cancel = named(QPushButton("Thôi"), "no")
        for button in (self._choose_folder, self._no_folder, self._sign, self._cancel):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._say()

    def _lay_out(self) -> None:
        folder = QHBoxLayout()
        folder.setSpacing(GAP)
        folder.addWidget(self._folder_line, 1)
        folder.addWidget(self._choose_folder)
        folder.addWidget(self._no_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(self._sign)
        buttons.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Ký và gửi hồ sơ"), "heading", role="heading"))
        layout.addWidget(self._summary)
        layout.addWidget(named(QLabel("Ký bằng"), "key_section", role="section"))
        layout.addWidget(self.source)
        layout.addWidget(self._road_title)
        layout.addWidget(self._road)
        layout.addWidget(self._folder_title)
        layout.addLayout(folder)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addSpacing(GAP)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.source.changed.connect(self._say)
        self._choose_folder.clicked.connect(self._ask_folder)
        self._no_folder.clicked.connect(lambda _checked=False: self._take_folder(None))
        self._sign.clicked.connect(self._ask_sign)
        self._cancel.clicked.connect(self.reject)

    def show_own_key(self, about: str) -> None:
        """Tell about the office's key: its short code and how long it holds."""
        self.source.show_own_key(about)

    def show_road(self, about: str) -> None:
        """Tell by which line the package leaves by itself; a folder is then asked of nobody."""
        self._has_road = True
        self._road.setText(about)
        for label in (self._road_title, self._road):
            label.show()
        self._folder_title.setText(_STICK_TOO)
        self._folder_line.setPlaceholderText(_NEED_NOT)
        self._say()

    def _ask_folder(self) -> None:
        found = FilePicker.folder(self, "Chép gói hồ sơ vào USB hoặc thư mục")
        if found is not None:
            self._take_folder(found)

    def _take_folder(self, folder: Path | None) -> None:
        self._folder = folder
        self._folder_line.setText(str(folder) if folder is not None else "")
        self._say()

    def _ask_sign(self) -> None:
        self.banner.clear()
        self.sign_asked.emit(SigningChoice(self._folder, self.source.choice))
        # Handed over once: it stays in no field.
        self.source.forget_pin()

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

    def show_refusal(self, error: AppError, actions: Sequence[Action] = ()) -> None:
        """Say why it was not signed, and what can be done at once; another try can follow."""
        self.finish()
        self.banner.show_refusal(error, actions)
        self._fit()

    def _say(self) -> None:
        self.source.setEnabled(not self._working)
        self._choose_folder.setEnabled(not self._working)
        self._no_folder.setEnabled(not self._working)
        self._no_folder.setVisible(self._has_road and self._folder is not None)
        self._cancel.setEnabled(not self._working)
        reason = "" if self._folder or self._has_road else _NO_FOLDER
        reason = reason or self.source.why_not
        self._sign.setEnabled(not reason and not self._working)
        self._sign.setToolTip(reason)
        self._fit()

    def _fit(self) -> None:
        # Wrapped lines need more height than Qt reserves for a window by itself.
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

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
