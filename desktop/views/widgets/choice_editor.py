"""The editor of one among many: members of a closed list, or options the page supplies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.overrides import override
from desktop.services.fields import FieldSpec
from desktop.vietnamese.text import fold
from desktop.views.widgets.editor import Editor


class _FoldingBox(QComboBox):
    """A closed list in which letters without marks find an entry: d finds «Điều dưỡng»."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""
        self._last_letter = QElapsedTimer()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter.isprintable() and letter.strip():
            self._find(letter)
        else:
            super().keyPressEvent(event)

    def _find(self, letter: str) -> None:
        pause = QApplication.keyboardInputInterval()
        goes_on = self._last_letter.isValid() and self._last_letter.elapsed() < pause
        self._letters = self._letters + letter if goes_on else letter
        self._last_letter.start()
        # More letters may still mean the entry found by the first.
        start, count = self.currentIndex() + (0 if goes_on else 1), self.count()
        wanted = f" {fold(self._letters)}"
        for index in (place % count for place in range(start, start + count)):
            if wanted in f" {fold(self.itemText(index))}":
                self.setCurrentIndex(index)
                self.activated.emit(index)
                return


class ChoiceEditor(Editor):
    """One of a closed list, or of the options the page supplies."""

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__(name, spec)
        self._box = _FoldingBox()
        self._box.setMaxVisibleItems(20)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(16)
        # The wheel scrolls the form, not the value under the pointer.
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.installEventFilter(self)
        self._install(self._box)
        if spec.choices is not None:
            if not spec.required:
                self._box.addItem("", "")
            for member in spec.choices:
                self._box.addItem(member.label, str(member))
        else:
            self._box.addItem("", "")
        self._box.activated.connect(lambda _index: self.changed.emit())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and not self._box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer (code, label) pairs, keeping the present value."""
        code = self.state()
        self._box.clear()
        self._box.addItem("", "")
        for option, label in options:
            self._box.addItem(label, option)
        self.restore(code)

    def choose_by_label(self, label: str) -> None:
        """Choose what is called so, as pasted from a spreadsheet, if it is offered."""
        wanted = fold(label)
        for index in range(self._box.count()):
            if fold(self._box.itemText(index)) == wanted:
                self._box.setCurrentIndex(index)
                return

    @override
    def value(self) -> Any:
        code = self.state()
        if self.spec.choices is None:
            return code
        return self.spec.choices(code) if code else None

    @override
    def set_value(self, value: Any) -> None:
        self.restore(str(value) if value is not None else "")

    @override
    def state(self) -> str:
        return str(self._box.currentData() or "")

    @override
    def restore(self, state: Any) -> None:
        index = self._box.findData(str(state or ""))
        if index < 0 and state:
            # A code no longer offered is still shown, never silently replaced.
            self._box.addItem(str(state), str(state))
            index = self._box.count() - 1
        self._box.setCurrentIndex(max(index, 0))
