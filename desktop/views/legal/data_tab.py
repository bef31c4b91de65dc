"""«Dữ liệu pháp luật»: every row the program reasons with, and what the office corrects in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.errors import AppError
from desktop.law.wording import regime_label
from desktop.overrides import override
from desktop.views.legal.confidence import badge_filter, badge_of, tone_of
from desktop.views.legal.row_view import LawRowView
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ChoiceDialog, FilePicker, ReasonDialog
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.reading_page import ReadingPage
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.bulletins import BulletinReport
    from desktop.services.law_corrections import OpenLawRow
    from desktop.services.law_rows import LawRow
    from desktop.services.records import SaveReport
    from desktop.views.pages import Bench

_COLUMNS = (
    Column("Quy định", lambda r: r.title, 180, lambda r: r.sort_key),
    Column("Nội dung", lambda r: r.says, 208),
    Column("Áp dụng", lambda r: r.holds, 100),
    Column("Đối chiếu", badge_of, 122, tone=tone_of),
)
_REGIMES = ("R2003", "R2022", "R2025", "R2026")


def _in_group(group: str) -> Callable[[Any], bool]:
    return lambda row: bool(row.group == group)


def _in_regime(code: str) -> Callable[[Any], bool]:
    return lambda row: not row.regimes or code in row.regimes


class LawDataTab(ReadingPage):
    """The rows of the law, and the form that corrects or confirms the open one."""

    subject = "law_corrections"
    title = "Dữ liệu pháp luật"
    nothing_open = (
        "Chọn một dòng để xem chương trình dựa vào đâu, và để sửa hoặc đối chiếu với văn bản gốc."
    )
    shares = (620, 510)
    refreshes_on = frozenset({"legal_documents", "inbox"})

    def __init__(self, bench: Bench) -> None:
        self._view = LawRowView()
        filters = (
            Filter("group_filter", "Nhóm", ()),
            Filter(
                "regime_filter",
                "Bộ văn bản",
                [(regime_label(code), _in_regime(code)) for code in _REGIMES],
            ),
            badge_filter(),
        )
        panel = ListPanel(_COLUMNS, filters=filters, noun="dòng")
        TwoLineCells.put_into(panel.view, range(len(_COLUMNS) - 1))
        super().__init__(bench, panel, self._view)
        self._service = bench.desk.law_corrections
        self._saving = False
        self._view.save_asked.connect(self.save)
        self._view.new_asked.connect(self._begin_new)
        self._view.open_asked.connect(self._begin_edit)
        self._view.withdraw_asked.connect(self._withdraw)
        self.add_shortcut("Ctrl+S", self.save)
        self.add_action("Xuất bản tin…", "export_bulletin", "export", self._export_bulletin)

    @override
    def read_rows(self) -> Sequence[LawRow]:
        return self._service.list_rows()

    @override
    def rows_shown(self, rows: Sequence[LawRow]) -> None:
        groups = dict.fromkeys(row.group for row in rows)
        self.panel.set_choices("group_filter", [(group, _in_group(group)) for group in groups])

    @override
    def read_record(self, record_id: UUID) -> OpenLawRow:
        return self._service.open(record_id)

    @override
    def show_record(self, record: OpenLawRow) -> None:
        self._view.show_row(record)

    @override
    def rows_chosen(self, ids: Sequence[UUID]) -> None:
        if len(ids) != 1 or ids[0] == self.open_id:
            return
        if self.can_leave(partial(self.panel.view.select, ids[0])):
            self.banner.clear()
            super().rows_chosen(ids)
        elif self.open_id is not None:
            self.panel.view.select(self.open_id)

    @override
    def load(self, record_id: UUID) -> None:
        # What is being typed outlives a refresh of the list behind it.
        if record_id != self.open_id or not self._view.form.is_dirty:
            super().load(record_id)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether the form may be left, asking when something typed is not saved."""
        if not self._view.form.is_dirty:
            return True
        chosen = ChoiceDialog.ask(
            self,
            "Có nội dung chưa lưu",
            "Sửa đổi đang gõ chưa được lưu. Bạn muốn làm gì?",
            [("save", "Lưu"), ("discard", "Bỏ thay đổi")],
        )
        if chosen == "discard":
            self._view.form.forget()
            self._view.begin_new()
            return True
        if chosen == "save":
            self.save(then)
        return False

    # -- corrections ------------------------------------------------------------------------

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save what is typed; problems go beside their fields."""
        form = self._view.form
        if self._saving or not form.is_dirty or form.unreadable():
            return
        draft, self._saving = form.draft(), True

        def done(report: SaveReport) -> None:
            self._saving = False
            if not report.saved:
                form.show_problems(report.problems)
                return
            form.forget()
            self._changed("Đã lưu sửa đổi. Từ nay chương trình dùng cách đọc này.")
            if then is not None:
                then()

        self._act(lambda: self._service.save_draft(draft), done)

    def _act(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        def refused(error: AppError) -> None:
            self._saving = False
            self.banner.show_refusal(error)

        self._bench.runner.run(lambda _report: work(), on_done=on_done, on_refused=refused)

    def _changed(self, text: str) -> None:
        self.banner.show_message(Tone.SUCCESS, text)
        self.tell_changed("legal_documents", "dossiers")

    def _export_bulletin(self) -> None:
        """Write what the office corrected for every office below, on a stick or in a folder."""
        folder = FilePicker.folder(self, "Xuất bản tin sửa đổi pháp luật cho cấp dưới")
        if folder is None:
            return
        bulletins = self._bench.desk.bulletins

        def work(report: Report) -> BulletinReport:
            return bulletins.export(folder, report)

        def done(report: BulletinReport) -> None:
            self.banner.show_message(*_exported(report))
            self._bench.changes.tell({"outbox"})

        self.run_shown(work, "Xuất bản tin", done)

    def _begin_new(self) -> None:
        if self._view.opened is not None and self.can_leave(self._begin_new):
            self._view.begin_new()

    def _begin_edit(self, correction_id: UUID) -> None:
        if self.can_leave(partial(self._begin_edit, correction_id)):
            self.run(lambda: self._service.open_draft(correction_id), self._view.begin)

    def _withdraw(self, correction_id: UUID) -> None:
        reason = ReasonDialog.ask(
            self,
            "Rút sửa đổi",
            "Sửa đổi không còn được dùng nhưng vẫn đọc được trong lịch sử.",
            yes="Rút sửa đổi",
        )
        if reason is not None:
            self._act(
                lambda: self._service.withdraw(correction_id, reason),
                lambda _none: self._changed("Đã rút sửa đổi."),
            )


def _exported(report: BulletinReport) -> tuple[Tone, str]:
    """Return what is said of a bulletin just written, or of why there is none."""
    if report.files:
        offices = ", ".join(map(short_office, report.offices))
        told = (
            f"Đã ghi {len(report.files)} gói bản tin, {report.corrections} sửa đổi, cho: {offices}."
        )
        return Tone.SUCCESS, told
    if report.corrections:
        return Tone.WARNING, "Chưa có cơ quan cấp dưới nào: nhập chứng thư của họ trước."
    return Tone.INFO, "Cơ quan chưa sửa dòng nào nên không có gì để gửi."
