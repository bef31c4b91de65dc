"""What a card of the board looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.overrides import override
from desktop.views.theme import RADIUS, Tone, colors_of

CARD_ROLE = Qt.ItemDataRole.UserRole
Badge = tuple[str, Tone]
_PAD = 10
_TITLE_LINES = 2
_SUBTITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One card.

    Attributes:
        id: the record behind it.
        column: code of the column it stands in.
        title: bold, two lines at most.
        subtitle: muted, below the title.
        badges: (text, tone) pairs at its foot, such as how long it has stood there.
    """

    id: UUID
    column: str
    title: str
    subtitle: str = ""
    badges: Sequence[Badge] = ()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(p for p in (self.title, self.subtitle, *(b for b, _ in self.badges)) if p)


def paint_chip(
    painter: QPainter, place: QRect, text: str, ink: QColor, ground: QColor, metrics: QFontMetrics
) -> int:
    """Paint a chip at the left of ``place`` and return its width; a long text is cut short."""
    height = min(metrics.height() + 4, place.height())
    width = min(metrics.horizontalAdvance(text) + 16, place.width())
    chip = QRect(place.left(), place.top() + (place.height() - height) // 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setPen(ink)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 12)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
    return width


class CardDelegate(QStyledItemDelegate):
    """Draws cards; all take the height of their own text."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        card: Card = index.data(CARD_ROLE)
        width = self._width(option)
        inner = width - 2 * _PAD
        height = 2 * _PAD + _text_height(_bold(option.font), card.title, inner, _TITLE_LINES)
        if card.subtitle:
            height += 2 + _text_height(_small(option.font), card.subtitle, inner, _SUBTITLE_LINES)
        if card.badges:
            height += 6 + QFontMetrics(_small(option.font)).height() + 4
        return QSize(width, height)

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        assert isinstance(view, QListView)
        return view.viewport().width() - 2 * view.spacing()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        card: Card = index.data(CARD_ROLE)
        view: QWidget = option.widget
        colors = colors_of(view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colors.selection if selected else colors.surface))
        edge = colors.accent if selected else colors.border
        painter.setPen(QPen(QColor(edge), 2 if selected and view.hasFocus() else 1))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        place = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        ink = colors.selection_text if selected else colors.text
        top = _paint_text(painter, _bold(option.font), ink, place, card.title, _TITLE_LINES)
        if card.subtitle:
            place.setTop(top + 2)
            ink = colors.selection_text if selected else colors.muted
            small = _small(option.font)
            top = _paint_text(painter, small, ink, place, card.subtitle, _SUBTITLE_LINES)
        place.setTop(top + 6)
        self._paint_badges(painter, option, place, card)
        painter.restore()

    @staticmethod
    def _paint_badges(
        painter: QPainter, option: QStyleOptionViewItem, place: QRect, card: Card
    ) -> None:
        font = _small(option.font)
        painter.setFont(font)
        metrics, colors = QFontMetrics(font), colors_of(option.widget)
        row = QRect(place.left(), place.top(), place.width(), metrics.height() + 4)
        for text, tone in card.badges:
            ink, ground = colors.tone(tone)
            row.setLeft(row.left() + paint_chip(painter, row, text, ink, ground, metrics) + 4)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() - 1)
    return made


def _lines(font: QFont, text: str, width: int, most: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` pixels, the last one cut short if need be."""
    metrics, lines, words = QFontMetrics(font), [""], text.split()
    for number, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            rest = " ".join((lines[-1], *words[number:]))
            lines[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            break
    return lines


def _text_height(font: QFont, text: str, width: int, most: int) -> int:
    return len(_lines(font, text, width, most)) * QFontMetrics(font).lineSpacing()


def _paint_text(
    painter: QPainter, font: QFont, ink: str, place: QRect, text: str, most: int
) -> int:
    """Paint ``text`` at the top of ``place`` and return where it ends."""
    metrics, top = QFontMetrics(font), place.top()
    painter.setFont(font)
    painter.setPen(QColor(ink))
    for line in _lines(font, text, place.width(), most):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.left(), top + metrics.ascent(), shown)
        top += metrics.lineSpacing()
    return top
