"""The installed PySide6 keeps its hands off Python's singletons."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel


def test_a_thousand_calls_leave_the_references_to_none_alone(qtbot) -> None:
    """6.12.0 on Python 3.11 drops one reference per call and aborts after some thousands."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) <= 50
