"""A field for a measure, in millimetres or points: «15,5», or «15.5» from a number pad."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from desktop.overrides import override


class MeasureField(QDoubleSpinBox):
    """A number with a decimal comma.

    A point means a comma too: in Vietnamese it would part thousands, and «15.5» become 155.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale(QLocale.Language.Vietnamese))
        self.setGroupSeparatorShown(False)

    @override
    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        return super().validate(text.replace(".", ","), pos)
