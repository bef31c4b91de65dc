"""A dossier's journey as a line of steps: done, where it is now, where it stopped, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.overrides import override
from desktop.views.outbox.words import Mark, Step
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.named import named

_HEIGHT, _RADIUS, _TOP = 46, 8.0, 14.0
_TONES = {
    Mark.DONE: Tone.SUCCESS,
    Mark.NOW: Tone.INFO,
    Mark.FAILED: Tone.DANGER,
    Mark.LATER: Tone.NEUTRAL,
}
_SAID = {Mark.DONE: "đã qua", Mark.NOW: "đang ở đây", Mark.FAILED: "dừng ở đây", Mark.LATER: "chưa"}


class JourneyLine(QWidget):
    """Paints the steps; a screen reader and the tooltip say them."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "journey")
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; nothing for none."""
        self._steps = tuple(steps)
        self.setVisible(bool(steps))
        said = "; ".join(f"{step.label}: {_SAID[step.mark]}" for step in steps)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        for place, step in enumerate(self._steps):
            middle = QPointF(width * (place + 0.5), _TOP)
            if place:
                self._paint_way(painter, middle, width, step.mark)
            self._paint_step(painter, middle, step)
            self._paint_label(painter, QRectF(width * place, _TOP + 11, width, 20), step)
        painter.end()

    def _paint_way(self, painter: QPainter, middle: QPointF, width: float, mark: Mark) -> None:
        ink = colors_of(self).border_strong if mark is Mark.LATER else self._ink(mark)
        painter.setPen(QPen(QColor(ink), 2))
        left = QPointF(middle.x() - width + _RADIUS, middle.y())
        painter.drawLine(left, QPointF(middle.x() - _RADIUS, middle.y()))

    def _paint_step(self, painter: QPainter, middle: QPointF, step: Step) -> None:
        colors, ink = colors_of(self), QColor(self._ink(step.mark))
        later = step.mark is Mark.LATER
        painter.setPen(QPen(QColor(colors.border_strong) if later else ink, 2))
        painter.setBrush(QColor(colors.surface) if later else ink)
        painter.drawEllipse(middle, _RADIUS, _RADIUS)
        painter.setPen(QPen(QColor(colors.surface), 2))
        x, y = middle.x(), middle.y()
        # Told apart by shape as well as by colour.
        if step.mark is Mark.DONE:
            painter.drawPolyline([QPointF(x - 4, y), QPointF(x - 1, y + 3), QPointF(x + 4, y - 3)])
        elif step.mark is Mark.FAILED:
            painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
            painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
        elif step.mark is Mark.NOW:
            painter.setBrush(QColor(colors.surface))
            painter.drawEllipse(middle, 2, 2)

    def _paint_label(self, painter: QPainter, place: QRectF, step: Step) -> None:
        colors = colors_of(self)
        font = self.font()
        font.setBold(step.mark in {Mark.NOW, Mark.FAILED})
        painter.setFont(font)
        painter.setPen(QColor(colors.muted if step.mark is Mark.LATER else self._ink(step.mark)))
        painter.drawText(
            place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, step.label
        )

    def _ink(self, mark: Mark) -> str:
        ink: QColor | str = colors_of(self).tone(_TONES[mark])[0]
        return ink if isinstance(ink, str) else ink.name()
