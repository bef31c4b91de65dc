"""The page of this office's own dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.law.lifecycle import MoveKind
from desktop.services.dossiers import DossierDraft
from desktop.views.dossiers.attachments import ItemAttachments
from desktop.views.dossiers.columns import COLUMNS, FILTERS
from desktop.views.dossiers.curing import Curing
from desktop.views.dossiers.deciding import Deciding
from desktop.views.dossiers.dossier_cells import DossierCells
from desktop.views.dossiers.letter_tab import LetterTab
from desktop.views.dossiers.missing_list import Cure, MissingList
from desktop.views.dossiers.moves_bar import COPY_PACKAGE, KEEP_HERE, SHOW_DECISION, MovesBar
from desktop.views.dossiers.nominating import Nominating
from desktop.views.dossiers.nominations_tab import NominationsTab
from desktop.views.dossiers.notices import SHOW_CONFLICT
from desktop.views.dossiers.open_dossier import OpenDossier, read_dossier
from desktop.views.dossiers.readying import Readying
from desktop.views.dossiers.sending import Sending
from desktop.views.theme import PAD, Tone
from desktop.views.widgets.changes_tab import ChangesTab
from desktop.views.widgets.deadline_line import DeadlineLine
from desktop.views.widgets.dialogs import ChoiceDialog
from desktop.views.widgets.names_tab import NamesTab
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.record_page import RecordPage

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

_LIST_WIDTH, _DOSSIER_WIDTH = 330, 800
_MISSING_TAB = 2
_NAMES, _CHANGES = "Đối chiếu tên", "So với lần trước"


class DossiersPage(RecordPage):
    """List of dossiers; the open one with its moves, nominations, letter, gaps, files, history.

    Signals:
        session_requested: id of the dossier whose council session is to be opened or begun.
    """

    subject = "dossiers"
    title = "Hồ sơ khen thưởng"
    noun = "hồ sơ"
    empty_text = "Chưa có hồ sơ nào. Bấm «Mới» (Ctrl+N) để lập hồ sơ đầu tiên."
    # What is cured in a person's record is no longer missing here.
    refreshes_on = frozenset(
        {
            "nominations",
            "outbox",
            "inbox",
            "decisions",
            "council_sessions",
            "conflicts",
            "people",
            "units",
            "households",
            "campaigns",
            "initiatives",
        }
    )

    session_requested = Signal(object)

    _opened: OpenDossier | None = None
    # The base class speaks of buttons and records while it is being made, before the tabs are.
    _made = False

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.dossiers, DossierDraft, COLUMNS, FILTERS)
        self.moves = MovesBar()
        self._due = DeadlineLine()
        self.progress = JobProgress()
        self.nominations = NominationsTab(bench, self._titles, self._look_up, self.splitter)
        self.letter = LetterTab(bench, self.form)
        self.missing = MissingList()
        self.names = NamesTab(bench)
        self.changes = ChangesTab(bench)
        self.files = ItemAttachments(bench, self.subject)
        self._readying = Readying(bench, self, self.banner)
        self._sending = Sending(bench, self, self.banner, self.progress)
        self._deciding = Deciding(bench, self, self.banner)
        self._nominating = Nominating(bench, self)
        self._curing = Curing(bench, self, self.banner)
        self._session = self.add_record_action(
            "Phiên họp Hội đồng", "open_session", "council", self._ask_session
        )
        self._after_read: Callable[[], object] | None = None
        self._reading = 0
        self._put_tabs()
        self._connect_parts()
        self._made = True
        self._show_nothing()

    def _put_tabs(self) -> None:
        self.tabs.clear()
        for widget, name in (
            (self.nominations, "Đề nghị"),
            (self.letter, "Tờ trình"),
            (self.missing, "Còn thiếu gì"),
            (self.changes, _CHANGES),
            (self.names, _NAMES),
            (self.files, "Tệp kèm theo"),
            (self.history, "Lịch sử"),
        ):
            self.tabs.addTab(widget, name)
        right = self.splitter.widget(1)
        layout = right.layout() if right is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.moves)
        layout.insertWidget(2, self.progress)
        due = QHBoxLayout()
        due.setContentsMargins(PAD, 0, PAD, 0)
        due.addWidget(self._due)
        layout.insertLayout(3, due)
        self.splitter.setSizes([_LIST_WIDTH, _DOSSIER_WIDTH])
        DossierCells.put_into(self.panel)

    def _connect_parts(self) -> None:
        self.moves.asked.connect(self._move)
        self.missing.cure_asked.connect(self._cure)
        self.missing.keep_asked.connect(partial(self._move, KEEP_HERE))
        self.nominations.changed.connect(self._content_changed)
        self.names.taken.connect(self._content_changed)
        self.names.nomination_asked.connect(self._open_differing)
        self.names.counted.connect(self._say_names)
        self.changes.counted.connect(self._say_changes)
        self.changes.replied.connect(self._content_changed)
        self.changes.edited.connect(self._say_buttons)
        self.nominations.cure_asked.connect(self._curing.go)
        self._curing.field_requested.connect(self.field_requested)
        self.nominations.dirty_changed.connect(lambda _dirty: self._say_buttons())
        self.files.changed.connect(self._content_changed)
        self.tabs.currentChanged.connect(lambda _index: self._say_buttons())
        self.panel.opened.connect(lambda _id: self.nominations.panel.view.setFocus())
        moves = (self._readying.moved, self._sending.sent, self._deciding.decided)
        for done in (*moves, self.letter.numbered):
            done.connect(self._moved)
        self._deciding.decision_asked.connect(
            lambda decision_id: self.record_requested.emit("decisions", decision_id)
        )
        self._nominating.dossier_chosen.connect(self._nominate_into)

    # -- the list and the open dossier --------------------------------------------------------

    def read_rows(self) -> Sequence[Any]:
        """Return this office's own dossiers; what others sent is in the inbox."""
        return [row for row in self._bench.desk.dossiers.list_rows() if row.is_own]

    def refresh(self) -> None:
        """Read the list again, and what is known of the open dossier."""
        super().refresh()
        if self._opened is not None:
            self._read(self._opened.id)

    def show_form(self) -> None:
        """Bring the letter with the dossier's form to the front."""
        self.tabs.setCurrentWidget(self.letter)

    def record_shown(self, draft: Draft) -> None:
        """Read everything else of the dossier; a new one has nothing yet."""
        if draft.id is None:
            self._show_unsaved()
        else:
            self._read(draft.id)

    def _read(self, dossier_id: UUID) -> None:
        self._reading += 1
        ticket = self._reading

        def show(opened: OpenDossier) -> None:
            if ticket == self._reading and opened.id == self.form.record_id:
                self._show_dossier(opened)

        self._runner.run(
            lambda _r: read_dossier(self._bench.desk, dossier_id),
            on_done=show,
            on_refused=self.refuse,
        )

    def _show_dossier(self, opened: OpenDossier) -> None:
        self._opened = opened
        self._due.show_deadline(opened.row.deadline)
        self.form.set_read_only(bool(opened.frozen), opened.frozen)
        self.nominations.show_dossier(opened)
        self.letter.show_dossier(opened)
        self.missing.show_dossier(opened)
        self.names.show_dossier(opened.id)
        self._show_changes(opened.id if opened.row.revision > 1 or opened.points else None)
        names = {n.id: f"{n.position}. {n.name}" for n in opened.live}
        self.files.show_files_of(opened.id, names, opened.frozen)
        count = opened.blocking + opened.unasked_warnings + len(opened.points)
        self.tabs.setTabText(_MISSING_TAB, f"Còn thiếu gì ({count})" if count else "Còn thiếu gì")
        self._say_buttons()
        then, self._after_read = self._after_read, None
        if then is not None:
            then()

    def _show_unsaved(self) -> None:
        self._opened = None
        self._due.show_deadline(None)
        self.form.set_read_only(False)
        self.nominations.show_nothing()
        self.letter.show_dossier(None)
        self.missing.show_nothing()
        self.names.show_dossier(None)
        self._show_changes(None)
        self.files.show_files_of(None, {}, "")
        self.tabs.setTabText(_MISSING_TAB, "Còn thiếu gì")
        self._say_buttons()

    def _show_nothing(self) -> None:
        super()._show_nothing()
        if self._made:
            self._show_unsaved()

    def _say_buttons(self) -> None:
        super()._say_buttons()
        if not self._made:
            return
        saved = self.form.record_id is not None
        self._session.setEnabled(saved)
        tip = "Mở hoặc lập phiên họp Hội đồng xét hồ sơ này"
        self._session.setToolTip(tip if saved else "Lưu hồ sơ trước")
        if self._saves_nomination:
            self._save.setEnabled(self.nominations.is_dirty)
            self._save.setToolTip("Lưu đề nghị đang mở (Ctrl+S)")
        if self._opened is None or self._opened.id != self.form.record_id:
            self.moves.show_nothing()
        else:
            dirty = self.form.is_dirty or self.nominations.is_dirty or self.changes.is_dirty
            self.moves.show_dossier(self._opened, dirty=dirty)

    def _ask_session(self) -> None:
        self.session_requested.emit(self.form.record_id)

    def _say_names(self, blocking: int) -> None:
        text = f"{_NAMES} ({blocking})" if blocking else _NAMES
        self.tabs.setTabText(self.tabs.indexOf(self.names), text)

    def _show_changes(self, dossier_id: UUID | None) -> None:
        """Compare a dossier that was sent back; any other has nothing to be compared with."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.changes), dossier_id is not None)
        self.changes.show_dossier(dossier_id)

    def _say_changes(self, left: int) -> None:
        text = f"{_CHANGES} ({left})" if left else _CHANGES
        self.tabs.setTabText(self.tabs.indexOf(self.changes), text)

    def _open_differing(self, nomination_id: UUID, field: str) -> None:
        self.tabs.setCurrentWidget(self.nominations)
        self.nominations.open_nomination(nomination_id, field)

    def _content_changed(self) -> None:
        self.tell_changed("nominations")

    # -- saving and leaving -------------------------------------------------------------------

    @property
    def _saves_nomination(self) -> bool:
        in_front = self.tabs.currentWidget() is self.nominations
        return in_front and not self.nominations.shows_list

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save what is in front: the open nomination, else the dossier itself."""
        if self._made and self._saves_nomination:
            self.nominations.editor.save(then)
        else:
            super().save(then)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether nothing typed is waiting: nomination, replies, the dossier itself."""
        return (
            self._can_leave_nomination(then)
            and self._can_leave_replies(then)
            and super().can_leave(then)
        )

    def _can_leave_replies(self, then: Callable[[], object] | None) -> bool:
        if not self.changes.is_dirty:
            return True
        text = "Câu trả lời cho điểm nơi nhận nêu chưa được lưu. Bạn muốn làm gì?"
        choices = [("save", "Lưu"), ("discard", "Bỏ câu trả lời")]
        chosen = ChoiceDialog.ask(self, "Có nội dung chưa lưu", text, choices)
        if chosen == "save":
            self.changes.save_replies(then)
        elif chosen == "discard":
            self.changes.give_up_replies()
        return chosen == "discard"

    def _can_leave_nomination(self, then: Callable[[], object] | None) -> bool:
        if not self.nominations.is_dirty:
            return True
        text = "Nội dung đang gõ của một đề nghị chưa được lưu. Bạn muốn làm gì?"
        choices = [("save", "Lưu"), ("discard", "Bỏ thay đổi")]
        chosen = ChoiceDialog.ask(self, "Có nội dung chưa lưu", text, choices)
        if chosen == "save":
            self.nominations.editor.save(then)
        elif chosen == "discard":
            self.nominations.editor.give_up()
        return chosen == "discard"

    # -- moves ----------------------------------------------------------------------------------

    def _move(self, name: str) -> None:
        opened = self._opened
        if opened is None:
            return
        acts: dict[str, Callable[[], object]] = {
            MoveKind.MARK_READY.value: partial(self._readying.mark_ready, opened),
            MoveKind.REOPEN.value: partial(self._readying.reopen, opened),
            MoveKind.REVISE.value: partial(self._readying.revise, opened),
            MoveKind.RECALL.value: partial(self._readying.recall, opened),
            KEEP_HERE: partial(self._keep_here, opened.id),
            MoveKind.SEND.value: partial(self._sending.ask, opened),
            MoveKind.DECIDE_HERE.value: partial(self._deciding.ask, opened),
        }
        if name in acts:
            acts[name]()
        elif name == COPY_PACKAGE and opened.package is not None:
            self._sending.copy_again(opened.package.package_id, opened.row.receiver)
        elif name == SHOW_CONFLICT and opened.conflict is not None:
            self.record_requested.emit("conflicts", opened.conflict.id)
        elif name == SHOW_DECISION:
            self.record_requested.emit("decisions", opened.decisions[0].id)

    def _keep_here(self, dossier_id: UUID) -> None:
        """Decide at this office what was to go up; what is typed is asked about first."""
        if not self.can_leave(partial(self._move, KEEP_HERE)):
            return
        text = "Hồ sơ không gửi đi nữa: đánh dấu sẵn sàng rồi bấm «Quyết định tại đơn vị»."

        def done(_none: None) -> None:
            self.banner.show_message(Tone.SUCCESS, text)
            self._moved(dossier_id)

        self._runner.run(
            lambda _r: self._bench.desk.dossiers.keep_here(dossier_id),
            on_done=done,
            on_refused=self.refuse,
        )

    def _moved(self, dossier_id: UUID) -> None:
        self.tell_changed("nominations", "outbox", "decisions")
        if self.form.record_id == dossier_id:
            # The move gave the dossier a new version, which the form must save against.
            self._load(dossier_id)

    def _cure(self, cure: Cure) -> None:
        """Go to where a problem is solved."""
        if self._curing.takes(cure.field):
            self._curing.go(cure.field, cure.nomination)
        elif cure.field == "points":
            self.tabs.setCurrentWidget(self.changes)
        elif cure.field == "minutes":
            self._ask_session()
        elif cure.nomination is not None:
            self.tabs.setCurrentWidget(self.nominations)
            self.nominations.open_nomination(cure.nomination, cure.field)
        elif cure.field == "attachments":
            self.tabs.setCurrentWidget(self.files)
            self.files.choose_item(cure.item)
        elif cure.field == "bases":
            self.show_form()
            self.letter.choose_bases()
        elif cure.field == "nominations":
            self.tabs.setCurrentWidget(self.nominations)
            self.nominations.show_list()
        else:
            self.show_form()
            editor = self.form.editor(cure.field)
            self.form.ensureWidgetVisible(editor)
            editor.setFocus()

    # -- from an example ------------------------------------------------------------------------

    def nominate_exemplar(self, exemplar_id: UUID) -> None:
        """Put an example forward: choose a draft dossier or make one, open the prefilled form."""
        if self.can_leave():
            self._nominating.ask(exemplar_id)

    def _nominate_into(self, dossier_id: UUID, exemplar_id: UUID) -> None:
        def open_prefilled() -> None:
            self.tabs.setCurrentWidget(self.nominations)
            self.nominations.open_new(
                lambda: self._bench.desk.nominations.draft_from_exemplar(dossier_id, exemplar_id)
            )
            text = "Đề nghị lập từ điển hình: chọn hình thức khen, ghi thành tích rồi Lưu."
            self.banner.show_message(Tone.INFO, text)

        self._after_read = open_prefilled
        self.tell_changed()
        if self._opened is not None and self._opened.id == dossier_id:
            self._read(dossier_id)
        else:
            self.open_record(dossier_id)
