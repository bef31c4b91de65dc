"""The page of packages that left this office, or wait to be carried away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import NotFound
from desktop.overrides import override
from desktop.services.attempts import attempts_of
from desktop.services.outbox import OutboxState
from desktop.services.ready_dossiers import ReadyDossier, ready_dossiers
from desktop.vietnamese.text import fold
from desktop.views.exchange.failures_banner import FailuresBanner
from desktop.views.exchange.stick_strip import StickStrip
from desktop.views.exchange.words import local
from desktop.views.outbox.detail import PackageDetail
from desktop.views.outbox.words import (
    STATES,
    OpenPackage,
    kind_text,
    ready_target,
    ready_text,
    short_state,
    state_tone,
)
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
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


_COLUMNS = (
    Column("Gói", lambda p: kind_text(p.row), 84),
    Column("Trạng thái", lambda p: short_state(p.row), 166, None, lambda p: state_tone(p.row)),
    Column("Lập lúc", lambda p: local(p.row.created_at), 128, lambda p: p.row.created_at),
    Column("Nơi nhận", lambda p: short_office(p.row.receiver), 110),
    Column("Hồ sơ", lambda p: p.row.title, 142),
)
_SHORT = {
    OutboxState.CARRIED: "Đã chuyển",
    OutboxState.RECEIVED: "Đã nhận",
    OutboxState.REFUSED: "Không nhận",
}


def _in_state(line: PackageLine, state: OutboxState) -> bool:
    return line.row.state is state


_FILTERS = (
    Filter(
        "state_filter",
        "Trạng thái",
        [(_SHORT.get(s, words), partial(_in_state, state=s)) for s, (words, _) in STATES.items()],
        tones=[tone for _, tone in STATES.values()],
    ),
)


class OutboxPage(ReadingPage):
    """Every signed package of this office; each can be copied out again at any time."""

    subject = "outbox"
    title = "Hộp đi"
    nothing_open = "Chọn một gói trong danh sách."
    refreshes_on = frozenset({"dossiers", "inbox", "decisions", "appraisal", "connections"})
    shares = (600, 530)

    def __init__(self, bench: Bench) -> None:
        panel = ListPanel(
            _COLUMNS,
            filters=_FILTERS,
            noun="gói",
            empty_text="Chưa có gói nào. Gói được lập khi ký hồ sơ ở trang «Hồ sơ khen thưởng».",
        )
        self._strip = StickStrip(bench)
        self._failures = FailuresBanner(bench)
        self._ready = Banner()
        self._ready.setObjectName("ready_line")
        super().__init__(bench, panel, PackageDetail())
        self.detail: PackageDetail
        self.setFocusProxy(self.panel.view)
        self.add_action("USB, thư mục…", "choose_stick", "usb", self._strip.choose_folder)
        self._failures.package_asked.connect(self.open_record)
        self.detail.again_asked.connect(self._send_again)
        self.detail.copy_asked.connect(self._copy)
        self.detail.folder_asked.connect(self._show_folder)
        self.detail.dossier_asked.connect(self._open_dossier)
        self.panel.opened.connect(lambda _id: self.detail.setFocus())

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        super().arrange(layout)
        for widget in (self._failures, self._strip, self._ready):
            layout.insertWidget(layout.count() - 1, widget)

    @override
    def rows_shown(self, rows: Sequence[PackageLine]) -> None:
        """Say what is ready and not signed, and what failed unread."""
        store = self._bench.desk.store
        self.run(lambda: ready_dossiers(store), self._show_ready)
        self._failures.refresh()

    def _show_ready(self, ready: tuple[ReadyDossier, ...]) -> None:
        text = ready_text(ready)
        if not text:
            self._ready.clear()
            return
        target = ready_target(ready)

        def look() -> None:
            self._ready.show()
            self.record_requested.emit("dossiers", target)

        tone = Tone.WARNING if any(dossier.refusal for dossier in ready) else Tone.INFO
        self._ready.show_message(tone, text, [("Mở để ký", look)], can_close=False)

    @override
    def read_rows(self) -> Sequence[PackageLine]:
        rows = self._bench.desk.outbox.list_rows()
        return [PackageLine(row, fold(f"{row.title} {row.receiver} {row.signer}")) for row in rows]

    @override
    def read_record(self, record_id: UUID) -> OpenPackage:
        desk = self._bench.desk
        for row in desk.outbox.list_rows():
            if row.id == record_id:
                tries = tuple(attempts_of(desk.store, row.id))
                road = desk.lines.roads().get(row.receiver_id) if row.receiver_id else None
                return OpenPackage(row, tries, road)
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
            self.tell_changed()

        self.run_shown(
            lambda report: self._bench.desk.outbox.copy_to(package.package_id, folder, report),
            "Chép gói ra thư mục",
            done,
        )

    def _send_again(self, package: PackageRow) -> None:
        def done(_none: None) -> None:
            text = (
                "Gói được chuyển lại ở lần đồng bộ tới, hoặc khi cắm USB và bấm «Chép hai chiều». "
                "Nơi nhận đã có rồi thì không thành hai gói."
            )
            self.banner.show_message(Tone.SUCCESS, text)
            self.tell_changed("connections")

        self.run(lambda: self._bench.desk.exchange.send_again(package.id), done)

    def _show_folder(self, package: PackageRow) -> None:
        path = self._bench.desk.store.paths.root / package.file_name
        self.open_folder(path.parent)

    @staticmethod
    def open_folder(folder: Path) -> None:
        """Show a folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _open_dossier(self, package: PackageRow) -> None:
        if package.dossier_id is not None:
            subject = "dossiers" if package.is_own_dossier else "appraisal"
            self.record_requested.emit(subject, package.dossier_id)
