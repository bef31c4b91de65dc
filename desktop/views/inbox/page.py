"""The page of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import AppError, NotFound
from desktop.overrides import override
from desktop.services.inbox_reports import InboxState, ReceiveResult
from desktop.views.answer_copies import answer_of
from desktop.views.exchange.stick_strip import StickStrip
from desktop.views.exchange.words import local
from desktop.views.filters import term_filter
from desktop.views.inbox.detail import OpenPackage, PackageDetail
from desktop.views.inbox.results import ReceiveResults
from desktop.views.inbox.trust_dialog import TrustDialog
from desktop.views.inbox.words import (
    OUTCOME_TONES,
    STATE_TONES,
    TakenFile,
    gaps_text,
    kind_text,
    outcome_text,
    state_text,
    taken,
    told_due,
    unread,
)
from desktop.views.messages import sentence
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.deadline_line import DeadlineLine
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.reading_page import ReadingPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.conflict_detection import Gap
    from desktop.services.deadlines import DueDossier
    from desktop.services.desk import Desk
    from desktop.services.inbox_reports import InboxRow, ReceiveReport
    from desktop.views.pages import Bench

_SUFFIXES = (".asice.p7m", ".asice")
_KINDS = f"Gói hồ sơ ký số ({' '.join(f'*{suffix}' for suffix in _SUFFIXES)})"


def _outcome_tone(row: InboxRow) -> str:
    return OUTCOME_TONES.get(row.outcome, "") if outcome_text(row) else ""


_COLUMNS = (
    Column("Gói", kind_text, 110),
    Column("Trạng thái", state_text, 122, tone=lambda p: STATE_TONES[p.state]),
    Column("Nơi gửi", lambda p: short_office(p.sender), 172),
    Column("Chữ ký", outcome_text, 74, tone=_outcome_tone),
    Column("Nhận lúc", lambda p: local(p.came_at), 132, lambda p: p.came_at),
)
# What a package may bring with it.
_TOUCHED = (
    "dossiers",
    "nominations",
    "appraisal",
    "decisions",
    "awards",
    "outbox",
    "offices",
    "conflicts",
    "home",
)


class InboxPage(ReadingPage):
    """Packages that came: taking them in, and what became of each."""

    subject = "inbox"
    title = "Hộp đến"
    nothing_open = (
        "Chọn một gói trong danh sách để xem.\n\n"
        "Để nhận gói mới: bấm «Nhận gói…», hoặc kéo tệp gói từ USB thả vào đây."
    )
    refreshes_on = frozenset({"dossiers", "offices", "trust", "conflicts"})
    shares = (610, 520)

    def __init__(self, bench: Bench) -> None:
        self._detail = PackageDetail()
        self._results = ReceiveResults()
        self._due = DeadlineLine()
        self._strip = StickStrip(bench)
        self._gaps = Banner()
        self._gaps.setObjectName("gaps")
        self._new: tuple[UUID, ...] = ()
        panel = ListPanel(
            _COLUMNS,
            filters=[term_filter("state_filter", "Trạng thái", InboxState, attrgetter("state"))],
            noun="gói",
            empty_text="Chưa có gói nào. Bấm «Nhận gói…» hoặc kéo tệp gói thả vào đây.",
        )
        super().__init__(bench, panel, self._detail)
        self.setFocusProxy(self.panel.view)
        self._take = self.add_action(
            "Nhận gói…", "receive", "import", self._choose, "Ctrl+N", role="primary"
        )
        self.add_action("USB, thư mục…", "choose_stick", "usb", self._strip.choose_folder)
        self.setAcceptDrops(True)
        self._results.opened.connect(self.open_record)
        self._results.keep_receipts.connect(self._keep_new_receipts)
        self._detail.dossier_asked.connect(self._open_dossier)
        self._detail.receipt_asked.connect(self._keep_receipt)
        self._detail.trust_asked.connect(self._trust)
        self._detail.reject_asked.connect(self._reject)
        self._detail.conflict_asked.connect(self._open_conflict)

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        super().arrange(layout)
        for widget in (self._strip, self._gaps, self._due, self._results):
            layout.insertWidget(layout.count() - 1, widget)

    @override
    def read_rows(self) -> Sequence[InboxRow]:
        return self._bench.desk.inbox.list_rows()

    @override
    def rows_shown(self, rows: Sequence[InboxRow]) -> None:
        """Say which of what was received here is late or due soon, until it has gone on."""
        desk = self._bench.desk

        def show(due: Sequence[DueDossier]) -> None:
            pressing = [d for d in due if not d.is_own and d.deadline.is_pressing]
            self._due.show_text(*told_due(pressing))

        self.run(desk.deadlines.list_due, show)
        self.run(desk.conflicts.gaps, self._show_gaps)

    def _show_gaps(self, gaps: Sequence[Gap]) -> None:
        text = gaps_text(gaps)
        if text:
            self._gaps.show_message(Tone.WARNING, text)
        else:
            self._gaps.clear()

    @override
    def read_record(self, record_id: UUID) -> OpenPackage:
        return read_package(self._bench.desk, record_id)

    @override
    def show_record(self, record: OpenPackage) -> None:
        self._detail.show_package(record)

    # -- taking packages in -----------------------------------------------------------------

    def _choose(self) -> None:
        chosen = FilePicker.open_files(self, "Nhận gói hồ sơ", _KINDS)
        if chosen:
            self.receive(chosen)

    def receive(self, files: Sequence[Path]) -> None:
        """Take files in, one after the other; what came of each is listed."""
        inbox = self._bench.desk.inbox

        def work(report: Report) -> list[tuple[TakenFile, UUID | None]]:
            return [_take_one(inbox, file, report) for file in files]

        self._take.setEnabled(False)
        self._results.hide()
        self.run_shown(work, "Nhận gói hồ sơ", self._show_results, self._take_ended)

    def _take_ended(self) -> None:
        self._take.setEnabled(True)
        # A stop in the middle leaves the files before it taken in.
        self.tell_changed(*_TOUCHED)

    def _show_results(self, taken_in: Sequence[tuple[TakenFile, UUID | None]]) -> None:
        self._results.show_results([file for file, _ in taken_in])
        self._new = tuple(dossier for file, dossier in taken_in if dossier and file.is_new_dossier)
        first = next((file.record_id for file, _ in taken_in if file.record_id), None)
        if first is not None:
            self.open_record(first)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = _dropped(event)
        if files and self._take.isEnabled():
            event.acceptProposedAction()
            self.receive(files)

    # -- the open package -------------------------------------------------------------------

    def _open_dossier(self) -> None:
        opened = self._detail.opened
        if opened is not None and opened.row.dossier_id is not None:
            subject = "appraisal" if opened.row.kind == "submission" else "dossiers"
            self.record_requested.emit(subject, opened.row.dossier_id)

    def _open_conflict(self) -> None:
        if self._detail.opened is not None:
            self.record_requested.emit("conflicts", self._detail.opened.conflict)

    def _keep_receipt(self) -> None:
        if self._detail.opened is not None and self._detail.opened.receipt is not None:
            self._copy_receipts([self._detail.opened.receipt])

    def _keep_new_receipts(self) -> None:
        desk, wanted = self._bench.desk, set(self._new)
        self.run(
            lambda: [r for d in wanted if (r := answer_of(desk, d, "receipt")) is not None],
            self._copy_receipts,
        )

    def _copy_receipts(self, receipts: Sequence[UUID]) -> None:
        folder = FilePicker.folder(self, "Lưu biên nhận ra USB hoặc thư mục")
        if folder is None or not receipts:
            return
        outbox = self._bench.desk.outbox

        def work(report: Report) -> list[Path]:
            return [outbox.copy_to(receipt, folder, report) for receipt in receipts]

        def done(files: Sequence[Path]) -> None:
            names = ", ".join(file.name for file in files)
            self.banner.show_message(Tone.SUCCESS, f"Đã lưu biên nhận: {names}.")

        self.run_shown(work, "Lưu biên nhận", done)

    def _trust(self) -> None:
        opened = self._detail.opened
        signature = opened.report.signature if opened and opened.report else None
        if opened is None or signature is None:
            return
        row = opened.row
        answer = TrustDialog.ask(
            self,
            office=row.sender,
            signer=signature.signer,
            short_code=signature.short_code,
            known=opened.known,
            yes="Tin chứng thư và nhận gói",
        )
        if answer is None:
            return
        inbox, office_id = self._bench.desk.inbox, answer.office_id
        self.run_shown(
            lambda report: inbox.retry(row.id, report, accept_unknown=True, office_id=office_id),
            "Nhận gói hồ sơ",
            lambda result: self._retried(row, result),
        )

    def _retried(self, row: InboxRow, result: ReceiveReport) -> None:
        if result.result is ReceiveResult.NEW:
            text = f"Đã tin chứng thư và nhận gói của {row.sender}."
            self.banner.show_message(Tone.SUCCESS, text)
        elif result.refusal is not None:
            self.banner.show_message(Tone.DANGER, sentence(result.refusal).text)
        self.tell_changed("trust", *_TOUCHED)

    def _reject(self) -> None:
        opened = self._detail.opened
        if opened is None:
            return
        text = "Gói này bị bỏ khỏi nơi chờ; không gì trong gói được dùng. Lý do được ghi lại."
        reason = ReasonDialog.ask(self, "Từ chối gói", text, yes="Từ chối", dangerous=True)
        if reason is None:
            return

        def done(_none: Any) -> None:
            self.banner.show_message(Tone.SUCCESS, "Đã từ chối gói.")
            self.tell_changed()

        self.run(lambda: self._bench.desk.inbox.reject(opened.row.id, reason), done)


def read_package(desk: Desk, record_id: UUID) -> OpenPackage:
    """Return a package laid open; runs in a job.

    Raises:
        NotFound: there is no such line in the inbox.
    """
    row = next((r for r in desk.inbox.list_rows() if r.id == record_id), None)
    if row is None:
        raise NotFound(NotFound.Code.RECORD, subject="inbox", id=str(record_id))
    report = None
    if row.state is not InboxState.REFUSED:
        report = desk.inbox.inspect(desk.store.paths.root / row.file_name)
    receipt = answer_of(desk, row.dossier_id, "receipt") if row.dossier_id else None
    offices = desk.offices.list_rows()
    own = desk.store.actor.office_id
    known = tuple((o.id, o.name) for o in offices if o.id != own and not o.archived)
    conflict = desk.conflicts.of_package(row.id)
    return OpenPackage(row, report, receipt, known, conflict)


def _take_one(inbox: Any, file: Path, report: Report) -> tuple[TakenFile, UUID | None]:
    try:
        result: ReceiveReport = inbox.receive(file, report)
    except AppError as error:
        # One file that cannot be read must not keep the others on the stick.
        return unread(file.name, error), None
    return taken(file.name, result), result.dossier_id


def _dropped(event: QDropEvent) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for file in files if file.name.lower().endswith(_SUFFIXES)]
