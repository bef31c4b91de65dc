"""Rows of the law that contradict one another: each is a clear sentence."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.consistency import LawFault, LawFaultCode, check_documents, check_law
from desktop.law.corrections import Correction, corrected

F = LawFaultCode
Documents = dict[str, Any]


def faults(change: Callable[[Documents], None]) -> list[LawFault]:
    """Change a copy of the shipped files and check them."""
    documents = copy.deepcopy(dict(shipped()))
    change(documents)
    return check_documents(documents)


def row(documents: Documents, name: str, row_id: str, group: str = "rows") -> dict[str, Any]:
    (found,) = [one for one in documents[name][group] if one["id"] == row_id]
    assert isinstance(found, dict)
    return found


def test_the_law_as_shipped_agrees_with_itself() -> None:
    assert check_documents(shipped()) == []
    assert check_law(Catalogue.load()) == []


def test_a_correction_for_some_days_leaves_no_contradiction() -> None:
    dated = Correction.of(
        "quotas.CSTDCS.R2022-R2025-R2026", {"percent": "20"}, "QĐ 1/QĐ-UBND", date(2025, 1, 1)
    )
    early = Correction.of("bonus.CSTDCS.R2022", {}, "QĐ 2/QĐ-UBND", date(2024, 1, 1))
    assert check_documents(corrected(shipped(), [dated, early])) == []


TWICE = [
    ("regimes", "rows", "regimes.R2022.2024"),
    ("legal_bases", "rows", "bases.LAW_2022"),
    ("principles", "rows", "principles.X1.R2022"),
    ("award_types", "rows", "award_types.CT.R2003"),
    ("standards", "rows", "standards.LDTT.R2022-R2025"),
    ("quotas", "rows", "quotas.CSTDCS.R2003"),
    ("parameters", "rows", "parameters.SMALL_HEADCOUNT"),
    ("vote_rules", "quorums", "votes.quorum.R2003-R2022-R2025-R2026"),
    ("vote_rules", "methods", "votes.method.secret.R2003-R2022-R2025-R2026"),
    ("vote_rules", "thresholds", "votes.threshold.CSTDT.R2003"),
    ("bonuses", "coefficients", "bonus.CSTDTQ.R2003"),
    ("bonuses", "factors", "bonus.factor.COLLECTIVE.R2003"),
]


@pytest.mark.parametrize(("name", "group", "row_id"), TWICE)
def test_two_rows_that_answer_one_question_on_one_day_contradict(
    name: str, group: str, row_id: str
) -> None:
    def twice(documents: Documents) -> None:
        again = {**row(documents, name, row_id, group), "id": "office.other"}
        documents[name][group].append(again)

    assert LawFault(F.OVERLAP, (row_id, "office.other")) in faults(twice)


def test_two_deciders_of_one_award_contradict() -> None:
    def twice(documents: Documents) -> None:
        deciders = documents["awards"]["rows"][0]["deciders"]
        deciders.append({**deciders[0], "id": "office.other", "tiers": ["tinh"]})

    (found,) = faults(twice)
    assert found.rows == ("awards.LDTT.deciders.R2003", "office.other")
    assert found.words == "hai dòng cùng có hiệu lực trong một thời gian"


def test_rows_of_other_days_do_not_contradict() -> None:
    def divided(documents: Documents) -> None:
        first = row(documents, "quotas", "quotas.CSTDCS.R2003")
        later = {**first, "id": "office.later", "from": "2023-07-01", "percent": "10"}
        first["to"] = "2023-06-30"
        documents["quotas"]["rows"].append(later)

    assert faults(divided) == []


def test_a_row_that_ends_before_it_begins() -> None:
    def reverse(documents: Documents) -> None:
        found = row(documents, "quotas", "quotas.CSTDCS.R2003")
        found.update({"from": "2023-06-01", "to": "2023-05-01"})

    assert faults(reverse) == [LawFault(F.DAYS_REVERSED, ("quotas.CSTDCS.R2003",))]


@pytest.mark.parametrize("changes", [{"from": "2030-01-01"}, {"to": "1999-01-01"}])
def test_a_row_outside_its_regimes_never_holds(changes: dict[str, str]) -> None:
    def move(documents: Documents) -> None:
        row(documents, "quotas", "quotas.CSTDCS.R2003").update(changes)

    assert faults(move) == [LawFault(F.OUTSIDE_REGIMES, ("quotas.CSTDCS.R2003",))]


def test_a_parameter_may_hold_on_days_of_its_own() -> None:
    def reverse(documents: Documents) -> None:
        found = row(documents, "parameters", "parameters.SMALL_HEADCOUNT")
        found.update({"from": "2023-06-01", "to": "2023-05-01"})

    assert faults(reverse) == [LawFault(F.DAYS_REVERSED, ("parameters.SMALL_HEADCOUNT",))]


def test_quotas_that_count_on_one_another_are_a_circle() -> None:
    def circle(documents: Documents) -> None:
        row(documents, "quotas", "quotas.CSTDCS.R2003")["base_award"] = "BK_TINH"

    (found,) = faults(circle)
    assert found.code is F.QUOTA_CYCLE
    assert set(found.rows) == {
        "quotas.CSTDCS.R2003",
        "quotas.BK_TINH.R2003-R2022-R2025-R2026",
    }
    assert found.words == "tỷ lệ tính vòng quanh lẫn nhau (CSTDCS → BK_TINH → CSTDCS)"


def test_a_quota_on_itself_is_a_circle_and_one_that_leads_into_it_is_not() -> None:
    def circle(documents: Documents) -> None:
        row(documents, "quotas", "quotas.CSTDCS.R2003")["base_award"] = "CSTDCS"

    (found,) = faults(circle)
    assert (found.code, found.rows) == (F.QUOTA_CYCLE, ("quotas.CSTDCS.R2003",))


@pytest.mark.parametrize("written", ["một", "", "NaN", "Infinity", "1/0"])
def test_a_coefficient_that_is_no_number(written: str) -> None:
    def spoil(documents: Documents) -> None:
        row(documents, "bonuses", "bonus.CSTDTQ.R2003", "coefficients")["coefficient"] = written

    (found,) = faults(spoil)
    assert (found.code, found.rows) == (F.NOT_A_NUMBER, ("bonus.CSTDTQ.R2003",))


@pytest.mark.parametrize(
    ("name", "group", "row_id", "changes"),
    [
        ("quotas", "rows", "quotas.CSTDCS.R2003", {"percent": "101"}),
        ("vote_rules", "thresholds", "votes.threshold.CSTDT.R2003", {"percent": "900"}),
        ("parameters", "rows", "parameters.DIRECT_SHARE_TARGET", {"value": "150"}),
        (
            "vote_rules",
            "quorums",
            "votes.quorum.R2003-R2022-R2025-R2026",
            {"present": "3/2"},
        ),
    ],
)
def test_a_share_above_the_whole(
    name: str, group: str, row_id: str, changes: dict[str, str]
) -> None:
    def spoil(documents: Documents) -> None:
        row(documents, name, row_id, group).update(changes)

    (found,) = faults(spoil)
    assert (found.code, found.rows) == (F.OUT_OF_RANGE, (row_id,))


@pytest.mark.parametrize(
    ("name", "group", "row_id", "changes"),
    [
        ("standards", "rows", "standards.LDTT.R2003", {"awards": ["LDTX"]}),
        ("quotas", "rows", "quotas.CSTDCS.R2003", {"base_award": "LDTX"}),
        ("vote_rules", "thresholds", "votes.threshold.CSTDT.R2003", {"awards": ["LDTX"]}),
    ],
)
def test_an_award_nobody_knows(name: str, group: str, row_id: str, changes: dict[str, Any]) -> None:
    def spoil(documents: Documents) -> None:
        row(documents, name, row_id, group).update(changes)

    assert faults(spoil) == [LawFault(F.UNKNOWN_AWARD, (row_id,), "LDTX")]
