"""The open dossier: what it is, how far its appraisal is, its nominations one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
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
from desktop.vietnamese.dates import short_date
from desktop.views.appraisal.nomination_card import NominationCard, read_only_files
from desktop.views.appraisal.words import letter, line_of, signature, standing
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.changes_tab import ChangesTab
from desktop.views.widgets.deadline_line import DeadlineLine
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.names_tab import NamesTab
from desktop.views.widgets.reading_page import action_button, allow, share
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.appraisal_rows import AppraisalDetail, AppraisalNomination
    from desktop.services.store import EventRow
    from desktop.views.pages import Bench

_COLUMNS = (
    Column(
        "Họ tên, đơn vị",
        lambda n: f"{n.nomination.position}. {n.nomination.name}",
        220,
        lambda n: n.nomination.position,
    ),
    Column("Đề nghị", lambda n: short_office(n.nomination.award), 150),
    Column(
        "Ý kiến",
        lambda n: standing(n.nomination)[0],
        124,
        tone=lambda n: standing(n.nomination)[1],
    ),
    Column(
        "Đã khen",
        lambda n: str(len(n.nomination.prior) or ""),
        74,
        lambda n: len(n.nomination.prior),
        right=True,
    ),
)
_NAMES, _CHANGES = "Đối chiếu tên", "So với lần trước"
# A slip for what was sent back, a notice for what was decided.
_HAS_PAPERS = {DossierState.RETURNED, DossierState.DECIDED}
_READ_ONLY = "Hồ sơ của cơ quan khác: chỉ xem và lưu ra ngoài"
_BAR_WIDTH = 160
# Widths of the list and of the nomination, in pixels of the smallest screen.
_SHARES = (540, 590)


@dataclass(frozen=True, slots=True)
class OpenAppraisal:
    """A received dossier laid open, with the events of both ends, and its decision's package."""

    detail: AppraisalDetail
    events: tuple[EventRow, ...]
    decision: UUID | None = None


class DossierView(QWidget):
    """Shows one received dossier.

    Signals:
        verdict_given: nomination's id and its ``Verdict``, None to take it back.
        all_meet_asked, finish_asked, return_asked, refuse_asked, decide_asked, decision_asked,
            papers_asked: a button was pressed.
    """

    verdict_given = Signal(object, object)
    all_meet_asked = Signal()
    finish_asked = Signal()
    return_asked = Signal()
    refuse_asked = Signal()
    decide_asked = Signal()
    decision_asked = Signal()
    papers_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("dossier_view")
        self.opened: OpenAppraisal | None = None
        self._title = named(QLabel(), "dossier_title", role="heading")
        self._title.setWordWrap(True)
        self._chip = named(QLabel(), "dossier_state")
        self._facts = Facts("dossier_facts", columns=2)
        self._due = DeadlineLine()
        self._progress = named(QLabel(), "verdict_count", role="label")
        self._bar = named(QProgressBar(), "verdict_bar", says="Số đề nghị đã có ý kiến")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self.panel = ListPanel(_COLUMNS, noun="đề nghị", empty_text="Hồ sơ không có đề nghị nào.")
        self.card = NominationCard(bench, self)
        self._files = read_only_files(bench, "dossiers")
        self.names = NamesTab(bench)
        self.changes = ChangesTab(bench)
        self._history = HistoryView()
        self.tabs = named(QTabWidget(), "dossier_tabs")
        self._make_buttons()
        self._lay_out()
        self.panel.selection_changed.connect(self._chosen)
        self.names.counted.connect(self._say_names)
        self.changes.counted.connect(self._say_changes)
        self.names.nomination_asked.connect(lambda nomination, _field: self._go_to(nomination))
        self.card.verdicts.given.connect(self._give)

    def _make_buttons(self) -> None:
        self._all = action_button(
            "Tất cả đủ điều kiện", "all_meet", "check", self.all_meet_asked.emit
        )
        self._finish = action_button(
            "Kết thúc thẩm định", "finish", "appraisal", self.finish_asked.emit, role="primary"
        )
        self._decide = action_button(
            "Quyết định…", "decide", "decision", self.decide_asked.emit, role="primary"
        )
        self._decision = action_button(
            "Mở quyết định", "open_decision", "decision", self.decision_asked.emit, role="primary"
        )
        self._papers = action_button(
            "Lập giấy tờ…", "make_papers", "export", self.papers_asked.emit
        )
        self._return = action_button("Trả lại…", "return", "undo", self.return_asked.emit)
        self._refuse = action_button(
            "Từ chối hồ sơ…", "refuse", "close", self.refuse_asked.emit, role="danger"
        )

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("card", True)
        title = QHBoxLayout()
        title.setSpacing(GAP)
        title.addWidget(self._title, 1)
        title.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        actions = QHBoxLayout()
        actions.setSpacing(GAP)
        actions.addWidget(self._progress)
        actions.addWidget(self._bar)
        actions.addStretch()
        for button in (
            self._all,
            self._finish,
            self._decide,
            self._decision,
            self._papers,
            self._return,
            self._refuse,
        ):
            # All seven at once, before a dossier says which, are wider than a small screen.
            button.hide()
            actions.addWidget(button)
        inner = QVBoxLayout(head)
        inner.setContentsMargins(PAD, GAP, PAD, GAP)
        inner.setSpacing(GAP)
        inner.addLayout(title)
        inner.addWidget(self._facts)
        inner.addWidget(self._due)
        inner.addLayout(actions)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.panel)
        splitter.addWidget(self.card)
        share(splitter, _SHARES)
        splitter.setChildrenCollapsible(False)
        self.tabs.addTab(splitter, "Đề nghị")
        self.tabs.addTab(self.changes, _CHANGES)
        self.tabs.addTab(self.names, _NAMES)
        self.tabs.addTab(self._files, "Tệp của hồ sơ")
        self.tabs.addTab(self._history, "Lịch sử")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(head)
        layout.addWidget(self.tabs, 1)

    def show_dossier(self, opened: OpenAppraisal) -> None:
        """Show a dossier; the nomination in sight stays in sight."""
        same = self.opened is not None and self.opened.detail.id == opened.detail.id
        self.opened = opened
        detail = opened.detail
        self._title.setText(detail.title)
        self._chip.setText(detail.state.label)
        restyle(self._chip, chip=detail.state.tone)
        self._facts.show_facts(_facts(detail))
        self._due.show_deadline(detail.deadline)
        self._show_progress(detail)
        self.panel.set_rows([line_of(n) for n in detail.nominations])
        self.tabs.setTabText(0, f"Đề nghị ({len(detail.nominations)})")
        self._files.show_owner(detail.id, _READ_ONLY)
        self.names.show_dossier(detail.id)
        again = detail.revision > 1
        self.tabs.setTabVisible(self.tabs.indexOf(self.changes), again)
        self.changes.show_dossier(detail.id if again else None)
        self._history.show_events(opened.events)
        if not same or not self.panel.selected_ids():
            self._select_first(detail)
        else:
            self._chosen(self.panel.selected_ids())

    def _select_first(self, detail: AppraisalDetail) -> None:
        waiting = next((n for n in detail.nominations if n.verdict is None), None)
        first = waiting or next(iter(detail.nominations), None)
        if first is not None:
            self.panel.view.select(first.id)
            self._chosen([first.id])

    def select_next(self, after: UUID) -> None:
        """Go to the next nomination without a verdict, from the one just judged downwards."""
        assert self.opened is not None
        lines = [n for n in self.opened.detail.nominations if n.verdict is None or n.id == after]
        place = next((p for p, n in enumerate(lines) if n.id == after), -1)
        if len(lines) > 1:
            self.panel.view.select(lines[(place + 1) % len(lines)].id)

    def _chosen(self, ids: list[UUID]) -> None:
        nomination = self._nomination(ids[0]) if len(ids) == 1 else None
        if nomination is not None:
            self.card.show_nomination(nomination, self._why_no_verdict())

    def _say_names(self, blocking: int) -> None:
        text = f"{_NAMES} ({blocking})" if blocking else _NAMES
        self.tabs.setTabText(self.tabs.indexOf(self.names), text)

    def _say_changes(self, left: int) -> None:
        text = f"{_CHANGES} ({left})" if left else _CHANGES
        self.tabs.setTabText(self.tabs.indexOf(self.changes), text)

    def _go_to(self, nomination_id: UUID) -> None:
        self.tabs.setCurrentIndex(0)
        self.panel.view.select(nomination_id)

    def _nomination(self, nomination_id: UUID) -> AppraisalNomination | None:
        nominations = self.opened.detail.nominations if self.opened else ()
        return next((n for n in nominations if n.id == nomination_id), None)

    def _give(self, verdict: Verdict | None) -> None:
        ids = self.panel.selected_ids()
        if len(ids) == 1 and not self._why_no_verdict():
            self.verdict_given.emit(ids[0], verdict)

    def _why_no_verdict(self) -> str:
        assert self.opened is not None
        state = self.opened.detail.state
        if state is DossierState.RECEIVED:
            return ""
        return f"Hồ sơ ở trạng thái «{state.label}», không đổi ý kiến được nữa"

    def _show_progress(self, detail: AppraisalDetail) -> None:
        judged = sum(n.verdict is not None for n in detail.nominations)
        total = len(detail.nominations)
        self._progress.setText(f"{judged}/{total} đã có ý kiến")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(judged)
        received = detail.state is DossierState.RECEIVED
        appraised = detail.state is DossierState.APPRAISED
        missing = total - judged
        for button, shown in (
            (self._all, received),
            (self._finish, received),
            (self._return, received),
            (self._refuse, received or appraised),
            (self._decide, appraised),
            (self._decision, detail.state is DossierState.DECIDED),
            (self._papers, detail.state in _HAS_PAPERS),
        ):
            button.setVisible(shown)
        allow(self._all, "" if missing else "Mọi đề nghị đã có ý kiến", _ALL_TIP)
        allow(self._finish, f"Còn {missing} đề nghị chưa có ý kiến" if missing else "")


_ALL_TIP = "Ghi «Đủ điều kiện» cho mọi đề nghị chưa có ý kiến"


def _facts(detail: AppraisalDetail) -> list[tuple[str, str]]:
    signatory = [detail.signatory_name, detail.signatory_title]
    again = f"lần {detail.revision}" if detail.revision > 1 else ""
    received = short_date(detail.received_on) if detail.received_on else ""
    return [
        ("Nơi gửi", detail.sender),
        ("Tờ trình", letter(detail)),
        ("Loại hình", detail.award_type.label),
        ("Người ký", ", ".join(part for part in signatory if part)),
        ("Phong trào", detail.campaign),
        ("Nhận ngày", ", ".join(part for part in (received, again) if part)),
        ("Chữ ký số", signature(detail)),
    ]
