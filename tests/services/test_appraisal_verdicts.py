"""Many verdicts at once, two officers over one nomination, and acts taken back by name."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.errors import HandoverRefused, MoveRefused, NotFound, StaleRecord
from desktop.law.problems import ProblemCode
from desktop.law.terms import Verdict
from desktop.services.appraisal_bulk import BulkLine, LeftOut
from desktop.services.desk import Desk
from desktop.services.handed_over import mark_handed_over
from desktop.services.store import Store
from tests.services.two_offices import TwoOffices


@pytest.fixture
def received(sent: TwoOffices) -> TwoOffices:
    sent.receive()
    return sent


def said(two: TwoOffices) -> list[Verdict | None]:
    return [n.verdict for n in two.district.appraisal.open(two.dossier_id).nominations]


def listed(two: TwoOffices) -> list[UUID]:
    return [n.id for n in two.district.appraisal.open(two.dossier_id).nominations]


def versions(lines: tuple[BulkLine, ...]) -> dict[UUID, int]:
    return {line.nomination_id: line.version for line in lines if line.left_out is None}


def colleague(two: TwoOffices) -> Desk:
    """Return a second window of another officer on the same database."""
    desk = two.open_one("district")
    store = desk.store
    actor = replace(store.actor, name="Hoàng Thị Én", officer_id=None)
    other = Store(store._engine, store.blobs, store.paths, store.clock, actor)
    for service in (desk.appraisal, desk.verdicts):
        service._store = other
    two.desks.append(desk)
    return desk


def test_a_verdict_keeps_who_gave_it_and_when(received: TwoOffices) -> None:
    first = listed(received)[0]
    received.district.appraisal.set_verdict(first, Verdict.HOLD, "Đang có đơn thư")
    judged = received.district.verdicts.now(first)
    assert (judged.verdict, judged.reason) == (Verdict.HOLD, "Đang có đơn thư")
    assert judged.by == received.district.store.actor.name
    assert judged.at is not None

    received.district.appraisal.set_verdict(first, None)
    taken_back = received.district.verdicts.now(first)
    assert (taken_back.verdict, taken_back.by, taken_back.at) == (None, "", None)


def test_the_second_of_two_officers_is_refused_and_both_verdicts_can_be_read(
    received: TwoOffices,
) -> None:
    first = received.district.appraisal.open(received.dossier_id).nominations[0]
    other = colleague(received)
    other.appraisal.set_verdict(first.id, Verdict.DOES_NOT, "Trùng thành tích", first.version)

    with pytest.raises(StaleRecord) as refused:
        received.district.appraisal.set_verdict(first.id, Verdict.MEETS, version=first.version)

    assert refused.value.code is StaleRecord.Code.JUDGED
    assert refused.value.data["by"] == "Hoàng Thị Én"
    assert refused.value.data["verdict"] == "Không đủ điều kiện"
    stands = received.district.verdicts.now(first.id)
    assert (stands.verdict, stands.reason) == (Verdict.DOES_NOT, "Trùng thành tích")
    # Whoever has seen it may write over it.
    received.district.appraisal.set_verdict(first.id, Verdict.MEETS, version=stands.version)
    assert said(received)[0] is Verdict.MEETS


def test_a_verdict_taken_back_meanwhile_refuses_as_well(received: TwoOffices) -> None:
    first = received.district.appraisal.open(received.dossier_id).nominations[0]
    other = colleague(received)
    other.appraisal.set_verdict(first.id, Verdict.MEETS)
    other.appraisal.set_verdict(first.id, None)
    with pytest.raises(StaleRecord) as refused:
        received.district.appraisal.set_verdict(first.id, Verdict.MEETS, version=first.version)
    assert refused.value.code is StaleRecord.Code.CHANGED


def test_an_act_on_many_shows_first_what_it_changes_and_what_it_leaves_out(
    received: TwoOffices,
) -> None:
    desk, ids = received.district, listed(received)
    desk.appraisal.set_verdict(ids[0], Verdict.HOLD, "Đang có đơn thư")
    desk.appraisal.set_verdict(ids[1], Verdict.DOES_NOT, "Thiếu minh chứng")

    lines = desk.verdicts.preview(received.dossier_id, ids, Verdict.HOLD)
    assert [line.left_out for line in lines] == [LeftOut.SAME, LeftOut.JUDGED, None]
    assert said(received) == [Verdict.HOLD, Verdict.DOES_NOT, None]

    lines = desk.verdicts.preview(received.dossier_id, ids, Verdict.HOLD, over_others=True)
    assert [line.left_out for line in lines] == [LeftOut.SAME, None, None]


def test_an_act_on_many_is_one_event_and_needs_its_reason(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    wanted = versions(desk.verdicts.preview(received.dossier_id, ids, Verdict.HOLD))
    problems = desk.verdicts.set_many(received.dossier_id, wanted, Verdict.HOLD)
    assert {p.code for p in problems} == {ProblemCode.VERDICT_REASON_MISSING}
    assert said(received) == [None, None, None]

    assert desk.verdicts.set_many(received.dossier_id, wanted, Verdict.HOLD, "Chờ kết luận") == ()
    assert said(received) == [Verdict.HOLD] * 3
    (event,) = [e for e in desk.dossiers.history(received.dossier_id) if "nominations" in e.data]
    assert len(event.data["nominations"]) == 3


def test_an_act_on_many_is_refused_whole_when_one_was_judged_since(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    wanted = versions(desk.verdicts.preview(received.dossier_id, ids, Verdict.HOLD))
    colleague(received).appraisal.set_verdict(ids[1], Verdict.MEETS)
    with pytest.raises(StaleRecord):
        desk.verdicts.set_many(received.dossier_id, wanted, Verdict.HOLD, "Chờ kết luận")
    assert said(received) == [None, Verdict.MEETS, None]


def test_what_the_rules_block_is_left_out_of_meets_for_many(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    findings = desk.findings.of_dossier(received.dossier_id)
    lines = desk.verdicts.preview(received.dossier_id, ids, Verdict.MEETS)
    blocked = {i for i in ids if findings.of(i).worst == "blocking"}
    assert {n.nomination_id for n in lines if n.left_out is LeftOut.BLOCKED} == blocked


def test_a_paper_found_not_in_order_is_left_out_of_meets_for_many(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    before = desk.verdicts.preview(received.dossier_id, ids, Verdict.MEETS)
    free = next(line.nomination_id for line in before if line.left_out is None)
    desk.appraisal_items.set_item(received.dossier_id, free, "BAO_CAO", False, "chưa ký tên")

    def why(verdict: Verdict) -> LeftOut | None:
        lines = desk.verdicts.preview(received.dossier_id, ids, verdict)
        return next(line.left_out for line in lines if line.nomination_id == free)

    assert (why(Verdict.MEETS), why(Verdict.HOLD)) == (LeftOut.NOT_IN_ORDER, None)


def test_the_last_act_is_taken_back_by_name_and_then_the_one_before(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    desk.appraisal.set_verdict(ids[0], Verdict.HOLD, "Đang có đơn thư")
    desk.appraisal.set_all(received.dossier_id, Verdict.MEETS)
    act = desk.verdicts.last_act(received.dossier_id)
    assert act is not None
    assert act.label == "«Đủ điều kiện» cho 2 đề nghị"

    desk.verdicts.undo(received.dossier_id, act.event_id)
    assert said(received) == [Verdict.HOLD, None, None]
    before = desk.verdicts.undo(received.dossier_id)
    assert before.label == "«Tạm dừng xem xét» cho 1 đề nghị"
    assert said(received) == [None, None, None]
    assert desk.verdicts.last_act(received.dossier_id) is None
    with pytest.raises(NotFound):
        desk.verdicts.undo(received.dossier_id)
    kinds = [e.event for e in desk.dossiers.history(received.dossier_id)][-4:]
    assert kinds == ["verdict_set", "verdict_set", "verdict_undone", "verdict_undone"]
    assert desk.store.broken_event() is None


def test_an_act_brings_back_the_verdict_and_reason_it_wrote_over(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    desk.appraisal.set_verdict(ids[0], Verdict.DOES_NOT, "Thiếu minh chứng")
    first = desk.verdicts.now(ids[0])
    desk.appraisal.set_verdict(ids[0], Verdict.MEETS)
    desk.verdicts.undo(received.dossier_id)
    again = desk.verdicts.now(ids[0])
    assert (again.verdict, again.reason, again.at) == (first.verdict, first.reason, first.at)


def test_an_act_is_not_taken_back_over_a_later_verdict(received: TwoOffices) -> None:
    desk, ids = received.district, listed(received)
    desk.appraisal.set_all(received.dossier_id, Verdict.MEETS)
    colleague(received).appraisal.set_verdict(ids[2], Verdict.HOLD, "Có đơn thư mới")
    with pytest.raises(StaleRecord):
        desk.verdicts.undo(received.dossier_id)
    assert said(received) == [Verdict.MEETS, Verdict.MEETS, Verdict.HOLD]


def test_nobody_takes_back_what_another_officer_did(received: TwoOffices) -> None:
    colleague(received).appraisal.set_all(received.dossier_id, Verdict.MEETS)
    assert received.district.verdicts.last_act(received.dossier_id) is None


def test_a_finished_appraisal_is_not_taken_back_into(appraised: TwoOffices) -> None:
    with pytest.raises(MoveRefused):
        appraised.district.verdicts.undo(appraised.dossier_id)


def test_a_machine_handed_over_appraises_no_more(received: TwoOffices) -> None:
    mark_handed_over(received.district.store, "Đổi máy", "ban-giao.asice")
    with pytest.raises(HandoverRefused):
        received.district.appraisal.set_all(received.dossier_id, Verdict.MEETS)
    assert said(received) == [None, None, None]
