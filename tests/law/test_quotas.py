"""Quotas counted while a list is built (legal catalogue §2.2, CSTDCS quota)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.quotas import QuotaRule, QuotaState, Rounding, UnitList, count
from desktop.law.rows import Confidence
from desktop.law.terms import UnitKind

LAW = Catalogue.load()
Y2023, Y2024 = date(2023, 11, 1), date(2024, 11, 1)
SET, LOCAL = QuotaState, Confidence.LOCAL


def rule(award: str, day: date = Y2023) -> QuotaRule:
    (found,) = [row for row in LAW.quotas_on(day) if row.award == award]
    return found


FIFTEEN = rule("CSTDCS")


def unit(reaching: int, asked: int, kind: UnitKind = UnitKind.SCHOOL) -> UnitList:
    return UnitList(
        unit="u1", name="Trường Đồng Mơ", kind=kind,
        eligible=50, reaching={"LDTT": reaching}, asked={"CSTDCS": asked},
    )  # fmt: skip


def test_fifteen_percent_of_ldtt_is_known_second_hand_and_under_the_law_of_2003_only() -> None:
    # Read in one ministry's circular, which does not bind a commune: it warns and never blocks.
    assert (FIFTEEN.percent, FIFTEEN.base_award, FIFTEEN.verified) == (Decimal(15), "LDTT", False)
    assert not FIFTEEN.citation
    later = rule("CSTDCS", Y2024)  # MEM-M: provinces set it
    assert (later.percent, later.confidence, later.is_set) == (None, LOCAL, False)
    assert LAW.quotas_on(date(1999, 1, 1)) == ()


@pytest.mark.parametrize(
    ("reaching", "asked", "allowed", "words"),
    [  # 15 % of those reaching LĐTT, FOUND[S29]; down unless a local rule says otherwise
        (20, 3, 3, "vừa đủ"),
        (20, 5, 3, "thừa 2"),
        (20, 1, 3, "thiếu 2"),
        (19, 3, 2, "thừa 1"),
        (6, 1, 0, "thừa 1"),
        (7, 1, 1, "vừa đủ"),
        (0, 0, 0, "vừa đủ"),
        (100, 15, 15, "vừa đủ"),
    ],
)
def test_a_unit_is_told_how_many_too_many_or_too_few(
    reaching: int, asked: int, allowed: int, words: str
) -> None:
    (line,) = count(FIFTEEN, [unit(reaching, asked)])
    assert (line.base, line.allowed, line.asked, line.words) == (reaching, allowed, asked, words)
    assert line.name == "Trường Đồng Mơ"


@pytest.mark.parametrize(
    ("rounding", "allowed"),
    [(Rounding.FLOOR, 1), (Rounding.HALF_UP, 2), (Rounding.CEILING, 2)],
)
def test_what_becomes_of_the_remainder_is_a_local_rule(rounding: Rounding, allowed: int) -> None:
    (line,) = count(replace(FIFTEEN, rounding=rounding), [unit(10, 0)])  # 1,5
    assert line.allowed == allowed


def test_where_no_percentage_is_set_nothing_is_too_many() -> None:
    (line,) = count(rule("CSTDCS", Y2024), [unit(10, 10)])
    assert (line.state, line.allowed, line.over, line.under) == (SET.NOT_SET, None, 0, 0)
    assert line.words == "chưa có tỷ lệ, địa phương quy định"


def test_the_army_has_a_quota_of_its_own() -> None:
    (line,) = count(FIFTEEN, [unit(20, 9, UnitKind.POLICE_MILITARY)])  # FOUND[S41]
    assert (line.state, line.over, line.words) == (SET.EXEMPT, 0, "không tính tỷ lệ")


def test_a_number_may_stand_for_a_percentage_or_limit_it() -> None:
    flags = replace(rule("COTDT"), maximum=1)
    lists = [
        UnitList(unit="a", eligible=4, asked={"COTDT": 1}),
        UnitList(unit="b", eligible=6, asked={"COTDT": 1}),
    ]
    (line,) = count(flags, lists)  # per office: one line for all units
    assert (line.unit, line.base, line.allowed, line.words) == ("", 10, 1, "thừa 1")
    assert replace(FIFTEEN, maximum=2).allowed(100) == 2
    assert replace(FIFTEEN, maximum=20).allowed(100) == 15


def test_an_office_wide_quota_leaves_exempt_units_out() -> None:
    flags = replace(rule("COTDT"), maximum=1, exempt_kinds=frozenset({UnitKind.SCHOOL}))
    lists = [unit(5, 0), UnitList(unit="b", eligible=6, asked={"COTDT": 1})]
    (line,) = count(flags, lists)
    assert (line.base, line.asked) == (6, 1)


def test_quotas_nest() -> None:
    # Half of those allowed CSTĐCS: 20 LĐTT → 3 allowed, 5 asked → 3 count → 1.
    inner = replace(FIFTEEN, base_award="LDTT")
    outer = replace(rule("BK_TINH"), percent=Decimal(50), scope=FIFTEEN.scope)
    asked = replace(unit(20, 5), reaching={"LDTT": 20, "CSTDCS": 5})
    (line,) = count(outer, [asked], [inner, outer])
    assert (line.base, line.allowed) == (3, 1)
    (unset,) = count(outer, [asked], [rule("CSTDCS", Y2024)])
    assert unset.base == 5
    (exempt,) = count(outer, [replace(asked, kind=UnitKind.POLICE_MILITARY)], [inner])
    assert exempt.base == 5


def test_a_circle_of_quotas_ends() -> None:
    one = replace(FIFTEEN, award="A", base_award="B", percent=Decimal(50))
    other = replace(FIFTEEN, award="B", base_award="A", percent=Decimal(50))
    circle = UnitList(unit="u", reaching={"A": 8, "B": 10}, asked={"A": 4})
    (line,) = count(one, [circle], [one, other])
    assert (line.base, line.allowed) == (4, 2)
