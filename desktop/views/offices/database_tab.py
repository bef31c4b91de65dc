"""«Cơ sở dữ liệu» of this office: where it is, and moving it to a server and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.views.offices.database_dialog import ServerDialog
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button

if TYPE_CHECKING:
    from desktop.services.databases import DatabaseDetail, MoveReport
    from desktop.views.pages import Bench

_ABOUT = (
    "Một người dùng: để nguyên tệp mã hóa trong thư mục dữ liệu, không phải cài gì. Nhiều người "
    "cùng làm: chuyển lên máy chủ PostgreSQL của cơ quan; thư mục dữ liệu (tệp khóa, tệp kèm theo, "
    "gói, giấy tờ) đặt ở thư mục dùng chung để mọi máy cùng mở."
)
_KEPT = (
    "Khi chuyển, chương trình chép mọi bảng, đối chiếu từng dòng rồi mới đổi chỗ; cơ sở dữ liệu cũ "
    "được giữ lại. Trong lúc chuyển không ai ghi được: hãy chờ mọi người đóng chương trình đã."
)
_BACK = (
    "Sau khi chuyển, mỗi lúc chỉ một máy nên mở dữ liệu. Cơ sở dữ liệu trên máy chủ được giữ lại "
    "nhưng không ghi thêm được nữa."
)


class DatabaseTab(QWidget):
    """Shows where the database is, tries a server, and moves the office."""

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self.setObjectName("database_tab")
        self._bench, self._banner = bench, banner
        self._where = named(QLabel(), "database_where")
        self._where.setWordWrap(True)
        self._line = named(QLabel(), "database_line", role="muted")
        self._line.setWordWrap(True)
        self.progress = JobProgress()
        self._up = action_button(
            "Chuyển lên máy chủ…", "move_to_server", "export", self.ask_server, role="primary"
        )
        self._down = action_button(
            "Chuyển về tệp…", "move_to_file", "restore", self.ask_file, role="danger"
        )
        for button in (self._up, self._down):
            button.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._up)
        buttons.addWidget(self._down)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Cơ sở dữ liệu"), "database_title", role="section"))
        layout.addWidget(self._where)
        layout.addWidget(self._line)
        layout.addWidget(_words(_ABOUT, "database_about"))
        layout.addWidget(_words(_KEPT, "database_kept"))
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addStretch()

    def read(self) -> None:
        """Read where the database is."""
        service = self._bench.desk.databases
        self._bench.runner.run(
            lambda _r: service.show(), on_done=self._show, on_refused=self._banner.show_refusal
        )

    def _show(self, found: DatabaseDetail) -> None:
        self._up.setVisible(not found.on_server)
        self._down.setVisible(found.on_server)
        size = size_text(found.size)
        if not found.on_server:
            self._where.setText(f"Tệp mã hóa (SQLCipher), {size}: {found.place}")
            self._line.setText("Dữ liệu nằm ngay trong thư mục của cơ quan.")
            return
        self._where.setText(f"Máy chủ PostgreSQL {found.version}, {size}: {found.place}")
        safe = "Đường nối tới máy chủ có mã hóa (TLS)."
        self._line.setText(safe if found.encrypted_line else "Đường nối tới máy chủ không mã hóa.")

    def ask_server(self) -> None:
        """Ask which server, then move there."""
        address = ServerDialog.ask(self, self._bench)
        if address is None:
            return
        service = self._bench.desk.databases
        self._run(lambda report: service.move_to_server(address, report), "Chuyển lên máy chủ")

    def ask_file(self) -> None:
        """Ask whether it is meant, then move back into the folder."""
        if not ConfirmDialog.ask(self, "Chuyển cơ sở dữ liệu về tệp", _BACK, yes="Chuyển về tệp"):
            return
        service = self._bench.desk.databases
        self._run(service.move_to_file, "Chuyển về tệp")

    def _run(self, work: Callable[[Any], MoveReport], step: str) -> None:
        self._banner.clear()
        self._allow(False)
        job = self._bench.runner.run(
            work,
            on_done=self._moved,
            on_refused=self._refused,
            on_progress=self.progress.report,
            on_cancelled=self._ended,
        )
        self.progress.watch(job, step)

    def _moved(self, done: MoveReport) -> None:
        self.progress.finish()
        rows = sum(done.rows.values())
        text = (
            f"Đã chuyển tới {done.place}: {rows} dòng, đã đối chiếu từng dòng. Bản cũ được giữ: "
            f"{done.kept}. Hãy đóng chương trình rồi mở lại; các máy khác cũng vậy."
        )
        self._banner.show_message(
            Tone.SUCCESS, text, actions=[("Đóng chương trình", lambda: self.window().close())]
        )

    def _refused(self, error: AppError) -> None:
        self._ended()
        self._banner.show_refusal(error)

    def _ended(self) -> None:
        self.progress.finish()
        self._allow(True)
        self.read()

    def _allow(self, may: bool) -> None:
        for button in (self._up, self._down):
            button.setEnabled(may)
            button.setToolTip("" if may else "Đang chuyển, hoặc đã chuyển: hãy mở lại chương trình")


def _words(text: str, name: str) -> QLabel:
    label = named(QLabel(text), name, role="muted")
    label.setWordWrap(True)
    return label
