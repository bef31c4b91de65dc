"""The window for our own mistakes: what happened, and a report to copy or save."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import __version__


class CrashWindow(QDialog):
    """Shows a bug's report; the program goes on, for nothing that was saved is touched by it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chương trình gặp lỗi")
        self.resize(720, 420)
        self._report = report
        text = QLabel(
            "Chương trình vừa gặp một lỗi ngoài dự kiến. Dữ liệu đã lưu vẫn còn nguyên. "
            "Hãy chép hoặc lưu nội dung dưới đây và gửi cho người hỗ trợ; trong đó không có tên "
            "người hay mật khẩu."
        )
        text.setWordWrap(True)
        view = QPlainTextEdit(report)
        view.setReadOnly(True)
        view.setAccessibleName("Nội dung lỗi")
        buttons = QDialogButtonBox()
        copy = buttons.addButton("Chép", QDialogButtonBox.ButtonRole.ActionRole)
        save = buttons.addButton("Lưu ra tệp…", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        save.clicked.connect(self._save)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(view)
        layout.addWidget(buttons)

    def _save(self) -> None:
        target, _ = QFileDialog.getSaveFileName(self, "Lưu nội dung lỗi", "loi-guongsang.txt")
        if target:
            Path(target).write_text(self._report, encoding="utf-8")

    @classmethod
    def tell(
        cls, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show one bug. Only the places in the code are shown: values could be people's names."""
        places = "".join(traceback.format_tb(trace))
        head = (
            f"Gương Sáng {__version__}, Qt {qVersion()}, Python {platform.python_version()}, "
            f"{platform.platform()}"
        )
        window = cls(f"{head}\n{places}{kind.__name__}")
        window.setModal(False)
        window.show()
        # A window without an owner would be collected while it is still on screen.
        _SHOWN.append(window)
        window.finished.connect(lambda _code: _SHOWN.remove(window))


_SHOWN: list[CrashWindow] = []
