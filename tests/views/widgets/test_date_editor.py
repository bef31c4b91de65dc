"""Dates as people type them, and the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.date_editor import DateEditor

# What the offscreen platform says of every window that pops up.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


@pytest.fixture
def day(qtbot) -> DateEditor:
    made = DateEditor("signed_on", FieldSpec("Ngày ký", FieldKind.DATE))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def line(day: DateEditor) -> QLineEdit:
    return day.findChild(QLineEdit)


@pytest.mark.parametrize(
    "typed", ["5/1/2023", "05/01/2023", "5-1-2023", "5.1.2023", "05012023", "2023-01-05"]
)
def test_a_date_is_read_day_first_and_tidied_on_leaving(qtbot, day, line, type_text, typed) -> None:
    with qtbot.waitSignal(day.changed):
        type_text(line, typed)
    assert day.value() == date(2023, 1, 5)
    assert day.own_problem() == ""
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "05/01/2023"


@pytest.mark.parametrize("typed", ["31/2/2023", "5/13/2023", "5/1/23", "mai", "2023"])
def test_what_is_no_date_is_said_and_kept_on_screen(qtbot, day, line, type_text, typed) -> None:
    type_text(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert day.value() is None
    assert "Ngày ký" in day.own_problem()
    assert day.state() == typed


def test_it_may_be_empty(day, line) -> None:
    day.set_value(date(2023, 11, 20))
    assert line.text() == "20/11/2023"
    day.set_value(None)
    assert day.value() is None
    assert day.own_problem() == ""


def test_a_half_typed_date_survives_a_crash(day, line) -> None:
    day.restore("5/1/")
    assert line.text() == "5/1/"
    day.restore(None)
    assert line.text() == ""


def test_the_calendar_opens_from_the_keyboard_at_the_date_typed(
    qtbot, day, line, type_text
) -> None:
    type_text(line, "5/1/2023")
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2023, 1, 5)
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    with qtbot.waitSignal(day.changed):
        calendar.clicked.emit(QDate(2023, 1, 9))
    assert day.value() == date(2023, 1, 9)
    assert line.text() == "09/01/2023"


def test_a_date_to_read_has_no_calendar(qtbot, day, line) -> None:
    day.set_read_only(True)
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert day.findChild(QCalendarWidget) is None
    assert line.isReadOnly()
