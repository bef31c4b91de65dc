"""The page of households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.holds import SECTION as HOLDS
from desktop.services.households import HouseholdDraft
from desktop.vietnamese.sorting import sort_key
from desktop.views.award_options import offer_awards
from desktop.views.filters import offer_units, recipient_filter, unit_filter
from desktop.views.widgets.award_history import AwardHistory
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench


def _figure(number: int | None) -> str:
    return "" if number is None else str(number)


_COLUMNS = (
    Column("Chủ hộ", lambda h: h.head_name, 180, lambda h: h.sort_key),
    Column("Thôn, tổ dân phố", lambda h: h.unit, 150, lambda h: sort_key(h.unit)),
    Column("Khẩu", lambda h: _figure(h.members), 64, lambda h: h.members or 0, right=True),
)
_MORE = (
    Column("Năm sinh chủ hộ", lambda h: _figure(h.head_birth_year), right=True),
    Column("Địa chỉ", lambda h: h.address),
    Column("Đóng góp nổi bật", lambda h: h.contribution),
)
_FILTERS = (unit_filter("Thôn, tổ"), recipient_filter())


class HouseholdsPage(RecordPage):
    """Households, known by their head, with what they gave and the awards they hold."""

    subject = "households"
    title = "Hộ gia đình"
    noun = "hộ gia đình"
    refreshes_on = frozenset({"units", "decisions"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.households, HouseholdDraft, _COLUMNS, _FILTERS)
        self._awards = AwardHistory()
        self.add_tab("Khen thưởng", self._awards)
        self.add_form_tab("Tạm dừng xem xét", HOLDS)
        self.add_form_tab("Khen thưởng cũ", "Khen thưởng đã nhận")
        ListExport(self, bench, _MORE)
        offer_awards(self.form)
        offer_units(self.panel)

    def record_shown(self, draft: Draft) -> None:
        """Show the awards held, decided ones included."""
        self._awards.show_of(self._bench, household_id=draft.id)
