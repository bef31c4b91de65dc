"""The number chosen in a register: what has it, why it is as it is, and what may be done to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.config import LOCAL_TIME
from desktop.law.terms import NumberState
from desktop.services.register_papers import number_words, state_words
from desktop.services.register_rows import NumberSeries, RegisterLine
from desktop.vietnamese.dates import date_time, short_date
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

_IN_USE = "Số đang dùng: chỉ bỏ được khi hủy bỏ khen thưởng bằng quyết định"
_IN_A_LETTER = "Số đang dùng: tờ trình chưa gửi mà ghi số khác thì số này tự thành số bỏ"


class LineView(QFrame):
    """Shows one line.

    Signals:
        explain_asked, void_asked, spoil_asked: a button was pressed.
        decision_asked: id of the decision that has the number.
    """

    explain_asked = Signal()
    void_asked = Signal()
    spoil_asked = Signal()
    decision_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "register_line", card=True)
        self.line: RegisterLine | None = None
        self._heading = named(QLabel(), "line_heading", role="heading")
        self._heading.setWordWrap(True)
        self._facts = Facts("line_facts", columns=1)
        self._explain = action_button(
            "Ghi lý do…", "explain_gap", "edit", self.explain_asked.emit, role="primary"
        )
        self._void = action_button("Bỏ số này…", "void_number", "clear-grey", self.void_asked.emit)
        self._spoil = action_button("Hỏng phôi…", "spoil_number", "warning", self.spoil_asked.emit)
        self._decision = action_button(
            "Mở quyết định", "open_decision", "decision", self._ask_decision
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._heading)
        layout.addWidget(self._facts)
        for button in (self._explain, self._decision, self._void, self._spoil):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_line(self, line: RegisterLine, series: NumberSeries, why_not: str) -> None:
        """Show a line; ``why_not`` is why this officer may change nothing, "" where they may."""
        self.line = line
        is_letter = series is NumberSeries.LETTER
        many = "Các số" if line.first != line.last else "Số"
        self._heading.setText(f"{many} {number_words(line)}: {state_words(line).lower()}")
        self._facts.show_facts(
            [
                ("Cấp cho", line.about),
                ("Ngày", short_date(line.day) if line.day else ""),
                ("Lý do", line.reason),
                ("Người ghi", line.set_by),
                ("Ghi lúc", date_time(line.set_at.astimezone(LOCAL_TIME)) if line.set_at else ""),
            ]
        )
        is_gap, used = line.state is None, line.state is NumberState.USED
        self._explain.setVisible(is_gap)
        self._void.setVisible(line.state is NumberState.RESERVED or used)
        self._spoil.setVisible(not is_letter and (used or line.state is NumberState.RESERVED))
        self._decision.setVisible(line.decision_id is not None)
        allow(self._explain, why_not)
        in_use = _IN_A_LETTER if is_letter else _IN_USE
        allow(self._void, why_not or (in_use if used else ""))
        allow(self._spoil, why_not)

    def _ask_decision(self) -> None:
        assert self.line is not None
        self.decision_asked.emit(self.line.decision_id)
