"""The rail: every page within reach of mouse and keyboard, and what waits is counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.views.widgets.rail import Rail, RailItem

_ITEMS = [
    RailItem("home", "Trang chủ", "home"),
    RailItem("people", "Cá nhân", "person"),
    RailItem("inbox", "Hộp đến", "inbox"),
]


@pytest.fixture
def window(qtbot, dressed) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.addWidget(Rail(_ITEMS, title="UBND xã Đông An", subtitle="Nguyễn Thị Mơ"))
    layout.addWidget(QWidget(), 1)
    made.resize(1366, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def rail(window: QWidget) -> Rail:
    return window.findChild(Rail)


def entry(rail: Rail, subject: str) -> QAbstractButton:
    return rail.findChild(QAbstractButton, f"rail_{subject}")


def test_a_click_chooses_a_page(qtbot, rail: Rail) -> None:
    with qtbot.waitSignal(rail.chosen) as heard:
        qtbot.mouseClick(entry(rail, "people"), Qt.MouseButton.LeftButton)
    assert heard.args == ["people"]
    assert entry(rail, "people").isChecked()


def test_control_and_a_digit_choose_a_page(qtbot, window: QWidget, rail: Rail) -> None:
    window.activateWindow()
    with qtbot.waitSignal(rail.chosen) as heard:
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["inbox"]


def test_marking_the_page_shown_does_not_choose_it(qtbot, rail: Rail) -> None:
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_current("people")
        rail.set_current("no such page")
    assert entry(rail, "people").isChecked()


def test_what_waits_is_counted_for_eye_and_ear(rail: Rail) -> None:
    before = entry(rail, "inbox").grab().toImage()
    rail.set_badge("inbox", 3)
    assert entry(rail, "inbox").accessibleName() == "Hộp đến, 3 mục đang chờ"
    assert entry(rail, "inbox").grab().toImage() != before
    rail.set_badge("inbox", 0)
    rail.set_badge("no such page", 5)
    assert entry(rail, "inbox").accessibleName() == "Hộp đến"


def test_a_narrow_window_keeps_the_icons_only(qtbot, window: QWidget, rail: Rail) -> None:
    wide = rail.width()
    window.resize(QSize(1024, 700))
    qtbot.waitUntil(lambda: rail.is_folded)
    assert rail.width() < wide
    assert entry(rail, "people").toolTip() == "Cá nhân (Ctrl+2)"
    assert not rail.findChild(QLabel, "rail_title").isVisible()
    window.resize(QSize(1366, 700))
    qtbot.waitUntil(lambda: not rail.is_folded)


def test_the_user_may_fold_it_in_a_wide_window(qtbot, window: QWidget, rail: Rail) -> None:
    qtbot.mouseClick(rail.findChild(QToolButton, "rail_fold"), Qt.MouseButton.LeftButton)
    assert rail.is_folded
    window.resize(QSize(1300, 700))
    assert rail.is_folded


def test_every_entry_says_its_name(rail: Rail) -> None:
    assert [entry(rail, i.subject).accessibleName() for i in _ITEMS] == [i.title for i in _ITEMS]
