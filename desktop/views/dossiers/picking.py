"""Joins the dialog for choosing recipients to the three services that know them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.views.dossiers.recipient_picker import Candidate, RecipientPicker

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.views.pages import Bench

# More than fits the dialog; whoever is looked for among so many types another word.
_LIMIT = 200
_SUBJECTS = {
    RecipientKind.INDIVIDUAL: "people",
    RecipientKind.COLLECTIVE: "units",
    RecipientKind.HOUSEHOLD: "households",
}


class Picking(QObject):
    """Opens the dialog and answers its searches.

    Signals:
        chosen: the references ticked, and the award's code or "".
        one_off_asked: the award's code or "".
    """

    chosen = Signal(object, str)
    one_off_asked = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._parent = bench, parent
        self._asked = 0

    def ask(self, on: date) -> None:
        """Open the dialog with the awards in force on a day."""
        dialog = RecipientPicker(self._parent, Catalogue.load().awards_for(None, on))
        dialog.chosen.connect(self.chosen)
        dialog.one_off_asked.connect(self.one_off_asked)
        dialog.search_asked.connect(lambda text, kind: self._search(dialog, text, kind))
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.ask_search()

    def _forget(self) -> None:
        self._asked += 1

    def _search(self, dialog: RecipientPicker, text: str, kind: RecipientKind | None) -> None:
        self._asked += 1
        ticket = self._asked

        def show(found: list[Candidate]) -> None:
            # A slower answer to an earlier word, or one that comes after closing, is not shown.
            if ticket == self._asked:
                dialog.show_found(found)

        self._bench.runner.run(lambda _r: candidates(self._bench.desk, text, kind), on_done=show)


def candidates(desk: Desk, text: str, kind: RecipientKind | None = None) -> list[Candidate]:
    """Return who is found by some words without marks, of one kind or of all."""
    kinds = [kind] if kind is not None else list(RecipientKind)
    share = _LIMIT // len(kinds)
    return [
        Candidate(one, match.id, match.title, match.subtitle)
        for one in kinds
        for match in getattr(desk, _SUBJECTS[one]).find(text, share)
    ]
