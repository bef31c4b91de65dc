"""Two officers decide, or take back, the same thing at the same moment: one does, one is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest

from desktop.errors import MoveRefused
from desktop.law.problems import ProblemCode
from desktop.law.terms import NumberState
from desktop.services.cancellations import CancelReport
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk
from desktop.services.registers import NumberSeries
from tests.services.two_offices import TwoOffices

T = TypeVar("T")


@pytest.fixture
def officers(appraised: TwoOffices) -> Iterator[tuple[Desk, Desk]]:
    """Two windows on the district's one database."""
    second = appraised.open_one("district")
    yield appraised.district, second
    second.close()


def at_once(officers: tuple[Desk, Desk], act: Callable[[Desk], T]) -> list[T]:
    start = Barrier(2)

    def go(desk: Desk) -> T:
        start.wait(timeout=30)
        return act(desk)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(go, officers))


def used(desk: Desk, series: NumberSeries) -> list[int]:
    lines = desk.registers.open(series, 2023).lines
    assert {line.state for line in lines} <= {NumberState.USED, NumberState.VOID}
    return [line.first for line in lines]


def decide(two: TwoOffices, desk: Desk) -> DecisionReport | MoveRefused:
    try:
        return desk.decisions.decide(two.dossier_id, two.draft(desk))
    except MoveRefused as refused:
        return refused


def test_one_dossier_is_decided_by_one_of_two(
    appraised: TwoOffices, officers: tuple[Desk, Desk]
) -> None:
    came = at_once(officers, lambda desk: decide(appraised, desk))
    (made,) = (one for one in came if isinstance(one, DecisionReport))
    (refused,) = (one for one in came if isinstance(one, MoveRefused))
    assert refused.code is MoveRefused.Code.ALREADY_DECIDED
    desk = appraised.district
    assert used(desk, NumberSeries.DECISION) == [1]
    assert used(desk, NumberSeries.CERTIFICATE) == list(range(1, made.awards + 1))
    assert made.decision_id is not None
    total = desk.bonuses.of_decision(made.decision_id).total
    assert desk.fund.of_year(2023).committed == total
    assert desk.store.broken_event() is None


def test_one_award_is_taken_back_by_one_of_two_and_its_money_once(
    appraised: TwoOffices, officers: tuple[Desk, Desk]
) -> None:
    desk = appraised.district
    report = desk.decisions.decide(appraised.dossier_id, appraised.draft())
    before = desk.fund.of_year(2023).committed
    award = desk.awards.list_rows()[0].id

    def cancel(one: Desk) -> CancelReport:
        new = one.cancellations.new_draft()
        draft = replace(new, reason="Khai không đúng", ground="Kết luận thanh tra số 7/KL-TTr")
        return one.cancellations.cancel([award], draft)

    came = at_once(officers, cancel)
    (done,) = (one for one in came if one.decision_id is not None)
    (late,) = (one for one in came if one.decision_id is None)
    assert ProblemCode.AWARD_CANCELLED in {problem.code for problem in late.problems}
    assert used(desk, NumberSeries.DECISION) == [1, 2]
    assert desk.fund.of_year(2023).committed == before - done.to_recover
    assert report.decision_id is not None
    total = desk.bonuses.of_decision(report.decision_id).total
    assert desk.fund.of_year(2023).committed == total
    assert desk.store.broken_event() is None
