"""The open decision: its facts, its awards, its certificates, its history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QTabWidget,
    QVBoxLayout,
)

from desktop.services.permissions import Act
from desktop.vietnamese.dates import short_date
from desktop.views.decisions.awards_panel import AwardsPanel
from desktop.views.decisions.bonus_panel import BonusPanel
from desktop.views.decisions.certificates_panel import CertificatesPanel
from desktop.views.decisions.papers_panel import PapersPanel
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.history import HistoryView
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.bonuses import DecisionBonuses, YearBonuses
    from desktop.services.decision_rows import DecisionDetail
    from desktop.services.store import EventRow
    from desktop.views.pages import Bench


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision laid open.

    Attributes:
        packages: in the outbox, one for each dossier of another office it answers.
        bonuses: what each is paid.
        year: what the year's decisions made here cost together.
    """

    detail: DecisionDetail
    events: tuple[EventRow, ...]
    packages: tuple[UUID, ...]
    bonuses: DecisionBonuses
    year: YearBonuses


class DecisionView(QFrame):
    """Shows one decision; knows no service but through its certificates panel.

    Signals:
        paper_asked, papers_asked, answer_asked: a button was pressed.
        dossier_asked: id of a dossier to be shown.
    """

    paper_asked = Signal()
    papers_asked = Signal()
    answer_asked = Signal()
    dossier_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        named(self, "decision_detail", card=True)
        self._bench = bench
        self.opened: OpenDecision | None = None
        self._heading = named(QLabel(), "decision_heading", role="heading")
        self._heading.setWordWrap(True)
        self._facts = Facts("decision_facts", columns=1)
        self.awards = AwardsPanel()
        self.bonuses = BonusPanel(bench)
        self.certificates = CertificatesPanel(bench)
        self.papers = PapersPanel(bench)
        self._history = HistoryView()
        self.tabs = named(QTabWidget(), "decision_tabs")
        self._paper = action_button(
            "Mở quyết định", "open_paper", "open", self.paper_asked.emit, role="primary"
        )
        self._papers = action_button(
            "Lưu văn bản…", "save_papers", "export", self.papers_asked.emit
        )
        self._answer = action_button("", "copy_answer", "usb", self.answer_asked.emit)
        self._dossier = action_button("", "open_dossier", "dossier", self._ask_dossier)
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _index: self._tab_changed())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._paper, self._papers, self._answer, self._dossier):
            buttons.addWidget(button)
        buttons.addStretch()
        self.tabs.addTab(self.awards, "Được khen thưởng")
        self.tabs.addTab(self.bonuses, "Tiền thưởng")
        self.tabs.addTab(self.certificates, "Giấy khen")
        self.tabs.addTab(self.papers, "Giấy tờ")
        self.tabs.addTab(self._history, "Lịch sử")
        head = QVBoxLayout()
        head.setContentsMargins(PAD, PAD, PAD, 0)
        head.setSpacing(GAP)
        head.addWidget(self._heading)
        head.addWidget(self._facts)
        head.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def show_decision(self, opened: OpenDecision) -> None:
        """Show a decision."""
        self.opened = opened
        detail = opened.detail
        day = short_date(detail.decided_on)
        self._heading.setText(f"Quyết định số {detail.number} ngày {day}")
        self._facts.show_facts(
            [
                ("Trích yếu", detail.subject),
                ("Cơ quan quyết định", detail.deciding_office),
                ("Người ký", _signatory(detail)),
            ]
        )
        self.awards.show_awards(detail, self._bench.rights.why_not(Act.DECIDE))
        title = "Bị hủy bỏ" if detail.is_cancelling else "Được khen thưởng"
        self.tabs.setTabText(0, f"{title} ({len(detail.awards)})")
        for tab in (self.bonuses, self.certificates, self.papers):
            self.tabs.setTabVisible(self.tabs.indexOf(tab), not detail.is_cancelling)
        self._history.show_events(opened.events)
        allow(self._paper, "" if detail.papers or detail.made_here else "Gói không kèm văn bản")
        allow(self._papers, "" if detail.papers or detail.made_here else "Gói không kèm văn bản")
        count = len(opened.packages)
        self._answer.setVisible(bool(count))
        self._answer.setText(
            "Chép gói trả lời ra USB…" if count == 1 else f"Ghi {count} gói trả lời…"
        )
        dossiers = len(detail.dossiers)
        self._dossier.setVisible(bool(dossiers))
        self._dossier.setText("Mở hồ sơ" if dossiers == 1 else f"Mở hồ sơ ({dossiers})…")
        self.bonuses.show_bonuses(detail, opened.bonuses, opened.year)
        self.certificates.show_decision(detail)
        self.papers.show_decision(detail)
        self._tab_changed()

    def _ask_dossier(self) -> None:
        """Open the one dossier, or let one of several be chosen by sender."""
        assert self.opened is not None  # the button is hidden then
        dossiers = self.opened.detail.dossiers
        if len(dossiers) == 1:
            self.dossier_asked.emit(dossiers[0].id)
            return
        menu = named(QMenu(self), "dossier_menu")
        for dossier in dossiers:
            words = f"{short_office(dossier.sender)}: {dossier.title}".removeprefix(": ")
            menu.addAction(words, partial(self.dossier_asked.emit, dossier.id))
        menu.popup(self._dossier.mapToGlobal(self._dossier.rect().bottomLeft()))

    def _tab_changed(self) -> None:
        if self.tabs.currentWidget() is self.certificates:
            self.certificates.draw()


def _signatory(detail: DecisionDetail) -> str:
    return ", ".join(part for part in (detail.signatory_name, detail.signatory_title) if part)
