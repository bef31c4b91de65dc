"""The left side of a page: search, filters, the table, and the count line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.overrides import override
from desktop.vietnamese.numbers import thousands
from desktop.views.theme import GAP
from desktop.views.widgets.chip_row import ChipRow
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named
from desktop.views.widgets.record_table import Column, RecordTableModel
from desktop.views.widgets.table_view import RecordTableView

Row = Any
_FILTERS_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list.

    Attributes:
        name: objectName of its box.
        label: what it filters, also the text of «all».
        choices: (label, predicate) pairs in the order offered.
        start: which choice is set at first; -1 for all.
        tones: a colour family for each choice; the filter is then a row of chips with counts.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, Callable[[Row], bool]]]
    start: int = -1
    tones: Sequence[str] = ()


class ListPanel(QWidget):
    """Search, filters, table, count.

    Signals:
        opened: a record's id.
        selection_changed: the ids selected.
        rows_changed: other rows were given; search and filters alone do not count.
    """

    opened = Signal(object)
    selection_changed = Signal(object)
    rows_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        filters: Sequence[Filter] = (),
        noun: str = "bản ghi",
        empty_text: str = "Chưa có gì.",
    ) -> None:
        super().__init__()
        self._noun = noun
        self._filters = tuple(filters)
        self._empty_text = empty_text
        self.model = RecordTableModel(columns)
        self.view = RecordTableView(self.model, empty_text)
        self.view.setObjectName("table")
        self.view.setAccessibleName(f"Danh sách {noun}")
        self.search = _SearchBox()
        self.search.setObjectName("search")
        self.search.setAccessibleName(f"Tìm {noun}")
        self.search.setPlaceholderText("Tìm, không cần gõ dấu (Ctrl+F)")
        self.search.setClearButtonEnabled(True)
        self._boxes = [_box(f) for f in self._filters]
        self._chips = {n: _chips(f) for n, f in enumerate(self._filters) if f.tones}
        self._count = named(QLabel(), "count_line")
        self._count.setProperty("role", "muted")
        self._lay_out()
        self.search.textChanged.connect(self._refilter)
        self.search.left_downwards.connect(self.view.setFocus)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._refilter)
        for number, row in self._chips.items():
            row.changed.connect(partial(self._chip_chosen, number))
        self.view.opened.connect(self.opened)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self._refilter()

    def _lay_out(self) -> None:
        action = QAction(self)
        action.setIcon(icon_for(self, "search", "muted"))
        self.search.addAction(action, QLineEdit.ActionPosition.LeadingPosition)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.search)
        if self._boxes:
            layout.addLayout(self._filter_grid())
        for number, row in self._chips.items():
            # The box stays what holds the choice; the chips are how it is seen and made.
            self._boxes[number].setParent(self)
            self._boxes[number].hide()
            layout.addWidget(row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._count)

    def _filter_grid(self) -> QGridLayout:
        """Return the filters in one row, or in two when their words would be cut off."""
        boxes = [box for number, box in enumerate(self._boxes) if number not in self._chips]
        count = len(boxes)
        columns = max(count, 1) if count <= _FILTERS_IN_A_ROW else (count + 1) // 2
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for number, box in enumerate(boxes):
            grid.addWidget(box, *divmod(number, columns))
            grid.setColumnStretch(number % columns, 1)
        return grid

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; selection, search and filters stay."""
        self.model.set_rows(rows)
        self._count_chips()
        self._say_empty()
        self._say_count()
        self.rows_changed.emit()

    def set_choices(self, name: str, choices: Sequence[tuple[str, Callable[[Row], bool]]]) -> None:
        """Offer other choices in a filter, such as the units there are; one still offered stays."""
        place = next(n for n, f in enumerate(self._filters) if f.name == name)
        box, declared = self._boxes[place], self._filters[place]
        chosen = box.currentText()
        self._filters = (
            *self._filters[:place],
            replace(declared, choices=choices),
            *self._filters[place + 1 :],
        )
        box.blockSignals(True)
        box.clear()
        box.addItem(f"{declared.label}: tất cả")
        box.addItems([label for label, _ in choices])
        box.setCurrentIndex(max(0, box.findText(chosen)))
        box.blockSignals(False)
        self._refilter()

    def show_all(self) -> None:
        """Clear search and filters, so that a record asked for is in sight."""
        self.search.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)

    def selected_ids(self) -> list[UUID]:
        """Return the ids selected."""
        return self.view.selected_ids()

    def _refilter(self) -> None:
        passes = [predicate for _, predicate in self._passes()]
        self.model.set_filter(self.search.text(), passes)
        self._count_chips()
        self._say_empty()
        self._say_count()

    def _say_empty(self) -> None:
        # A filter that stands from the start has hidden nothing where there is nothing.
        narrowed = bool(self.model.total and (self.search.text() or self._passes()))
        self.view.set_empty_text(
            "Không có gì khớp với tìm kiếm và bộ lọc." if narrowed else self._empty_text
        )

    def _chip_chosen(self, number: int) -> None:
        self._boxes[number].setCurrentIndex(self._chips[number].chosen + 1)

    def _count_chips(self) -> None:
        """Say on each chip how many rows it would show, the other filters being as they are."""
        for number, row in self._chips.items():
            others = [p for n, p in self._passes() if n != number]
            rows = [r for r in self.model.all_rows() if all(passes(r) for passes in others)]
            choices = self._filters[number].choices
            row.choose(self._boxes[number].currentIndex() - 1)
            row.set_counts([sum(map(passes, rows)) for _, passes in choices])

    def _passes(self) -> list[tuple[int, Callable[[Row], bool]]]:
        """Return (number, predicate) of each filter in which a choice is made."""
        chosen = enumerate(zip(self._filters, self._boxes, strict=True))
        return [
            (n, f.choices[box.currentIndex() - 1][1])
            for n, (f, box) in chosen
            if box.currentIndex() > 0
        ]

    def _selected(self) -> None:
        self._say_count()
        self.selection_changed.emit(self.view.selected_ids())

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        text = f"{thousands(shown)} {self._noun}"
        if shown != total:
            text = f"{thousands(shown)} / {thousands(total)} {self._noun}"
        selected = self.view.selected_count()
        if selected > 1:
            text += f", đang chọn {thousands(selected)}"
        self._count.setText(text)


class _SearchBox(QLineEdit):
    """Esc clears, Down goes to the table."""

    left_downwards = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


def _chips(declared: Filter) -> ChipRow:
    labels = [label for label, _ in declared.choices]
    return ChipRow(f"{declared.name}_chips", declared.label, labels, declared.tones)


def _box(declared: Filter) -> QComboBox:
    box = named(QComboBox(), declared.name)
    box.setAccessibleName(declared.label)
    box.addItem(f"{declared.label}: tất cả")
    box.addItems([label for label, _ in declared.choices])
    box.setCurrentIndex(declared.start + 1)
    box.setMinimumWidth(60)
    return box
