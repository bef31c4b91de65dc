"""The page of conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop.overrides import override
from desktop.views.conflicts.detail import ConflictPanel
from desktop.views.conflicts.words import gaps_text, state_text, state_tone
from desktop.views.exchange.words import local
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.conflicts import ConflictDetail, ConflictRow, Gap, Offer, SettleReport
    from desktop.views.pages import Bench

_COLUMNS = (
    Column("Mâu thuẫn", lambda c: c.title, 180),
    Column("Trạng thái", state_text, 98, None, state_tone),
    Column("Thấy lúc", lambda c: local(c.found_at), 130, lambda c: c.found_at),
    Column("Bên kia", lambda c: short_office(c.office), 150),
)
_FILTERS = (
    Filter(
        "state_filter",
        "Trạng thái",
        [("Chờ chọn", lambda c: c.is_open), ("Đã giải quyết", lambda c: not c.is_open)],
    ),
)
# What a choice may bring with it.
_TOUCHED = ("inbox", "outbox", "dossiers", "nominations", "appraisal", "decisions", "home")


class ConflictsPage(ReadingPage):
    """What cannot both be so: both sides beside each other, and one is chosen with a reason."""

    subject = "conflicts"
    title = "Mâu thuẫn"
    nothing_open = (
        "Không có gì bị bỏ đi: cả hai bên của mỗi mâu thuẫn được giữ nguyên tới khi có người "
        "chọn.\n\nChọn một dòng để xem hai bên."
    )
    refreshes_on = frozenset({"inbox", "dossiers"})
    shares = (550, 580)

    def __init__(self, bench: Bench) -> None:
        self._gaps = named(QLabel(), "gaps", role="muted")
        self._gaps.setWordWrap(True)
        panel = ListPanel(
            _COLUMNS, filters=_FILTERS, noun="mâu thuẫn", empty_text="Không có mâu thuẫn nào."
        )
        super().__init__(bench, panel, ConflictPanel())
        self.detail: ConflictPanel
        self.setFocusProxy(self.panel.view)
        self.detail.asked.connect(self._choose)
        self.detail.dossier_asked.connect(self._open_dossier)

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        super().arrange(layout)
        layout.addWidget(self._gaps)

    @override
    def read_rows(self) -> Sequence[ConflictRow]:
        return self._bench.desk.conflicts.list_rows()

    @override
    def rows_shown(self, rows: Sequence[ConflictRow]) -> None:
        def show(gaps: Sequence[Gap]) -> None:
            self._gaps.setText(gaps_text(gaps))
            self._gaps.setVisible(bool(gaps))

        self.run(self._bench.desk.conflicts.gaps, show)

    @override
    def read_record(self, record_id: UUID) -> ConflictDetail:
        return self._bench.desk.conflicts.open(record_id)

    @override
    def show_record(self, record: ConflictDetail) -> None:
        self.detail.show_conflict(record)

    def _choose(self, offer: Offer) -> None:
        opened = self.detail.opened
        if opened is None:
            return
        reason = ReasonDialog.ask(self, offer.label, offer.consequence, yes=offer.label)
        if reason is None:
            return
        conflicts, conflict_id = self._bench.desk.conflicts, opened.row.id

        def done(report: SettleReport) -> None:
            told = "" if report.answer is None else " Gói báo cho bên kia đã nằm ở «Hộp đi»."
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi lựa chọn «{offer.label}».{told}")
            self.tell_changed(*_TOUCHED)

        self.run_shown(
            lambda _report: conflicts.settle(conflict_id, offer.choice, reason),
            "Giải quyết mâu thuẫn",
            done,
        )

    def _open_dossier(self) -> None:
        opened = self.detail.opened
        if opened is not None and opened.row.dossier_id is not None:
            self.record_requested.emit(opened.dossier_page, opened.row.dossier_id)
