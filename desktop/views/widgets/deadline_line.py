"""thời hạn: the line that says by when something must go on; it stays until it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.law.working_days import ClockState
from desktop.vietnamese.dates import short_date
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.icons import show_icon
from desktop.views.widgets.named import named, restyle

if TYPE_CHECKING:
    from desktop.services.deadlines import Deadline

_UNVERIFIED = "chưa đối chiếu"
_ESTIMATED = "ngày nghỉ Tết trong khoảng này là ước tính"
_LATER = "ngày nhận ở tương lai, hãy kiểm tra ngày giờ của máy"
_SYMBOL = 18
_SHORT = {
    ClockState.BEFORE: "còn {} ngày làm việc",
    ClockState.TODAY: "hôm nay",
    ClockState.LATE: "quá {} ngày làm việc",
}


class DeadlineLine(QFrame):
    """One line in the colours of its urgency; hidden while nothing is due."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deadline_line")
        self._symbol = QLabel()
        self._text = named(QLabel(), "deadline_text")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, 4, PAD, 4)
        layout.setSpacing(GAP)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_deadline(self, deadline: Deadline | None) -> None:
        """Say by when the open record must go on; nothing for None."""
        if deadline is None:
            self.hide()
        else:
            self.show_text(deadline.tone, deadline_text(deadline))

    def show_text(self, tone: str, text: str) -> None:
        """Say ``text`` in a colour family; nothing for ""."""
        for widget in (self, self._text):
            restyle(widget, banner=tone)
        show_icon(self._symbol, "calendar", tone, _SYMBOL)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self.setVisible(bool(text))


def deadline_text(deadline: Deadline) -> str:
    """Return a deadline in full: what, by when, and what that rests on."""
    told = f"{deadline.words}: {deadline.step.label.lower()} trước hết ngày"
    return f"{told} {short_date(deadline.due)} ({'; '.join(_grounds(deadline))})."


def short_deadline(deadline: Deadline | None) -> str:
    """Return a deadline as a cell of a list: the day, and the working days left or late."""
    if deadline is None:
        return ""
    return f"{short_date(deadline.due)} ({days_left(deadline)})"


def days_left(deadline: Deadline) -> str:
    """Return how many working days are left or late."""
    return _SHORT[deadline.state].format(deadline.days)


def _grounds(deadline: Deadline) -> list[str]:
    """Return what the day was reckoned from, and every doubt about it."""
    if deadline.counted_from is None or deadline.unit is None:
        grounds = ["ngày kết thúc phong trào"]
    else:
        since = short_date(deadline.counted_from)
        grounds = [f"{deadline.limit} {deadline.unit.label} kể từ ngày nhận {since}"]
    if deadline.citation:
        grounds.append(deadline.citation)
    doubts = (
        (not deadline.verified, _UNVERIFIED),
        (deadline.is_estimated, _ESTIMATED),
        (deadline.received_later, _LATER),
    )
    return [*grounds, *(text for holds, text in doubts if holds)]
