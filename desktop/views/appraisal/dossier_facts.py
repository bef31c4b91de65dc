"""«Tờ trình, tệp»: what a dossier came with, what is found of it as a whole, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.vietnamese.dates import short_date
from desktop.views.appraisal.findings_view import FindingsView
from desktop.views.appraisal.nomination_card import read_only_files
from desktop.views.appraisal.words import letter, signature
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.deadline_line import DeadlineLine
from desktop.views.widgets.facts import Facts

if TYPE_CHECKING:
    from desktop.services.appraisal_findings import DossierFindings
    from desktop.services.appraisal_rows import AppraisalDetail
    from desktop.views.pages import Bench

_READ_ONLY = "Hồ sơ của cơ quan khác: chỉ xem và lưu ra ngoài"


class DossierFactsTab(QWidget):
    """Shows what concerns the dossier as a whole."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._facts = Facts("dossier_facts", columns=2)
        self._due = DeadlineLine()
        self._findings = FindingsView("dossier_findings")
        self._files = read_only_files(bench, "dossiers")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(PAD)
        layout.addWidget(self._facts)
        layout.addWidget(self._due)
        layout.addWidget(self._findings)
        layout.addWidget(self._files, 1)

    def show_detail(self, detail: AppraisalDetail) -> None:
        """Show what a dossier came with."""
        self._facts.show_facts(_facts(detail))
        self._due.show_deadline(detail.deadline)
        self._findings.show_findings(None)
        self._files.show_owner(detail.id, _READ_ONLY)

    def show_findings(self, found: DossierFindings) -> None:
        """Show what is found of the dossier as a whole."""
        self._findings.show_findings(found.whole, found.sent_with)


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
