"""One nomination open for editing: its form and files joined to the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError, StaleRecord
from desktop.law.standing import STANDARDS
from desktop.law.terms import RecipientKind
from desktop.services.nominations import NominationDraft
from desktop.views.dossiers.attachments import ItemAttachments
from desktop.views.dossiers.attesting import Attesting
from desktop.views.dossiers.nomination_form import LINKS, NominationForm
from desktop.views.dossiers.stale_nomination import StaleNomination
from desktop.views.dossiers.standing_panel import StandingPanel
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.journal import Kept
    from desktop.services.records import SaveReport
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench

Titles = Callable[[Any], dict[UUID, str]]
LookUp = Callable[[Any, str, str], None]
_FORM_SHARE, _FILES_SHARE = 7, 3
_STANDARDS = "Điều kiện, tiêu chuẩn"


class NominationEditor(QWidget):
    """Edits one nomination of the open dossier.

    Args:
        bench: services and runner.
        titles: gives the names of the records a draft points at; called in a job.
        look_up: answers a reference field that is being typed in.
        halves: the page's; what a colleague saved first stands in the left one.

    Signals:
        left: the officer went back to the list.
        step_asked: +1 for the next nomination of the list, -1 for the one before.
        saved: id of the nomination saved.
        files_changed: a file was added or taken away.
        dirty_changed: whether something typed is not saved.
        attested: a person's word was given or taken back.
        cure_asked: field of a problem of this nomination, to be cured where it stands.
    """

    left = Signal()
    step_asked = Signal(int)
    saved = Signal(object)
    files_changed = Signal()
    dirty_changed = Signal(bool)
    attested = Signal()
    cure_asked = Signal(str)

    def __init__(self, bench: Bench, titles: Titles, look_up: LookUp, halves: QSplitter) -> None:
        super().__init__()
        self._bench, self._titles = bench, titles
        self._opened: OpenDossier | None = None
        self._field = ""
        self._loading = 0
        self.setObjectName("nomination_editor")
        self.banner = Banner()
        self.form = NominationForm()
        self.files = ItemAttachments(bench, "nominations")
        self.standing = StandingPanel(bench, self.banner)
        self.attesting = Attesting(bench, self, self.banner)
        self.tabs = named(QTabWidget(), "nomination_tabs", says="Phần của đề nghị")
        refuse = self.banner.show_refusal
        self._journal = FormJournal(self.form, "nominations", bench, self.banner, refuse)
        self.stale = StaleNomination(
            self.form, halves, self.banner, bench, titles, self._take_newest
        )
        self._title = named(QLabel(), "nomination_title", role="heading")
        self._title.setWordWrap(True)
        back_tip = "Về danh sách (Alt+Left)"
        self._back = self._button("Danh sách", "back_to_list", "chevron-left", back_tip)
        self._before = self._button("Trước", "nomination_before", "up", "Người trước (Alt+↑)")
        self._next = self._button("Sau", "nomination_next", "down", "Người sau (Alt+↓)")
        self._back.setShortcut("Alt+Left")
        self._before.setShortcut("Alt+Up")
        self._next.setShortcut("Alt+Down")
        self._lay_out()
        self._back.clicked.connect(lambda: self._leave_for(self.left.emit))
        self._before.clicked.connect(lambda: self._leave_for(lambda: self.step_asked.emit(-1)))
        self._next.clicked.connect(lambda: self._leave_for(lambda: self.step_asked.emit(1)))
        self.form.lookup_requested.connect(look_up)
        for kind, link in LINKS.items():
            self.form.editor(link).changed.connect(partial(self._fill_from, kind, link))
        self.form.dirty_changed.connect(self.dirty_changed)
        self.files.changed.connect(self.files_changed)
        self.standing.attested.connect(self.attested)
        self.standing.cure_asked.connect(self.cure_asked)
        self.standing.bulk_asked.connect(self._attest_many)
        self.standing.counted.connect(self._say_wanting)
        self.attesting.attested.connect(self.attested)

    def _button(self, text: str, name: str, icon: str, tip: str = "") -> QPushButton:
        button = named(QPushButton(text), name, role="quiet")
        button.setIcon(icon_for(self, icon))
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAD, GAP, PAD, 0)
        head.setSpacing(GAP)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self._before)
        head.addWidget(self._next)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.form)
        splitter.addWidget(self.files)
        splitter.setStretchFactor(0, _FORM_SHARE)
        splitter.setStretchFactor(1, _FILES_SHARE)
        splitter.setSizes([_FORM_SHARE * 60, _FILES_SHARE * 60])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        self.tabs.addTab(splitter, "Đề nghị")
        self.tabs.addTab(self.standing, _STANDARDS)
        layout.addWidget(self.tabs, 1)

    @property
    def nomination_id(self) -> UUID | None:
        """The nomination being edited, None for a new one."""
        return self.form.record_id

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.form.is_dirty

    def open(self, opened: OpenDossier, nomination_id: UUID, field: str = "") -> None:
        """Show a saved nomination, the cursor in ``field`` or in the first empty one."""
        self._read(opened, lambda: self._bench.desk.nominations.open_draft(nomination_id), field)

    def open_new(
        self, opened: OpenDossier, make: Callable[[], NominationDraft], *, typed: bool = False
    ) -> None:
        """Show a nomination not saved yet; ``make`` runs in a job, ``typed`` says it holds work."""
        self._read(opened, make, "", typed=typed)

    def _read(
        self,
        opened: OpenDossier,
        make: Callable[[], NominationDraft],
        field: str,
        *,
        typed: bool = False,
    ) -> None:
        self._loading += 1
        ticket, self._opened, self._field = self._loading, opened, field

        def read(_report: object) -> tuple[NominationDraft, dict[UUID, str], Kept | None]:
            draft = make()
            kept = None if typed else self._journal.kept(draft.id)
            return draft, self._titles(draft), kept

        def show(result: tuple[NominationDraft, dict[UUID, str], Kept | None]) -> None:
            if ticket == self._loading:
                self._show(*result)
                self.form.set_dirty(typed)

        self._bench.runner.run(read, on_done=show, on_refused=self.banner.show_refusal)

    def _show(self, draft: NominationDraft, titles: dict[UUID, str], kept: Kept | None) -> None:
        opened = self._opened
        assert opened is not None
        self.banner.clear()
        self.stale.close()
        day = opened.draft.letter_date or self._bench.desk.store.today()
        self.form.show_nomination(draft, titles, day)
        self.form.set_read_only(bool(opened.frozen), opened.frozen)
        self._title.setText(_title(opened, draft))
        self.files.show_files_of(draft.id, {}, opened.frozen)
        self.show_dossier(opened)
        self._go_to(self._field)
        if kept is not None:
            self._journal.offer(kept)

    def _go_to(self, field: str) -> None:
        if field == STANDARDS:
            self.tabs.setCurrentWidget(self.standing)
            return
        if field:
            self.tabs.setCurrentIndex(0)
        self.form.go_to(field)
        if field == "attachments":
            self.files.setFocus()

    def _say_wanting(self, count: int) -> None:
        place = self.tabs.indexOf(self.standing)
        self.tabs.setTabText(place, f"{_STANDARDS} ({count})" if count else _STANDARDS)

    def _attest_many(self) -> None:
        if self._opened is not None:
            self.attesting.ask(self._opened.id)

    def show_dossier(self, opened: OpenDossier) -> None:
        """Take in what is known of the dossier now: problems of this nomination, its place."""
        self._opened = opened
        own = tuple(p for p in opened.problems if p.record and p.record == self.nomination_id)
        self.form.show_missing(own)
        ids = [n.id for n in opened.live]
        place = ids.index(self.nomination_id) if self.nomination_id in ids else -1
        self._before.setEnabled(place > 0)
        self._next.setEnabled(0 <= place < len(ids) - 1)
        self.standing.show_nomination(self.nomination_id, opened.frozen)

    def _fill_from(self, kind: RecipientKind, link: str) -> None:
        """Take over what is known of a record just chosen, where no name was typed yet."""
        opened, record_id = self._opened, self.form.editor(link).value()
        if opened is None or record_id is None or self.form.editor("recipient_name").value():
            return
        nominations = self._bench.desk.nominations
        self._bench.runner.run(
            lambda _r: nominations.draft_for(opened.id, kind, record_id),
            on_done=self.form.show_recipient,
            on_refused=self._refuse,
        )

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the nomination; problems go beside their fields."""
        if self.form.unreadable():
            return
        draft = self.form.draft()

        def done(report: SaveReport) -> None:
            self._saved(report, then)

        self._bench.runner.run(
            lambda _r: self._bench.desk.nominations.save_draft(draft),
            on_done=done,
            on_refused=self._refuse,
        )

    def _saved(self, report: SaveReport, then: Callable[[], object] | None) -> None:
        if report.id is None:
            self.form.show_problems(report.problems)
            return
        self.give_up()
        saved_id = report.id
        self.saved.emit(saved_id)
        if then is not None:
            then()
        elif self._opened is not None:
            self.open(self._opened, saved_id, self._focused())

    def _focused(self) -> str:
        """Return the field the cursor is in, so that it stays there over a save."""
        # Nothing has the focus when the save came from the command palette.
        name = getattr(self.form.focusWidget(), "objectName", str)().removesuffix("_field")
        return name if hasattr(NominationDraft, name) else ""

    def _refuse(self, error: AppError) -> None:
        nomination_id = self.nomination_id
        if isinstance(error, StaleRecord) and nomination_id is not None:
            self.stale.offer(error, nomination_id)
        else:
            self.banner.show_refusal(error)

    def _take_newest(self, nomination_id: UUID) -> None:
        opened = self._opened
        assert opened is not None
        self.give_up()
        self.open(opened, nomination_id)

    def give_up(self) -> None:
        """Forget what was typed: it was saved, or is not wanted."""
        self.stale.close()
        self._journal.drop(self.nomination_id)
        self.form.set_dirty(False)

    def _leave_for(self, then: Callable[[], object]) -> None:
        """Save what was typed, then go; a problem or a refusal keeps the form open."""
        if self.is_dirty:
            self.save(then)
        else:
            then()


def _title(opened: OpenDossier, draft: NominationDraft) -> str:
    known = next((n for n in opened.nominations if n.id == draft.id), None)
    if known is None:
        return "Đối tượng mới"
    if known.archived:
        return f"{known.name} (đã bỏ khỏi hồ sơ)"
    return f"{known.position}. {known.name}"
