"""Which year a book kept year by year opens on."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from desktop.law.terms import FundKind
from desktop.services.desk import Desk
from desktop.services.fund import FundDraft
from desktop.services.registers import NumberSeries
from desktop.services.years import offered_years

TODAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("known", "opens"),
    [((), 2026), ((2023,), 2023), ((2019, 2025), 2025), ((2025, 2026), 2026), ((2026, 2027), 2026)],
)
def test_a_book_opens_on_the_present_year_or_the_newest_with_entries(
    known: tuple[int, ...], opens: int
) -> None:
    offered = offered_years(known, TODAY)
    assert offered.to_open == opens
    assert set(offered.years) == {*known, 2026}
    assert list(offered.years) == sorted(offered.years, reverse=True)


def test_each_register_has_its_own_years(office: Desk) -> None:
    with office.store.writing() as session:
        office.registers.take(session, NumberSeries.LETTER, 2021, None, uuid4())
        session.commit()
    assert office.registers.years(NumberSeries.LETTER).to_open == 2021
    assert office.registers.years(NumberSeries.DECISION).to_open == 2023


def test_the_fund_opens_where_entries_are_and_forgets_those_put_away(office: Desk) -> None:
    draft = FundDraft(
        kind=FundKind.INCOME, year=2022, amount=1_000, entered_on=date(2022, 3, 1), about="Cấp"
    )
    entry = office.fund.save(draft).id
    assert entry is not None
    assert office.fund.years().to_open == 2022
    office.fund.remove(entry)
    assert office.fund.years().years == (2023,)
