"""The page of the law: its tabs, each made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.views.theme import GAP
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.views.pages import Bench

Make = Callable[["Bench"], QWidget]


def _data(bench: Bench) -> QWidget:
    from desktop.views.legal.data_tab import LawDataTab

    return LawDataTab(bench)


def _register(bench: Bench) -> QWidget:
    from desktop.views.legal.register_tab import RegisterTab

    return RegisterTab(bench)


def _days(bench: Bench) -> QWidget:
    from desktop.views.legal.days_tab import DaysTab

    return DaysTab(bench)


def _texts(bench: Bench) -> QWidget:
    from desktop.views.legal.texts_tab import TextsTab

    return TextsTab(bench)


# The one place to add a tab: its subject, its title, and what makes it.
_TABS: tuple[tuple[str, str, Make], ...] = (
    ("law_corrections", "Dữ liệu pháp luật", _data),
    ("legal_documents", "Văn bản căn cứ", _register),
    ("days", "Ngày nghỉ, ngày làm bù", _days),
    ("paper_texts", "Câu chữ giấy tờ", _texts),
)


class LegalPage(QWidget):
    """The law data, the legal register, the days off."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("legal_page")
        self._bench = bench
        self._made: dict[int, Any] = {}
        self.tabs = named(QTabWidget(), "legal_tabs")
        for _subject, title, _make in _TABS:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, GAP, 0, 0)
            self.tabs.addTab(holder, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self._shown = 0
        self.tabs.currentChanged.connect(self._tab_asked)

    def start(self) -> None:
        """Show the page, at the tab it was left at."""
        self._open(self._shown)

    def can_leave(self, then: Callable[[], object] | None = None) -> bool:
        """Return whether what is typed in the tab shown is saved or given up."""
        ask = getattr(self._made.get(self._shown), "can_leave", None)
        return bool(ask(then)) if ask is not None else True

    def show_tab(self, subject: str) -> Any:
        """Bring the tab of a subject to the front and return what is in it."""
        number = next(n for n, (own, _, _) in enumerate(_TABS) if own == subject)
        self.tabs.setCurrentIndex(number)
        self._open(self._shown)
        return self._made[self._shown]

    def open_record(self, record_id: UUID) -> None:
        """Show one row of the law."""
        self.show_tab(_TABS[0][0]).open_record(record_id)

    def _tab_asked(self, number: int) -> None:
        if number == self._shown:
            return
        if not self.can_leave(lambda: self.tabs.setCurrentIndex(number)):
            self.tabs.setCurrentIndex(self._shown)
            return
        self._shown = number
        self._open(number)

    def _open(self, number: int) -> None:
        if number not in self._made:
            made = _TABS[number][2](self._bench)
            holder = self.tabs.widget(number)
            assert holder is not None  # one was added for each line of the table
            holder_layout = holder.layout()
            assert holder_layout is not None
            holder_layout.addWidget(made)
            self._made[number] = made
        page = self._made[number]
        page.setFocus()
        page.start()
