"""The open dossier: what it is, how far its appraisal is, its nominations and papers one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.services.permissions import Act
from desktop.views.appraisal.dossier_actions import DossierActions
from desktop.views.appraisal.dossier_facts import DossierFactsTab
from desktop.views.appraisal.nomination_card import ITEMS, NOTES, NominationCard
from desktop.views.appraisal.nomination_list import NOMINATION_COLUMNS, NOMINATION_FILTERS
from desktop.views.appraisal.words import NominationLine, line_of
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.changes_tab import ChangesTab
from desktop.views.widgets.deadline_line import short_deadline
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.kept_splitter import keep_sizes
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.names_tab import NamesTab
from desktop.views.widgets.paper_reader import Paper, PaperReader
from desktop.views.widgets.reading_page import share

if TYPE_CHECKING:
    from desktop.services.appraisal_findings import DossierFindings
    from desktop.services.appraisal_rows import AppraisalDetail, AppraisalNomination
    from desktop.services.attachments import AttachmentRow
    from desktop.services.handler_notes import NoteRow
    from desktop.services.store import EventRow
    from desktop.views.pages import Bench

_JUDGES_WHAT_WAITED = frozenset({DossierState.APPRAISED, DossierState.DECIDED})
_NAMES, _CHANGES = "Đối chiếu tên", "So với lần trước"
_BAR_WIDTH = 120
# Widths of the list and of the nomination, in pixels of the smallest screen.
_SHARES = (560, 570)
_READING_SHARES = (470, 660)


@dataclass(frozen=True, slots=True)
class OpenAppraisal:
    """A received dossier laid open, with the events of both ends, and its decision's package."""

    detail: AppraisalDetail
    events: tuple[EventRow, ...]
    decision: UUID | None = None
    notes: tuple[NoteRow, ...] = ()
    files: tuple[AttachmentRow, ...] = ()
    handler: str = ""


class DossierView(QWidget):
    """Shows one received dossier.

    Signals:
        verdict_given: nomination's id and its ``Verdict``, None to take it back.
        nomination_shown: id of the nomination that came in sight.
    """

    verdict_given = Signal(object, object)
    nomination_shown = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("dossier_view")
        self._bench = bench
        self.opened: OpenAppraisal | None = None
        self.found: DossierFindings | None = None
        self._title = named(QLabel(), "dossier_title", role="heading")
        self._title.setWordWrap(True)
        self._from = named(QLabel(), "dossier_from", role="muted")
        self._chip = named(QLabel(), "dossier_state")
        self._due = named(QLabel(), "dossier_due")
        self._progress = named(QLabel(), "verdict_count", role="label")
        self._bar = named(QProgressBar(), "verdict_bar", says="Số đề nghị đã có ý kiến")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self.panel = ListPanel(
            NOMINATION_COLUMNS,
            filters=NOMINATION_FILTERS,
            noun="đề nghị",
            empty_text="Hồ sơ không có đề nghị nào.",
        )
        self.card = NominationCard(self)
        self.reader = PaperReader(bench)
        self.about = DossierFactsTab(bench)
        self.names = NamesTab(bench)
        self.changes = ChangesTab(bench)
        self._history = HistoryView()
        self.tabs = named(QTabWidget(), "dossier_tabs")
        self.buttons = DossierActions()
        self._lay_out(bench)
        self.panel.selection_changed.connect(self._chosen)
        self.names.counted.connect(self._say_names)
        self.changes.counted.connect(self._say_changes)
        self.names.nomination_asked.connect(lambda nomination, _field: self._go_to(nomination))
        self.card.verdicts.given.connect(self._give)
        self.card.items.file_asked.connect(self.read_file)
        self._add_keys()

    def _lay_out(self, bench: Bench) -> None:
        head = QFrame()
        head.setProperty("card", True)
        title = QHBoxLayout()
        title.setSpacing(GAP)
        title.addWidget(self._title, 1)
        title.addWidget(self._due, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        actions = QHBoxLayout()
        actions.setSpacing(GAP)
        actions.addWidget(self._progress)
        actions.addWidget(self._bar)
        actions.addWidget(self.buttons, 1)
        inner = QVBoxLayout(head)
        inner.setContentsMargins(PAD, GAP, PAD, GAP)
        inner.setSpacing(4)
        inner.addLayout(title)
        inner.addWidget(self._from)
        inner.addLayout(actions)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.panel, self.card, self.reader):
            self._splitter.addWidget(widget)
        self._splitter.setChildrenCollapsible(False)
        share(self._splitter, _SHARES)
        self.reader.hide()
        keep_sizes(self._splitter, "appraisal", bench.desk.store.paths.root)
        self.tabs.addTab(self._splitter, "Đề nghị")
        self.tabs.addTab(self.changes, _CHANGES)
        self.tabs.addTab(self.names, _NAMES)
        self.tabs.addTab(self.about, "Tờ trình, tệp")
        self.tabs.addTab(self._history, "Lịch sử")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(head)
        layout.addWidget(self.tabs, 1)

    def _add_keys(self) -> None:
        for keys, act in (
            ("F4", self.toggle_reader),
            ("Alt+Down", lambda: self._step(1)),
            ("Alt+Up", lambda: self._step(-1)),
            ("Alt+PgDown", self.reader.page_after),
            ("Alt+PgUp", self.reader.page_before),
            ("Ctrl+PgDown", self.reader.after),
            ("Ctrl+PgUp", self.reader.before),
            ("F6", lambda: self._focus_tab(ITEMS, self.card.items.list)),
            ("F7", lambda: self._focus_tab(NOTES, self.card.notes.findChild(QWidget, "note_text"))),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- showing ----------------------------------------------------------------------------

    def show_dossier(self, opened: OpenAppraisal) -> None:
        """Show a dossier; the nomination in sight stays in sight."""
        same = self.opened is not None and self.opened.detail.id == opened.detail.id
        self.opened = opened
        if not same:
            self.found = None
        detail = opened.detail
        self._title.setText(detail.title)
        again = f" · lần {detail.revision}" if detail.revision > 1 else ""
        handler = f" · Thụ lý: {opened.handler}" if opened.handler else ""
        self._from.setText(f"{detail.sender}{again}{handler}")
        self._chip.setText(detail.state.label)
        restyle(self._chip, chip=detail.state.tone)
        self.about.show_detail(detail)
        self._show_due(detail)
        self.show_nominations(detail)
        self.names.show_dossier(detail.id)
        self.tabs.setTabVisible(self.tabs.indexOf(self.changes), detail.revision > 1)
        self.changes.show_dossier(detail.id if detail.revision > 1 else None)
        self._history.show_events(opened.events)
        if not same or not self.panel.selected_ids():
            self._select_first(detail)

    def _show_due(self, detail: AppraisalDetail) -> None:
        deadline = detail.deadline
        self._due.setVisible(deadline is not None)
        if deadline is not None:
            self._due.setText(f"Hạn {short_deadline(deadline)}")
            self._due.setToolTip(deadline.words)
            restyle(self._due, chip=deadline.tone)

    def show_nominations(self, detail: AppraisalDetail) -> None:
        """Show the nominations and how far they are judged."""
        self._show_progress(detail)
        self.panel.set_rows(self._lines(detail))
        awards = dict.fromkeys(n.award for n in detail.nominations)
        choices = [(short_office(a), lambda n, a=a: n.nomination.award == a) for a in awards]
        self.panel.set_choices("award_filter", choices)
        self.tabs.setTabText(0, f"Đề nghị ({len(detail.nominations)})")
        self._chosen(self.panel.selected_ids())

    def _lines(self, detail: AppraisalDetail) -> list[NominationLine]:
        return [line_of(n, self.found) for n in detail.nominations]

    def show_findings(self, found: DossierFindings) -> None:
        """Show what was found since the dossier was laid open."""
        self.found = found
        if self.opened is not None:
            self.about.show_findings(found)
            self.show_nominations(self.opened.detail)

    def _select_first(self, detail: AppraisalDetail) -> None:
        waiting = next((n for n in detail.nominations if n.verdict is None), None)
        first = waiting or next(iter(detail.nominations), None)
        if first is not None:
            self.panel.view.select(first.id)
            self._chosen([first.id])
            self.panel.view.setFocus()

    def select_next(self, after: UUID) -> None:
        """Go to the next nomination without a verdict, from the one just judged downwards."""
        assert self.opened is not None
        shown = [line.nomination for line in self.panel.model.shown_rows()]
        lines = [n for n in shown if n.verdict is None or n.id == after]
        place = next((p for p, n in enumerate(lines) if n.id == after), -1)
        if len(lines) > 1:
            self.panel.view.select(lines[(place + 1) % len(lines)].id)

    def _step(self, step: int) -> None:
        ids = [line.id for line in self.panel.model.shown_rows()]
        chosen = self.panel.selected_ids()
        place = ids.index(chosen[0]) if chosen and chosen[0] in ids else -step
        if 0 <= place + step < len(ids):
            self.panel.view.select(ids[place + step])

    def _chosen(self, ids: list[UUID]) -> None:
        nomination = self.nomination(ids[0]) if len(ids) == 1 else None
        if nomination is None or self.opened is None:
            return
        found = self.found.of(nomination.id) if self.found else None
        is_new = not self.card.is_showing(nomination.id)
        self.card.show_nomination(nomination, found, self.why_no_verdict(nomination))
        if found is not None:
            self.card.show_findings(found, self.found.sent_with if self.found else "")
        count = self.card.notes.show_notes(self.opened.notes, nomination.id)
        self.card.tabs.setTabText(NOTES, f"Ghi chú ({count})" if count else "Ghi chú")
        if is_new:
            self.nomination_shown.emit(nomination.id)
            self._offer_papers(nomination)

    # -- papers -----------------------------------------------------------------------------

    def toggle_reader(self) -> None:
        """Show the papers in the place of the list, or the list again."""
        reading = self.reader.isHidden()
        self.reader.setVisible(reading)
        self.panel.setVisible(not reading)
        sizes = (0, *_READING_SHARES) if reading else (*_SHARES, 0)
        self._splitter.setSizes(list(sizes))
        self.buttons.say_reading(reading)
        nomination = self.card.nomination
        if reading and nomination is not None:
            self._offer_papers(nomination)
        (self.card if reading else self.panel.view).setFocus()

    def read_file(self, file_id: UUID) -> None:
        """Show one file, opening the reader when it is closed."""
        if self.reader.isHidden():
            self.toggle_reader()
        self.reader.show_file(file_id)

    def _offer_papers(self, nomination: AppraisalNomination) -> None:
        if self.reader.isHidden() or self.opened is None:
            return
        own = [f for f in self.opened.files if f.owner_id == nomination.id]
        whole = [f for f in self.opened.files if f.owner_id == self.opened.detail.id]
        papers = [Paper(f, f.item or f.file_name) for f in own]
        papers += [Paper(f, f"Cả hồ sơ: {f.item or f.file_name}") for f in whole]
        self.reader.show_papers(papers, own[0].id if own else None)

    # -- judging ----------------------------------------------------------------------------

    def nomination(self, nomination_id: UUID) -> AppraisalNomination | None:
        """Return a nomination of the dossier in sight."""
        nominations = self.opened.detail.nominations if self.opened else ()
        return next((n for n in nominations if n.id == nomination_id), None)

    def _give(self, verdict: Verdict | None) -> None:
        ids = self.panel.selected_ids()
        if len(ids) == 1 and not self.why_no_verdict(self.nomination(ids[0])):
            self.verdict_given.emit(ids[0], verdict)

    def why_no_verdict(self, nomination: AppraisalNomination | None = None) -> str:
        """Return why nothing, or why one nomination, cannot be judged now; "" when it can."""
        assert self.opened is not None
        state = self.opened.detail.state
        waits = nomination is not None and nomination.waits_on_hold
        if state is DossierState.RECEIVED or (waits and state in _JUDGES_WHAT_WAITED):
            return self._bench.rights.why_not(Act.APPRAISE)
        return f"Hồ sơ ở trạng thái «{state.label}», không đổi ý kiến được nữa"

    def _show_progress(self, detail: AppraisalDetail) -> None:
        judged = sum(n.verdict is not None for n in detail.nominations)
        total = len(detail.nominations)
        self._progress.setText(f"{judged}/{total} đã có ý kiến")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(judged)
        self.buttons.show_state(detail.state, total - judged, self._bench.rights)

    # -- tabs -------------------------------------------------------------------------------

    def _focus_tab(self, tab: int, field: QWidget | None) -> None:
        self.tabs.setCurrentIndex(0)
        self.card.tabs.setCurrentIndex(tab)
        if field is not None:
            field.setFocus()

    def _say_names(self, blocking: int) -> None:
        text = f"{_NAMES} ({blocking})" if blocking else _NAMES
        self.tabs.setTabText(self.tabs.indexOf(self.names), text)

    def _say_changes(self, left: int) -> None:
        text = f"{_CHANGES} ({left})" if left else _CHANGES
        self.tabs.setTabText(self.tabs.indexOf(self.changes), text)

    def _go_to(self, nomination_id: UUID) -> None:
        self.tabs.setCurrentIndex(0)
        self.panel.view.select(nomination_id)
