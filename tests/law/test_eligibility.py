"""A standard judged as a whole, and who is due for what (legal catalogue §2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.law.catalogue import Catalogue, shipped
from desktop.law.conditions import MissingField
from desktop.law.corrections import Correction, corrected
from desktop.law.eligibility import Eligibility, Met, due_awards, eligibility
from desktop.law.recipient_facts import InitiativeFact, RecipientFacts
from desktop.law.rows import Confidence
from desktop.law.terms import AwardType
from tests.law.recipient_cases import (
    BASE,
    BLOCK,
    HGD,
    MET,
    NEW,
    NOT,
    OLD,
    OPEN,
    PROVINCE,
    TT,
    WORD,
    YEARS,
    day_of,
    found,
    group,
    person,
    run,
)

LAW = Catalogue.load()


# --- the whole standard ------------------------------------------------------------------------


def whole(
    award: str, regime: str, facts: RecipientFacts, kind: AwardType | None = None
) -> Eligibility:
    return eligibility(facts, award, YEARS[regime], day_of(regime), LAW, kind)


def test_a_standard_is_met_when_every_part_of_it_is() -> None:
    facts = person(
        NEW, grades=["tot"], attestations={"LDTT.R2022.solidarity": True}, registered=False
    )
    judged = whole("LDTT", NEW, facts)
    assert (judged.outcome, judged.verified, judged.wanting) == (MET, True, ())
    assert [f.by_word for f in judged.findings if f.code == "LDTT.R2022.solidarity"] == [True]
    assert [f.citation for f in judged.findings if f.code == "LDTT.R2022.eval"] == [
        "Luật Thi đua, khen thưởng năm 2022, Điều 24 khoản 1"
    ]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"grades": ["ht"]}, NOT),  # although the solidarity is nobody's word yet
        ({}, OPEN),
        ({"grades": ["tot"]}, WORD),
    ],
)
def test_the_least_favourable_part_decides(said: dict[str, Any], outcome: Met) -> None:
    assert whole("LDTT", NEW, person(NEW, **said)).outcome is outcome


def test_what_no_row_speaks_of_is_not_judged() -> None:
    assert whole("GK_DN", NEW, person(NEW)).outcome is None
    outside = eligibility(person(NEW), "LDTT", 1999, date(1999, 1, 1), LAW)
    assert (outside.regime, outside.findings, outside.outcome) == ("", (), None)
    assert due_awards(person(NEW), 1999, date(1999, 1, 1), LAW) == []


def test_the_missing_fact_is_named_with_its_year() -> None:
    (finding,) = whole("CSTDT", NEW, person(NEW, titles=run("CSTDCS", 0, 2))).wanting[:1]
    assert [(f.field, f.award, f.year) for f in finding.missing] == [
        (MissingField.TITLE, "CSTDCS", 2023)
    ]


def test_any_one_ground_asks_for_the_nearest_record_before_a_persons_word() -> None:
    facts = person(OLD, titles=run("LDTT", 0), registered=True)
    (merit,) = whole("CSTDCS", OLD, facts).wanting
    assert [f.field for f in merit.missing] == [MissingField.INITIATIVE]
    assert [f.code for f in merit.to_attest()] == ["CSTDCS.R2003.initiative", "CSTDCS.R2003.combat"]


def test_where_records_are_far_a_persons_word_is_asked() -> None:
    # GK HGD under R2003: a contribution, or three years of GĐVH nobody entered.
    family = person(OLD, kind=HGD)
    ground = found("GK_XA", OLD, "GK.HGD.R2003.ground", family)
    assert (ground.outcome, ground.missing) == (WORD, ())
    near = person(OLD, kind=HGD, titles=run("GDVH", 0, 1))
    ground = found("GK_XA", OLD, "GK.HGD.R2003.ground", near)
    assert [(f.field, f.year) for f in ground.missing] == [(MissingField.TITLE, 2021)]


def test_what_is_met_or_refused_is_nobodys_to_attest() -> None:
    done = found("LDTT", NEW, "LDTT.R2022.eval", person(NEW, grades=["tot"]))
    assert list(done.to_attest()) == []


def test_a_persons_word_fills_what_no_record_says_and_overrules_none() -> None:
    # Farmers and workers are not graded (LDTT R2003); a grade on record is not talked away.
    word = {"attestations": {"LDTT.R2003.eval": True}}
    farmer = found("LDTT", OLD, "LDTT.R2003.eval", person(OLD, **word))
    assert (farmer.outcome, farmer.by_word) == (MET, True)
    official = found("LDTT", OLD, "LDTT.R2003.eval", person(OLD, grades=["ht"], **word))
    assert (official.outcome, official.by_word) == (NOT, False)


@pytest.mark.parametrize(
    ("award_type", "outcome"),
    [
        (AwardType.SUDDEN, MET),  # BK_TINH DX, the procedure of Hải Dương [S24]
        (AwardType.CAMPAIGN, WORD),
        (AwardType.MERIT, WORD),
        (None, WORD),
    ],
)
def test_sudden_merit_is_a_ground_of_its_own(award_type: AwardType | None, outcome: Met) -> None:
    facts = person(NEW, attestations={"BK_TINH.CN.R2022.sudden_word": True})
    assert whole("BK_TINH", NEW, facts, award_type).outcome is outcome


def test_a_co_author_counts_from_the_share_a_province_asks() -> None:
    # catalogue §7.4: contribution, LOCAL
    changed = Correction.of(
        "standards.CSTDCS.R2003", {"conditions.1.parts.0.share_at_least": 50}, "QĐ 1/QĐ-UBND"
    )
    law = Catalogue.read(corrected(shipped(), [changed]))

    def outcome(share: int | None) -> Met:
        one = InitiativeFact(level=BASE, year=2023, share=share)
        facts = replace(person(OLD), initiatives=(one,))
        judged = eligibility(facts, "CSTDCS", 2023, day_of(OLD), law)
        return judged.findings[-1].parts[0].outcome

    assert [outcome(share) for share in (50, 49, None)] == [MET, NOT, OPEN]


def test_what_the_office_read_blocks_and_keeps_its_basis() -> None:
    changed = Correction.of("standards.CSTDCS.R2022-R2025", {}, "Luật 2022, Điều 23")
    law = Catalogue.read(corrected(shipped(), [changed]))
    judged = eligibility(person(NEW, complete=3), "CSTDCS", 2024, day_of(NEW), law)
    title = judged.wanting[0]
    assert (title.severity, title.confidence) == (BLOCK, Confidence.OFFICE)
    assert (title.citation, title.row) == ("Luật 2022, Điều 23", "standards.CSTDCS.R2022-R2025")


# --- who is due --------------------------------------------------------------------------------


def due(regime: str, facts: RecipientFacts) -> dict[str, str]:
    """Awards due with the condition that lacks one fact, "" where none does."""
    found = due_awards(facts, YEARS[regime], day_of(regime), LAW)
    return {one.award: one.missing_one.code if one.missing_one else "" for one in found}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, {}),  # nothing speaks for somebody nobody wrote of
        ({"grades": ["tot"]}, {"LDTT": ""}),
        ({"grades": ["ht"]}, {}),
        ({"titles": run("LDTT", 0)}, {"CSTDCS": "CSTDCS.R2022.merit"}),
        ({"titles": run("LDTT", 0), "initiatives": [(BASE, 0)]}, {"CSTDCS": ""}),
        ({"initiatives": [(BASE, 0)]}, {"CSTDCS": "CSTDCS.R2022.title"}),
        (
            {"titles": run("CSTDCS", 1, 2, 3) + run("BK_TINH", 0)},
            {"CSTDT": "CSTDT.R2022.initiative"},
        ),
        (
            {"titles": run("CSTDCS", 0, 1) + run("BK_TINH", 0), "initiatives": [(PROVINCE, 1)]},
            {"CSTDT": "CSTDT.R2022.run"},
        ),
        ({"titles": run("CSTDCS", 0, 1)}, {"BK_TINH": ""}),
        ({"grades": ["xuat_sac"] * 5}, {"LDTT": ""}),
    ],
)
def test_who_is_due_for_what_and_misses_it_by_which_fact(
    said: dict[str, Any], expected: dict[str, str]
) -> None:
    assert due(NEW, person(NEW, **said)) == expected


def test_a_collective_is_due_too() -> None:
    members = group(titled={"LDTT": 8, "CSTDCS": 1})
    facts = person(NEW, kind=TT, grades=["xuat_sac", "xuat_sac"], members=members)
    assert due(NEW, facts) == {"TTLDTT": "", "TTLDXS": "", "BK_TINH": ""}


def test_an_award_held_for_the_year_is_not_due_again() -> None:
    facts = person(NEW, grades=["tot"], titles=run("LDTT", 0), initiatives=[(BASE, 0)])
    assert due(NEW, facts) == {"CSTDCS": ""}


def test_what_is_due_is_judged_in_full_when_asked_for() -> None:
    (one,) = due_awards(person(NEW, grades=["tot"]), 2024, day_of(NEW), LAW)
    assert (one.eligibility.outcome, one.missing_one) == (WORD, None)
