"""Filters that several lists share: a closed list of terms, archived or not, the units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.vietnamese.labels import Labelled
from desktop.views.widgets.list_panel import Filter

if TYPE_CHECKING:
    from desktop.services.units import UnitRow
    from desktop.views.pages import Bench
    from desktop.views.widgets.record_page import RecordPage

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


def unit_filter(label: str = "Đơn vị") -> Filter:
    """Return the filter that ``offer_units`` fills."""
    return Filter(UNIT_FILTER, label, ())


def offer_units(page: RecordPage, bench: Bench) -> None:
    """Offer the live units in the page's unit filter, in tree order, whenever units change."""

    def show(units: Sequence[UnitRow]) -> None:
        choices = [(unit.name, _is_of(unit.id)) for unit in units if not unit.archived]
        page.panel.set_choices(UNIT_FILTER, [*choices, ("Chưa có đơn vị", _is_of(None))])

    def read(subjects: frozenset[str]) -> None:
        if "units" in subjects:
            bench.runner.run(lambda _r: bench.desk.units.list_rows(), on_done=show)

    bench.changes.changed.connect(read)
    read(frozenset({"units"}))


def _reads(read: Callable[[Row], Labelled], wanted: Labelled) -> Callable[[Row], bool]:
    return lambda row: read(row) is wanted


def _is_of(unit_id: UUID | None) -> Callable[[Row], bool]:
    return lambda row: bool(row.unit_id == unit_id)


def _is_live(row: Row) -> bool:
    return not row.archived


def _is_archived(row: Row) -> bool:
    return bool(row.archived)
