"""The page of people."""

from __future__ import annotations

from bisect import insort
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.terms import Gender, RankGroup
from desktop.overrides import override
from desktop.services.holds import SECTION as HOLDS
from desktop.services.people import PersonDraft
from desktop.services.person_rows import PersonRow
from desktop.vietnamese.sorting import sort_key
from desktop.views.award_options import offer_awards
from desktop.views.filters import offer_units, recipient_filter, term_filter, unit_filter
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
    recipient_filter(),
)


class PeoplePage(RecordPage):
    """People with their evaluations, disciplines and awards."""

    subject = "people"
    title = "Cá nhân"
    noun = "cá nhân"
    refreshes_on = frozenset({"units", "decisions"})
    _changed_one: UUID | None = None

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.people, PersonDraft, _COLUMNS, _FILTERS)
        self._awards = AwardHistory()
        self.add_form_tab("Đánh giá, kỷ luật", "Đánh giá hằng năm", "Kỷ luật", HOLDS)
        self.add_tab("Khen thưởng", self._awards)
        self.add_form_tab("Khen thưởng cũ", "Khen thưởng đã nhận")
        ListExport(self, bench, _MORE)
        offer_awards(self.form)
        offer_units(self.panel)

    @override
    def tell_changed(self, *others: str) -> None:
        """Say so everywhere; this page itself reads only the one person again."""
        self._changed_one = self._wanted or self.form.record_id
        super().tell_changed(*others)
        self._changed_one = None

    @override
    def refresh(self) -> None:
        """Read the rows again, or only the one that was changed here."""
        changed = self._changed_one
        if changed is None or not self.panel.model.total:
            super().refresh()
            return
        self._stale_rows = False
        self._wanted = None
        people = self._bench.desk.people
        self._runner.run(
            lambda _r: people.row(changed), on_done=self._replace, on_refused=self.refuse
        )

    def _replace(self, row: PersonRow) -> None:
        rows = [other for other in self.panel.model.all_rows() if other.id != row.id]
        insort(rows, row, key=attrgetter("sort_key"))
        self.panel.set_rows(rows)
        self.panel.view.select(row.id)

    def record_shown(self, draft: Draft) -> None:
        """Show the awards held, decided ones included."""
        self._awards.show_of(self._bench, person_id=draft.id)
