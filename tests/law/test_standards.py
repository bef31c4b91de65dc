"""Every row of the standards over facts. Each case stands for a row of the legal catalogue §2.2."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.law import standards
from desktop.law.catalogue import Catalogue, shipped
from desktop.law.eligibility import Met
from desktop.law.problems import Severity
from desktop.law.terms import Tier
from tests.law.recipient_cases import (
    AMENDED,
    BASE,
    BLOCK,
    CAUTION,
    HGD,
    INFO,
    MET,
    NATION,
    NEW,
    NOT,
    OLD,
    OPEN,
    PROVINCE,
    REPRIMAND,
    TT,
    TWO_TIER,
    WARN,
    WORD,
    YEARS,
    day_of,
    found,
    group,
    person,
    run,
)

LAW = Catalogue.load()


FIVE_YEARS = [(BASE, ago) for ago in range(5)]
CAUTIONED = group(disciplined={CAUTION: 1})

Case = tuple[str, str, str, dict[str, Any], Met, Severity]

PEOPLE: list[Case] = [
    # LDTT R2003, Điều 24, MEM-H: graded at least HTTNV; never blocks.
    ("LDTT", OLD, "LDTT.R2003.eval", {"grades": ["xuat_sac"]}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.eval", {"grades": ["tot"]}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.eval", {"grades": ["ht"]}, NOT, WARN),
    ("LDTT", OLD, "LDTT.R2003.eval", {"grades": ["kht"]}, NOT, WARN),
    ("LDTT", OLD, "LDTT.R2003.eval", {}, OPEN, INFO),
    ("LDTT", OLD, "LDTT.R2003.solidarity", {}, WORD, INFO),
    ("LDTT", OLD, "LDTT.R2003.study", {}, WORD, INFO),
    ("LDTT", OLD, "LDTT.R2003.ethics", {"attestations": {"LDTT.R2003.ethics": True}}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.ethics", {"attestations": {"LDTT.R2003.ethics": False}}, NOT, WARN),
    # LDTT R2003 admin rules, MEM-M: disciplined at least khiển trách in the year.
    ("LDTT", OLD, "LDTT.R2003.discipline", {}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.discipline", {"disciplines": [(REPRIMAND, 0)]}, NOT, WARN),
    ("LDTT", OLD, "LDTT.R2003.discipline", {"disciplines": [(REPRIMAND, 1)]}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.discipline", {"disciplines": [(CAUTION, 0)]}, NOT, WARN),
    ("LDTT", OLD, "LDTT.R2003.discipline", {"disciplines": [(CAUTION, None)]}, OPEN, INFO),
    # LDTT R2003, ten months: LOCAL [S40].
    ("LDTT", OLD, "LDTT.R2003.worked", {"started_on": date(2023, 3, 1)}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.worked", {"started_on": date(2023, 3, 2)}, NOT, WARN),
    ("LDTT", OLD, "LDTT.R2003.worked", {"started_on": date(2010, 1, 15)}, MET, INFO),
    ("LDTT", OLD, "LDTT.R2003.worked", {}, OPEN, INFO),
    ("LDTT", OLD, "LDTT.R2003.absence", {}, WORD, INFO),
    # Registration, delta D1, FOUND[S6]: a ground under R2003, information since.
    ("LDTT", OLD, "TITLE.R2003.registered", {"registered": True}, MET, INFO),
    ("LDTT", OLD, "TITLE.R2003.registered", {"registered": False}, NOT, BLOCK),
    ("LDTT", OLD, "TITLE.R2003.registered", {}, OPEN, WARN),
    ("CSTDCS", OLD, "TITLE.R2003.registered", {"registered": False}, NOT, BLOCK),
    ("LDTT", NEW, "TITLE.R2022.registered", {"registered": False}, NOT, INFO),
    ("CSTDCS", NEW, "TITLE.R2022.registered", {}, OPEN, INFO),
    ("LDTT", TWO_TIER, "TITLE.R2022.registered", {"registered": False}, NOT, INFO),
    ("LDTT", AMENDED, "TITLE.R2022.registered", {"registered": False}, NOT, INFO),
    # LDTT R2022, Điều 24 k1, FOUND[S3,S14]; the law stands until R2026, which was not read.
    ("LDTT", NEW, "LDTT.R2022.eval", {"grades": ["xuat_sac"]}, MET, INFO),
    ("LDTT", NEW, "LDTT.R2022.eval", {"grades": ["tot"]}, MET, INFO),
    ("LDTT", NEW, "LDTT.R2022.eval", {"grades": ["ht"]}, NOT, BLOCK),
    ("LDTT", NEW, "LDTT.R2022.eval", {"grades": ["kht"]}, NOT, BLOCK),
    ("LDTT", NEW, "LDTT.R2022.eval", {}, OPEN, WARN),
    ("LDTT", NEW, "LDTT.R2022.solidarity", {}, WORD, WARN),
    ("LDTT", TWO_TIER, "LDTT.R2022.eval", {"grades": ["ht"]}, NOT, BLOCK),
    ("LDTT", TWO_TIER, "LDTT.R2022.eval", {"grades": ["tot"]}, MET, INFO),
    ("LDTT", AMENDED, "LDTT.R2022.eval", {"grades": ["ht"]}, NOT, WARN),
    ("LDTT", AMENDED, "LDTT.R2022.eval", {"grades": ["tot"]}, MET, INFO),
    ("LDTT", AMENDED, "LDTT.R2022.eval", {}, OPEN, INFO),
    # CSTDCS R2003, Điều 23, FOUND[S7]: LĐTT of the year, and an initiative or combat merit.
    ("CSTDCS", OLD, "CSTDCS.R2003.title", {"titles": run("LDTT", 0)}, MET, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.title", {"titles": run("LDTT", 1)}, OPEN, WARN),
    ("CSTDCS", OLD, "CSTDCS.R2003.title", {"complete": 2}, NOT, BLOCK),
    ("CSTDCS", OLD, "CSTDCS.R2003.title", {"proposed": run("LDTT", 0)}, OPEN, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.title", {"proposed": run("LDTT", 0), "complete": 2}, OPEN, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.initiative", {"initiatives": [(BASE, 0)]}, MET, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.initiative", {"initiatives": [(PROVINCE, 0)]}, MET, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.initiative", {"initiatives": [(BASE, 1)]}, OPEN, WARN),
    ("CSTDCS", OLD, "CSTDCS.R2003.initiative", {"initiatives": [(BASE, None)]}, OPEN, WARN),
    ("CSTDCS", OLD, "CSTDCS.R2003.initiative", {}, OPEN, WARN),
    ("CSTDCS", OLD, "CSTDCS.R2003.merit", {"initiatives": [(BASE, 0)]}, MET, INFO),
    ("CSTDCS", OLD, "CSTDCS.R2003.merit", {}, OPEN, WARN),
    (
        "CSTDCS",
        OLD,
        "CSTDCS.R2003.merit",
        {"attestations": {"CSTDCS.R2003.combat": True}},
        MET,
        INFO,
    ),
    # CSTDCS R2022, Điều 23, MEM-H: as before, and it never blocks.
    ("CSTDCS", NEW, "CSTDCS.R2022.title", {"titles": run("LDTT", 0)}, MET, INFO),
    ("CSTDCS", NEW, "CSTDCS.R2022.title", {"complete": 0}, NOT, WARN),
    ("CSTDCS", NEW, "CSTDCS.R2022.title", {}, OPEN, INFO),
    ("CSTDCS", NEW, "CSTDCS.R2022.merit", {"initiatives": [(NATION, 0)]}, MET, INFO),
    ("CSTDCS", NEW, "CSTDCS.R2022.merit", {"initiatives": [(BASE, 2)]}, OPEN, INFO),
    ("CSTDCS", TWO_TIER, "CSTDCS.R2022.title", {"titles": run("LDTT", 0)}, MET, INFO),
    ("CSTDCS", TWO_TIER, "CSTDCS.R2022.title", {"complete": 0}, NOT, WARN),
    # CSTDCS R2026, draft, FOUND*[S15]: the grade replaces the title.
    ("CSTDCS", AMENDED, "CSTDCS.R2026.eval", {"grades": ["xuat_sac"]}, MET, INFO),
    ("CSTDCS", AMENDED, "CSTDCS.R2026.eval", {"grades": ["tot"]}, NOT, WARN),
    ("CSTDCS", AMENDED, "CSTDCS.R2026.eval", {}, OPEN, INFO),
    ("CSTDCS", AMENDED, "CSTDCS.R2026.merit", {"initiatives": [(BASE, 0)]}, MET, INFO),
    # CSTDT R2003, Điều 22: three in a row FOUND[S7], the initiative MEM-H.
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 0, 1, 2)}, MET, INFO),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 1, 2, 3)}, MET, INFO),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 2, 3, 4)}, OPEN, WARN),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 0, 1)}, OPEN, WARN),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 0, 2, 3)}, OPEN, WARN),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 0, 1), "complete": 9}, NOT, BLOCK),
    ("CSTDT", OLD, "CSTDT.R2003.run", {"titles": run("CSTDCS", 0, 2), "complete": 1}, NOT, BLOCK),
    ("CSTDT", OLD, "CSTDT.R2003.outstanding", {}, WORD, WARN),
    ("CSTDT", OLD, "CSTDT.R2003.initiative", {"initiatives": [(PROVINCE, 2)]}, MET, INFO),
    ("CSTDT", OLD, "CSTDT.R2003.initiative", {"initiatives": [(PROVINCE, 3)]}, OPEN, INFO),
    (
        "CSTDT",
        OLD,
        "CSTDT.R2003.initiative",
        {"initiatives": [(BASE, 0), (BASE, 1), (BASE, 2)]},
        NOT,
        WARN,
    ),
    # CSTDT R2022, Điều 22, MEM-H: the third year or the year after.
    ("CSTDT", NEW, "CSTDT.R2022.run", {"titles": run("CSTDCS", 0, 1, 2)}, MET, INFO),
    ("CSTDT", NEW, "CSTDT.R2022.run", {"titles": run("CSTDCS", 1, 2, 3)}, MET, INFO),
    ("CSTDT", NEW, "CSTDT.R2022.run", {"titles": run("CSTDCS", 2, 3, 4), "complete": 9}, NOT, WARN),
    ("CSTDT", NEW, "CSTDT.R2022.initiative", {"initiatives": [(NATION, 1)]}, MET, INFO),
    ("CSTDT", TWO_TIER, "CSTDT.R2022.run", {"titles": run("CSTDCS", 0, 1, 2)}, MET, INFO),
    ("CSTDT", AMENDED, "CSTDT.R2022.run", {"titles": run("CSTDCS", 0, 1, 2)}, MET, INFO),
    # CSTDTQ, MEM-H: two CSTĐ tỉnh in a row and an initiative of national scope.
    ("CSTDTQ", OLD, "CSTDTQ.run", {"titles": run("CSTDT", 0, 1)}, MET, INFO),
    ("CSTDTQ", NEW, "CSTDTQ.run", {"titles": run("CSTDT", 1, 2)}, MET, INFO),
    ("CSTDTQ", NEW, "CSTDTQ.run", {"titles": run("CSTDT", 1), "complete": 9}, NOT, WARN),
    ("CSTDTQ", AMENDED, "CSTDTQ.run", {"titles": run("CSTDT", 0)}, OPEN, INFO),
    ("CSTDTQ", OLD, "CSTDTQ.initiative", {"initiatives": [(NATION, 5)]}, MET, INFO),
    ("CSTDTQ", OLD, "CSTDTQ.initiative", {"initiatives": [(PROVINCE, 0)]}, OPEN, INFO),
    # BK_TINH CN, MEM-M: any one of the grounds.
    ("BK_TINH", OLD, "BK_TINH.CN.R2003.ground", {"titles": run("CSTDCS", 0, 1)}, MET, INFO),
    ("BK_TINH", OLD, "BK_TINH.CN.R2003.run", {"titles": run("CSTDCS", 1, 2)}, MET, INFO),
    (
        "BK_TINH",
        OLD,
        "BK_TINH.CN.R2003.ground",
        {"grades": ["xuat_sac", "xuat_sac"], "initiatives": [(BASE, 0), (BASE, 1)]},
        MET,
        INFO,
    ),
    (
        "BK_TINH",
        OLD,
        "BK_TINH.CN.R2003.two_years",
        {"grades": ["xuat_sac", "tot"], "initiatives": [(BASE, 0), (BASE, 1)]},
        NOT,
        WARN,
    ),
    (
        "BK_TINH",
        OLD,
        "BK_TINH.CN.R2003.two_years",
        {"grades": ["xuat_sac", "xuat_sac"], "initiatives": [(BASE, 0)]},
        OPEN,
        INFO,
    ),
    ("BK_TINH", OLD, "BK_TINH.CN.R2003.eval", {"grades": ["xuat_sac"]}, OPEN, INFO),
    ("BK_TINH", NEW, "BK_TINH.CN.R2022.ground", {"titles": run("CSTDCS", 0, 1)}, MET, INFO),
    (
        "BK_TINH",
        NEW,
        "BK_TINH.CN.R2022.two_years",
        {"grades": ["xuat_sac", "xuat_sac"], "initiatives": [(BASE, 0), (BASE, 0)]},
        MET,
        INFO,
    ),
    ("BK_TINH", NEW, "BK_TINH.CN.R2022.model", {}, WORD, INFO),
    (
        "BK_TINH",
        NEW,
        "BK_TINH.CN.R2022.ground",
        {"attestations": {"BK_TINH.CN.R2022.model": True}},
        MET,
        INFO,
    ),
    ("BK_TINH", TWO_TIER, "BK_TINH.CN.R2022.run", {"titles": run("CSTDCS", 0)}, OPEN, INFO),
    ("BK_TINH", AMENDED, "BK_TINH.CN.R2022.run", {"titles": run("CSTDCS", 0, 1)}, MET, INFO),
    # GK_XA, GK_HUYEN CN, MEM-H: a person's word throughout.
    ("GK_XA", OLD, "GK.CN.ground", {}, WORD, INFO),
    ("GK_HUYEN", NEW, "GK.CN.ground", {}, WORD, INFO),
    ("GK_XA", TWO_TIER, "GK.CN.tasks", {}, WORD, INFO),
    ("GK_XA", AMENDED, "GK.CN.ethics", {}, WORD, INFO),
    (
        "GK_XA",
        OLD,
        "GK.CN.ground",
        {"attestations": {"GK.CN.tasks": True, "GK.CN.ethics": True}},
        MET,
        INFO,
    ),
    ("GK_XA", OLD, "GK.CN.regular", {"attestations": {"GK.CN.tasks": True}}, WORD, INFO),
    ("GK_XA", OLD, "GK.CN.regular", {"attestations": {"GK.CN.tasks": False}}, NOT, WARN),
    # BK_TTG ladder, R2003, FOUND[S36]: five years and five initiatives after a BK.
    ("BK_TTG", OLD, "BK_TTG.R2003.eval", {"grades": ["xuat_sac"] * 5}, MET, INFO),
    ("BK_TTG", OLD, "BK_TTG.R2003.eval", {"grades": ["xuat_sac"] * 4}, OPEN, WARN),
    ("BK_TTG", OLD, "BK_TTG.R2003.eval", {"grades": ["xuat_sac"] * 4 + ["tot"]}, NOT, BLOCK),
    ("BK_TTG", OLD, "BK_TTG.R2003.initiative", {"initiatives": FIVE_YEARS}, MET, INFO),
    ("BK_TTG", OLD, "BK_TTG.R2003.initiative", {"initiatives": [(BASE, 0)] * 4}, OPEN, WARN),
    ("BK_TTG", OLD, "BK_TTG.R2003.held", {}, WORD, WARN),
    ("BK_TTG", NEW, "BK_TTG.R2003.eval", {"grades": ["xuat_sac"] * 4 + ["tot"]}, NOT, WARN),
    ("BK_TTG", AMENDED, "BK_TTG.R2003.eval", {"grades": ["xuat_sac"] * 5}, MET, INFO),
]  # fmt: skip


@pytest.mark.parametrize(("award", "regime", "code", "said", "outcome", "severity"), PEOPLE)
def test_a_person_is_judged_by_the_row_of_the_time(
    award: str, regime: str, code: str, said: dict[str, Any], outcome: Met, severity: Severity
) -> None:
    finding = found(award, regime, code, person(regime, **said))
    assert (finding.outcome, finding.severity, finding.regime) == (outcome, severity, regime)


GROUPS: list[Case] = [
    # TTLDTT R2003, Điều 28, FOUND[S7]: more than half (C7).
    ("TTLDTT", OLD, "TTLDTT.R2003.share", {"members": group(titled={"LDTT": 6})}, MET, INFO),
    ("TTLDTT", OLD, "TTLDTT.R2003.share", {"members": group(titled={"LDTT": 5})}, NOT, BLOCK),
    ("TTLDTT", OLD, "TTLDTT.R2003.share", {"members": group(titled={})}, OPEN, WARN),
    ("TTLDTT", OLD, "TTLDTT.R2003.share", {"members": group(headcount=None)}, OPEN, WARN),
    ("TTLDTT", OLD, "TTLDTT.R2003.share", {}, OPEN, WARN),
    (
        "TTLDTT",
        OLD,
        "TTLDTT.R2003.share",
        {"members": group(titled={"LDTT": 5}, titles_complete=False)},
        OPEN,
        WARN,
    ),
    ("TTLDTT", OLD, "TTLDTT.R2003.discipline", {"members": group()}, MET, INFO),
    (
        "TTLDTT",
        OLD,
        "TTLDTT.R2003.discipline",
        {"members": CAUTIONED},
        NOT,
        BLOCK,
    ),
    (
        "TTLDTT",
        OLD,
        "TTLDTT.R2003.discipline",
        {"members": group(disciplined={REPRIMAND: 3})},
        MET,
        INFO,
    ),
    ("TTLDTT", OLD, "TTLDTT.R2003.discipline", {"members": group(disciplined=None)}, OPEN, WARN),
    ("TTLDTT", OLD, "TTLDTT.R2003.tasks", {}, WORD, WARN),
    ("TTLDTT", OLD, "TITLE.R2003.registered", {"registered": False}, NOT, BLOCK),
    # TTLDTT R2022, Điều 28, MEM-M: half is enough (C7).
    ("TTLDTT", NEW, "TTLDTT.R2022.share", {"members": group(titled={"LDTT": 5})}, MET, INFO),
    ("TTLDTT", NEW, "TTLDTT.R2022.share", {"members": group(titled={"LDTT": 4})}, NOT, WARN),
    ("TTLDTT", TWO_TIER, "TTLDTT.R2022.share", {"members": group(titled={"LDTT": 5})}, MET, INFO),
    ("TTLDTT", AMENDED, "TTLDTT.R2022.share", {"members": group(titled={"LDTT": 5})}, MET, INFO),
    ("TTLDTT", NEW, "TTLDTT.R2022.eval", {"grades": ["tot"]}, MET, INFO),
    ("TTLDTT", NEW, "TTLDTT.R2022.eval", {"grades": ["ht"]}, NOT, WARN),
    ("TTLDTT", NEW, "TTLDTT.R2022.discipline", {"members": CAUTIONED}, NOT, WARN),
    # TTLDXS R2003, Điều 27, FOUND via [S29].
    ("TTLDXS", OLD, "TTLDXS.R2003.title", {"titles": run("TTLDTT", 0)}, MET, INFO),
    ("TTLDXS", OLD, "TTLDXS.R2003.title", {}, OPEN, WARN),
    ("TTLDXS", OLD, "TTLDXS.R2003.done", {"members": group()}, MET, INFO),
    ("TTLDXS", OLD, "TTLDXS.R2003.done", {"members": group(done=9)}, NOT, BLOCK),
    ("TTLDXS", OLD, "TTLDXS.R2003.done", {"members": group(done=None)}, OPEN, WARN),
    ("TTLDXS", OLD, "TTLDXS.R2003.done", {}, OPEN, WARN),
    ("TTLDXS", OLD, "TTLDXS.R2003.share", {"members": group(titled={"LDTT": 7})}, MET, INFO),
    ("TTLDXS", OLD, "TTLDXS.R2003.share", {"members": group(titled={"LDTT": 6})}, NOT, BLOCK),
    ("TTLDXS", OLD, "TTLDXS.R2003.fighter", {"members": group(titled={"CSTDCS": 1})}, MET, INFO),
    ("TTLDXS", OLD, "TTLDXS.R2003.fighter", {"members": group()}, NOT, BLOCK),
    ("TTLDXS", OLD, "TTLDXS.R2003.fighter", {"members": group(titled={})}, OPEN, WARN),
    ("TTLDXS", OLD, "TTLDXS.R2003.discipline", {"members": CAUTIONED}, NOT, BLOCK),
    # TTLDXS R2022, Điều 27, FOUND[S4].
    ("TTLDXS", NEW, "TTLDXS.R2022.eval", {"grades": ["xuat_sac"]}, MET, INFO),
    ("TTLDXS", NEW, "TTLDXS.R2022.eval", {"grades": ["tot"]}, NOT, BLOCK),
    ("TTLDXS", NEW, "TTLDXS.R2022.share", {"members": group(titled={"LDTT": 7})}, MET, INFO),
    ("TTLDXS", NEW, "TTLDXS.R2022.share", {"members": group(titled={"LDTT": 6})}, NOT, BLOCK),
    ("TTLDXS", NEW, "TTLDXS.R2022.done", {"members": group(done=9)}, NOT, BLOCK),
    ("TTLDXS", TWO_TIER, "TTLDXS.R2022.fighter", {"members": group()}, NOT, BLOCK),
    ("TTLDXS", AMENDED, "TTLDXS.R2022.fighter", {"members": group()}, NOT, WARN),
    ("TTLDXS", AMENDED, "TTLDXS.R2022.eval", {"grades": ["tot"]}, NOT, WARN),
    # COTDT, MEM-H; XATB Điều 29, TDPVH Điều 30, FOUND[S5]; R2026 draft or carried over.
    ("COTDT", OLD, "COTDT.best", {}, WORD, INFO),
    ("COTDT", AMENDED, "COTDT.exemplary", {}, WORD, INFO),
    ("XATB", NEW, "XATB.R2022.lead", {}, WORD, WARN),
    ("XATB", TWO_TIER, "XATB.R2022.law", {"attestations": {"XATB.R2022.law": False}}, NOT, BLOCK),
    ("XATB", AMENDED, "XATB.R2026.lead", {}, WORD, INFO),
    ("TDPVH", OLD, "TDPVH.R2003.points", {}, WORD, INFO),
    ("TDPVH", NEW, "TDPVH.R2022.mutual", {}, WORD, WARN),
    ("TDPVH", AMENDED, "TDPVH.R2022.mutual", {}, WORD, INFO),
    # BK_TINH TT, MEM-M: two years HTXSNV with solidarity.
    ("BK_TINH", OLD, "BK_TINH.TT.eval", {"grades": ["xuat_sac", "xuat_sac"]}, MET, INFO),
    ("BK_TINH", NEW, "BK_TINH.TT.two_years", {"grades": ["xuat_sac", "xuat_sac"]}, WORD, INFO),
    ("BK_TINH", NEW, "BK_TINH.TT.two_years", {"grades": ["xuat_sac", "ht"]}, NOT, WARN),
    ("BK_TINH", AMENDED, "BK_TINH.TT.eval", {"grades": ["xuat_sac"]}, OPEN, INFO),
    ("GK_XA", OLD, "GK.TT.ground", {}, WORD, INFO),
    ("GK_HUYEN", NEW, "GK.TT.thrift", {}, WORD, INFO),
    ("GK_XA", AMENDED, "GK.TT.tasks", {}, WORD, INFO),
]  # fmt: skip


@pytest.mark.parametrize(("award", "regime", "code", "said", "outcome", "severity"), GROUPS)
def test_a_collective_is_judged_by_the_row_of_the_time(
    award: str, regime: str, code: str, said: dict[str, Any], outcome: Met, severity: Severity
) -> None:
    finding = found(award, regime, code, person(regime, kind=TT, **said))
    assert (finding.outcome, finding.severity, finding.regime) == (outcome, severity, regime)


FAMILIES: list[Case] = [
    # GDVH: R2003 with NĐ 122/2018 MEM-M; Điều 31 heading FOUND[S5], content MEM-M.
    ("GDVH", OLD, "GDVH.R2003.family", {}, WORD, INFO),
    ("GDVH", OLD, "TITLE.R2003.registered", {"registered": False}, NOT, BLOCK),
    ("GDVH", NEW, "GDVH.R2022.family", {}, WORD, INFO),
    ("GDVH", AMENDED, "GDVH.R2022.law", {"attestations": {"GDVH.R2022.law": True}}, MET, INFO),
    # GK HGD: three years GĐVH MEM-M under R2003; a contribution whose floor is LOCAL [S30].
    ("GK_XA", OLD, "GK.HGD.R2003.ground", {"titles": run("GDVH", 0, 1, 2)}, MET, INFO),
    ("GK_XA", OLD, "GK.HGD.R2003.culture", {"titles": run("GDVH", 0, 1)}, OPEN, INFO),
    ("GK_HUYEN", OLD, "GK.HGD.R2003.contribution", {}, WORD, INFO),
    ("GK_XA", NEW, "GK.HGD.exemplary", {}, WORD, INFO),
    ("GK_XA", AMENDED, "GK.HGD.contribution", {}, WORD, INFO),
    ("BK_TINH", OLD, "BK_TINH.HGD.exemplary", {}, WORD, INFO),
    ("BK_TINH", NEW, "BK_TINH.HGD.contribution", {}, WORD, INFO),
]


@pytest.mark.parametrize(("award", "regime", "code", "said", "outcome", "severity"), FAMILIES)
def test_a_household_is_judged_by_the_row_of_the_time(
    award: str, regime: str, code: str, said: dict[str, Any], outcome: Met, severity: Severity
) -> None:
    finding = found(award, regime, code, person(regime, kind=HGD, **said))
    assert (finding.outcome, finding.severity, finding.regime) == (outcome, severity, regime)


XA, HUYEN, TINH, TW = Tier


@pytest.mark.parametrize(
    ("award", "old", "new", "two_tier", "amended"),
    [  # catalogue §2.1; tiers and whether the row was read
        ("LDTT", ([XA, HUYEN], True), ([XA, HUYEN], True), ([XA], False), ([XA], False)),
        ("CSTDCS", ([HUYEN], True), ([HUYEN], True), ([XA], False), ([XA], False)),
        ("TTLDTT", ([HUYEN], False), ([HUYEN], True), ([XA], False), ([XA], False)),
        ("TTLDXS", ([TINH], False), ([TINH], False), ([TINH], False), ([TINH], False)),
        ("CSTDT", ([TINH], False), ([TINH], False), ([TINH], False), ([TINH], False)),
        ("CSTDTQ", ([TW], False), ([TW], False), ([TW], False), ([TW], False)),
        ("COTDT", ([TINH], False), ([TINH], False), ([TINH], False), ([TINH], False)),
        ("GDVH", ([XA], False), ([XA], True), ([XA], False), ([XA], False)),
        ("TDPVH", ([HUYEN], False), ([HUYEN], True), ([XA], False), ([XA], False)),
        ("XATB", ([], None), ([TINH], False), ([TINH], False), ([TINH], False)),
        ("GK_XA", ([XA], True), ([XA], True), ([XA], True), ([XA], False)),
        ("GK_HUYEN", ([HUYEN], True), ([HUYEN], True), ([], None), ([], None)),
        ("GK_DN", ([], False), ([], True), ([], True), ([], False)),
        ("BK_TINH", ([TINH], True), ([TINH], True), ([TINH], False), ([TINH], False)),
        ("BK_TTG", ([TW], False), ([TW], False), ([TW], False), ([TW], False)),
    ],
)
def test_who_decides_in_each_of_the_four_regimes(
    award: str,
    old: tuple[list[Tier], bool | None],
    new: tuple[list[Tier], bool | None],
    two_tier: tuple[list[Tier], bool | None],
    amended: tuple[list[Tier], bool | None],
) -> None:
    answers = []
    for regime in YEARS:
        rule = LAW.decider(award, day_of(regime))
        tiers = list(LAW.deciding_tiers(award, day_of(regime)))
        answers.append((tiers, rule.verified if rule else None))
    assert answers == [old, new, two_tier, amended]


@pytest.mark.parametrize("changes", [{"kind": "guess"}, {"grade": "A1"}, {"kind": "title"}])
def test_a_condition_nobody_knows_is_refused(changes: dict[str, Any]) -> None:
    written = {"code": "X.1", "kind": "eval", "grade": "HTTNV", "years": 1, "text": "…"}
    with pytest.raises((KeyError, ValueError)):
        standards.condition({**written, **changes})


def test_the_text_of_a_condition_names_its_own_numbers_and_nothing_else() -> None:
    written = {"code": "X.1", "kind": "worked", "months": 6, "text": "Từ {months} tháng {lạ}"}
    assert standards.condition(written).text == "Từ 6 tháng {lạ}"


def test_a_row_takes_its_conditions_over_from_another() -> None:
    rows = {row.id: row for row in LAW.standards.rows}
    carried, read = rows["standards.LDTT.R2026"], rows["standards.LDTT.R2022-R2025"]
    assert carried.conditions == read.conditions
    assert (carried.verified, read.verified) == (False, True)


def test_a_condition_code_always_asks_the_same() -> None:
    # A person's word is kept under the code, so it may not mean two things.
    asked: dict[str, str] = {}

    def walk(written: list[dict[str, Any]]) -> None:
        for one in written:
            assert asked.setdefault(one["code"], one["text"]) == one["text"]
            walk(one.get("parts", []))

    for row in shipped()["standards"]["rows"]:
        walk(row.get("conditions", []))
    assert len(asked) > 100


def test_every_award_but_that_of_enterprises_has_a_standard_in_each_of_its_regimes() -> None:
    for regime in YEARS:
        for award in LAW.awards_for(None, day_of(regime)):
            for kind in award.recipients:
                rows = LAW.standards.in_force(regime, day_of(regime), kind)
                known = award.code in rows or award.code == "GK_DN"
                # Of the Prime Minister's form only a person's ladder is known [S36].
                assert known or (award.code, kind) in {("BK_TTG", TT), ("BK_TTG", HGD)}
