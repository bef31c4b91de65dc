"""How many dossiers there are in each state; a press narrows the list to one state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.law.lifecycle import DossierState
from desktop.views.appraisal.dossier_list import ORDER
from desktop.views.theme import GAP
from desktop.views.widgets.named import named


class StateChips(QWidget):
    """A row of buttons, one for each state there are dossiers in.

    Args:
        choose: narrows the list to a state, or lets all be shown again.
    """

    def __init__(self, choose: Callable[[DossierState], object]) -> None:
        super().__init__()
        self._choose = choose
        self._chips: dict[DossierState, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch()

    def count(self, counts: Mapping[DossierState, int]) -> None:
        """Say how many dossiers there are in each state; one without any is not shown."""
        for state in DossierState:
            if counts.get(state) and state not in self._chips:
                self._add(state)
        for state, chip in self._chips.items():
            chip.setText(f"{state.label}: {counts.get(state, 0)}")
            chip.setVisible(bool(counts.get(state)))

    def _add(self, state: DossierState) -> None:
        chip = named(QPushButton(), f"state_{state.value.lower()}", role="quiet")
        chip.setToolTip(f"Chỉ xem hồ sơ «{state.label}»")
        chip.clicked.connect(partial(self._pressed, state))
        self._row.insertWidget(sum(ORDER[other] < ORDER[state] for other in self._chips), chip)
        self._chips[state] = chip

    def _pressed(self, state: DossierState, _checked: bool = False) -> None:
        self._choose(state)
