"""A printer is measured: the page goes out, six readings come in, what they mean is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.certificate_calibrations import READING_LABELS, Paper
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.printing import presses
from desktop.views.printing.calibration_dialog import CalibrationDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.services.printing_offices import PrintingOffice
from tests.views.hands import Hands
from tests.views.printing.conftest import FakePress

A4 = Paper(297, 210)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    made = FakePress()
    monkeypatch.setattr(presses, "press_for", lambda *_a: made)
    return made


@pytest.fixture
def hands(qtbot: QtBot, office: PrintingOffice, runner: JobRunner, press: FakePress) -> Hands:
    bench = Bench(office.desk, runner, Changes())
    dialog = CalibrationDialog(bench, "hp", "", A4, None, None)
    qtbot.addWidget(dialog)
    dialog.open()
    made = Hands(dialog, office.desk, runner, qtbot)
    made.idle()
    return made


def read(hands: Hands, **readings: float) -> None:
    for name, value in readings.items():
        hands.find(QDoubleSpinBox, name).setValue(value)
    hands.idle()


def test_readings_are_judged_as_they_are_typed_and_kept(hands: Hands) -> None:
    read(hands, a_left=17.0, c_left=17.0, a_top=14.0, b_top=14.0)
    assert "sang phải -2,00 mm, xuống dưới 1,00 mm" in hands.text("calibration_means")
    hands.click("save_calibration")
    found = hands.desk.calibrations.find("hp", "", A4)
    assert found is not None
    assert found.calibration.right == pytest.approx(-2, abs=0.01)
    assert not hands.page.isVisible()


def test_what_cannot_be_is_said_beside_its_field(hands: Hands) -> None:
    read(hands, a_to_b=100.0)
    assert hands.find(QDoubleSpinBox, "a_to_b").property("problem") == "danger"
    assert "Dấu A đến dấu B" in hands.text("calibration_means")
    assert hands.why_not("save_calibration")
    read(hands, a_to_b=267.0)
    assert hands.find(QDoubleSpinBox, "a_to_b").property("problem") == ""
    assert not hands.why_not("save_calibration")


def test_the_grid_goes_to_the_printer_and_to_a_file(
    hands: Hands, press: FakePress, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "grid.pdf")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    hands.click("print_grid")
    hands.click("write_grid")
    assert press.sent == ["Trang căn chỉnh máy in"]
    assert (tmp_path / "grid.pdf").read_bytes().startswith(b"%PDF")


def test_the_picture_shows_the_reading_being_typed(hands: Hands) -> None:
    picture = hands.find(QWidget, "measure_picture")
    hands.find(QDoubleSpinBox, "c_left").setFocus()
    assert picture.accessibleDescription() == "Dấu C cách mép trái"
    assert not picture.grab().isNull()


def typed(hands: Hands, name: str, text: str) -> None:
    field = hands.find(QDoubleSpinBox, name)
    field.setFocus()
    field.selectAll()
    hands.qtbot.keyClicks(field, text)
    hands.qtbot.keyClick(field, Qt.Key.Key_Tab)
    hands.idle()


def test_a_point_from_the_number_pad_is_a_comma(hands: Hands) -> None:
    for text in ("15.5", "15,5"):
        typed(hands, "a_left", text)
        assert hands.find(QDoubleSpinBox, "a_left").value() == 15.5


def test_readings_are_not_called_wrong_before_all_of_them_are_typed(hands: Hands) -> None:
    hands.page.activateWindow()
    names = list(READING_LABELS)
    typed(hands, names[0], "17")
    assert "còn 5 ô chưa ghi" in hands.text("calibration_means")
    assert hands.find(QLabel, "calibration_means").property("problem") == ""
    assert hands.why_not("save_calibration")
    for name in names[1:]:
        hands.find(QDoubleSpinBox, name).editingFinished.emit()
    hands.idle()
    assert "không khớp nhau" in hands.text("calibration_means")
    assert hands.find(QLabel, "calibration_means").property("problem") == "danger"
