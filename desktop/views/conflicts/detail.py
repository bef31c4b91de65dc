"""The open conflict: what it is, both sides beside each other, what differs, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.views.conflicts.words import settled_text, side_facts, state_text, state_tone
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.conflicts import ConflictDetail, Difference, Offer

_HEADERS = ("Điểm khác nhau", "Bên trái", "Bên phải")
_ICONS = {"left": "check", "right": "import", "both": "plus"}


class SideCard(QFrame):
    """One side of a conflict."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        named(self, name, card=True)
        self.facts = Facts(f"{name}_facts", columns=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel(title), f"{name}_title", role="section"))
        layout.addWidget(self.facts)
        layout.addStretch(1)


class ConflictPanel(QFrame):
    """Shows one conflict; knows no service.

    Signals:
        asked: the offer whose button was pressed.
        dossier_asked: the officer wants to see the dossier.
    """

    asked = Signal(object)
    dossier_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "conflict_detail", card=True)
        self.opened: ConflictDetail | None = None
        self._heading = named(QLabel(), "conflict_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "conflict_state")
        self._about = named(QLabel(), "conflict_about", role="muted")
        self._about.setWordWrap(True)
        self._settled = named(QLabel(), "conflict_settled")
        self._settled.setWordWrap(True)
        self._left = SideCard("left_side", "Bên trái: đã có ở đây")
        self._right = SideCard("right_side", "Bên phải: gói mới tới")
        self._differences = named(QTreeWidget(), "differences", says="Hai bên khác nhau ở đâu")
        self._differences.setHeaderLabels(_HEADERS)
        self._differences.setRootIsDecorated(False)
        self._differences.setAlternatingRowColors(True)
        self._differences.setWordWrap(True)
        header = self._differences.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._dossier = action_button(
            "Mở hồ sơ", "open_dossier", "dossier", self.dossier_asked.emit
        )
        self._ways = QHBoxLayout()
        self._ways.setSpacing(GAP)
        self._buttons: list[QWidget] = []
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addWidget(self._left, 1)
        sides.addWidget(self._right, 1)
        actions = QHBoxLayout()
        actions.setSpacing(GAP)
        actions.addLayout(self._ways)
        actions.addStretch(1)
        actions.addWidget(self._dossier)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self._about)
        layout.addWidget(self._settled)
        layout.addLayout(sides)
        layout.addWidget(self._differences, 1)
        layout.addStretch()
        layout.addLayout(actions)

    def show_conflict(self, detail: ConflictDetail) -> None:
        """Show a conflict."""
        self.opened = detail
        row = detail.row
        about = f": «{row.dossier_title}»" if row.dossier_title else ""
        self._heading.setText(f"{row.title}{about}")
        self._chip.setText(state_text(row))
        restyle(self._chip, chip=str(state_tone(row)))
        self._about.setText(detail.explanation)
        self._settled.setText(settled_text(detail))
        self._settled.setVisible(not row.is_open)
        self._left.facts.show_facts(side_facts(detail.left, detail.right, is_left=True))
        self._right.facts.show_facts(side_facts(detail.right, detail.left, is_left=False))
        self._show_differences(detail.differences)
        self._show_ways(detail.offers if row.is_open else ())
        self._dossier.setVisible(row.dossier_id is not None)

    def _show_differences(self, differences: Sequence[Difference]) -> None:
        self._differences.clear()
        for told in differences:
            words = [f"{told.about}: {told.field}", told.left, told.right]
            item = QTreeWidgetItem(words)
            for column, text in enumerate(words):
                item.setToolTip(column, text)
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            self._differences.addTopLevelItem(item)
        self._differences.setVisible(bool(differences))

    def _show_ways(self, offers: Sequence[Offer]) -> None:
        for button in self._buttons:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._way(offer) for offer in offers]
        for button in self._buttons:
            self._ways.addWidget(button)

    def _way(self, offer: Offer) -> QPushButton:
        button = action_button(
            f"{offer.label}…",
            f"choose_{offer.choice}",
            _ICONS[offer.choice],
            lambda: self.asked.emit(offer),
        )
        allow(button, offer.why_not, offer.consequence)
        return button
