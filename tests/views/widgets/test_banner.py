"""A message beside the work: what it says, and what can be done about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.errors import StorageError
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner


@pytest.fixture
def banner(qtbot, dressed) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    return made


def press(qtbot, banner: Banner, name: str) -> None:
    button = banner.findChild(QPushButton, name) or banner.findChild(QToolButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_there_is_nothing_to_see_at_first(banner: Banner) -> None:
    assert banner.isHidden()
    assert banner.text == ""


@pytest.mark.parametrize("tone", list(Tone))
def test_a_message_is_shown_in_its_tone(banner: Banner, tone: Tone) -> None:
    banner.show_message(tone, "Đã lưu.")
    assert banner.text == "Đã lưu."
    assert banner.property("banner") == tone
    assert not banner.grab().isNull()


def test_an_action_hides_the_message_and_may_say_something_new(qtbot, banner: Banner) -> None:
    banner.show_message(
        Tone.WARNING,
        "Có nội dung chưa lưu.",
        [("Khôi phục", lambda: banner.show_message(Tone.SUCCESS, "Đã khôi phục.")), ("Bỏ", int)],
    )
    press(qtbot, banner, "banner_action_1")
    assert banner.text == "Đã khôi phục."


def test_the_actions_of_the_message_before_are_gone(qtbot, banner: Banner) -> None:
    banner.show_message(Tone.INFO, "Một", [("Làm", int)])
    banner.show_message(Tone.INFO, "Hai")
    assert [b for b in banner.findChildren(QPushButton) if b.isVisibleTo(banner)] == []


def test_a_message_can_be_closed_unless_it_needs_an_answer(qtbot, banner: Banner) -> None:
    banner.show_message(Tone.INFO, "Đóng được")
    press(qtbot, banner, "banner_close")
    assert banner.isHidden()
    banner.show_message(Tone.INFO, "Phải trả lời", [("Rồi", int)], can_close=False)
    assert banner.findChild(QToolButton, "banner_close").isHidden()


def test_a_refusal_says_what_happened_and_what_to_do(banner: Banner) -> None:
    banner.show_refusal(StorageError(StorageError.Code.DISK_FULL))
    assert "Đĩa đã đầy" in banner.text
    assert "giải phóng" in banner.text
    banner.clear()
    assert banner.text == ""
