"""Sessions: filled from council and dossier, saved once, refused where they contradict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import Presence, RecipientKind, VoteMethod
from desktop.services.council_drafts import CouncilSessionDraft, RecusalLine
from desktop.services.council_recusals import expected_recusals
from desktop.services.council_tally import all_agree
from desktop.services.desk import Desk
from desktop.services.people import PersonDraft
from tests.services.commune_dossier import REASON, saved
from tests.services.council_kit import HELD_ON, Council

_NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def council(office: Desk) -> Council:
    return Council(office)


def test_a_session_on_a_dossier_begins_with_members_nominations_and_recusals(
    council: Council,
) -> None:
    draft = council.begun()

    assert len(draft.attendance) == 9
    assert {m.presence for m in draft.attendance} == {Presence.PRESENT}
    assert [v.recipient_name for v in draft.votes] == ["Đặng Thị Ước", "Thôn Đoài", "Nguyễn Văn Ơn"]
    assert [v.award_code for v in draft.votes] == ["CSTDCS", "TTLDTT", "GK_HUYEN"]
    assert [(r.full_name, r.nomination_id) for r in draft.recusals] == [
        ("Đặng Thị Ước", draft.votes[0].nomination_id)
    ]
    assert draft.title == "Phiên họp xét: Đề nghị khen thưởng tổng kết năm 2023"


def test_a_saved_session_opens_as_typed(council: Council) -> None:
    draft = all_agree(council.begun())

    opened = council.desk.council_sessions.open_draft(saved(council.desk.council_sessions, draft))

    assert [v.numbers for v in opened.votes] == [(8, 8, 8, 8, 0), (9, 9, 9, 9, 0), (9, 9, 9, 9, 0)]
    assert [m.full_name for m in opened.attendance] == [m.full_name for m in draft.attendance]
    assert opened.held_on == HELD_ON


def test_filling_again_keeps_what_was_typed_and_follows_the_dossier(council: Council) -> None:
    sessions, desk = council.desk.council_sessions, council.desk
    session = sessions.open_draft(council.held())
    first = session.attendance[0]
    typed = replace(first, presence=Presence.EXCUSED, reason="ốm")
    session = replace(session, attendance=(typed, *session.attendance[1:]))
    other = saved(desk.people, PersonDraft(full_name="Bùi Văn Ấm"))
    desk.nominations.add_recipients(
        council.dossier, [(RecipientKind.INDIVIDUAL, other)], "GK_HUYEN"
    )

    filled = sessions.fill_votes(sessions.fill_attendance(session))

    assert filled.attendance[0] == typed
    assert [v.is_complete for v in filled.votes] == [True, True, True, False]
    assert filled.votes[3].recipient_name == "Bùi Văn Ấm"


def test_a_counted_line_stays_when_its_nomination_leaves_the_dossier(council: Council) -> None:
    sessions, desk = council.desk.council_sessions, council.desk
    session = sessions.open_draft(council.held())
    gone = session.votes[1].nomination_id
    assert gone is not None
    desk.nominations.archive(gone, "rút")

    counted = sessions.fill_votes(session)
    blank = sessions.fill_votes(council.begun())

    assert [v.nomination_id == gone for v in counted.votes] == [False, False, True]
    assert gone not in {v.nomination_id for v in blank.votes}


def test_members_are_those_of_the_day(council: Council) -> None:
    terms, sessions = council.desk.council_terms, council.desk.council_sessions
    term = terms.open_draft(council.term)
    left = replace(term.members[2], left_on=date(2023, 10, 31))
    saved(terms, replace(term, members=(*term.members[:2], left, *term.members[3:])))

    draft = sessions.fill_attendance(replace(council.begun(), attendance=()))

    assert len(draft.attendance) == 8
    assert "Vũ Đình Ổn" not in {m.full_name for m in draft.attendance}


def test_a_session_outside_the_term_is_refused(council: Council) -> None:
    late = replace(council.begun(), held_on=date(2026, 7, 1))

    report = council.desk.council_sessions.save_draft(late)

    assert [(p.field, p.code) for p in report.problems if p.severity is Severity.BLOCKING] == [
        ("held_on", ProblemCode.OUTSIDE_TERM)
    ]


def test_a_nominated_member_who_is_not_recused_is_warned_of(council: Council) -> None:
    draft = replace(council.begun(), recusals=())

    report = council.desk.council_sessions.save_draft(draft)

    assert report.saved
    assert [(p.code, p.data["name"]) for p in report.problems] == [
        (ProblemCode.RECUSAL_EXPECTED, "Đặng Thị Ước")
    ]


def test_a_namesake_known_by_another_id_is_nobody_to_recuse(council: Council) -> None:
    desk = council.desk
    desk.nominations.add_recipients(
        council.dossier, [(RecipientKind.INDIVIDUAL, council.commune.farmer)], "GK_HUYEN"
    )

    assert len(council.begun().recusals) == 1


def test_a_namesake_without_unit_is_proposed_and_not_asked_for(council: Council) -> None:
    desk = council.desk
    namesake = saved(desk.people, PersonDraft(full_name="LÊ HỮU TỴ"))
    desk.nominations.add_recipients(
        council.dossier, [(RecipientKind.INDIVIDUAL, namesake)], "GK_HUYEN"
    )

    draft = council.begun()
    with desk.store.reading() as session:
        found = expected_recusals(session, draft)
    report = desk.council_sessions.save_draft(replace(draft, recusals=draft.recusals[:1]))

    assert [(e.line.full_name, e.certain) for e in found] == [
        ("Đặng Thị Ước", True),
        ("Lê Hữu Tỵ", False),
    ]
    assert report.problems == ()


def test_a_recusal_typed_by_name_is_tied_to_the_nomination(council: Council) -> None:
    line = RecusalLine(full_name="Vũ Đình Ổn", recipient_name="thôn đoài", reason="Bí thư chi bộ")
    draft = council.begun()

    record = saved(council.desk.council_sessions, replace(draft, recusals=(*draft.recusals, line)))

    opened = council.desk.council_sessions.open_draft(record)
    assert opened.recusals[1].nomination_id == draft.votes[1].nomination_id
    assert opened.entitled_to(opened.votes[1]) == 8


def test_a_session_without_members_is_saved_and_cannot_count(council: Council) -> None:
    draft = replace(council.begun(), attendance=(), recusals=())

    empty = council.desk.council_sessions.save_draft(draft)
    voted = council.desk.council_sessions.save_draft(
        replace(draft, votes=(replace(draft.votes[0], issued=9), *draft.votes[1:]))
    )

    assert empty.saved
    assert [p.code for p in voted.problems] == [ProblemCode.ISSUED_OVER_MEMBERS]


def test_zero_ballots_are_saved_and_are_no_vote(council: Council) -> None:
    draft = council.begun()
    zero = replace(draft.votes[0], issued=0, collected=0, valid=0, in_favour=0, against=0)

    record = saved(council.desk.council_sessions, replace(draft, votes=(zero, *draft.votes[1:])))

    outcomes = council.desk.council_sessions.outcomes(record)
    assert [o.percent for o in outcomes] == ["0%", "", ""]


def test_two_windows_do_not_overwrite_one_another(council: Council) -> None:
    sessions = council.desk.council_sessions
    record = council.held()
    first, second = sessions.open_draft(record), sessions.open_draft(record)
    saved(sessions, replace(first, place="Nhà văn hóa"))

    with pytest.raises(StaleRecord):
        sessions.save_draft(replace(second, place="Hội trường"))


def test_the_session_of_a_ready_dossier_only_reads(council: Council, tmp_path: Path) -> None:
    sessions, dossiers = council.desk.council_sessions, council.desk.dossiers
    dossier = council.commune.complete_dossier(tmp_path)
    record = council.held(replace(sessions.draft_for(dossier), held_on=HELD_ON))
    assert dossiers.mark_ready(dossier, REASON).ready
    draft = sessions.open_draft(record)

    assert sessions.settled(draft) == "Sẵn sàng"
    with pytest.raises(MoveRefused) as refused:
        sessions.save_draft(replace(draft, place="nơi khác"))
    assert refused.value.code is MoveRefused.Code.FROZEN
    dossiers.reopen(dossier)
    assert sessions.save_draft(replace(draft, place="nơi khác")).saved


def test_the_latest_live_session_of_a_dossier_is_found(council: Council) -> None:
    sessions = council.desk.council_sessions
    first = council.held()
    second = council.held(replace(council.begun(), held_on=date(2023, 11, 18)))

    assert sessions.session_of(council.dossier) == second
    sessions.archive(second, "nhầm")
    assert sessions.session_of(council.dossier) == first
    assert sessions.session_of(_NOBODY) is None
    with pytest.raises(NotFound):
        sessions.draft_for(_NOBODY)


def test_the_list_says_who_came_and_how_far_it_is_counted(council: Council) -> None:
    draft = council.begun()
    absent = replace(draft.attendance[0], presence=Presence.ABSENT)
    counted = all_agree(replace(draft, attendance=(absent, *draft.attendance[1:])))
    saved(
        council.desk.council_sessions,
        replace(counted, votes=(draft.votes[0], *counted.votes[1:])),
    )

    (row,) = council.desk.council_sessions.list_rows()

    assert (row.members, row.voters, row.votes, row.voted) == (9, 8, 3, 2)
    assert row.dossier == "Đề nghị khen thưởng tổng kết năm 2023"


def test_raised_hands_are_warned_of_where_a_secret_ballot_is_asked_for(council: Council) -> None:
    # Catalogue §4.3 «Secret ballot: required for CSTĐ & Cờ level», MEM-M
    by_hand = replace(council.begun(), method=VoteMethod.SHOW_OF_HANDS)

    report = council.desk.council_sessions.save_draft(by_hand)

    assert report.saved
    assert [(p.field, p.code, p.verified) for p in report.problems] == [
        ("method", ProblemCode.BALLOTS_ASKED, False)
    ]


def test_two_hundred_nominations_are_filled_saved_and_counted(
    council: Council, office: Desk
) -> None:
    people = office.people.save_many(
        [PersonDraft(full_name=f"Nguyễn Văn Số {n}") for n in range(200)]
    )
    wanted = [(RecipientKind.INDIVIDUAL, p.id) for p in people if p.id]
    office.nominations.add_recipients(council.dossier, wanted, "GK_HUYEN")

    record = council.held()
    count = office.council_sessions.count(record)

    assert len(count.outcomes) == 203
    assert all(o.is_counted for o in count.outcomes)


def test_counting_a_draft_asks_the_database_no_more(council: Council) -> None:
    count: Callable[[CouncilSessionDraft], object] = council.desk.council_sessions.counting()
    council.desk.engine.dispose()

    assert count(council.begun())


def test_a_new_session_on_an_archived_dossier_is_refused_and_an_old_one_warned_of(
    council: Council,
) -> None:
    sessions = council.desk.council_sessions
    held, begun = council.held(), council.begun()
    council.desk.dossiers.archive(council.dossier, "trình hai lần")

    report = sessions.save_draft(begun)
    again = sessions.save_draft(replace(sessions.open_draft(held), note="ghi thêm"))

    found = [
        (p.field, p.severity) for p in report.problems if p.code is ProblemCode.RECORD_ARCHIVED
    ]
    assert found == [("dossier_id", Severity.BLOCKING)]
    assert not report.saved
    assert again.saved
    assert [p.severity for p in again.problems if p.code is ProblemCode.RECORD_ARCHIVED] == [
        Severity.WARNING
    ]


def test_a_session_of_an_archived_council_is_refused(council: Council) -> None:
    begun = council.begun()
    council.desk.council_terms.archive(council.term, "lập nhầm")

    report = council.desk.council_sessions.save_draft(begun)

    assert not report.saved
    assert ("term_id", ProblemCode.RECORD_ARCHIVED) in [(p.field, p.code) for p in report.problems]


@pytest.mark.parametrize(
    ("day", "is_far"), [(date(2099, 11, 16), True), (date(2024, 11, 20), False), (None, False)]
)
def test_a_day_more_than_a_year_ahead_is_warned_of(
    council: Council, day: date | None, is_far: bool
) -> None:
    terms = council.desk.council_terms
    saved(terms, replace(terms.open_draft(council.term), ends_on=None))

    report = council.desk.council_sessions.save_draft(replace(council.begun(), held_on=day))

    assert report.saved
    far = [p.severity for p in report.problems if p.code is ProblemCode.SESSION_FAR_AHEAD]
    assert far == ([Severity.WARNING] if is_far else [])
