"""What is paid of several awards of one recipient (catalogue B3, B4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.law.bonus_rows import ConcurrentCase, Pays
from desktop.law.catalogue import Catalogue
from desktop.law.concurrent_bonuses import Claim, NotPaid, Payment, payments
from desktop.law.rows import AwardNature

RULES = Catalogue.load().bonus
TITLE, FORM = AwardNature
DAY, LATER = date(2023, 12, 22), date(2024, 1, 5)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
BEFORE = (date(2022, 1, 1), date(2022, 12, 31))


def claim(
    award: str,
    amount: int,
    nature: AwardNature = TITLE,
    *,
    who: str = "A",
    on: date = DAY,
    period: tuple[date | None, date | None] = YEAR,
    year: int = 2023,
) -> Claim:
    return Claim(
        key=(who, award, period, on),
        recipient=who,
        award=award,
        nature=nature,
        amount=amount,
        decided_on=on,
        period=period,
        year=year,
    )


def total(paid: list[Payment]) -> int:
    return sum(payment.paid for payment in paid)


LDTT, CSTDCS = claim("LDTT", 450_000), claim("CSTDCS", 1_490_000)
GK, BK = claim("GK_XA", 230_000, FORM), claim("BK_TINH", 1_490_000, FORM)


@pytest.mark.parametrize(
    ("claims", "paid", "why"),
    [
        ([LDTT], [450_000], [None]),
        # B4: nested ladder in one year.
        ([LDTT, CSTDCS], [0, 1_490_000], [NotPaid.LADDER, None]),
        ([CSTDCS, LDTT], [1_490_000, 0], [None, NotPaid.LADDER]),
        (
            [replace(LDTT, decided_on=DAY), replace(CSTDCS, decided_on=LATER)],
            [0, 1_490_000],
            [NotPaid.LADDER, None],
        ),
        (
            [claim("LDTT", 450_000, period=BEFORE, year=2022), CSTDCS],
            [450_000, 1_490_000],
            [None] * 2,
        ),
        # B3: one time, one achievement, several forms: the highest.
        ([GK, BK], [0, 1_490_000], [NotPaid.SAME_ACHIEVEMENT, None]),
        ([BK, GK], [1_490_000, 0], [None, NotPaid.SAME_ACHIEVEMENT]),
        # B3: titles of different periods at one time: the sum.
        (
            [CSTDCS, claim("CSTDT", 4_470_000, period=(date(2021, 1, 1), date(2023, 12, 31)))],
            [1_490_000, 4_470_000],
            [None] * 2,
        ),
        # B3: a title and a form at one time: both.
        ([CSTDCS, GK], [1_490_000, 230_000], [None] * 2),
        # Another time: nothing stands in the way.
        ([GK, replace(BK, decided_on=LATER)], [230_000, 1_490_000], [None] * 2),
        # Of equal amounts, one is paid.
        (
            [claim("GK_HUYEN", 1_490_000, FORM), BK],
            [1_490_000, 0],
            [None, NotPaid.SAME_ACHIEVEMENT],
        ),
        # Others' awards do not matter.
        ([LDTT, claim("CSTDCS", 1_490_000, who="B")], [450_000, 1_490_000], [None] * 2),
        # Nobody wrote a period: taken for one achievement of that year.
        (
            [
                claim("GK_XA", 230_000, FORM, period=(None, None)),
                claim("BK_TINH", 1_490_000, FORM, period=(None, None)),
            ],
            [0, 1_490_000],
            [NotPaid.SAME_ACHIEVEMENT, None],
        ),
        ([], [], []),
    ],
)
def test_what_is_paid(claims: list[Claim], paid: list[int], why: list[NotPaid | None]) -> None:
    found = payments(claims, RULES, "R2003")
    assert [payment.paid for payment in found] == paid
    assert [payment.why_not for payment in found] == why


def test_what_is_not_paid_names_the_row_and_what_is_paid_instead() -> None:
    lower, _ = payments([LDTT, CSTDCS], RULES, "R2003")
    assert lower.instead == CSTDCS
    assert lower.rule is not None
    assert (lower.rule.id, lower.rule.verified) == ("bonus.ladder.LDTT-CSTDCS", False)


def test_an_office_that_pays_both_steps_of_the_ladder_says_so_in_a_row() -> None:
    both = replace(RULES, ladders=tuple(replace(row, pays=Pays.ALL) for row in RULES.ladders))
    assert total(payments([LDTT, CSTDCS], both, "R2003")) == 1_940_000


def test_of_three_forms_for_one_achievement_one_is_paid() -> None:
    third = claim("GK_HUYEN", 450_000, FORM)
    assert [p.paid for p in payments([GK, third, BK], RULES, "R2003")] == [0, 0, 1_490_000]


def test_where_no_row_speaks_everything_is_paid() -> None:
    assert total(payments([GK, BK], replace(RULES, concurrent_rules=()), "R2003")) == 1_720_000


def test_every_case_of_the_rows_has_words() -> None:
    assert {case.value for case in ConcurrentCase} < {why.value for why in NotPaid}


def test_the_same_award_twice_in_a_year_is_no_ladder() -> None:
    again = replace(LDTT, key="again")
    assert [p.why_not for p in payments([LDTT, again], RULES, "R2003")] == [
        None,
        NotPaid.SAME_ACHIEVEMENT,
    ]
