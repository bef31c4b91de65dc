"""The files that changed between two revisions, either version to be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.attachments import name_of_copy
from desktop.views.theme import GAP
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.revision_diff import Change
    from desktop.services.revision_files import FileVersion
    from desktop.views.pages import Bench

_HEADERS = ("Tệp", "Kết quả", "Lần trước", "Lần này")
_RESULT, _RESULT_WIDTH = 1, 92
_CHANGE = Qt.ItemDataRole.UserRole
_HEIGHT = 112
_NONE = "–"


class ChangedFiles(QWidget):
    """Lists file changes; hidden where there are none."""

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self._bench, self._banner = bench, banner
        self._dossier: UUID | None = None
        # Opened copies are plain files; the folder goes when the widget does.
        self._copies = QTemporaryDir()
        self._files = named(QTreeWidget(), "changed_files", says="Tệp đã thay đổi")
        self._files.setHeaderLabels(_HEADERS)
        self._files.setRootIsDecorated(False)
        self._files.setFixedHeight(_HEIGHT)
        header = self._files.header()
        header.setStretchLastSection(False)
        for column in range(len(_HEADERS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_RESULT, QHeaderView.ResizeMode.Fixed)
        self._files.setColumnWidth(_RESULT, _RESULT_WIDTH)
        self._old = action_button(
            "Mở bản lần trước", "open_old", "open", lambda: self._open("old_file"), role="quiet"
        )
        self._new = action_button(
            "Mở bản lần này", "open_new", "open", lambda: self._open("new_file"), role="quiet"
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._old)
        buttons.addWidget(self._new)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._files)
        layout.addLayout(buttons)
        self._files.currentItemChanged.connect(lambda _now, _before: self._say_buttons())
        self.show_changes(None, ())

    def show_changes(self, dossier_id: UUID | None, changes: Sequence[Change]) -> None:
        """Show those of some changes that are about files, unchanged ones too."""
        self._dossier = dossier_id
        self._files.clear()
        about_files = [change for change in changes if change.old_file or change.new_file]
        for change in about_files:
            texts = (change.kind.label, _told(change.old_file), _told(change.new_file))
            item = QTreeWidgetItem([change.label, *texts])
            item.setData(0, _CHANGE, change)
            for column in range(len(_HEADERS)):
                item.setToolTip(column, item.text(column))
            self._files.addTopLevelItem(item)
        if first := self._files.topLevelItem(0):
            self._files.setCurrentItem(first)
        self.setVisible(bool(about_files))
        self._say_buttons()

    def _chosen(self, side: str) -> FileVersion | None:
        item = self._files.currentItem()
        found: FileVersion | None = getattr(item.data(0, _CHANGE), side) if item else None
        return found

    def _say_buttons(self) -> None:
        for button, side in ((self._old, "old_file"), (self._new, "new_file")):
            allow(button, "" if self._chosen(side) else "Lần ấy không có tệp này")

    def _open(self, side: str) -> None:
        version, dossier_id = self._chosen(side), self._dossier
        if version is None or dossier_id is None:
            return
        folder = Path(self._copies.filePath(version.sha256))
        folder.mkdir(exist_ok=True)
        target = folder / name_of_copy(version.file_name)
        points = self._bench.desk.returned_points
        self._bench.runner.run(
            lambda report: points.export_file(dossier_id, version.sha256, target, report),
            on_done=lambda _none: self._show_file(target),
            on_refused=self._banner.show_refusal,
        )

    @staticmethod
    def _show_file(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _told(version: FileVersion | None) -> str:
    return f"{version.file_name} ({size_text(version.size)})" if version else _NONE
