"""The open record of a page: shown, typed in, saved, left and archived, with its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from desktop.errors import AppError, StaleRecord
from desktop.law.problems import Problem
from desktop.services.fields import Draft, FieldKind, specs_of
from desktop.services.permissions import act_of
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ChoiceDialog, ReasonDialog
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.record_form import RecordForm
from desktop.views.widgets.record_frame import RecordFrame
from desktop.views.widgets.record_references import RecordReferences
from desktop.views.widgets.stale_edit import StaleEdit, saved_words

if TYPE_CHECKING:
    from desktop.services.records import SaveReport
    from desktop.views.pages import Bench


class OpenRecord(RecordFrame):
    """The right side of a page; ``RecordPage`` joins the list to it.

    Class attributes:
        subject: the subject's word, as in commands, events and ``Changes``.
    """

    subject: ClassVar[str]

    def __init__(
        self,
        bench: Bench,
        service: Any,
        draft_class: type[Draft],
        panel: ListPanel,
        form: RecordForm[Any],
    ) -> None:
        super().__init__(panel, form)
        self.form = form
        self._bench, self._service, self._draft_class = bench, service, draft_class
        self._runner = bench.runner
        references = RecordReferences(bench, self.refuse)
        self._titles, self._look_up = references.titles, references.look_up
        self._journal = FormJournal(form, self.subject, bench, self.banner, self.refuse)
        self._stale = StaleEdit(
            form,
            self.splitter,
            self.banner,
            self._runner,
            self._read_newest,
            self._reload,
        )
        self._loading = 0
        self._wanted: UUID | None = None
        self._wanted_field = ""
        self._saving = False

    def tell_changed(self, *others: str) -> None:
        """Say that records of this subject (and of others) changed."""
        self._bench.changes.tell({self.subject, *others})

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

    def record_shown(self, draft: Draft) -> None:
        """Do what else the subject shows for a record; called after every load."""

    def _show_nothing(self) -> None:
        self.form.load(self._draft_class())
        self.form.setEnabled(False)
        self._heading.setText("Chọn một dòng trong danh sách, hoặc bấm Mới.")
        self._say_buttons()

    def show_form(self) -> None:
        """Bring the form to the front."""
        self.tabs.setCurrentWidget(self.form)

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

    def _read_newest(self, record_id: UUID) -> tuple[Draft, dict[UUID, str], str]:
        draft = self._service.open_draft(record_id)
        return draft, self._titles(draft), saved_words(self._service.history(record_id))

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
