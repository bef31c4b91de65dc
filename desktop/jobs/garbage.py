"""Cyclic garbage is collected on the main thread only.

Python collects on whichever thread happens to make an object when it is due. A closed dialog or
page mostly lies in a cycle; collected by a job's thread, its Qt objects would be destroyed there
while the main thread paints them or sends them events, and the program would crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

# Soon enough that a job which makes millions of objects does not fill the memory.
_EVERY_MS = 200


class MainThreadCollector(QObject):
    """Switches Python's own collection off, and does the same from a timer of the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()

    def stop(self) -> None:
        """Leave the collection to Python again; called when no job runs any more."""
        self._timer.stop()
        if self._was_on:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python would."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > threshold > 0
    ]
    if due:
        gc.collect(due[-1])
