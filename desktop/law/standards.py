"""tiêu chuẩn: which conditions an award asks for in a regime, read from ``standards.json``.

A row holds one part of a standard with one confidence; an award may have several parts in force at
once (the law's article, a circular's, registration), and all of them are asked. A row may take its
conditions over from another with ``like``: what is only assumed to go on stays less certain than
what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.law.condition_kinds import (
    Attested,
    Consecutive,
    Graded,
    Initiated,
    MembersDone,
    MemberShare,
    MembersTitled,
    MembersUndisciplined,
    OfType,
    Registered,
    Titled,
    Undisciplined,
    Worked,
)
from desktop.law.conditions import Condition, Group, leaves
from desktop.law.reading import Json, by_regime
from desktop.law.rows import ByRegime
from desktop.law.terms import AwardType, DisciplineLevel, Grade, InitiativeLevel, RecipientKind

_Key = tuple[str, date, RecipientKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(ByRegime):
    """One part of the standard of some awards.

    Attributes:
        part: name of the part; two rows of one part, award, recipient and day contradict.
        awards: codes of the awards.
        recipients: whom it is asked of.
        advisory: told for information and never counted (delta D1).
        conditions: all of them are asked.
    """

    part: str
    awards: frozenset[str]
    recipients: frozenset[RecipientKind]
    advisory: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, eq=False)
class Standards:
    """Every row, with those in force gathered once per regime, day and recipient."""

    rows: tuple[Standard, ...]
    _known: dict[_Key, dict[str, tuple[Standard, ...]]] = field(default_factory=dict, repr=False)
    _provable: dict[_Key, tuple[tuple[str, tuple[Condition, ...]], ...]] = field(
        default_factory=dict, repr=False
    )

    def in_force(
        self, regime: str, day: date, kind: RecipientKind
    ) -> dict[str, tuple[Standard, ...]]:
        """Return what is asked of a kind of recipient on a day, by award code."""
        key = (regime, day, kind)
        if (found := self._known.get(key)) is None:
            found = self._known[key] = self._gather(regime, day, kind)
        return found

    def provable(
        self, regime: str, day: date, kind: RecipientKind
    ) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
        """Return each award that records can speak for, with its conditions; advice left out."""
        key = (regime, day, kind)
        if (found := self._provable.get(key)) is None:
            asked = {
                award: tuple(one for row in rows if not row.advisory for one in row.conditions)
                for award, rows in self.in_force(regime, day, kind).items()
            }
            found = self._provable[key] = tuple(
                (award, conditions)
                for award, conditions in asked.items()
                if any(leaf.is_evidence for leaf in leaves(conditions))
            )
        return found

    def _gather(
        self, regime: str, day: date, kind: RecipientKind
    ) -> dict[str, tuple[Standard, ...]]:
        found: dict[str, tuple[Standard, ...]] = {}
        for row in self.rows:
            if kind in row.recipients and row.holds(regime, day):
                for award in sorted(row.awards):
                    found[award] = (*found.get(award, ()), row)
        return found


def read(document: Json) -> Standards:
    """Return the rows of ``standards.json``.

    Raises:
        KeyError: a condition of an unknown kind, or ``like`` names no row.
    """
    by_id: dict[str, Json] = {}
    for row in document["rows"]:
        by_id.setdefault(row["id"], row)
    return Standards(tuple(_standard(row, by_id) for row in document["rows"]))


def _standard(row: Json, by_id: Mapping[str, Json]) -> Standard:
    said = row
    while "conditions" not in said:
        said = by_id[said["like"]]
    return Standard(
        part=row["part"],
        awards=frozenset(row["awards"]),
        recipients=frozenset(map(RecipientKind, row["recipients"])),
        advisory=row.get("advisory", False),
        conditions=tuple(map(condition, said["conditions"])),
        **by_regime(row),
    )


def condition(written: Json) -> Condition:
    """Return a condition from its data; its text may name its own numbers, as in ``{percent}``.

    Raises:
        KeyError: no such kind, or a value it needs is absent.
        ValueError: a value that is none of its list.
    """
    named = {"code": written["code"], "text": _text(written)}
    if "parts" in written:
        parts = tuple(map(condition, written["parts"]))
        return Group(parts=parts, any_one=written["kind"] == "any", **named)
    return KINDS[written["kind"]](written, named)


def _text(written: Json) -> str:
    """Return the words with the condition's own numbers; other braces stay as an office typed."""
    text: str = written["text"]
    for key in ("percent", "months", "days", "count", "years"):
        text = text.replace(f"{{{key}}}", str(written.get(key, "")))
    return text


def _initiative(written: Json, named: dict[str, str]) -> Condition:
    return Initiated(
        level=InitiativeLevel(written["level"]),
        count=written["count"],
        years=written["years"],
        share_at_least=written.get("share_at_least"),
        **named,
    )


def _consecutive(written: Json, named: dict[str, str]) -> Condition:
    return Consecutive(
        award=written["award"], count=written["count"], late=written["late"], **named
    )


def _share(written: Json, named: dict[str, str]) -> Condition:
    above = written["op"] == ">"
    return MemberShare(award=written["award"], percent=written["percent"], above=above, **named)


KINDS: Mapping[str, Callable[[Json, dict[str, str]], Condition]] = {
    "eval": lambda row, named: Graded(grade=Grade(row["grade"]), years=row["years"], **named),
    "title": lambda row, named: Titled(awards=tuple(row["awards"]), **named),
    "consecutive": _consecutive,
    "initiative": _initiative,
    "no_discipline": lambda row, named: Undisciplined(level=DisciplineLevel(row["level"]), **named),
    "worked": lambda row, named: Worked(months=row["months"], **named),
    "registered": lambda _row, named: Registered(**named),
    "type": lambda row, named: OfType(types=tuple(map(AwardType, row["types"])), **named),
    "attest": lambda _row, named: Attested(**named),
    "member_share": _share,
    "members_titled": lambda row, named: MembersTitled(
        award=row["award"], count=row["count"], **named
    ),
    "members_done": lambda _row, named: MembersDone(**named),
    "members_no_discipline": lambda row, named: MembersUndisciplined(
        level=DisciplineLevel(row["level"]), **named
    ),
}
"""How each kind of single condition is read; ``all`` and ``any`` gather them."""
