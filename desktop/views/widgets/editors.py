"""One editor per kind of field, with the same words: value, set_value, changed, show_problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from desktop.overrides import override
from desktop.services.fields import FieldKind, FieldSpec, clean
from desktop.vietnamese.dates import parse_date, short_date
from desktop.vietnamese.numbers import parse_number, thousands
from desktop.vietnamese.text import fold
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

# Long enough that a fast typist asks once a word, short enough to feel immediate.
_LOOKUP_DELAY_MS = 150


class Editor(QWidget):
    """An editor with the problem of its field below it.

    Signals:
        changed: the user changed the value.
    """

    changed = Signal()

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.setObjectName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._problem = named(QLabel(), f"{name}_problem")
        self._problem.setWordWrap(True)
        self._problem.hide()

    def _install(self, field: QWidget) -> None:
        """Take the widget that is typed into."""
        self.field = field
        field.setObjectName(f"{self.objectName()}_field")
        field.setAccessibleName(self.spec.label)
        if self.spec.hint:
            field.setToolTip(self.spec.hint)
        self._layout.addWidget(field)
        self._layout.addWidget(self._problem)
        self.setFocusProxy(field)

    def value(self) -> Any:
        """Return the value as the draft holds it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without saying that it changed."""
        raise NotImplementedError

    def state(self) -> Any:
        """Return what is typed, valid or not, as plain JSON."""
        raise NotImplementedError

    def restore(self, state: Any) -> None:
        """Show what was typed before a crash."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """Return what is wrong with the typed text itself, "" when it can be read."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only."""
        self.field.setEnabled(not read_only)

    def show_problem(self, text: str, tone: str = "danger") -> None:
        """Show a problem below the field; "" takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        for widget in (self._problem, self.field):
            widget.setProperty("problem", tone if text else "")
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        description = text or self.spec.hint
        self.field.setAccessibleDescription(description)


class TextEditor(Editor):
    """One line of text, composed (NFC) on the way out."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line = QLineEdit()
        self._line.setPlaceholderText(spec.hint)
        self._install(self._line)
        self._line.textEdited.connect(self.changed)

    @override
    def value(self) -> str:
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
        self._text.setReadOnly(read_only)


class IntegerEditor(TextEditor):
    """A whole number typed with or without points between thousands."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line.setMaximumWidth(160)

    @override
    def value(self) -> Any:
        return parse_number(self._line.text()) if self._line.text().strip() else None

    @override
    def set_value(self, value: Any) -> None:
        # A year reads 2023, not 2.023.
        is_year = (self.spec.minimum or 0) >= 1900 or (self.spec.maximum or 0) == 2100
        self._line.setText("" if value is None else str(value) if is_year else thousands(value))

    @override
    def own_problem(self) -> str:
        unreadable = bool(self._line.text().strip()) and self.value() is None
        return f"{self.spec.label} phải là số nguyên." if unreadable else ""


class DateEditor(Editor):
    """A date typed the way people type it (5/1/2023), or chosen in a calendar; may be empty."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line = QLineEdit()
        self._line.setPlaceholderText("ngày/tháng/năm")
        self._line.setMaximumWidth(190)
        # Room for 20/11/2023 and the calendar's icon.
        self._line.setMinimumWidth(118)
        self._install(self._line)
        self._calendar_action = QAction("Chọn ngày", self)
        self._calendar_action.setIcon(icon_for(self, "calendar", "muted"))
        self._line.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self._calendar_action.triggered.connect(self._open_calendar)
        self._line.textEdited.connect(self.changed)
        self._line.editingFinished.connect(self._tidy)

    @override
    def value(self) -> date | None:
        return parse_date(self._line.text())

    @override
    def set_value(self, value: Any) -> None:
        self._line.setText(short_date(value) if value else "")

    @override
    def state(self) -> str:
        return self._line.text()

    @override
    def restore(self, state: Any) -> None:
        self._line.setText(str(state or ""))

    @override
    def own_problem(self) -> str:
        unreadable = bool(self._line.text().strip()) and self.value() is None
        return f"{self.spec.label} phải viết ngày/tháng/năm." if unreadable else ""

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._calendar_action.setEnabled(not read_only)

    def _tidy(self) -> None:
        if found := self.value():
            self._line.setText(short_date(found))

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if found := self.value():
            calendar.setSelectedDate(QDate(found.year, found.month, found.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def choose(chosen: QDate) -> None:
            self._line.setText(short_date(cast("date", chosen.toPython())))
            menu.close()
            self.changed.emit()

        calendar.activated.connect(choose)
        calendar.clicked.connect(choose)
        menu.popup(self._line.mapToGlobal(QPoint(0, self._line.height())))


class ChoiceEditor(Editor):
    """One of a closed list, or of the options the page supplies."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._box = QComboBox()
        self._box.setMaxVisibleItems(20)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(16)
        # The wheel scrolls the form, not the value under the pointer.
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.installEventFilter(self)
        self._install(self._box)
        if spec.choices is not None:
            if not spec.required:
                self._box.addItem("", "")
            for member in spec.choices:
                self._box.addItem(member.label, str(member))
        else:
            self._box.addItem("", "")
        self._box.activated.connect(lambda _index: self.changed.emit())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and not self._box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer (code, label) pairs, keeping the present value."""
        code = self.state()
        self._box.clear()
        self._box.addItem("", "")
        for option, label in options:
            self._box.addItem(label, option)
        self.restore(code)

    def choose_by_label(self, label: str) -> None:
        """Choose what is called so, as pasted from a spreadsheet, if it is offered."""
        wanted = fold(label)
        for index in range(self._box.count()):
            if fold(self._box.itemText(index)) == wanted:
                self._box.setCurrentIndex(index)

    @override
    def value(self) -> Any:
        code = self.state()
        if self.spec.choices is None:
            return code
        return self.spec.choices(code) if code else None

    @override
    def set_value(self, value: Any) -> None:
        self.restore(str(value) if value is not None else "")

    @override
    def state(self) -> str:
        return str(self._box.currentData() or "")

    @override
    def restore(self, state: Any) -> None:
        index = self._box.findData(str(state or ""))
        if index < 0 and state:
            # A code no longer offered is still shown, never silently replaced.
            self._box.addItem(str(state), str(state))
            index = self._box.count() - 1
        self._box.setCurrentIndex(max(index, 0))


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


@dataclass(frozen=True, slots=True)
class Found:
    """One record offered while typing."""

    id: UUID
    title: str
    subtitle: str = ""

    @property
    def line(self) -> str:
        """How it stands in the list."""
        return f"{self.title} · {self.subtitle}" if self.subtitle else self.title


class ReferenceEditor(Editor):
    """Another record, found while typing without marks.

    Signals:
        lookup_requested: subject and typed text; the page answers with ``show_matches``.
    """

    lookup_requested = Signal(str, str)

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._id: UUID | None = None
        self._title = ""
        self._found: dict[str, Found] = {}
        self._line = QLineEdit()
        self._line.setPlaceholderText(spec.hint or "Gõ vài chữ để tìm")
        self._line.setClearButtonEnabled(True)
        self._install(self._line)
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        # The page has already chosen what fits; Qt must not filter it again with marks.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.popup().setObjectName("completions")
        completer.activated[str].connect(self._choose)
        self._completer = completer
        self._timer = QTimer(self, interval=_LOOKUP_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self._leave)

    @override
    def value(self) -> UUID | None:
        return self._id

    @override
    def set_value(self, value: Any) -> None:
        self._id = value
        self._title = "" if value is None else self._title
        self._line.setText(self._title)

    def set_display(self, record_id: UUID | None, title: str) -> None:
        """Show a record by its title."""
        self._id, self._title = record_id, title if record_id else ""
        self._line.setText(self._title)
        self._line.setCursorPosition(0)

    @override
    def state(self) -> Any:
        return {"id": str(self._id) if self._id else None, "title": self._line.text()}

    @override
    def restore(self, state: Any) -> None:
        known = state if isinstance(state, dict) else {}
        found = known.get("id")
        self.set_display(UUID(found) if found else None, str(known.get("title") or ""))

    @override
    def own_problem(self) -> str:
        if self._line.text().strip() and self._id is None:
            return f"{self.spec.label}: hãy chọn một dòng trong danh sách gợi ý."
        return ""

    def show_matches(self, found: Sequence[Found]) -> None:
        """Offer what the page found."""
        self._found = {f.line: f for f in found}
        self._offers.setStringList(list(self._found))
        if self._line.hasFocus() and found:
            self._line.setCompleter(self._completer)
            self._completer.complete()

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    def _typed(self, text: str) -> None:
        self._id = None
        self._title = ""
        self.changed.emit()
        if text.strip():
            self._timer.start()

    def _ask(self) -> None:
        self.lookup_requested.emit(self.spec.refers_to, self._line.text())

    def _choose(self, line: str) -> None:
        found = self._found.get(line)
        if found is not None:
            # The completer writes its own text after this signal; ours must come last.
            QTimer.singleShot(0, self, lambda: self.set_display(found.id, found.title))
            self._id, self._title = found.id, found.title
            self.changed.emit()

    def _leave(self) -> None:
        """Take the only match when the officer typed on without choosing."""
        if self._id is None and self._line.text().strip() and len(self._found) == 1:
            (only,) = self._found.values()
            self.set_display(only.id, only.title)
            self.changed.emit()


def make_editor(name: str, spec: FieldSpec) -> Editor:
    """Return the editor for a declared field; LINES has its own in ``lines_editor.py``."""
    kinds: dict[FieldKind, type[Editor]] = {
        FieldKind.TEXT: TextEditor,
        FieldKind.LONG_TEXT: LongTextEditor,
        FieldKind.INTEGER: IntegerEditor,
        FieldKind.DATE: DateEditor,
        FieldKind.CHOICE: ChoiceEditor,
        FieldKind.OPTION: ChoiceEditor,
        FieldKind.CHECK: CheckEditor,
        FieldKind.REFERENCE: ReferenceEditor,
    }
    return kinds[spec.kind](name, spec)
