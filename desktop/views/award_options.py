"""The awards of the law data as options of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.views.widgets.record_form import RecordForm


def offer_awards(
    form: RecordForm[Any], kind: RecipientKind | None = None, on: date | None = None
) -> None:
    """Offer every award, or those for one kind of recipient in force on a day."""
    catalogue = Catalogue.load()
    awards = catalogue.awards_for(kind, on) if kind and on else catalogue.awards
    form.set_options("awards", [(a.code, a.name) for a in awards])
