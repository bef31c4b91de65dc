"""A dossier is written, checked, declared ready, and frozen once it is no draft any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.lifecycle import DossierState
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import AwardType, CampaignKind, CampaignLevel
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from tests.services.commune_dossier import Commune, saved

_REASON = "Sáng kiến đang chờ hội đồng công nhận"


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _state(desk: Desk, dossier_id: UUID) -> DossierState:
    return desk.dossiers.state(dossier_id)


def test_a_new_dossier_is_addressed_to_the_office_above_and_signed_by_the_usual_hand(
    office: Desk,
) -> None:
    draft = office.dossiers.new_draft()
    assert draft.receiver_office_id == office.offices.own().parent_id
    assert (draft.signatory_name, draft.signatory_title) == ("Đỗ Văn Ước", "CHỦ TỊCH")


def test_creating_a_dossier_is_a_move_and_one_event_only(office: Desk) -> None:
    dossier_id = saved(office.dossiers, DossierDraft(title="Khen thưởng năm 2023"))
    (event,) = office.dossiers.history(dossier_id)
    assert (event.event, event.from_state, event.to_state) == ("create", "", "DRAFT")
    assert event.data["changes"]["title"][1] == "Khen thưởng năm 2023"


def test_the_table_shows_who_it_goes_to_and_how_many_are_nominated(commune: Commune) -> None:
    campaign = saved(
        commune.desk.campaigns,
        CampaignDraft(
            name="Xây dựng nông thôn mới", level=CampaignLevel.COMMUNE, kind=CampaignKind.REGULAR
        ),
    )
    dossier_id = commune.dossier(campaign_id=campaign, award_type=AwardType.CAMPAIGN)
    commune.desk.nominations.add_recipients(
        dossier_id, [(kind, record) for kind, record, _ in commune.recipients]
    )
    (row,) = commune.desk.dossiers.list_rows()
    assert (row.campaign, row.nominations, row.is_own) == ("Xây dựng nông thôn mới", 3, True)
    assert row.receiver == "Ủy ban nhân dân huyện Thanh Bình"
    assert row.sender == "Ủy ban nhân dân xã Đông An"
    assert [m.id for m in commune.desk.dossiers.find("nong thon moi")] == [dossier_id]


def test_a_reference_to_nothing_is_a_problem_not_a_crash(office: Desk) -> None:
    draft = DossierDraft(title="Khen thưởng", campaign_id=uuid4(), receiver_office_id=uuid4())
    report = office.dossiers.save_draft(draft)
    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [
        ("campaign_id", ProblemCode.NOT_A_CHOICE),
        ("receiver_office_id", ProblemCode.NOT_A_CHOICE),
    ]
    assert office.dossiers.list_rows() == []


def test_decomposed_letters_and_stray_breaks_are_mended_on_saving(office: Desk) -> None:
    decomposed = "Đề nghị khen thươ\u0309ng\n  năm\u00a02023 "
    dossier_id = saved(office.dossiers, DossierDraft(title=decomposed))
    assert office.dossiers.open_draft(dossier_id).title == "Đề nghị khen thưởng năm 2023"


def test_a_title_of_blanks_is_as_good_as_none(office: Desk) -> None:
    report = office.dossiers.save_draft(DossierDraft(title=" \u200b\n\t"))
    assert [(p.field, p.code) for p in report.problems if p.severity is Severity.BLOCKING] == [
        ("title", ProblemCode.REQUIRED)
    ]


def test_a_complete_dossier_has_nothing_blocking_and_becomes_ready(
    commune: Commune, tmp_path: Path
) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    problems = commune.desk.dossiers.check(dossier_id)
    assert [p for p in problems if p.severity is Severity.BLOCKING] == []
    report = commune.desk.dossiers.mark_ready(dossier_id, _REASON)
    assert report.ready
    assert _state(commune.desk, dossier_id) is DossierState.READY
    ready = commune.desk.dossiers.history(dossier_id)[-1]
    assert (ready.event, ready.reason) == ("mark_ready", _REASON)
    assert ready.data["accepted"] == [p.code for p in report.warnings]


def test_an_incomplete_dossier_stays_a_draft_and_says_what_it_lacks(commune: Commune) -> None:
    dossier_id = commune.dossier(letter_number="", letter_date=None, signatory_name="")
    (_, teacher, award) = commune.recipients[0]
    commune.desk.nominations.add_recipients(
        dossier_id, [(commune.recipients[0][0], teacher)], award
    )
    report = commune.desk.dossiers.mark_ready(dossier_id, "vội")
    codes = {p.code for p in report.blocking}
    assert not report.ready
    assert codes >= {
        ProblemCode.LETTER_NUMBER_MISSING,
        ProblemCode.LETTER_DATE_MISSING,
        ProblemCode.SIGNATORY_MISSING,
        ProblemCode.ACHIEVEMENT_MISSING,
        ProblemCode.PERIOD_MISSING,
    }
    assert _state(commune.desk, dossier_id) is DossierState.DRAFT
    assert [e.event for e in commune.desk.dossiers.history(dossier_id)] == ["create"]


def test_an_empty_dossier_cannot_be_declared_ready(commune: Commune) -> None:
    report = commune.desk.dossiers.mark_ready(commune.dossier())
    assert ProblemCode.NO_NOMINATIONS in {p.code for p in report.blocking}


def test_warnings_need_a_typed_reason(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.complete_dossier(tmp_path)
    report = commune.desk.dossiers.mark_ready(dossier_id, "  ")
    assert (report.ready, report.blocking) == (False, ())
    assert report.warnings
    assert commune.desk.dossiers.mark_ready(dossier_id, _REASON).ready


def test_an_award_already_held_for_the_year_is_named_with_its_decision(
    commune: Commune, tmp_path: Path
) -> None:
    from desktop.services.awards import PriorAwardLine

    held = PriorAwardLine(year=2023, award_code="CSTDCS", decision_number="12/QĐ-UBND")
    teacher = commune.desk.people.open_draft(commune.teacher)
    saved(commune.desk.people, replace(teacher, prior_awards=(held,)))
    dossier_id = commune.complete_dossier(tmp_path)
    (problem,) = [
        p for p in commune.desk.dossiers.check(dossier_id) if p.code is ProblemCode.ALREADY_HOLDS
    ]
    first = commune.desk.nominations.rows(dossier_id)[0]
    assert problem.record == first.id
    assert (problem.data["decision"], problem.data["year"]) == ("12/QĐ-UBND", 2023)


def test_the_rules_of_the_day_asked_for_apply(commune: Commune, tmp_path: Path) -> None:
    dossier_id = commune.complete_dossier(tmp_path, letter_date=None)
    late = {p.code for p in commune.desk.dossiers.check(dossier_id, date(2025, 8, 1))}
    now = {p.code for p in commune.desk.dossiers.check(dossier_id)}
    assert ProblemCode.AWARD_NOT_IN_FORCE in late  # giấy khen of the district, which is no more
    assert ProblemCode.AWARD_NOT_IN_FORCE not in now


@pytest.mark.parametrize(("award", "expected"), [("GK_XA", True), ("GK_HUYEN", False), ("", False)])
def test_an_office_decides_by_itself_what_is_in_its_power(
    commune: Commune, award: str, expected: bool
) -> None:
    dossier_id = commune.dossier(receiver_office_id=None)
    kind, record, _ = commune.recipients[2]
    commune.desk.nominations.add_recipients(dossier_id, [(kind, record)], award)
    assert commune.desk.dossiers.can_decide_here(dossier_id) is expected


def test_a_dossier_that_needs_no_office_above_stays_with_one_word(commune: Commune) -> None:
    dossier_id = commune.dossier()
    kind, record, _ = commune.recipients[2]
    commune.desk.nominations.add_recipients(dossier_id, [(kind, record)], "GK_XA")
    found = {p.code for p in commune.desk.dossiers.check(dossier_id)}
    assert ProblemCode.AWARD_DECIDED_HERE in found
    commune.desk.dossiers.keep_here(dossier_id)
    assert commune.desk.dossiers.open_draft(dossier_id).receiver_office_id is None
    found = {p.code for p in commune.desk.dossiers.check(dossier_id)}
    assert ProblemCode.AWARD_DECIDED_HERE not in found
    event = commune.desk.dossiers.history(dossier_id)[-1]
    assert event.event == "saved"
    assert set(event.data["changes"]) == {"receiver_office_id"}


def test_a_dossier_that_asks_for_another_offices_award_cannot_stay(commune: Commune) -> None:
    dossier_id = commune.dossier()
    kind, record, _ = commune.recipients[2]
    commune.desk.nominations.add_recipients(dossier_id, [(kind, record)], "GK_HUYEN")
    with pytest.raises(MoveRefused):
        commune.desk.dossiers.keep_here(dossier_id)
    assert commune.desk.dossiers.open_draft(dossier_id).receiver_office_id is not None


def test_a_dossier_with_nobody_in_it_is_decided_nowhere(commune: Commune) -> None:
    assert not commune.desk.dossiers.can_decide_here(commune.dossier())


def test_a_ready_dossier_is_frozen_until_it_is_reopened(commune: Commune, tmp_path: Path) -> None:
    desk = commune.desk
    dossier_id = commune.complete_dossier(tmp_path)
    draft = desk.dossiers.open_draft(dossier_id)
    desk.dossiers.mark_ready(dossier_id, _REASON)
    fresh = desk.dossiers.open_draft(dossier_id)
    with pytest.raises(MoveRefused) as refused:
        desk.dossiers.save_draft(replace(fresh, title="Khác"))
    assert refused.value.code is MoveRefused.Code.FROZEN
    desk.dossiers.reopen(dossier_id)
    assert _state(desk, dossier_id) is DossierState.DRAFT
    with pytest.raises(StaleRecord):
        desk.dossiers.save_draft(replace(draft, title="Bản mở từ trước"))
    saved(desk.dossiers, replace(desk.dossiers.open_draft(dossier_id), title="Khác"))


def test_two_windows_on_one_dossier_never_overwrite_each_other(
    commune: Commune, open_copy: Callable[..., Desk], commune_template: object
) -> None:
    other = open_copy(commune_template, "commune")
    dossier_id = commune.dossier()
    here = commune.desk.dossiers.open_draft(dossier_id)
    there = other.dossiers.open_draft(dossier_id)
    saved(commune.desk.dossiers, replace(here, title="Cửa sổ thứ nhất"))
    with pytest.raises(StaleRecord):
        other.dossiers.save_draft(replace(there, title="Cửa sổ thứ hai"))
    assert other.dossiers.open_draft(dossier_id).title == "Cửa sổ thứ nhất"


def test_a_returned_dossier_only_can_be_revised(commune: Commune) -> None:
    with pytest.raises(MoveRefused) as refused:
        commune.desk.dossiers.revise(commune.dossier())
    assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE


def test_a_draft_may_be_put_away_but_not_a_dossier_somebody_waits_for(
    commune: Commune, tmp_path: Path
) -> None:
    desk = commune.desk
    waiting = commune.complete_dossier(tmp_path)
    desk.dossiers.mark_ready(waiting, _REASON)
    with pytest.raises(MoveRefused):
        desk.dossiers.archive(waiting, "nhầm")
    given_up = commune.dossier()
    desk.dossiers.archive(given_up, "lập nhầm")
    assert {r.id: r.archived for r in desk.dossiers.list_rows()} == {waiting: False, given_up: True}


def test_a_dossier_that_is_not_here_is_not_found(office: Desk) -> None:
    service = office.dossiers
    for ask in (service.check, service.mark_ready, service.can_decide_here, service.state):
        with pytest.raises(NotFound):
            ask(uuid4())


def test_this_office_never_appears_as_its_own_receiver_tier(commune: Commune) -> None:
    dossier_id = commune.dossier(receiver_office_id=commune.desk.offices.own().id)
    kind, record, _ = commune.recipients[2]
    commune.desk.nominations.add_recipients(dossier_id, [(kind, record)], "GK_XA")
    codes = {p.code for p in commune.desk.dossiers.check(dossier_id)}
    assert ProblemCode.AWARD_DECIDED_HERE not in codes
