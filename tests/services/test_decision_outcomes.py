"""One decision on many dossiers, several decisions on one, and how their senders are told."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode
from desktop.law.terms import Outcome, Verdict
from desktop.models import Nomination
from desktop.services.decisions import DecisionReport
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.registers import NumberSeries
from tests.services.two_dossiers import NAMES, second_dossier
from tests.services.two_offices import TwoOffices, state_of


@pytest.fixture
def second(appraised: TwoOffices) -> UUID:
    return second_dossier(appraised)


def by_award(two: TwoOffices, dossier_id: UUID, *awards: str) -> set[UUID]:
    nominations = two.district.appraisal.open(dossier_id).nominations
    return {n.id for n in nominations if n.award_code in awards}


def taken(two: TwoOffices, report: DecisionReport) -> list[ReceiveResult]:
    return [two.commune.inbox.receive(package).result for package in report.packages]


def test_one_decision_answers_two_dossiers_each_with_its_own_package(
    appraised: TwoOffices, second: UUID
) -> None:
    district, both = appraised.district, [appraised.dossier_id, second]
    report = district.decisions.decide(both, appraised.draft())
    assert (report.awards, report.dossiers, len(report.packages)) == (5, tuple(both), 2)
    assert {state_of(district, id_) for id_ in both} == {DossierState.DECIDED}
    assert report.decision_id is not None
    detail = district.decisions.open(report.decision_id)
    assert [d.id for d in detail.dossiers] == both
    numbers = [a.certificate_number for a in detail.awards]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert {a.sender for a in detail.awards} == {"Ủy ban nhân dân xã Đông An"}
    assert set(district.decisions.packages(report.decision_id)) == {
        row.package_id for row in district.outbox.list_rows() if row.kind == "decision"
    }

    assert taken(appraised, report) == [ReceiveResult.NEW] * 2
    (row,) = appraised.commune.decisions.list_rows()
    assert (row.awards, len(row.dossiers)) == (5, 2)
    received = appraised.commune.decisions.open(row.id)
    assert sorted(a.position for a in received.awards) == [1, 2, 3, 4, 5]
    assert len(received.papers) == 1


def test_a_dossier_is_answered_by_two_decisions_that_may_overtake_each_other(
    appraised: TwoOffices, second: UUID
) -> None:
    district, both = appraised.district, [appraised.dossier_id, second]
    papers = {n for id_ in both for n in by_award(appraised, id_, "GK_HUYEN")}
    first = district.decisions.decide(both, appraised.draft(), only=papers)
    assert (first.awards, first.waiting) == (3, 2)
    event = district.dossiers.history(appraised.dossier_id)[-2]
    assert event.data["waiting"] == 2
    rest = district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert (rest.awards, rest.waiting, rest.number) == (2, 0, "02/QĐ-UBND")

    # The later one comes first; then the earlier one, which says less.
    assert taken(appraised, rest) == [ReceiveResult.NEW]
    held = appraised.commune.awards.list_rows()
    assert {a.decision_number for a in held} == {"02/QĐ-UBND"}
    assert taken(appraised, first) == [ReceiveResult.NEW] * 2
    numbers = sorted(a.decision_number for a in appraised.commune.awards.list_rows())
    assert numbers == ["01/QĐ-UBND"] * 3 + ["02/QĐ-UBND"] * 2
    for dossier_id in both:
        outcomes = [n.outcome for n in appraised.commune.appraisal.open(dossier_id).nominations]
        assert set(outcomes) == {Outcome.GRANTED}
        assert state_of(appraised.commune, dossier_id) is DossierState.DECIDED


def test_the_second_officer_is_told_who_decided_and_nothing_is_half_done(
    appraised: TwoOffices, second: UUID
) -> None:
    district = appraised.district
    shown = by_award(appraised, appraised.dossier_id, "GK_HUYEN")
    other = by_award(appraised, second, "GK_HUYEN")
    district.decisions.decide(appraised.dossier_id, appraised.draft(), only=shown)
    with pytest.raises(MoveRefused) as refused:
        district.decisions.decide(
            [second, appraised.dossier_id], appraised.draft(), only=shown | other
        )
    assert refused.value.code is MoveRefused.Code.ALREADY_DECIDED
    assert refused.value.data["number"] == "01/QĐ-UBND"
    assert state_of(district, second) is DossierState.APPRAISED
    assert len(district.decisions.list_rows()) == 1


def test_a_nomination_of_another_dossier_is_not_decided_along(
    appraised: TwoOffices, second: UUID
) -> None:
    stranger = by_award(appraised, second, "GK_HUYEN")
    with pytest.raises(NotFound):
        appraised.district.decisions.decide(
            appraised.dossier_id, appraised.draft(), only=stranger | {uuid4()}
        )


def test_a_dossier_a_decision_says_nothing_of_stays_as_it_is(
    appraised: TwoOffices, second: UUID
) -> None:
    only = by_award(appraised, second, "GK_HUYEN")
    both = [appraised.dossier_id, second]
    report = appraised.district.decisions.decide(both, appraised.draft(), only=only)
    assert report.dossiers == (second,)
    assert state_of(appraised.district, appraised.dossier_id) is DossierState.APPRAISED


def test_what_is_on_hold_is_named_and_still_waits(appraised: TwoOffices) -> None:
    second = second_dossier(appraised, Verdict.HOLD)
    both = [appraised.dossier_id, second]
    report = appraised.district.decisions.decide(both, appraised.draft())
    assert (report.left_out, report.waiting) == ((NAMES[1],), 1)


def test_a_number_far_beyond_the_next_is_warned_of_with_the_numbers_it_skips(
    appraised: TwoOffices,
) -> None:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft(number=4))
    (gap,) = (p for p in report.problems if p.code is ProblemCode.NUMBER_LEAVES_GAP)
    assert gap.data["gap"] == "các số từ 1 đến 3"
    assert report.decision_id is not None


def test_the_list_of_dossiers_says_how_many_still_wait(appraised: TwoOffices, second: UUID) -> None:
    papers = by_award(appraised, appraised.dossier_id, "GK_HUYEN")
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft(), only=papers)
    waiting = {row.id: row.waiting for row in appraised.district.appraisal.list_rows()}
    assert waiting == {appraised.dossier_id: 2, second: 0}


def test_a_preview_tells_number_money_and_who_waits_and_leaves_nothing(
    appraised: TwoOffices, second: UUID
) -> None:
    district = appraised.district
    only = by_award(appraised, second, "GK_HUYEN")
    both = [appraised.dossier_id, second]
    preview = district.decisions.preview(both, appraised.draft(), only=only)
    assert (preview.number, preview.awards, preview.waiting) == ("01/QĐ-UBND", 2, 0)
    assert preview.is_possible
    assert preview.total > 0
    assert preview.fund_left is None
    assert (district.decisions.list_rows(), district.registers.list_rows()) == ([], [])
    assert state_of(district, second) is DossierState.APPRAISED
    unsigned = appraised.draft(signatory_name="")
    assert not district.decisions.preview(both, unsigned).is_possible


def test_everybody_who_waits_is_offered_and_nobody_who_was_decided(
    appraised: TwoOffices, second: UUID
) -> None:
    district = appraised.district
    offered = district.decisions.candidates()
    assert len(offered) == 5
    assert {c.sender for c in offered} == {"Ủy ban nhân dân xã Đông An"}
    district.decisions.decide(second, appraised.draft())
    assert {c.dossier_id for c in district.decisions.candidates()} == {appraised.dossier_id}
    ready = appraised.commune.decisions.candidates()
    assert ready == []


def test_golden_book_numbers_go_with_the_certificates_where_the_office_keeps_the_book(
    appraised: TwoOffices,
) -> None:
    registers = appraised.district.registers
    registers.keep_golden_book(True)
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    golden = registers.open(NumberSeries.GOLDEN_BOOK, 2023)
    certificates = registers.open(NumberSeries.CERTIFICATE, 2023)
    assert [line.about for line in golden.lines] == [line.about for line in certificates.lines]
    assert (len(golden.lines), golden.next_number) == (3, 4)


def test_what_got_its_outcome_without_a_decision_meanwhile_is_told_as_a_change(
    appraised: TwoOffices,
) -> None:
    district = appraised.district
    nomination = district.appraisal.open(appraised.dossier_id).nominations[0].id
    with district.store.writing() as session:
        # As where the office above refused part of a dossier while somebody was about to decide.
        session.get_one(Nomination, nomination).outcome = Outcome.REFUSED
        session.commit()
    with pytest.raises(StaleRecord):
        district.decisions.decide(appraised.dossier_id, appraised.draft(), only={nomination})
    with pytest.raises(StaleRecord):
        district.decisions.preview(appraised.dossier_id, appraised.draft(), only={nomination})


@pytest.mark.parametrize("number", [1_000_001, 10**12, 10**30])
def test_a_number_no_register_goes_up_to_is_a_problem_beside_its_field(
    appraised: TwoOffices, number: int
) -> None:
    draft = replace(appraised.draft(), number=number)
    report = appraised.district.decisions.decide(appraised.dossier_id, draft)
    assert report.decision_id is None
    told = [p for p in report.problems if p.field == "number"]
    assert [p.code for p in told] == [ProblemCode.OUT_OF_RANGE]
    next_one = appraised.district.registers.next_number(NumberSeries.DECISION, 2023)
    assert next_one == 1
