"""Whoever prepares the ceremony moves certificates; their numbers and the list stay as they are."""

from __future__ import annotations

from uuid import uuid4

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.models import AwardRecord, Decision
from desktop.services.desk import Desk
from tests.services.printing_offices import PrintingOffice, with_decision


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    return with_decision(district, 5)


def numbers(office: PrintingOffice) -> str:
    return " ".join(row.number for row in office.order.open(office.decision_id).rows)


def ids(office: PrintingOffice, *wanted: str) -> list[object]:
    rows = office.order.open(office.decision_id).rows
    return [row.id for row in rows if row.number in wanted]


def test_at_first_the_order_is_the_lists(office: PrintingOffice) -> None:
    found = office.order.open(office.decision_id)
    assert numbers(office) == "1 2 3 4 5"
    assert found.is_listed
    assert not found.may_undo
    assert found.rows[0].post_unit == "Giáo viên, Trường Tiểu học số 1"


@pytest.mark.parametrize(
    ("moved", "place", "after"),
    [
        (["4"], 1, "4 1 2 3 5"),
        (["1"], 5, "2 3 4 5 1"),
        (["5", "2"], 1, "2 5 1 3 4"),
        (["2"], 99, "1 3 4 5 2"),
        (["3"], -1, "3 1 2 4 5"),
        (["2", "3"], 4, "1 4 5 2 3"),
    ],
)
def test_one_or_many_go_to_a_place_and_keep_their_own_order(
    office: PrintingOffice, moved: list[str], place: int, after: str
) -> None:
    office.order.move(office.decision_id, ids(office, *moved), place)  # type: ignore[arg-type]
    assert numbers(office) == after


def test_numbers_and_the_decisions_list_do_not_move(office: PrintingOffice) -> None:
    rows = office.order.move(office.decision_id, ids(office, "4"), 1).rows  # type: ignore[arg-type]
    assert [(r.place, r.listed, r.number) for r in rows[:2]] == [(1, 4, "4"), (2, 1, "1")]


def test_each_change_is_taken_back_the_last_one_first(office: PrintingOffice) -> None:
    office.order.move(office.decision_id, ids(office, "4"), 1)  # type: ignore[arg-type]
    office.order.move(office.decision_id, ids(office, "5"), 2)  # type: ignore[arg-type]
    assert numbers(office) == "4 5 1 2 3"
    assert office.order.undo(office.decision_id).may_undo
    assert numbers(office) == "4 1 2 3 5"
    last = office.order.undo(office.decision_id)
    assert (numbers(office), last.is_listed, last.may_undo) == ("1 2 3 4 5", True, False)
    office.order.undo(office.decision_id)
    assert numbers(office) == "1 2 3 4 5"


def test_the_lists_order_comes_back_and_that_can_be_taken_back_too(office: PrintingOffice) -> None:
    office.order.move(office.decision_id, ids(office, "4"), 1)  # type: ignore[arg-type]
    assert office.order.restore(office.decision_id).is_listed
    office.order.undo(office.decision_id)
    assert numbers(office) == "4 1 2 3 5"


def test_every_change_is_an_event_of_the_decision(office: PrintingOffice) -> None:
    office.order.move(office.decision_id, ids(office, "2"), 1)  # type: ignore[arg-type]
    office.order.move(office.decision_id, ids(office, "2"), 1)  # type: ignore[arg-type]
    office.order.undo(office.decision_id)
    events = [e.event for e in office.desk.store.history("decisions", office.decision_id)]
    assert events == ["ceremony_ordered", "ceremony_ordered"]


def test_a_cancelled_award_has_nothing_to_hand_over(office: PrintingOffice) -> None:
    with office.desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number="2").one()
        award.cancelled_on = award.decided_on
        session.commit()
    assert numbers(office) == "1 3 4 5"


def test_what_is_not_of_the_decision_is_refused_and_nothing_moves(office: PrintingOffice) -> None:
    with pytest.raises(NotFound):
        office.order.move(office.decision_id, [uuid4()], 1)
    assert office.order.open(office.decision_id).is_listed


def test_a_received_decision_is_ordered_by_those_who_made_it(office: PrintingOffice) -> None:
    with office.desk.store.writing() as session:
        decision = session.get(Decision, office.decision_id)
        assert decision is not None
        decision.made_here = False
        session.commit()
    with pytest.raises(MoveRefused) as refused:
        office.order.restore(office.decision_id)
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT
