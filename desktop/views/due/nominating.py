"""From chosen lines to nominations: which draft dossier, then everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.law.lifecycle import EDITABLE
from desktop.services.due import DueKey, by_award
from desktop.vietnamese.numbers import thousands
from desktop.views.dossiers.nominating import DossierChoice
from desktop.views.due.new_dossier import NewDossierDialog
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.dossiers import DossierDraft, DossierRow
    from desktop.services.offices import OfficeInfo
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner

_HEADING = "Đưa vào hồ sơ nào?"


class DueNominating(QObject):
    """Asks for the dossier and adds the nominations; the banner says what came of it.

    Signals:
        added: nominations were added; the dossier's id.
        dossier_asked: the officer wants to see the dossier; its id.
    """

    added = Signal(object)
    dossier_asked = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._parent, self._banner = bench, parent, banner

    def ask(self, keys: Sequence[DueKey], year: int) -> None:
        """Put chosen lines into a draft dossier, or into a new one the officer names first."""
        awards = {key.award for key in keys}

        def choose(found: tuple[list[DossierRow], DossierDraft, OfficeInfo]) -> None:
            drafts, new, own = found
            going_on, chosen = True, None
            if drafts:
                going_on, chosen = DossierChoice.ask(self._parent, drafts, _HEADING)
            if not going_on:
                return
            into = chosen or NewDossierDialog.ask(self._parent, new, own)
            if into is not None:
                self._add(keys, year, into)

        self._run(lambda: (self._drafts(), *self._new(awards, year)), choose)

    def _new(self, awards: set[str], year: int) -> tuple[DossierDraft, OfficeInfo]:
        """Return what a new dossier starts from, and this office."""
        desk = self._bench.desk
        draft = replace(desk.dossiers.new_draft(), title=f"Đề nghị khen thưởng năm {year}")
        if desk.dossiers.may_decide(awards):
            draft = replace(draft, receiver_office_id=None)
        return draft, desk.offices.own()

    def _drafts(self) -> list[DossierRow]:
        rows = self._bench.desk.dossiers.list_rows()
        return [r for r in rows if r.is_own and r.state in EDITABLE and not r.archived]

    def _add(self, keys: Sequence[DueKey], year: int, into: UUID | DossierDraft) -> None:
        desk = self._bench.desk

        def work() -> tuple[UUID, int, int]:
            dossier_id = into if isinstance(into, UUID) else self._made(into)
            reports = [
                desk.nominations.add_recipients(dossier_id, recipients, award, year)
                for award, recipients in by_award(keys).items()
            ]
            added, already = sum(len(r.added) for r in reports), sum(r.already for r in reports)
            return dossier_id, added, already

        def done(result: tuple[UUID, int, int]) -> None:
            dossier_id, added, already = result
            text = f"Đã đưa {thousands(added)} đề nghị vào hồ sơ."
            if already:
                text += f" {thousands(already)} đối tượng đã có trong hồ sơ cho hình thức này."
            see = ("Mở hồ sơ", lambda: self.dossier_asked.emit(dossier_id))
            self._banner.show_message(Tone.SUCCESS, text, [see])
            self.added.emit(dossier_id)

        self._run(work, done)

    def _made(self, draft: DossierDraft) -> UUID:
        report = self._bench.desk.dossiers.save_draft(draft)
        assert report.id is not None  # a title is all a dossier needs to be saved
        return report.id

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._bench.runner.run(
            lambda _r: work(), on_done=on_done, on_refused=self._banner.show_refusal
        )
