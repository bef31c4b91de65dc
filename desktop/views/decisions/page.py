"""The page of decisions and certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.overrides import override
from desktop.services.permissions import Act
from desktop.vietnamese.dates import short_date
from desktop.views.decisions.cancelling import Cancelling
from desktop.views.decisions.deciding import ManyDeciding
from desktop.views.decisions.detail import DecisionView, OpenDecision
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.reading_page import ReadingPage, allow
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.decision_rows import DecidedAward, DecisionRow
    from desktop.views.pages import Bench


def _about(row: DecisionRow) -> str:
    """Return what a decision is about; in a list of decisions «Về việc» says nothing."""
    about = row.subject.removeprefix("Về việc ")
    return about[:1].upper() + about[1:]


def _by_whom(row: DecisionRow) -> str:
    return "Tại đây" if row.made_here else short_office(row.deciding_office)


_COLUMNS = (
    Column("Trích yếu", _about, 150),
    Column("Số", lambda d: d.number, 118, lambda d: (d.decided_on.year, d.sort_key)),
    Column("Ngày", lambda d: short_date(d.decided_on), 86, lambda d: d.decided_on),
    Column("Khen", lambda d: str(d.awards), 50, lambda d: d.awards, right=True),
    Column("Ban hành", _by_whom, 84),
)
_FILTERS = (
    Filter("year_filter", "Năm", ()),
    Filter(
        "origin_filter",
        "Nguồn",
        [
            ("Quyết định tại đây", lambda d: d.made_here),
            ("Cấp trên gửi về", lambda d: not d.made_here),
        ],
    ),
)


class DecisionsPage(ReadingPage):
    """Decisions made here and received, with their papers and certificates."""

    subject = "decisions"
    title = "Quyết định, giấy khen"
    nothing_open = "Chọn một quyết định để xem danh sách khen thưởng và in giấy khen."
    shares = (510, 620)
    refreshes_on = frozenset({"awards", "dossiers"})

    def __init__(self, bench: Bench) -> None:
        self._view = DecisionView(bench)
        panel = ListPanel(
            _COLUMNS,
            filters=_FILTERS,
            noun="quyết định",
            empty_text="Chưa có quyết định nào. Quyết định có khi một hồ sơ được quyết định ở đây, "
            "hoặc khi nhận gói trả lời của cấp trên.",
        )
        TwoLineCells.put_into(panel.view, range(1))
        super().__init__(bench, panel, self._view)
        # Opened copies are plain files; the folder goes when the page does.
        self._opened_papers = QTemporaryDir()
        self._deciding = ManyDeciding(self, bench, self._newly_decided, self._hand_over)
        self._decide = self.add_action(
            "Ra quyết định…",
            "decide_many",
            "decision",
            self._deciding.begin,
            "Ctrl+N",
            role="primary",
        )
        self._cancelling = Cancelling(self, bench, self._newly_decided, self._hand_over)
        self._view.awards.cancel_asked.connect(self._cancel)
        self._view.paper_asked.connect(self._open_paper)
        self._view.papers_asked.connect(self._keep_papers)
        self._view.answer_asked.connect(self._copy_answers)
        self._view.dossier_asked.connect(self._open_dossier)
        self._view.certificates.printed.connect(self.tell_changed)
        self._view.papers.changed.connect(self.tell_changed)

    @override
    def read_rows(self) -> Sequence[DecisionRow]:
        return self._bench.desk.decisions.list_rows()

    @override
    def rows_shown(self, rows: Sequence[DecisionRow]) -> None:
        allow(self._decide, self._bench.rights.why_not(Act.DECIDE))
        years = sorted({row.decided_on.year for row in rows}, reverse=True)
        choices = [(str(year), _is_of_year(year)) for year in years]
        self.panel.set_choices("year_filter", choices)

    @override
    def read_record(self, record_id: UUID) -> OpenDecision:
        desk = self._bench.desk
        detail = desk.decisions.open(record_id)
        return OpenDecision(
            detail,
            desk.store.history(self.subject, record_id),
            tuple(desk.decisions.packages(record_id)) if detail.made_here else (),
            desk.bonuses.of_decision(record_id),
            desk.bonuses.of_year(detail.decided_on.year),
        )

    @override
    def show_record(self, record: OpenDecision) -> None:
        self._view.show_decision(record)

    def show_certificates(self) -> None:
        """Bring the certificates of the open decision to the front."""
        self._view.tabs.setCurrentWidget(self._view.certificates)

    def _open_paper(self) -> None:
        if self.open_id is not None:
            self._save_into(Path(self._opened_papers.path()), self._show_first)

    @staticmethod
    def _show_first(files: Sequence[Path]) -> None:
        if files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(files[0])))

    def _keep_papers(self) -> None:
        folder = FilePicker.folder(self, "Lưu văn bản của quyết định")
        if folder is not None:
            self._save_into(folder, self._say_saved)

    def _save_into(self, folder: Path, then: Callable[[Sequence[Path]], object]) -> None:
        decisions, decision_id = self._bench.desk.decisions, self.open_id
        assert decision_id is not None
        self.run_shown(
            lambda _report: decisions.save_papers(decision_id, folder), "Lập văn bản", then
        )

    def _say_saved(self, files: Sequence[Path]) -> None:
        names = ", ".join(file.name for file in files)
        self.banner.show_message(Tone.SUCCESS, f"Đã lưu: {names}.")

    def _cancel(self, awards: Sequence[DecidedAward]) -> None:
        if self.open_id is not None:
            self._cancelling.begin(awards, self.open_id)

    def _newly_decided(self, decision_id: UUID | None) -> None:
        self.tell_changed("dossiers", "awards", "outbox", "home", "people", "registers", "fund")
        if decision_id is not None:
            self.open_record(decision_id)

    def _copy_answers(self) -> None:
        if self.open_id is not None:
            self._hand_over(self.open_id)

    def _hand_over(self, decision_id: UUID) -> None:
        folder = FilePicker.folder(self, "Ghi gói trả lời ra USB hoặc thư mục")
        if folder is None:
            return
        desk = self._bench.desk

        def work(report: Report) -> list[Path]:
            desk.decisions.finish_pending()
            return [
                desk.outbox.copy_to(package, folder, report)
                for package in desk.decisions.packages(decision_id)
            ]

        self.run_shown(work, "Ghi gói trả lời", self._say_copied)

    def _say_copied(self, files: Sequence[Path]) -> None:
        one = f"Đã ghi gói trả lời: {files[0].name}."
        text = one if len(files) == 1 else f"Đã ghi {len(files)} gói trả lời."
        self.banner.show_message(Tone.SUCCESS, text)

    def _open_dossier(self, dossier_id: UUID) -> None:
        opened = self._view.opened
        if opened is None:
            return
        asked = next(d for d in opened.detail.dossiers if d.id == dossier_id)
        self.record_requested.emit("appraisal" if asked.sender else "dossiers", dossier_id)


def _is_of_year(year: int) -> Callable[[DecisionRow], bool]:
    return lambda row: row.decided_on.year == year
