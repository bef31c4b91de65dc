"""What keeps a recipient from an award whatever the standard says (legal catalogue §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.exclusions import ClockBasis, clock_start, exclusion_problems
from desktop.law.facts import NominationFacts, PriorAward
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.recipient_facts import HoldFact, RecipientFacts
from desktop.law.terms import AwardType, HoldKind, RecipientKind

LAW = Catalogue.load()
Y2023, Y2024, Y2026 = date(2023, 11, 1), date(2024, 11, 1), date(2026, 11, 1)
C, S = ProblemCode, Severity
ARTICLE_4 = "Nghị định số 98/2023/NĐ-CP, Điều 4"
X2 = "Luật Thi đua, khen thưởng năm 2022, Điều 5 khoản 2"


def nominee(award: str = "GK_XA", year: int = 2023, **changes: Any) -> NominationFacts:
    """A person nominated for the whole of a year."""
    one = NominationFacts(
        id=UUID(int=1),
        recipient_kind=RecipientKind.INDIVIDUAL,
        name="Đỗ Thị Ước",
        award_code=award,
        award_type=AwardType.MERIT,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
    )
    return replace(one, **changes)


def told(one: NominationFacts, day: date = Y2023, today: date | None = None) -> list[Problem]:
    award = LAW.award(one.award_code)
    return list(exclusion_problems(one, award, LAW, day, today or day))


def codes(one: NominationFacts, day: date = Y2023) -> list[ProblemCode]:
    return [problem.code for problem in told(one, day)]


def held(*holds: HoldFact) -> RecipientFacts:
    return RecipientFacts(kind=RecipientKind.INDIVIDUAL, holds=holds)


@pytest.mark.parametrize("kind", list(HoldKind))
@pytest.mark.parametrize(
    ("day", "severity", "citation"),
    [  # X1: FOUND[S22] under R2003 and R2022, not read since
        (Y2023, S.BLOCKING, ""),
        (Y2024, S.BLOCKING, ARTICLE_4),
        (date(2025, 11, 1), S.WARNING, ""),
        (Y2026, S.WARNING, ""),
    ],
)
def test_what_is_under_way_makes_a_nomination_wait(
    kind: HoldKind, day: date, severity: Severity, citation: str
) -> None:
    since = date(day.year, 10, 1)
    one = nominee(recipient=held(HoldFact(kind=kind, since=since)))
    (found,) = told(one, day)
    assert (found.code, found.severity, found.citation) == (C.ON_HOLD, severity, citation)
    assert found.data == {"name": "Đỗ Thị Ước", "hold": kind.label.lower(), "since": since}


@pytest.mark.parametrize(
    ("since", "ended", "waits"),
    [
        (None, None, True),
        (date(2023, 11, 1), None, True),
        (date(2023, 11, 2), None, False),
        (date(2023, 1, 1), date(2023, 11, 2), True),
        (date(2023, 1, 1), date(2023, 11, 1), False),
    ],
)
def test_a_hold_lasts_until_it_is_concluded(
    since: date | None, ended: date | None, *, waits: bool
) -> None:
    hold = HoldFact(kind=HoldKind.COMPLAINT, since=since, ended_on=ended)
    assert bool(told(nominee(recipient=held(hold)))) is waits


def test_two_holds_are_told_each() -> None:
    holds = [HoldFact(kind=HoldKind.COMPLAINT), HoldFact(kind=HoldKind.DISCIPLINE)]
    assert codes(nominee(recipient=held(*holds))) == [C.ON_HOLD, C.ON_HOLD]


# --- one achievement, one reward (X2, X3) -------------------------------------------------------


def form(award: str = "GK_XA", **changes: Any) -> PriorAward:
    """A form given for the middle of 2023."""
    start, end = date(2023, 5, 1), date(2023, 8, 31)
    prior = PriorAward(award_code=award, period_from=start, period_to=end, decision="7/QĐ-UBND")
    return replace(prior, **changes)


@pytest.mark.parametrize(
    ("award", "prior", "day", "expected"),
    [
        ("GK_XA", form(), Y2023, (C.ALREADY_HOLDS, "", True)),  # X2 R2003, FOUND[S22]
        ("GK_XA", form(), Y2024, (C.ALREADY_HOLDS, X2, True)),  # D2, FOUND[S1,S6]
        ("GK_XA", form(), Y2026, (C.ALREADY_HOLDS, "", False)),
        ("GK_XA", form("GK_HUYEN"), Y2024, (C.SAME_ACHIEVEMENT, X2, True)),
        ("BK_TINH", form("GK_XA"), Y2023, (C.SAME_ACHIEVEMENT, "", True)),  # X3, FOUND[S22]
        ("BK_TINH", form("GK_XA"), Y2024, (C.SAME_ACHIEVEMENT, "", False)),  # X3 later, MEM-M
        ("GK_XA", form("GK_DN"), Y2023, (C.SAME_ACHIEVEMENT, "", True)),
    ],
)
def test_months_already_rewarded_are_pointed_at_and_never_block(
    award: str, prior: PriorAward, day: date, expected: tuple[ProblemCode, str, bool]
) -> None:
    # The same months need not be the same deed.
    (found,) = told(nominee(award, prior_awards=(prior,)), day)
    assert (found.code, found.citation, found.verified) == expected
    assert found.severity is S.WARNING
    assert (found.data["decision"], found.data["year"]) == ("7/QĐ-UBND", 2023)


@pytest.mark.parametrize(
    ("award", "prior"),
    [
        ("GK_XA", form(period_from=date(2022, 1, 1), period_to=date(2022, 12, 31))),
        ("GK_XA", form("LDTT")),  # a title beside a form
        ("LDTT", form("CSTDCS", year=2023)),  # X7
        ("GK_XA", form("HUY_HIEU_CU")),  # an award the law data does not have
        ("GK_XA", form(period_from=None)),
    ],
)
def test_what_is_no_second_reward_is_silent(award: str, prior: PriorAward) -> None:
    assert codes(nominee(award, prior_awards=(prior,))) == []


# --- the clock (X4) -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period_to", "decided", "day", "basis"),
    [  # X4: the period written in the previous decision, else its date
        (date(2022, 12, 31), date(2023, 3, 1), date(2022, 12, 31), ClockBasis.PERIOD),
        (None, date(2023, 3, 1), date(2023, 3, 1), ClockBasis.DECISION),
    ],
)
def test_the_clock_starts_from_the_period_else_from_the_decision(
    period_to: date | None, decided: date, day: date, basis: ClockBasis
) -> None:
    start = clock_start(PriorAward(award_code="GK_XA", period_to=period_to, decided_on=decided))
    assert start is not None
    assert (start.day, start.basis) == (day, basis)


def test_without_period_or_decision_no_clock_starts() -> None:
    assert clock_start(PriorAward(award_code="GK_XA")) is None


@pytest.mark.parametrize(
    ("decided", "warned"),
    [
        (date(2023, 3, 1), True),
        (date(2023, 1, 1), True),
        (date(2022, 12, 31), False),
        (None, False),
    ],
)
def test_an_achievement_begun_before_the_clock_is_pointed_at(
    decided: date | None, *, warned: bool
) -> None:
    prior = PriorAward(award_code="GK_XA", decided_on=decided)
    found = told(nominee(prior_awards=(prior,)))
    assert [p.code for p in found] == ([C.INTERVAL_OVERLAPS] if warned else [])
    assert all((p.severity, p.verified) == (S.WARNING, True) for p in found)  # FOUND[S22]
    if found and decided:
        assert found[0].data["day"] == f"{decided:%d/%m/%Y}"
        assert found[0].data["basis"] == "ngày quyết định trước"


def test_a_nomination_without_its_beginning_is_not_held_against_the_clock() -> None:
    prior = PriorAward(award_code="GK_XA", decided_on=date(2023, 3, 1))
    assert codes(nominee(period_from=None, prior_awards=(prior,))) == []


# --- once a year (X5, X6) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prior", "expected"),
    [  # X6: LDTT once a year, FOUND[S3] for Luật 2022
        (PriorAward(award_code="LDTT", year=2024), [(C.ALREADY_HOLDS, S.BLOCKING)]),
        (
            PriorAward(award_code="LDTT", period_to=date(2024, 12, 31)),
            [(C.ALREADY_HOLDS, S.BLOCKING)],
        ),
        (
            PriorAward(award_code="LDTT", decided_on=date(2024, 2, 1)),
            [(C.ALREADY_HOLDS, S.BLOCKING)],
        ),
        (PriorAward(award_code="LDTT", year=2023), []),
        (PriorAward(award_code="LDTT"), []),
    ],
)
def test_an_annual_title_is_held_once_a_year(
    prior: PriorAward, expected: list[tuple[ProblemCode, Severity]]
) -> None:
    found = told(nominee("LDTT", 2024, prior_awards=(prior,)), Y2024)
    assert [(p.code, p.severity) for p in found] == expected


@pytest.mark.parametrize(
    ("day", "prior", "award_type", "expected"),
    [  # X5: FOUND[S22] under R2003; sudden merit, contribution, seniority, foreign are outside it
        (Y2023, PriorAward(award_code="BK_TTG", year=2023), AwardType.MERIT, S.BLOCKING),
        (Y2023, PriorAward(award_code="CSTDTQ", year=2023), AwardType.MERIT, S.BLOCKING),
        (Y2023, PriorAward(award_code="BK_TTG", year=2022), AwardType.MERIT, None),
        (Y2023, PriorAward(award_code="BK_TTG", year=2023), AwardType.SUDDEN, None),
        (Y2023, PriorAward(award_code="BK_TTG", year=2023), AwardType.CONTRIBUTION, None),
        (
            Y2023,
            PriorAward(award_code="BK_TTG", year=2023, award_type=AwardType.FOREIGN),
            AwardType.MERIT,
            None,
        ),
        (Y2023, PriorAward(award_code="BK_TINH", year=2023), AwardType.MERIT, None),
    ],
)
def test_one_state_level_form_a_year(
    day: date, prior: PriorAward, award_type: AwardType, expected: Severity | None
) -> None:
    one = nominee("BK_TTG", day.year, award_type=award_type, prior_awards=(prior,))
    found = [p.severity for p in told(one, day) if p.code is C.STATE_LEVEL_TWICE]
    assert found == ([expected] if expected else [])


def test_a_day_outside_every_regime_warns_without_article() -> None:
    one = nominee(recipient=held(HoldFact(kind=HoldKind.INSPECTION)), prior_awards=(form(),))
    found = told(one, date(1999, 1, 1), Y2023)
    assert [(p.severity, p.citation, p.verified) for p in found] == [(S.WARNING, "", False)] * 2
