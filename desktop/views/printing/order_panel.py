"""Step 1: the order in which certificates are handed over, by keys, buttons or drag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.overrides import override
from desktop.views.short_names import short_office
from desktop.views.theme import GAP
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.certificate_order import CeremonyOrder, OrderedAward
    from desktop.views.pages import Bench

_HEADERS = ("Trao thứ", "Số sổ", "Họ tên, đơn vị", "Danh hiệu, hình thức", "Thứ tự quyết định")
_PLACE, _NUMBER, _NAME, _AWARD, _LISTED = range(5)
_WIDTHS = {_PLACE: 76, _NUMBER: 76, _AWARD: 320, _LISTED: 150}
_ID = Qt.ItemDataRole.UserRole
_ABOUT = (
    "Giấy khen được in, soát và xướng theo thứ tự này; số trong sổ không đổi theo. "
    "Chọn dòng rồi Alt+↑, Alt+↓, hoặc kéo thả."
)


class OrderPanel(QWidget):
    """The list of certificates in the order of the ceremony.

    Signals:
        reordered: the order was changed.
    """

    reordered = Signal()

    def __init__(self, bench: Bench, decision_id: UUID) -> None:
        super().__init__()
        self._bench, self._decision_id = bench, decision_id
        self._order: CeremonyOrder | None = None
        self.setObjectName("order_panel")
        self.banner = Banner()
        self.list = _List()
        self.list.dropped.connect(self._move_to)
        self.list.itemSelectionChanged.connect(self._say_buttons)
        self._about = named(QLabel(_ABOUT), "order_about", role="muted")
        self._about.setWordWrap(True)
        self._up = action_button("Lên", "move_up", "up", lambda: self._shift(-1))
        self._down = action_button("Xuống", "move_down", "down", lambda: self._shift(1))
        self._place = named(QSpinBox(), "move_place", says="Đưa tới vị trí")
        self._place.setMinimum(1)
        self._to = action_button(
            "Đưa tới vị trí", "move_to", "chevron-right", lambda: self._move_to(self._place.value())
        )
        self._undo = action_button("Hoàn tác", "undo_order", "undo", self._take_back)
        self._restore = action_button(
            "Theo quyết định", "restore_order", "restore", self._go_back, role="quiet"
        )
        self._lay_out()
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self._shift(step))
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo.click)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for widget in (self._up, self._down, self._place, self._to, self._undo):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._about)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)

    def start(self) -> None:
        """Show the order as it is now."""
        order, decision_id = self._bench.desk.certificate_order, self._decision_id
        self._bench.runner.run(lambda _r: order.open(decision_id), on_done=self._show)

    def _show(self, order: CeremonyOrder) -> None:
        chosen = set(self.list.chosen())
        self._order = order
        self.list.show_rows(order.rows, chosen)
        self._place.setMaximum(max(len(order.rows), 1))
        allow(self._undo, "" if order.may_undo else "Chưa có thay đổi nào để hoàn tác", "Ctrl+Z")
        allow(self._restore, "Đang theo thứ tự của quyết định" if order.is_listed else "")
        self._say_buttons()

    def _say_buttons(self) -> None:
        why_not = "" if self.list.chosen() else "Chọn một hay nhiều dòng trước"
        allow(self._up, why_not, "Alt+↑")
        allow(self._down, why_not, "Alt+↓")
        allow(self._to, why_not)

    def _shift(self, step: int) -> None:
        places = self.list.chosen_places()
        if places:
            self._move_to(places[0] + step)

    def _move_to(self, place: int) -> None:
        order, decision_id, chosen = (
            self._bench.desk.certificate_order,
            self._decision_id,
            self.list.chosen(),
        )
        self._change(lambda _r: order.move(decision_id, chosen, place))

    def _take_back(self) -> None:
        order, decision_id = self._bench.desk.certificate_order, self._decision_id
        self._change(lambda _r: order.undo(decision_id))

    def _go_back(self) -> None:
        order, decision_id = self._bench.desk.certificate_order, self._decision_id
        self._change(lambda _r: order.restore(decision_id))

    def _change(self, work: Callable[[Report], CeremonyOrder]) -> None:
        def done(order: CeremonyOrder) -> None:
            self._show(order)
            self.reordered.emit()

        def refused(error: AppError) -> None:
            self.banner.show_refusal(error)
            self.start()

        self.banner.clear()
        self._bench.runner.run(work, on_done=done, on_refused=refused)


class _List(QTreeWidget):
    """The rows; dragging them only says where to, and the service moves them.

    Signals:
        dropped: the place, from 1, the chosen rows were dropped at.
    """

    dropped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "ceremony_order", says="Thứ tự trao giấy khen")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    def show_rows(self, rows: tuple[OrderedAward, ...], chosen: set[UUID]) -> None:
        """Show the rows, those chosen before chosen again."""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = _item(row)
            self.addTopLevelItem(item)
            if row.id in chosen:
                item.setSelected(True)
        if (first := next(iter(self.selectedItems()), None)) is not None:
            self.setCurrentItem(first, 0, self.selectionModel().SelectionFlag.NoUpdate)
            self.scrollToItem(first)
        self.blockSignals(False)

    def chosen(self) -> list[UUID]:
        """Return the award records chosen."""
        return [item.data(_PLACE, _ID) for item in self.selectedItems()]

    def chosen_places(self) -> list[int]:
        """Return the places chosen, from 1, in order."""
        return sorted(self.indexOfTopLevelItem(item) + 1 for item in self.selectedItems())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        target = self.itemAt(event.position().toPoint())
        row = self.topLevelItemCount() if target is None else self.indexOfTopLevelItem(target)
        below = self.dropIndicatorPosition() == self.DropIndicatorPosition.BelowItem
        at = row + 1 if below and target is not None else row
        # The rows moved leave their places first, so those above the target do not count.
        before = sum(place <= at for place in self.chosen_places())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(at - before + 1)


def _item(row: OrderedAward) -> QTreeWidgetItem:
    name = f"{row.name}, {row.post_unit}" if row.post_unit else row.name
    item = QTreeWidgetItem(
        [str(row.place), row.number, name, short_office(row.award), str(row.listed)]
    )
    item.setData(_PLACE, _ID, row.id)
    # A row is dropped between others, never onto one.
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
    for column in range(len(_HEADERS)):
        item.setToolTip(column, item.text(column))
    for column in (_PLACE, _NUMBER, _LISTED):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignCenter)
    return item
