"""One act on a layout, to be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from desktop.overrides import override
from desktop.services.certificate_layouts import LayoutDraft

_MERGES = 1


class Act(QUndoCommand):
    """From one draft to another."""

    def __init__(
        self,
        name: str,
        show: Callable[[LayoutDraft], None],
        before: LayoutDraft,
        after: LayoutDraft,
        merge: str,
    ) -> None:
        super().__init__(name)
        self._show, self._before = show, before
        self.after, self.merge = after, merge

    @override
    def redo(self) -> None:
        self._show(self.after)

    @override
    def undo(self) -> None:
        self._show(self._before)

    @override
    def id(self) -> int:
        return _MERGES if self.merge else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Act) or other.merge != self.merge:
            return False
        self.after = other.after
        # Typed and taken back by the field itself: nothing is left to undo.
        self.setObsolete(self.after == self._before)
        return True
