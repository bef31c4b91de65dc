"""What every editor of a field is: a widget to type in and the problem below it.

``value`` and ``set_value`` speak the draft's language; ``state`` and ``restore`` keep what is
typed, readable or not, as plain JSON for the crash journal.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.services.fields import FieldSpec
from desktop.views.widgets.named import named, restyle


class Editor(QWidget):
    """An editor with the problem of its field below it.

    Its objectName is the field's; the widget typed into is called ``<field>_field``, the problem's
    label ``<field>_problem``.

    Signals:
        changed: the user changed the value.
    """

    changed = Signal()

    def __init__(self, name: str, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.setObjectName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._problem = named(QLabel(), f"{name}_problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        # What was wrong is being mended; the next save says whether it is.
        self.changed.connect(lambda: self.show_problem(""))

    def _install(self, field: QWidget) -> None:
        """Take the widget that is typed into."""
        self.field = named(field, f"{self.objectName()}_field", says=self.spec.label)
        if self.spec.hint:
            field.setToolTip(self.spec.hint)
            field.setAccessibleDescription(self.spec.hint)
        self._layout.addWidget(field)
        self._layout.addWidget(self._problem)
        self.setFocusProxy(field)

    def rename(self, name: str) -> None:
        """Call the editor by another name, such as the place its line has moved to."""
        self.setObjectName(name)
        self.field.setObjectName(f"{name}_field")
        self._problem.setObjectName(f"{name}_problem")

    def value(self) -> Any:
        """Return the value as the draft holds it; None for what cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without saying that it changed."""
        raise NotImplementedError

    def state(self) -> Any:
        """Return what is typed, readable or not, as plain JSON."""
        raise NotImplementedError

    def restore(self, state: Any) -> None:
        """Show what was typed before a crash."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """Return what is wrong with the typed text itself, "" when it can be read."""
        return ""

    def show_own_problem(self) -> bool:
        """Show what cannot be read in the typed text; False when all of it can."""
        problem = self.own_problem()
        if problem:
            self.show_problem(problem)
        return bool(problem)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only."""
        self.field.setEnabled(not read_only)

    def blocking_problem(self) -> QWidget | None:
        """Return the label of the first problem that blocks, in a cell or below the field."""
        labels = (x for x in self.findChildren(QLabel) if x.property("problem") == "danger")
        return next((label for label in labels if label.objectName().endswith("_problem")), None)

    def show_problem(self, text: str, tone: str = "danger") -> None:
        """Show a problem below the field; "" takes it away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        for widget in (self._problem, self.field):
            restyle(widget, problem=tone if text else "")
        self.field.setAccessibleDescription(text or self.spec.hint)
