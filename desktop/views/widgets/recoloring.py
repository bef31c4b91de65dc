"""What was drawn in one light and is kept as a picture, drawn again after the light was switched.

The stylesheet and the palette reach every widget by themselves; icons and the inks of single lines
were chosen when they were made, and would stay dark on a dark ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from desktop.views.theme import DARK, LIGHT, is_dark
from desktop.views.widgets.icons import SHOWN, in_theme_of, show_icon


def recolor_within(window: QWidget) -> None:
    """Draw the icons and inks of a window and all in it for the theme it has now.

    Not of every widget Qt knows of: one that is just being taken down must not be touched.
    """
    for widget in (window, *window.findChildren(QWidget)):
        recolor(widget)


def recolor(widget: QWidget) -> None:
    """Draw the icons and inks of one widget for the theme it has now; its children stay."""
    if isinstance(widget, QAbstractButton):
        _take(widget, widget)
    elif isinstance(widget, QLabel) and widget.property(SHOWN):
        show_icon(widget, *widget.property(SHOWN))
    elif isinstance(widget, QTreeWidget):
        _recolor_tree(widget)
    elif isinstance(widget, QListWidget):
        for row in range(widget.count()):
            item = widget.item(row)
            if (ink := _ink(widget, item.foreground())) is not None:
                item.setForeground(ink)
    for action in widget.actions():
        _take(widget, action)


def _take(widget: QWidget, bearer: QAbstractButton | QAction) -> None:
    if (wanted := in_theme_of(widget, bearer.icon())) is not None:
        bearer.setIcon(wanted)


def _recolor_tree(tree: QTreeWidget) -> None:
    for item in _items(tree):
        for column in range(item.columnCount()):
            if (wanted := in_theme_of(tree, item.icon(column))) is not None:
                item.setIcon(column, wanted)
            if (ink := _ink(tree, item.foreground(column))) is not None:
                item.setForeground(column, ink)


def _items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    walk = QTreeWidgetItemIterator(tree)
    # Qt's stub does not know that it ends with None.
    item: QTreeWidgetItem | None = walk.value()
    while item is not None:
        yield item
        walk += 1
        item = walk.value()


def _ink(widget: QWidget, present: QBrush) -> QBrush | None:
    """Return the ink that stands for one of the other theme's, None for any other."""
    if present.style() is Qt.BrushStyle.NoBrush:
        return None
    before, now = (LIGHT, DARK) if is_dark(widget) else (DARK, LIGHT)
    name = present.color().name()
    wanted = next((new for old, new in zip(before, now, strict=True) if old == name), None)
    return QBrush(QColor(wanted)) if wanted else None
