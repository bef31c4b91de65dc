"""The records a form points at: their names, and what fits while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.errors import AppError
from desktop.services.fields import Draft, FieldKind, specs_of
from desktop.views.widgets.editors import Found, ReferenceEditor

if TYPE_CHECKING:
    from desktop.views.pages import Bench


class RecordReferences:
    """Asks the services of the records a draft points at.

    Args:
        bench: services and runner.
        refuse: told when nothing can be looked up.
    """

    def __init__(self, bench: Bench, refuse: Callable[[AppError], object]) -> None:
        self._bench, self._refuse = bench, refuse

    def titles(self, draft: Draft) -> dict[UUID, str]:
        """Return the names of every record the draft points at; runs in a job."""
        wanted: dict[str, set[UUID]] = {}
        for holder in (draft, *_lines_of(draft)):
            for name, spec in specs_of(type(holder)).items():
                value = getattr(holder, name)
                if spec.kind is FieldKind.REFERENCE and value is not None:
                    wanted.setdefault(spec.refers_to, set()).add(value)
        titles: dict[UUID, str] = {}
        for subject, ids in wanted.items():
            titles |= getattr(self._bench.desk, subject).titles(sorted(ids))
        return titles

    def look_up(self, editor: ReferenceEditor, subject: str, text: str) -> None:
        """Offer in ``editor`` the records of a subject that ``text`` finds."""
        service = getattr(self._bench.desk, subject)

        def show(matches: Sequence[Any]) -> None:
            editor.show_matches([Found(m.id, m.title, m.subtitle) for m in matches])

        self._bench.runner.run(lambda _r: service.find(text), on_done=show, on_refused=self._refuse)


def _lines_of(draft: Draft) -> list[Any]:
    names = [n for n, s in specs_of(type(draft)).items() if s.kind is FieldKind.LINES]
    return [line for name in names for line in getattr(draft, name)]
