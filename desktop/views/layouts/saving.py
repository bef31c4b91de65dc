"""Saving the layout that is open: once at a time, beside what somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError, StaleRecord
from desktop.services.certificate_layouts import LayoutSaved
from desktop.views.layouts.designer import Designer
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.form_journal import FormJournal

if TYPE_CHECKING:
    from desktop.views.pages import Bench


class LayoutSaving(QObject):
    """What happens to what is not saved.

    Args:
        bench: services and runner.
        designer: what is saved.
        banner: where it is told.
        journal: what a crash would leave behind.
        window: what questions stand over.

    Signals:
        saved: the open layout was saved.
        saved_aside: it was saved as another one (``LayoutSaved``), beside somebody else's.
        given_up: what was not saved was given up; the layout is to be read again.
    """

    saved = Signal()
    saved_aside = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        bench: Bench,
        designer: Designer,
        banner: Banner,
        journal: FormJournal,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._layouts, self._runner = bench.desk.layouts, bench.runner
        self._designer, self._banner, self._journal = designer, banner, journal
        self._window = window
        self._saving = False

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the layout that is open; ``then`` goes on once it is saved."""
        editing = self._designer.editing
        draft = editing.draft
        # One save at a time: a second one would be told that somebody had saved meanwhile.
        if self._saving or editing.read_only or not self._designer.is_dirty:
            return
        self._saving = True

        def done(saved: LayoutSaved) -> None:
            self._saving = False
            self._journal.drop(draft.id)
            editing.saved(draft, saved.version, editing.base)
            # What was drawn on while it was being saved.
            self._journal.keep()
            self._banner.show_message(Tone.SUCCESS, "Đã lưu mẫu.")
            self.saved.emit()
            if then is not None:
                then()

        self._runner.run(
            lambda _report: self._layouts.save(draft), on_done=done, on_refused=self._not_saved
        )

    def _not_saved(self, error: AppError) -> None:
        self._saving = False
        actions: list[tuple[str, Callable[[], object]]] = []
        if isinstance(error, StaleRecord):
            actions = [
                ("Lưu phần tôi thành bản sao", self.save_aside),
                ("Bỏ phần tôi, lấy bản mới nhất", self.give_up),
            ]
        self._banner.show_refusal(error, actions)

    def save_aside(self) -> None:
        """Keep both: what was designed becomes a layout of its own."""
        draft, old = self._designer.editing.draft, self._designer.record_id

        def done(saved: Any) -> None:
            self._journal.drop(old)
            self.forget()
            self.saved_aside.emit(saved)

        self._runner.run(
            lambda _report: self._layouts.save_aside(draft),
            on_done=done,
            on_refused=self._banner.show_refusal,
        )

    def give_up(self) -> None:
        """Let what is not saved go."""
        self._journal.drop(self._designer.record_id)
        self.forget()
        self.given_up.emit()

    def forget(self) -> None:
        """Take what is on the board as saved."""
        editing = self._designer.editing
        editing.load(editing.draft, editing.base, editing.read_only)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether the layout may be left, asking when something is not saved.

        Args:
            then: goes on to where the user wanted, once it has been saved.
        """
        if not self._designer.is_dirty:
            return True
        chosen = ChoiceDialog.ask(
            self._window,
            "Mẫu chưa lưu",
            "Mẫu giấy khen đang sửa chưa được lưu. Bạn muốn làm gì?",
            [("save", "Lưu"), ("discard", "Bỏ thay đổi")],
        )
        if chosen == "discard":
            self.give_up()
            return True
        if chosen == "save":
            self.save(then)
        return False
