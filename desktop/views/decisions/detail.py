"""The open decision: its facts, its awards, its certificates, its history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.vietnamese.dates import short_date
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
    from desktop.services.decision_rows import DecidedAward, DecisionDetail
    from desktop.services.store import EventRow
    from desktop.views.pages import Bench

_HEADERS = ("TT", "Họ tên, đơn vị", "Danh hiệu, hình thức", "Số sổ")
_WIDTHS = (36, 0, 190, 60)
_NAME, _AWARD, _NUMBER = 1, 2, 3


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
        self.opened: OpenDecision | None = None
        self._heading = named(QLabel(), "decision_heading", role="heading")
        self._heading.setWordWrap(True)
        self._facts = Facts("decision_facts", columns=1)
        self._awards = _award_list()
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
        awards = QWidget()
        awards_layout = QVBoxLayout(awards)
        awards_layout.setContentsMargins(PAD, GAP, PAD, PAD)
        awards_layout.addWidget(self._awards)
        self.tabs.addTab(awards, "Được khen thưởng")
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
        self._show_awards(detail)
        self._history.show_events(opened.events)
        allow(self._paper, "" if detail.papers or detail.made_here else "Gói không kèm văn bản")
        allow(self._papers, "" if detail.papers or detail.made_here else "Gói không kèm văn bản")
        count = len(opened.packages)
        self._answer.setVisible(bool(count))
        self._answer.setText("Chép gói ra USB…" if count == 1 else f"Ghi {count} gói trả lời…")
        dossiers = len(detail.dossiers)
        self._dossier.setVisible(bool(dossiers))
        self._dossier.setText("Mở hồ sơ" if dossiers == 1 else f"Mở hồ sơ ({dossiers})…")
        self.bonuses.show_bonuses(detail, opened.bonuses, opened.year)
        self.certificates.show_decision(detail)
        self.papers.show_decision(detail)
        self._tab_changed()

    def _show_awards(self, detail: DecisionDetail) -> None:
        self._awards.clear()
        for award in detail.awards:
            self._awards.addTopLevelItem(_award_item(award))
        self.tabs.setTabText(0, f"Được khen thưởng ({len(detail.awards)})")

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


def _award_list() -> QTreeWidget:
    awards = named(QTreeWidget(), "awards", says="Danh sách được khen thưởng")
    awards.setHeaderLabels(_HEADERS)
    awards.setRootIsDecorated(False)
    awards.setAlternatingRowColors(True)
    # A name is read to its end, even one of nine words.
    awards.setWordWrap(True)
    awards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = awards.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(_WIDTHS):
        if width:
            awards.setColumnWidth(column, width)
    return awards


def _award_item(award: DecidedAward) -> QTreeWidgetItem:
    about = ", ".join(part for part in (award.post, award.unit) if part)
    name = f"{award.name}\n{about}" if about else award.name
    number = award.certificate_number or "–"
    item = QTreeWidgetItem([str(award.position), name, short_office(award.award), number])
    for column in range(len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        item.setToolTip(column, item.text(column))
    item.setToolTip(_NAME, f"{name}\n{award.achievement}")
    item.setToolTip(_AWARD, award.award)
    item.setTextAlignment(_NUMBER, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    return item


def _signatory(detail: DecisionDetail) -> str:
    return ", ".join(part for part in (detail.signatory_name, detail.signatory_title) if part)
