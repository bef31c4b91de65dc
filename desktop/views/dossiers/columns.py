"""What the list of dossiers shows, and how it is filtered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.config import LOCAL_TIME
from desktop.law.lifecycle import DossierState
from desktop.services.dossier_rows import REFUSED_THERE
from desktop.vietnamese.dates import short_date
from desktop.views.filters import archived_filter
from desktop.views.widgets.deadline_line import short_deadline
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.dossiers import DossierRow


def since(row: DossierRow) -> str:
    """Return the day from which a dossier stands where it does."""
    return short_date(row.state_since.astimezone(LOCAL_TIME).date())


# Only the first is shown, drawn as a card of all of them (``dossier_cells.py``); a copy of the list
# and its Excel file hold every one.
COLUMNS = (
    Column("Hồ sơ", lambda d: d.title, 300, lambda d: d.sort_key),
    Column("Trạng thái", lambda d: d.standing, 118, None, lambda d: d.tone),
    Column("Đề nghị", lambda d: str(d.nominations), 64, lambda d: d.nominations, right=True),
    Column("Từ ngày", since, 88, lambda d: d.state_since),
    Column("Số tờ trình", lambda d: d.letter_number, 110),
    Column("Nơi nhận", lambda d: d.receiver or "Tại đơn vị", 200),
    Column(
        "Hạn",
        lambda d: short_deadline(d.deadline),
        150,
        lambda d: str(d.due or "9999"),
        lambda d: d.deadline.tone if d.deadline else "",
    ),
    Column("Loại hình", lambda d: d.award_type.label, 200),
)


def _stands(standing: str) -> Callable[[DossierRow], bool]:
    return lambda row: row.standing == standing


_STANDINGS = [*((s.label, s.tone) for s in DossierState), (REFUSED_THERE, "danger")]
FILTERS = (
    Filter(
        "state_filter",
        "Trạng thái",
        [(standing, _stands(standing)) for standing, _tone in _STANDINGS],
        tones=[tone for _standing, tone in _STANDINGS],
    ),
    archived_filter(),
)
