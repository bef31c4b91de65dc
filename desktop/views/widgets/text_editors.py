"""Editors of what is simply typed or ticked: text, long text, whole numbers, yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from desktop.overrides import override
from desktop.services.fields import FieldSpec, clean
from desktop.vietnamese.numbers import parse_number, thousands
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.named import restyle

_YEARS_FROM, _YEARS_TO = 1900, 2100


class TextEditor(Editor):
    """One line of text, composed (NFC) on the way out."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line = QLineEdit()
        self._line.setPlaceholderText(spec.hint)
        self._install(self._line)
        self._line.textEdited.connect(self.changed)

    @override
    def value(self) -> Any:
        return clean(self._line.text())

    @override
    def set_value(self, value: Any) -> None:
        self._line.setText(value or "")
        # A long value is read from its beginning.
        self._line.setCursorPosition(0)

    @override
    def state(self) -> str:
        return self._line.text()

    @override
    def restore(self, state: Any) -> None:
        self._line.setText(str(state or ""))

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)


class LongTextEditor(Editor):
    """Several lines of text; Tab leaves the field."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(spec.hint)
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(96)
        self._text.setMaximumHeight(220)
        self._install(self._text)
        self._loading = False
        self._text.textChanged.connect(self._edited)

    def _edited(self) -> None:
        if not self._loading:
            self.changed.emit()

    @override
    def value(self) -> str:
        return clean(self._text.toPlainText())

    @override
    def set_value(self, value: Any) -> None:
        self._loading = True
        self._text.setPlainText(value or "")
        self._loading = False

    @override
    def state(self) -> str:
        return self._text.toPlainText()

    @override
    def restore(self, state: Any) -> None:
        self.set_value(str(state or ""))

    @override
    def set_read_only(self, read_only: bool) -> None:
        # Unlike a line's, the stylesheet sees the property only when it is polished again.
        restyle(self._text, readOnly=read_only)


class IntegerEditor(TextEditor):
    """A whole number typed with or without points between thousands."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line.setMaximumWidth(160)
        self._line.editingFinished.connect(self._tidy)

    @override
    def value(self) -> int | None:
        return parse_number(self._line.text()) if self._line.text().strip() else None

    @override
    def set_value(self, value: Any) -> None:
        self._line.setText("" if value is None else self._written(value))

    @override
    def own_problem(self) -> str:
        unreadable = bool(self._line.text().strip()) and self.value() is None
        return f"{self.spec.label} phải là số nguyên." if unreadable else ""

    def _written(self, value: int) -> str:
        # A year reads 2023, not 2.023.
        low, high = self.spec.minimum or 0, self.spec.maximum or 0
        is_year = low >= _YEARS_FROM or high == _YEARS_TO
        return str(value) if is_year or self.spec.is_ordinal else thousands(value)

    def _tidy(self) -> None:
        found = self.value()
        if found is not None:
            self._line.setText(self._written(found))


class CheckEditor(Editor):
    """Yes or no; its label stands beside the box."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._box = QCheckBox(spec.label)
        self._install(self._box)
        self._box.clicked.connect(lambda _checked: self.changed.emit())

    @override
    def value(self) -> bool:
        return self._box.isChecked()

    @override
    def set_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    @override
    def state(self) -> bool:
        return self._box.isChecked()

    @override
    def restore(self, state: Any) -> None:
        self._box.setChecked(bool(state))
