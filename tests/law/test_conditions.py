"""Groups of conditions, and what speaks for a recipient."""

from __future__ import annotations

from typing import Any

from desktop.law.condition_kinds import (
    Attested,
    Consecutive,
    Graded,
    Titled,
    Undisciplined,
)
from desktop.law.conditions import WORD, Case, Condition, Group, MissingField, leaves
from desktop.law.recipient_facts import RecipientFacts
from desktop.law.terms import (
    AwardType,
    DisciplineLevel,
    Grade,
    RecipientKind,
)

NAMED = {"code": "X.1", "text": "…"}
TT = RecipientKind.COLLECTIVE
REPRIMAND, CAUTION = DisciplineLevel.REPRIMAND, DisciplineLevel.WARNING


def case(award_type: AwardType | None = None, **facts: Any) -> Case:
    """A recipient in the year 2023."""
    known = {"kind": RecipientKind.INDIVIDUAL, **facts}
    return Case(RecipientFacts(**known), 2023, award_type)


def asked(one: Condition, judged: Case) -> tuple[int, list[tuple[MissingField, int | None]]]:
    """The gap, and what is missing of a single condition."""
    assert not isinstance(one, Group)
    return one.gap(judged), [(fact.field, fact.year) for fact in one.missing(judged)]


GRADED = Graded(grade=Grade.GOOD, years=2, **NAMED)


def test_a_group_passes_over_what_only_a_word_can_fill() -> None:
    word = Attested(code="X.2", text="…")
    title = Titled(awards=("LDTT",), code="X.3", text="…")
    assert asked(word, case()) == (WORD, [])
    assert Group(parts=(word, word), any_one=False, **NAMED).gap(case()) == WORD
    assert Group(parts=(word, title), any_one=True, **NAMED).gap(case()) == 1
    assert Group(parts=(title, GRADED, word), any_one=False, **NAMED).gap(case()) == 3


def test_what_speaks_for_a_recipient_is_a_record_that_says_something() -> None:
    clean = Undisciplined(level=CAUTION, code="X.2", text="…")
    run = Consecutive(award="GDVH", count=1, code="X.3", text="…")
    either = Group(parts=(clean, run), any_one=True, **NAMED)
    assert (either.gap(case()), either.speaks(case())) == (0, False)
    assert either.speaks(case(titles=frozenset({("GDVH", 2022)})))
    assert [leaf.code for leaf in leaves([either, GRADED])] == ["X.2", "X.3", "X.1"]
