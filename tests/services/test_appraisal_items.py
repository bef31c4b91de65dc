"""Papers judged one by one, and the points they become."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.errors import MoveRefused, NotFound
from desktop.law.problems import ProblemCode
from desktop.services.appraisal import ReturnPoint
from desktop.services.appraisal_items import ItemRow
from tests.services.came_dossiers import nominations_of
from tests.services.two_offices import TwoOffices


@pytest.fixture
def received(sent: TwoOffices) -> TwoOffices:
    sent.receive()
    return sent


def items(two: TwoOffices) -> dict[str, ItemRow]:
    """Return the papers of the first nomination and of the dossier, by their code."""
    first = nominations_of(two.district, two.dossier_id)[0]
    return {row.code: row for row in two.district.appraisal_items.of_nomination(first)}


def test_the_papers_asked_of_a_nomination_stand_beside_what_came(received: TwoOffices) -> None:
    rows = items(received)
    assert rows["BAO_CAO"].is_there
    assert rows["BAO_CAO"].nomination_id is not None
    assert rows["BIEN_BAN"].nomination_id is None
    assert rows["BIEN_BAN"].is_there
    assert [name for _, name in rows["BIEN_BAN"].files]
    assert all(row.is_in_order is None for row in rows.values())


def test_a_paper_not_in_order_needs_a_reason_and_becomes_a_point(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    first = nominations_of(desk, dossier)[0]
    (problem,) = desk.appraisal_items.set_item(dossier, first, "BAO_CAO", False, " ")
    assert problem.code is ProblemCode.REQUIRED

    assert desk.appraisal_items.set_item(dossier, first, "BAO_CAO", False, "chưa ký tên") == ()
    assert desk.appraisal_items.set_item(dossier, None, "BIEN_BAN", False, "thiếu chữ ký") == ()

    assert desk.appraisal_items.points(dossier) == (
        ReturnPoint(
            text="Báo cáo thành tích: chưa ký tên", nomination_id=first, item_code="BAO_CAO"
        ),
        ReturnPoint(text="Biên bản xét khen thưởng: thiếu chữ ký", item_code="BIEN_BAN"),
    )
    row = items(received)["BAO_CAO"]
    assert (row.is_in_order, row.reason, row.set_by) == (
        False,
        "chưa ký tên",
        desk.store.actor.name,
    )


def test_what_was_found_can_be_changed_and_taken_back(received: TwoOffices) -> None:
    desk, dossier = received.district, received.dossier_id
    first = nominations_of(desk, dossier)[0]
    for is_in_order, reason in ((False, "mờ"), (True, ""), (True, ""), (None, "")):
        desk.appraisal_items.set_item(dossier, first, "BAO_CAO", is_in_order, reason)
    assert items(received)["BAO_CAO"].is_in_order is None
    assert desk.appraisal_items.points(dossier) == ()
    told = [e.event for e in desk.dossiers.history(dossier)].count("item_judged")
    assert told == 3  # the same word twice is told once


def test_findings_on_an_earlier_revision_count_no_more(
    received: TwoOffices, at_stage: Callable[..., TwoOffices]
) -> None:
    two, dossier = received, received.dossier_id
    two.district.appraisal_items.set_item(dossier, None, "BIEN_BAN", False, "thiếu chữ ký")
    points = two.district.appraisal_items.points(dossier)
    back = two.district.appraisal.return_for_correction(dossier, points)
    two.commune.inbox.receive(back)
    two.commune.dossiers.revise(dossier)
    assert two.commune.dossiers.mark_ready(dossier, "Đã bổ sung").ready
    two.package = two.commune.outbox.export(dossier, two.stick).path

    two.receive()

    assert items(two)["BIEN_BAN"].is_in_order is None
    assert two.district.appraisal_items.points(dossier) == ()


def test_only_a_dossier_under_appraisal_is_judged(appraised: TwoOffices) -> None:
    with pytest.raises(MoveRefused):
        appraised.district.appraisal_items.set_item(appraised.dossier_id, None, "BIEN_BAN", True)


def test_a_nomination_that_is_not_here_is_not_found(received: TwoOffices) -> None:
    with pytest.raises(NotFound):
        received.district.appraisal_items.set_item(
            received.dossier_id, received.dossier_id, "BAO_CAO", True
        )
