"""The list of layouts: what its lines show and how they are filtered."""

from __future__ import annotations

from desktop.services.certificate_layouts import LayoutRow
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_table import Column


def _state(row: LayoutRow) -> str:
    if row.is_default:
        return "Mặc định"
    if row.is_archived:
        return "Lưu trữ"
    return "Có sẵn" if row.is_bundled else "Cơ quan"


def _tone(row: LayoutRow) -> str:
    if row.is_default:
        return "success"
    return "neutral" if row.is_bundled or row.is_archived else "info"


COLUMNS = (
    Column("Mẫu giấy khen", lambda row: row.name, 140),
    Column("", _state, 90, tone=_tone),
)
FILTERS = (
    Filter(
        "origin_filter",
        "Mẫu",
        [
            ("Đang dùng", lambda row: not row.is_archived),
            ("Của cơ quan", lambda row: not row.is_bundled and not row.is_archived),
            ("Đã lưu trữ", lambda row: row.is_archived),
        ],
        start=0,
    ),
)
