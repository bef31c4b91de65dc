"""«Giấy tờ»: each paper of a session to look at, what it still lacks, all of them to a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.council_papers import CouncilPaper
from desktop.services.papers import PaperFormat
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.form_layout import scrolled
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.views.pages import Bench

_UNSAVED = "Lưu phiên họp trước, giấy tờ lập từ nội dung đã lưu"
_FORMATS = (
    ("PDF", (PaperFormat.PDF,)),
    ("Word", (PaperFormat.DOCX,)),
    ("PDF và Word", (PaperFormat.PDF, PaperFormat.DOCX)),
)
_USES = {
    CouncilPaper.INVITATION: "Gửi thành viên và khách mời",
    CouncilPaper.AGENDA: "Kèm danh sách trường hợp đưa ra xét",
    CouncilPaper.ATTENDANCE: "Thành viên ký khi đến họp",
    CouncilPaper.BALLOTS: "Mỗi thành viên được biểu quyết một tờ",
    CouncilPaper.BLANK_TALLY: "Tổ kiểm phiếu ghi tay",
    CouncilPaper.TALLY: "Theo số liệu đã nhập",
    CouncilPaper.MINUTES: "Theo điểm danh và kiểm phiếu đã nhập",
    CouncilPaper.EXTRACTS: "Mỗi đề nghị một tờ",
}


class PapersTab(QWidget):
    """The papers of the saved session."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._session_id: UUID | None = None
        # Papers looked at are plain files; they go when the window does.
        self._folder = QTemporaryDir()
        self.setObjectName("council_papers")
        self.banner = Banner()
        self._progress = JobProgress()
        self._rows: dict[CouncilPaper, tuple[QPushButton, QPushButton, QLabel]] = {}
        self.format = named(QComboBox(), "papers_format", says="Định dạng tệp")
        for label, formats in _FORMATS:
            self.format.addItem(label, formats)
        self.save = named(QPushButton("Lưu tất cả ra thư mục…"), "save_council_papers")
        self.save.setIcon(icon_for(self, "export"))
        self.save.clicked.connect(lambda _checked=False: self._save_all())
        self._lay_out()
        self.show_session(None, dirty=False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.save)
        top.addWidget(self.format)
        top.addStretch(1)
        area = QScrollArea()
        body = scrolled(area)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP)
        for number, kind in enumerate(CouncilPaper):
            self._add_row(grid, number, kind)
        body.addLayout(grid)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addWidget(self._progress)
        layout.addWidget(area, 1)

    def _add_row(self, grid: QGridLayout, number: int, kind: CouncilPaper) -> None:
        title = QLabel(kind.label)
        title.setProperty("role", "label")
        note = named(QLabel(_USES[kind]), f"note_{kind.name.lower()}")
        note.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(note)
        grid.addLayout(words, number, 0)
        made = []
        for column, (form, text) in enumerate(
            ((PaperFormat.PDF, "Xem PDF"), (PaperFormat.DOCX, "Mở bằng Word")), 1
        ):
            button = named(QPushButton(text), f"show_{kind.name.lower()}_{form.value}")
            button.setAccessibleName(f"{text}: {kind.label}")
            button.clicked.connect(lambda _checked=False, k=kind, f=form: self._show(k, f))
            grid.addWidget(button, number, column)
            made.append(button)
        self._rows[kind] = (made[0], made[1], note)

    def show_session(self, session_id: UUID | None, *, dirty: bool) -> None:
        """Take in which session is open and whether what is typed is saved."""
        if session_id != self._session_id:
            self.banner.clear()
        self._session_id = session_id
        why = _UNSAVED if session_id is None or dirty else ""
        for pdf, docx, _note in self._rows.values():
            for button in (pdf, docx):
                button.setEnabled(not why)
                button.setToolTip(why)
        self.save.setEnabled(not why)
        self.save.setToolTip(why)

    def read_missing(self) -> None:
        """Read what the papers still lack and say it under each."""
        session_id = self._session_id
        if session_id is None:
            self._say_missing({})
            return
        self._bench.runner.run(
            lambda _r: self._bench.desk.council_papers.missing(session_id),
            on_done=lambda found: (
                self._say_missing(found) if session_id == self._session_id else None
            ),
            on_refused=self.banner.show_refusal,
            brief=True,
        )

    def _say_missing(self, found: dict[CouncilPaper, tuple[str, ...]]) -> None:
        for kind, (_pdf, _docx, note) in self._rows.items():
            gaps = found.get(kind, ())
            note.setText(f"Còn thiếu: {', '.join(gaps)}." if gaps else _USES[kind])
            restyle(note, problem="warning" if gaps else "", role="" if gaps else "muted")

    def _show(self, kind: CouncilPaper, form: PaperFormat) -> None:
        session_id = self._session_id
        assert session_id is not None
        target = Path(self._folder.filePath(f"{session_id}-{kind.value}.{form.value}"))

        def work(_report: Report) -> Path:
            target.write_bytes(self._bench.desk.council_papers.draw(session_id, kind, form))
            return target

        self.banner.clear()
        self._bench.runner.run(work, on_done=self.open_file, on_refused=self.banner.show_refusal)

    @staticmethod
    def open_file(path: Path) -> None:
        """Open a file in the system's own program for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _save_all(self) -> None:
        session_id = self._session_id
        folder = FilePicker.folder(self, "Lưu giấy tờ của phiên họp vào thư mục")
        if session_id is None or folder is None:
            return
        formats: tuple[PaperFormat, ...] = self.format.currentData()
        self.banner.clear()
        job = self._bench.runner.run(
            lambda report: self._bench.desk.council_papers.save(
                session_id, folder, report, formats
            ),
            on_done=partial(self._saved, folder),
            on_refused=self._refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Lập giấy tờ")

    def _saved(self, folder: Path, files: list[Path]) -> None:
        self._progress.finish()
        actions = [("Mở thư mục", lambda: self.open_file(folder))]
        text = f"Đã ghi {len(files)} tệp vào {folder}."
        self.banner.show_message(Tone.SUCCESS, text, actions)

    def _refused(self, error: AppError) -> None:
        self._progress.finish()
        self.banner.show_refusal(error)
