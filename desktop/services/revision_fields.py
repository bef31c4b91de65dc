"""The fields of a submission document that two revisions may differ in, labelled as the forms do.

To compare a new field of the document, add a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from desktop.law.catalogue import Catalogue
from desktop.law.terms import AwardType, Gender, RankGroup, RecipientKind
from desktop.services.fields import specs_of
from desktop.services.prior_awards import award_name
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.labels import Labelled

LETTER_ITEM, LIST_ITEM = "TO_TRINH", "DANH_SACH"
_REPORT_ITEMS = ("BAO_CAO", "BAO_CAO_TOM_TAT")
_Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class RevisionField:
    """One field of the dossier or of a nomination in a submission document.

    Attributes:
        path: keys that lead to it.
        name: of the same field in the form; the label itself where the form has none.
        items: codes of the dossier items that show it.
        show: how its value is written for people.
        by_letter: every letter counts, as in a name.
    """

    path: tuple[str, ...]
    name: str
    items: tuple[str, ...]
    show: _Show
    by_letter: bool = False

    @property
    def label(self) -> str:
        """What the form calls it."""
        return _labels().get(self.name, self.name)

    def is_told(self, part: Mapping[str, Any]) -> bool:
        """Whether a document's program knew this field; one it left out is not one left empty."""
        value: Any = part
        for key in self.path:
            if isinstance(value, Mapping) and key not in value:
                return False
            value = value[key] if isinstance(value, Mapping) else None
        return True

    def shown(self, part: Mapping[str, Any]) -> str:
        """Return its value in a part of a document as people read it, "" for none."""
        value = self.value(part)
        return "" if value is None or value == "" else self.show(value)

    def value(self, part: Mapping[str, Any]) -> Any:
        """Return its value as the document has it, None for none."""
        value: Any = part
        for key in self.path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


@cache
def _labels() -> dict[str, str]:
    # Imported here: the services of these forms ask what of a returned dossier is still unanswered.
    from desktop.services.dossiers import DossierDraft
    from desktop.services.nominations import NominationDraft

    forms = (("dossier", DossierDraft), ("nomination", NominationDraft))
    return {
        f"{form}.{name}": spec.label
        for form, draft in forms
        for name, spec in specs_of(draft).items()
    }


def _day(value: str) -> str:
    return short_date(date.fromisoformat(value))


def _term(terms: type[Labelled], code: str) -> str:
    return next((member.label for member in terms if member.value == code), code)


def _unless_unknown(code: str) -> str:
    return "" if code == Gender.UNKNOWN else _term(Gender, code)


def _yes(value: bool) -> str:
    return "có" if value else "không"


def _regime(code: str) -> str:
    names = [regime.name for regime in Catalogue.load().regimes if regime.code == code]
    return names[-1] if names else code


def _of_dossier(name: str, show: _Show = str, *path: str) -> RevisionField:
    return RevisionField(path or (name,), f"dossier.{name}", (LETTER_ITEM,), show)


def _of_recipient(key: str, show: _Show = str, *, by_letter: bool = False) -> RevisionField:
    name = f"nomination.recipient_{key}"
    return RevisionField(("recipient", key), name, (LIST_ITEM,), show, by_letter)


def _of_nomination(name: str, show: _Show, *items: str) -> RevisionField:
    return RevisionField((name,), f"nomination.{name}", items, show)


DOSSIER_FIELDS = (
    _of_dossier("title"),
    _of_dossier("award_type", partial(_term, AwardType)),
    _of_dossier("campaign_id", str, "campaign", "name"),
    _of_dossier("letter_number", str, "letter", "number"),
    _of_dossier("letter_date", _day, "letter", "date"),
    _of_dossier("signatory_name", str, "letter", "signatory_name"),
    _of_dossier("signatory_title", str, "letter", "signatory_title"),
    _of_dossier("opening", str, "letter", "opening"),
    RevisionField(("regime",), "Văn bản áp dụng", (LETTER_ITEM,), _regime),
)
NOMINATION_FIELDS = (
    _of_recipient("name", by_letter=True),
    _of_recipient("kind", partial(_term, RecipientKind)),
    RevisionField(("recipient", "honorific"), "Cách xưng", (LIST_ITEM,), str, by_letter=True),
    _of_recipient("gender", _unless_unknown),
    _of_recipient("birth_date", _day),
    _of_recipient("birth_year"),
    _of_recipient("post", by_letter=True),
    _of_recipient("unit", by_letter=True),
    _of_recipient("address"),
    RevisionField(
        ("recipient", "rank_group"),
        "nomination.rank_group",
        (LIST_ITEM,),
        partial(_term, RankGroup),
    ),
    RevisionField(("recipient", "is_enterprise"), "nomination.is_enterprise", (LIST_ITEM,), _yes),
    _of_nomination("award_code", award_name, LIST_ITEM, *_REPORT_ITEMS),
    _of_nomination("award_type", partial(_term, AwardType), LIST_ITEM),
    _of_nomination("achievement", str, LIST_ITEM, *_REPORT_ITEMS),
    _of_nomination("period_from", _day, LIST_ITEM, *_REPORT_ITEMS),
    _of_nomination("period_to", _day, LIST_ITEM, *_REPORT_ITEMS),
    _of_nomination("report", str, *_REPORT_ITEMS),
)
