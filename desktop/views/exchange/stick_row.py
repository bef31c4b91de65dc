"""One stick: what there is to carry, the button, the progress, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from desktop.errors import HandoverRefused
from desktop.views.exchange.words import carried_lines, carried_text, plan_text
from desktop.views.messages import sentence
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.icons import icon_for, show_icon
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.jobs.runner import Job
    from desktop.services.exchange import PassReport
    from desktop.views.exchange.stick_strip import Place

_SYMBOL = 20
_MOST_LINES = 6


class StickRow(QFrame):
    """Shows one stick; knows no service.

    Signals:
        exchange_asked: the button was pressed.
        put_away: the folder, or the news of a stick that is gone, is not to be shown any more.
    """

    exchange_asked = Signal()
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "stick_row")
        self.is_busy = False
        self._symbol = QLabel()
        self._text = named(QLabel(), "stick_text")
        self._text.setWordWrap(True)
        self._button: QPushButton = action_button(
            "Chép hai chiều", "exchange_stick", "sync", self.exchange_asked.emit, role="primary"
        )
        self._close = named(QToolButton(), "stick_close", says="Thôi dùng thư mục này")
        self._close.setIcon(icon_for(self._close, "close"))
        self._close.setToolTip("Thôi dùng thư mục này")
        self._close.clicked.connect(lambda _checked=False: self.put_away.emit())
        self.progress = JobProgress()
        self.banner = Banner()
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, 4, 6, 4)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.progress)
        layout.addWidget(self.banner)

    @property
    def keeps_news(self) -> bool:
        """Whether it says what came of an exchange, which somebody should read."""
        return bool(self.banner.text)

    @property
    def text(self) -> str:
        """What is said of the stick."""
        return self._text.text()

    def show_place(self, place: Place, *, can_be_put_away: bool) -> None:
        """Show what there is to do with a stick."""
        self._close.setVisible(can_be_put_away)
        if self.is_busy:
            return
        tone, text, why_not = _told(place)
        self._say(tone, text)
        allow(self._button, why_not, "Nhận gói gửi cho cơ quan này và chép gói chờ chuyển ra đó")
        # What this machine never does again is not offered either, greyed or not.
        self._button.setVisible(not isinstance(place.problem, HandoverRefused))

    def watch(self, job: Job) -> None:
        """Show the exchange that has just begun."""
        self.is_busy = True
        self.banner.clear()
        allow(self._button, "Đang chép")
        self.progress.watch(job, "Chép hai chiều với USB")

    def show_done(self, done: PassReport) -> None:
        """Show what came of the exchange, package by package."""
        self._ended()
        tone, text = carried_text(done)
        lines = carried_lines(done)
        if (more := len(lines) - _MOST_LINES) > 0:
            lines = [*lines[:_MOST_LINES], f"và {more} gói khác (xem danh sách)."]
        self.banner.show_message(tone, "\n".join([text, *(f"• {line}" for line in lines)]))

    def show_refusal(self, error: AppError) -> None:
        """Show why nothing could be done."""
        self._ended()
        self.banner.show_refusal(error)

    def show_stopped(self) -> None:
        """Show that somebody stopped it."""
        self._ended()
        text = "Đã dừng. Gói chép xong vẫn dùng được; bấm lại để chép tiếp phần còn lại."
        self.banner.show_message(Tone.WARNING, text)

    def say_gone(self) -> None:
        """Say that the stick is gone, while what came of the exchange stays to be read."""
        if not self.is_busy:
            self._say(Tone.NEUTRAL, "USB đã rút ra.")
            self._button.hide()
            self._close.show()

    def forget(self) -> None:
        """Let go of the news."""
        self.banner.clear()

    def _ended(self) -> None:
        self.is_busy = False
        self.progress.finish()

    def _say(self, tone: Tone, text: str) -> None:
        for widget in (self, self._text):
            restyle(widget, banner=str(tone))
        show_icon(self._symbol, "usb", str(tone), _SYMBOL)
        self._text.setText(text)
        self._text.setAccessibleName(text)


def _told(place: Place) -> tuple[Tone, str, str]:
    """Return the colours, what is said of a place, and why its button cannot be pressed."""
    if place.problem is not None:
        said = sentence(place.problem)
        return Tone.DANGER, f"{said.what} {said.do}", said.what
    if place.is_read_only:
        text = (
            f"USB {place.label} đang khóa ghi nên chưa chép hai chiều được: gạt khóa trên USB, "
            "hoặc dùng USB khác. Gói trên đó vẫn nhận được bằng «Nhận gói…» ở trang «Hộp đến»."
        )
        return Tone.WARNING, text, "USB đang khóa ghi"
    assert place.plan is not None  # either it was read, or the problem says why not
    if place.plan.is_empty:
        return Tone.NEUTRAL, plan_text(place.label, place.plan), ""
    return Tone.INFO, plan_text(place.label, place.plan), ""
