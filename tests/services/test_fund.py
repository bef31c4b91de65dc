"""The fund commits what decisions grant, gives back what they lose, and warns of too little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import MoveRefused, StaleRecord
from desktop.law.problems import ProblemCode
from desktop.law.terms import FundKind
from desktop.services.desk import Desk
from desktop.services.fund import FundYear
from tests.services.test_cancellations import cancel
from tests.services.two_offices import TwoOffices


def year(desk: Desk) -> FundYear:
    return desk.fund.of_year(2023)


def enter(desk: Desk, amount: int, kind: FundKind = FundKind.INCOME) -> None:
    draft = replace(desk.fund.new_draft(), amount=amount, kind=kind, about="Ngân sách cấp")
    assert desk.fund.save(draft).problems == ()


def test_a_decision_commits_its_bonuses_and_a_cancelled_award_gives_back_its_own(
    appraised: TwoOffices,
) -> None:
    desk = appraised.district
    enter(desk, 20_000_000)
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    total = desk.bonuses.of_decision(report.decision_id).total
    assert (year(desk).committed, year(desk).left) == (total, 20_000_000 - total)
    (line,) = (x for x in year(desk).lines if x.kind is FundKind.COMMITTED)
    assert (line.decision_id, line.decision) == (report.decision_id, "01/QĐ-UBND")

    recovered = cancel(desk).to_recover
    assert year(desk).committed == total - recovered


def test_too_little_left_is_a_warning_and_an_office_without_entries_is_not_warned(
    appraised: TwoOffices,
) -> None:
    desk = appraised.district
    enter(desk, 100_000)
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    (short,) = (p for p in report.problems if p.code is ProblemCode.FUND_SHORT)
    assert short.data["left"] == "100.000"
    assert report.decision_id is not None
    assert year(desk).left < 0


def test_what_was_paid_is_part_of_what_was_committed(office: Desk) -> None:
    enter(office, 5_000_000)
    enter(office, 2_000_000, FundKind.SPENT)
    assert (year(office).income, year(office).spent, year(office).left) == (
        5_000_000,
        2_000_000,
        3_000_000,
    )


def test_entries_are_corrected_and_put_away_but_a_decisions_are_not(appraised: TwoOffices) -> None:
    desk = appraised.district
    enter(desk, 1_000_000)
    (line,) = year(desk).lines
    opened = desk.fund.open(line.id)
    assert desk.fund.save(replace(opened, amount=3_000_000)).problems == ()
    assert year(desk).income == 3_000_000
    desk.fund.remove(line.id)
    assert year(desk).lines == ()
    desk.decisions.decide(appraised.dossier_id, appraised.draft())
    (committed,) = year(desk).lines
    with pytest.raises(MoveRefused):
        desk.fund.remove(committed.id)


def test_of_two_officers_correcting_one_entry_the_second_is_told(office: Desk) -> None:
    enter(office, 1_000_000)
    (line,) = year(office).lines
    first, second = office.fund.open(line.id), office.fund.open(line.id)
    office.fund.save(replace(first, amount=3_000_000))
    with pytest.raises(StaleRecord):
        office.fund.save(replace(second, about="Ngân sách cấp"))
    assert year(office).income == 3_000_000


def test_nobody_commits_by_hand_and_an_entry_needs_its_figures(office: Desk) -> None:
    new = office.fund.new_draft()
    committed = replace(new, kind=FundKind.COMMITTED, amount=1, about="x")
    for draft in (new, committed):
        assert office.fund.save(draft).problems
    assert year(office).lines == ()
