"""The editor of a nested table: a row of small editors per line; add, remove, move, paste.

Keys: Ctrl+Enter adds a line, Ctrl+Delete takes the present one out, Ctrl+Up and Ctrl+Down move it,
and cells copied from a spreadsheet are pasted from the present cell on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.overrides import override
from desktop.services.fields import FieldKind, FieldSpec, specs_of
from desktop.vietnamese.text import fold
from desktop.views.widgets.editors import (
    CheckEditor,
    ChoiceEditor,
    Editor,
    ReferenceEditor,
    make_editor,
)
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.lines_layout import LineRow, lay_out
from desktop.views.widgets.named import named

_PROBLEM_AT = re.compile(r"\[(\d+)\]\.(\w+)")
_TICKED = {"x", "co", "dung", "1", "true"}


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
        self._rows: list[LineRow] = []
        self._options: dict[str, Sequence[tuple[str, str]]] = {}
        self._read_only = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._add = self._button("Thêm dòng", "add", "plus", self._add_row)
        self._add.setToolTip("Thêm dòng (Ctrl+Enter)")
        self._paste = self._button("Dán từ Excel", "paste", "import", self._paste_rows)
        self._paste.setToolTip("Dán các dòng đã chép từ bảng tính, theo thứ tự cột ở đây")
        body = QWidget()
        self._install(body)
        self._layout.insertLayout(0, self._grid)
        buttons = QHBoxLayout(body)
        buttons.setContentsMargins(0, 0, 0, 0)
        for button in (self._add, self._paste):
            buttons.addWidget(button)
        buttons.addStretch()
        self.setFocusProxy(self._add)
        for keys, act in (
            ("Ctrl+Return", self._add_row),
            ("Ctrl+Delete", self._remove_present),
            ("Ctrl+Up", partial(self._move_present, -1)),
            ("Ctrl+Down", partial(self._move_present, 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _button(self, text: str, name: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(text), f"{self.objectName()}_{name}", role="quiet")
        button.setIcon(icon_for(self, icon, "accent"))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def editors(self) -> list[dict[str, Editor]]:
        """Return the editors of every line, in order."""
        return [row.editors for row in self._rows]

    def set_options(self, source: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer codes in the option columns fed by ``source``."""
        self._options[source] = options
        for row in self._rows:
            self._give_options(row)

    # -- the value ----------------------------------------------------------------------------

    @override
    def value(self) -> Any:
        return tuple(
            self._line_class(id=r.line_id, **{n: e.value() for n, e in r.editors.items()})
            for r in self._filled()
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
    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for widget in (self._add, self._paste):
            widget.setVisible(not read_only)
        for row in self._rows:
            row.buttons.setVisible(not read_only)
            for editor in row.editors.values():
                editor.set_read_only(read_only)

    def _filled(self) -> list[LineRow]:
        """Return the lines that count: one begun and left empty does not."""
        return [row for row in self._rows if row.line_id is not None or not _is_blank(row)]

    # -- problems -----------------------------------------------------------------------------

    @override
    def own_problem(self) -> str:
        cells = (editor for row in self._rows for editor in row.editors.values())
        return next((problem for cell in cells if (problem := cell.own_problem())), "")

    @override
    def show_own_problem(self) -> bool:
        cells = [editor for row in self._rows for editor in row.editors.values()]
        shown = [cell.show_own_problem() for cell in cells]
        return any(shown)

    def show_line_problem(self, place: str, text: str, tone: str) -> bool:
        """Show a problem of one cell; ``place`` is like «names[0].name». False when not here."""
        found, rows = _PROBLEM_AT.search(place), self._filled()
        if not found or int(found[1]) >= len(rows):
            return False
        editor = rows[int(found[1])].editors.get(found[2])
        if editor is not None:
            editor.show_problem(text, tone)
        return editor is not None

    def clear_line_problems(self) -> None:
        """Take the problems of all cells away."""
        for row in self._rows:
            for editor in row.editors.values():
                editor.show_problem("")

    # -- lines come and go --------------------------------------------------------------------

    def _clear(self) -> None:
        for row in self._rows:
            _discard(row)
        self._rows = []

    def _new_row(self, line_id: UUID | None) -> LineRow:
        row = LineRow(line_id, {n: make_editor(n, s) for n, s in self._specs.items()}, QWidget())
        for editor in row.editors.values():
            editor.changed.connect(self.changed)
            editor.set_read_only(self._read_only)
            editor.field.installEventFilter(self)
            if isinstance(editor, ReferenceEditor):
                editor.lookup_requested.connect(partial(self.lookup_requested.emit, editor))
        self._make_buttons(row)
        self._give_options(row)
        blank = self._line_class()
        for name, editor in row.editors.items():
            editor.set_value(getattr(blank, name))
        self._rows.append(row)
        return row

    def _make_buttons(self, row: LineRow) -> None:
        layout = QHBoxLayout(row.buttons)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for icon, tip, act in (
            ("up", "Lên một dòng (Ctrl+↑)", partial(self._move, row, -1)),
            ("down", "Xuống một dòng (Ctrl+↓)", partial(self._move, row, 1)),
            ("trash", "Bỏ dòng này (Ctrl+Delete)", partial(self._remove, row)),
        ):
            button = named(QToolButton(), f"line_{icon}", says=tip)
            button.setIcon(icon_for(self, icon, "muted"))
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, a=act: a())
            layout.addWidget(button)
        # Never shown before it has a place: without a parent it would be a window of its own.
        if self._read_only:
            row.buttons.hide()

    def _give_options(self, row: LineRow) -> None:
        for editor in row.editors.values():
            source = editor.spec.refers_to
            if isinstance(editor, ChoiceEditor) and source in self._options:
                editor.set_options(self._options[source])

    def _lay_out(self) -> None:
        """Place every line again and call its editors by the place it now has."""
        lay_out(self._grid, list(self._specs.values()), self._rows)
        for number, row in enumerate(self._rows):
            for name, editor in row.editors.items():
                editor.rename(f"{self.objectName()}_{number}_{name}")

    def _add_row(self) -> None:
        if self._read_only:
            return
        row = self._new_row(None)
        self._lay_out()
        next(iter(row.editors.values())).setFocus()

    def _remove(self, row: LineRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        _discard(row)
        self._lay_out()
        self._go_to(min(place, len(self._rows) - 1))
        self.changed.emit()

    def _move(self, row: LineRow, step: int) -> None:
        place = self._rows.index(row)
        if 0 <= place + step < len(self._rows):
            self._rows.insert(place + step, self._rows.pop(place))
            self._lay_out()
            self.changed.emit()

    def _present(self) -> LineRow | None:
        """Return the line the cursor is in."""
        cells = ((row, editor) for row in self._rows for editor in row.editors.values())
        return next((row for row, cell in cells if cell.field.hasFocus()), None)

    def _remove_present(self) -> None:
        row = self._present()
        if row is not None and not self._read_only:
            self._remove(row)

    def _move_present(self, step: int) -> None:
        row = self._present()
        if row is not None and not self._read_only:
            self._move(row, step)

    def _go_to(self, place: int) -> None:
        if place < 0:
            self._add.setFocus()
        else:
            next(iter(self._rows[place].editors.values())).setFocus()

    # -- pasting ------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
            and _is_table(QGuiApplication.clipboard().text())
            and not self._read_only
        ):
            self._paste_from(watched)
            return True
        return super().eventFilter(watched, event)

    def _paste_from(self, field: QObject) -> None:
        for place, row in enumerate(self._rows):
            for column, editor in enumerate(row.editors.values()):
                if editor.field is field:
                    self._fill(place, column)
                    return

    def _paste_rows(self) -> None:
        if not self._read_only:
            self._fill(len(self._rows), 0)

    def _fill(self, place: int, column: int) -> None:
        """Write the clipboard's cells from a place on, adding the lines that are missing."""
        lines = [t for t in QGuiApplication.clipboard().text().splitlines() if t.strip()]
        for number, line in enumerate(lines, place):
            row = self._rows[number] if number < len(self._rows) else self._new_row(None)
            targets = list(row.editors.values())[column:]
            for editor, cell in zip(targets, line.split("\t"), strict=False):
                _type(editor, cell.strip())
        self._lay_out()
        if lines:
            self.changed.emit()


def _is_table(text: str) -> bool:
    return "\t" in text or "\n" in text.strip()


def _type(editor: Editor, cell: str) -> None:
    """Put the text of a spreadsheet's cell into an editor, readable or not."""
    if isinstance(editor, ChoiceEditor):
        editor.choose_by_label(cell)
    elif isinstance(editor, ReferenceEditor):
        editor.restore({"id": None, "title": cell})
    elif isinstance(editor, CheckEditor):
        editor.restore(fold(cell) in _TICKED)
    else:
        editor.restore(cell)


def _is_blank(row: LineRow) -> bool:
    chosen = (FieldKind.CHOICE, FieldKind.CHECK)
    typed = [editor for editor in row.editors.values() if editor.spec.kind not in chosen]
    return not any(editor.value() or editor.own_problem() for editor in typed)


def _discard(row: LineRow) -> None:
    for editor in row.editors.values():
        # Nobody is to find it by name while it waits to be deleted.
        editor.rename("gone")
    for widget in (*row.editors.values(), row.buttons):
        # Hidden first: deleteLater leaves it on screen until the event loop turns.
        widget.hide()
        widget.deleteLater()
