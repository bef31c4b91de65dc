"""Ctrl+K: a few letters without marks find what to do and what to open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from desktop.views.widgets.palette import CommandPalette, PaletteEntry


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(qtbot, dressed, done: list[str]) -> Iterator[CommandPalette]:
    made = CommandPalette(
        [
            PaletteEntry("Đơn vị", "Mở trang", lambda: done.append("units")),
            PaletteEntry("Điển hình tiên tiến", "Mở trang", lambda: done.append("exemplars")),
            PaletteEntry("Giao diện sáng hoặc tối", "Ctrl+Shift+D", lambda: done.append("dark")),
        ]
    )
    # It deletes itself when closed, so that nothing is left for qtbot to close.
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if isValid(made):
        made.close()


def test_everything_is_offered_at_first(palette: CommandPalette) -> None:
    assert palette.titles() == ["Đơn vị", "Điển hình tiên tiến", "Giao diện sáng hoặc tối"]


@pytest.mark.parametrize("typed", ["don vi", "ĐƠN", "vi don", "đơn vị"])
def test_letters_without_marks_in_any_order_find_it(palette, type_text, typed: str) -> None:
    type_text(palette.line, typed)
    assert palette.titles() == ["Đơn vị"]


def test_the_second_line_is_found_too(palette, type_text) -> None:
    type_text(palette.line, "shift")
    assert palette.titles() == ["Giao diện sáng hoặc tối"]


def test_arrows_choose_and_enter_does_it(qtbot, palette, done) -> None:
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.accepted):
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["exemplars"]


def test_a_click_does_it(qtbot, palette, done) -> None:
    place = palette.list.visualRect(palette.list.model().index(2, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["dark"]


def test_enter_with_nothing_found_does_nothing(qtbot, palette, done, type_text) -> None:
    type_text(palette.line, "không có")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()


def test_records_are_searched_and_added_below(qtbot, palette, type_text, done) -> None:
    with qtbot.waitSignal(palette.search_requested) as asked:
        type_text(palette.line, "d")
    assert asked.args == ["d"]
    record = PaletteEntry("Đặng Thị Ơn", "Cá nhân", lambda: done.append("record"))
    palette.show_found("d", [record])
    assert palette.titles()[-1] == "Đặng Thị Ơn"


def test_an_answer_that_comes_too_late_is_not_shown(palette, type_text) -> None:
    type_text(palette.line, "don")
    palette.show_found("d", [PaletteEntry("Đặng Thị Ơn", "Cá nhân", int)])
    assert palette.titles() == ["Đơn vị"]


def test_the_list_is_a_proper_model(palette, qtmodeltester) -> None:
    qtmodeltester.check(palette.list.model())


def test_a_long_list_can_be_drawn(palette) -> None:
    assert not palette.grab().isNull()
