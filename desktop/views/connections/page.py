"""The page «Kết nối»: its tabs, by the seat of the office, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.law.terms import Seat
from desktop.views.theme import GAP
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.views.pages import Bench

Make = Callable[["Bench"], QWidget]


def _up(bench: Bench) -> QWidget:
    from desktop.views.connections.up_tab import UpTab

    return UpTab(bench)


def _down(bench: Bench) -> QWidget:
    from desktop.views.connections.down_tab import DownTab

    return DownTab(bench)


def _line(bench: Bench) -> QWidget:
    from desktop.views.connections.line_tab import LineTab

    return LineTab(bench)


_UP = ("up", "Với cấp trên", _up)
_DOWN = ("down", "Cơ quan cấp dưới", _down)
_LINE = ("line", "Đường truyền", _line)


def _tabs_of(seat: Seat) -> tuple[tuple[str, str, Make], ...]:
    """Return the tabs of a seat, its own work first; every office may have one above it."""
    if not seat.receives:
        return (_UP, _LINE)
    return (_DOWN, _UP, _LINE) if not seat.sends else (_UP, _DOWN, _LINE)


class ConnectionsPage(QWidget):
    """How this office is joined to others."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("connections_page")
        self._bench = bench
        self._specs = _tabs_of(bench.desk.offices.own().seat)
        self._made: dict[int, Any] = {}
        self.tabs = named(QTabWidget(), "connections_tabs")
        for _name, title, _make in self._specs:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, GAP, 0, 0)
            self.tabs.addTab(holder, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._open)

    def start(self) -> None:
        """Show the page, at the tab it was left at."""
        self._open(self.tabs.currentIndex())

    def show_tab(self, name: str) -> Any:
        """Bring a tab to the front and return what is in it."""
        number = next(n for n, (own, _, _) in enumerate(self._specs) if own == name)
        self.tabs.setCurrentIndex(number)
        self._open(number)
        return self._made[number]

    def open_record(self, record_id: UUID) -> None:
        """Show a request or an office below."""
        self.show_tab("down").open_record(record_id)

    def _open(self, number: int) -> None:
        if number not in self._made:
            made = self._specs[number][2](self._bench)
            holder = self.tabs.widget(number)
            assert holder is not None  # one was added for each line of the table
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
            self._made[number] = made
        tab = self._made[number]
        tab.setFocus()
        tab.start()
