"""The page of layouts: the list on the left, the designer on the right, joined to services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.errors import AppError
from desktop.overrides import override
from desktop.services.certificate_layouts import CertificateText, LayoutRow, LayoutSaved
from desktop.services.certificate_layouts_drawn import troubles
from desktop.services.certificate_layouts_files import ImportedLayout
from desktop.services.permissions import Act
from desktop.views.layouts.columns import COLUMNS, FILTERS
from desktop.views.layouts.designer import Designer
from desktop.views.layouts.file_acts import FileActs
from desktop.views.layouts.layout_dialogs import CopyDialog
from desktop.views.layouts.reading import LayoutOpened, read_layout
from desktop.views.layouts.saving import LayoutSaving
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage, action_button, allow
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_BUNDLED = "Mẫu có sẵn của chương trình; bấm «Tạo bản sao» để sửa"
_NOTHING = "Chọn một mẫu trước"


class LayoutsPage(ReadingPage):
    """Layouts of the program and of this office."""

    subject = "certificate_layouts"
    title = "Mẫu giấy khen"
    nothing_open = "Chọn một mẫu để xem và sửa."
    shares = (256, 880)
    refreshes_on = frozenset({"decisions"})

    def __init__(self, bench: Bench) -> None:
        self.designer = Designer()
        self._opened: LayoutOpened | None = None
        panel = ListPanel(COLUMNS, filters=FILTERS, noun="mẫu", empty_text="Chưa có mẫu nào.")
        TwoLineCells.put_into(panel.view, range(1))
        super().__init__(bench, panel, self._frame())
        self._layouts, self._samples = bench.desk.layouts, bench.desk.layout_samples
        form = cast("Any", self.designer)
        self._journal = FormJournal(form, self.subject, bench, self.banner, self._refuse)
        self.files = FileActs(bench, self, self)
        self.saving = LayoutSaving(bench, self.designer, self.banner, self._journal, self)
        self._checked = 0
        self._make_actions()
        self._connect()

    def _frame(self) -> QFrame:
        frame = named(QFrame(), "layout_frame", card=True)
        self._heading = named(QLabel(), "layout_heading", role="heading")
        self._heading.setWordWrap(True)
        self._note = named(QLabel(), "layout_note", role="muted")
        self._note.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.setSpacing(GAP)
        self._head.addWidget(self._heading, 1)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(4)
        layout.addLayout(self._head)
        layout.addWidget(self._note)
        layout.addWidget(self.designer, 1)
        return frame

    def _make_actions(self) -> None:
        taking_in = self.add_action("", "import_layout", "import", self._import)
        allow(taking_in, self._forbidden(), "Nhập mẫu từ tệp .gslayout…")
        taking_in.setAccessibleName("Nhập mẫu từ tệp")
        self._default = action_button("Mặc định", "choose_default", "check", self._choose_default)
        self._archive = action_button("Lưu trữ", "archive", "archive", self._begin_archive)
        self._export = action_button("Xuất…", "export_layout", "export", self._export_open)
        self._test = action_button("In thử PDF…", "test_pdf", "print", self.files.write_test)
        self._copy = action_button("Tạo bản sao…", "copy_layout", "duplicate", self._begin_copy)
        self._save = action_button("Lưu", "save", "save", self.saving.save, role="primary")
        for button in (
            *(self._default, self._archive, self._export),
            *(self._test, self._copy, self._save),
        ):
            self._head.addWidget(button)
        self.add_shortcut("Ctrl+S", self._save.click)
        self.add_shortcut("Ctrl+N", self._copy.click)
        self.add_shortcut("Ctrl+P", self._test.click)
        self._say_buttons()

    def _connect(self) -> None:
        designer = self.designer
        designer.dirty_changed.connect(lambda _dirty: self._say_buttons())
        designer.checks_asked.connect(self._check_all)
        designer.samples.source_chosen.connect(self._read_texts)
        designer.paper.scan_asked.connect(self.files.choose_scan)
        designer.paper.scan_removed.connect(self.files.remove_scan)
        self.files.imported.connect(self._show_imported)
        self.saving.saved.connect(self._saved)
        self.saving.given_up.connect(self._given_up)
        aside = "Đã lưu phần của bạn thành một mẫu riêng."
        self.saving.saved_aside.connect(lambda saved: self._show_new(saved, aside))

    # -- the list -----------------------------------------------------------------------------

    @override
    def start(self) -> None:
        first = self._stale
        super().start()
        if first:
            self._journal.offer_left_over(self._take_up)

    @override
    def read_rows(self) -> Sequence[LayoutRow]:
        return self._layouts.list_rows()

    @override
    def rows_shown(self, rows: Sequence[LayoutRow]) -> None:
        if self.open_id is None and rows:
            chosen = next((row for row in rows if row.is_default), rows[0])
            self.panel.view.select(chosen.id)

    @override
    def rows_chosen(self, ids: Sequence[UUID]) -> None:
        if len(ids) != 1 or ids[0] == self.open_id:
            return
        if self.can_leave(partial(self.panel.view.select, ids[0])):
            super().rows_chosen(ids)
        elif self.open_id is not None:
            self.panel.view.select(self.open_id)

    @override
    def open_record(self, record_id: UUID) -> None:
        if self.can_leave(partial(self.open_record, record_id)):
            super().open_record(record_id)

    @override
    def load(self, record_id: UUID) -> None:
        # What is being designed is not read over by news from elsewhere.
        if record_id != self.open_id or not self.designer.is_dirty:
            super().load(record_id)

    @override
    def read_record(self, record_id: UUID) -> LayoutOpened:
        return read_layout(self._bench.desk, record_id, self._journal.kept(record_id))

    @override
    def show_record(self, record: LayoutOpened) -> None:
        self._opened = record
        row, designer = record.opened.row, self.designer
        read_only = self._forbidden() or (_BUNDLED if row.is_bundled else "")
        designer.load(record.opened.draft, record.opened.base, read_only)
        designer.show_scan(record.picture, record.scan_name)
        designer.samples.show_sources(record.sources)
        designer.show_texts(record.texts)
        self._heading.setText(row.name)
        lost = ", ".join(record.opened.lost)
        gone = f"Chỗ sửa riêng không còn khung để áp dụng, vẫn giữ: {lost}." if lost else ""
        note = " ".join(part for part in (row.note, gone) if part)
        self._note.setText(note or (read_only or ""))
        self._note.setVisible(bool(self._note.text()))
        self._say_buttons()
        if record.kept is not None:
            self._journal.offer(record.kept)

    def _forbidden(self) -> str:
        """Return why this officer may change no layout, "" where they may."""
        return self._bench.rights.why_not(Act.PRINT)

    def _say_buttons(self) -> None:
        row = self._opened.opened.row if self._opened is not None else None
        none = "" if row is not None else _NOTHING
        forbidden = none or self._forbidden()
        own = forbidden or (_BUNDLED if row is not None and row.is_bundled else "")
        dirty = self.designer.is_dirty
        allow(self._save, own or ("" if dirty else "Chưa có gì thay đổi để lưu"), "Lưu (Ctrl+S)")
        unsaved = "Lưu mẫu trước" if dirty else ""
        allow(self._archive, own or unsaved)
        self._archive.setText("Đưa trở lại" if row is not None and row.is_archived else "Lưu trữ")
        is_default = row is not None and row.is_default
        why = "Mẫu này đang là mặc định" if is_default else unsaved
        allow(self._default, forbidden or why, "In bằng mẫu này khi không chọn mẫu khác")
        allow(self._export, none or unsaved, "Ghi mẫu, biến thể và ảnh phôi ra một tệp")
        allow(self._copy, forbidden or unsaved, "Tạo mẫu của cơ quan từ mẫu này (Ctrl+N)")
        allow(self._test, none, "Ghi giấy đang xem ra PDF như đang vẽ (Ctrl+P)")

    # -- texts and checks -----------------------------------------------------------------------

    def _read_texts(self, decision_id: UUID | None) -> None:
        self.run(lambda: self._samples.texts(decision_id), self.designer.show_texts)

    def _check_all(self) -> None:
        self._checked += 1
        ticket, layout = self._checked, self.designer.editing.layout
        texts: Sequence[CertificateText] = self.designer.samples.texts

        def show(found: Any) -> None:
            if ticket == self._checked and layout == self.designer.editing.layout:
                self.designer.show_troubles(found)

        self.run(lambda: troubles(layout, texts), show)

    # -- saving ---------------------------------------------------------------------------------

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether the layout may be left; ``then`` goes on once it has been saved."""
        return self.saving.can_leave(then)

    def _saved(self) -> None:
        self._say_buttons()
        self._heading.setText(self.designer.editing.layout.name)
        self.tell_changed()

    def _given_up(self) -> None:
        if self.open_id is not None:
            self.load(self.open_id)

    def _take_up(self, record_id: UUID | None) -> None:
        self._journal.restore_next()
        if record_id is not None and record_id == self.open_id:
            self.load(record_id)
        elif record_id is not None:
            self.open_record(record_id)

    # -- acts on the open layout ------------------------------------------------------------------

    def _show_new(self, saved: LayoutSaved, text: str) -> None:
        self.banner.show_message(Tone.SUCCESS, text)
        self._wanted = saved.id
        self.tell_changed()

    def _begin_copy(self) -> None:
        if self._opened is None:
            return
        row = self._opened.opened.row
        choice = CopyDialog.ask(self, row.name)
        if choice is None:
            return

        def work() -> LayoutSaved:
            return self._layouts.copy(
                row.code,
                choice.name,
                inherits=choice.inherits,
                award_code=choice.award_code,
                recipient_kind=choice.recipient_kind,
            )

        self.run(work, lambda saved: self._show_new(saved, f"Đã tạo «{choice.name}»."))

    def _choose_default(self) -> None:
        if self._opened is not None:
            row = self._opened.opened.row
            text = f"Từ nay in bằng «{row.name}» khi không chọn mẫu khác."
            self._act(lambda: self._layouts.choose_default(row.code), text)

    def _begin_archive(self) -> None:
        if self._opened is None:
            return
        row = self._opened.opened.row
        if row.is_archived:
            self._act(lambda: self._layouts.restore(row.id), "Đã đưa mẫu trở lại.")
            return
        about = "Mẫu không còn trong danh sách chọn; giấy cũ vẫn in lại được bằng mẫu này."
        reason = ReasonDialog.ask(self, "Lưu trữ mẫu", about, yes="Lưu trữ")
        if reason is not None:
            self._act(lambda: self._layouts.archive(row.id, reason), "Đã lưu trữ mẫu.")

    def _act(self, work: Callable[[], object], text: str) -> None:
        def done(_result: object) -> None:
            self.banner.show_message(Tone.SUCCESS, text)
            self.tell_changed()

        self.run(work, done)

    def _import(self) -> None:
        if self.can_leave(self._import):
            self.files.import_file()

    def _show_imported(self, brought: ImportedLayout, name: str) -> None:
        known = f"Mẫu trong {name} đã có sẵn ở đây."
        self._show_new(brought.saved, known if brought.was_here else f"Đã nhập mẫu từ {name}.")

    def _export_open(self) -> None:
        if self._opened is not None:
            self.files.export(self._opened.opened.row)

    def _refuse(self, error: AppError) -> None:
        self.banner.show_refusal(error)
