"""Who has sent: campaign by campaign, sender by sender, what waits, what is late, who has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.vietnamese.dates import short_date
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.services.senders_board import BoardRow, SendersBoard

CAMPAIGN_FILTER = "campaign_filter"
NO_CAMPAIGN = "Không thuộc phong trào nào"
_EMPTY = (
    "Chưa có hồ sơ nào gửi lên.\nMuốn biết ai chưa gửi: ghi «Hạn gửi hồ sơ đề nghị khen» cho"
    " phong trào, ở trang «Phong trào thi đua»."
)


def _standing(row: BoardRow) -> tuple[str, Tone]:
    if not row.has_sent:
        return _unsent(row)
    if row.late:
        return f"Trễ {row.late}", Tone.DANGER
    if row.received:
        return "Chờ thẩm định", Tone.INFO
    if row.appraised:
        return "Chờ quyết định", Tone.INFO
    if row.returned:
        return "Chờ bổ sung", Tone.NEUTRAL
    return "Đã xong", Tone.SUCCESS


def _unsent(row: BoardRow) -> tuple[str, Tone]:
    if row.excuse:
        return "Không yêu cầu", Tone.NEUTRAL
    return ("Quá hạn gửi", Tone.DANGER) if row.is_overdue else ("Chưa gửi", Tone.WARNING)


def _number(value: int) -> str:
    return str(value) if value else ""


COLUMNS = (
    Column("Nơi gửi", lambda b: short_office(b.sender), 172, lambda b: b.sort_key),
    Column("Phong trào", lambda b: b.campaign or NO_CAMPAIGN, 238),
    Column("Tình trạng", lambda b: _standing(b)[0], 126, tone=lambda b: str(_standing(b)[1])),
    Column("Hồ sơ", lambda b: _number(b.dossiers), 58, lambda b: b.dossiers, right=True),
    Column(
        "Ý kiến",
        lambda b: f"{b.judged}/{b.nominations}" if b.nominations else "",
        76,
        lambda b: b.judged,
        right=True,
    ),
    Column("Chờ", lambda b: _number(b.received), 52, lambda b: b.received, right=True),
    Column("Đã thẩm", lambda b: _number(b.appraised), 72, lambda b: b.appraised, right=True),
    Column("Trả lại", lambda b: _number(b.returned), 64, lambda b: b.returned, right=True),
    Column("Q.định", lambda b: _number(b.decided), 60, lambda b: b.decided, right=True),
    Column("Chuyển", lambda b: _number(b.forwarded), 64, lambda b: b.forwarded, right=True),
    Column("Từ chối", lambda b: _number(b.refused), 66, lambda b: b.refused, right=True),
    Column(
        "Hạn",
        lambda b: short_date(b.due) if b.due else "",
        100,
        lambda b: str(b.due or "9999"),
        tone=lambda b: str(Tone.DANGER) if b.late or b.is_overdue else "",
    ),
)
MORE = (Column("Lý do không yêu cầu", lambda b: b.excuse),)
_FILTERS = (
    Filter(CAMPAIGN_FILTER, "Phong trào", ()),
    Filter(
        "sent_filter",
        "Tình trạng",
        [
            ("Chưa gửi", lambda b: b.is_missing),
            ("Chờ thẩm định", lambda b: b.received > 0),
            ("Chờ quyết định", lambda b: b.appraised > 0),
            ("Trễ hạn", lambda b: b.late > 0 or b.is_overdue),
            ("Chờ bổ sung", lambda b: b.returned > 0),
            ("Không yêu cầu", lambda b: bool(b.excuse)),
        ],
    ),
)


class BoardPanel(QWidget):
    """Shows the board; Enter on a line opens the dossier of it that is to be taken up next.

    Signals:
        dossier_asked: id of a dossier to open.
        row_chosen: another line is chosen, or the lines changed.
    """

    dossier_asked = Signal(object)
    row_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("senders_board")
        self._campaigns: tuple[str, ...] = ()
        self.panel = ListPanel(
            COLUMNS,
            filters=_FILTERS,
            noun="dòng",
            empty_text=_EMPTY,
        )
        self.panel.setObjectName("board_panel")
        TwoLineCells.put_into(self.panel.view, range(2))
        self.panel.opened.connect(self._opened)
        self.panel.selection_changed.connect(lambda _ids: self.row_chosen.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)

    def show_board(self, board: SendersBoard) -> None:
        """Show the board; the campaign chosen stays chosen."""
        if board.campaigns != self._campaigns:
            self._campaigns = board.campaigns
            choices = [
                (name or NO_CAMPAIGN, lambda b, name=name: b.campaign == name)
                for name in board.campaigns
            ]
            self.panel.set_choices(CAMPAIGN_FILTER, choices)
        self.panel.set_rows(board.rows)

    def chosen(self) -> BoardRow | None:
        """Return the line chosen."""
        ids = self.panel.selected_ids()
        rows: list[BoardRow] = list(self.panel.model.all_rows())
        return next((row for row in rows if row.id in ids), None)

    def _opened(self, row_id: UUID) -> None:
        rows: list[BoardRow] = list(self.panel.model.all_rows())
        row = next((row for row in rows if row.id == row_id), None)
        if row is not None and row.next_dossier is not None:
            self.dossier_asked.emit(row.next_dossier)
