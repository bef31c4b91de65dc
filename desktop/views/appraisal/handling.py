"""Who handles a dossier: taken up by oneself, given to a colleague, or to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from desktop.views.theme import Tone
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.handler_notes import HandlerRow
    from desktop.views.appraisal.page import AppraisalPage
    from desktop.views.pages import Bench

_NOBODY = "Chưa giao cho ai"


class HandlerDialog(FormDialog):
    """Asks to whom dossiers are given."""

    def __init__(self, parent: QWidget | None, officers: Sequence[HandlerRow], count: int) -> None:
        text = f"Giao {count} hồ sơ đang chọn cho ai xử lý?"
        super().__init__(parent, "Giao thụ lý", text, "Giao")
        self._who = named(QComboBox(), "handler")
        for officer in officers:
            post = f" – {officer.post}" if officer.post else ""
            self._who.addItem(f"{officer.name}{post}", officer.officer_id)
        self._who.addItem(_NOBODY, None)
        self.add_field("Người thụ lý", self._who)

    @classmethod
    def ask(
        cls, parent: QWidget | None, officers: Sequence[HandlerRow], count: int
    ) -> tuple[UUID | None] | None:
        """Return who was chosen, in a tuple since nobody is an answer too; None for no answer."""
        dialog = cls(parent, officers, count)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return (dialog._who.currentData(),)


class Handling:
    """Gives the dossiers chosen in the page's list to somebody.

    Args:
        page: whose banner and list are used.
        bench: services and runner.
    """

    def __init__(self, page: AppraisalPage, bench: Bench) -> None:
        self._page, self._notes = page, bench.desk.handler_notes

    def take(self) -> None:
        """Take the dossiers chosen up oneself."""
        chosen = self._page.panel.selected_ids()
        mine = self._notes.mine
        self._page.run(lambda: self._notes.assign(chosen, mine()), self._done)

    def give(self) -> None:
        """Ask who is to handle the dossiers chosen."""
        chosen = self._page.panel.selected_ids()

        def ask(officers: Sequence[HandlerRow]) -> None:
            asked = HandlerDialog.ask(self._page, officers, len(chosen))
            if asked is not None:
                officer = asked[0]
                self._page.run(lambda: self._notes.assign(chosen, officer), self._done)

        self._page.run(self._notes.officers, ask)

    def _done(self, changed: int) -> None:
        text = f"Đã giao {changed} hồ sơ." if changed else "Không có hồ sơ nào đổi người thụ lý."
        self._page.banner.show_message(Tone.SUCCESS if changed else Tone.INFO, text)
        self._page.tell_changed()
