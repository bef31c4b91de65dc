"""The page of initiatives."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.law.terms import InitiativeKind, InitiativeLevel
from desktop.overrides import override
from desktop.services.initiatives import InitiativeDraft
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.sorting import sort_key
from desktop.views.filters import archived_filter, term_filter
from desktop.views.widgets.attachments_panel import AttachmentsPanel
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

_LEVEL_ORDER = {level: place for place, level in enumerate(InitiativeLevel)}


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


_COLUMNS = (
    Column("Tên sáng kiến", lambda i: i.title, 220, lambda i: i.sort_key),
    Column("Tác giả", lambda i: i.authors, 140, lambda i: sort_key(i.authors)),
    Column("Năm", lambda i: str(i.year or ""), 58, lambda i: i.year or 0, right=True),
    Column("Phạm vi", lambda i: i.level.label, 92, lambda i: _LEVEL_ORDER[i.level]),
)
_MORE = (
    Column("Loại", lambda i: i.kind.label),
    Column("Ngày công nhận", lambda i: _day(i.recognised_on)),
    Column("Cơ quan công nhận", lambda i: i.recognised_by),
    Column("Số quyết định", lambda i: i.decision_number),
)
_FILTERS = (
    term_filter("level_filter", "Phạm vi", InitiativeLevel, attrgetter("level")),
    term_filter("kind_filter", "Loại", InitiativeKind, attrgetter("kind")),
    archived_filter(),
)


class InitiativesPage(RecordPage):
    """Initiatives with their authors, their recognition and the papers that prove it."""

    subject = "initiatives"
    title = "Sáng kiến"
    noun = "sáng kiến"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.initiatives, InitiativeDraft, _COLUMNS, _FILTERS)
        self._files = AttachmentsPanel(bench, self.subject)
        self.add_tab("Tệp kèm theo", self._files)
        ListExport(self, bench, _MORE)

    @override
    def record_shown(self, draft: Draft) -> None:
        """Show the papers of the initiative."""
        self._files.show_owner(draft.id)
