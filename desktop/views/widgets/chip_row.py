"""States of a list as chips with counts; a click shows one state, a second click all again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.vietnamese.numbers import thousands
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.named import named


class ChipRow(QWidget):
    """One chip for each choice of a filter; a choice no row has is not shown.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, choices: Sequence[str], tones: Sequence[str]) -> None:
        super().__init__()
        named(self, name, says=label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._labels = tuple(choices)
        self._chips: list[QPushButton] = []
        layout = FlowLayout(self)
        for number, choice in enumerate(choices):
            tone = tones[number] if number < len(tones) else "neutral"
            chip = named(QPushButton(choice), f"{name}_{number}", chip=str(tone))
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked, n=number: self._clicked(n))
            layout.addWidget(chip)
            self._chips.append(chip)

    @property
    def chosen(self) -> int:
        """The place of the choice made, -1 for all."""
        return next((n for n, chip in enumerate(self._chips) if chip.isChecked()), -1)

    def choose(self, number: int) -> None:
        """Make a choice, -1 for all, without saying so."""
        for place, chip in enumerate(self._chips):
            chip.setChecked(place == number)
            chip.setVisible(chip.isChecked() or bool(chip.property("count")))

    def set_counts(self, counts: Sequence[int]) -> None:
        """Show how many rows each choice has."""
        for chip, label, count in zip(self._chips, self._labels, counts, strict=True):
            chip.setText(f"{label}  {thousands(count)}")
            chip.setToolTip(f"Chỉ xem «{label}»")
            chip.setProperty("count", count)
            chip.setVisible(bool(count) or chip.isChecked())

    def _clicked(self, number: int) -> None:
        self.choose(number if self._chips[number].isChecked() else -1)
        self.changed.emit()
