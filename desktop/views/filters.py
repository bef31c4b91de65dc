"""Filters that several lists share: a closed list of terms, archived or not, the units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.sorting import sort_key
from desktop.views.widgets.list_panel import Filter, ListPanel

Row = Any
UNIT_FILTER = "unit_filter"


def term_filter(
    name: str, label: str, terms: type[Labelled], read: Callable[[Row], Labelled]
) -> Filter:
    """Return a filter over the members of an enumeration; ``read`` gives a row's one."""
    return Filter(name, label, [(term.label, _reads(read, term)) for term in terms])


def archived_filter(label: str = "Tình trạng") -> Filter:
    """Return the filter that hides archived rows until they are asked for."""
    choices = [("Đang theo dõi", _is_live), ("Đã lưu trữ", _is_archived)]
    return Filter("archived_filter", label, choices, start=0)


def recipient_filter(live: str = "Đang theo dõi") -> Filter:
    """Return the same for recipients, who may also have something under way against them."""
    choices = [
        (live, _is_live),
        ("Đang tạm dừng xem xét", _is_held),
        ("Đã lưu trữ", _is_archived),
    ]
    label = "Tình trạng"
    return Filter("archived_filter", label, choices, start=0)


def unit_filter(label: str = "Đơn vị") -> Filter:
    """Return the filter that ``offer_units`` fills."""
    return Filter(UNIT_FILTER, label, ())


def offer_units(panel: ListPanel) -> None:
    """Offer in the list's unit filter the units its rows belong to, whenever there are others."""
    offered: dict[UUID | None, str] = {}

    def offer() -> None:
        found = {row.unit_id: row.unit for row in panel.model.all_rows()}
        if found == offered:
            return
        offered.clear()
        offered.update(found)
        named = sorted(((n, i) for i, n in found.items() if i), key=lambda one: sort_key(one[0]))
        choices = [(name, _is_of(unit_id)) for name, unit_id in named]
        panel.set_choices(UNIT_FILTER, [*choices, ("Chưa có đơn vị", _is_of(None))])

    panel.rows_changed.connect(offer)


def _reads(read: Callable[[Row], Labelled], wanted: Labelled) -> Callable[[Row], bool]:
    return lambda row: read(row) is wanted


def _is_of(unit_id: UUID | None) -> Callable[[Row], bool]:
    return lambda row: bool(row.unit_id == unit_id)


def _is_live(row: Row) -> bool:
    return not row.archived


def _is_held(row: Row) -> bool:
    return bool(row.held and not row.archived)


def _is_archived(row: Row) -> bool:
    return bool(row.archived)
