"""Bonus money, case by case: the catalogue's ready table (§5.3), its fixtures (§9.7), its rows."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import desktop
from desktop.law.bonus import Bonus, BonusRules
from desktop.law.bonus_rows import Payer, Rounding, RoundingMode
from desktop.law.catalogue import Catalogue
from desktop.law.rows import Confidence
from desktop.law.terms import RecipientKind

FOLDER = Path(desktop.__file__).parent / "resources" / "law"
LAW = Catalogue.load()
PERSON, GROUP, FAMILY = RecipientKind

# Catalogue §5.3, raw / up to 10.000; "n:" the nearest 10.000 where it differs.
READY = """
0.1   139.000/140.000 | 149.000/150.000 | 180.000 \
      | 234.000/240.000 n:230.000 | 253.000/260.000 n:250.000
0.15  208.500/210.000 | 223.500/230.000 n:220.000 | 270.000 \
      | 351.000/360.000 n:350.000 | 379.500/380.000
0.3   417.000/420.000 | 447.000/450.000 | 540.000 | 702.000/710.000 n:700.000 | 759.000/760.000
0.6   834.000/840.000 n:830.000 | 894.000/900.000 n:890.000 | 1.080.000 \
      | 1.404.000/1.410.000 n:1.400.000 | 1.518.000/1.520.000
0.8   1.112.000/1.120.000 n:1.110.000 | 1.192.000/1.200.000 n:1.190.000 | 1.440.000 \
      | 1.872.000/1.880.000 n:1.870.000 | 2.024.000/2.030.000 n:2.020.000
1.0   1.390.000 | 1.490.000 | 1.800.000 | 2.340.000 | 2.530.000
1.5   2.085.000/2.090.000 | 2.235.000/2.240.000 | 2.700.000 | 3.510.000 | 3.795.000/3.800.000
2.0   2.780.000 | 2.980.000 | 3.600.000 | 4.680.000 | 5.060.000
3.0   4.170.000 | 4.470.000 | 5.400.000 | 7.020.000 | 7.590.000
8.0   11.120.000 | 11.920.000 | 14.400.000 | 18.720.000 | 20.240.000
0.225 312.750/320.000 n:310.000 | 335.250/340.000 | 405.000/410.000 \
      | 526.500/530.000 | 569.250/570.000
0.45  625.500/630.000 | 670.500/680.000 n:670.000 | 810.000 \
      | 1.053.000/1.060.000 n:1.050.000 | 1.138.500/1.140.000
"""
# A day on which each base salary of the table is in force (§5.2).
DAYS = (
    date(2018, 12, 1),
    date(2023, 1, 10),
    date(2023, 12, 10),
    date(2025, 1, 10),
    date(2026, 11, 22),
)


def dong(text: str) -> int:
    return int(text.replace(".", ""))


def ready_cells() -> list[tuple[str, date, int, int, int]]:
    cells = []
    for line in READY.strip().splitlines():
        coefficient, _, rest = line.partition(" ")
        for day, cell in zip(DAYS, rest.split("|"), strict=True):
            amounts, _, nearest = cell.strip().partition(" n:")
            raw, _, up = amounts.partition("/")
            up = up or raw
            cells.append((coefficient, day, dong(raw), dong(up), dong(nearest or up)))
    return cells


def rounding(rule: str) -> Rounding:
    mode, _, step = rule.partition("_")
    return Rounding(
        rule=rule,
        mode=RoundingMode(mode),
        step=int(step or "1"),
        regimes=frozenset({"R2003"}),
        confidence=Confidence.LOCAL,
    )


@pytest.mark.parametrize(("coefficient", "day", "raw", "up", "nearest"), ready_cells())
def test_every_cell_of_the_ready_table_in_both_roundings(
    coefficient: str, day: date, raw: int, up: int, nearest: int
) -> None:
    salary = LAW.bonus.base_salary(day)
    assert salary is not None
    product = Decimal(coefficient) * salary.amount
    assert product == raw
    assert rounding("CEIL_10000").of(product) == up
    assert rounding("NEAREST_10000").of(product) == nearest
    assert rounding("NONE").of(product) == raw


def bonus(award: str, kind: RecipientKind, day: str) -> Bonus | None:
    on = date.fromisoformat(day)
    regime = LAW.regime_on(on)
    return LAW.bonus.bonus(award, kind, on, regime.code if regime else "")


CASES = [
    # §9.7: the fixtures of 2023.
    ("LDTT", PERSON, "2023-01-05", "447000", 450_000, True),
    ("LDTT", PERSON, "2023-12-22", "540000", 540_000, True),
    ("GK_XA", PERSON, "2023-03-01", "223500", 230_000, True),
    ("GK_XA", GROUP, "2023-03-01", "447000", 450_000, True),
    ("GK_XA", GROUP, "2023-09-01", "540000", 540_000, True),
    ("TTLDXS", GROUP, "2023-06-30", "2235000", 2_240_000, True),
    ("TTLDXS", GROUP, "2023-07-01", "2700000", 2_700_000, True),
    # §5.1, NĐ 91/2017.
    ("CSTDTQ", PERSON, "2023-07-01", "8100000", 8_100_000, True),
    ("CSTDT", PERSON, "2023-07-01", "5400000", 5_400_000, True),
    ("CSTDCS", PERSON, "2023-06-30", "1490000", 1_490_000, True),
    ("TTLDTT", GROUP, "2023-07-01", "1440000", 1_440_000, True),
    ("TDPVH", GROUP, "2023-07-01", "2700000", 2_700_000, True),
    ("COTDT", GROUP, "2023-07-01", "14400000", 14_400_000, True),
    ("CO_CP", GROUP, "2023-07-01", "21600000", 21_600_000, True),
    ("BK_TTG", PERSON, "2023-07-01", "6300000", 6_300_000, True),
    ("BK_TINH", PERSON, "2023-07-01", "1800000", 1_800_000, True),
    ("BK_TINH", GROUP, "2023-07-01", "3600000", 3_600_000, True),
    ("GK_HUYEN", PERSON, "2023-07-01", "540000", 540_000, True),
    ("GK_HUYEN", GROUP, "2023-07-01", "1080000", 1_080_000, True),
    ("GK_DN", PERSON, "2023-07-01", "540000", 540_000, True),
    ("GDVH", FAMILY, "2023-07-01", "180000", 180_000, False),
    ("GK_XA", FAMILY, "2023-07-01", "405000", 410_000, False),
    ("GK_HUYEN", FAMILY, "2023-01-01", "670500", 680_000, False),
    # §5.1, NĐ 98/2023: read coefficients, but nobody has read its rounding.
    ("LDTT", PERSON, "2024-01-01", "540000", 540_000, False),
    ("LDTT", PERSON, "2024-07-01", "702000", 710_000, False),
    ("XATB", GROUP, "2024-01-15", "3600000", 3_600_000, False),
    ("BK_TINH", PERSON, "2024-01-15", "2700000", 2_700_000, False),
    ("GK_HUYEN", PERSON, "2025-06-30", "702000", 710_000, False),
    ("KNC", PERSON, "2024-06-30", "1080000", 1_080_000, False),
    # NĐ 152/2025 and the base salary of 1 July 2026.
    ("LDTT", PERSON, "2025-12-31", "702000", 710_000, False),
    ("LDTT", PERSON, "2026-07-01", "759000", 760_000, False),
    ("GK_XA", PERSON, "2026-11-20", "379500", 380_000, False),
    ("GK_XA", FAMILY, "2026-11-20", "569250", 570_000, False),
    ("TTLDTT", GROUP, "2026-11-20", "2024000", 2_030_000, False),
]


@pytest.mark.parametrize(("award", "kind", "day", "raw", "amount", "verified"), CASES)
def test_the_bonus_of_an_award_on_a_day(
    award: str, kind: RecipientKind, day: str, raw: str, amount: int, verified: bool
) -> None:
    found = bonus(award, kind, day)
    assert found is not None
    assert found.raw == Decimal(raw)
    assert (found.amount, found.verified) == (amount, verified)
    assert found.times_base * found.base_salary == found.raw


@pytest.mark.parametrize(
    ("award", "kind", "day"),
    [
        ("LDTT", FAMILY, "2023-07-01"),  # a title for persons
        ("TTLDXS", PERSON, "2023-07-01"),
        ("XATB", GROUP, "2023-12-31"),  # D7: new in 2024
        ("GK_HUYEN", PERSON, "2025-07-01"),  # ceases with the district
        ("KNC", PERSON, "2025-07-01"),  # §5.1: «?»
        ("LDTT", PERSON, "2017-09-30"),  # before NĐ 91/2017
        ("LDTT", PERSON, "1990-01-01"),  # outside every regime
        ("KHONG_CO", PERSON, "2023-07-01"),
    ],
)
def test_where_no_row_gives_a_bonus_none_is_made_up(
    award: str, kind: RecipientKind, day: str
) -> None:
    assert bonus(award, kind, day) is None


def test_a_ceiling_says_that_it_is_one() -> None:
    ceiling, title = bonus("KNC", PERSON, "2024-03-01"), bonus("LDTT", PERSON, "2024-03-01")
    assert ceiling is not None
    assert title is not None
    assert (ceiling.at_most, title.at_most) == (True, False)


def test_a_bonus_cites_what_was_read_and_nothing_else() -> None:
    read, carried = bonus("GK_XA", GROUP, "2023-03-01"), bonus("GK_XA", GROUP, "2026-11-20")
    assert read is not None
    assert carried is not None
    assert read.citation == (
        "Nghị định số 91/2017/NĐ-CP, Điều 73 khoản 1 điểm d; "
        "Nghị định số 91/2017/NĐ-CP, Điều 73 khoản 2 điểm b; "
        "Nghị định số 38/2019/NĐ-CP; Nghị định số 91/2017/NĐ-CP, Điều 68 khoản 2"
    )
    assert carried.citation == ""
    assert [row.id for row in carried.rows] == [
        "bonus.GK_XA.R2026",
        "bonus.factor.COLLECTIVE.R2026",
        "base_salary.2026-07-01",
        "bonus.rounding.R2022-R2025-R2026",
    ]


def test_the_base_salary_has_no_gap_since_its_history_begins() -> None:
    rows = LAW.bonus.salaries
    assert [row.amount for row in rows] == [
        1_300_000,
        1_390_000,
        1_490_000,
        1_800_000,
        2_340_000,
        2_530_000,
    ]
    for earlier, later in pairwise(rows):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)
    assert LAW.bonus.base_salary(date(2017, 6, 30)) is None


def documents() -> tuple[dict[str, Any], dict[str, Any]]:
    read = [
        json.loads((FOLDER / f"{n}.json").read_text("utf-8")) for n in ("base_salary", "bonuses")
    ]
    return read[0], read[1]


@pytest.mark.parametrize(
    ("rule", "amount"),
    [
        ("NEAREST_10000", 220_000),
        ("CEIL_10000", 230_000),
        ("CEIL_1000", 224_000),
        ("NEAREST_1000", 224_000),
        ("NONE", 223_500),
    ],
)
def test_an_office_sets_its_own_rounding(rule: str, amount: int) -> None:
    salaries, bonuses = deepcopy(documents())
    bonuses["rounding"][0] |= {"rule": rule, "confidence": "OFFICE"}
    rules = BonusRules.read(salaries, bonuses)
    found = rules.bonus("GK_XA", PERSON, date(2023, 3, 1), "R2003")
    assert found is not None
    assert (found.raw, found.amount, found.verified) == (Decimal(223_500), amount, True)


def test_a_fraction_of_a_dong_is_rounded_to_a_whole_one() -> None:
    assert rounding("NONE").of(Decimal("100.5")) == 101
    assert rounding("CEIL_1").of(Decimal("100.01")) == 101
    assert rounding("NEAREST_10000").of(Decimal(5_000)) == 10_000


def test_whoever_decides_pays() -> None:
    on = date(2024, 3, 1)
    read, unread = LAW.bonus.payer(on, "R2022"), LAW.bonus.payer(date(2023, 3, 1), "R2003")
    assert read is not None
    assert unread is not None
    assert (read.payer, read.verified) == (Payer.DECIDER, True)
    assert read.citation.endswith("Điều 11 khoản 4")
    assert not unread.verified


def test_no_two_rows_give_one_award_two_coefficients_on_one_day() -> None:
    for row in LAW.bonus.coefficients:
        for other in LAW.bonus.coefficients:
            same = row.award == other.award and row.recipients & other.recipients
            assert row is other or not (same and row.regimes & other.regimes), row.id


def test_every_award_the_program_offers_has_a_coefficient() -> None:
    for award in LAW.awards:
        assert any(row.award == award.code for row in LAW.bonus.coefficients), award.code
