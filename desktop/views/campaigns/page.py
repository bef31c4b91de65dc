"""The page of campaigns."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.law.terms import CampaignKind, CampaignLevel
from desktop.services.campaigns import CampaignDraft, CampaignPhase
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands
from desktop.views.award_options import offer_awards
from desktop.views.filters import archived_filter, term_filter
from desktop.views.theme import Tone
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

_TONES = {
    CampaignPhase.COMING: Tone.INFO,
    CampaignPhase.RUNNING: Tone.SUCCESS,
    CampaignPhase.OVER: Tone.NEUTRAL,
}
_PHASE_ORDER = {phase: place for place, phase in enumerate(CampaignPhase)}
_LEVEL_ORDER = {level: place for place, level in enumerate(CampaignLevel)}


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


_COLUMNS = (
    Column("Tên phong trào", lambda c: c.name, 250, lambda c: c.sort_key),
    Column(
        "Tình trạng",
        lambda c: c.phase.label,
        126,
        lambda c: _PHASE_ORDER[c.phase],
        tone=lambda c: _TONES[c.phase],
    ),
    Column(
        "Đăng ký",
        lambda c: thousands(c.registrations),
        76,
        lambda c: c.registrations,
        right=True,
    ),
    Column("Cấp", lambda c: c.level.label, 104, lambda c: _LEVEL_ORDER[c.level]),
)
_MORE = (
    Column("Phương thức", lambda c: c.kind.label),
    Column("Bắt đầu", lambda c: _day(c.starts_on)),
    Column("Kết thúc", lambda c: _day(c.ends_on)),
    Column("Hạn gửi hồ sơ", lambda c: _day(c.dossiers_due_on)),
    Column("Cơ quan phát động", lambda c: c.launched_by),
    Column("Mục kế hoạch", lambda c: c.plan_reference),
)
_FILTERS = (
    term_filter("phase_filter", "Tình trạng", CampaignPhase, attrgetter("phase")),
    term_filter("level_filter", "Cấp", CampaignLevel, attrgetter("level")),
    term_filter("kind_filter", "Phương thức", CampaignKind, attrgetter("kind")),
    archived_filter("Lưu trữ"),
)


class CampaignsPage(RecordPage):
    """Campaigns with their criteria, registrations and papers."""

    subject = "campaigns"
    title = "Phong trào thi đua"
    noun = "phong trào"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.campaigns, CampaignDraft, _COLUMNS, _FILTERS)
        TwoLineCells.put_into(self.panel.view, range(1))
        self._files = AttachmentsPanel(bench, self.subject)
        self.add_form_tab("Tiêu chí", "Tiêu chí")
        self.add_form_tab("Đăng ký thi đua", "Đăng ký thi đua")
        self.add_form_tab("Nơi không phải gửi", "Nơi không phải gửi")
        self.add_tab("Tệp kèm theo", self._files)
        ListExport(self, bench, _MORE)
        offer_awards(self.form)

    def record_shown(self, draft: Draft) -> None:
        """Show the papers of the campaign."""
        self._files.show_owner(draft.id)
