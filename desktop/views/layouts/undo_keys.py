"""Ctrl+Z and Ctrl+Y in the designer's fields: their own typing first, then the layout's acts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.overrides import override

_FIELDS = (QAbstractSpinBox, QLineEdit, QPlainTextEdit)


class UndoKeys(QObject):
    """Keeps the fields of ``board`` from swallowing keys they have no use for.

    A field with nothing of its own to take back claims Ctrl+Z all the same, so that an officer who
    has just typed a measure would press it in vain.
    """

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        for kind in _FIELDS:
            for field in board.findChildren(kind):
                field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undoes, redoes = _has_own(watched)
        undo = event.matches(QKeySequence.StandardKey.Undo) and not undoes
        redo = event.matches(QKeySequence.StandardKey.Redo) and not redoes
        if undo or redo:
            event.ignore()
        return undo or redo


def _has_own(field: QObject) -> tuple[bool, bool]:
    """Return whether a field has typing of its own to take back, and to bring again."""
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable(), field.document().isRedoAvailable()
    line = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
    assert isinstance(line, QLineEdit)
    return line.isUndoAvailable(), line.isRedoAvailable()
