"""Every page of both seats fits the smallest screen, 1366 × 768, with real records laid open.

The window grows with the widest page it ever held and never shrinks again, so each page is measured
both as it is made and with a record in it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views import theme
from desktop.views.main_window import MainWindow
from tests.services.conftest import clock, commune_template, district_template
from tests.services.two_offices import TwoOffices, at_stage, sent, stages

__all__ = ["at_stage", "clock", "commune_template", "district_template", "sent", "stages"]

_SCREEN = QSize(1366, 768)


@pytest.fixture
def as_shipped(qapp: QApplication) -> Iterator[QApplication]:
    """The program's own style and font, which widths depend on; bare again afterwards."""
    palette, style, font = qapp.palette(), qapp.style().objectName(), qapp.font()
    theme.apply(qapp, dark=False)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


def _too_large(window: MainWindow, desk: Desk, qtbot: QtBot, runner: JobRunner) -> dict[str, QSize]:
    """Return by page what the window would have to be, where that is more than the screen."""
    window.open_office(desk)
    workspace = window.workspace
    assert workspace is not None
    found: dict[str, QSize] = {}

    def measure(step: str) -> None:
        least = window.minimumSizeHint()
        if least.expandedTo(_SCREEN) != _SCREEN:
            found[step] = least

    for subject in workspace.subjects:
        page = workspace.page(subject)
        measure(f"{subject} made")
        workspace.show_page(subject)
        qtbot.waitUntil(lambda: not runner.busy)
        rows = page.panel.model.all_rows() if hasattr(page, "panel") else ()
        if rows and hasattr(page, "open_record"):
            page.open_record(rows[0].id)
            qtbot.waitUntil(lambda: not runner.busy)
        measure(f"{subject} open")
    return found


@pytest.mark.parametrize("seat", ["commune", "district"])
def test_no_page_makes_the_window_larger_than_the_smallest_screen(
    seat: str, sent: TwoOffices, qtbot: QtBot, runner: JobRunner, as_shipped: QApplication
) -> None:
    sent.receive()
    desk: Desk = getattr(sent, seat)
    window = MainWindow(desk.store.paths, sent.clock, runner)
    qtbot.addWidget(window)
    window.resize(_SCREEN)
    window.show()

    assert _too_large(window, desk, qtbot, runner) == {}
    assert window.size() == _SCREEN
