"""The page of packages that left this office, or wait to be carried away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.config import LOCAL_TIME
from desktop.errors import NotFound
from desktop.overrides import override
from desktop.services.outbox import OutboxState
from desktop.vietnamese.dates import date_time
from desktop.vietnamese.text import fold
from desktop.views.outbox.detail import PackageDetail
from desktop.views.outbox.words import is_submission, state_text, state_tone
from desktop.views.theme import Tone
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.reading_page import ReadingPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.outbox import PackageRow
    from desktop.views.pages import Bench


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One line of the table: the package, and what the search looks in."""

    row: PackageRow
    search_key: str

    @property
    def id(self) -> UUID:
        """The record's id, as a table wants it."""
        return self.row.id


def _when(line: PackageLine) -> str:
    return date_time(line.row.created_at.astimezone(LOCAL_TIME))


_COLUMNS = (
    Column("Hồ sơ", lambda p: p.row.title, 210),
    Column("Gói", lambda p: p.row.kind.label, 190),
    Column("Trạng thái", lambda p: state_text(p.row), 128, None, lambda p: state_tone(p.row)),
    Column("Lập lúc", _when, 130, lambda p: p.row.created_at),
    Column("Dung lượng", lambda p: size_text(p.row.size), 100, lambda p: p.row.size, right=True),
    Column("Nơi nhận", lambda p: p.row.receiver, 220),
)


def _waits(line: PackageLine) -> bool:
    return line.row.state is OutboxState.QUEUED and is_submission(line.row)


def _is_settled(line: PackageLine) -> bool:
    return line.row.state is OutboxState.RECEIVED


_FILTERS = (
    Filter(
        "state_filter",
        "Trạng thái",
        [("Chờ biên nhận", _waits), ("Đã có biên nhận", _is_settled)],
    ),
)


_LIST_HEIGHT, _DETAIL_HEIGHT = 420, 290


class OutboxPage(ReadingPage):
    """Every signed package of this office; each can be copied out again at any time."""

    subject = "outbox"
    title = "Hộp đi"
    nothing_open = "Chọn một gói trong danh sách."
    refreshes_on = frozenset({"dossiers", "inbox", "decisions", "appraisal"})

    def __init__(self, bench: Bench) -> None:
        panel = ListPanel(
            _COLUMNS,
            filters=_FILTERS,
            noun="gói",
            empty_text="Chưa có gói nào. Gói được lập khi ký hồ sơ ở trang «Hồ sơ khen thưởng».",
        )
        super().__init__(bench, panel, PackageDetail())
        self.detail: PackageDetail
        # One above the other: a line tells everything, and needs the width.
        self.splitter.setOrientation(Qt.Orientation.Vertical)
        self.splitter.setSizes([_LIST_HEIGHT, _DETAIL_HEIGHT])
        self.detail.copy_asked.connect(self._copy)
        self.detail.folder_asked.connect(self._show_folder)
        self.detail.dossier_asked.connect(self._open_dossier)
        self.panel.opened.connect(lambda _id: self.detail.setFocus())

    @override
    def read_rows(self) -> Sequence[PackageLine]:
        rows = self._bench.desk.outbox.list_rows()
        return [PackageLine(row, fold(f"{row.title} {row.receiver} {row.signer}")) for row in rows]

    @override
    def read_record(self, record_id: UUID) -> PackageRow:
        for row in self._bench.desk.outbox.list_rows():
            if row.id == record_id:
                return row
        raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))

    @override
    def show_record(self, record: Any) -> None:
        self.detail.show_package(record)

    def _copy(self, package: PackageRow) -> None:
        folder = FilePicker.folder(self, "Chép gói vào USB hoặc thư mục")
        if folder is None:
            return

        def done(path: Path) -> None:
            text = f"Đã chép {path.name} vào {folder}. Mang tệp này tới {package.receiver}."
            actions = [("Mở thư mục", lambda: self.open_folder(folder))]
            self.banner.show_message(Tone.SUCCESS, text, actions)

        self.run_shown(
            lambda report: self._bench.desk.outbox.copy_to(package.package_id, folder, report),
            "Chép gói ra thư mục",
            done,
        )

    def _show_folder(self, package: PackageRow) -> None:
        path = self._bench.desk.store.paths.root / package.file_name
        self.open_folder(path.parent)

    @staticmethod
    def open_folder(folder: Path) -> None:
        """Show a folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _open_dossier(self, package: PackageRow) -> None:
        if package.dossier_id is not None:
            subject = "dossiers" if is_submission(package) else "appraisal"
            self.record_requested.emit(subject, package.dossier_id)
