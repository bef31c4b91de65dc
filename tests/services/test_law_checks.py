"""Corrections that would make the law contradict itself are refused, with the rows named."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.law.corrections import Correction
from desktop.law.problems import ProblemCode
from desktop.services.law_checks import law_problems
from desktop.views.messages import problem_sentence

BASIS = "Quyết định số 12/2026/QĐ-UBND"


def test_a_lawful_correction_leaves_nothing_to_say() -> None:
    some = Correction.of("quotas.CSTDCS.R2003", {"percent": "20"}, BASIS, date(2023, 1, 1))
    assert not law_problems([some], "quotas")


def test_quotas_that_count_on_each_other_are_refused_by_name() -> None:
    circle = Correction.of("quotas.CSTDCS.R2003", {"base_award": "CSTDCS"}, BASIS)
    (problem,) = law_problems([circle], "quotas")
    assert problem.code is ProblemCode.CORRECTION_CONTRADICTS
    told = problem_sentence(problem)
    assert "vòng quanh" in told
    assert "CSTĐCS" in told


def test_two_rows_on_one_day_are_refused_and_both_are_named() -> None:
    longer = Correction.of("base_salary.2023-07-01", {"to": "2025-06-30"}, BASIS)
    (problem,) = law_problems([longer], "base_salary")
    told = problem_sentence(problem)
    assert "24/2023" in told
    assert "73/2024" in told


def test_days_of_a_regime_cannot_run_into_the_next() -> None:
    longer = Correction.of("regimes.R2022.2024", {"to": "2025-12-31"}, BASIS)
    *told, more = law_problems([longer], "regimes")
    assert [problem.code for problem in told] == [ProblemCode.CORRECTION_CONTRADICTS] * 3
    assert "«Bộ văn bản:" in problem_sentence(told[0])
    assert "chỗ trái nhau nữa" in problem_sentence(more)


@pytest.mark.parametrize(
    "changes", [{"amount": "nhiều"}, {"amount": -1}, {"to": "hôm nay"}, {"lạ": True}]
)
def test_what_the_schema_or_the_reader_does_not_take_is_refused(changes: dict[str, object]) -> None:
    broken = Correction.of("base_salary.2023-07-01", changes, BASIS)
    (problem,) = law_problems([broken], "base_salary")
    assert problem.code is ProblemCode.CORRECTION_BREAKS
    assert problem_sentence(problem)
