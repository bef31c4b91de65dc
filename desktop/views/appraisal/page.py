"""The page of the appraisal desk: who has sent, the dossiers received, and the open one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.law.lifecycle import DossierState
from desktop.overrides import override
from desktop.views.appraisal.answering import Answering
from desktop.views.appraisal.board import BoardPanel
from desktop.views.appraisal.board_export import write_list
from desktop.views.appraisal.deadline_cells import DeadlineCells
from desktop.views.appraisal.deciding import Deciding
from desktop.views.appraisal.dossier_list import (
    DOSSIER_COLUMNS,
    DUE_COLUMN,
    ORDER,
    handler_filter,
)
from desktop.views.appraisal.dossier_view import DossierView, OpenAppraisal
from desktop.views.appraisal.excusing import Excusing
from desktop.views.appraisal.handling import Handling
from desktop.views.appraisal.judging import Judging
from desktop.views.appraisal.opened_bar import opened_bar
from desktop.views.appraisal.state_chips import StateChips
from desktop.views.decisions.certificates_dialog import CertificatesDialog
from desktop.views.filters import term_filter
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage, allow
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.appraisal_findings import DossierFindings
    from desktop.services.appraisal_rows import AppraisalRow
    from desktop.services.senders_board import BoardRow, SendersBoard
    from desktop.views.pages import Bench

_STATE_FILTER = "state_filter"
_CHOOSE = "Chọn một hồ sơ trong danh sách trước"


class AppraisalPage(ReadingPage):
    """Dossiers received: the board and the list, or the open dossier in their place.

    Signals:
        session_requested: id of the dossier whose council session is to be opened or begun.
    """

    subject = "appraisal"
    title = "Thẩm định"
    refreshes_on = frozenset({"inbox", "dossiers", "decisions", "campaigns"})

    session_requested = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._view = DossierView(bench)
        self._board = BoardPanel()
        self._chips = StateChips(self._filter_by)
        self._is_own_news = self._is_own_move = False
        panel = ListPanel(
            DOSSIER_COLUMNS,
            filters=[
                term_filter(_STATE_FILTER, "Trạng thái", DossierState, attrgetter("state")),
                handler_filter(bench.desk.handler_notes.mine()),
            ],
            noun="hồ sơ",
            empty_text="Chưa có hồ sơ nào từ cấp dưới. Nhận gói ở trang «Hộp đến».",
        )
        TwoLineCells.put_into(panel.view, range(2))
        panel.view.setItemDelegateForColumn(DUE_COLUMN, DeadlineCells(panel.view))
        super().__init__(bench, panel, self._view)
        self._judging = Judging(self, self._view, bench)
        self._answering = Answering(self, self._view, self._judging, bench)
        self._deciding = Deciding(
            self, bench, self.something_done, self._answering.hand_over_decision
        )
        self._handling = Handling(self, bench)
        self._add_actions()
        panel.opened.connect(self.open_record)
        self._board.dossier_asked.connect(self.open_record)
        self._board.row_chosen.connect(self._say_actions)
        self._connect_view()

    def _add_actions(self) -> None:
        self._take = self.add_action("Tôi thụ lý", "take_up", "person", self._handling.take)
        self._give = self.add_action("Giao…", "give_to", "nomination", self._handling.give)
        self._excusing = Excusing(self, self._bench)
        self.add_action("Xuất Excel", "export_board", "export", self._export)
        self.add_action("Mở hồ sơ", "open", "open", self._open_chosen)
        self.add_action(
            "Hồ sơ chờ tiếp theo", "open_next", "appraisal", self.open_next, role="primary"
        ).setToolTip("Mở hồ sơ đang chờ, hạn gần nhất trước (F8)")
        self.add_shortcut("F8", self.open_next)
        self.add_shortcut("Esc", self.show_list)
        self.add_shortcut("Ctrl+Z", self._judging.undo)
        self.add_shortcut("Ctrl+B", self._when_open(self._judging.many))
        self.add_shortcut("Ctrl+P", self._when_open(self._answering.make_sheet))
        self.add_shortcut("F9", self._view.buttons.press_finish)
        self.rows_chosen([])

    def _when_open(self, act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if self._views.currentIndex() else None

    def _connect_view(self) -> None:
        actions = self._view.buttons
        actions.all_meet_asked.connect(self._judging.all_meet)
        actions.many_asked.connect(self._judging.many)
        actions.finish_asked.connect(self._answering.finish)
        actions.return_asked.connect(self._answering.send_back)
        actions.refuse_asked.connect(self._answering.refuse)
        actions.decide_asked.connect(lambda: self._deciding.begin(self.dossier_id()))
        actions.decision_asked.connect(self._open_decision)
        actions.papers_asked.connect(self._answering.make_papers)
        actions.sheet_asked.connect(self._answering.make_sheet)
        actions.reader_asked.connect(self._view.toggle_reader)
        self._view.panel.opened.connect(lambda _id: self._view.toggle_reader())
        self._view.card.findings.dossier_asked.connect(self.open_record)

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        received = QWidget()
        received_layout = QVBoxLayout(received)
        received_layout.setContentsMargins(0, GAP, 0, 0)
        received_layout.setSpacing(GAP)
        received_layout.addWidget(self._chips)
        received_layout.addWidget(self.panel, 1)
        self._lists = named(QTabWidget(), "received_tabs")
        self._lists.addTab(self._board, "Theo nơi gửi")
        self._lists.addTab(received, "Từng hồ sơ")
        self._lists.currentChanged.connect(lambda _tab: self._say_actions())
        listed = QWidget()
        listed_layout = QVBoxLayout(listed)
        listed_layout.setContentsMargins(0, 0, 0, 0)
        listed_layout.setSpacing(GAP)
        listed_layout.addLayout(self._actions)
        listed_layout.addWidget(self._lists, 1)
        self._views = named(QStackedWidget(), "appraisal_views")
        self._views.addWidget(listed)
        self._views.addWidget(self._opened_part())
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)

    def _opened_part(self) -> QWidget:
        opened = QWidget()
        opened_layout = QVBoxLayout(opened)
        opened_layout.setContentsMargins(0, 0, 0, 0)
        opened_layout.setSpacing(GAP)
        opened_layout.addLayout(
            opened_bar(
                self.show_list,
                self.open_next,
                lambda: self.session_requested.emit(self.dossier_id()),
            )
        )
        opened_layout.addWidget(self._right, 1)
        return opened

    # -- the lists --------------------------------------------------------------------------

    @override
    def read_rows(self) -> Sequence[AppraisalRow]:
        return self._bench.desk.appraisal.list_rows()

    @override
    def rows_shown(self, rows: Sequence[AppraisalRow]) -> None:
        self.run(self._bench.desk.senders_board.read, self._show_board)
        self._chips.count(Counter(row.state for row in rows))

    def _show_board(self, board: SendersBoard) -> None:
        self._board.show_board(board)
        self._say_actions()

    def chosen_sender(self) -> BoardRow | None:
        """Return the line of the board that is chosen, while the board is in sight."""
        return self._board.chosen() if self._lists.currentIndex() == 0 else None

    def _filter_by(self, state: DossierState) -> None:
        box = self.panel.findChild(QComboBox, _STATE_FILTER)
        assert box is not None
        wanted = 1 + ORDER[state]
        box.setCurrentIndex(0 if box.currentIndex() == wanted else wanted)

    @override
    def rows_chosen(self, ids: Sequence[UUID]) -> None:
        self._say_actions()

    def _say_actions(self) -> None:
        is_list = self._lists.currentIndex() == 1
        ids = self.panel.selected_ids()
        for name, least in (("take_up", 1), ("give_to", 1)):
            button = self.findChild(QPushButton, name)
            if button is not None:
                button.setVisible(is_list)
                allow(button, "" if len(ids) >= least else _CHOOSE)
        self._excusing.say(self.chosen_sender(), is_board=not is_list)

    def _open_chosen(self) -> None:
        ids = self.panel.selected_ids()
        row = self.chosen_sender()
        if row is not None:
            ids = [row.next_dossier] if row.next_dossier else []
        if len(ids) == 1:
            self.open_record(ids[0])
        else:
            self.banner.show_message(Tone.INFO, f"{_CHOOSE}.")

    def open_next(self) -> None:
        """Open the dossier that waits and whose time runs out first, another than the open one."""
        shown = self.dossier_id() if self._views.currentIndex() else None

        def show(found: UUID | None) -> None:
            if found is None:
                self.banner.show_message(Tone.SUCCESS, "Không còn hồ sơ nào chờ thẩm định.")
            else:
                self.open_record(found)

        self.run(lambda: self._bench.desk.senders_board.next_waiting(shown), show)

    def _export(self) -> None:
        is_list = self._lists.currentIndex() == 1
        write_list(self, self._bench, None if is_list else self._board)

    @override
    def open_record(self, record_id: UUID) -> None:
        self.banner.clear()
        self._views.setCurrentIndex(1)
        self.load(record_id)

    def show_list(self) -> None:
        """Go back to the board and the list."""
        self._views.setCurrentIndex(0)
        if self.open_id is not None:
            self.panel.view.select(self.open_id)
        self.start()

    # -- the open dossier -------------------------------------------------------------------

    @override
    def read_record(self, record_id: UUID) -> OpenAppraisal:
        desk = self._bench.desk
        detail = desk.appraisal.open(record_id, with_prior=False)
        decided = detail.state is DossierState.DECIDED
        rows = desk.decisions.list_rows() if decided else []
        decision = next((d.id for d in rows if d.answers(record_id)), None)
        return OpenAppraisal(
            detail,
            desk.dossiers.history(record_id),
            decision,
            desk.handler_notes.of_dossier(record_id),
            tuple(desk.paper_reading.papers_of(record_id)),
            desk.handler_notes.handler(record_id),
        )

    @override
    def show_record(self, record: OpenAppraisal) -> None:
        shown, now = self._view.opened, record.detail
        before = shown.detail.state if shown and shown.detail.id == now.id else now.state
        if now.state is not before and not self._is_own_move:
            # What was said of it here holds no more.
            self.banner.clear()
        self._is_own_move = False
        self._view.show_dossier(record)
        if self._view.found is None:
            self._read_findings(record.detail.id)

    def _read_findings(self, dossier_id: UUID) -> None:
        """Work out what is found of the dossier, once it is in sight already."""

        def show(found: DossierFindings) -> None:
            if self._view.opened is not None and self.dossier_id() == dossier_id:
                self._view.show_findings(found)

        self.run(lambda: self._bench.desk.findings.of_dossier(dossier_id), show)

    @override
    def refresh(self) -> None:
        self._view.found = None
        super().refresh()

    def reload_dossier(self) -> None:
        """Read the open dossier again, but not what is found of it."""
        self._stale = True
        if self.open_id is not None:
            self.load(self.open_id)

    def dossier_id(self) -> UUID:
        """Return the dossier in sight."""
        assert self._view.opened is not None
        return self._view.opened.detail.id

    def tell_others(self, *subjects: str) -> None:
        """Say to other pages that something changed which this one shows already."""
        self._is_own_news = True
        self._bench.changes.tell({self.subject, *subjects})
        self._is_own_news = False

    @override
    def _something_changed(self, subjects: frozenset[str]) -> None:
        if not self._is_own_news:
            super()._something_changed(subjects)

    def something_done(self) -> None:
        """Say that a dossier went on, and what came with it."""
        self._is_own_move = True
        self.tell_changed("dossiers", "decisions", "awards", "outbox", "home", "people")

    def _open_decision(self) -> None:
        if self._view.opened is not None and self._view.opened.decision is not None:
            self.show_decision(self._view.opened.decision)

    def show_decision(self, decision_id: UUID) -> None:
        """Show a decision on its own page."""
        self.record_requested.emit("decisions", decision_id)

    def print_certificates(self, decision_id: UUID) -> None:
        """Show the certificates of a decision over this page, to look at and to print."""
        bench = self._bench
        self.run(
            lambda: bench.desk.decisions.open(decision_id),
            lambda detail: CertificatesDialog(bench, detail, self).open(),
        )
