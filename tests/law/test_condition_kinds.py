"""Single conditions at their edges: gaps, and what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.law.condition_kinds import (
    Graded,
    Initiated,
    MembersDone,
    MemberShare,
    OfType,
    Undisciplined,
    Worked,
)
from desktop.law.conditions import OUT_OF_REACH, Case, Condition, Group, MissingField
from desktop.law.recipient_facts import DisciplineFact, InitiativeFact, MemberFacts, RecipientFacts
from desktop.law.terms import (
    AwardType,
    DisciplineLevel,
    Grade,
    InitiativeLevel,
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


@pytest.mark.parametrize(
    ("grades", "gap", "missing"),
    [
        ({2023: Grade.GOOD, 2022: Grade.EXCELLENT}, 0, []),
        ({2023: Grade.GOOD}, 1, [2022]),
        ({}, 2, [2023, 2022]),
        ({2023: Grade.DONE}, 2, []),  # a grade too low settles it
        ({2021: Grade.GOOD}, 2, [2023, 2022]),
    ],
)
def test_a_grade_that_is_missing_is_not_a_grade_too_low(
    grades: dict[int, Grade], gap: int, missing: list[int]
) -> None:
    found, named = asked(GRADED, case(evaluations=grades))
    assert (found, [year for _, year in named]) == (gap, missing)


@pytest.mark.parametrize(
    ("started", "gap"),
    [
        (date(2023, 3, 1), 0),
        (date(2023, 3, 2), OUT_OF_REACH),
        (date(2022, 12, 31), 0),
        (date(2024, 1, 1), OUT_OF_REACH),
        (None, 1),
    ],
)
def test_ten_months_are_counted_to_the_end_of_the_year(started: date | None, gap: int) -> None:
    assert Worked(months=10, **NAMED).gap(case(started_on=started)) == gap


@pytest.mark.parametrize(
    ("level", "decided", "gap"),
    [
        (REPRIMAND, date(2023, 5, 1), 0),  # lighter than asked
        (CAUTION, date(2023, 5, 1), OUT_OF_REACH),
        (CAUTION, date(2022, 12, 31), 0),
        (DisciplineLevel.DISMISSAL, None, OUT_OF_REACH),
    ],
)
def test_a_discipline_counts_by_its_level_and_year(
    level: DisciplineLevel, decided: date | None, gap: int
) -> None:
    one = DisciplineFact(level=level, decided_on=decided)
    assert Undisciplined(level=CAUTION, **NAMED).gap(case(disciplines=(one,))) == gap


def initiatives(*years: int | None, share: int | None = None) -> tuple[InitiativeFact, ...]:
    return tuple(
        InitiativeFact(level=InitiativeLevel.BASE, year=year, share=share) for year in years
    )


@pytest.mark.parametrize(
    ("years", "gap", "missing"),
    [  # two in three years
        ((2023, 2023), 0, []),
        ((2021, 2022), 0, []),
        ((2020, 2022), 1, [(MissingField.INITIATIVE, 2023)]),
        ((), 2, [(MissingField.INITIATIVE, 2023), (MissingField.INITIATIVE, 2022)]),
        ((None, 2023), 1, [(MissingField.INITIATIVE_YEAR, None)]),
    ],
)
def test_a_year_without_initiative_may_have_one_on_paper(
    years: tuple[int | None, ...], gap: int, missing: list[tuple[MissingField, int | None]]
) -> None:
    one = Initiated(level=InitiativeLevel.BASE, count=2, years=3, **NAMED)
    assert asked(one, case(initiatives=initiatives(*years))) == (gap, missing)


@pytest.mark.parametrize(
    ("held", "headcount", "above", "gap"),
    [
        (1, 1, True, 0),
        (0, 1, False, 1),
        (50, 100, False, 0),  # C7: from half, or more than half
        (50, 100, True, 1),
        (51, 101, True, 0),
        (3, -2, False, 1),
        (3, 0, False, 1),  # nobody is a share of nothing
    ],
)
def test_a_share_is_exact(held: int, headcount: int, gap: int, *, above: bool) -> None:
    one = MemberShare(award="LDTT", percent=50, above=above, **NAMED)
    members = {2023: MemberFacts(headcount=headcount, titled={"LDTT": held})}
    assert one.gap(case(kind=TT, members=members)) == gap


def test_without_a_headcount_nobody_knows_whether_all_completed() -> None:
    members = {2023: MemberFacts(done=9)}
    gap, missing = asked(MembersDone(**NAMED), case(kind=TT, members=members))
    assert (gap, missing) == (1, [(MissingField.HEADCOUNT, 2023)])


def test_an_award_type_not_chosen_is_missing_and_another_one_is_none_of_them() -> None:
    sudden = OfType(types=(AwardType.SUDDEN,), **NAMED)
    assert asked(sudden, case()) == (OUT_OF_REACH, [(MissingField.AWARD_TYPE, None)])
    assert asked(sudden, case(AwardType.MERIT)) == (OUT_OF_REACH, [])
    assert sudden.gap(case(AwardType.SUDDEN)) == 0
