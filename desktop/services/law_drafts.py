"""A correction of the law as its form holds it: what was typed, and what is wrong with it alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.law.correctable import LONGEST_TEXT, Correctable, EditorKind, Entry, checked, fields_of
from desktop.law.corrections import Correction
from desktop.law.problems import Problem, ProblemCode
from desktop.law.wording import period
from desktop.services.fields import Draft, day, long_text, problems_of, text
from desktop.services.law_rows import shipped_entries, window_of, window_words
from desktop.services.letters import letter_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft(Draft):
    """What the form of a correction edits.

    Attributes:
        row_id: the row's permanent name.
        values: what was typed, by key of the row; keys left out stay as shipped.
        whole_time: the row was wrong, or is only confirmed: there is no day before which it holds.
    """

    row_id: str = ""
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    basis: str = text("Căn cứ", required=True, hint="Số, ngày văn bản và điều khoản")
    holds_from: date | None = day("Áp dụng từ ngày")
    holds_to: date | None = day("Đến hết ngày", not_before="holds_from")
    whole_time: bool = False
    note: str = long_text("Ghi chú")


def draft_of(
    row_id: str, changes: Mapping[str, object], days: tuple[date | None, date | None]
) -> CorrectionDraft:
    """Return a correction kept or received as if it were typed; basis and note are left empty."""
    return CorrectionDraft(
        row_id=row_id,
        values=changes,
        holds_from=days[0],
        holds_to=days[1],
        whole_time=days == (None, None),
    )


def correction_of(draft: CorrectionDraft) -> Correction:
    """Return what would be in force if the draft, which has no problems, were saved."""
    days = (draft.holds_from, draft.holds_to)
    return Correction.of(draft.row_id, changes_of(draft), draft.basis, *days)


def changes_of(draft: CorrectionDraft) -> dict[str, Any]:
    """Return what differs from the shipped row, as plain JSON; nothing where it is confirmed."""
    entry = shipped_entries()[draft.row_id]
    read = {f.key: (checked(f, draft.values[f.key]), entry.value(f)) for f in _typed(entry, draft)}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, (value, shipped_value) in read.items()
        if value != shipped_value
    }


def _typed(entry: Entry, draft: CorrectionDraft) -> list[Correctable]:
    return [field for field in fields_of(entry) if field.key in draft.values]


def alone_problems(entry: Entry, draft: CorrectionDraft, today: date) -> list[Problem]:
    """Return all that is wrong with a draft whatever else is in force; days if nothing else is."""
    found = [*problems_of(draft, today), *typed_problems(entry, draft)]
    return found or days_problems(entry, draft)


def typed_problems(entry: Entry, draft: CorrectionDraft) -> list[Problem]:
    """Return what cannot be read of the values typed, each beside its field."""
    # Left out in silence, they would make of the draft a confirmation of the row as it is.
    known = {field.key for field in fields_of(entry)}
    found = [
        Problem("", ProblemCode.CORRECTION_BREAKS, data={"why": key})
        for key in draft.values
        if key not in known
    ]
    for field in _typed(entry, draft):
        found += _value_problems(entry, field, draft.values[field.key])
    return [*found, *letter_problems("basis", "Căn cứ", draft.basis)]


def _value_problems(entry: Entry, field: Correctable, typed: object) -> list[Problem]:
    where, value = f"values.{field.key}", checked(field, typed)
    if value == () and entry.value(field) != ():
        # Nobody at all is said by the rows the program itself knows to have no local decider.
        value = ProblemCode.REQUIRED
    if isinstance(value, ProblemCode):
        limits = {"minimum": field.minimum, "maximum": field.maximum}
        if value is ProblemCode.TOO_LONG:
            limits = {"maximum": LONGEST_TEXT}
        return [Problem(where, value, data={"label": field.label, **limits})]
    is_text = field.kind is EditorKind.TEXT
    return letter_problems(where, field.label, str(value)) if is_text else []


def days_problems(entry: Entry, draft: CorrectionDraft) -> list[Problem]:
    """Return what is wrong with the days: none, too many, or days on which the row never holds."""
    first, last = draft.holds_from, draft.holds_to
    if first is None and last is None:
        if draft.whole_time or not entry.divisible:
            return []
        return [Problem("holds_from", ProblemCode.REQUIRED, data={"label": "Áp dụng từ ngày"})]
    if not entry.divisible:
        return [Problem("holds_from", ProblemCode.CORRECTION_UNDIVIDED)]
    if draft.whole_time:
        labels: dict[str, object] = {"label": "ngày áp dụng", "other": "áp dụng cho mọi thời gian"}
        return [Problem("whole_time", ProblemCode.ONE_OF_TWO, data=labels)]
    start, end = window_of(entry)
    if (first or date.min) <= end and start <= (last or date.max):
        return []
    data: dict[str, object] = {"period": period(first, last), "own": window_words(entry)}
    return [Problem("holds_from", ProblemCode.CORRECTION_OUTSIDE, data=data)]


def meet(one: Correction, other: Correction) -> bool:
    """Whether two corrections of a row claim the same days.

    One with days stands above one without, so these two never contradict.
    """
    if one.is_dated is not other.is_dated:
        return False
    starts = (one.holds_from or date.min, other.holds_from or date.min)
    ends = (one.holds_to or date.max, other.holds_to or date.max)
    return max(starts) <= min(ends)
