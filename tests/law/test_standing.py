"""How a standard is told as problems of a dossier, and where each is cured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.facts import NominationFacts
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.standing import judged, standard_problems, year_of
from desktop.law.terms import AwardType, RecipientKind
from tests.law.recipient_cases import BASE, NEW, OLD, day_of, person, run

LAW = Catalogue.load()
C, S = ProblemCode, Severity


def nominee(regime: str, award: str, **said: Any) -> NominationFacts:
    """A person of whom something is recorded, nominated for the year of a regime."""
    day = day_of(regime)
    return NominationFacts(
        id=UUID(int=1),
        recipient_kind=RecipientKind.INDIVIDUAL,
        name="Đỗ Thị Ước",
        award_code=award,
        award_type=AwardType.MERIT,
        period_from=date(day.year, 1, 1),
        period_to=date(day.year, 12, 31),
        recipient=person(regime, **said),
    )


def told(regime: str, award: str, **said: Any) -> list[Problem]:
    return list(standard_problems(nominee(regime, award, **said), LAW, day_of(regime)))


def test_what_the_records_prove_is_silent() -> None:
    word = {"LDTT.R2022.solidarity": True}
    assert told(NEW, "LDTT", grades=["tot"], attestations=word) == []


def test_what_they_disprove_blocks_with_its_article() -> None:
    refused, attest = told(NEW, "LDTT", grades=["ht"])  # LDTT R2022, Điều 24 k1, FOUND[S3,S14]
    assert (refused.code, refused.severity, refused.verified) == (
        C.STANDARD_NOT_MET,
        S.BLOCKING,
        True,
    )
    assert refused.citation == "Luật Thi đua, khen thưởng năm 2022, Điều 24 khoản 1"
    assert refused.data["condition"] == "LDTT.R2022.eval"
    assert (attest.code, attest.field, attest.severity) == (
        C.STANDARD_TO_ATTEST,
        "standards",
        S.WARNING,
    )


@pytest.mark.parametrize(
    ("regime", "award", "said", "field", "missing"),
    [
        (NEW, "LDTT", {}, "record:evaluations", "xếp loại năm 2024"),
        (NEW, "CSTDCS", {"initiatives": [(BASE, 0)]}, "record:prior_awards", "LĐTT năm 2024"),
        (NEW, "CSTDCS", {"titles": run("LDTT", 0)}, "page:initiatives", "sáng kiến năm 2024"),
        (
            NEW,
            "CSTDCS",
            {"proposed": run("LDTT", 0), "initiatives": [(BASE, 0)]},
            "standards",
            "kết quả xét LĐTT năm 2024",
        ),
        (OLD, "CSTDCS", {"titles": run("LDTT", 0)}, "page:campaigns", "đăng ký thi đua năm 2023"),
    ],
)
def test_what_is_missing_is_named_and_leads_to_where_it_is_entered(
    regime: str, award: str, said: dict[str, Any], field: str, missing: str
) -> None:
    found = told(regime, award, **said)[0]
    assert (found.code, found.field) == (C.STANDARD_UNDECIDED, field)
    assert found.data["missing"] == missing


def test_nothing_is_judged_of_whom_nothing_is_recorded_or_for_no_award() -> None:
    one = nominee(NEW, "LDTT")
    assert judged(replace(one, recipient=None), LAW, day_of(NEW)) is None
    assert judged(replace(one, award_code="GK_TREN_TROI"), LAW, day_of(NEW)) is None
    assert judged(replace(one, award_code="GK_DN"), LAW, day_of(NEW)) is None
    assert list(standard_problems(replace(one, recipient=None), LAW, day_of(NEW))) == []


def test_the_year_is_that_of_the_achievement_else_of_the_dossier() -> None:
    one = nominee(NEW, "LDTT")
    assert year_of(one, date(2025, 2, 1)) == 2024
    assert year_of(replace(one, period_to=None), date(2025, 2, 1)) == 2025


def test_two_grades_of_one_year_are_a_problem_of_their_own() -> None:
    one = replace(nominee(NEW, "LDTT"), contradictory_years=(2024,))
    first = next(standard_problems(one, LAW, day_of(NEW)))
    assert (first.code, first.field) == (C.EVALUATIONS_CONTRADICT, "record:evaluations")
    assert first.data == {"name": "Đỗ Thị Ước", "year": 2024}


def test_a_missing_fact_asks_for_a_reason_also_where_the_rule_is_second_hand() -> None:
    # CSTDCS R2026 is known from a draft only (S15); the initiative it asks for is missing anyway.
    problems = told("R2026", "CSTDCS", grades=["xuat_sac"])
    (missing,) = [p for p in problems if p.field == "page:initiatives"]
    assert (missing.severity, missing.verified) == (S.WARNING, False)


def test_a_fact_only_local_rules_ask_for_is_for_information() -> None:
    # LDTT R2003: ten months at work is a local rule (catalogue §2.2, seen in S40 only).
    word = {"LDTT.R2003.registered": True}
    problems = told(OLD, "LDTT", grades=["tot"], registered=True, attestations=word)
    (missing,) = [p for p in problems if p.field == "record:started_on"]
    assert missing.severity is S.INFO
