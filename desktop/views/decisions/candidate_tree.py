"""Who may go into a decision: ticked by hand, under award and campaign, with what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.overrides import override
from desktop.views.short_names import short_office
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.named import named
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.services.decision_candidates import DecisionCandidate

NO_CAMPAIGN = "Ngoài phong trào"
HERE = "Cơ quan này"
_HEADERS = ("Đối tượng", "Nơi trình", "Kết quả")
_ID = Qt.ItemDataRole.UserRole
_NAME, _SENDER, _OUTCOME = range(3)
_GRANTED, _WAITS = "Được khen thưởng", "Để quyết định sau"
# More than these stand folded under their heading.
_MOST_OPEN = 60


class _Heading(QTreeWidgetItem):
    """Ticked as those under it are who can be ticked; Qt shows no box at all if one cannot."""

    @override
    def data(self, column: int, role: int) -> Any:
        if column != _NAME or role != Qt.ItemDataRole.CheckStateRole:
            return super().data(column, role)
        inside = filter(None, map(self.child, range(self.childCount())))
        found = [line.data(_NAME, role) for line in inside]
        states = {Qt.CheckState(state) for state in found if state is not None}
        if not states:
            return None
        return states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked


class CandidateTree(QTreeWidget):
    """Lists the candidates; reasons and names are shown whole, in as many lines as they need.

    Args:
        candidates: everybody who waits for a decision.
        left: those not ticked.
        refused: why each struck off is refused; read again by ``say``.

    Signals:
        ticks_changed: somebody was ticked, or no longer is; a moment later, once for many.
    """

    ticks_changed = Signal()

    def __init__(
        self,
        candidates: Sequence[DecisionCandidate],
        left: frozenset[UUID],
        refused: Mapping[UUID, str],
    ) -> None:
        super().__init__()
        named(self, "candidates", says="Đề nghị chờ quyết định")
        self._known = {c.id: c for c in candidates}
        self._refused = refused
        self._items: dict[UUID, QTreeWidgetItem] = {}
        self._groups: list[QTreeWidgetItem] = []
        self.setHeaderLabels(_HEADERS)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_SENDER, 140)
        self.setColumnWidth(_OUTCOME, 230)
        self._fill(left)
        WrappedCells.put_into(self)
        # Told once for a whole group: ticking it ticks each of its hundreds in turn.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ticks_changed)
        self.itemChanged.connect(self._ticked)

    def _fill(self, left: frozenset[UUID]) -> None:
        groups: dict[tuple[str, str], list[DecisionCandidate]] = {}
        for one in self._known.values():
            groups.setdefault((one.campaign or NO_CAMPAIGN, one.award), []).append(one)
        for (campaign, award), members in groups.items():
            title = f"{short_office(award)} · {campaign} · {len(members)} đề nghị"
            top = _Heading([title])
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            font = self.font()
            font.setBold(True)
            top.setFont(_NAME, font)
            top.addChildren([self._line(one, left) for one in members])
            self.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            self._groups.append(top)
            top.setExpanded(len(groups) == 1 or len(self._known) <= _MOST_OPEN)

    def _line(self, one: DecisionCandidate, left: frozenset[UUID]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([one.name, short_office(one.sender) or HERE, ""])
        item.setData(_NAME, _ID, one.id)
        item.setToolTip(_NAME, f"{one.name}\n{one.unit}\n{one.dossier}")
        self._items[one.id] = item
        if not one.is_left_out:
            is_left = one.id in left
            item.setCheckState(_NAME, Qt.CheckState.Unchecked if is_left else Qt.CheckState.Checked)
        self.say(one)
        return item

    def say(self, one: DecisionCandidate) -> None:
        """Say what the decision does to somebody, as ticked and struck off now."""
        item = self._items[one.id]
        words, tone = self._outcome(item, one)
        item.setText(_OUTCOME, words)
        item.setToolTip(_OUTCOME, words)
        item.setForeground(_OUTCOME, colors_of(self).tone(tone)[0])

    def _outcome(self, item: QTreeWidgetItem, one: DecisionCandidate) -> tuple[str, Tone]:
        if one.is_left_out:
            return ": ".join(filter(None, (one.verdict.label, one.verdict_reason))), Tone.WARNING
        if item.checkState(_NAME) is not Qt.CheckState.Checked:
            return _WAITS, Tone.NEUTRAL
        if reason := self._refused.get(one.id):
            return f"Không khen thưởng: {reason}", Tone.DANGER
        if not one.is_granted:
            return f"Không khen thưởng: {one.verdict_reason}", Tone.DANGER
        return _GRANTED, Tone.SUCCESS

    def show_only(self, wanted: Callable[[DecisionCandidate], bool]) -> None:
        """Hide whoever is not wanted; what is hidden is not decided."""
        for one in self._known.values():
            self._items[one.id].setHidden(not wanted(one))
        for group in self._groups:
            inside = [group.child(place) for place in range(group.childCount())]
            group.setHidden(all(item is None or item.isHidden() for item in inside))

    def covered(self) -> Iterator[DecisionCandidate]:
        """Yield those in sight who are ticked, in the order of the list."""
        for one in self._known.values():
            item = self._items[one.id]
            ticked = item.checkState(_NAME) is Qt.CheckState.Checked
            if ticked and not one.is_left_out and not item.isHidden():
                yield one

    def chosen(self) -> DecisionCandidate | None:
        """Return who is chosen and may be struck off."""
        item = self.currentItem()
        one = self._known.get(item.data(_NAME, _ID)) if item is not None else None
        return one if one is not None and one.is_granted else None

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        one = self._known.get(item.data(_NAME, _ID))
        if one is not None and column == _NAME:
            # Laid out once afterwards, instead of measuring each line after each word set in it.
            self.scheduleDelayedItemsLayout()
            with QSignalBlocker(self):
                self.say(one)
            self._soon.start()
