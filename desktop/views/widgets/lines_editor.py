"""The editor of a nested table: a row of small editors per line; add, remove, move, paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.overrides import override
from desktop.services.fields import FieldKind, FieldSpec, specs_of
from desktop.views.widgets.editors import ChoiceEditor, Editor, ReferenceEditor, make_editor
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

# How much of a line each kind gets; terms such as grades are long, years are short.
_SHARES = {FieldKind.INTEGER: 1, FieldKind.DATE: 2, FieldKind.CHOICE: 4, FieldKind.OPTION: 4}
_TEXT_SHARE = 3
# More columns than fit beside each other at 1366 pixels: a line becomes a block of three columns.
_MOST_COLUMNS, _BLOCK_COLUMNS = 4, 3
# A text allowed this many letters needs more than a third of the form.
_LONG_TEXT = 1_000
_PROBLEM_AT = re.compile(r"\[(\d+)\]\.(\w+)")


@dataclass(slots=True)
class _Row:
    line_id: UUID | None
    editors: dict[str, Editor]
    buttons: QWidget


class LinesEditor(Editor):
    """Edits a tuple of lines.

    Signals:
        lookup_requested: editor, subject and typed text of a reference in some line.
    """

    lookup_requested = Signal(object, str, str)

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        assert spec.line is not None
        self._line_class = spec.line
        self._specs = specs_of(spec.line)
        self._rows: list[_Row] = []
        self._options: dict[str, Sequence[tuple[str, str]]] = {}
        self._read_only = False
        body = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._add = named(QPushButton("Thêm dòng"), f"{name}_add")
        self._add.setIcon(icon_for(self, "plus", "accent"))
        self._paste = named(QPushButton("Dán từ Excel"), f"{name}_paste")
        self._paste.setToolTip("Dán các dòng đã chép từ bảng tính, theo thứ tự cột ở đây")
        for button in (self._add, self._paste):
            button.setProperty("role", "quiet")
        self._add.clicked.connect(lambda: self._add_row(focus=True))
        self._paste.clicked.connect(self._paste_rows)
        self._install(body)
        self._layout.insertLayout(0, self._grid)
        buttons = QHBoxLayout(body)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self._add)
        buttons.addWidget(self._paste)
        buttons.addStretch()
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._add_row(focus=True))
        self._lay_out()

    def editors(self) -> list[dict[str, Editor]]:
        """Return the editors of every line, in order."""
        return [row.editors for row in self._rows]

    def set_options(self, source: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer codes in the option columns fed by ``source``."""
        self._options[source] = options
        for row in self._rows:
            self._give_options(row)

    @override
    def value(self) -> Any:
        return tuple(
            self._line_class(id=r.line_id, **{n: e.value() for n, e in r.editors.items()})
            for r in self._rows
            if r.line_id is not None or not self._is_blank(r)
        )

    @override
    def set_value(self, value: Any) -> None:
        self._clear()
        for line in value or ():
            row = self._new_row(line.id)
            for name, editor in row.editors.items():
                editor.set_value(getattr(line, name))
        self._lay_out()

    @override
    def state(self) -> Any:
        return [
            {"id": str(r.line_id) if r.line_id else None}
            | {n: e.state() for n, e in r.editors.items()}
            for r in self._rows
        ]

    @override
    def restore(self, state: Any) -> None:
        self._clear()
        for kept in state or ():
            row = self._new_row(UUID(kept["id"]) if kept.get("id") else None)
            for name, editor in row.editors.items():
                editor.restore(kept.get(name))
        self._lay_out()

    @override
    def own_problem(self) -> str:
        return next(
            (p for r in self._rows for e in r.editors.values() if (p := e.own_problem())), ""
        )

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for widget in (self._add, self._paste):
            widget.setVisible(not read_only)
        for row in self._rows:
            row.buttons.setVisible(not read_only)
            for editor in row.editors.values():
                editor.set_read_only(read_only)

    def show_line_problem(self, place: str, text: str, tone: str) -> bool:
        """Show a problem of one cell; ``place`` is like «names[0].name». False when not here."""
        found = _PROBLEM_AT.search(place)
        if not found or int(found[1]) >= len(self._rows):
            return False
        editor = self._rows[int(found[1])].editors.get(found[2])
        if editor is not None:
            editor.show_problem(text, tone)
        return editor is not None

    def clear_line_problems(self) -> None:
        """Take the problems of all cells away."""
        for row in self._rows:
            for editor in row.editors.values():
                editor.show_problem("")

    @staticmethod
    def _is_blank(row: _Row) -> bool:
        typed = (FieldKind.CHOICE, FieldKind.CHECK)
        return not any(
            e.value() for e in row.editors.values() if e.spec.kind not in typed
        ) and not any(e.own_problem() for e in row.editors.values())

    def _clear(self) -> None:
        for row in self._rows:
            self._discard(row)
        self._rows = []

    @staticmethod
    def _discard(row: _Row) -> None:
        for widget in (*row.editors.values(), row.buttons):
            # Hidden first: deleteLater leaves it on screen until the event loop turns.
            widget.hide()
            widget.deleteLater()

    def _new_row(self, line_id: UUID | None) -> _Row:
        number = len(self._rows)
        editors = {
            n: make_editor(f"{self.objectName()}_{number}_{n}", s) for n, s in self._specs.items()
        }
        row = _Row(line_id, editors, QWidget())
        for editor in editors.values():
            editor.changed.connect(self.changed)
            editor.set_read_only(self._read_only)
            if isinstance(editor, ReferenceEditor):
                editor.lookup_requested.connect(
                    lambda subject, text, e=editor: self.lookup_requested.emit(e, subject, text)
                )
        self._make_buttons(row)
        self._give_options(row)
        self._rows.append(row)
        return row

    def _make_buttons(self, row: _Row) -> None:
        layout = QHBoxLayout(row.buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        for icon, tip, act in (
            ("up", "Lên một dòng", self._move_up),
            ("trash", "Bỏ dòng này", self._remove),
        ):
            button = QToolButton()
            button.setIcon(icon_for(self, icon, "muted"))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked=False, a=act: a(row))
            layout.addWidget(button)
        # Never shown before it has a place: without a parent it would be a window of its own.
        if self._read_only:
            row.buttons.hide()

    def _give_options(self, row: _Row) -> None:
        for editor in row.editors.values():
            source = editor.spec.refers_to
            if isinstance(editor, ChoiceEditor) and source in self._options:
                editor.set_options(self._options[source])

    def _add_row(self, *, focus: bool) -> None:
        if self._read_only:
            return
        row = self._new_row(None)
        self._lay_out()
        if focus:
            next(iter(row.editors.values())).setFocus()

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        self._discard(row)
        self._lay_out()
        self.changed.emit()

    def _move_up(self, row: _Row) -> None:
        place = self._rows.index(row)
        if place:
            self._rows[place - 1 : place + 1] = [row, self._rows[place - 1]]
            self._lay_out()
            self.changed.emit()

    def _paste_rows(self) -> None:
        text = QGuiApplication.clipboard().text()
        for line in (t for t in text.splitlines() if t.strip()):
            row = self._new_row(None)
            for editor, cell in zip(row.editors.values(), line.split("\t"), strict=False):
                if isinstance(editor, ChoiceEditor):
                    editor.choose_by_label(cell.strip())
                elif isinstance(editor, ReferenceEditor):
                    editor.restore({"id": None, "title": cell.strip()})
                else:
                    editor.restore(cell.strip())
        self._lay_out()
        self.changed.emit()

    def _lay_out(self) -> None:
        """Place every editor again: a row a line, or a block a line when columns are many."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            label = item.widget() if item else None
            if isinstance(label, QLabel):
                label.hide()
                label.deleteLater()
        if len(self._specs) > _MOST_COLUMNS:
            self._lay_out_blocks()
        else:
            self._lay_out_rows()

    def _lay_out_rows(self) -> None:
        if self._rows:
            for column, spec in enumerate(self._specs.values()):
                self._grid.addWidget(_header(spec), 0, column, Qt.AlignmentFlag.AlignBottom)
                self._grid.setColumnStretch(column, _SHARES.get(spec.kind, _TEXT_SHARE))
        for number, row in enumerate(self._rows):
            for column, editor in enumerate(row.editors.values()):
                self._grid.addWidget(editor, number + 1, column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(row.buttons, number + 1, len(self._specs))

    def _lay_out_blocks(self) -> None:
        places = _block_places(list(self._specs.values()))
        deep = 2 * (places[-1][0] + 1)
        for column in range(_BLOCK_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for number, row in enumerate(self._rows):
            top = number * (deep + 1)
            for (line, *across), editor in zip(places, row.editors.values(), strict=True):
                column, wide = across
                above, top_side = top + 2 * line, Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(_header(editor.spec), above, column, 1, wide)
                self._grid.addWidget(editor, above + 1, column, 1, wide, top_side)
            self._grid.addWidget(row.buttons, top + 1, _BLOCK_COLUMNS)
            self._grid.setRowMinimumHeight(top + deep, 14)


def _block_places(specs: Sequence[FieldSpec]) -> list[tuple[int, int, int]]:
    """Return (line, column, columns taken) of each editor of a block.

    A long text takes what is left of its line, at least two columns; so does the last editor.
    """
    places: list[tuple[int, int, int]] = []
    line, column = 0, 0
    for number, spec in enumerate(specs):
        is_long = (spec.maximum or 0) >= _LONG_TEXT and spec.kind is FieldKind.TEXT
        if is_long and column == _BLOCK_COLUMNS - 1:
            line, column = line + 1, 0
        is_last = number == len(specs) - 1
        wide = _BLOCK_COLUMNS - column if is_long or is_last else 1
        places.append((line, column, wide))
        column += wide
        if column == _BLOCK_COLUMNS:
            line, column = line + 1, 0
    return places


def _header(spec: FieldSpec) -> QLabel:
    header = QLabel(spec.label + (" *" if spec.required else ""))
    header.setProperty("role", "muted")
    header.setWordWrap(True)
    return header
