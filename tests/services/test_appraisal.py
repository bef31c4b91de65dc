from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, UsageError
from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode
from desktop.law.terms import Verdict
from desktop.services.appraisal import ReturnPoint
from tests.services.two_offices import TwoOffices, state_of


@pytest.fixture
def received(sent: TwoOffices) -> TwoOffices:
    sent.receive()
    return sent


def nominations(two: TwoOffices) -> list[UUID]:
    return [n.id for n in two.district.appraisal.open(two.dossier_id).nominations]


def test_the_desk_lists_what_came_with_how_far_it_is(received: TwoOffices) -> None:
    (row,) = received.district.appraisal.list_rows()
    assert row.sender == "Ủy ban nhân dân xã Đông An"
    assert (row.nominations, row.judged) == (3, 0)
    assert (row.received_on, row.revision) == (date(2023, 11, 20), 1)
    received.district.appraisal.set_verdict(nominations(received)[0], Verdict.MEETS)
    assert received.district.appraisal.list_rows()[0].judged == 1
    assert received.commune.appraisal.list_rows() == []


def test_a_dossier_is_laid_open_with_its_signature(received: TwoOffices) -> None:
    detail = received.district.appraisal.open(received.dossier_id)
    assert detail.signature is not None
    assert (detail.signature.outcome, detail.signature.signer) == (
        "valid",
        "Ủy ban nhân dân xã Đông An",
    )
    assert [n.position for n in detail.nominations] == [1, 2, 3]
    assert detail.nominations[0].award == "Chiến sĩ thi đua cơ sở"
    own = received.commune.appraisal.open(received.dossier_id)
    assert (own.signature, own.sender) == (None, "")


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.MEETS])
def test_every_verdict_but_meets_needs_a_reason(received: TwoOffices, verdict: Verdict) -> None:
    first = nominations(received)[0]
    (problem,) = received.district.appraisal.set_verdict(first, verdict, " \n")
    assert (problem.code, problem.record) == (ProblemCode.VERDICT_REASON_MISSING, first)
    assert received.district.appraisal.set_verdict(first, verdict, "Theo hồ sơ") == ()
    judged = received.district.appraisal.open(received.dossier_id).nominations[0]
    assert (judged.verdict, judged.verdict_reason) == (verdict, "Theo hồ sơ")


def test_no_verdict_has_a_reason_the_decision_s_package_could_not_hold(
    received: TwoOffices,
) -> None:
    first = nominations(received)[0]
    set_verdict = received.district.appraisal.set_verdict
    (problem,) = set_verdict(first, Verdict.DOES_NOT, "a" * 20_001)
    assert (problem.code, problem.record) == (ProblemCode.TOO_LONG, first)
    judged = received.district.appraisal.open(received.dossier_id).nominations[0]
    assert (judged.verdict, judged.verdict_reason) == (None, "")


def test_a_verdict_can_be_taken_back(received: TwoOffices) -> None:
    first = nominations(received)[0]
    received.district.appraisal.set_verdict(first, Verdict.HOLD, "Đang có đơn thư")
    received.district.appraisal.set_verdict(first, None)
    judged = received.district.appraisal.open(received.dossier_id).nominations[0]
    assert (judged.verdict, judged.verdict_reason) == (None, "")


def test_one_verdict_for_all_leaves_those_judged_before_alone(received: TwoOffices) -> None:
    first = nominations(received)[0]
    received.district.appraisal.set_verdict(first, Verdict.HOLD, "Đang có đơn thư")
    assert received.district.appraisal.set_all(received.dossier_id, Verdict.DOES_NOT)
    assert received.district.appraisal.set_all(received.dossier_id, Verdict.MEETS) == ()
    verdicts = [
        n.verdict for n in received.district.appraisal.open(received.dossier_id).nominations
    ]
    assert verdicts == [Verdict.HOLD, Verdict.MEETS, Verdict.MEETS]


def test_an_appraisal_is_finished_only_with_a_verdict_for_each(received: TwoOffices) -> None:
    first, second, third = nominations(received)
    received.district.appraisal.set_verdict(first, Verdict.MEETS)
    report = received.district.appraisal.finish(received.dossier_id)
    assert not report.finished
    assert [(p.code, p.record) for p in report.problems] == [
        (ProblemCode.VERDICT_MISSING, second),
        (ProblemCode.VERDICT_MISSING, third),
    ]
    received.district.appraisal.set_all(received.dossier_id, Verdict.MEETS)
    assert received.district.appraisal.finish(received.dossier_id).finished
    assert state_of(received.district, received.dossier_id) is DossierState.APPRAISED
    event = received.district.dossiers.history(received.dossier_id)[-1]
    assert event.data["verdicts"] == {"meets": 3}


def test_a_finished_appraisal_is_closed(appraised: TwoOffices) -> None:
    appraisal, dossier_id = appraised.district.appraisal, appraised.dossier_id
    first = nominations(appraised)[0]
    for act in (
        lambda: appraisal.set_verdict(first, Verdict.MEETS),
        lambda: appraisal.set_all(dossier_id, Verdict.MEETS),
        lambda: appraisal.finish(dossier_id),
        lambda: appraisal.return_for_correction(dossier_id, [ReturnPoint(text="Thiếu")]),
    ):
        with pytest.raises(MoveRefused) as refused:
            act()
        assert refused.value.code is MoveRefused.Code.FROZEN


def test_what_was_on_hold_is_judged_when_its_matter_has_ended(received: TwoOffices) -> None:
    district = received.district
    received.appraise({1: Verdict.HOLD})
    held = nominations(received)[0]
    first = district.decisions.decide(received.dossier_id, received.draft())
    assert first.decision_id is not None
    assert len(first.left_out) == 1

    with pytest.raises(MoveRefused):
        district.appraisal.set_verdict(held, None)
    assert district.appraisal.set_verdict(held, Verdict.MEETS) == ()
    with pytest.raises(MoveRefused):
        district.appraisal.set_verdict(held, Verdict.DOES_NOT, "Đã kết luận")
    second = district.decisions.decide(received.dossier_id, received.draft())

    assert second.awards == 1
    assert second.left_out == ()


def test_the_sender_cannot_appraise_its_own_dossier(received: TwoOffices) -> None:
    with pytest.raises(MoveRefused) as refused:
        received.commune.appraisal.set_all(received.dossier_id, Verdict.MEETS)
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT


def test_what_is_not_here_is_not_found(received: TwoOffices) -> None:
    with pytest.raises(NotFound):
        received.district.appraisal.open(uuid4())
    with pytest.raises(NotFound):
        received.district.appraisal.set_verdict(uuid4(), Verdict.MEETS)
    with pytest.raises(NotFound):
        received.district.appraisal.prior(uuid4())


def test_a_return_needs_a_point_and_names_only_its_own_nominations(received: TwoOffices) -> None:
    appraisal = received.district.appraisal
    for points in ([], [ReturnPoint(text=" ")]):
        with pytest.raises(MoveRefused) as refused:
            appraisal.return_for_correction(received.dossier_id, points)
        assert refused.value.code is MoveRefused.Code.NEEDS_REASON
    with pytest.raises(NotFound):
        appraisal.return_for_correction(
            received.dossier_id, [ReturnPoint(text="Thiếu", nomination_id=uuid4())]
        )
    assert state_of(received.district, received.dossier_id) is DossierState.RECEIVED
    assert appraisal.points(received.dossier_id) == ()


@pytest.mark.parametrize(
    "points",
    [
        [ReturnPoint(text="a" * 20_001)],
        [ReturnPoint(text="a")] * 10_001,
        [ReturnPoint(text="a" * 19_999)] * 11,
        [ReturnPoint(text="a", item_code="{'x': 1}")],
    ],
    ids=["a long point", "many points", "long in all", "no item's code"],
)
def test_what_no_package_could_say_leaves_the_dossier_where_it_was(
    received: TwoOffices, points: list[ReturnPoint]
) -> None:
    with pytest.raises(UsageError):
        received.district.appraisal.return_for_correction(received.dossier_id, points)
    assert state_of(received.district, received.dossier_id) is DossierState.RECEIVED


def test_the_points_raised_are_kept_and_told(received: TwoOffices) -> None:
    first = nominations(received)[0]
    asked = (
        ReturnPoint(text="Thiếu chứng nhận sáng kiến", nomination_id=first, item_code="SANG_KIEN"),
        ReturnPoint(text="Biên bản chưa ký"),
    )
    received.district.appraisal.return_for_correction(received.dossier_id, asked)
    assert received.district.appraisal.points(received.dossier_id) == asked
    event = next(
        e for e in received.district.dossiers.history(received.dossier_id) if e.event == "return"
    )
    assert event.reason == "Thiếu chứng nhận sáng kiến\nBiên bản chưa ký"


def test_a_refusal_needs_a_reason(received: TwoOffices) -> None:
    with pytest.raises(MoveRefused) as refused:
        received.district.appraisal.refuse(received.dossier_id, " ")
    assert refused.value.code is MoveRefused.Code.NEEDS_REASON
