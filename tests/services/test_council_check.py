"""What held sessions mean for the dossier: its minutes, and what they lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Presence
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_tally import all_agree
from desktop.services.desk import Desk
from tests.services.commune_dossier import saved
from tests.services.council_kit import Council

_COUNCIL_CODES = {
    ProblemCode.ATTENDANCE_MISSING,
    ProblemCode.QUORUM_NOT_MET,
    ProblemCode.NOT_VOTED,
    ProblemCode.VOTE_INCOMPLETE,
    ProblemCode.BELOW_THRESHOLD,
}


@pytest.fixture
def council(office: Desk) -> Council:
    return Council(office)


def _save(council: Council, draft: CouncilSessionDraft) -> None:
    saved(council.desk.council_sessions, draft)


def _problems(council: Council) -> list[Problem]:
    return council.desk.dossiers.check(council.dossier)


def _council(council: Council) -> list[tuple[ProblemCode, Severity, str]]:
    found = [p for p in _problems(council) if p.code in _COUNCIL_CODES]
    return [(p.code, p.severity, str(p.data.get("name", ""))) for p in found]


def _lacks_minutes(council: Council) -> bool:
    items = {ProblemCode.ITEM_MISSING, ProblemCode.ITEM_UNVERIFIED}
    return any("Biên bản" in str(p.data.get("item")) for p in _problems(council) if p.code in items)


def _absent(draft: CouncilSessionDraft, count: int) -> CouncilSessionDraft:
    lines = tuple(
        replace(m, presence=Presence.EXCUSED) if n < count else m
        for n, m in enumerate(draft.attendance)
    )
    return replace(draft, attendance=lines)


def test_a_dossier_without_session_lacks_its_minutes_and_nothing_else(council: Council) -> None:
    assert _lacks_minutes(council)
    assert _council(council) == []


def test_a_held_session_with_complete_votes_stands_for_the_minutes(council: Council) -> None:
    council.held()

    assert not _lacks_minutes(council)
    assert _council(council) == []


def test_a_session_still_to_come_proves_nothing(council: Council) -> None:
    _save(council, replace(all_agree(council.begun()), held_on=date(2023, 12, 30)))

    assert _lacks_minutes(council)
    assert _council(council) == []


def test_an_archived_session_proves_nothing(council: Council) -> None:
    council.desk.council_sessions.archive(council.held(), "nhầm hồ sơ")

    assert _lacks_minutes(council)


def test_a_nomination_nobody_voted_on_is_named(council: Council) -> None:
    draft = all_agree(council.begun())
    _save(council, replace(draft, votes=draft.votes[1:], recusals=()))

    assert _lacks_minutes(council)
    assert _council(council) == [(ProblemCode.NOT_VOTED, Severity.WARNING, "Đặng Thị Ước")]


def test_a_vote_half_typed_is_named(council: Council) -> None:
    draft = all_agree(council.begun())
    half = replace(draft.votes[1], against=None)
    _save(council, replace(draft, votes=(draft.votes[0], half, draft.votes[2])))

    assert _council(council) == [(ProblemCode.VOTE_INCOMPLETE, Severity.WARNING, "Thôn Đoài")]


def test_too_few_members_make_no_minutes_and_warn_while_the_rule_is_unverified(
    council: Council,
) -> None:
    _save(council, all_agree(_absent(council.begun(), 4)))

    (problem,) = [p for p in _problems(council) if p.code is ProblemCode.QUORUM_NOT_MET]

    assert _lacks_minutes(council)
    assert (problem.severity, problem.verified) == (Severity.WARNING, False)
    assert (problem.data["present"], problem.data["needed"]) == (5, 6)


def test_a_session_nobody_was_counted_at_is_named(council: Council) -> None:
    _save(council, replace(council.begun(), attendance=(), recusals=()))

    codes = [code for code, _, _ in _council(council)]

    assert codes[0] is ProblemCode.ATTENDANCE_MISSING
    assert codes[1:] == [ProblemCode.NOT_VOTED] * 3


def test_who_stays_below_an_unverified_threshold_is_warned_of(council: Council) -> None:
    draft = all_agree(council.begun())
    line = replace(draft.votes[0], award_code="CSTDT", in_favour=5, against=3)
    _save(council, replace(draft, votes=(line, *draft.votes[1:])))

    (problem,) = [p for p in _problems(council) if p.code is ProblemCode.BELOW_THRESHOLD]

    assert (problem.severity, problem.verified) == (Severity.WARNING, False)
    assert (problem.data["percent"], problem.data["threshold"]) == ("62,5%", "90%")


def test_the_later_session_counts_and_a_first_one_without_quorum_is_forgiven(
    council: Council,
) -> None:
    _save(council, _absent(council.begun(), 4))
    _save(council, replace(all_agree(council.begun()), held_on=date(2023, 11, 18)))

    assert not _lacks_minutes(council)
    assert _council(council) == []
