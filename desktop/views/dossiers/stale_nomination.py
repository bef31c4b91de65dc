"""A nomination somebody else saved first, beside what is being typed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QSplitter

from desktop.overrides import override
from desktop.services.fields import Draft
from desktop.services.nominations import NominationDraft
from desktop.views.dossiers.nomination_form import NominationForm
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.stale_edit import Newest, StaleEdit, saved_words

if TYPE_CHECKING:
    from desktop.views.pages import Bench


class StaleNomination(StaleEdit):
    """Shows the newest version in a form that fits its recipient, as the one typed into does.

    Args:
        form, splitter, banner, take: as ``StaleEdit`` wants them.
        bench: services and runner.
        titles: gives the names of the records a draft points at; called in a job.
    """

    def __init__(
        self,
        form: NominationForm,
        splitter: QSplitter,
        banner: Banner,
        bench: Bench,
        titles: Callable[[Any], dict[UUID, str]],
        take: Callable[[UUID], object],
    ) -> None:
        super().__init__(form, splitter, banner, bench.runner, self._newest, take)
        self._nomination_form, self._bench, self._titles = form, bench, titles

    def _newest(self, nomination_id: UUID) -> Newest:
        service = self._bench.desk.nominations
        draft = service.open_draft(nomination_id)
        return draft, self._titles(draft), saved_words(service.history(nomination_id))

    @override
    def make_form(self, draft: Draft, titles: Mapping[UUID, str]) -> NominationForm:
        assert isinstance(draft, NominationDraft)
        newest = NominationForm()
        # The half of the open dossier is the wider one: its table of nominations needs it.
        newest.stack_fields()
        newest.show_nomination(draft, titles, self._nomination_form.on)
        return newest
