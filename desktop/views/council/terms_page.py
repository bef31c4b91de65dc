"""The page of councils: the decision that set each up, and who sits on it from when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.council_terms import CouncilTermDraft
from desktop.views.council.columns import MORE_TERM_COLUMNS, TERM_COLUMNS, TERM_FILTERS
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench


class CouncilTermsPage(RecordPage):
    """Councils with their members and the papers that set them up."""

    subject = "council_terms"
    title = "Nhiệm kỳ Hội đồng"
    noun = "nhiệm kỳ"
    empty_text = "Chưa có Hội đồng nào. Bấm «Mới» (Ctrl+N) để nhập quyết định thành lập."
    refreshes_on = frozenset({"people"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench, bench.desk.council_terms, CouncilTermDraft, TERM_COLUMNS, TERM_FILTERS
        )
        self._files = AttachmentsPanel(bench, self.subject)
        self.add_form_tab("Thành viên", "Thành viên")
        self.add_tab("Tệp kèm theo", self._files)
        ListExport(self, bench, MORE_TERM_COLUMNS)

    def record_shown(self, draft: Draft) -> None:
        """Show the decision and other papers of the council."""
        self._files.show_owner(draft.id)
