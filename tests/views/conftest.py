"""Typing as a person types, letters with marks included, and a window dressed as the program's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.jobs.runner import JobRunner
from desktop.views import theme

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Return what types a text key by key; qtbot.keyClicks aborts on letters with marks."""

    def type_into(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, _NO_MODIFIER, letter))

    return type_into


@pytest.fixture
def commit_text() -> Callable[[QWidget, str], None]:
    """Return what gives a text as an input method does: all at once, when the word is done."""

    def commit(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return commit


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    """Return a runner whose bugs fail the test."""
    bugs: list[BaseException] = []
    made = JobRunner(on_bug=lambda _kind, error, _trace: bugs.append(error))
    yield made
    made.shutdown()
    assert bugs == []


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dressed(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QApplication]:
    """Return the application dressed light, then dark; bare again afterwards."""
    palette, style, font = qapp.palette(), qapp.style().objectName(), qapp.font()
    theme.apply(qapp, request.param)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)
