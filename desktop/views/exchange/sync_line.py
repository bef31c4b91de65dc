"""The line at the foot of the window that says how the background exchange stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.views.exchange.background import SyncNews, SyncStage
from desktop.views.exchange.words import clock_text
from desktop.views.messages import sentence
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.icons import show_icon
from desktop.views.widgets.named import named

_SYMBOL = 16
_TONES = {
    SyncStage.RUNNING: "info",
    SyncStage.DONE: "success",
    SyncStage.OFFLINE: "warning",
    SyncStage.FAILED: "danger",
    SyncStage.STOPPED: "neutral",
}


class SyncLine(QFrame):
    """One quiet line; hidden while no line is set, and it never takes the focus by itself.

    Signals:
        sync_asked: «Đồng bộ ngay».
        stop_asked: «Dừng».
    """

    sync_asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "sync_line")
        self._is_running = False
        self._symbol = QLabel()
        self._text = named(QLabel(), "sync_text", role="muted")
        self._act = named(QPushButton("Đồng bộ ngay"), "sync_now", role="link")
        self._act.clicked.connect(lambda _checked=False: self._pressed())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, 0, PAD, 4)
        layout.setSpacing(GAP)
        layout.addStretch(1)
        layout.addWidget(self._symbol)
        layout.addWidget(self._text)
        layout.addWidget(self._act)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_news(self, news: SyncNews) -> None:
        """Say how the exchange stands."""
        self.setVisible(news.stage is not SyncStage.NO_LINE)
        if news.stage is SyncStage.NO_LINE:
            return
        self._is_running = news.stage is SyncStage.RUNNING
        text = news_text(news)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._text.setToolTip(sentence(news.error).text if news.error else "")
        self._act.setText("Dừng" if self._is_running else "Đồng bộ ngay")
        self._act.setEnabled(True)
        show_icon(self._symbol, "sync", _TONES[news.stage], _SYMBOL)

    def _pressed(self) -> None:
        # Until there is news again, a second press would mean nothing.
        self._act.setEnabled(False)
        (self.stop_asked if self._is_running else self.sync_asked).emit()


def news_text(news: SyncNews) -> str:
    """Return how the exchange stands, in one short line."""
    again = f"sẽ thử lại lúc {clock_text(news.next_at)}"
    if news.stage is SyncStage.RUNNING:
        return news.step or "Đang đồng bộ…"
    if news.stage is SyncStage.DONE:
        came = f", nhận về {news.brought} gói" if news.brought else ""
        return f"Đã đồng bộ lúc {clock_text(news.at)}{came}"
    if news.stage is SyncStage.OFFLINE:
        return f"Không có mạng, {again}"
    if news.stage is SyncStage.STOPPED:
        return f"Đã dừng đồng bộ, {again}"
    why = sentence(news.error).what.rstrip(".") if news.error else "có lỗi"
    return f"Chưa đồng bộ xong ({why}), {again}"
