"""What the table of records looks like, and how it is worked: like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QElapsedTimer,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
)

from desktop.overrides import override
from desktop.views.theme import ROW_HEIGHT, colors_of
from desktop.views.widgets.record_table import (
    ID_ROLE,
    RecordTableModel,
)
from desktop.views.widgets.table_cells import CellDelegate

_NARROWEST = 44
_OPENING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_MOVES = QAbstractItemView.CursorAction


class RecordTableView(QTableView):
    """A table worked like a spreadsheet; rows are chosen whole.

    Signals:
        opened: a record's id; Enter, F2 or double click.
    """

    opened = Signal(object)

    def __init__(self, model: RecordTableModel, empty_text: str = "Chưa có gì.") -> None:
        super().__init__()
        self._records = model
        self._empty_text = empty_text
        self._letters = ""
        self._last_letter = QElapsedTimer()
        self._widths_are_ours = True
        self._remembered: tuple[set[UUID] | None, UUID | None] = (set(), None)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self._prepare_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID_ROLE)))
        model.modelAboutToBeReset.connect(self._remember)
        # After Qt's own reset, which was connected when the model was set.
        model.modelReset.connect(self._restore)

    def _prepare_headers(self) -> None:
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        # WORKAROUND: while it paints, a header asks every row whether its column is selected, which
        # takes half a second for 100,000 rows; one that sees no selection has nothing to ask.
        header.setSelectionModel(QItemSelectionModel(self._records, header))
        header.sectionResized.connect(self._column_was_resized)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        # A fixed height spares Qt from asking every row how tall it is.
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_empty_text(self, text: str) -> None:
        """Say why the table is empty."""
        self._empty_text = text
        self.viewport().update()

    # -- what is chosen -----------------------------------------------------------------------

    def _selected_runs(self) -> list[tuple[int, int]]:
        # Rows are chosen whole, so no two ranges share a row.
        selection = self.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.size()))
        return sorted((r.top(), r.bottom()) for r in ranges if r.isValid())

    def selected_places(self) -> list[int]:
        """Return the lines selected, from the top."""
        return [row for top, bottom in self._selected_runs() for row in range(top, bottom + 1)]

    def selected_count(self) -> int:
        """Return how many lines are selected."""
        return sum(bottom - top + 1 for top, bottom in self._selected_runs())

    def selected_ids(self) -> list[UUID]:
        """Return the ids of the selected records in the order shown."""
        return [self._records.row_at(place).id for place in self.selected_places()]

    def current_id(self) -> UUID | None:
        """Return the record of the current line."""
        index = self.currentIndex()
        return self._records.row_at(index.row()).id if index.isValid() else None

    def select(self, record_id: UUID) -> bool:
        """Make a record's line the current one; False when it is not shown."""
        place = self._records.place_of(record_id)
        if place < 0:
            return False
        self._choose(place)
        return True

    def _choose(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self._records.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _remember(self) -> None:
        """Note what is chosen by id: after a reset the lines mean other records."""
        places = self.selected_places()
        everything = bool(places) and len(places) == self._records.rowCount()
        ids = None if everything else {self._records.row_at(place).id for place in places}
        self._remembered = (ids, self.current_id())

    def _restore(self) -> None:
        ids, current = self._remembered
        if ids is None:
            self.selectAll()
        wanted = (ids or set()) | ({current} if current is not None else set())
        # One walk over all lines for both questions.
        places = self._records.places_of(wanted) if wanted else []
        if ids:
            self._select_places([p for p in places if self._records.row_at(p).id in ids])
        at = next((p for p in places if self._records.row_at(p).id == current), -1)
        if at >= 0:
            index = self._records.index(at, 0)
            no_change = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, no_change)
            self.scrollTo(index)

    def _select_places(self, places: Sequence[int]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for top, bottom in _runs(places):
            chosen.select(self._records.index(top, 0), self._records.index(bottom, 0))
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    # -- widths -------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._widths_are_ours:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column its width, the first what is left; the widest shrink where it is little.

        Nothing scrolls sideways until the user asks for it by dragging a column.
        """
        wanted = [
            0 if self.isColumnHidden(number) else column.width
            for number, column in enumerate(self._records.columns)
        ]
        room = self.viewport().width()
        if room < sum(wanted):
            # The first says which record it is, so it keeps more than the others.
            wanted[0] = min(wanted[0], room * 2 // 5)
            most = max(_widest(wanted[1:], room - wanted[0]), _NARROWEST)
            wanted[1:] = [min(width, most) for width in wanted[1:]]
        wanted[0] = max(room - sum(wanted[1:]), _NARROWEST)
        header = self.horizontalHeader()
        header.blockSignals(True)
        for number, width in enumerate(wanted):
            if width:
                header.resizeSection(number, width)
        header.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def show_columns(self, shown: Callable[[int], bool]) -> None:
        """Show the columns, counted from 0, that ``shown`` says, and share out the room anew."""
        for number in range(len(self._records.columns)):
            self.setColumnHidden(number, not shown(number))
        if self._widths_are_ours:
            self._fit_columns()

    def _column_was_resized(self) -> None:
        # Only the mouse, and on this header: a double click elsewhere, still held down, may be
        # what opened this list.
        dragged = self.horizontalHeader().viewport().underMouse()
        if dragged and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._widths_are_ours = False
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    # -- keyboard -----------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in _OPENING_KEYS:
            if (current := self.current_id()) is not None:
                self.opened.emit(current)
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Rows are chosen whole, so Home and End mean the first and the last of them.
        last = self._records.rowCount() - 1
        if last >= 0 and cursorAction in {_MOVES.MoveHome, _MOVES.MoveEnd}:
            return self._records.index(0 if cursorAction is _MOVES.MoveHome else last, 0)
        return super().moveCursor(cursorAction, modifiers)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Jump to the next record with a word beginning with the letters typed in a row."""
        pause = QApplication.keyboardInputInterval()
        goes_on = self._last_letter.isValid() and self._last_letter.elapsed() < pause
        self._letters = self._letters + search if goes_on else search
        self._last_letter.start()
        if not self._letters.strip() or not self._records.rowCount():
            return
        # More letters may still mean the record found by the first.
        start = self.currentIndex().row() + (0 if goes_on else 1)
        place = self._records.find_beginning(self._letters, max(start, 0))
        if place >= 0:
            self._choose(place)

    def _copy(self) -> None:
        """Copy the selected rows as a spreadsheet takes them."""
        columns = self._records.columns
        rows = [self._records.row_at(place) for place in self.selected_places()]
        lines = ["\t".join(_one_cell(column.text(row)) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._records.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colors_of(self).muted))
            painter.drawText(
                self.viewport().rect().adjusted(24, 24, -24, -24),
                Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
                self._empty_text,
            )
            painter.end()


def _one_cell(text: str) -> str:
    return " ".join(text.split())


def _widest(widths: Sequence[int], room: int) -> int:
    """Return how wide a column may be so that all fit, a date's few letters uncut."""
    left, rest = room, sorted(widths)
    while rest and rest[0] * len(rest) <= left:
        left -= rest.pop(0)
    return left // len(rest) if rest else room


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending places as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
