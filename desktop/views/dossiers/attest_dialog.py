"""«Xác nhận cho nhiều người»: one word on chosen conditions of chosen nominations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from desktop.vietnamese.numbers import thousands
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.attestations import Asked
    from desktop.services.standings import ToAttest

_ASKED = Qt.ItemDataRole.UserRole
_TEXT = (
    "Đánh dấu điều kiện, mở ra để bỏ bớt từng người. Chỉ xác nhận điều đã có người có trách nhiệm "
    "nhận xét; lời xác nhận ghi tên bạn và nằm trong lịch sử."
)
_SIZE = (720, 560)


@dataclass(frozen=True, slots=True)
class AttestChoice:
    """What was chosen: conditions of nominations, and the note kept with each."""

    asked: tuple[Asked, ...]
    note: str


class AttestDialog(FormDialog):
    """Ticks over conditions, each opening to the nominations that wait for it."""

    def __init__(self, parent: QWidget | None, waiting: Sequence[ToAttest]) -> None:
        super().__init__(parent, "Xác nhận cho nhiều người", _TEXT, "Xác nhận đạt")
        self.setObjectName("attest_dialog")
        self.resize(*_SIZE)
        self._lines = named(QTreeWidget(), "to_attest", says="Điều kiện cần xác nhận")
        self._lines.setHeaderLabels(("Điều kiện, người được đề nghị", "Danh hiệu, hình thức"))
        self._lines.setColumnWidth(0, 470)
        for one in waiting:
            self._lines.addTopLevelItem(_condition(one))
        self._note = named(QLineEdit(), "attest_note", says="Ghi chú")
        self._note.setPlaceholderText("Ghi chú chung: cuộc họp nào, ai nhận xét")
        # A condition ticked ticks hundreds of people, each with a signal of its own.
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._weigh)
        self._lines.itemChanged.connect(lambda *_changed: self._later.start())
        self.body.addWidget(self._lines, 1)
        self.body.addWidget(self._note)
        self._weigh()

    @property
    def choice(self) -> AttestChoice:
        """What is ticked now."""
        return AttestChoice(tuple(self._asked()), self._note.text())

    def _asked(self) -> list[Asked]:
        found: list[Asked] = []
        walk = QTreeWidgetItemIterator(self._lines)
        # Qt's stub does not know that it ends with None.
        item: QTreeWidgetItem | None = walk.value()
        while item is not None:
            asked = item.data(0, _ASKED)
            if asked is not None and item.checkState(0) is Qt.CheckState.Checked:
                found.append(asked)
            walk += 1
            item = walk.value()
        return found

    def _weigh(self) -> None:
        asked = self._asked()
        who = len({nomination for nomination, _ in asked})
        self.yes.setText(
            f"Xác nhận đạt: {thousands(len(asked))} điều kiện của {thousands(who)} đề nghị"
            if asked
            else "Xác nhận đạt"
        )
        self.allow("" if asked else "Đánh dấu ít nhất một điều kiện trước")

    @classmethod
    def ask(cls, parent: QWidget | None, waiting: Sequence[ToAttest]) -> AttestChoice | None:
        """Return what is to be attested, None when the officer thought better of it."""
        dialog = cls(parent, waiting)
        return dialog.choice if dialog.exec() == cls.DialogCode.Accepted else None


def _condition(one: ToAttest) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{one.text} ({thousands(len(one.nominations))} đề nghị)", one.award])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
    item.setToolTip(0, one.text)
    for nomination_id, name in one.nominations:
        item.addChild(_person(nomination_id, name, one.condition))
    return item


def _person(nomination_id: UUID, name: str, condition: str) -> QTreeWidgetItem:
    child = QTreeWidgetItem([name])
    child.setData(0, _ASKED, (nomination_id, condition))
    child.setCheckState(0, Qt.CheckState.Unchecked)
    return child
