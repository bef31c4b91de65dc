"""The page of units."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.law.terms import UnitKind
from desktop.overrides import override
from desktop.services.fields import Draft
from desktop.services.holds import SECTION as HOLDS
from desktop.services.units import UnitDraft, UnitRow
from desktop.vietnamese.numbers import thousands
from desktop.views.award_options import offer_awards
from desktop.views.filters import recipient_filter
from desktop.views.widgets.award_history import AwardHistory
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.views.pages import Bench


def _count(number: int | None) -> str:
    return "" if number is None else thousands(number)


_COLUMNS = (
    Column("Tên đơn vị", lambda u: u.name, 250, lambda u: u.sort_key, indent=lambda u: u.depth),
    Column("Loại", lambda u: u.kind.label, 120),
    Column("Số người", lambda u: _count(u.headcount), 84, lambda u: u.headcount or -1, right=True),
    Column("Người đứng đầu", lambda u: u.head, 130),
)


def _has_kind(kind: UnitKind, row: UnitRow) -> bool:
    return row.kind is kind


_FILTERS = (
    Filter("kind_filter", "Loại", [(k.label, partial(_has_kind, k)) for k in UnitKind]),
    recipient_filter("Đang hoạt động"),
)


class UnitsPage(RecordPage):
    """Units of the commune as a tree, with their former names and awards."""

    subject = "units"
    title = "Đơn vị"
    noun = "đơn vị"
    refreshes_on = frozenset({"people", "decisions"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.units, UnitDraft, _COLUMNS, _FILTERS)
        self._awards = AwardHistory()
        self.add_form_tab("Đánh giá, tạm dừng", "Đánh giá hằng năm", HOLDS)
        self.add_tab("Khen thưởng", self._awards)
        self.add_form_tab("Khen thưởng cũ", "Khen thưởng đã nhận")
        ListExport(self, bench)
        offer_awards(self.form)

    @override
    def record_shown(self, draft: Draft) -> None:
        """Show the awards held, decided ones included."""
        self._awards.show_of(self._bench, unit_id=draft.id)
