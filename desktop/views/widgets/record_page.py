"""A page of one subject: the list on the left, the open record on the right, joined to its service.

A subject's page is short::

    class UnitsPage(RecordPage):
        subject = "units"
        title = "Đơn vị"
        noun = "đơn vị"

        def __init__(self, bench: Bench) -> None:
            super().__init__(bench, bench.desk.units, UnitDraft, _COLUMNS, _FILTERS)

The form knows widgets only; this class knows the service and the runner. What is typed is
journalled every two seconds and offered again after a crash. A stale save keeps what was typed on
screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.errors import AppError, StaleRecord
from desktop.law.problems import Problem
from desktop.services.fields import Draft, FieldKind, specs_of
from desktop.services.permissions import act_of
from desktop.views.others_words import others_words
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ChoiceDialog, ReasonDialog
from desktop.views.widgets.editors import Found, ReferenceEditor
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.record_form import MakeGrid, RecordForm
from desktop.views.widgets.record_frame import RecordFrame
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.stale_edit import StaleEdit

if TYPE_CHECKING:
    from desktop.services.news import NewsRow
    from desktop.services.records import SaveReport
    from desktop.views.pages import Bench


class RecordPage(RecordFrame):
    """List, form, search, journal, stale-edit banner and history of one subject.

    Class attributes:
        subject: the subject's word, as in commands, events and ``Changes``.
        title: heading of the page.
        noun: what the count line counts.
        refreshes_on: other subjects whose changes show here too.
        grids: makers of the nested tables the subject types in a grid.

    Signals:
        record_requested: subject and id of a record to be opened on another page.
        field_requested: as above, and the field of it to be shown; no id means the page alone.
    """

    subject: ClassVar[str]
    noun: ClassVar[str]
    empty_text: ClassVar[str] = "Chưa có gì. Bấm «Mới» (Ctrl+N) để thêm."
    refreshes_on: ClassVar[frozenset[str]] = frozenset()
    grids: ClassVar[Mapping[str, MakeGrid]] = {}

    record_requested = Signal(str, object)
    field_requested = Signal(str, object, str)

    def __init__(
        self,
        bench: Bench,
        service: Any,
        draft_class: type[Draft],
        columns: Sequence[Column],
        filters: Sequence[Filter] = (),
        *,
        hidden: Sequence[str] = (),
    ) -> None:
        self.form: RecordForm[Any] = RecordForm(draft_class, hidden=hidden, grids=self.grids)
        panel = ListPanel(columns, filters=filters, noun=self.noun, empty_text=self.empty_text)
        super().__init__(panel, self.form)
        self._bench, self._service, self._draft_class = bench, service, draft_class
        self._runner = bench.runner
        self._journal = FormJournal(self.form, self.subject, bench, self.banner, self.refuse)
        self._stale = StaleEdit(
            self.form,
            self.splitter,
            self.banner,
            self._runner,
            self._read_newest,
            self._reload,
        )
        self._loading = 0
        self._stale_rows = True
        self._wanted: UUID | None = None
        self._wanted_field = ""
        self._saving = False
        self.setObjectName(f"{self.subject}_page")
        self.setFocusProxy(self.panel.view)
        self._connect()
        self._show_nothing()

    def add_form_tab(self, title: str, *sections: str) -> None:
        """Give sections of the form a tab of their own, before «Lịch sử»."""
        self.add_tab(title, self.form.take_sections(*sections))

    def _connect(self) -> None:
        self.panel.selection_changed.connect(self._selected)
        self.panel.opened.connect(lambda _id: self.form.setFocus())
        self.form.dirty_changed.connect(lambda _dirty: self._say_buttons())
        self.form.lookup_requested.connect(self._look_up)
        self.tabs.currentChanged.connect(lambda _index: self._show_history())
        self._bench.changes.changed.connect(self._something_changed)
        self._bench.changes.others_changed.connect(self._others_changed)
        self.add_shortcut("Ctrl+F", self.panel.search.setFocus)
        self.add_shortcut("F5", self.refresh)
        self.add_shortcut("F2", self.form.setFocus)

    def _begin_new(self) -> None:
        self.new_record()

    def _begin_save(self) -> None:
        self.save()

    # -- the list ---------------------------------------------------------------------------

    def start(self) -> None:
        """Show the page: read the rows when they may have changed."""
        if self._stale_rows:
            self.refresh()
            self._journal.offer_left_over(self._take_up)

    def refresh(self) -> None:
        """Read the rows again; the record wanted is then the selected one."""
        self._stale_rows = False

        def show(rows: Sequence[Any]) -> None:
            self.panel.set_rows(rows)
            wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self.panel.view.select(wanted)

        self._runner.run(lambda _r: self.read_rows(), on_done=show, on_refused=self.refuse)

    def read_rows(self) -> Sequence[Any]:
        """Return the rows of the list; runs in a job."""
        rows: Sequence[Any] = self._service.list_rows()
        return rows

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & (self.refreshes_on | {self.subject}):
            self._stale_rows = True
            if self.isVisible():
                self.refresh()

    def _others_changed(self, rows: Sequence[NewsRow]) -> None:
        """Show what somebody else did to the open record; what is being typed stays."""
        ours = [row for row in rows if row.record_id == self.form.record_id]
        if not ours:
            return
        record_id, told = ours[-1].record_id, others_words(ours[-1])
        if self.form.is_dirty:
            self._stale.tell(told, record_id)
        else:
            self._load(record_id)
            self.banner.show_message(Tone.INFO, f"{told} Đang hiện bản mới nhất.")

    def tell_changed(self, *others: str) -> None:
        """Say that records of this subject (and of others) changed."""
        self._bench.changes.tell({self.subject, *others})

    def open_record(self, record_id: UUID) -> None:
        """Show one record, wherever the call came from."""
        if not self.can_leave(partial(self.open_record, record_id)):
            return
        self.panel.show_all()
        if not self.panel.view.select(record_id):
            self._wanted = record_id
            self.refresh()

    def open_field(self, record_id: UUID, field: str) -> None:
        """Show one record with the cursor in a field, wherever the call came from."""
        self._wanted_field = field
        if self.form.record_id == record_id:
            self._go_to_wanted_field()
        else:
            self.open_record(record_id)

    def _go_to_wanted_field(self) -> None:
        field, self._wanted_field = self._wanted_field, ""
        if field not in specs_of(self._draft_class):
            return
        editor = self.form.editor(field)
        for place in range(self.tabs.count()):
            tab = self.tabs.widget(place)
            if tab is not None and tab.isAncestorOf(editor):
                self.tabs.setCurrentIndex(place)
        self.form.ensureWidgetVisible(editor)
        editor.setFocus()

    # -- the open record --------------------------------------------------------------------

    def _selected(self, ids: Sequence[UUID]) -> None:
        if len(ids) != 1 or ids[0] == self.form.record_id:
            return
        if not self.can_leave(partial(self.panel.view.select, ids[0])):
            self._select_open_record()
            return
        self.banner.clear()
        self._load(ids[0])

    def _select_open_record(self) -> None:
        current = self.form.record_id
        if current is None or not self.panel.view.select(current):
            self.panel.view.clearSelection()

    def _load(self, record_id: UUID, problems: Sequence[Problem] = ()) -> None:
        self._loading += 1
        ticket = self._loading

        def read(_report: object) -> tuple[Draft, dict[UUID, str], Any]:
            draft = self._service.open_draft(record_id)
            kept = self._journal.kept(record_id)
            return draft, self._titles(draft), kept

        def show(result: tuple[Draft, dict[UUID, str], Any]) -> None:
            if ticket != self._loading:
                return
            if self.form.is_dirty:
                # Typed while this was being read; what is typed stays.
                self._select_open_record()
                return
            self._show(*result)
            self.form.show_problems(problems)

        # Brief: nobody who closes the window is asked whether to wait for it.
        self._runner.run(read, on_done=show, on_refused=self.refuse, brief=True)

    def _show(self, draft: Draft, titles: dict[UUID, str], kept: Any) -> None:
        self._stale.close()
        self.form.setEnabled(True)
        self.form.load(draft, titles)
        self._heading.setText(self._name_of(draft))
        self.tabs.setEnabled(True)
        self._say_buttons()
        self._show_history()
        self.record_shown(draft)
        self._go_to_wanted_field()
        if kept is not None:
            self._journal.offer(kept)

    def _take_up(self, record_id: UUID | None) -> None:
        """Open what was being typed when the program stopped."""
        self._journal.restore_next()
        if record_id is None:
            self.new_record()
        else:
            self.open_record(record_id)

    def record_shown(self, draft: Draft) -> None:
        """Do what else the subject shows for a record; called after every load."""

    def _show_nothing(self) -> None:
        self.form.load(self._draft_class())
        self.form.setEnabled(False)
        self._heading.setText("Chọn một dòng trong danh sách, hoặc bấm Mới.")
        self._say_buttons()

    def new_record(self, draft: Draft | None = None) -> None:
        """Begin a record; one interrupted by a crash is offered again."""
        if not self.can_leave(partial(self.new_record, draft)):
            return
        self.panel.view.clearSelection()
        self.banner.clear()
        self._loading += 1

        def read(_report: object) -> tuple[Draft, dict[UUID, str], Any]:
            fresh = draft or self._service.new_draft()
            kept = None if draft else self._journal.kept(None)
            return fresh, self._titles(fresh), kept

        def show(result: tuple[Draft, dict[UUID, str], Any]) -> None:
            self._show(*result)
            self.show_form()
            self._heading.setText(f"{self.title}: thêm mới")
            if draft is not None:
                self.form.set_dirty(True)
            self.form.focus_first()

        self._runner.run(read, on_done=show, on_refused=self.refuse)

    def show_form(self) -> None:
        """Bring the form to the front."""
        self.tabs.setCurrentWidget(self.form)

    def _titles(self, draft: Draft) -> dict[UUID, str]:
        """Return the names of every record the draft points at; runs in a job."""
        wanted: dict[str, set[UUID]] = {}
        for holder in (draft, *_lines_of(draft)):
            for name, spec in specs_of(type(holder)).items():
                value = getattr(holder, name)
                if spec.kind is FieldKind.REFERENCE and value is not None:
                    wanted.setdefault(spec.refers_to, set()).add(value)
        titles: dict[UUID, str] = {}
        for subject, ids in wanted.items():
            titles |= getattr(self._bench.desk, subject).titles(sorted(ids))
        return titles

    def _look_up(self, editor: ReferenceEditor, subject: str, text: str) -> None:
        service = getattr(self._bench.desk, subject)

        def show(matches: Sequence[Any]) -> None:
            editor.show_matches([Found(m.id, m.title, m.subtitle) for m in matches])

        self._runner.run(lambda _r: service.find(text), on_done=show, on_refused=self.refuse)

    def _name_of(self, draft: Draft) -> str:
        first = next(n for n, s in specs_of(type(draft)).items() if s.kind is FieldKind.TEXT)
        return str(getattr(draft, first))

    # -- saving -----------------------------------------------------------------------------

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the open record; problems go beside their fields."""
        # One save at a time: a second one of a new record would make a second record.
        if self._saving or not self.form.isEnabled() or self.form.unreadable():
            return
        draft = self.form.draft()
        self._saving = True
        self._save.setEnabled(False)
        self._runner.run(
            lambda _r: self._service.save_draft(draft),
            on_done=lambda report: self._saved(draft, report, then),
            on_refused=self._save_refused,
        )

    def _saved(self, draft: Draft, report: SaveReport, then: Callable[[], object] | None) -> None:
        self._saving = False
        if report.id is None:
            self.form.show_problems(report.problems)
            self._say_buttons()
            return
        self._journal.drop(draft.id)
        self.banner.show_message(Tone.SUCCESS, "Đã lưu.")
        if self.form.draft() != draft:
            # Typed on while it was being saved: the rest goes on top of the version just made.
            self.form.rebase(report.id, report.version)
            self._journal.keep()
            self._say_buttons()
            self.tell_changed()
            return
        self.form.set_dirty(False)
        if then is None:
            # Warnings hold no save back; they stand beside their fields once it is read again.
            self._load(report.id, report.problems)
            self._wanted = report.id
        self.tell_changed()
        if then is not None:
            then()

    def _save_refused(self, error: AppError) -> None:
        self._saving = False
        self._say_buttons()
        record_id = self.form.record_id
        if isinstance(error, StaleRecord) and record_id is not None:
            self._stale.offer(error, record_id)
        else:
            self.refuse(error)

    def _read_newest(self, record_id: UUID) -> tuple[Draft, dict[UUID, str]]:
        draft = self._service.open_draft(record_id)
        return draft, self._titles(draft)

    def _reload(self, record_id: UUID) -> None:
        self.form.set_dirty(False)
        self._journal.drop(record_id)
        self._load(record_id)

    def refuse(self, error: AppError) -> None:
        """Say why something was refused."""
        self.banner.show_refusal(error)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether the form may be left, asking when something typed is not saved.

        Args:
            then: goes on to where the user wanted, once what is typed has been saved.
        """
        if not self.form.is_dirty:
            return True
        chosen = ChoiceDialog.ask(
            self,
            "Có nội dung chưa lưu",
            "Nội dung đang gõ chưa được lưu. Bạn muốn làm gì?",
            [("save", "Lưu"), ("discard", "Bỏ thay đổi")],
        )
        if chosen == "discard":
            self._give_up_typed()
            return True
        if chosen == "save":
            self.save(then)
        return False

    def _give_up_typed(self) -> None:
        """Show the record as saved: what was given up must not be saved with the next word."""
        record_id = self.form.record_id
        if record_id is None:
            self._journal.drop(None)
            self._show_nothing()
        else:
            self._reload(record_id)

    def _begin_archive(self) -> None:
        record_id = self.form.record_id
        if record_id is None:
            return
        if self._is_archived(record_id):
            self.act(lambda: self._service.restore(record_id), "Đã đưa ra khỏi lưu trữ.")
            return
        reason = ReasonDialog.ask(
            self,
            "Lưu trữ",
            "Bản ghi vẫn đọc được và không mất khỏi các quyết định cũ.",
            yes="Lưu trữ",
        )
        if reason is not None:
            self.act(lambda: self._service.archive(record_id, reason), "Đã lưu trữ.")

    def act(
        self, work: Callable[[], Any], done: str, on_done: Callable[[Any], object] | None = None
    ) -> None:
        """Do one thing to the open record through its service, then show the record again."""
        record_id = self.form.record_id

        def finished(result: Any) -> None:
            if done:
                self.banner.show_message(Tone.SUCCESS, done)
            self.tell_changed()
            if record_id is not None:
                self._load(record_id)
            if on_done is not None:
                on_done(result)

        self._runner.run(lambda _r: work(), on_done=finished, on_refused=self.refuse)

    def _is_archived(self, record_id: UUID) -> bool:
        rows = self.panel.model.all_rows()
        return any(r.id == record_id and getattr(r, "archived", False) for r in rows)

    def _say_buttons(self) -> None:
        record_id = self.form.record_id
        editable, dirty = self.form.isEnabled(), self.form.is_dirty
        self._save.setEnabled(editable and dirty)
        self._save.setToolTip("Lưu (Ctrl+S)" if dirty else "Chưa có gì thay đổi để lưu")
        self._archive.setEnabled(record_id is not None)
        archived = record_id is not None and self._is_archived(record_id)
        self._archive.setText("Khôi phục" if archived else "Lưu trữ")
        self._archive.setToolTip(
            self._archive.text() if record_id else "Chọn một bản ghi đã lưu trước"
        )
        act = act_of(self.subject, "saved")
        if act and (why_not := self._bench.rights.why_not(act)):
            self.close_buttons(why_not)

    # -- history -----------------------------------------------------------------

    def _show_history(self) -> None:
        record_id = self.form.record_id
        if self.tabs.currentWidget() is not self.history:
            return
        if record_id is None:
            self.history.show_events(())
            return
        self._runner.run(
            lambda _r: self._service.history(record_id),
            on_done=self.history.show_events,
            on_refused=self.refuse,
        )


def _lines_of(draft: Draft) -> list[Any]:
    names = [n for n, s in specs_of(type(draft)).items() if s.kind is FieldKind.LINES]
    return [line for name in names for line in getattr(draft, name)]
