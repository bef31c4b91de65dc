"""Which driver: those this machine knows, and any other file an administrator points at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.views.theme import GAP
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named

_KINDS = "Trình điều khiển (*.dll *.so *.so.*);;Mọi tệp (*)"


class DriverField(QWidget):
    """A list of drivers and the button that adds one to it; knows no service.

    Signals:
        chosen: the driver's file, when another one was chosen by hand or offered first.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._list = named(QComboBox(), "driver", says="Trình điều khiển của thiết bị")
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setPlaceholderText("Chưa biết trình điều khiển nào")
        self._other = named(QPushButton("Chọn tệp…"), "choose_driver")
        self._other.setToolTip("Tệp .dll hoặc .so (PKCS#11) do phần mềm của thiết bị cài vào máy")
        self._other.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._other)
        self._list.currentIndexChanged.connect(self._tell)
        self._other.clicked.connect(self._ask)

    @property
    def module(self) -> Path | None:
        """The driver chosen, None while there is none."""
        path: Path | None = self._list.currentData()
        return path

    def offer(self, modules: Sequence[Path]) -> None:
        """Show the drivers known, the first one chosen; one chosen by hand stays."""
        kept = self.module
        listed = list(dict.fromkeys(([kept] if kept else []) + list(modules)))
        self._list.blockSignals(True)
        self._list.clear()
        for path in listed:
            self._list.addItem(f"{path.name}  ({path.parent})", path)
        # WORKAROUND: with a placeholder Qt leaves nothing chosen when items are added.
        self._list.setCurrentIndex(0 if listed else -1)
        self._list.blockSignals(False)
        self._tell()

    def _ask(self) -> None:
        found = FilePicker.open_file(self, "Chọn trình điều khiển của thiết bị ký số", _KINDS)
        if found is None:
            return
        place = self._list.findData(found)
        if place < 0:
            self._list.insertItem(0, f"{found.name}  ({found.parent})", found)
            place = 0
        self._list.setCurrentIndex(place)
        self._tell()

    def _tell(self) -> None:
        self._list.setToolTip(str(self.module or ""))
        self.chosen.emit(self.module)
