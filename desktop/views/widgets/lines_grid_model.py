"""The cells of a nested table typed in a grid: values, unreadable text, problems, results.

A row is a plain dict by field; a whole number nobody can read is kept as the text typed, so that
nothing is lost before it is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from desktop.overrides import override
from desktop.services.fields import FieldKind, FieldSpec, clean
from desktop.vietnamese.numbers import parse_number, thousands
from desktop.vietnamese.text import fold
from desktop.views.widgets.record_table import Index

_ROLE = Qt.ItemDataRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_FLAG = Qt.ItemFlag
TONE_ROLE = _ROLE.UserRole + 1

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column worked out from the row, never typed.

    Attributes:
        title: its heading.
        width: pixels.
    """

    title: str
    width: int = 90


class LinesGridModel(QAbstractTableModel):
    """Rows of a line class; the columns shown are declared fields, then results.

    Signals:
        typed: the user changed a cell or the rows.
    """

    typed = Signal()

    def __init__(
        self,
        line_class: type[Any],
        specs: dict[str, FieldSpec],
        results: Sequence[ResultColumn],
        locked: Callable[[Cells, str], bool],
    ) -> None:
        super().__init__()
        self._line_class, self._specs, self._locked = line_class, specs, locked
        self.fields = [n for n, s in specs.items() if s.kind is not FieldKind.LINK]
        self._results = list(results)
        self.rows: list[Cells] = []
        self.read_only = False
        self._problems: dict[tuple[int, str], tuple[str, str]] = {}
        self._shown: list[Sequence[tuple[str, str]]] = []
        self._labels: dict[str, dict[str, str]] = {}

    # -- lines ----------------------------------------------------------------------------------

    def blank(self) -> Cells:
        """Return a new row as the line class makes it."""
        made = self._line_class()
        return {"id": None, **{name: getattr(made, name) for name in self._specs}}

    def set_lines(self, lines: Sequence[Any]) -> None:
        """Show other lines; nothing counts as typed."""
        self.beginResetModel()
        self.rows = [
            {"id": line.id, **{name: getattr(line, name) for name in self._specs}} for line in lines
        ]
        self._problems.clear()
        self._shown = []
        self.endResetModel()

    def lines(self) -> tuple[Any, ...]:
        """Return the rows as lines, those begun and left empty without; unreadable is None."""
        return tuple(
            self._line_class(id=row["id"], **{n: self._readable(n, row[n]) for n in self._specs})
            for row in self.filled()
        )

    def filled(self) -> list[Cells]:
        """Return the rows that count."""
        return [row for row in self.rows if row["id"] is not None or not self._is_blank(row)]

    def _is_blank(self, row: Cells) -> bool:
        skipped = {FieldKind.CHOICE, FieldKind.CHECK}
        return all(row[n] in (None, "") for n, s in self._specs.items() if s.kind not in skipped)

    def _readable(self, name: str, value: Any) -> Any:
        is_number = self._specs[name].kind is FieldKind.INTEGER
        return None if is_number and isinstance(value, str) else value

    def unreadable(self) -> list[tuple[int, str]]:
        """Return row and field of each number that cannot be read."""
        return [
            (place, name)
            for place, row in enumerate(self.rows)
            for name, spec in self._specs.items()
            if spec.kind is FieldKind.INTEGER and isinstance(row[name], str)
        ]

    def set_labels(self, name: str, labels: dict[str, str]) -> None:
        """Name the codes of an option field."""
        self._labels[name] = labels
        self._redraw()

    def choices(self, column: int) -> list[tuple[str, str]]:
        """Return (code, label) of what may be chosen in a column; none where it is typed."""
        name = self.fields[column]
        spec = self._specs[name]
        if spec.choices is not None:
            return [(str(member), member.label) for member in spec.choices]
        return list(self._labels.get(name, {}).items()) if spec.kind is FieldKind.OPTION else []

    # -- rows come and go -----------------------------------------------------------------------

    def add_row(self) -> int:
        """Add an empty row and return its place."""
        place = len(self.rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows.append(self.blank())
        self.endInsertRows()
        return place

    def remove_row(self, place: int) -> None:
        """Take a row out; its problems go with it."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.rows[place]
        self._problems.clear()
        self.endRemoveRows()
        self.typed.emit()

    def set_texts(self, place: int, column: int, texts: Sequence[str]) -> None:
        """Type texts into a row from a column on, as pasted; locked cells stay as they are."""
        for offset, cell in enumerate(texts):
            if column + offset < len(self.fields):
                self._type(place, self.fields[column + offset], cell)

    def _type(self, place: int, name: str, typed: str) -> bool:
        row, spec = self.rows[place], self._specs[name]
        if self.read_only or self._locked(row, name):
            return False
        row[name] = self._parsed(spec, name, clean(typed), row[name])
        self._problems.pop((place, name), None)
        return True

    def _parsed(self, spec: FieldSpec, name: str, typed: str, present: Any) -> Any:
        if spec.kind is FieldKind.INTEGER:
            found = parse_number(typed)
            return None if not typed else typed if found is None else found
        if spec.choices is not None or spec.kind is FieldKind.OPTION:
            offered = self.choices(self.fields.index(name))
            code = next((c for c, label in offered if fold(typed) in {fold(label), fold(c)}), None)
            if code is None:
                return present
            return spec.choices(code) if spec.choices is not None else code
        return " ".join(typed.split())

    # -- problems and results -------------------------------------------------------------------

    def set_problem(self, place: int, name: str, text: str, tone: str) -> None:
        """Mark a cell."""
        self._problems[place, name] = (text, tone)
        self._redraw()

    def clear_problems(self) -> None:
        """Take every mark away."""
        self._problems.clear()
        self._redraw()

    def problem_lines(self) -> list[str]:
        """Return each problem with the number of its row, in order."""
        return [
            f"Dòng {place + 1}: {text}" for (place, _), (text, _) in sorted(self._problems.items())
        ]

    def show_results(self, results: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Show text and tone of the result columns, a sequence a row."""
        self._shown = list(results)
        self._redraw()

    def _redraw(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- what Qt asks ---------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.fields) + len(self._results)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if role != _ROLE.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        if section >= len(self.fields):
            return self._results[section - len(self.fields)].title
        spec = self._specs[self.fields[section]]
        return spec.label + (" *" if spec.required else "")

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _FLAG.NoItemFlags
        flags = _FLAG.ItemIsEnabled | _FLAG.ItemIsSelectable
        return flags | _FLAG.ItemIsEditable if self.is_typed(index) else flags

    def is_typed(self, index: Index) -> bool:
        """Whether a cell takes what is typed."""
        if self.read_only or not index.isValid() or index.column() >= len(self.fields):
            return False
        return not self._locked(self.rows[index.row()], self.fields[index.column()])

    @override
    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if index.column() >= len(self.fields):
            return self._result(index, role)
        name = self.fields[index.column()]
        if role in {_ROLE.DisplayRole, _ROLE.EditRole}:
            return self._text(name, self.rows[index.row()][name], role)
        told, tone = self._problems.get((index.row(), name), ("", ""))
        if role == TONE_ROLE:
            return tone
        if role == _ROLE.ToolTipRole and not told:
            # A cell too narrow for its text says it whole under the mouse.
            told = self._text(name, self.rows[index.row()][name], _ROLE.DisplayRole)
        if role in {_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole}:
            return told or None
        return self._alignment(name) if role == _ROLE.TextAlignmentRole else None

    def _alignment(self, name: str) -> Qt.AlignmentFlag:
        is_number = self._specs[name].kind is FieldKind.INTEGER
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | _MIDDLE

    def _text(self, name: str, value: Any, role: int) -> str:
        if value is None:
            return ""
        if hasattr(value, "label"):
            return str(value) if role == _ROLE.EditRole else str(value.label)
        if isinstance(value, int):
            return thousands(value)
        if role == _ROLE.DisplayRole and name in self._labels:
            return self._labels[name].get(value, str(value))
        return str(value)

    def _result(self, index: Index, role: int) -> Any:
        if index.row() >= len(self._shown):
            return None
        text, tone = self._shown[index.row()][index.column() - len(self.fields)]
        if role == _ROLE.DisplayRole:
            return text
        if role == TONE_ROLE:
            return tone
        is_aligned = role == _ROLE.TextAlignmentRole
        return Qt.AlignmentFlag.AlignRight | _MIDDLE if is_aligned else None

    @override
    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        before = dict(self.rows[index.row()])
        if role != _ROLE.EditRole or not self._type(
            index.row(), self.fields[index.column()], str(value)
        ):
            return False
        self.dataChanged.emit(index, index)
        if self.rows[index.row()] != before:
            self.typed.emit()
        return True

    # -- the crash journal ----------------------------------------------------------------------

    def state(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON."""
        return [{name: _plain(value) for name, value in row.items()} for row in self.rows]

    def restore(self, state: Sequence[dict[str, Any]]) -> None:
        """Show rows kept by the crash journal."""
        self.beginResetModel()
        self.rows = [self._kept(kept) for kept in state]
        self._problems.clear()
        self.endResetModel()

    def _kept(self, kept: dict[str, Any]) -> Cells:
        row = self.blank()
        for name, value in kept.items():
            spec = self._specs.get(name)
            if name == "id" or (spec is not None and spec.kind is FieldKind.LINK):
                row[name] = UUID(value) if value else None
            elif spec is not None and spec.choices is not None:
                row[name] = spec.choices(value) if value else None
            elif spec is not None:
                row[name] = value
        return row


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) or hasattr(value, "label") else value
