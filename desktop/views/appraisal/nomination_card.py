"""The nomination beside its list: what its sender wrote, what is found of it, papers and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import date_time
from desktop.views.appraisal.findings_view import FindingsView
from desktop.views.appraisal.items_panel import ItemsPanel
from desktop.views.appraisal.judged_meanwhile import JudgedMeanwhile
from desktop.views.appraisal.notes_panel import NotesPanel
from desktop.views.appraisal.verdict_bar import VerdictBar
from desktop.views.appraisal.words import period, prior_text, standing, unread_text, who
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.services.appraisal_findings import Findings
    from desktop.services.appraisal_rows import AppraisalNomination
    from desktop.services.prior_awards import PriorAwards
    from desktop.views.pages import Bench

ABOUT, ITEMS, REPORT, PRIOR, NOTES = range(5)


class NominationCard(QFrame):
    """Shows one nomination; its verdicts are asked for by ``verdicts``.

    Args:
        keys_in: the widget within which the keys of the verdicts work.

    Signals:
        more_prior_asked: id of the nomination whose namesakes' awards are to be read too.
    """

    more_prior_asked = Signal(object)

    def __init__(self, keys_in: QWidget) -> None:
        super().__init__()
        named(self, "nomination_card", card=True)
        self.nomination: AppraisalNomination | None = None
        self._name = named(QLabel(), "nomination_name", role="heading")
        self._name.setWordWrap(True)
        self._who = named(QLabel(), "nomination_who", role="muted")
        self._who.setWordWrap(True)
        self._chip = named(QLabel(), "nomination_standing")
        self._by = named(QLabel(), "verdict_by", role="muted")
        self._warning = Banner()
        self._facts = Facts("nomination_facts", columns=1)
        self._achievement = named(QLabel(), "achievement")
        self._achievement.setWordWrap(True)
        self._achievement.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.findings = FindingsView()
        self.items = ItemsPanel()
        self._report = named(QPlainTextEdit(), "report", says="Báo cáo thành tích")
        self._report.setReadOnly(True)
        self._prior = named(QListWidget(), "prior_awards", says="Khen thưởng đã có ở đây")
        self._prior.setWordWrap(True)
        self._more = named(QPushButton("Xem cả của người trùng tên"), "more_prior", role="quiet")
        self._more.clicked.connect(lambda _checked=False: self._ask_more())
        self.notes = NotesPanel()
        self.tabs = named(QTabWidget(), "nomination_tabs")
        self.meanwhile = JudgedMeanwhile()
        self.verdicts = VerdictBar(keys_in)
        self._lay_out()

    def _lay_out(self) -> None:
        prior = QWidget()
        prior_layout = QVBoxLayout(prior)
        prior_layout.setContentsMargins(PAD, GAP, PAD, GAP)
        prior_layout.addWidget(self._prior, 1)
        prior_layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for widget, title in (
            (self._about(), "Đề nghị"),
            (self.items, "Giấy tờ"),
            (self._report, "Báo cáo"),
            (prior, "Đã khen"),
            (self.notes, "Ghi chú"),
        ):
            self.tabs.addTab(widget, title)
        self.tabs.setUsesScrollButtons(False)
        standing_row = QHBoxLayout()
        standing_row.setSpacing(GAP)
        standing_row.addWidget(self._chip)
        standing_row.addWidget(self._by, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._name)
        layout.addWidget(self._who)
        layout.addLayout(standing_row)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.meanwhile)
        layout.addWidget(self.verdicts)

    def _about(self) -> QScrollArea:
        about = QWidget()
        inner = QVBoxLayout(about)
        inner.setContentsMargins(PAD, GAP, PAD, GAP)
        inner.setSpacing(GAP)
        inner.addWidget(self._warning)
        inner.addWidget(named(QLabel("Phát hiện"), "findings_title", role="section"))
        inner.addWidget(self.findings)
        inner.addWidget(self._facts)
        inner.addWidget(named(QLabel("Thành tích"), "achievement_title", role="section"))
        inner.addWidget(self._achievement)
        inner.addStretch()
        area = named(QScrollArea(), "about_scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(about)
        area.viewport().setAutoFillBackground(False)
        about.setAutoFillBackground(False)
        return area

    def show_nomination(
        self, nomination: AppraisalNomination, found: Findings | None, why_not: str
    ) -> None:
        """Show a nomination.

        Args:
            nomination: as its sender wrote it.
            found: what is found of it; None while it is not worked out yet.
            why_not: why it cannot be judged now, "" when it can.
        """
        if self.nomination is None or self.nomination.id != nomination.id:
            self.meanwhile.hide()
        self.nomination = nomination
        self._name.setText(f"{nomination.position}. {nomination.name}")
        self._who.setText(who(nomination))
        text, tone = standing(nomination)
        self._chip.setText(text)
        restyle(self._chip, chip=str(tone))
        self._by.setText(_given(nomination))
        self._facts.show_facts(
            [
                ("Chức vụ", nomination.post),
                ("Đơn vị", nomination.unit),
                ("Đề nghị", nomination.award),
                ("Loại hình", nomination.award_type.label),
                ("Thời gian", period(nomination.period_from, nomination.period_to)),
                ("Lý do không khen", nomination.outcome_reason),
            ]
        )
        self._achievement.setText(nomination.achievement or "Không ghi.")
        self._report.setPlainText(nomination.report or "Không có nội dung báo cáo trong gói.")
        self.verdicts.show_verdict(nomination.verdict, nomination.verdict_reason, why_not)
        self.show_findings(found)

    def show_findings(self, found: Findings | None, sent_with: str = "") -> None:
        """Show what is found of the nomination in sight."""
        self.findings.show_findings(found, sent_with)
        self.show_prior(found.prior if found else None)

    def show_prior(self, prior: PriorAwards | None) -> None:
        """Show what the recipient seems to hold; None while it is not known yet."""
        rows = prior.rows if prior else ()
        unread = prior.unread if prior else 0
        self._prior.clear()
        self._prior.addItems([prior_text(award) for award in rows])
        if prior is not None and (unread or not rows):
            self._prior.addItem(unread_text(unread) if unread else "Chưa có ở cơ quan này.")
        self._more.setVisible(bool(unread))
        self.tabs.setTabText(PRIOR, f"Đã khen ({len(rows)})" if rows else "Đã khen")
        if rows:
            tone = Tone.WARNING if any(p.certain for p in rows) else Tone.INFO
            more = f" và {len(rows) - 1} lần khác" if len(rows) > 1 else ""
            text = f"Đã có: {prior_text(rows[0])}{more}."
            self._warning.show_message(tone, text, can_close=False)
        else:
            self._warning.clear()

    def _ask_more(self) -> None:
        if self.nomination is not None:
            self.more_prior_asked.emit(self.nomination.id)

    def is_showing(self, nomination_id: UUID) -> bool:
        """Whether a nomination is the one in sight."""
        return self.nomination is not None and self.nomination.id == nomination_id


def _given(nomination: AppraisalNomination) -> str:
    if nomination.verdict is None or nomination.verdict_at is None:
        return ""
    when = date_time(nomination.verdict_at.astimezone(LOCAL_TIME))
    return f"{nomination.verdict_by}, {when}"


def read_only_files(bench: Bench, subject: str) -> AttachmentsPanel:
    """Return the files of another office's record: to open and to save, not to change."""
    files = AttachmentsPanel(bench, subject)
    for name in ("add_file", "remove_file"):
        button = files.findChild(QPushButton, name)
        assert button is not None
        button.hide()
    return files
