"""A dossier's way up through two offices and back down, with real packages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import DossierState
from desktop.law.terms import OfficerRole, Outcome, Verdict
from desktop.models import Officer
from desktop.services.answers import AnswerService
from desktop.services.appraisal import ReturnPoint
from desktop.services.consolidation import OriginChange
from desktop.services.desk import Desk
from tests.services.three_offices import ThreeOffices, province_template, three
from tests.services.two_offices import contents, state_of

__all__ = ["province_template", "three"]

S = DossierState
MEETS, DOES_NOT, HIGHER, HOLD = (
    Verdict.MEETS,
    Verdict.DOES_NOT,
    Verdict.SEND_HIGHER,
    Verdict.HOLD,
)


def outcomes(desk: Desk, dossier: UUID) -> list[tuple[Outcome | None, str]]:
    return [(n.outcome, n.outcome_reason) for n in desk.appraisal.open(dossier).nominations]


def reasons(desk: Desk, dossier: UUID) -> str:
    return " ".join(event.reason for event in desk.dossiers.history(dossier))


def test_a_dossier_goes_up_two_offices_and_the_upper_decision_comes_home(
    three: ThreeOffices,
) -> None:
    commune, district, province = three.commune, three.district, three.province
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH", "BK_TINH"])
    three.appraise(district, dossier, HIGHER, HIGHER, DOES_NOT)
    gathered = three.gather_above()
    three.send_above(gathered)
    assert state_of(district, dossier) is S.FORWARDED
    assert three.deliver(district, commune) == ["receipt", "return"]
    assert state_of(commune, dossier) is S.FORWARDED
    assert "Tờ trình số 88/TTr-UBND ngày 19/11/2023" in reasons(commune, dossier)
    assert [o for o, _ in outcomes(commune, dossier)] == [None, None, Outcome.REFUSED]

    three.appraise(province, gathered, MEETS, MEETS)
    known = province.nominations.rows(gathered)
    assert len(known) == 2
    decided = three.decide(province, gathered, refused={known[1].id: "Hết chỉ tiêu"})
    three.deliver(province, district)
    assert state_of(district, gathered) is S.DECIDED
    assert state_of(district, dossier) is S.DECIDED
    assert three.deliver(district, commune) == ["decision"]
    assert state_of(commune, dossier) is S.DECIDED
    said = dict(zip(("first", "second", "third"), outcomes(commune, dossier), strict=True))
    assert {said["first"], said["second"]} == {
        (Outcome.GRANTED, ""),
        (Outcome.REFUSED, "Hết chỉ tiêu"),
    }
    (award,) = [a for a in commune.awards.list_rows() if a.source == "received"]
    assert (award.decided_by, award.decision_number, award.certificate_number) == (
        "Ủy ban nhân dân tỉnh Hải Dương",
        decided.number,
        "1",
    )
    (decision,) = commune.decisions.list_rows()
    assert len(commune.decisions.open(decision.id).papers) == 1
    for desk in (commune, district, province):
        assert desk.store.broken_event() is None


def test_the_province_sees_who_asked_first_and_keeps_the_files(three: ThreeOffices) -> None:
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(three.district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    header, files = contents(next(three.two.stick.glob("*huyen*lan-1*.p7m")), three.province)
    assert header.kind.value == "submission"
    assert b'"proposed_by":"\xe1\xbb\xa6y ban nh' in files["data/submission.json"]
    (paper,) = (f for name, f in files.items() if name.startswith("papers/to-trinh"))
    assert paper.startswith(b"%PDF-")


def test_of_a_dossier_half_for_the_office_above_the_rest_is_decided_here(
    three: ThreeOffices,
) -> None:
    commune, district, province = three.commune, three.district, three.province
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH", "GK_HUYEN"])
    three.appraise(district, dossier, HIGHER, HIGHER, MEETS)
    gathered = three.gather_above()
    three.send_above(gathered)
    assert state_of(district, dossier) is S.APPRAISED
    three.deliver(district, commune)
    assert state_of(commune, dossier) is S.APPRAISED
    first = commune.appraisal.open(dossier).nominations[0]
    assert first.verdict_reason.startswith("Đã trình Ủy ban nhân dân tỉnh Hải Dương")
    here = three.decide(district, dossier)
    assert (here.awards, len(here.left_out)) == (1, 2)
    three.deliver(district, commune)
    assert state_of(commune, dossier) is S.DECIDED
    three.appraise(province, gathered, MEETS, MEETS)
    three.decide(province, gathered)
    three.deliver(province, district)
    three.deliver(district, commune)
    assert [o for o, _ in outcomes(commune, dossier)] == [Outcome.GRANTED] * 3
    assert len(commune.decisions.list_rows()) == 2


def test_recalled_before_anybody_received_it_the_dossiers_are_given_back(
    three: ThreeOffices,
) -> None:
    commune, district = three.commune, three.district
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(district, dossier, HIGHER)
    gathered = three.gather_above()
    three.ready(district, gathered)
    district.outbox.export(gathered, three.two.stick)
    assert state_of(district, dossier) is S.FORWARDED
    district.recalls.recall(gathered, "Gửi nhầm danh sách")
    assert state_of(district, dossier) is S.APPRAISED
    three.deliver(district, commune)
    assert state_of(commune, dossier) is S.APPRAISED
    # The draft still has it; sent again, it moves on again.
    three.send_above(gathered)
    assert state_of(district, dossier) is S.FORWARDED
    three.deliver(district, commune)
    assert state_of(commune, dossier) is S.FORWARDED


def test_what_the_office_above_refuses_is_refused_to_the_commune(three: ThreeOffices) -> None:
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(three.district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    three.province.appraisal.refuse(gathered, "Quá hạn nhận hồ sơ, khoản 2 Điều 84")
    three.deliver(three.province, three.district)
    assert state_of(three.district, gathered) is S.REFUSED
    assert state_of(three.district, dossier) is S.REFUSED
    three.deliver(three.district, three.commune)
    assert state_of(three.commune, dossier) is S.REFUSED
    assert "Quá hạn nhận hồ sơ" in reasons(three.commune, dossier)


def test_points_raised_above_go_down_to_the_commune_and_come_up_answered(
    three: ThreeOffices,
) -> None:
    commune, district, province = three.commune, three.district, three.province
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    about = province.nominations.rows(gathered)[0]
    point = ReturnPoint(text="Báo cáo chưa có xác nhận.", nomination_id=about.id)
    whole = ReturnPoint(text="Tờ trình thiếu căn cứ.")
    province.appraisal.return_for_correction(gathered, [point, whole])
    three.deliver(province, district)
    asked = district.forwarding.points(gathered)
    assert [(p.text, p.can_pass) for p in asked] == [
        ("Báo cáo chưa có xác nhận.", True),
        ("Tờ trình thiếu căn cứ.", False),
    ]
    district.forwarding.pass_down(gathered, [p.id for p in asked])
    assert state_of(district, dossier) is S.RETURNED
    three.deliver(district, commune)
    (told,) = commune.appraisal.points(dossier)
    assert told.text == "Ủy ban nhân dân tỉnh Hải Dương yêu cầu: Báo cáo chưa có xác nhận."
    names = {n.id: n.name for n in commune.appraisal.open(dossier).nominations}
    assert told.nomination_id is not None
    assert names[told.nomination_id] == about.name

    commune.dossiers.revise(dossier)
    commune.returned_points.reply(dossier, points_of(commune, dossier)[0], "Đã bổ sung.")
    three.ready(commune, dossier)
    sent = commune.outbox.export(dossier, three.two.stick)
    three.carry(commune, sent.path, district)
    district.dossiers.revise(gathered)
    assert district.consolidation.update_from_origins(gathered).waiting
    three.appraise(district, dossier, HIGHER, HIGHER)
    district.consolidation.update_from_origins(gathered)
    three.send_above(gathered)
    assert state_of(district, dossier) is S.FORWARDED
    three.appraise(province, gathered, MEETS, MEETS)
    three.decide(province, gathered)
    three.deliver(province, district)
    three.deliver(district, commune)
    assert [o for o, _ in outcomes(commune, dossier)] == [Outcome.GRANTED] * 2


def points_of(desk: Desk, dossier: UUID) -> list[UUID]:
    return [p.point.id for p in desk.returned_points.compare(dossier).points]


def test_a_point_on_the_whole_dossier_goes_down_with_the_dossiers_chosen(
    three: ThreeOffices,
) -> None:
    commune, district, province = three.commune, three.district, three.province
    first = three.sent_dossier(["BK_TINH"], "Đợt một")
    second = three.sent_dossier(["GK_HUYEN", "BK_TINH"], "Đợt hai")
    three.appraise(district, first, HIGHER)
    three.appraise(district, second, DOES_NOT, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    whole = ReturnPoint(text="Biên bản họp thiếu chữ ký.")
    province.appraisal.return_for_correction(gathered, [whole])
    three.deliver(province, district)
    (asked,) = district.forwarding.points(gathered)
    assert (asked.can_pass, asked.can_choose) == (False, True)
    assert {(o.title, o.can_return) for o in asked.origins} == {
        ("Đợt một", True),
        ("Đợt hai", True),
    }

    with pytest.raises(MoveRefused):
        district.forwarding.pass_down(gathered, [asked.id])
    for wrong in ({asked.id: [gathered]}, {first: [first]}):
        with pytest.raises(NotFound):
            district.forwarding.pass_down(gathered, [], whole=wrong)
    district.forwarding.pass_down(gathered, [], whole={asked.id: [second, second]})
    assert (state_of(district, first), state_of(district, second)) == (S.FORWARDED, S.RETURNED)
    three.deliver(district, commune)
    (told,) = commune.appraisal.points(second)
    assert told.text == "Ủy ban nhân dân tỉnh Hải Dương yêu cầu: Biên bản họp thiếu chữ ký."
    assert told.nomination_id is None
    (again,) = district.forwarding.points(gathered)
    assert {(o.title, o.can_return) for o in again.origins} == {
        ("Đợt một", True),
        ("Đợt hai", False),
    }


def test_nothing_goes_down_that_the_office_above_did_not_ask(three: ThreeOffices) -> None:
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(three.district, dossier, HIGHER)
    gathered = three.gather_above()
    with pytest.raises(MoveRefused) as refused:
        three.district.forwarding.pass_down(gathered, [])
    assert refused.value.code is MoveRefused.Code.NOTHING_FROM_ABOVE


def test_one_left_out_of_the_second_try_is_given_back(three: ThreeOffices) -> None:
    district, province = three.district, three.province
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    province.appraisal.return_for_correction(gathered, [ReturnPoint(text="Chỉ đề nghị một.")])
    three.deliver(province, district)
    district.dossiers.revise(gathered)
    gone = district.consolidation.open(gathered).lines[0]
    district.consolidation.take_away(gathered, [gone.id])
    assert state_of(district, dossier) is S.APPRAISED
    three.send_above(gathered)
    assert state_of(district, dossier) is S.APPRAISED
    three.appraise(province, gathered, MEETS)
    three.decide(province, gathered)
    three.deliver(province, district)
    assert state_of(district, dossier) is S.DECIDED
    assert sorted(str(o) for o, _ in outcomes(district, dossier)) == ["None", "granted"]


def test_what_a_stop_left_untold_is_told_at_the_next_start(
    three: ThreeOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(three.district, dossier, HIGHER)
    gathered = three.gather_above()
    with monkeypatch.context() as stopped:
        stopped.setattr(AnswerService, "finish_pending", lambda *_a: [])
        three.send_above(gathered)
        assert state_of(three.district, dossier) is S.FORWARDED
        assert three.deliver(three.district, three.commune) == ["receipt"]
    assert len(three.district.decisions.finish_pending()) == 1
    assert three.district.decisions.finish_pending() == []
    assert three.deliver(three.district, three.commune) == ["return"]
    assert state_of(three.commune, dossier) is S.FORWARDED


def test_whoever_carries_the_decision_in_need_not_be_one_who_may_decide(
    three: ThreeOffices,
) -> None:
    district, province = three.district, three.province
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(district, dossier, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    three.appraise(province, gathered, MEETS)
    three.decide(province, gathered)
    with district.store.writing() as session:
        clerk = session.scalars(sa.select(Officer)).one()
        clerk.role = OfficerRole.CLERK
        session.commit()
    three.deliver(province, district)
    assert state_of(district, dossier) is S.DECIDED
    assert three.deliver(district, three.commune)[-1] == "decision"


def test_a_commune_that_takes_its_dossier_back_late_takes_it_out_of_the_gathered_one(
    three: ThreeOffices,
) -> None:
    commune, district = three.commune, three.district
    dossier = three.sent_dossier(["BK_TINH"])
    (nomination,) = district.appraisal.open(dossier).nominations
    assert not district.appraisal.set_verdict(nomination.id, HIGHER, "Theo hồ sơ")
    gathered = three.gather_above()
    recall = commune.recalls.recall(dossier, "Ghi sai tên")
    found = district.inbox.receive(recall.path)
    assert found.conflict_id is not None
    assert district.consolidation.open(gathered).changed[0].change is OriginChange.NOT_FINISHED
    district.conflicts.settle(found.conflict_id, "right", "Xã gọi điện xin lại")
    assert state_of(district, dossier) is S.RETURNED
    (changed,) = district.consolidation.open(gathered).changed
    assert changed.change is OriginChange.RETURNED
    assert district.consolidation.update_from_origins(gathered).taken_away == (changed.name,)


def test_the_news_of_a_way_up_is_called_news_at_both_ends(three: ThreeOffices) -> None:
    dossier = three.sent_dossier(["BK_TINH"])
    three.appraise(three.district, dossier, HIGHER)
    three.send_above(three.gather_above())
    three.deliver(three.district, three.commune)
    sent = [row.is_news for row in three.district.outbox.list_rows() if row.kind.value == "return"]
    came = [row for row in three.commune.inbox.list_rows() if row.kind == "return"]
    assert sent == [True]
    assert [row.kind_label for row in came] == ["Tin về hồ sơ trình cấp trên"]


def test_an_award_taken_back_above_is_taken_back_in_the_commune(three: ThreeOffices) -> None:
    commune, district, province = three.commune, three.district, three.province
    dossier = three.sent_dossier(["BK_TINH", "BK_TINH"])
    three.appraise(district, dossier, HIGHER, HIGHER)
    gathered = three.gather_above()
    three.send_above(gathered)
    three.appraise(province, gathered, MEETS, MEETS)
    three.decide(province, gathered)
    three.deliver(province, district)
    award = province.awards.list_rows()[0]
    draft = replace(
        province.cancellations.new_draft(),
        decided_on=date(2023, 11, 20),
        reason="Kê khai sai thành tích",
        ground="Kết luận thanh tra số 12/KL-TTr",
    )
    report = province.cancellations.cancel([award.id], draft)
    assert report.decision_id is not None, report.problems
    three.deliver(province, district)
    assert three.deliver(district, commune)[-2:] == ["decision", "decision"]
    held = {a.recipient_name: a.cancelled for a in commune.awards.list_rows()}
    assert held[award.recipient_name]
    assert sorted(held.values()) == [False, True]
    assert district.decisions.finish_pending() == []
