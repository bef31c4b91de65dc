"""«Không yêu cầu gửi…»: a sender that need not send for a campaign, or must after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.permissions import Act
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.reading_page import allow

if TYPE_CHECKING:
    from desktop.services.records import SaveReport
    from desktop.services.senders_board import BoardRow
    from desktop.views.appraisal.page import AppraisalPage
    from desktop.views.pages import Bench

_EXCUSE, _ASK_AGAIN = "Không yêu cầu gửi…", "Vẫn yêu cầu gửi"
_CHOOSE = "Chọn một dòng «Chưa gửi» hoặc «Không yêu cầu» trước"
_BLOCKED = (
    "Chưa ghi được: phong trào này đang có chỗ phải sửa. Mở trang «Phong trào thi đua», bấm Lưu để"
    " thấy chỗ cần sửa, rồi làm lại."
)


class Excusing:
    """Excuses the sender on the board's chosen line from sending, or asks it again.

    Args:
        page: whose button, board and banner are used.
        bench: services and rights.
    """

    def __init__(self, page: AppraisalPage, bench: Bench) -> None:
        self._page, self._bench = page, bench
        self._button = page.add_action(_EXCUSE, "excuse_sender", "calendar", self._begin)

    def say(self, row: BoardRow | None, *, is_board: bool) -> None:
        """Say what the button would do with the line chosen, or why it does nothing."""
        self._button.setVisible(is_board)
        is_excused = row is not None and bool(row.excuse)
        self._button.setText(_ASK_AGAIN if is_excused else _EXCUSE)
        can = row is not None and row.campaign_id is not None and not row.has_sent
        why_not = self._bench.rights.why_not(Act.RECORDS) or ("" if can else _CHOOSE)
        allow(self._button, why_not, f"Đã ghi: {row.excuse}" if row and row.excuse else "")

    def _begin(self) -> None:
        row = self._page.chosen_sender()
        if row is None or row.campaign_id is None:
            return
        name = short_office(row.sender)
        reason: str | None = ""
        if not row.excuse:
            text = f"Vì sao {name} không phải gửi hồ sơ của phong trào «{row.campaign}»?"
            reason = ReasonDialog.ask(self._page, "Không yêu cầu gửi hồ sơ", text, yes="Ghi")
        if reason is not None:
            self._write(row, name, reason)

    def _write(self, row: BoardRow, name: str, reason: str) -> None:
        campaigns, campaign_id = self._bench.desk.campaigns, row.campaign_id
        assert campaign_id is not None
        said = "không phải gửi" if reason else "phải gửi"

        def done(report: SaveReport) -> None:
            if not report.saved:
                self._page.banner.show_message(Tone.WARNING, _BLOCKED)
                return
            text = f"{name} {said} hồ sơ của phong trào «{row.campaign}»."
            self._page.banner.show_message(Tone.SUCCESS, text)
            self._page.tell_changed("campaigns", "home")

        self._page.run(lambda: campaigns.excuse(campaign_id, row.office_id, reason), done)
