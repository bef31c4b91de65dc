"""Where the editors of a nested table stand: a row a line, or a block where columns are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.editors import Editor

# How much of a line each kind gets; terms such as grades are long, years are short.
_SHARES = {FieldKind.INTEGER: 1, FieldKind.DATE: 2, FieldKind.CHOICE: 4, FieldKind.OPTION: 4}
_TEXT_SHARE = 3
# More columns than fit beside each other at 1366 pixels: a line becomes a block of three columns.
_MOST_COLUMNS, _BLOCK_COLUMNS = 4, 3
_BETWEEN_BLOCKS = 14
# A text allowed this many letters needs more than a third of the form.
_LONG_TEXT = 1_000
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(slots=True)
class LineRow:
    """One line on screen: the id it was saved under, its editors, its buttons."""

    line_id: UUID | None
    editors: dict[str, Editor]
    buttons: QWidget


def lay_out(grid: QGridLayout, specs: Sequence[FieldSpec], rows: Sequence[LineRow]) -> None:
    """Place every editor again; headings are made anew."""
    while grid.count():
        item = grid.takeAt(0)
        label = item.widget() if item else None
        if isinstance(label, QLabel):
            label.hide()
            label.deleteLater()
    if _needs_blocks(specs):
        _lay_out_blocks(grid, specs, rows)
    else:
        _lay_out_rows(grid, specs, rows)


def _needs_blocks(specs: Sequence[FieldSpec]) -> bool:
    """Whether a line is too wide for one row: many columns, or two dates beside a long text."""
    dates = sum(spec.kind is FieldKind.DATE for spec in specs)
    return len(specs) > _MOST_COLUMNS or (dates > 1 and any(map(_is_long, specs)))


def _is_long(spec: FieldSpec) -> bool:
    return spec.kind is FieldKind.TEXT and (spec.maximum or 0) >= _LONG_TEXT


def _lay_out_rows(grid: QGridLayout, specs: Sequence[FieldSpec], rows: Sequence[LineRow]) -> None:
    if rows:
        for column, spec in enumerate(specs):
            grid.addWidget(_header(spec), 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(column, _SHARES.get(spec.kind, _TEXT_SHARE))
    for number, row in enumerate(rows, 1):
        for column, editor in enumerate(row.editors.values()):
            grid.addWidget(editor, number, column, _TOP)
        grid.addWidget(row.buttons, number, len(specs), _TOP)


def _lay_out_blocks(grid: QGridLayout, specs: Sequence[FieldSpec], rows: Sequence[LineRow]) -> None:
    places = block_places(specs)
    deep = 2 * (places[-1][0] + 1)
    for column in range(_BLOCK_COLUMNS):
        grid.setColumnStretch(column, 1)
    for number, row in enumerate(rows):
        top = number * (deep + 1)
        for (line, *across), editor in zip(places, row.editors.values(), strict=True):
            column, wide = across
            above = top + 2 * line
            grid.addWidget(_header(editor.spec), above, column, 1, wide)
            grid.addWidget(editor, above + 1, column, 1, wide, _TOP)
        grid.addWidget(row.buttons, top + 1, _BLOCK_COLUMNS, _TOP)
        grid.setRowMinimumHeight(top + deep, _BETWEEN_BLOCKS)


def block_places(specs: Sequence[FieldSpec]) -> list[tuple[int, int, int]]:
    """Return (line, column, columns taken) of each editor of a block.

    A long text takes what is left of its line, at least two columns; so does the last editor.
    """
    places: list[tuple[int, int, int]] = []
    line, column = 0, 0
    for number, spec in enumerate(specs):
        is_long = _is_long(spec)
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
