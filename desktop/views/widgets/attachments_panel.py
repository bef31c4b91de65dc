"""«Tệp kèm theo» of one record: a list of files, adding, opening, saving a copy, taking away.

The owner is given by the page; a record that is not saved yet has no files, and the buttons say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.overrides import override
from desktop.vietnamese.dates import date_time
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.attachments import AttachmentRow
    from desktop.views.pages import Bench

_HEADERS = ("Tên tệp", "Dung lượng", "Ngày thêm")
_KINDS = "Tệp kèm theo (*.pdf *.docx *.xlsx *.jpg *.jpeg *.png)"
_WHAT = "PDF, DOCX, XLSX, JPG, PNG"
_UNSAVED = "Lưu bản ghi trước, rồi mới thêm tệp"
_NONE_CHOSEN = "Chọn một tệp trong danh sách trước"
_ID = Qt.ItemDataRole.UserRole
_UNITS = ("byte", "KB", "MB", "GB")


class AttachmentsPanel(QWidget):
    """The files of one record of a subject.

    Args:
        bench: services and runner.
        subject: "campaigns", "exemplars", "initiatives", "dossiers" or "nominations".

    Signals:
        changed: a file was added or taken away.
    """

    changed = Signal()

    def __init__(self, bench: Bench, subject: str) -> None:
        super().__init__()
        self._bench, self._service, self._subject = bench, bench.desk.attachments, subject
        self._owner: UUID | None = None
        self._read_only = ""
        # Opened copies are plain files; the folder goes when the panel does.
        self._opened = QTemporaryDir()
        self.setObjectName("attachments")
        self.banner = Banner()
        self._progress = JobProgress()
        self._files = named(QTreeWidget(), "attachment_list", says="Tệp kèm theo")
        self._files.setHeaderLabels(_HEADERS)
        self._files.setRootIsDecorated(False)
        self._files.setAlternatingRowColors(True)
        header = self._files.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._add = self._button("Thêm tệp…", "add_file", "plus", self._choose_files)
        self._open = self._button("Mở", "open_file", "open", self._open_copy)
        self._keep = self._button("Lưu ra ngoài…", "save_file", "export", self._save_copy)
        self._drop = self._button("Bỏ", "remove_file", "trash", self._remove)
        self._files.currentItemChanged.connect(lambda _now, _before: self._say_buttons())
        self._files.itemActivated.connect(lambda _item, _column: self._open_copy())
        self.setAcceptDrops(True)
        self._lay_out()
        self.show_owner(None)

    def _button(self, text: str, name: str, icon: str, act: Any) -> QPushButton:
        button = named(QPushButton(text), name, role="quiet")
        button.setIcon(icon_for(self, icon))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._add, self._open, self._keep, self._drop):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(named(QLabel(_WHAT), "attachment_hint", role="muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._files, 1)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)

    def show_owner(self, owner: UUID | None, read_only: str = "") -> None:
        """Show the files of a record.

        Args:
            owner: the record's id; None while it was never saved.
            read_only: why nothing may be added or taken away, "" when it may.
        """
        self._owner, self._read_only = owner, read_only
        self.banner.clear()
        self._show([])
        if owner is not None:
            self._reload()

    def _reload(self) -> None:
        owner = self._owner
        if owner is None:
            return

        def show(rows: Sequence[AttachmentRow]) -> None:
            if owner == self._owner:
                self._show(rows)

        self._run(lambda _r: self._service.list_for(self._subject, owner), show)

    def _show(self, rows: Sequence[AttachmentRow]) -> None:
        self._files.clear()
        for row in rows:
            local = date_time(row.added_at.astimezone(LOCAL_TIME))
            item = QTreeWidgetItem([row.file_name, size_text(row.size), local])
            icon = "photo" if row.media_type.startswith("image/") else "attach"
            item.setIcon(0, icon_for(self, icon, "muted"))
            item.setData(0, _ID, row.id)
            item.setToolTip(0, row.file_name)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            self._files.addTopLevelItem(item)
        if first := self._files.topLevelItem(0):
            self._files.setCurrentItem(first)
        self._say_buttons()

    def _say_buttons(self) -> None:
        missing = _UNSAVED if self._owner is None else self._read_only
        chosen = "" if self._files.currentItem() else _NONE_CHOSEN
        for button, reason in (
            (self._add, missing),
            (self._open, chosen),
            (self._keep, chosen),
            (self._drop, missing or chosen),
        ):
            button.setEnabled(not reason)
            button.setToolTip(reason)

    def _choose_files(self) -> None:
        chosen = FilePicker.open_files(self, "Thêm tệp kèm theo", _KINDS)
        if chosen:
            self._add_files(chosen)

    def _add_files(self, paths: Sequence[Path]) -> None:
        owner = self._owner
        assert owner is not None

        def work(report: Report) -> None:
            for path in paths:
                self._service.add(self._subject, owner, "", path, report)

        self._run_shown(work, "Thêm tệp kèm theo", self._changed, also_refused=self._reload)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._add.isEnabled():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._add.isEnabled():
            event.acceptProposedAction()
            self._add_files(paths)

    def _changed(self, _result: object = None) -> None:
        self._reload()
        self.changed.emit()

    def _chosen(self) -> tuple[UUID, str] | None:
        item = self._files.currentItem()
        return (item.data(0, _ID), item.text(0)) if item else None

    def _open_copy(self) -> None:
        if (chosen := self._chosen()) is not None:
            file_id, name = chosen
            target = Path(self._opened.filePath(str(file_id)))
            target.mkdir(exist_ok=True)
            self._export(file_id, target / name, lambda: self._show_file(target / name))

    @staticmethod
    def _show_file(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _save_copy(self) -> None:
        if (chosen := self._chosen()) is not None:
            file_id, name = chosen
            target = FilePicker.save_file(self, "Lưu tệp ra ngoài", name, "Mọi tệp (*)")
            if target is not None:
                self._export(file_id, target, lambda: None)

    def _export(self, file_id: UUID, target: Path, then: Any) -> None:
        self._run_shown(
            lambda report: self._service.export(file_id, target, report),
            "Lưu tệp kèm theo",
            lambda _none: then(),
        )

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        file_id, name = chosen
        text = f"Bỏ «{name}» khỏi bản ghi này? Lịch sử vẫn ghi tên tệp."
        if ConfirmDialog.ask(self, "Bỏ tệp kèm theo", text, yes="Bỏ tệp"):
            self._run(lambda _r: self._service.remove(file_id), self._changed)

    def _run(self, work: Any, on_done: Any) -> None:
        self._bench.runner.run(work, on_done=on_done, on_refused=self.banner.show_refusal)

    def _run_shown(
        self, work: Any, step: str, on_done: Any, also_refused: Any = lambda: None
    ) -> None:
        """Run a job that copies bytes, with its progress and the button that stops it."""

        def done(result: Any) -> None:
            self._progress.finish()
            on_done(result)

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.banner.show_refusal(error)
            also_refused()

        def cancelled() -> None:
            self._progress.finish()
            also_refused()

        self.banner.clear()
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=cancelled,
        )
        self._progress.watch(job, step)


def size_text(size: int) -> str:
    """Return a file's size as people say it: «1,4 MB»."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    figure = f"{amount:.1f}".rstrip("0").rstrip(".") if unit else str(size)
    return f"{figure.replace('.', ',')} {_UNITS[unit]}"
