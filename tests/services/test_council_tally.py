"""Numbers of a vote that cannot be, lists with doubles, times nobody can read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import Presence
from desktop.services.council_drafts import (
    AttendanceLine,
    CouncilSessionDraft,
    RecusalLine,
    VoteLine,
)
from desktop.services.council_tally import (
    all_agree,
    people_problems,
    tally_problems,
    time_problems,
)

_NAMES = ("An", "Bình", "Cường", "Dung", "Em", "Giang", "Hà", "Ích", "Khoa")
_NINE = tuple(AttendanceLine(full_name=name) for name in _NAMES)


def _session(*figures: int | None, **more: object) -> CouncilSessionDraft:
    names = ("issued", "collected", "valid", "in_favour", "against")
    vote = VoteLine(recipient_name="Bà Ơn", **dict(zip(names, figures, strict=False)))  # type: ignore[arg-type]
    return CouncilSessionDraft(votes=(vote,), **{"attendance": _NINE, **more})  # type: ignore[arg-type]


# Catalogue §4.2, «Biên bản họp HĐ»: phát, thu, hợp lệ, đồng ý; each at most the one before it.
@pytest.mark.parametrize(
    ("figures", "field", "code"),
    [
        ((10,), "issued", ProblemCode.ISSUED_OVER_MEMBERS),
        ((9, 10), "collected", ProblemCode.COLLECTED_OVER_ISSUED),
        ((9, 8, 9), "valid", ProblemCode.VALID_OVER_COLLECTED),
        ((9, 9, 9, 10), "in_favour", ProblemCode.VOTES_OVER_VALID),
        ((9, 9, 9, 8, 2), "in_favour", ProblemCode.VOTES_OVER_VALID),
    ],
)
def test_a_number_that_cannot_be_stands_beside_its_cell(
    figures: tuple[int, ...], field: str, code: ProblemCode
) -> None:
    (problem,) = tally_problems(_session(*figures))

    assert (problem.field, problem.code) == (f"votes[0].{field}", code)
    assert problem.severity is Severity.BLOCKING
    assert problem.data["name"] == "Bà Ơn"


@pytest.mark.parametrize("figures", [(), (9,), (9, 9, 9, 9, 0), (9, 8, 7, 5, 2), (0, 0, 0, 0, 0)])
def test_numbers_that_go_together_or_are_still_missing_are_no_problem(
    figures: tuple[int, ...],
) -> None:
    assert list(tally_problems(_session(*figures))) == []


def test_valid_ballots_for_nobody_only_warn() -> None:
    (problem,) = tally_problems(_session(9, 9, 9, 7, 1))

    assert (problem.code, problem.severity) == (
        ProblemCode.VOTES_UNDER_VALID,
        Severity.WARNING,
    )


def test_a_recused_member_cannot_have_been_counted() -> None:
    recusal = RecusalLine(full_name="dung", recipient_name="BÀ ƠN")

    (problem,) = tally_problems(_session(9, recusals=(recusal,)))

    assert problem.code is ProblemCode.RECUSED_VOTED
    assert problem.data["entitled"] == 8


def test_who_is_absent_without_written_opinion_has_no_ballot() -> None:
    absent = replace(_NINE[0], presence=Presence.EXCUSED)
    written = replace(_NINE[1], presence=Presence.WRITTEN)
    draft = _session(9, attendance=(absent, written, *_NINE[2:]))

    (problem,) = tally_problems(draft)

    assert (problem.code, problem.data["entitled"]) == (ProblemCode.ISSUED_OVER_MEMBERS, 8)


def test_a_vote_without_any_member_is_impossible() -> None:
    (problem,) = tally_problems(_session(1, attendance=()))

    assert problem.code is ProblemCode.ISSUED_OVER_MEMBERS


def test_the_same_nominee_for_the_same_award_is_voted_on_once() -> None:
    vote = VoteLine(recipient_name="Bà Ơn", award_code="LDTT")
    draft = CouncilSessionDraft(votes=(vote, replace(vote, recipient_name="bà ơn")))

    (problem,) = tally_problems(draft)

    assert (problem.field, problem.code) == ("votes[1].recipient_name", ProblemCode.VOTE_TWICE)


def test_a_member_is_on_the_list_once_and_recusals_name_somebody() -> None:
    draft = _session(
        attendance=(*_NINE, _NINE[0]),
        recusals=(RecusalLine(full_name="Người lạ", recipient_name="Không ai"),),
    )

    assert [(p.field, p.code) for p in people_problems(draft)] == [
        ("attendance[9].full_name", ProblemCode.MEMBER_TWICE),
        ("recusals[0].full_name", ProblemCode.RECUSAL_UNKNOWN),
        ("recusals[0].recipient_name", ProblemCode.RECUSAL_UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("8h", "10h30", None),
        ("", "", None),
        ("sớm", "", ProblemCode.NOT_A_TIME),
        ("14 giờ", "13 giờ 45", ProblemCode.DATE_ORDER),
    ],
)
def test_times_are_read_and_go_forward(start: str, end: str, code: ProblemCode | None) -> None:
    found = [p.code for p in time_problems(CouncilSessionDraft(starts_at=start, ends_at=end))]

    assert found == ([code] if code else [])


def test_all_agree_fills_only_lines_without_figures_and_leaves_the_recused_out() -> None:
    votes = (
        VoteLine(recipient_name="Bà Ơn"),
        VoteLine(recipient_name="Dung"),
        VoteLine(recipient_name="Ông Sự", issued=9, collected=9, valid=8, in_favour=5, against=3),
    )
    recusal = RecusalLine(full_name="Dung", recipient_name="Dung")
    draft = CouncilSessionDraft(attendance=_NINE, votes=votes, recusals=(recusal,))

    filled = all_agree(draft).votes

    assert filled[0].numbers == (9, 9, 9, 9, 0)
    assert filled[1].numbers == (8, 8, 8, 8, 0)
    assert filled[2] == votes[2]
