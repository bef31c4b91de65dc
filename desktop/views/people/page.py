"""The page of people."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop.law.terms import Gender, RankGroup
from desktop.services.people import PersonDraft
from desktop.vietnamese.sorting import sort_key
from desktop.views.award_options import offer_awards
from desktop.views.filters import archived_filter, offer_units, term_filter, unit_filter
from desktop.views.widgets.award_history import AwardHistory
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

# Posts and units repeat from row to row: a hundred thousand rows ask for a few hundred keys.
_order = lru_cache(maxsize=50_000)(sort_key)

_COLUMNS = (
    Column("Họ và tên", lambda p: p.full_name, 180, lambda p: p.sort_key),
    Column("Sinh", lambda p: p.birth, 92, lambda p: p.birth_order),
    Column("Chức vụ", lambda p: p.post, 112, lambda p: _order(p.post)),
    Column("Đơn vị", lambda p: p.unit, 130, lambda p: _order(p.unit)),
)
_MORE = (
    Column("Giới tính", lambda p: p.gender.label),
    Column("Hạng cán bộ", lambda p: p.rank_group.label),
)
_FILTERS = (
    unit_filter(),
    term_filter("rank_filter", "Hạng", RankGroup, attrgetter("rank_group")),
    term_filter("gender_filter", "Giới tính", Gender, attrgetter("gender")),
    archived_filter(),
)


class PeoplePage(RecordPage):
    """People with their evaluations, disciplines and awards."""

    subject = "people"
    title = "Cá nhân"
    noun = "cá nhân"
    refreshes_on = frozenset({"units", "decisions"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.people, PersonDraft, _COLUMNS, _FILTERS)
        self._awards = AwardHistory()
        self.add_form_tab("Đánh giá, kỷ luật", "Đánh giá hằng năm", "Kỷ luật")
        self.add_tab("Khen thưởng", self._awards)
        self.add_form_tab("Khen thưởng cũ", "Khen thưởng đã nhận")
        ListExport(self, bench, _MORE)
        offer_awards(self.form)
        offer_units(self, bench)

    def record_shown(self, draft: Draft) -> None:
        """Show the awards held, decided ones included."""
        self._awards.show_of(self._bench, person_id=draft.id)
