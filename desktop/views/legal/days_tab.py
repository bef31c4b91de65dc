"""«Ngày nghỉ, ngày làm bù»: the year's days off, and those the office enters itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.law.terms import DayKind
from desktop.overrides import override
from desktop.services.days import DayDraft
from desktop.services.fields import Draft
from desktop.vietnamese.dates import short_date
from desktop.views.filters import archived_filter, term_filter
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.named import named
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.days import KnownDay
    from desktop.views.pages import Bench

_TONES = {DayKind.OFF: Tone.SUCCESS, DayKind.WORKING: Tone.WARNING}
_COLUMNS = (
    Column("Tên ngày", lambda d: d.name, 200, lambda d: d.sort_key),
    Column("Ngày", lambda d: short_date(d.day), 96, lambda d: d.day),
    Column("Nghỉ hay làm", lambda d: d.kind.label, 178, tone=lambda d: _TONES[d.kind]),
    Column("Căn cứ", lambda d: d.basis, 120),
)
_FILTERS = (
    term_filter("kind_filter", "Loại", DayKind, lambda d: d.kind),
    archived_filter(),
)
_HEADERS = ("Ngày", "Thứ", "Tên", "Nghỉ hay làm", "Nguồn")
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_NAME = 2
_YEARS_BACK, _YEARS_AHEAD = 4, 3


class DaysTab(RecordPage):
    """The office's own days, beside the year as the program reckons it."""

    subject = "days"
    title = "Ngày cơ quan ghi thêm"
    noun = "ngày"
    empty_text = (
        "Chưa ghi ngày nào. Ngày lễ, Tết đã có sẵn ở thẻ «Cả năm»; bấm «Mới» để ghi ngày nghỉ hoán "
        "đổi hoặc ngày làm bù."
    )
    refreshes_on = frozenset({"law_corrections"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, bench.desk.days, DayDraft, _COLUMNS, _FILTERS)
        self._year = YearOfDays(bench.desk.store.today().year)
        self.add_tab("Cả năm", self._year)
        self._year.box.currentIndexChanged.connect(lambda _index: self._read_year())
        self.tabs.setCurrentWidget(self._year)

    @override
    def record_shown(self, draft: Draft) -> None:
        """Bring the form of the day chosen to the front, in the place of the year."""
        if self.tabs.currentWidget() is self._year:
            self.show_form()

    @override
    def refresh(self) -> None:
        """Read the office's days and the year again."""
        super().refresh()
        self._read_year()

    def _read_year(self) -> None:
        year = self._year.year
        self._runner.run(
            lambda _r: self._bench.desk.days.known_days(year),
            on_done=self._year.show_days,
            on_refused=self.refuse,
            brief=True,
        )

    @override
    def _show_nothing(self) -> None:
        super()._show_nothing()
        self.tabs.setEnabled(True)


class YearOfDays(QWidget):
    """The days off and make-up days of one year, in order."""

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self.setObjectName("year_of_days")
        self.box = named(QComboBox(), "year", says="Năm")
        for year in range(this_year - _YEARS_BACK, this_year + _YEARS_AHEAD + 1):
            self.box.addItem(f"Năm {year}", year)
        self.box.setCurrentIndex(_YEARS_BACK)
        self._note = named(QLabel(), "year_note", role="muted")
        self._note.setWordWrap(True)
        self._list = named(QTreeWidget(), "year_days", says="Các ngày nghỉ, ngày làm bù trong năm")
        self._list.setHeaderLabels(_HEADERS)
        self._list.setRootIsDecorated(False)
        self._list.setAlternatingRowColors(True)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        top = QHBoxLayout()
        top.addWidget(self.box)
        top.addWidget(self._note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(top)
        layout.addWidget(self._list, 1)

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.box.currentData())

    def show_days(self, days: Sequence[KnownDay]) -> None:
        """Show a year's days; those not announced yet say so."""
        self._list.clear()
        for known in days:
            self._list.addTopLevelItem(_item(known))
        guessed = any(not known.announced for known in days)
        self._note.setText(
            "Lịch nghỉ Tết, Quốc khánh năm này chưa công bố: ngày tính theo lịch, có thể thay đổi."
            if guessed
            else ""
        )


def _item(known: Any) -> QTreeWidgetItem:
    source = "Cơ quan ghi" if known.by_office else "Theo lịch"
    if not known.announced and not known.by_office:
        source = "Dự tính"
    words = [
        short_date(known.day),
        _WEEKDAYS[known.day.weekday()],
        known.name,
        known.kind.label,
        source,
    ]
    item = QTreeWidgetItem(words)
    for column, word in enumerate(words):
        item.setToolTip(column, word)
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignVCenter)
    return item
