"""The table of records: rows held in memory, filtered and sorted by keys made beforehand.

A proxy model over a Python model takes seconds to sort 100,000 rows; here the model itself keeps an
order of row numbers, so that filtering and sorting never touch a cell. ``table_view.py`` shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.overrides import override
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

Row = Any
Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
INDENT_ROLE = Qt.ItemDataRole.UserRole + 2
SORT_ROLE = Qt.ItemDataRole.UserRole + 3

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: the header.
        text: what a row shows.
        width: pixels wanted; the first column takes what the others leave.
        sort: the key a row is sorted by, such as its ``sort_key``; without it, the order of the
            Vietnamese alphabet, worked out on the first sort. Give one where most texts differ.
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
    """Read-only rows; each has ``id`` and ``search_key``, and what the columns ask for.

    Every change of what is shown is a reset: the view remembers the selection by id.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._search: list[str] = []
        self._shown: Sequence[int] = ()
        self._orders: dict[int, list[int]] = {}
        self._let_through: Sequence[int] | None = None
        self._passing: Sequence[int] = ()
        self._words: list[str] = []
        self._predicates: tuple[Callable[[Row], bool], ...] = ()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def total(self) -> int:
        """How many rows there are before filtering."""
        return len(self._rows)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self._columns

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, keeping filter and order."""
        self.beginResetModel()
        self._rows = rows
        self._search = [r.search_key for r in rows]
        self._orders = {}
        self._let_through = None
        self._refilter(self._eligible())
        self._show()
        self.endResetModel()

    def set_filter(self, text: str, predicates: Sequence[Callable[[Row], bool]] = ()) -> None:
        """Show only rows that hold every word of ``text``, marks apart, and pass all predicates."""
        self.beginResetModel()
        words, same = fold(text).split(), tuple(predicates) == self._predicates
        # One letter more can only take away: what it is typed on to is where to look.
        narrows = same and len(words) == len(self._words) and _continue(self._words, words)
        if not same:
            self._predicates, self._let_through = tuple(predicates), None
        self._words = words
        self._refilter(self._passing if narrows else self._eligible())
        self._show()
        self.endResetModel()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted_by = (column, order) if 0 <= column < len(self._columns) else None
        self._show()
        self.endResetModel()

    def _eligible(self) -> Sequence[int]:
        """Return the rows the predicates let through, asked once however much is typed."""
        if self._let_through is None:
            rows = self._rows
            found: Sequence[int] = range(len(rows))
            for passes in self._predicates:
                found = [i for i in found if passes(rows[i])]
            self._let_through = found if len(found) < len(rows) else range(len(rows))
        return self._let_through

    def _refilter(self, found: Sequence[int]) -> None:
        """Find in ``found`` the rows with every word, in their own order: memory front to back."""
        search = self._search
        for word in self._words:
            if len(found) == len(search):
                found = [i for i, key in enumerate(search) if word in key]
            else:
                found = [i for i in found if word in search[i]]
        self._passing = found

    def _show(self) -> None:
        if self._sorted_by is None:
            self._shown = self._passing
            return
        column, direction = self._sorted_by
        order = self._ascending(column)
        if len(self._passing) < len(order):
            passes = bytearray(len(order))
            for number in self._passing:
                passes[number] = 1
            order = [i for i in order if passes[i]]
        self._shown = order if direction is Qt.SortOrder.AscendingOrder else order[::-1]

    def _ascending(self, column: int) -> list[int]:
        if column not in self._orders:
            keys = self._keys(column)
            self._orders[column] = sorted(range(len(keys)), key=keys.__getitem__)
        return self._orders[column]

    def _keys(self, column: int) -> list[Any]:
        key, text = self._columns[column].sort, self._columns[column].text
        if key is not None:
            return [key(row) for row in self._rows]
        texts = [text(row) for row in self._rows]
        # A column without a key mostly repeats a few texts, such as names of units.
        known = {one: sort_key(one) for one in set(texts)}
        return [known[one] for one in texts]

    def row_at(self, row: int) -> Row:
        """Return the record shown in a line."""
        return self._rows[self._shown[row]]

    def place_of(self, record_id: UUID) -> int:
        """Return the line a record is shown in, -1 when it is not."""
        return next(iter(self.places_of({record_id})), -1)

    def places_of(self, ids: set[UUID]) -> list[int]:
        """Return the lines some records are shown in, from the top."""
        rows = self._rows
        return [place for place, number in enumerate(self._shown) if rows[number].id in ids]

    def all_rows(self) -> Sequence[Row]:
        """Return the records there are before filtering."""
        return self._rows

    def shown_rows(self) -> list[Row]:
        """Return the records shown, in order."""
        return [self._rows[number] for number in self._shown]

    def find_beginning(self, letters: str, start: int) -> int:
        """Return the first line from ``start`` on, round the end, a word of which begins so.

        Looked for without marks in the first column; -1 when there is none.
        """
        wanted, text, count = f" {fold(letters)}", self._columns[0].text, len(self._shown)
        places = (place % count for place in range(start, start + count))
        return next((p for p in places if wanted in f" {fold(text(self.row_at(p)))}"), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row, column = self.row_at(index.row()), self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else _LEFT
            case _:
                return _own_data(row, column, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].right else _LEFT
        return None


def _continue(before: Sequence[str], now: Sequence[str]) -> bool:
    """Return whether every word is an earlier one with letters added."""
    return all(word.startswith(old) for old, word in zip(before, now, strict=True))


def _own_data(row: Row, column: Column, role: int) -> Any:
    """Return what the roles of this module stand for."""
    match role:
        case value if value == ID_ROLE:
            return row.id
        case value if value == TONE_ROLE:
            return column.tone(row) if column.tone else None
        case value if value == INDENT_ROLE:
            return column.indent(row) if column.indent else 0
        case value if value == SORT_ROLE:
            return column.sort(row) if column.sort else sort_key(column.text(row))
        case _:
            return None
