"""The left rail: one entry per page, with a badge where something waits; icons when narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.overrides import override
from desktop.views.theme import RADIUS, RAIL_WIDTH, RAIL_WIDTH_FOLDED, colors_of
from desktop.views.widgets.icons import icon
from desktop.views.widgets.named import named

_NARROW_WINDOW = 1100
_ENTRY_HEIGHT = 36
_LEAST_HEIGHT = 26
_ICON = 20
_MOST_SHOWN = 99


@dataclass(frozen=True, slots=True)
class RailItem:
    """One page: ``subject`` is what ``chosen`` carries, ``icon`` a file of resources/icons."""

    subject: str
    title: str
    icon: str


class Rail(QWidget):
    """The entries of the seat, from top to bottom; Ctrl+1 to Ctrl+9 choose the first nine.

    Signals:
        chosen: the subject of the page the user chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[RailItem],
        title: str,
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "rail", says="Các mảng công việc")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded: bool | None = None
        self._narrow: bool | None = None
        self._title = named(QLabel(title), "rail_title")
        self._title.setWordWrap(True)
        self._subtitle = named(QLabel(subtitle), "rail_subtitle", role="muted")
        self._subtitle.setWordWrap(True)
        self._fold = named(QToolButton(), "rail_fold", says="Thu gọn thanh bên")
        self._fold.setToolTip("Thu gọn hoặc mở rộng thanh bên")
        self._fold.clicked.connect(lambda: self.set_folded(not self._folded))
        self._group = QButtonGroup(self)
        self._entries: dict[str, _Entry] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        for number, entry in enumerate(entries, 1):
            self._add(number, entry)
        self._lay_out()
        self.set_folded(False)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(icon("mark", "#ffffff").pixmap(32, 32))
        mark.setFixedSize(40, 40)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(2)
        self.foot.addWidget(self._fold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 8)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._scrolled(), 1)
        layout.addLayout(self.foot)

    def _scrolled(self) -> QScrollArea:
        """Let the entries draw closer on a low screen, and scroll when that is not enough."""
        entries = named(QWidget(), "rail_entries")
        filled = QVBoxLayout(entries)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.addLayout(self._list)
        filled.addStretch()
        self._area = named(QScrollArea(), "rail_area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(entries)
        for part in (self._area, self._area.viewport(), entries):
            part.setAutoFillBackground(False)
        self._area.setStyleSheet("background: transparent;")
        return self._area

    def _add(self, number: int, entry: RailItem) -> None:
        button = _Entry(entry)
        button.clicked.connect(partial(self.chosen.emit, entry.subject))
        self._group.addButton(button)
        self._entries[entry.subject] = button
        self._list.addWidget(button)
        if number <= 9:
            button.set_shortcut_text(f"Ctrl+{number}")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(button.click)

    @property
    def is_folded(self) -> bool:
        """Whether only the icons are shown."""
        return bool(self._folded)

    def set_current(self, subject: str) -> None:
        """Mark an entry as the one shown, without saying that it was chosen."""
        if subject in self._entries:
            self._entries[subject].setChecked(True)
            self._area.ensureWidgetVisible(self._entries[subject], 0, 0)

    def set_badge(self, subject: str, count: int) -> None:
        """Show how many things wait behind an entry; 0 takes the badge away."""
        if subject in self._entries:
            self._entries[subject].set_badge(count)

    def set_subtitle(self, subtitle: str) -> None:
        """Say who is at work."""
        self._subtitle.setText(subtitle)

    def set_shown(self, subject: str, shown: bool) -> None:
        """Show an entry, or keep it away while there is nothing behind it."""
        if subject in self._entries:
            self._entries[subject].setVisible(shown)

    def set_folded(self, folded: bool) -> None:
        """Show icons alone, or icons with their words."""
        self._folded = folded
        self.setFixedWidth(RAIL_WIDTH_FOLDED if folded else RAIL_WIDTH)
        for words in (self._title, self._subtitle):
            words.setVisible(not folded and bool(words.text()))
        self._fold.setIcon(
            icon("chevron-right" if folded else "chevron-left", colors_of(self).rail_muted)
        )
        for button in self._entries.values():
            button.set_folded(folded)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._follow_window()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.window():
            self._follow_window()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A half-built rail is also told of its palette.
        if event.type() is QEvent.Type.PaletteChange and self._folded is not None:
            self.set_folded(self._folded)

    def _follow_window(self) -> None:
        narrow = self.window().width() < _NARROW_WINDOW
        # Only when the limit is crossed: in between the user's own choice stands.
        if narrow != self._narrow:
            self._narrow = narrow
            self.set_folded(narrow)


class _Entry(QAbstractButton):
    def __init__(self, entry: RailItem) -> None:
        super().__init__()
        self._entry = entry
        self._badge = 0
        self._folded = False
        self._shortcut_text = ""
        self.setObjectName(f"rail_{entry.subject}")
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The pages of an office that both sends and receives fit the smallest screen only closer.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._say()

    def set_shortcut_text(self, text: str) -> None:
        self._shortcut_text = text
        self._say()

    def set_badge(self, count: int) -> None:
        self._badge = count
        self._say()
        self.update()

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._say()
        self.updateGeometry()
        self.update()

    def _say(self) -> None:
        waiting = f", {self._badge} mục đang chờ" if self._badge else ""
        self.setAccessibleName(f"{self._entry.title}{waiting}")
        shortcut = f" ({self._shortcut_text})" if self._shortcut_text else ""
        self.setToolTip(f"{self._entry.title}{shortcut}" if self._folded else shortcut.strip(" ()"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(_ICON + 20, _ENTRY_HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_ICON + 20, _LEAST_HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = colors_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(colors.rail_active))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        if self.isChecked():
            painter.setBrush(QColor(colors.gold))
            painter.drawRoundedRect(QRect(0, 8, 3, self.height() - 16), 1.5, 1.5)
        left = (self.width() - _ICON) // 2 if self._folded else 10
        ink = colors.rail_text if self.isChecked() else colors.rail_muted
        icon(self._entry.icon, ink).paint(
            painter, QRect(left, (self.height() - _ICON) // 2, _ICON, _ICON)
        )
        taken = self._paint_badge(painter)
        if not self._folded:
            self._paint_title(painter, ink, left + _ICON + 10, taken)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.gold))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _paint_title(self, painter: QPainter, ink: str, left: int, taken: int) -> None:
        font = QFont(self.font())
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        place = QRect(left, 0, self.width() - left - taken - 6, self.height())
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_badge(self, painter: QPainter) -> int:
        """Paint the badge and return the width it takes from the title."""
        if not self._badge:
            return 0
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() - 1.5)
        font.setBold(True)
        painter.setFont(font)
        text = str(self._badge) if self._badge <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        width = max(18, painter.fontMetrics().horizontalAdvance(text) + 10)
        top = 1 if self._folded else (self.height() - 18) // 2
        place = QRect(self.width() - width - (0 if self._folded else 6), top, width, 18)
        colors = colors_of(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.gold))
        painter.drawRoundedRect(place, 9, 9)
        painter.setPen(QColor("#1a2530"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return width
