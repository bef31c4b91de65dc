"""The buttons of an open dossier; each state shows its own."""

from __future__ import annotations

from operator import itemgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.law.lifecycle import DossierState
from desktop.services.permissions import Act, Rights
from desktop.views.theme import GAP
from desktop.views.widgets.reading_page import action_button, allow

# A slip for what was sent back, a notice for what was decided.
_HAS_PAPERS = {DossierState.RETURNED, DossierState.DECIDED}
_ALL_TIP = "Ghi «Đủ điều kiện» cho mọi đề nghị chưa có ý kiến"


class DossierActions(QWidget):
    """Asks for what is done with the dossier as a whole.

    Signals:
        all_meet_asked, many_asked, finish_asked, return_asked, refuse_asked, decide_asked,
            decision_asked, papers_asked, sheet_asked, reader_asked: a button was pressed.
    """

    all_meet_asked = Signal()
    many_asked = Signal()
    finish_asked = Signal()
    return_asked = Signal()
    refuse_asked = Signal()
    decide_asked = Signal()
    decision_asked = Signal()
    papers_asked = Signal()
    sheet_asked = Signal()
    reader_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        make = action_button
        self._reader = make("Xem giấy tờ", "toggle_reader", "eye", self.reader_asked.emit)
        self._reader.setToolTip("Xem giấy tờ bên cạnh đề nghị (F4)")
        self._all = make("Tất cả đủ", "all_meet", "check", self.all_meet_asked.emit)
        self._many = make("Nhiều…", "judge_many", "filter", self.many_asked.emit)
        self._finish = make(
            "Kết thúc", "finish", "appraisal", self.finish_asked.emit, role="primary"
        )
        self._decide = make(
            "Quyết định…", "decide", "decision", self.decide_asked.emit, role="primary"
        )
        self._decision = make(
            "Mở quyết định", "open_decision", "decision", self.decision_asked.emit, role="primary"
        )
        self._papers = make("Lập giấy tờ…", "make_papers", "export", self.papers_asked.emit)
        self._sheet = make("Phiếu…", "process_sheet", "print", self.sheet_asked.emit)
        self._sheet.setToolTip("Lập phiếu thẩm định của hồ sơ (Ctrl+P)")
        self._return = make("Trả lại…", "return", "undo", self.return_asked.emit)
        self._refuse = make("Từ chối…", "refuse", "close", self.refuse_asked.emit, role="danger")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addStretch()
        for button in (
            self._reader,
            self._sheet,
            self._papers,
            self._many,
            self._all,
            self._return,
            self._refuse,
            self._finish,
            self._decide,
            self._decision,
        ):
            layout.addWidget(button)
        # All at once, before a dossier says which, are wider than a small screen.
        for button in (self._all, self._many, self._finish, self._decide, self._decision):
            button.hide()

    def show_state(self, state: DossierState, missing: int, rights: Rights) -> None:
        """Show the buttons of a state.

        Args:
            state: of the dossier.
            missing: how many nominations have no verdict yet.
            rights: what the officer at work may do.
        """
        received = state is DossierState.RECEIVED
        appraised = state is DossierState.APPRAISED
        wanted = (
            (self._all, received),
            (self._many, received),
            (self._finish, received),
            (self._return, received),
            (self._refuse, received or appraised),
            (self._decide, appraised),
            (self._decision, state is DossierState.DECIDED),
            (self._papers, state in _HAS_PAPERS),
        )
        # Hidden first: each shown beside the old ones would widen the window for good.
        for button, shown in sorted(wanted, key=itemgetter(1)):
            button.setVisible(shown)
        no_judging, no_answer = rights.why_not(Act.APPRAISE), rights.why_not(Act.ANSWER)
        done = "" if missing else "Mọi đề nghị đã có ý kiến"
        allow(self._all, no_judging or done, _ALL_TIP)
        allow(self._return, no_answer)
        allow(self._refuse, no_answer)
        allow(self._decide, rights.why_not(Act.DECIDE))
        allow(
            self._many, no_judging, "Một ý kiến cho các đề nghị đang chọn hoặc đang hiện (Ctrl+B)"
        )
        why = f"Còn {missing} đề nghị chưa có ý kiến" if missing else ""
        allow(self._finish, no_judging or why, "Kết thúc thẩm định (F9)")

    def press_finish(self) -> None:
        """Finish by key, where the button would."""
        if self._finish.isVisible():
            self._finish.click()

    def say_reading(self, reading: bool) -> None:
        """Say on the button whether papers are in sight."""
        self._reader.setText("Xem danh sách" if reading else "Xem giấy tờ")
