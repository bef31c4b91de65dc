"""The left rail: the pages of the seat, reached by click or Ctrl+1 … Ctrl+9."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import LIGHT, RAIL_WIDTH, RAIL_WIDTH_FOLDED
from desktop.views.widgets.icons import icon

# Narrower windows keep the icons only, so that list and form still stand side by side.
_FOLDS_BELOW = 1100


@dataclass(frozen=True, slots=True)
class RailItem:
    """One page of the rail."""

    subject: str
    title: str
    icon: str


class Rail(QWidget):
    """Buttons of the pages.

    Signals:
        chosen: subject of the page asked for.
    """

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], *, title: str, subtitle: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._titles: dict[str, str] = {i.subject: i.title for i in items}
        self._buttons: dict[str, QToolButton] = {}
        self._folded = False
        self._brand = QLabel("Gương Sáng")
        self._brand.setProperty("role", "heading")
        self._office = QLabel(title)
        self._who = QLabel(subtitle)
        self._who.setProperty("role", "muted")
        group = QButtonGroup(self)
        group.setExclusive(True)
        holder = QWidget()
        buttons = QVBoxLayout(holder)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(2)
        for number, item in enumerate(items, 1):
            button = self._button(item, number)
            group.addButton(button)
            buttons.addWidget(button)
        buttons.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 10)
        for label in (self._brand, self._office, self._who):
            label.setWordWrap(True)
            label.setContentsMargins(8, 0, 4, 0)
        layout.addWidget(self._brand)
        layout.addWidget(self._office)
        layout.addSpacing(8)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._who)
        self._fold(folded=False)

    def _button(self, item: RailItem, number: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"rail_{item.subject}")
        button.setText(item.title)
        button.setAccessibleName(item.title)
        # The rail is dark in both themes, so its icons have one colour.
        button.setIcon(icon(item.icon, LIGHT.rail_text))
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(item.subject))
        button.setToolTip(item.title)
        if number <= 9:
            button.setToolTip(f"{item.title} (Ctrl+{number})")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda: self.chosen.emit(item.subject))
        self._buttons[item.subject] = button
        return button

    def set_current(self, subject: str) -> None:
        """Mark the page shown."""
        if subject in self._buttons:
            self._buttons[subject].setChecked(True)

    def set_badge(self, subject: str, count: int) -> None:
        """Show how much waits on a page; 0 shows nothing."""
        if subject in self._buttons:
            text = self._titles[subject]
            self._buttons[subject].setText(f"{text}  ({count})" if count else text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(folded=self.window().width() < _FOLDS_BELOW)

    def _fold(self, *, folded: bool) -> None:
        style = Qt.ToolButtonStyle
        for button in self._buttons.values():
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if folded else style.ToolButtonTextBesideIcon
            )
            button.setFixedWidth((RAIL_WIDTH_FOLDED if folded else RAIL_WIDTH) - 16)
        for label in (self._brand, self._office, self._who):
            label.setVisible(not folded)
        self.setFixedWidth(RAIL_WIDTH_FOLDED if folded else RAIL_WIDTH)
