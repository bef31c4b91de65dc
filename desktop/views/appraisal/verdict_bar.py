"""The four verdicts, one key each, and the reason of the one given."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.law.terms import Verdict
from desktop.views.appraisal.words import VERDICT_WORDS
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import allow


class VerdictBar(QWidget):
    """Asks for a verdict on the nomination shown; 1 to 4 and 0 work anywhere in ``keys_in``.

    Args:
        keys_in: the widget within which the keys work; letters typed into a field stay there.

    Signals:
        given: the ``Verdict`` chosen, None to take the present one back.
    """

    given = Signal(object)

    def __init__(self, keys_in: QWidget) -> None:
        super().__init__()
        self.setObjectName("verdicts")
        # Beside the papers there is room for three in a row, beside the list for all.
        row = FlowLayout()
        self._buttons: dict[Verdict, QPushButton] = {}
        for number, verdict in enumerate(Verdict, 1):
            button = named(
                QPushButton(f"{number}  {VERDICT_WORDS[verdict]}"), f"verdict_{verdict.value}"
            )
            button.setCheckable(True)
            button.clicked.connect(partial(self._clicked, verdict))
            self._buttons[verdict] = button
            row.addWidget(button)
            self._key(keys_in, str(number), partial(self._pressed, verdict))
        self._back = named(QPushButton("0  Bỏ"), "verdict_none", role="quiet")
        self._back.clicked.connect(lambda _checked=False: self.given.emit(None))
        row.addWidget(self._back)
        self._key(keys_in, "0", self._back.click)
        self._reason = named(QLabel(), "verdict_reason")
        self._reason.setWordWrap(True)
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._reason)
        self.show_verdict(None, "", "Chọn một đề nghị trước")

    @staticmethod
    def _key(keys_in: QWidget, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), keys_in)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _clicked(self, verdict: Verdict, checked: bool) -> None:
        # What was found is shown when it is saved, not when it is asked for.
        self._buttons[verdict].setChecked(not checked)
        self.given.emit(verdict)

    def _pressed(self, verdict: Verdict) -> None:
        if self._buttons[verdict].isEnabled():
            self.given.emit(verdict)

    def show_verdict(self, verdict: Verdict | None, reason: str, why_not: str) -> None:
        """Show the present verdict.

        Args:
            verdict: None for none yet.
            reason: what was written with it.
            why_not: why none can be given now, "" when one can.
        """
        for number, (one, button) in enumerate(self._buttons.items(), 1):
            button.setChecked(one is verdict)
            allow(button, why_not, f"{one.label} (phím {number})")
        nothing = "" if verdict else "Chưa có ý kiến nào"
        allow(self._back, why_not or nothing, "Bỏ ý kiến (phím 0)")
        self._reason.setText(f"Lý do: {reason}" if reason else "")
        self._reason.setVisible(bool(reason))
