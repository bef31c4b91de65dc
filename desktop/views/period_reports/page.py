"""The page of periodic reports: a year and a period, this office's report and those below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.law.terms import ReportPeriod
from desktop.services.lists import ListColumn
from desktop.services.report_figures import Figure
from desktop.services.report_records import ReportDraft, report_title
from desktop.vietnamese.text import fold
from desktop.views.period_reports.below_tab import BelowTab
from desktop.views.period_reports.figures_tree import value_text
from desktop.views.period_reports.own_tab import OwnTab
from desktop.views.period_reports.records_dialog import RecordsDialog
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog, ConfirmDialog, FilePicker
from desktop.views.widgets.kept_texts import KeptTexts
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.connections import LineState
    from desktop.services.outbox import ExportReport
    from desktop.services.report_records import PeriodOverview
    from desktop.views.pages import Bench

_YEARS = 15
_SHEETS = "Bảng tính Excel (*.xlsx)"
_CHANGES = frozenset(
    {"period_reports", "inbox", "decisions", "dossiers", "campaigns", "exemplars", "initiatives"}
)


class PeriodReportsPage(QWidget):
    """Reports of one period at a time.

    Signals:
        record_requested: subject and id of a record to be opened on another page.
    """

    subject = "period_reports"
    record_requested = Signal(str, object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("period_reports_page")
        self._bench = bench
        self._stale, self._dirty, self._asked = True, False, 0
        self.banner, self.progress = Banner(), JobProgress()
        today = bench.desk.store.today()
        self.year = named(QComboBox(), "year", says="Năm")
        for year in range(today.year, today.year - _YEARS, -1):
            self.year.addItem(str(year), year)
        self.period = named(QComboBox(), "period", says="Kỳ báo cáo")
        for period in ReportPeriod:
            self.period.addItem(period.label, period.value)
        self.period.setCurrentIndex(list(ReportPeriod).index(ReportPeriod.Y))
        self._shown = (today.year, ReportPeriod.Y)
        self.own, self.below = OwnTab(), BelowTab()
        self.tabs = named(QTabWidget(), "tabs")
        seat = bench.desk.offices.own().seat
        if seat.sends:
            self.tabs.addTab(self.own, "Báo cáo của cơ quan")
        if seat.receives:
            self.tabs.addTab(self.below, "Cấp dưới gửi lên")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(named(QLabel("Báo cáo định kỳ"), "page_title", role="title"), 1)
        for label, field in (("Kỳ", self.period), ("Năm", self.year)):
            caption = QLabel(label)
            caption.setBuddy(field)
            top.addWidget(caption)
            top.addWidget(field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._period_chosen)
        self.period.currentIndexChanged.connect(self._period_chosen)
        self.own.edited.connect(self._edited)
        self.own.save_asked.connect(self.save)
        self.own.send_asked.connect(self._ask_where)
        for figures in (self.own.figures, self.below.figures):
            figures.opened.connect(self._open_figure)
        self.below.report_chosen.connect(self._load_report)
        self.below.export_asked.connect(self._ask_sheet)
        self._bench.changes.changed.connect(self._something_changed)

    # -- what is shown ----------------------------------------------------------------------

    def start(self) -> None:
        """Show the page: read again what may have changed."""
        if self._stale:
            self.refresh()

    def can_leave(self, then: Callable[[], object]) -> bool:
        """Return whether what was typed may be left; asks where it was not saved."""
        if not self._dirty or self._may_drop():
            return True
        del then
        return False

    def _may_drop(self) -> bool:
        text = "Phần đánh giá hoặc điển hình vừa sửa chưa lưu. Bỏ phần chưa lưu?"
        if not ConfirmDialog.ask(self, "Báo cáo chưa lưu", text, yes="Bỏ phần chưa lưu"):
            return False
        self._forget()
        self._stale = True
        return True

    @property
    def _place(self) -> str:
        year, period = self._shown
        return f"report:{year}:{period.value}"

    def _edited(self) -> None:
        self._dirty = True
        if (texts := KeptTexts.of(self)) is not None:
            texts.keep(self._place, self.own.state())

    def _forget(self) -> None:
        """Take note that what was typed is saved, or given up."""
        self._dirty = False
        if (texts := KeptTexts.of(self)) is not None:
            texts.drop(self._place)

    def _take_kept(self) -> None:
        texts = KeptTexts.of(self)
        kept = texts.at(self._place) if texts is not None else None
        if kept is not None:
            self.own.restore(kept.state)
            self.banner.show_message(Tone.INFO, "Đã lấy lại phần đánh giá gõ dở, chưa lưu.")

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & _CHANGES:
            self._stale = True
            if self.isVisible() and not self._dirty:
                self.refresh()

    def _period_chosen(self, _value: int) -> None:
        if self._dirty and not self._may_drop():
            year, period = self._shown
            with QSignalBlocker(self.year), QSignalBlocker(self.period):
                self.year.setCurrentIndex(self.year.findData(year))
                self.period.setCurrentIndex(list(ReportPeriod).index(period))
            return
        self.banner.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the period again at both tabs."""
        self._stale = False
        self._asked += 1
        ticket, reports = self._asked, self._bench.desk.period_reports
        year, period = self.year.currentData(), ReportPeriod(self.period.currentData())
        self._shown = (year, period)

        def read(_report: object) -> tuple[Any, ...]:
            mine = [r for r in reports.list_rows() if r.made_here and r.year == year]
            return (
                reports.draft(year, period),
                reports.figures(year, period),
                reports.choices(),
                [row for row in mine if row.period is period],
                reports.overview(year, period),
            )

        def show(found: tuple[Any, ...]) -> None:
            if ticket != self._asked:
                return
            draft, figures, choices, sent, overview = found
            if not self._dirty:
                self.own.show_draft(draft.narrative, choices, draft.exemplar_ids)
                self._take_kept()
            self.own.figures.show_figures(figures)
            self.own.show_sent(sent)
            self._overview: PeriodOverview = overview
            self.below.show_overview(overview)

        self._bench.runner.run(read, on_done=show, on_refused=self.banner.show_refusal)

    def open_record(self, report_id: UUID) -> None:
        """Show the period of a report."""

        def show(detail: Any) -> None:
            with QSignalBlocker(self.year), QSignalBlocker(self.period):
                self._show_year(detail.row.year)
                self.period.setCurrentIndex(list(ReportPeriod).index(detail.row.period))
            self.tabs.setCurrentWidget(self.own if detail.row.made_here else self.below)
            self.refresh()

        self._open_report(report_id, show)

    def _show_year(self, year: int) -> None:
        """Choose a year, one of long ago as well."""
        if self.year.findData(year) < 0:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(year))

    def _load_report(self, report_id: UUID | None) -> None:
        if report_id is not None:
            self._open_report(report_id, self.below.show_report)

    def _open_report(self, report_id: UUID, show: Callable[[Any], object]) -> None:
        reports = self._bench.desk.period_reports
        self._bench.runner.run(
            lambda _r: reports.open(report_id), on_done=show, on_refused=self.banner.show_refusal
        )

    def _open_figure(self, figure: Figure) -> None:
        dialog = RecordsDialog(figure, self)
        dialog.record_requested.connect(self.record_requested.emit)
        dialog.open()

    # -- saving and sending -----------------------------------------------------------------

    def _draft(self) -> ReportDraft:
        return ReportDraft(*self._shown, self.own.narrative.toPlainText(), self.own.chosen())

    def save(self) -> None:
        """Keep what was written."""
        draft, reports = self._draft(), self._bench.desk.period_reports

        def saved(_id: UUID) -> None:
            self._saved(draft)
            self.banner.show_message(Tone.SUCCESS, "Đã lưu nháp báo cáo.")
            self._bench.changes.tell({self.subject})

        self._bench.runner.run(
            lambda _r: reports.save_draft(draft),
            on_done=saved,
            on_refused=self.banner.show_refusal,
        )

    def _saved(self, draft: ReportDraft) -> None:
        if self._draft() == draft:
            self._forget()  # else somebody typed on while it was being saved

    def _ask_where(self) -> None:
        """Send by the line to the office above where one is set, else by a stick or a folder."""
        desk = self._bench.desk

        def ask(road: LineState | None) -> None:
            if road is None:
                self._ask_folder()
                return
            text = "Ký rồi để gói tự đi theo đường truyền tới cấp trên, hay ghi ra USB mang đi?"
            ways = [("line", "Ký, gửi theo đường truyền"), ("folder", "Ký, ghi ra USB…")]
            chosen = ChoiceDialog.ask(self, "Gửi báo cáo", text, ways, stay="Thôi")
            if chosen == "line":
                self._send(None)
            elif chosen == "folder":
                self._ask_folder()

        self._bench.runner.run(
            lambda _r: desk.lines.road_to(desk.offices.own().parent_id),
            on_done=ask,
            on_refused=self.banner.show_refusal,
        )

    def _ask_folder(self) -> None:
        folder = FilePicker.folder(self, "Ghi gói báo cáo vào USB hoặc thư mục")
        if folder is not None:
            self._send(folder)

    def _send(self, folder: Path | None) -> None:
        draft, reports = self._draft(), self._bench.desk.period_reports

        def work(report: Report) -> ExportReport:
            reports.save_draft(draft)
            return reports.send(draft.year, draft.period, folder, report)

        def sent(done: ExportReport) -> None:
            self._saved(draft)
            text = f"Đã ký báo cáo và ghi {done.path.name}. Gói cũng nằm trong hộp đi."
            if folder is None:
                text = "Đã ký báo cáo. Gói ở «Hộp đi» và tự đi theo đường truyền tới cấp trên."
            self.banner.show_message(Tone.SUCCESS, text)
            self._bench.changes.tell({self.subject, "outbox"})

        self._run(work, "Ký và gửi báo cáo", sent)

    # -- the sums as a sheet ----------------------------------------------------------------

    def _ask_sheet(self) -> None:
        title = report_title(*self._shown)
        name = f"{fold(title).replace(' ', '-')}.xlsx"
        target = FilePicker.save_file(self, "Xuất số liệu ra Excel", name, _SHEETS)
        if target is not None:
            self._export(target if target.suffix else target.with_suffix(".xlsx"), title)

    def _export(self, target: Path, title: str) -> None:
        overview, lists = self._overview, self._bench.desk.lists
        columns = [ListColumn("Nhóm"), ListColumn("Số liệu")]
        columns += [ListColumn(short_office(o.office), numeric=True) for o in overview.offices]
        columns.append(ListColumn("Tổng cộng", numeric=True))
        rows = _sheet(overview)

        def done(path: Path) -> None:
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {path.name}.")

        self._run(
            lambda report: lists.write(target, title, columns, rows, report), "Xuất Excel", done
        )

    def _run(
        self, work: Callable[[Report], Any], step: str, on_done: Callable[[Any], object]
    ) -> None:
        def done(result: Any) -> None:
            self.progress.finish()
            on_done(result)

        def refused(error: AppError) -> None:
            self.progress.finish()
            self.banner.show_refusal(error)

        self.banner.clear()
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self.progress.report,
            on_cancelled=self.progress.finish,
        )
        self.progress.watch(job, step)


def _sheet(overview: PeriodOverview) -> list[list[str]]:
    """Return a line per figure, a column per office; "" for one that has not sent."""
    by_office = [{one.code: one for one in office.figures} for office in overview.offices]
    rows = []
    for total in overview.totals:
        known = [figures.get(total.code) for figures in by_office]
        cells = [value_text(one) if one else "" for one in known]
        rows.append([total.group.label, total.label, *cells, value_text(total)])
    return rows
