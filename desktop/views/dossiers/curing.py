"""From a point of a dossier to the record in which it is put right, such as a person's grades."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.law.standing import PAGE, RECORD

if TYPE_CHECKING:
    from desktop.services.nominations import NominationDraft
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner


class Curing(QObject):
    """Finds the record a nomination is about.

    Signals:
        field_requested: subject, id (None for the page alone) and field to be shown.
    """

    field_requested = Signal(str, object, str)

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._banner = bench, banner

    def takes(self, field: str) -> bool:
        """Whether a problem of this field is cured outside the dossier."""
        return field.startswith((RECORD, PAGE))

    def go(self, field: str, nomination_id: UUID | None) -> None:
        """Go where the field of a problem is, for the recipient of a nomination."""
        if field.startswith(PAGE):
            self.field_requested.emit(field.removeprefix(PAGE), None, "")
        elif nomination_id is not None:
            wanted = field.removeprefix(RECORD)

            def show(draft: NominationDraft) -> None:
                for subject, record_id in (
                    ("people", draft.person_id),
                    ("units", draft.unit_id),
                    ("households", draft.household_id),
                ):
                    if record_id is not None:
                        self.field_requested.emit(subject, record_id, wanted)

            self._bench.runner.run(
                lambda _r: self._bench.desk.nominations.open_draft(nomination_id),
                on_done=show,
                on_refused=self._banner.show_refusal,
            )
