"""Every row of the law as the legal page lists it, and one of them laid open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.law.catalogue import shipped
from desktop.law.correctable import Correctable, Entry, entries, fields_of
from desktop.law.corrections import Correction, Value, corrected, unfolded
from desktop.law.reading import day_of
from desktop.law.rows import Confidence
from desktop.law.wording import (
    about,
    in_words,
    period,
    regime_label,
    regimes_of,
    says,
    shortened,
)
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_NAMESPACE = uuid5(NAMESPACE_URL, "guongsang:law")
_LOCAL_THRESHOLD = "votes.threshold.local."
_DAY_ZERO, _DAY_LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class LawRow:
    """One line of the table of the law.

    Attributes:
        id: made from ``row_id``, the same in every office.
        group: the collection's Vietnamese name.
        says: today, the office's own reading where it has one.
        regimes: codes of the regimes it is named in; empty for a row with days of its own.
        confidence: of what it says today.
        unsure_in: codes of the regimes in which it only warns although it was read: it was read for
            another regime, or in the procedure of one place.
        corrected: whether a correction of it is in force here, its own or one received.
    """

    id: UUID
    row_id: str
    group: str
    about: str
    says: str
    regimes: tuple[str, ...]
    holds: str
    citation: str
    confidence: Confidence
    unsure_in: tuple[str, ...]
    corrected: bool
    search_key: str
    sort_key: str

    @property
    def title(self) -> str:
        """The row in one line."""
        return f"{self.group}: {self.about}"


@dataclass(frozen=True, slots=True)
class LawField:
    """One value of a row that may be corrected; ``said`` is the shipped one in words."""

    field: Correctable
    value: Value
    said: str


@dataclass(frozen=True, slots=True)
class LawRowDetail:
    """A row laid open; its corrections are read by their service.

    Attributes:
        shipped_says: what the program's own data says, in full.
        shipped_confidence: how well that is known.
        sources: titles of the sources it was read in.
        divisible: whether a correction may hold on some of its days only.
    """

    row: LawRow
    shipped_says: str
    shipped_confidence: Confidence
    shipped_citation: str
    sources: tuple[str, ...]
    fields: tuple[LawField, ...]
    divisible: bool


def id_of(row_id: str) -> UUID:
    """Return the id under which lists and forms know a row."""
    return uuid5(_NAMESPACE, row_id)


def local_threshold() -> UUID:
    """Return the row in which an office writes the percentage of votes its own rules ask for."""
    return next(id_of(name) for name in shipped_entries() if name.startswith(_LOCAL_THRESHOLD))


@cache
def shipped_entries() -> Mapping[str, Entry]:
    """Return the shipped rows by their permanent names."""
    return {entry.id: entry for entry in entries(unfolded(shipped()))}


@cache
def names() -> Mapping[str, str]:
    """Return short award names and item labels by code."""
    documents = shipped()
    found = {row["code"]: row["short_name"] for row in documents["awards"]["rows"]}
    return found | {row["code"]: row["label"] for row in documents["dossier_items"]["items"]}


def law_rows(corrections: Sequence[Correction], today: date) -> list[LawRow]:
    """Return every row in the order of the files, as it stands today."""
    touched = {correction.row_id for correction in corrections}
    present = _present(corrections, today)
    return [
        _row(present.get(row_id, entry), entry, corrected=row_id in touched)
        for row_id, entry in shipped_entries().items()
    ]


def _present(corrections: Sequence[Correction], today: date) -> dict[str, Entry]:
    """Return by name what corrected rows say today, or next where they say nothing today."""
    wanted = {correction.row_id for correction in corrections}
    found: dict[str, Entry] = {}
    if wanted:
        for entry in entries(corrected(shipped(), corrections)):
            if entry.id in wanted and (entry.id not in found or _holds(entry, today)):
                found[entry.id] = entry
    return found


def _holds(entry: Entry, day: date) -> bool:
    first, last = window_of(entry)
    return first <= day <= last


def window_of(entry: Entry) -> tuple[date, date]:
    """Return the first and last day a row holds, by its own days and those of its regimes."""
    first, last = _own_days(entry.row)
    named = regimes_of(entry)
    if not named:
        return first, last
    spans = [_own_days(row) for row in shipped()["regimes"]["rows"] if row["code"] in named]
    return max(first, min(s for s, _ in spans)), min(last, max(e for _, e in spans))


def _own_days(row: Mapping[str, Any]) -> tuple[date, date]:
    return day_of(row.get("from")) or _DAY_ZERO, day_of(row.get("to")) or _DAY_LAST


def window_words(entry: Entry) -> str:
    """Return the days a row holds as words: «từ 01/01/2024 đến 30/06/2025»."""
    first, last = window_of(entry)
    return period(first if first > _DAY_ZERO else None, last if last < _DAY_LAST else None)


def _row(entry: Entry, original: Entry, *, corrected: bool) -> LawRow:
    topic, said = about(original, names()), says(entry)
    citation = _citation(entry)
    group = original.collection.label
    return LawRow(
        id=id_of(original.id),
        row_id=original.id,
        group=group,
        about=topic,
        says=shortened(said),
        regimes=regimes_of(original),
        holds=holds_words(original),
        citation=citation,
        confidence=Confidence(entry.row["confidence"]),
        unsure_in=_unsure_in(original),
        corrected=corrected,
        search_key=fold(f"{group} {topic} {said} {citation} {original.id}"),
        sort_key=sort_key(f"{group} {topic}"),
    )


def _citation(entry: Entry) -> str:
    own = entry.row.get("citation") or ""
    # A dossier item carries its group's procedure, which was read where the item was.
    is_read = Confidence(entry.row["confidence"]).is_verified
    return own or (str(entry.around.get("citation", "")) if is_read else "")


def holds_words(entry: Entry) -> str:
    """Return when a row holds: its regimes by name, the unsure ones marked, or its own days."""
    unsure = _unsure_in(entry)
    codes: Iterable[str] = regimes_of(entry)
    said = (regime_label(c) + (" (chưa đối chiếu)" if c in unsure else "") for c in codes)
    return "; ".join(said) or window_words(entry)


def _unsure_in(entry: Entry) -> tuple[str, ...]:
    if not Confidence(entry.row["confidence"]).is_verified:
        return ()
    if "step" in entry.row and entry.row.get("place"):
        return regimes_of(entry)
    return tuple({**entry.around, **entry.row}.get("carried_to", ()))


def row_detail(row_id: str, corrections: Sequence[Correction], today: date) -> LawRowDetail:
    """Return a row laid open.

    Raises:
        KeyError: no row bears that name.
    """
    entry = shipped_entries()[row_id]
    touched = any(correction.row_id == row_id for correction in corrections)
    now = _present(corrections, today).get(row_id, entry)
    titles = {row["code"]: row["title"] for row in shipped()["sources"]["rows"]}
    fields = [(field, entry.value(field)) for field in fields_of(entry)]
    return LawRowDetail(
        row=_row(now, entry, corrected=touched),
        shipped_says=says(entry),
        shipped_confidence=Confidence(entry.row["confidence"]),
        shipped_citation=_citation(entry),
        sources=tuple(titles[code] for code in entry.row["sources"]),
        fields=tuple(LawField(field, value, in_words(field, value)) for field, value in fields),
        divisible=entry.divisible,
    )
