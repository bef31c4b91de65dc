"""Paper ballots: no names on secret ones, and none that shows by what it lacks whose it is."""

from __future__ import annotations

from dataclasses import replace

from desktop.documents.council_ballots import council_ballots
from desktop.documents.paper import BOX, Table
from desktop.law.terms import Presence, VoteMethod
from tests.documents.council_samples import MEMBERS, ballots, meeting


def _boxes(paper: object) -> int:
    table = next(b for b in paper.body if isinstance(b, Table))  # type: ignore[attr-defined]
    return sum(cell == BOX for row in table.rows for cell in row.cells)


def test_every_member_who_may_vote_has_a_ballot_without_name() -> None:
    papers = council_ballots(meeting())

    assert len(papers) == 8
    assert {p.title for p in papers} == {"Phiếu biểu quyết"}
    assert not any(m.name in "".join(p.texts()) for p in papers for m in MEMBERS)
    assert all(p.signature is None for p in papers)


def _names(paper: object) -> list[str]:
    table = next(b for b in paper.body if isinstance(b, Table))  # type: ignore[attr-defined]
    return [f"{row.cells[0]} {row.cells[1]}" for row in table.rows]


def test_a_nominee_some_do_not_vote_on_stands_on_a_sheet_of_fewer_members() -> None:
    votes = (ballots("Bà Trần Thị Ánh", recused=("Đỗ Văn Ước",)), ballots("Ông Nguyễn Văn Ơn"))

    papers = council_ballots(meeting(votes=votes))

    assert [_names(p) for p in papers] == [["2 Ông Nguyễn Văn Ơn"]] * 8 + [
        ["1 Bà Trần Thị Ánh"]
    ] * 7
    assert all(_boxes(p) == 2 for p in papers)
    assert papers[0] == papers[7]  # whoever takes it
    assert "không biểu quyết" not in "".join(text for p in papers for text in p.texts())


def test_an_absent_member_who_is_recused_changes_no_sheet() -> None:
    votes = (ballots("Bà Trần Thị Ánh", recused=("Lã Mạnh Hùng",)), ballots("Ông Nguyễn Văn Ơn"))

    assert [_boxes(p) for p in council_ballots(meeting(votes=votes))] == [4] * 8


def test_a_recused_member_who_answers_in_writing_has_no_boxes_on_that_row() -> None:
    votes = (ballots("Bà Trần Thị Ánh", recused=("Đỗ Văn Ước",)), ballots("Ông Nguyễn Văn Ơn"))

    papers = council_ballots(meeting(votes=votes, method=VoteMethod.WRITTEN))

    assert [_boxes(p) for p in papers] == [2] + [4] * 7


def test_a_written_opinion_bears_name_and_signature() -> None:
    wrote = replace(MEMBERS[2], presence=Presence.WRITTEN)

    papers = council_ballots(meeting(members=(*MEMBERS[:2], wrote, *MEMBERS[3:])))

    assert papers[-1].title == "Phiếu lấy ý kiến"
    assert papers[-1].signature is not None
    assert papers[-1].signature.name == "Vũ Đình Ổn"


def test_raised_hands_need_no_paper_and_written_votes_all_bear_names() -> None:
    assert council_ballots(meeting(method=VoteMethod.SHOW_OF_HANDS)) == ()
    written = council_ballots(meeting(method=VoteMethod.WRITTEN))
    assert [p.title for p in written] == ["Phiếu lấy ý kiến"] * 8


def test_nothing_to_vote_on_makes_no_ballots() -> None:
    assert council_ballots(meeting(votes=())) == ()
    assert council_ballots(meeting(members=())) == ()
