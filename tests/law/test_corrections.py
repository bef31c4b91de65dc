"""Corrections of the law: what they change, on which days, and what they leave alone."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

import desktop
from desktop.law.catalogue import FILES, Catalogue, shipped
from desktop.law.corrections import Correction, corrected, unfolded
from desktop.law.rows import Confidence
from desktop.law.terms import Tier

FOLDER = Path(desktop.__file__).parent / "resources" / "law"
BASIS = "Quyết định số 12/2026/QĐ-UBND ngày 05 tháng 10 năm 2026"
ROW = "awards.LDTT.deciders.R2025-R2026"


def law_with(*corrections: Correction) -> Catalogue:
    return Catalogue.read(corrected(shipped(), corrections))


def ids(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for member in value.values():
            yield from ids(member)
    elif isinstance(value, list):
        for member in value:
            yield from ids(member)


def test_a_correction_without_days_replaces_the_row_and_counts_as_read_by_the_office() -> None:
    law = law_with(Correction.of(ROW, {"tiers": ["xa", "tinh"]}, BASIS))
    rule = law.decider("LDTT", date(2026, 1, 5))
    assert rule is not None
    assert rule.tiers == (Tier.COMMUNE, Tier.PROVINCE)
    assert (rule.confidence, rule.citation, rule.verified) == (Confidence.OFFICE, BASIS, True)
    assert rule.sources == ()


def test_a_correction_from_a_day_leaves_the_days_before_it_alone() -> None:
    law = law_with(Correction.of(ROW, {"tiers": ["tinh"]}, BASIS, date(2026, 10, 1)))
    before, after = (law.decider("LDTT", day) for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert before is not None
    assert after is not None
    assert (before.tiers, before.confidence) == ((Tier.COMMUNE,), Confidence.MEM_H)
    assert (after.tiers, after.confidence) == ((Tier.PROVINCE,), Confidence.OFFICE)


def test_a_correction_between_two_days_gives_the_row_back_after_them() -> None:
    some = Correction.of(ROW, {"tiers": ["tinh"]}, BASIS, date(2026, 2, 1), date(2026, 2, 28))
    law = law_with(some)
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [law.deciding_tiers("LDTT", day) for day in days] == [
        (Tier.COMMUNE,),
        (Tier.PROVINCE,),
        (Tier.PROVINCE,),
        (Tier.COMMUNE,),
    ]


def test_two_corrections_of_one_row_hold_each_on_its_days_whatever_their_order() -> None:
    first = Correction.of(ROW, {"tiers": ["tinh"]}, BASIS, None, date(2025, 12, 31))
    second = Correction.of(ROW, {"tiers": ["tw"]}, BASIS, date(2026, 1, 1))
    for given in ((first, second), (second, first)):
        law = law_with(*given)
        assert law.deciding_tiers("LDTT", date(2025, 12, 31)) == (Tier.PROVINCE,)
        assert law.deciding_tiers("LDTT", date(2026, 1, 1)) == (Tier.CENTRAL,)


def test_a_correction_with_days_stands_above_one_without() -> None:
    always = Correction.of(ROW, {"tiers": ["tinh"]}, BASIS)
    once = Correction.of(ROW, {"tiers": ["tw"]}, BASIS, date(2026, 5, 1), date(2026, 5, 2))
    law = law_with(once, always)
    assert law.deciding_tiers("LDTT", date(2026, 5, 1)) == (Tier.CENTRAL,)
    assert law.deciding_tiers("LDTT", date(2026, 5, 3)) == (Tier.PROVINCE,)


def test_a_new_wording_of_a_basis_holds_from_its_day() -> None:
    row = next(row for row in shipped()["legal_bases"]["rows"] if row["confidence"] == "FOUND")
    start = date.fromisoformat(row["to"] or "2026-12-31")
    law = law_with(Correction.of(row["id"], {"cited_as": "Luật mới"}, BASIS, start))
    assert [b.cited_as for b in law.bases if b.id == row["id"]] == [row["cited_as"], "Luật mới"]


def test_days_outside_a_rows_own_change_nothing() -> None:
    row = shipped()["legal_bases"]["rows"][0]
    early = Correction.of(row["id"], {"cited_as": "Luật cũ"}, BASIS, None, date(1990, 1, 1))
    assert corrected(shipped(), [early]) == unfolded(shipped())


def test_a_row_that_stands_alone_is_replaced_whole() -> None:
    law = law_with(Correction.of("awards.LDTT.in_force", {"to": "2030-12-31"}, BASIS))
    assert law.award("LDTT").in_force.valid_to == date(2030, 12, 31)


def test_an_id_no_row_bears_is_passed_over() -> None:
    gone = Correction.of("awards.GONE", {"tiers": ["xa"]}, BASIS)
    assert corrected(shipped(), [gone]) == unfolded(shipped())


def test_the_shipped_documents_are_never_touched() -> None:
    before = copy.deepcopy(shipped())
    law_with(Correction.of(ROW, {"tiers": ["tw"]}, BASIS, date(2026, 1, 1), date(2026, 6, 30)))
    assert shipped() == before


def test_equal_corrections_are_one_key_however_their_changes_are_ordered() -> None:
    one = Correction.of(ROW, {"tiers": ["tw"], "note": "x"}, BASIS)
    other = Correction.of(ROW, {"note": "x", "tiers": ["tw"]}, BASIS)
    assert len({one, other}) == 1


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_the_law_may_be_corrected_within_its_schema(name: str) -> None:
    schema = json.loads((FOLDER / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    check = fastjsonschema.compile(schema)
    made: Any = [Correction.of(row, {}, BASIS) for row in ids(shipped()[name])]
    check(corrected(shipped(), made)[name])


def test_an_end_with_no_day_beyond_it_is_open() -> None:
    salary = "base_salary.2026-07-01"
    law = law_with(Correction.of(salary, {"amount": 3_000_000}, BASIS, date.min, date.max))
    assert [r.amount for r in law.bonus.salaries if r.id == salary] == [3_000_000]
