"""«Văn bản căn cứ»: what papers may cite, with whether it is in force today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.overrides import override
from desktop.services.fields import Draft
from desktop.services.legal_documents import InForce, LegalDocumentDraft, RegisterRow
from desktop.vietnamese.dates import short_date
from desktop.views.filters import archived_filter, term_filter
from desktop.views.theme import Tone
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_TONES = {InForce.NOW: Tone.SUCCESS, InForce.AHEAD: Tone.INFO, InForce.OVER: Tone.NEUTRAL}
_READ_ONLY = "Văn bản có sẵn trong chương trình: sửa ở trang «Dữ liệu pháp luật», kèm căn cứ."


def _life(row: RegisterRow) -> str:
    first = short_date(row.holds_from) if row.holds_from else ""
    if row.holds_to is None:
        return f"từ {first}" if first else ""
    return f"{first} – {short_date(row.holds_to)}"


_COLUMNS = (
    Column("Văn bản", lambda r: r.cited_as, 220, lambda r: r.sort_key),
    Column("Hiệu lực", _life, 178, lambda r: str(r.holds_from or "")),
    Column("Hôm nay", lambda r: r.state.label, 120, tone=lambda r: _TONES[r.state]),
)
_FILTERS = (
    term_filter("state_filter", "Hiệu lực", InForce, lambda r: r.state),
    Filter(
        "origin_filter",
        "Nguồn",
        [
            ("Có sẵn trong chương trình", lambda r: r.shipped),
            ("Cơ quan ghi", lambda r: not r.shipped),
        ],
    ),
    archived_filter(),
)


class RegisterTab(RecordPage):
    """The legal register: the program's bases, which are only read, and the office's own."""

    subject = "legal_documents"
    title = "Văn bản căn cứ"
    noun = "văn bản"
    refreshes_on = frozenset({"law_corrections"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.legal_documents, LegalDocumentDraft, _COLUMNS, _FILTERS)

    @override
    def record_shown(self, draft: Draft) -> None:
        """Let a document that comes with the program only be read."""
        rows = self.panel.model.all_rows()
        shipped = any(row.id == draft.id and row.shipped for row in rows)
        self.form.set_read_only(shipped, _READ_ONLY)
        self._archive.setEnabled(draft.id is not None and not shipped)
        self._archive.setToolTip(_READ_ONLY if shipped else "")
