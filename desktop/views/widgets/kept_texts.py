"""What is typed outside the forms, in dialogs, notes and replies, kept as it is typed.

A form has a journal of its own (``form_journal.py``). Everything else is kept here by the place it
is typed at, in memory and, a second later, in the same journal: neither another page nor a killed
program loses it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.services.fields import clean
from desktop.services.journal import Kept

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.views.pages import Bench

_PREFIX = "typed:"
_EVERY_MS = 1_000
# What a dialog was given stays for the case that nothing came of it; not for ever.
_DAYS = 30
_TEXT = "text"


class KeptTexts(QObject):
    """Everything typed and not saved, by its place; the workspace owns the one of its office.

    Args:
        bench: gives the journal and the runner.
        parent: the widgets below it find this by ``of``.
    """

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._kept: dict[str, Kept] = {}
        self._waiting: set[str] = set()
        self._was_refused = False
        self._timer = QTimer(self, interval=_EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self.write)

    @classmethod
    def of(cls, widget: QObject | None) -> KeptTexts | None:
        """Return what keeps the texts of a widget; None where it stands in no workspace."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        while widget is not None:
            found = widget.findChildren(cls, options=direct)
            if found:
                return found[0]
            widget = widget.parent()
        return None

    def read(self) -> None:
        """Read what a killed program left; what is long past is forgotten."""
        journal, since = self._bench.desk.journal, self._bench.desk.store.clock()
        oldest = since - timedelta(days=_DAYS)

        def work(_report: object) -> dict[str, Kept]:
            found = journal.everything(_PREFIX)
            for key in [key for key, kept in found.items() if kept.at < oldest]:
                journal.drop(key)
                del found[key]
            return found

        def take(found: dict[str, Kept]) -> None:
            self._kept = {k.removeprefix(_PREFIX): kept for k, kept in found.items()} | self._kept

        self._run(work, take)

    def at(self, place: str) -> Kept | None:
        """Return what was typed at a place and not dropped since."""
        return self._kept.get(place)

    def keep(self, place: str, state: dict[str, Any]) -> None:
        """Keep what is typed at a place now."""
        store = self._bench.desk.store
        self._kept[place] = Kept(store.clock(), store.actor.name, state)
        self._waiting.add(place)
        if not self._timer.isActive():
            self._timer.start()

    def drop(self, place: str) -> None:
        """Forget a place: what was typed there is saved, or was given up."""
        self._waiting.discard(place)
        if self._kept.pop(place, None) is not None:
            self._run(partial(_drop, self._bench.desk.journal, place), lambda _none: None)

    def write(self) -> None:
        """Write down at once what waits to be."""
        journal, waiting = self._bench.desk.journal, sorted(self._waiting)
        states = {place: self._kept[place].state for place in waiting}
        self._waiting.clear()
        self._timer.stop()

        def work(_report: object) -> None:
            for place, state in states.items():
                journal.keep(f"{_PREFIX}{place}", state)

        def refused(error: AppError) -> None:
            # The next write takes them along, unless they were saved or given up meanwhile.
            self._waiting.update(states.keys() & self._kept.keys())
            self._refused(error)

        if states:
            self._run(work, lambda _none: None, refused)

    def _run(
        self,
        work: Callable[[object], Any],
        on_done: Callable[[Any], object],
        on_refused: Callable[[AppError], object] | None = None,
    ) -> None:
        refused, runner = on_refused or self._refused, self._bench.runner
        if not runner.is_closed:
            runner.run(work, on_done=on_done, on_refused=refused, brief=True)

    def _refused(self, error: AppError) -> None:
        # Said once: a full disk would else be told every second to somebody who is typing.
        tell = self._bench.runner.on_refused
        if tell is not None and not self._was_refused:
            tell(error)
        self._was_refused = True


def _drop(journal: Any, place: str, _report: object) -> None:
    journal.drop(f"{_PREFIX}{place}")


class TypedText(QObject):
    """One field beside a record: what is typed into it belongs to the record in sight.

    Args:
        field: shows what was typed at a place, else what is saved there.

    Signals:
        edited: somebody typed.
    """

    edited = Signal()

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._field, self._place, self._saved = field, "", ""
        self._typed: dict[str, str] = {}
        field.textChanged.connect(self._changed)

    def show(self, place: str, saved: str = "") -> None:
        """Show a place; "" is none, where nothing is kept."""
        typed = self.typed(place)
        self._place, self._saved = "", saved
        self._write(saved if typed is None else typed)
        self._place = place

    def typed(self, place: str) -> str | None:
        """Return what was typed at a place and is not saved."""
        if place not in self._typed and place and (texts := KeptTexts.of(self)) is not None:
            kept = texts.at(place)
            if kept is not None:
                self._typed[place] = str(kept.state.get(_TEXT, ""))
        return self._typed.get(place)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed at the place in sight and is not saved."""
        return self.typed(self._place) is not None

    def done(self, place: str, saved: str = "", written: str | None = None) -> None:
        """Take note that what was typed at a place is saved, or given up.

        Args:
            place: where it was typed.
            saved: what is saved there now.
            written: the text that was saved; anything else typed there by now stays. None gives
                up whatever is typed.
        """
        typed = self.typed(place)
        if written is not None and typed is not None and clean(typed) != clean(written):
            if place == self._place:
                self._saved = saved
            return
        self._forget(place)
        if place == self._place:
            self.show(place, saved)

    def _forget(self, place: str) -> None:
        self._typed.pop(place, None)
        if (texts := KeptTexts.of(self)) is not None:
            texts.drop(place)

    def _text(self) -> str:
        field = self._field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def _write(self, text: str) -> None:
        if text == self._text():
            return  # the cursor of whoever is typing stays where it is
        if isinstance(self._field, QLineEdit):
            self._field.setText(text)
        else:
            self._field.setPlainText(text)

    def _changed(self) -> None:
        if not self._place:
            return
        text = self._text()
        if text.strip() == self._saved.strip():
            self._forget(self._place)
        else:
            self._typed[self._place] = text
            if (texts := KeptTexts.of(self)) is not None:
                texts.keep(self._place, {_TEXT: text})
        self.edited.emit()
