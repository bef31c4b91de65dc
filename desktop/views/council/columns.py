"""The columns and filters of council sessions and of councils."""

from __future__ import annotations

from datetime import date

from desktop.services.council_session_rows import CouncilSessionRow
from desktop.vietnamese.dates import short_date
from desktop.views.filters import archived_filter
from desktop.views.theme import Tone
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_table import Column


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _counted(row: CouncilSessionRow) -> str:
    return f"{row.voted}/{row.votes}" if row.votes else ""


def _tone(row: CouncilSessionRow) -> str:
    if not row.votes:
        return ""
    return Tone.SUCCESS if row.voted == row.votes else Tone.WARNING


SESSION_COLUMNS = (
    Column("Phiên họp", lambda s: s.title, 220, lambda s: s.sort_key),
    Column("Ngày họp", lambda s: _day(s.held_on), 92, lambda s: s.held_on or date.max),
    Column("Đã kiểm", _counted, 72, lambda s: s.votes - s.voted, tone=_tone),
)
MORE_SESSION_COLUMNS = (
    Column("Hội đồng", lambda s: s.council),
    Column("Hồ sơ", lambda s: s.dossier),
    Column("Thành viên", lambda s: str(s.members)),
    Column("Tham gia biểu quyết", lambda s: str(s.voters)),
)
SESSION_FILTERS = (
    Filter(
        "counted_filter",
        "Phiếu",
        [
            ("Chưa kiểm xong", lambda s: s.voted < s.votes or not s.votes),
            ("Đã kiểm xong", lambda s: bool(s.votes) and s.voted == s.votes),
        ],
    ),
    archived_filter(),
)
TERM_COLUMNS = (
    Column("Hội đồng", lambda t: t.name, 240, lambda t: t.sort_key),
    Column("Từ ngày", lambda t: _day(t.starts_on), 92, lambda t: t.starts_on or date.min),
    Column("Thành viên", lambda t: str(t.members), 92, lambda t: t.members, right=True),
)
MORE_TERM_COLUMNS = (
    Column("Đến ngày", lambda t: _day(t.ends_on)),
    Column("Quyết định", lambda t: t.decision_number),
    Column("Chủ tịch Hội đồng", lambda t: t.chair),
    Column("Thư ký", lambda t: t.secretary),
)
TERM_FILTERS = (archived_filter(),)
