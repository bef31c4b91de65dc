"""The designer with a layout on it, and an office to design for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QListWidget, QToolButton
from pytestqt.qtbot import QtBot

from desktop.documents.layout_file import load_layout
from desktop.services.certificate_layouts import Box, LayoutDraft
from desktop.services.certificate_layouts_samples import INVENTED
from desktop.views.layouts.designer import Designer
from tests.services.conftest import clock, commune_template, district_template
from tests.services.two_offices import appraised, at_stage, sent, stages

__all__ = [
    "appraised",
    "at_stage",
    "clock",
    "commune_template",
    "district_template",
    "sent",
    "stages",
]

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@dataclass
class Board:
    """A designer being worked on with mouse and keys."""

    designer: Designer
    qtbot: QtBot

    def box(self, box_id: str) -> Box:
        """Return a box as it is now."""
        found = self.designer.editing.layout.box(box_id)
        assert found is not None, box_id
        return found

    @property
    def selected(self) -> list[str]:
        return [box.id for box in self.designer.editing.selected]

    def at(self, x: float, y: float) -> QPoint:
        """Return the pixel of the viewport a place on the page is shown at."""
        return self.designer.canvas.mapFromScene(QPointF(x, y))

    def middle(self, box_id: str) -> tuple[float, float]:
        box = self.box(box_id)
        return box.x + box.width / 2, box.y + box.height / 2

    def click(self, x: float, y: float, held: Qt.KeyboardModifier = _NONE) -> None:
        viewport = self.designer.canvas.viewport()
        self.qtbot.mouseClick(viewport, _LEFT, held, self.at(x, y))

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        held: Qt.KeyboardModifier = _NONE,
        *,
        let_go: bool = True,
    ) -> None:
        """Press, move in two steps, and let go."""
        viewport = self.designer.canvas.viewport()
        half = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        self.qtbot.mousePress(viewport, _LEFT, held, self.at(*start))
        self._move(half, held)
        self._move(end, held)
        if let_go:
            self.qtbot.mouseRelease(viewport, _LEFT, held, self.at(*end))

    def _move(self, place: tuple[float, float], held: Qt.KeyboardModifier) -> None:
        viewport = self.designer.canvas.viewport()
        point = QPointF(self.at(*place))
        where = viewport.mapToGlobal(point)
        event = QMouseEvent(QEvent.Type.MouseMove, point, where, _LEFT, _LEFT, held)
        QApplication.sendEvent(viewport, event)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        self.qtbot.keyClick(self.designer.canvas, key, held)

    def button(self, name: str) -> QToolButton:
        found = self.designer.tools.findChild(QToolButton, name)
        assert found is not None, name
        return found

    def problems(self) -> list[str]:
        lines = self.designer.problems.findChild(QListWidget, "problems")
        assert lines is not None
        return [lines.item(place).text() for place in range(lines.count())]


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Board]:
    """The boxes of the colour layout, at five pixels a millimetre, nothing clinging."""
    designer = Designer()
    qtbot.addWidget(designer)
    designer.resize(1900, 1300)
    designer.load(LayoutDraft(replace(load_layout("a4-plain"), ornaments=())))
    designer.show_texts(INVENTED)
    designer.show()
    qtbot.waitExposed(designer)
    designer.canvas.set_zoom(5 * 25.4 / 96)
    designer.canvas.centerOn(148.5, 105)
    designer.canvas.snaps = False
    yield Board(designer, qtbot)
    designer._resting.stop()
