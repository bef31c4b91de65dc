"""How one screen learns that another changed something, without the two knowing each other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Made once; pages emit on it after a successful write and refresh from it.

    Signals:
        changed: the names of the subjects whose records changed, as ``frozenset[str]``.
        others_changed: what somebody else did to this office's data, as ``tuple[NewsRow, ...]``.
    """

    changed = Signal(object)
    others_changed = Signal(object)

    def tell(self, subjects: Iterable[str]) -> None:
        """Say that records of ``subjects`` changed."""
        self.changed.emit(frozenset(subjects))
