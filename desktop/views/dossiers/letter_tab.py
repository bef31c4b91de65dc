"""«Tờ trình»: the dossier's own form, and its papers drawn to be read before they are signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services.permissions import Act
from desktop.views.dossiers.letter_numbering import LetterNumbering
from desktop.views.legal.bases_dialog import BasesDialog
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.format_box import format_box, formats_of
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.bases import BasisChoice
    from desktop.services.papers import PaperFormat
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench
    from desktop.views.widgets.record_form import RecordForm

_UNSAVED = "Lưu hồ sơ trước, giấy tờ lập từ nội dung đã lưu"
_NO_RECEIVER = "Hồ sơ chưa chọn cơ quan nhận nên không có tờ trình"
_NO_LETTER = f"{_NO_RECEIVER}; ghi số, ngày thì lập tờ trình nội bộ"
_LEFT_OUT = "Có {count} văn bản chưa đối chiếu không tự đưa vào; chọn ở Căn cứ…"
_NOBODY = "Hồ sơ chưa có đề nghị nào"


class LetterTab(QWidget):
    """The form, and above it what draws the papers.

    Args:
        bench: services and runner.
        form: of the dossier; the page loads and saves it.

    Signals:
        numbered: id of a dossier whose letter got a number, and with it a new version.
    """

    numbered = Signal(object)

    def __init__(self, bench: Bench, form: RecordForm[Any]) -> None:
        super().__init__()
        self._bench, self._form = bench, form
        self._opened: OpenDossier | None = None
        # Papers looked at are plain files; they go when the window does.
        self._folder = QTemporaryDir()
        self.setObjectName("letter")
        self.banner = Banner()
        self._progress = JobProgress()
        papers = bench.desk.papers
        self._letter = self._button(
            "Xem tờ trình", "show_letter", "open", lambda: self._show("to-trinh", papers.letter)
        )
        self._list = self._button(
            "Xem danh sách",
            "show_list",
            "open",
            lambda: self._show("danh-sach", papers.nomination_list),
        )
        self._bases = self._button("Căn cứ…", "choose_bases", "law", self.choose_bases)
        self._number = self._button("Lấy số…", "take_number", "register", self._ask_number)
        self._save = self._button("Lập giấy tờ…", "save_papers", "export", self._save_papers)
        self._numbering = LetterNumbering(
            self,
            bench,
            self._numbered,
            lambda text: self.banner.show_message(Tone.DANGER, text),
            self.banner.show_refusal,
        )
        self.format = format_box()
        buttons = QHBoxLayout()
        buttons.setContentsMargins(PAD, GAP, PAD, 0)
        buttons.setSpacing(GAP)
        for widget in (
            self._letter,
            self._list,
            self._bases,
            self._number,
            self.format,
            self._save,
        ):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        self._left_out = named(QLabel(), "bases_left_out")
        self._left_out.setWordWrap(True)
        self._left_out.setContentsMargins(PAD, 0, PAD, 0)
        self._left_out.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self._left_out)
        layout.addWidget(self.banner)
        layout.addWidget(self._progress)
        layout.addWidget(form, 1)
        # It was a tab of its own before, which hides what is not in front.
        form.show()
        form.dirty_changed.connect(lambda _dirty: self._say_buttons())
        self._say_buttons()

    def _button(self, text: str, name: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setIcon(icon_for(self, icon))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def show_dossier(self, opened: OpenDossier | None) -> None:
        """Take in which dossier is open; None for one never saved."""
        if opened is None or self._opened is None or opened.id != self._opened.id:
            self.banner.clear()
        self._opened = opened
        self._say_buttons()
        self._ask_left_out()

    def _ask_left_out(self) -> None:
        opened, bases = self._opened, self._bench.desk.bases
        self._left_out.hide()
        if opened is None or opened.frozen or opened.draft.receiver_office_id is None:
            return

        def told(choice: BasisChoice) -> None:
            count = len(choice.left_out)
            is_same = self._opened is not None and self._opened.id == opened.id
            self._left_out.setText(_LEFT_OUT.format(count=count))
            self._left_out.setVisible(is_same and count > 0)

        self._bench.runner.run(
            lambda _r: bases.of_dossier(opened.id),
            on_done=told,
            on_refused=self.banner.show_refusal,
        )

    def _say_buttons(self) -> None:
        opened = self._opened
        reason = unsaved = _UNSAVED if opened is None or self._form.is_dirty else ""
        if not reason and opened is not None and not opened.live:
            reason = _NOBODY
        is_sent = opened is not None and opened.draft.receiver_office_id is not None
        no_bases = "" if is_sent else _NO_RECEIVER
        is_typed = opened is not None and opened.draft.letter_number and opened.draft.letter_date
        may_not = self._bench.rights.why_not(Act.REGISTERS)
        no_letter = "" if is_sent or is_typed else _NO_LETTER
        for button, why in (
            (self._letter, reason or no_letter),
            (self._list, reason),
            (self._bases, unsaved or (opened.frozen if opened else "") or no_bases),
            (self._number, unsaved or (opened.frozen if opened else "") or no_bases or may_not),
            (self._save, reason),
        ):
            button.setEnabled(not why)
            button.setToolTip(why)

    def _show(self, name: str, draw: Callable[[UUID, PaperFormat], bytes]) -> None:
        opened, form = self._opened, formats_of(self.format)[0]
        assert opened is not None
        target = Path(self._folder.filePath(f"{opened.id}-{name}.{form.value}"))

        def work(_report: Report) -> Path:
            target.write_bytes(draw(opened.id, form))
            return target

        self._bench.runner.run(work, on_done=self.open_file, on_refused=self.banner.show_refusal)

    def choose_bases(self) -> None:
        """Ask what the letter cites, and keep it."""
        opened, bases = self._opened, self._bench.desk.bases
        if opened is None or opened.frozen:
            return

        def ask(choice: BasisChoice) -> None:
            lines = BasesDialog.ask(self, choice)
            if lines is None or lines == choice.chosen:
                return
            self._bench.runner.run(
                lambda _r: bases.choose(opened.id, lines, choice.chosen),
                on_done=lambda _none: self._chosen(len(lines)),
                on_refused=self.banner.show_refusal,
            )

        self._bench.runner.run(
            lambda _r: bases.of_dossier(opened.id),
            on_done=ask,
            on_refused=self.banner.show_refusal,
        )

    def _chosen(self, count: int) -> None:
        text = f"Tờ trình ghi {count} căn cứ đã chọn." if count else "Căn cứ lấy tự động."
        self.banner.show_message(Tone.SUCCESS, text)
        self._bench.changes.tell({"dossiers"})

    def _numbered(self, text: str) -> None:
        self.banner.show_message(Tone.SUCCESS, text)
        if self._opened is not None:
            self.numbered.emit(self._opened.id)

    def _ask_number(self) -> None:
        if self._opened is not None:
            self._numbering.ask(self._opened.id)

    @staticmethod
    def open_file(path: Path) -> None:
        """Open a file in the system's own program for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _save_papers(self) -> None:
        opened = self._opened
        folder = FilePicker.folder(self, "Lưu giấy tờ của hồ sơ vào thư mục")
        if opened is None or folder is None:
            return

        def done(files: list[Path]) -> None:
            self._progress.finish()
            text = f"Đã ghi {len(files)} giấy tờ vào {folder}."
            actions = [("Mở thư mục", lambda: self.open_file(folder))]
            self.banner.show_message(Tone.SUCCESS, text, actions)

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.banner.show_refusal(error)

        self.banner.clear()
        formats = formats_of(self.format)
        job = self._bench.runner.run(
            lambda report: self._bench.desk.papers.save_dossier(opened.id, folder, report, formats),
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Lập giấy tờ")
