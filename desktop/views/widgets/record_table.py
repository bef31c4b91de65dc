"""The table of records: rows held in memory, filtered and sorted by keys made beforehand.

A proxy model over a Python model takes seconds to sort 100,000 rows; here the model itself keeps an
order of row numbers, so that filtering and sorting never touch a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.vietnamese.text import fold
from desktop.views.theme import ROW_HEIGHT, Tone, colors_of

Row = Any
Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
INDENT_ROLE = Qt.ItemDataRole.UserRole + 2

_INDENT_PX = 18


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: the header.
        text: what a row shows.
        width: pixels wanted; the last column takes what is left.
        sort: the key a row is sorted by; the folded text when not given.
        tone: draws the cell as a chip in this colour family where it returns one.
        right: numbers stand on the right.
        indent: level in a tree.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 120
    sort: Callable[[Row], Any] | None = None
    tone: Callable[[Row], str] | None = None
    right: bool = False
    indent: Callable[[Row], int] | None = None


class RecordTableModel(QAbstractTableModel):
    """Read-only rows; each has ``id`` and ``search_key``, and what the columns ask for."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._search: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._keys: dict[int, list[Any]] = {}
        self._words: list[str] = []
        self._predicate: Callable[[Row], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def total(self) -> int:
        """How many rows there are before filtering."""
        return len(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, keeping filter and order."""
        self.beginResetModel()
        self._rows = rows
        self._search = [r.search_key for r in rows]
        self._keys = {}
        self._reorder()
        self._refilter()
        self.endResetModel()

    def set_filter(self, text: str, predicate: Callable[[Row], bool] | None = None) -> None:
        """Show only rows that hold every word of ``text``, marks apart, and pass the predicate."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._shown[i.row()] for i in before]
        self._words, self._predicate = fold(text).split(), predicate
        self._refilter()
        self._follow(before, numbers)
        self.layoutChanged.emit()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._shown[i.row()] for i in before]
        self._sorted_by = (column, order) if column >= 0 else None
        self._reorder()
        self._refilter()
        self._follow(before, numbers)
        self.layoutChanged.emit()

    def _reorder(self) -> None:
        self._order = list(range(len(self._rows)))
        if self._sorted_by is not None:
            column, order = self._sorted_by
            keys = self._column_keys(column)
            descending = order is Qt.SortOrder.DescendingOrder
            self._order.sort(key=keys.__getitem__, reverse=descending)

    def _column_keys(self, column: int) -> list[Any]:
        if column not in self._keys:
            key = self._columns[column].sort
            text = self._columns[column].text
            if key is not None:
                self._keys[column] = [key(r) for r in self._rows]
            else:
                self._keys[column] = [fold(text(r)) for r in self._rows]
        return self._keys[column]

    def _refilter(self) -> None:
        shown, search = self._order, self._search
        for word in self._words:
            shown = [i for i in shown if word in search[i]]
        if self._predicate is not None:
            passes, rows = self._predicate, self._rows
            shown = [i for i in shown if passes(rows[i])]
        self._shown = shown

    def _follow(self, before: list[QModelIndex], numbers: list[int]) -> None:
        """Let selection and current cell stay on their records."""
        if not before:
            return
        places = {number: place for place, number in enumerate(self._shown)}
        after = [
            self.index(places[n], i.column()) if n in places else QModelIndex()
            for i, n in zip(before, numbers, strict=True)
        ]
        self.changePersistentIndexList(before, after)

    def row_at(self, row: int) -> Row:
        """Return the record shown in a line."""
        return self._rows[self._shown[row]]

    def place_of(self, record_id: UUID) -> int:
        """Return the line a record is shown in, -1 when it is not."""
        rows = self._rows
        return next((p for p, n in enumerate(self._shown) if rows[n].id == record_id), -1)

    def shown_rows(self) -> list[Row]:
        """Return the records shown, in order."""
        return [self._rows[n] for n in self._shown]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self._columns

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - one return per role
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column = self.row_at(index.row()), self._columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(row)
        if role == ID_ROLE:
            return row.id
        if role == TONE_ROLE:
            return column.tone(row) if column.tone else None
        if role == INDENT_ROLE:
            return column.indent(row) if column.indent else 0
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self._columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellDelegate(QStyledItemDelegate):
    """Draws chips and the indent of a tree; everything else as usual."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        indent = index.data(INDENT_ROLE) or 0
        tone = index.data(TONE_ROLE)
        rect: QRect = option.rect
        if indent:
            option.rect = rect.adjusted(indent * _INDENT_PX, 0, 0, 0)
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        view: QWidget = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        ink, ground = colors_of(view).tone(Tone(tone))
        metrics = option.fontMetrics
        width = min(metrics.horizontalAdvance(text) + 16, rect.width() - 8)
        chip = QRect(rect.left() + 6, rect.center().y() - 10, width, 21)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 10, 10)
        painter.setPen(ink)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 12)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


class RecordTableView(QTableView):
    """A table worked like a spreadsheet.

    Signals:
        opened: a record's id; Enter, F2 or double click.
    """

    opened = Signal(object)

    def __init__(self, model: RecordTableModel, empty_text: str = "Chưa có gì.") -> None:
        super().__init__()
        self._records = model
        self._empty_text = empty_text
        self._typed = ""
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setHighlightSections(False)
        # The first column, the name, takes what the others leave: no sideways scrolling.
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        # A fixed height spares Qt from asking every row how tall it is.
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, column.width)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))

    def set_empty_text(self, text: str) -> None:
        """Say why the table is empty."""
        self._empty_text = text
        self.viewport().update()

    def selected_ids(self) -> list[UUID]:
        """Return the ids of the selected records in the order shown."""
        rows = sorted(i.row() for i in self.selectionModel().selectedRows())
        return [self._records.row_at(r).id for r in rows]

    def current_id(self) -> UUID | None:
        """Return the record of the current line."""
        index = self.currentIndex()
        return self._records.row_at(index.row()).id if index.isValid() else None

    def select(self, record_id: UUID) -> bool:
        """Make a record's line the current one; False when it is not shown."""
        place = self._records.place_of(record_id)
        if place < 0:
            return False
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        index = self._records.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            if (current := self.current_id()) is not None:
                self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Jump to the next record whose first column has a word beginning so, without marks."""
        wanted, count = fold(search), self._records.rowCount()
        if not wanted or not count:
            return
        start = self.currentIndex().row() + 1
        for step in range(count):
            place = (start + step) % count
            words = fold(self._records.columns[0].text(self._records.row_at(place))).split()
            if any(word.startswith(wanted) for word in words):
                self.select(self._records.row_at(place).id)
                return

    def _copy(self) -> None:
        rows = sorted(i.row() for i in self.selectionModel().selectedRows())
        columns = self._records.columns
        lines = [
            "\t".join(c.text(self._records.row_at(r)).replace("\t", " ") for c in columns)
            for r in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._records.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(colors_of(self).tone(Tone.NEUTRAL)[0])
            painter.drawText(
                self.viewport().rect().adjusted(24, 24, -24, -24),
                Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
                self._empty_text,
            )
