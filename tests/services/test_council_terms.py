"""Councils: members by date, their duties, and what a council may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.errors import MoveRefused, StaleRecord
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import CouncilDuty
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft, term_problems
from desktop.services.desk import Desk
from tests.services.commune_dossier import saved
from tests.services.council_kit import Council

_TODAY = date(2023, 11, 20)
_CHAIR = CouncilMemberLine(full_name="Đỗ Văn Ước", duty=CouncilDuty.CHAIR)
_SECRETARY = CouncilMemberLine(full_name="Nguyễn Thị Mơ", duty=CouncilDuty.SECRETARY)
_MEMBER = CouncilMemberLine(full_name="Vũ Đình Ổn", post="MTTQ")


def _term(*members: CouncilMemberLine, **values: object) -> CouncilTermDraft:
    return CouncilTermDraft(name="Hội đồng", members=members, **values)  # type: ignore[arg-type]


def _found(draft: CouncilTermDraft) -> list[tuple[str, ProblemCode]]:
    return [(p.field, p.code) for p in term_problems(draft, _TODAY)]


@pytest.fixture
def council(office: Desk) -> Council:
    return Council(office)


def test_a_member_takes_name_and_post_from_the_person_chosen(council: Council) -> None:
    opened = council.desk.council_terms.open_draft(council.term)

    assert (opened.members[-1].full_name, opened.members[-1].post) == ("Đặng Thị Ước", "Giáo viên")


def test_a_whole_council_is_no_problem() -> None:
    assert _found(_term(_CHAIR, _MEMBER, _SECRETARY)) == []


def test_a_council_without_members_warns_for_chair_and_secretary(office: Desk) -> None:
    report = office.council_terms.save_draft(_term())

    assert report.saved
    assert {(p.code, p.severity) for p in report.problems} == {
        (ProblemCode.COUNCIL_NO_CHAIR, Severity.WARNING),
        (ProblemCode.COUNCIL_NO_SECRETARY, Severity.WARNING),
    }


def test_two_chairs_at_one_time_are_refused(office: Desk) -> None:
    other = replace(_CHAIR, full_name="Lã Thị Hảo")

    report = office.council_terms.save_draft(_term(_CHAIR, other, _SECRETARY))

    assert not report.saved
    assert [(p.field, p.code) for p in report.problems] == [
        ("members[1].duty", ProblemCode.COUNCIL_TWO_CHAIRS)
    ]


def test_a_chair_may_follow_another() -> None:
    first = replace(_CHAIR, left_on=date(2023, 5, 31))
    second = replace(_CHAIR, full_name="Lã Thị Hảo", joined_on=date(2023, 6, 1))

    assert _found(_term(first, second, _SECRETARY)) == []


def test_the_same_member_twice_is_refused_unless_the_first_time_was_over() -> None:
    again = replace(_MEMBER, full_name="VŨ ĐÌNH ỔN")
    before = replace(_MEMBER, left_on=date(2022, 1, 1))
    after = replace(_MEMBER, joined_on=date(2023, 1, 1))

    assert ("members[3].full_name", ProblemCode.MEMBER_TWICE) in _found(
        _term(_CHAIR, _SECRETARY, _MEMBER, again)
    )
    assert _found(_term(_CHAIR, _SECRETARY, before, after)) == []


def test_a_member_without_any_name_is_refused(office: Desk) -> None:
    report = office.council_terms.save_draft(_term(CouncilMemberLine(post="Trưởng thôn")))

    assert ("members[0].full_name", ProblemCode.REQUIRED) in [
        (p.field, p.code) for p in report.problems
    ]


def test_nobody_leaves_before_joining(office: Desk) -> None:
    wrong = replace(_MEMBER, joined_on=date(2023, 2, 1), left_on=date(2023, 1, 1))

    report = office.council_terms.save_draft(_term(_CHAIR, _SECRETARY, wrong))

    assert [(p.field, p.code) for p in report.problems] == [
        ("members[2].left_on", ProblemCode.DATE_ORDER)
    ]


def test_members_on_a_day_are_those_who_sat_there_then() -> None:
    left = replace(_MEMBER, left_on=date(2022, 12, 31))
    draft = _term(_CHAIR, left)

    assert [m.full_name for m in draft.members_on(date(2022, 12, 31))] == [
        "Đỗ Văn Ước",
        "Vũ Đình Ổn",
    ]
    assert [m.full_name for m in draft.members_on(date(2023, 1, 1))] == ["Đỗ Văn Ước"]


def test_the_list_names_chair_and_secretary_and_counts_who_sits_there_today(
    council: Council,
) -> None:
    (row,) = council.desk.council_terms.list_rows()

    assert (row.chair, row.secretary, row.members) == ("Đỗ Văn Ước", "Nguyễn Thị Mơ", 9)
    assert council.desk.council_terms.find("bui my duyen")[0].id == council.term


def test_the_term_of_a_day_is_the_one_it_lies_in(council: Council) -> None:
    terms = council.desk.council_terms

    assert terms.term_on(date(2023, 11, 1)) == council.term
    assert terms.term_on(date(2026, 7, 1)) is None


def test_a_new_council_is_named_after_the_office(office: Desk) -> None:
    draft = office.council_terms.new_draft()

    assert draft.name == "Hội đồng Thi đua - Khen thưởng xã Đông An"


def test_a_council_with_sessions_is_not_put_away(council: Council) -> None:
    council.held()

    with pytest.raises(MoveRefused) as refused:
        council.desk.council_terms.archive(council.term, "hết nhiệm kỳ")
    assert refused.value.code is MoveRefused.Code.IN_USE


def test_two_windows_do_not_overwrite_one_another(council: Council) -> None:
    terms = council.desk.council_terms
    first, second = terms.open_draft(council.term), terms.open_draft(council.term)
    saved(terms, replace(first, note="một"))

    with pytest.raises(StaleRecord):
        terms.save_draft(replace(second, note="hai"))


def test_a_member_on_the_list_of_a_session_is_not_taken_out(council: Council) -> None:
    council.held()
    terms = council.desk.council_terms
    before = terms.open_draft(council.term)

    report = terms.save_draft(replace(before, members=before.members[1:], note="đã gõ"))

    assert not report.saved
    (told,) = [p for p in report.problems if p.severity is Severity.BLOCKING]
    assert (told.field, told.code) == ("members", ProblemCode.MEMBER_ATTENDED)
    assert told.data["members"] == "Đỗ Văn Ước (phiên họp ngày 16/11/2023)"
    assert report.problems[-1] == told  # the one the form leaves standing beside the field
    assert terms.open_draft(council.term) == before


def test_a_session_without_a_day_and_one_put_away_hold_their_members_too(council: Council) -> None:
    held = council.held(replace(council.begun(), held_on=None))
    council.desk.council_sessions.archive(held, "nhập nhầm")
    opened = council.desk.council_terms.open_draft(council.term)

    report = council.desk.council_terms.save_draft(replace(opened, members=opened.members[:-1]))

    assert not report.saved
    told = report.problems[-1].data["members"]
    assert told == "Đặng Thị Ước (phiên họp chưa ghi ngày)"


def test_members_pasted_again_take_back_the_lines_they_had(council: Council) -> None:
    council.held()
    terms = council.desk.council_terms
    before = terms.open_draft(council.term)
    pasted = tuple(replace(m, id=None, left_on=date(2023, 12, 1)) for m in reversed(before.members))
    shorter = (replace(pasted[0], person_id=None, post="", full_name="đặng thị ước"), *pasted[1:])

    assert terms.save_draft(replace(before, members=shorter)).saved

    after = terms.open_draft(council.term)
    assert [m.id for m in after.members] == [m.id for m in reversed(before.members)]
    assert {m.left_on for m in after.members} == {date(2023, 12, 1)}


def test_a_member_of_no_session_is_taken_out(council: Council) -> None:
    terms = council.desk.council_terms
    opened = terms.open_draft(council.term)

    assert terms.save_draft(replace(opened, members=opened.members[:-1])).saved
    assert len(terms.open_draft(council.term).members) == len(opened.members) - 1
