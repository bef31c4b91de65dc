"""The editor of a date: typed as people type it, or chosen in a calendar."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from desktop.overrides import override
from desktop.services.fields import FieldSpec
from desktop.vietnamese.dates import parse_date, short_date
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.icons import icon_for

_SHORT_YEAR = re.compile(r".*\D\d{2}", re.DOTALL)
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


class DateEditor(Editor):
    """A date typed as 5/1/2023, 5.1.2023 or 05012023, or chosen in a calendar; may be empty."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._line = QLineEdit()
        self._line.setPlaceholderText("ngày/tháng/năm")
        self._line.setMaximumWidth(190)
        # Room for 20/11/2023 and the calendar's icon.
        self._line.setMinimumWidth(118)
        self._install(self._line)
        self._calendar_action = QAction("Chọn ngày (Alt+↓)", self)
        self._calendar_action.setIcon(icon_for(self, "calendar", "muted"))
        self._line.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self._line.installEventFilter(self)
        self._calendar_action.triggered.connect(self._open_calendar)
        self._line.textEdited.connect(self.changed)
        self._line.editingFinished.connect(self._tidy)

    @override
    def value(self) -> date | None:
        typed = self._line.text().strip()
        if digits := _EIGHT_DIGITS.fullmatch(typed):
            typed = "/".join(digits.groups())
        return parse_date(typed)

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
        typed = self._line.text().strip()
        if not typed or self.value() is not None:
            return ""
        year = ", năm đủ bốn chữ số" if _SHORT_YEAR.fullmatch(typed) else ""
        return f"{self.spec.label} phải viết ngày/tháng/năm{year}."

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._calendar_action.setEnabled(not read_only)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self._calendar_action.trigger()
            return True
        return super().eventFilter(watched, event)

    def _tidy(self) -> None:
        if found := self.value():
            self._line.setText(short_date(found))

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setObjectName("calendar")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
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
        calendar.setFocus()
