"""Giving a widget the name by which tests, the journal and screen readers find it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str, *, says: str = "", **properties: object) -> W:
    """Return ``widget`` with its objectName.

    Args:
        widget: what is named.
        name: the objectName.
        says: what a screen reader says, where the widget's own text does not.
        properties: what the stylesheet looks at (``role="muted"``, ``primary=True``).
    """
    widget.setObjectName(name)
    if says:
        widget.setAccessibleName(says)
    for key, value in properties.items():
        widget.setProperty(key, value)
    return widget


def restyle(widget: QWidget, **properties: object) -> None:
    """Change what the stylesheet looks at; it does so only when a widget is polished."""
    if all(widget.property(key) == value for key, value in properties.items()):
        return
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    if isinstance(widget, QLabel):
        # WORKAROUND: a label measures its padding only when its style changes as a whole, and its
        # size only when its text is another one.
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        text = widget.text()
        widget.clear()
        widget.setText(text)
