"""The list of dossiers received: its columns, and the filter by who handles them."""

from __future__ import annotations

from uuid import UUID

from desktop.law.lifecycle import DossierState
from desktop.vietnamese.dates import short_date
from desktop.views.short_names import short_office
from desktop.views.widgets.deadline_line import short_deadline
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_table import Column

ORDER = {state: place for place, state in enumerate(DossierState)}
"""Where each state stands in a dossier's life."""

DOSSIER_COLUMNS = (
    Column("Hồ sơ", lambda d: d.title, 250, lambda d: d.sort_key),
    Column("Nơi gửi", lambda d: short_office(d.sender), 160),
    Column(
        "Trạng thái",
        lambda d: f"Còn {d.waiting} chờ QĐ" if d.waiting else d.state.label,
        120,
        lambda d: ORDER[d.state],
        tone=lambda d: "warning" if d.waiting else d.state.tone,
    ),
    Column(
        "Hạn",
        lambda d: short_deadline(d.deadline),
        184,
        lambda d: str(d.deadline.due if d.deadline else "9999"),
        tone=lambda d: d.deadline.tone if d.deadline else "",
    ),
    Column("Ý kiến", lambda d: f"{d.judged}/{d.nominations}", 70, lambda d: d.judged, right=True),
    Column("Thụ lý", lambda d: d.handler, 130, tone=lambda d: "neutral" if d.handler else ""),
    Column("Tờ trình", lambda d: d.letter_number, 100),
    Column("Lần", lambda d: str(d.revision), 46, lambda d: d.revision, right=True),
    Column(
        "Nhận ngày",
        lambda d: short_date(d.received_on) if d.received_on else "",
        92,
        lambda d: str(d.received_on or ""),
    ),
)
DUE_COLUMN = 3
"""Where «Hạn» stands in them."""


def handler_filter(mine: UUID | None) -> Filter:
    """Return the filter by who handles a dossier; ``mine`` is the officer at work here."""
    return Filter(
        "handler_filter",
        "Thụ lý",
        [
            ("Của tôi", lambda d: mine is not None and d.handler_id == mine),
            ("Chưa giao cho ai", lambda d: d.handler_id is None),
            ("Của người khác", lambda d: d.handler_id not in {None, mine}),
        ],
    )
