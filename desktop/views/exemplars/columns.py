"""The columns and filters of typical examples."""

from __future__ import annotations

from operator import attrgetter

from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.vietnamese.sorting import sort_key
from desktop.views.exemplars.cards import days_text
from desktop.views.filters import archived_filter, term_filter
from desktop.views.theme import Tone
from desktop.views.widgets.record_table import Column

_STAGE_ORDER = {stage: place for place, stage in enumerate(ExemplarStage)}

COLUMNS = (
    Column("Tên điển hình", lambda e: e.title, 280, lambda e: e.sort_key),
    Column("Đối tượng", lambda e: e.recipient, 190, lambda e: sort_key(e.recipient)),
    Column("Khâu", lambda e: e.stage.label, 100, lambda e: _STAGE_ORDER[e.stage]),
    Column(
        "Ở khâu này",
        days_text,
        110,
        lambda e: e.days_in_stage,
        tone=lambda e: Tone.WARNING if e.stalled else "",
    ),
    Column("Lộ trình", lambda e: f"{e.done}/{e.steps}" if e.steps else "", 80),
    Column(
        "Quá hạn",
        lambda e: str(e.overdue or ""),
        92,
        lambda e: e.overdue,
        tone=lambda e: Tone.DANGER if e.overdue else "",
    ),
    Column("Lĩnh vực", lambda e: e.field, 130),
    Column("Phụ trách", lambda e: e.responsible, 160),
    Column("Phong trào", lambda e: e.campaign, 200),
)
FILTERS = (
    term_filter("stage_filter", "Khâu", ExemplarStage, attrgetter("stage")),
    term_filter("recipient_filter", "Đối tượng", RecipientKind, attrgetter("recipient_kind")),
    archived_filter(),
)
