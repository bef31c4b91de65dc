"""Tables of a paper: titles on each page, rows whole, no group's title alone at a page's foot."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from reportlab.lib.colors import black
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import Table as Grid

from desktop.documents import paper_style as style
from desktop.documents.layout import MM
from desktop.documents.paper import BOX, Align, Column, Row, RowKind, Table
from desktop.documents.paper_lengths import column_widths, face
from desktop.documents.paper_text import text

_SIDE = style.CELL_SIDE * MM
_LINE = style.TABLE_LINE * MM
# Rows above this height, in points, could be higher than a page: they are cut into pieces.
_HIGHEST = 60 * MM
_PIECE = 30 * MM

_Cells = list[Any]


def table_flow(table: Table, width: float) -> Flowable:
    """Return the table drawn ``width`` points wide."""
    widths = column_widths(table, width)
    rows: list[_Cells] = [_titles(table.columns)]
    commands = _frame()
    ends = []
    for row in table.rows:
        pieces = [_group(row, table)] if row.kind is RowKind.GROUP else _pieces(row, table, widths)
        ends.append(len(rows) + len(pieces) - 1)
        commands += _row_marks(row, first=len(rows), last=ends[-1])
        rows += pieces
    return Grid(
        rows,
        colWidths=widths,
        repeatRows=1,
        style=[*_within(commands, len(rows)), *_lines_under(ends)],
        spaceAfter=style.PARAGRAPH_GAP * MM,
    )


def _titles(columns: tuple[Column, ...]) -> _Cells:
    return [text(c.title, style.TABLE_SIZE, bold=True, align=Align.CENTER) for c in columns]


def _group(row: Row, table: Table) -> _Cells:
    return [text(row.cells[0], style.TABLE_SIZE, bold=True), *[""] * (len(table.columns) - 1)]


def _pieces(row: Row, table: Table, widths: list[float]) -> list[_Cells]:
    """Return the row, cut between lines of text into several where it is very high."""
    split = [
        _split(_cell(cell, column, row), width - 2 * _SIDE)
        for cell, column, width in zip(row.cells, table.columns, widths, strict=True)
    ]
    return [list(cells) for cells in zip_longest(*split, fillvalue="")]


def _cell(content: str, column: Column, row: Row) -> Flowable:
    bold = column.is_bold or row.kind is RowKind.TOTAL
    size = style.BOX_SIZE if content == BOX else style.TABLE_SIZE
    return text(content, size, bold=bold, align=column.align)


def _split(cell: Flowable, width: float) -> list[Flowable]:
    _, height = cell.wrap(width, _HIGHEST)
    if height <= _HIGHEST:
        return [cell]
    pieces, rest = [], [cell]
    while rest:
        # One long word cannot be cut below a line; it then stays as it is.
        first, *rest = rest[0].split(width, _PIECE) or rest
        pieces.append(first)
        if rest:
            rest[0].wrap(width, _HIGHEST)
    return pieces


def _frame() -> list[tuple[Any, ...]]:
    return [
        ("BOX", (0, 0), (-1, -1), _LINE, black),
        ("LINEAFTER", (0, 0), (-2, -1), _LINE, black),
        ("LINEBELOW", (0, 0), (-1, 0), _LINE, black),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), _LINE, black),
        # Empty cells would otherwise bring the library's own font into the file.
        ("FONTNAME", (0, 0), (-1, -1), face()),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), style.CELL_ABOVE * MM),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.CELL_BELOW * MM),
        ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ]


def _lines_under(ends: list[int]) -> list[tuple[Any, ...]]:
    """Return lines under these rows: the library copies each command to each page it draws."""
    found = []
    start = 0
    for index, end in enumerate(ends):
        if index + 1 == len(ends) or ends[index + 1] != end + 1:
            found.append(("LINEBELOW", (0, ends[start]), (-1, end), _LINE, black))
            start = index + 1
    return found


def _row_marks(row: Row, first: int, last: int) -> list[tuple[Any, ...]]:
    """Return how the pieces of a row hang together, and which neighbour it stays with."""
    commands: list[tuple[Any, ...]] = []
    if first != last:
        commands.append(("VALIGN", (0, first), (-1, last), "TOP"))
        commands.append(("BOTTOMPADDING", (0, first), (-1, last - 1), 0))
        commands.append(("TOPPADDING", (0, first + 1), (-1, last), 0))
    if row.kind is RowKind.GROUP:
        commands.append(("SPAN", (0, first), (-1, first)))
        commands.append(("NOSPLIT", (0, first), (0, first + 1)))
    elif row.kind is RowKind.TOTAL:
        commands.append(("NOSPLIT", (0, first - 1), (0, first)))
    return commands


def _within(commands: list[tuple[Any, ...]], rows: int) -> list[tuple[Any, ...]]:
    """Drop the tie of a group's title that has no row after it."""
    return [c for c in commands if c[0] != "NOSPLIT" or c[2][1] < rows]
