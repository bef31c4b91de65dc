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
from desktop.views.widgets.named import named


class CrashWindow(QDialog):
    """Shows a bug's report; the program goes on, for nothing that was saved is touched by it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chương trình gặp lỗi")
        self.resize(720, 420)
        self.report = report
        self._said = named(QLabel(), "note", role="muted")
        self._said.setWordWrap(True)
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
        layout.addWidget(self._said)
        layout.addWidget(buttons)

    def _save(self) -> None:
        target, _ = QFileDialog.getSaveFileName(self, "Lưu nội dung lỗi", "loi-guongsang.txt")
        if not target:
            return
        try:
            Path(target).write_text(self.report, encoding="utf-8")
        except OSError:
            # Not let through: it would only open another window like this one.
            self._said.setText(f"Không ghi được {target}. Hãy bấm «Chép», hoặc chọn nơi khác.")
        else:
            self._said.setText(f"Đã lưu {target}.")

    @classmethod
    def tell(
        cls, kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show one bug, once: a mistake in painting would open a window at every repaint.

        Only the places in the code are shown: values could be people's names.
        """
        places = "".join(traceback.format_tb(trace))
        head = (
            f"Gương Sáng {__version__}, Qt {qVersion()}, Python {platform.python_version()}, "
            f"{platform.platform()}"
        )
        report = f"{head}\n{places}{kind.__name__}"
        if any(shown.report == report for shown in _SHOWN):
            return
        window = cls(report)
        window.setModal(False)
        window.show()
        # A window without an owner would be collected while it is still on screen.
        _SHOWN.append(window)
        window.finished.connect(lambda _code: _SHOWN.remove(window))


_SHOWN: list[CrashWindow] = []
