"""The editor of a nested table of many short lines: a grid worked by keyboard like a spreadsheet.

Typing replaces the cell; Enter takes it and goes down the column (from the last row to the top of
the next column), Tab goes on in the row, Space takes the next choice, Delete empties. Ctrl+Enter
adds a line, Ctrl+Delete takes the present one out, cells copied from a spreadsheet are pasted from
the present cell on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.services.fields import FieldKind, FieldSpec, specs_of
from desktop.views.theme import GAP, ROW_HEIGHT, Tone, colors_of
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.lines_grid_model import (
    TONE_ROLE,
    Cells,
    LinesGridModel,
    ResultColumn,
)
from desktop.views.widgets.named import named
from desktop.views.widgets.record_table import Index

_PROBLEM_AT = re.compile(r"\[(\d+)\]\.(\w+)")
_HINT = QAbstractItemDelegate.EndEditHint
_TRIGGER = QAbstractItemView.EditTrigger
_MOST_PROBLEMS_SAID = 4
_NUMBER_WIDTH, _CHOICE_WIDTH, _TEXT_WIDTH = 78, 150, 130
_LEAST_ROWS_SEEN = 6
_NARROWEST, _HEADER_HEIGHT = 44, 52
_TWO_LINES, _CELL_PAD = 42, 8


class _Delegate(QStyledItemDelegate):
    """Draws a marked cell in its tone, and lets choices be chosen from a list."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        tone = index.data(TONE_ROLE)
        view = option.widget
        if tone and isinstance(view, QWidget):
            text, ground = colors_of(view).tone(Tone(tone))
            option.backgroundBrush = QBrush(ground)
            option.palette.setColor(QPalette.ColorRole.Text, QColor(text))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, LinesGridModel)
        choices = model.choices(index.column())
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for code, label in choices:
            box.addItem(label, code)
        box.activated.connect(lambda _i: self.commitData.emit(box))
        return box

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)


class _Grid(QTableView):
    """The table itself, with a spreadsheet's keys; ``words`` are the columns of text."""

    def __init__(self, model: LinesGridModel, words: Sequence[int]) -> None:
        super().__init__()
        self._model, self._words = model, words
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(
            _TRIGGER.AnyKeyPressed | _TRIGGER.EditKeyPressed | _TRIGGER.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit_rows)
        for happened in (
            self.horizontalHeader().sectionResized,
            model.modelReset,
            model.rowsInserted,
            model.dataChanged,
        ):
            happened.connect(lambda *_what: self._fitting.start())

    def _fit_rows(self) -> None:
        """Give a row with a name longer than its column the height of two lines."""
        model, metrics = self._model, self.fontMetrics()
        rooms = {column: self.columnWidth(column) - _CELL_PAD for column in self._words}
        for row in range(model.rowCount()):
            is_long = any(
                metrics.horizontalAdvance(str(model.index(row, column).data() or "")) > room
                for column, room in rooms.items()
            )
            self.setRowHeight(row, _TWO_LINES if is_long else ROW_HEIGHT)

    @override
    def closeEditor(self, editor: QWidget, hint: _HINT) -> None:
        super().closeEditor(editor, _HINT.NoHint)
        if hint is _HINT.SubmitModelCache:
            self.go_down()
        elif hint is _HINT.EditNextItem:
            self.go_on(1)
        elif hint is _HINT.EditPreviousItem:
            self.go_on(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(index)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            # The cell's editor lets the key through before it is closed; closing goes down.
            if self.state() is not QAbstractItemView.State.EditingState:
                self.go_down()
        elif key == Qt.Key.Key_Delete and plain and self._model.is_typed(index):
            self._model.setData(index, "")
        elif key == Qt.Key.Key_Space and plain and self._next_choice(index):
            pass
        else:
            super().keyPressEvent(event)

    def _next_choice(self, index: Index) -> bool:
        model = self._model
        choices = model.choices(index.column()) if model.is_typed(index) else []
        codes = [code for code, _ in choices]
        if not codes:
            return False
        present = index.data(Qt.ItemDataRole.EditRole)
        place = codes.index(present) + 1 if present in codes else 0
        model.setData(index, codes[place % len(codes)])
        return True

    def go_down(self) -> None:
        """Go to the next row of the column; from the last one to the top of the next column."""
        index, model = self.currentIndex(), self._model
        row, column = index.row() + 1, index.column()
        while column < len(model.fields):
            if row < model.rowCount():
                if model.is_typed(model.index(row, column)):
                    self.setCurrentIndex(model.index(row, column))
                    return
                row += 1
            else:
                row, column = 0, column + 1

    def go_on(self, step: int) -> None:
        """Go to the next cell that takes typing, row after row."""
        index, model = self.currentIndex(), self._model
        width = len(model.fields)
        place = index.row() * width + min(index.column(), width - 1) + step
        while 0 <= place < model.rowCount() * width:
            target = model.index(*divmod(place, width))
            if model.is_typed(target):
                self.setCurrentIndex(target)
                return
            place += step

    def paste(self, index: Index) -> None:
        """Write the clipboard's cells from a cell on, adding the rows that are missing."""
        lines = [t for t in QGuiApplication.clipboard().text().splitlines() if t.strip()]
        if self._model.read_only or not lines:
            return
        start, column = max(index.row(), 0), max(index.column(), 0)
        for number, line in enumerate(lines, start):
            place = number if number < self._model.rowCount() else self._model.add_row()
            self._model.set_texts(place, column, line.split("\t"))
        self._model.typed.emit()
        self.viewport().update()


class LinesGrid(Editor):
    """Edits a tuple of short lines in a grid.

    Args:
        name: of the field.
        spec: its declaration, of kind LINES.
        results: columns worked out from the rows, shown with ``show_results``.
        locked: tells cells that the program fills and nobody types.
        grows: whether lines may be added and taken out by hand.
        widths: pixels of the columns that need other than their kind's.
    """

    def __init__(
        self,
        name: str,
        spec: FieldSpec,
        *,
        results: Sequence[ResultColumn] = (),
        locked: Callable[[Cells, str], bool] = lambda _row, _field: False,
        grows: bool = True,
        widths: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(name, spec)
        assert spec.line is not None
        self._specs = specs_of(spec.line)
        self.model = LinesGridModel(spec.line, self._specs, results, locked)
        self._results = list(results)
        kinds = [self._specs[field].kind for field in self.model.fields]
        words = [n for n, kind in enumerate(kinds) if kind is not FieldKind.INTEGER]
        self.view = _Grid(self.model, words)
        self._grows, self._widths = grows, dict(widths or {})
        self._install(self.view)
        self.view.setMinimumHeight(ROW_HEIGHT * _LEAST_ROWS_SEEN)
        self._layout.setStretchFactor(self.view, 1)
        self._buttons = QWidget()
        self._lay_out_buttons()
        self._size_columns()
        self.model.typed.connect(self.changed)
        self.changed.connect(self._say_problems)

    def _lay_out_buttons(self) -> None:
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for text, name, icon, keys, act in (
            ("Thêm dòng", "add", "plus", "Ctrl+Return", self._add_row),
            ("Bỏ dòng", "remove", "trash", "Ctrl+Delete", self._remove_row),
            ("Dán từ Excel", "paste", "import", "", self._paste),
        ):
            button = named(QPushButton(text), f"{self.objectName()}_{name}", role="quiet")
            button.setIcon(icon_for(self, icon, "accent"))
            # Qt calls the key «Return»; keyboards say «Enter».
            said = keys.replace("Return", "Enter")
            button.setToolTip(f"{text} ({said})" if keys else text)
            button.clicked.connect(lambda _checked=False, a=act: a())
            row.addWidget(button)
            if keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)
        row.addStretch(1)
        layout = self._layout
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._buttons)
        self._buttons.setVisible(self._grows)

    def _size_columns(self) -> None:
        header = self.view.horizontalHeader()
        widths = {FieldKind.INTEGER: _NUMBER_WIDTH, FieldKind.CHOICE: _CHOICE_WIDTH}
        for column, name in enumerate(self.model.fields):
            usual = widths.get(self._specs[name].kind, _TEXT_WIDTH)
            self.view.setColumnWidth(column, self._widths.get(name, usual))
        for column, result in enumerate(self._results, len(self.model.fields)):
            self.view.setColumnWidth(column, result.width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_NARROWEST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        header.setFixedHeight(_HEADER_HEIGHT)

    def put_last(self, name: str) -> None:
        """Show a field after the results; the keys still go through the fields in their order."""
        header = self.view.horizontalHeader()
        header.moveSection(self.model.fields.index(name), self.model.columnCount() - 1)

    # -- the value ----------------------------------------------------------------------------

    @override
    def value(self) -> Any:
        return self.model.lines()

    @override
    def set_value(self, value: Any) -> None:
        self.model.set_lines(value or ())
        self.show_problem("")

    def take(self, value: Any) -> None:
        """Show lines the program filled in, as if they were typed."""
        self.model.set_lines(value)
        self.changed.emit()

    @override
    def state(self) -> Any:
        return self.model.state()

    @override
    def restore(self, state: Any) -> None:
        self.model.restore(state or ())

    @override
    def set_read_only(self, read_only: bool) -> None:
        self.model.read_only = read_only
        self._buttons.setVisible(self._grows and not read_only)

    def set_options(self, source: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer codes in the option columns fed by ``source``."""
        for name, spec in self._specs.items():
            if spec.kind is FieldKind.OPTION and spec.refers_to == source:
                self.model.set_labels(name, dict(options))

    def show_results(self, results: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Show text and tone of the result columns, a sequence for each row."""
        self.model.show_results(results)

    # -- problems -----------------------------------------------------------------------------

    @override
    def own_problem(self) -> str:
        found = self.model.unreadable()
        if not found:
            return ""
        place, name = found[0]
        return f"Dòng {place + 1}: {self._specs[name].label} phải là số nguyên."

    @override
    def show_own_problem(self) -> bool:
        for place, name in reversed(self.model.unreadable()):
            self._bring_up(place, name)
            label = self._specs[name].label
            self.model.set_problem(place, name, f"{label} phải là số nguyên.", "danger")
        self._say_problems()
        return bool(self.model.unreadable())

    def _bring_up(self, row: int, name: str) -> None:
        self.view.setCurrentIndex(self.model.index(row, self.model.fields.index(name)))

    def show_line_problem(self, place: str, text: str, tone: str) -> bool:
        """Show a problem of one cell; ``place`` is like «votes[0].valid». False when not here."""
        found = _PROBLEM_AT.search(place)
        rows = self.model.filled()
        if not found or int(found[1]) >= len(rows) or found[2] not in self.model.fields:
            return False
        row = self.model.rows.index(rows[int(found[1])])
        if not self.model.problem_lines():
            self._bring_up(row, found[2])
        self.model.set_problem(row, found[2], text, tone)
        self._say_problems()
        return True

    def clear_line_problems(self) -> None:
        """Take the marks of all cells away."""
        self.model.clear_problems()
        self._say_problems()

    def _say_problems(self) -> None:
        said = self.model.problem_lines()
        more = len(said) - _MOST_PROBLEMS_SAID
        shown = said[:_MOST_PROBLEMS_SAID]
        if more > 0:
            shown.append(f"… và {more} chỗ nữa.")
        self.show_problem("\n".join(shown))

    # -- rows ---------------------------------------------------------------------------------

    def _add_row(self) -> None:
        if self._grows and not self.model.read_only:
            place = self.model.add_row()
            self.view.setCurrentIndex(self.model.index(place, 0))
            self.view.setFocus()

    def _remove_row(self) -> None:
        index = self.view.currentIndex()
        if self._grows and index.isValid() and not self.model.read_only:
            self.model.remove_row(index.row())

    def _paste(self) -> None:
        self.view.paste(self.model.index(self.model.rowCount(), 0))
