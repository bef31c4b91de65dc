"""The nomination beside its list: as its sender wrote it, its files, and what it already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.views.appraisal.verdict_bar import VerdictBar
from desktop.views.appraisal.words import period, prior_text, standing, who
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.services.appraisal_rows import AppraisalNomination
    from desktop.views.pages import Bench

_READ_ONLY = "Hồ sơ của cơ quan khác: chỉ xem và lưu ra ngoài"
_ABOUT, _REPORT, _FILES, _PRIOR = range(4)


class NominationCard(QFrame):
    """Shows one nomination; its verdicts are asked for by ``verdicts``.

    Args:
        bench: services and runner, for the files.
        keys_in: the widget within which the keys of the verdicts work.
    """

    def __init__(self, bench: Bench, keys_in: QWidget) -> None:
        super().__init__()
        named(self, "nomination_card", card=True)
        self._name = named(QLabel(), "nomination_name", role="heading")
        self._name.setWordWrap(True)
        self._who = named(QLabel(), "nomination_who", role="muted")
        self._chip = named(QLabel(), "nomination_standing")
        self._warning = Banner()
        self._facts = Facts("nomination_facts", columns=1)
        self._achievement = named(QLabel(), "achievement")
        self._achievement.setWordWrap(True)
        self._achievement.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._report = named(QPlainTextEdit(), "report", says="Báo cáo thành tích")
        self._report.setReadOnly(True)
        self._files = read_only_files(bench, "nominations")
        self._prior = named(QListWidget(), "prior_awards", says="Khen thưởng đã có ở đây")
        self._prior.setWordWrap(True)
        self._tabs = named(QTabWidget(), "nomination_tabs")
        self.verdicts = VerdictBar(keys_in)
        self._lay_out()

    def _lay_out(self) -> None:
        about = QWidget()
        about_layout = QVBoxLayout(about)
        about_layout.setContentsMargins(PAD, GAP, PAD, GAP)
        about_layout.setSpacing(GAP)
        about_layout.addWidget(self._warning)
        about_layout.addWidget(self._facts)
        about_layout.addWidget(named(QLabel("Thành tích"), "achievement_title", role="section"))
        about_layout.addWidget(self._achievement)
        about_layout.addStretch()
        self._tabs.addTab(about, "Đề nghị")
        self._tabs.addTab(self._report, "Báo cáo thành tích")
        self._tabs.addTab(self._files, "Tệp kèm theo")
        self._tabs.addTab(self._prior, "Đã khen")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._name)
        layout.addWidget(self._who)
        layout.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self.verdicts)

    def show_nomination(self, nomination: AppraisalNomination, why_not: str) -> None:
        """Show a nomination; ``why_not`` says why it cannot be judged now, "" when it can."""
        self._name.setText(f"{nomination.position}. {nomination.name}")
        self._who.setText(who(nomination))
        text, tone = standing(nomination)
        self._chip.setText(text)
        restyle(self._chip, chip=str(tone))
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
        self._files.show_owner(nomination.id, _READ_ONLY)
        self._show_prior(nomination)
        self.verdicts.show_verdict(nomination.verdict, nomination.verdict_reason, why_not)

    def _show_prior(self, nomination: AppraisalNomination) -> None:
        prior = nomination.prior
        self._prior.clear()
        self._prior.addItems([prior_text(award) for award in prior] or ["Chưa có ở cơ quan này."])
        self._tabs.setTabText(_PRIOR, f"Đã khen ({len(prior)})" if prior else "Đã khen")
        if prior:
            tone = Tone.WARNING if any(p.certain for p in prior) else Tone.INFO
            more = f" và {len(prior) - 1} lần khác" if len(prior) > 1 else ""
            text = f"Đã có: {prior_text(prior[0])}{more}."
            self._warning.show_message(tone, text, can_close=False)
        else:
            self._warning.clear()


def read_only_files(bench: Bench, subject: str) -> AttachmentsPanel:
    """Return the files of another office's record: to open and to save, not to change."""
    files = AttachmentsPanel(bench, subject)
    for name in ("add_file", "remove_file"):
        button = files.findChild(QPushButton, name)
        assert button is not None
        button.hide()
    return files
