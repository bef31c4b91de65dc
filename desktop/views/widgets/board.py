"""A board of columns with cards that move by mouse or by Ctrl+Left and Ctrl+Right.

The board never moves a card itself: it says ``moved`` and shows what it is then given, so that
a move the service refuses leaves the card where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.views.theme import GAP, Tone, colors_of
from desktop.views.widgets.card_delegate import CARD_ROLE, Card, CardDelegate
from desktop.views.widgets.named import named

_MIME = "application/x-guongsang-card"
_OPENING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: its code, its title, and the tone of the stripe above it."""

    code: str
    title: str
    tone: Tone = Tone.NEUTRAL


class Board(QWidget):
    """Columns of cards.

    Signals:
        moved: id of a card and code of the column it should stand in.
        opened: id of a card; Enter or double click.
        selected: id of the card chosen, None when there is none.
    """

    moved = Signal(object, str)
    opened = Signal(object)
    selected = Signal(object)

    def __init__(self, columns: Sequence[BoardColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self._codes = [column.code for column in columns]
        self._lists: dict[str, _CardList] = {}
        self._counts: dict[str, QLabel] = {}
        self._read_only = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for column in columns:
            layout.addWidget(self._make_column(column), 1)

    def _make_column(self, column: BoardColumn) -> QWidget:
        cards = named(_CardList(column.title), f"board_{column.code}", says=column.title)
        cards.dropped.connect(lambda card_id, code=column.code: self._move(card_id, code))
        cards.stepped.connect(partial(self._step, column.code))
        cards.crossed.connect(partial(self._cross, column.code))
        cards.opened.connect(self.opened)
        cards.chosen.connect(partial(self._chosen, column.code))
        self._lists[column.code] = cards
        title = QLabel(column.title)
        title.setProperty("role", "heading")
        count = named(QLabel("0"), f"board_{column.code}_count", role="muted")
        self._counts[column.code] = count
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(count)
        frame = named(QFrame(), f"board_{column.code}_frame", column=True)
        body = QVBoxLayout(frame)
        body.setContentsMargins(GAP, GAP, GAP, GAP)
        body.setSpacing(6)
        body.addWidget(_Stripe(column.tone))
        body.addLayout(head)
        body.addWidget(cards, 1)
        return frame

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, each in its column; the one chosen stays chosen wherever it went."""
        chosen = self.current_id()
        for code, shown in self._lists.items():
            mine = [card for card in cards if card.column == code]
            shown.show_cards(mine)
            self._counts[code].setText(str(len(mine)))
        if chosen is not None:
            self.select(chosen)

    def select(self, card_id: UUID) -> bool:
        """Choose a card; False when it is not on the board."""
        return any(shown.select(card_id) for shown in self._lists.values())

    def current_id(self) -> UUID | None:
        """Return the id of the card chosen."""
        chosen = (shown.chosen_id() for shown in self._lists.values())
        return next((card_id for card_id in chosen if card_id is not None), None)

    def set_read_only(self, read_only: bool) -> None:
        """Let cards be opened but not moved."""
        self._read_only = read_only
        for shown in self._lists.values():
            shown.setDragEnabled(not read_only)

    def _move(self, card_id: UUID, code: str) -> None:
        if not self._read_only:
            self.moved.emit(card_id, code)

    def _step(self, code: str, card_id: UUID, step: int) -> None:
        place = self._codes.index(code) + step
        if 0 <= place < len(self._codes):
            self._move(card_id, self._codes[place])

    def _cross(self, code: str, step: int) -> None:
        place = self._codes.index(code) + step
        if 0 <= place < len(self._codes):
            self._lists[self._codes[place]].take_focus()

    def _chosen(self, code: str, card_id: UUID | None) -> None:
        if card_id is not None:
            for other, shown in self._lists.items():
                if other != code:
                    shown.forget_choice()
        self.selected.emit(card_id)


class _Stripe(QWidget):
    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedHeight(4)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors_of(self).tone(self._tone)[0])
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.end()


class _CardList(QListWidget):
    """The cards of one column."""

    dropped = Signal(object)
    stepped = Signal(object, int)
    crossed = Signal(int)
    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("board", True)
        self.setItemDelegate(CardDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(3)
        self.setMinimumWidth(150)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(_card(item).id))
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.chosen_id()))

    def show_cards(self, cards: Sequence[Card]) -> None:
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem()
            item.setData(CARD_ROLE, card)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, card.spoken)
            item.setToolTip(card.title)
            self.addItem(item)
        self.blockSignals(False)

    def select(self, card_id: UUID) -> bool:
        for row in range(self.count()):
            if _card(self.item(row)).id == card_id:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return True
        return False

    def chosen_id(self) -> UUID | None:
        items = self.selectedItems()
        return _card(items[0]).id if items else None

    def forget_choice(self) -> None:
        self.blockSignals(True)
        self.clearSelection()
        self.blockSignals(False)
        self.viewport().update()

    def take_focus(self) -> None:
        self.setFocus()
        if self.count() and not self.selectedItems():
            self.setCurrentRow(max(self.currentRow(), 0))
            self.item(self.currentRow()).setSelected(True)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A narrower card takes more lines: after a scroll bar came, every height is asked anew.
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step, card_id = steps.get(Qt.Key(event.key())), self.chosen_id()
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if card_id is not None:
                self.stepped.emit(card_id, step)
        elif step:
            self.crossed.emit(step)
        elif event.key() in _OPENING_KEYS and card_id is not None:
            self.opened.emit(card_id)
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, _actions: Qt.DropAction) -> None:
        card_id = self.chosen_id()
        if card_id is not None:
            drag = QDrag(self)
            drag.setMimeData(card_mime(card_id))
            drag.exec(Qt.DropAction.MoveAction)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(_MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(_MIME):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(_MIME):
            event.acceptProposedAction()
            self.dropped.emit(UUID(bytes=bytes(event.mimeData().data(_MIME).data())))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(colors_of(self).tone(Tone.NEUTRAL)[0])
            place = self.viewport().rect().adjusted(GAP, 2 * GAP, -GAP, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place, flags, "Chưa có")
            painter.end()


def card_mime(card_id: UUID) -> QMimeData:
    """Return what a dragged card carries: its id, understood by this program only."""
    data = QMimeData()
    data.setData(_MIME, card_id.bytes)
    return data


def _card(item: QListWidgetItem) -> Card:
    card = item.data(CARD_ROLE)
    assert isinstance(card, Card)
    return card
