"""The line of steps above the work: order, proof, trial, blanks, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from desktop.views.theme import GAP, Tone
from desktop.views.widgets.named import named, restyle

STEPS = ("Thứ tự", "Bản soát", "Thử giấy thường", "In phôi")
# Paddings and borders of a chip in style.qss, both sides.
_SIDES = 24


class StepLine(QWidget):
    """Four steps to press, Alt+1 to Alt+4.

    Signals:
        chosen: the step's number, from 0.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "steps")
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for number, title in enumerate(STEPS):
            if number:
                row.addWidget(QLabel("→"))
            row.addWidget(self._button(number, title))
        row.addStretch()
        self._buttons.idClicked.connect(self.chosen)

    def _button(self, number: int, title: str) -> QPushButton:
        button = named(QPushButton(f"{number + 1}  {title}"), f"step_{number + 1}")
        button.setProperty("chip", str(Tone.NEUTRAL))
        button.setCheckable(True)
        button.setShortcut(f"Alt+{number + 1}")
        button.setToolTip(f"Alt+{number + 1}")
        self._buttons.addButton(button, number)
        _give_room(button)
        return button

    def show_step(self, number: int) -> None:
        """Mark the step that is worked on."""
        self._buttons.button(number).setChecked(True)

    def show_tones(self, tones: Mapping[int, Tone], says: Mapping[int, str]) -> None:
        """Colour the steps by how far they have come; what each ``says`` is its tooltip."""
        for number, title in enumerate(STEPS):
            button = self._buttons.button(number)
            tone = tones.get(number, Tone.NEUTRAL)
            restyle(button, chip=str(tone))
            done = " ✓" if tone is Tone.SUCCESS else ""
            button.setText(f"{number + 1}  {title}{done}")
            _give_room(button)
            told = says.get(number, "")
            button.setAccessibleName(f"Bước {number + 1}: {title}. {told}")
            button.setToolTip(f"Alt+{number + 1}. {told}" if told else f"Alt+{number + 1}")


def _give_room(button: QAbstractButton) -> None:
    """Give a button the width of its text in bold, which the stylesheet asks for while checked."""
    bold = QFont(button.font())
    bold.setWeight(QFont.Weight.DemiBold)
    button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button.text()) + _SIDES)
