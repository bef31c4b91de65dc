"""The editor of which tiers decide: a box to tick for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.law.terms import Tier
from desktop.overrides import override
from desktop.services.fields import FieldSpec
from desktop.views.theme import PAD
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.named import named


class TiersEditor(Editor):
    """Some of the tiers, lowest first; none means that no People's Committee decides."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(PAD)
        self._boxes = {str(t): named(QCheckBox(t.label), f"{name}_{t}") for t in Tier}
        for box in self._boxes.values():
            box.clicked.connect(lambda _checked: self.changed.emit())
            layout.addWidget(box)
        layout.addStretch(1)
        self._install(row)

    @override
    def value(self) -> list[str]:
        return [code for code, box in self._boxes.items() if box.isChecked()]

    @override
    def set_value(self, value: Any) -> None:
        chosen: Sequence[str] = value or ()
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)

    @override
    def state(self) -> list[str]:
        return self.value()

    @override
    def restore(self, state: Any) -> None:
        self.set_value(state)
