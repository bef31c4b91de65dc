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

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.services.fields import Draft
from desktop.views.others_words import others_words
from desktop.views.theme import Tone
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.open_record import OpenRecord
from desktop.views.widgets.record_form import MakeGrid, RecordForm
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.news import NewsRow
    from desktop.views.pages import Bench


class RecordPage(OpenRecord):
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
        form: RecordForm[Any] = RecordForm(draft_class, hidden=hidden, grids=self.grids)
        panel = ListPanel(columns, filters=filters, noun=self.noun, empty_text=self.empty_text)
        super().__init__(bench, service, draft_class, panel, form)
        self._stale_rows = True
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

    def _selected(self, ids: Sequence[UUID]) -> None:
        if len(ids) != 1 or ids[0] == self.form.record_id:
            return
        if not self.can_leave(partial(self.panel.view.select, ids[0])):
            self._select_open_record()
            return
        self.banner.clear()
        self._load(ids[0])

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

    def _take_up(self, record_id: UUID | None) -> None:
        """Open what was being typed when the program stopped."""
        self._journal.restore_next()
        if record_id is None:
            self.new_record()
        else:
            self.open_record(record_id)
