"""The invitation, the agenda, the attendance sheet and the tally of one session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.council_agenda import council_agenda
from desktop.documents.council_attendance import council_attendance
from desktop.documents.council_invitation import council_invitation
from desktop.documents.council_meeting import chair_signature
from desktop.documents.council_tally import council_tally
from desktop.documents.paper import OfficialPaper, Table, shown
from desktop.errors import DocumentFailed
from desktop.law.terms import Presence, VoteMethod
from tests.documents.council_samples import CHAIR, MEMBERS, meeting


def _text(paper: OfficialPaper) -> str:
    return "\n".join(shown(text) for text in paper.texts())


def _rows(paper: OfficialPaper) -> list[tuple[str, ...]]:
    table = next(block for block in paper.body if isinstance(block, Table))
    return [row.cells for row in table.rows]


def test_a_deputy_signs_for_the_chair() -> None:
    away = replace(CHAIR, presence=Presence.EXCUSED)
    held = meeting(members=(away, *MEMBERS[1:]))

    assert chair_signature(held).authority == ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert chair_signature(held, present_only=False).name == "Đỗ Văn Ước"


def test_the_invitation_goes_to_everybody_even_who_will_be_absent() -> None:
    text = _text(council_invitation(meeting(guests=("Ông Phạm Ngà",))))

    assert "8. Lã Mạnh Hùng, Ủy viên;" in text
    assert "10. Ông Phạm Ngà (khách mời)." in text
    assert "08 giờ 00 phút, ngày 16 tháng 11 năm 2023." in text


def test_an_invitation_of_nobody_marks_what_lacks() -> None:
    bare = meeting(members=(), invitation_number="", invited_on=None)

    assert set(council_invitation(bare).missing()) == {
        "số giấy mời",
        "ngày ký",
        "thành viên Hội đồng",
        "chủ trì phiên họp",
    }


def test_the_usual_agenda_follows_the_way_of_voting() -> None:
    secret = [row[1] for row in _rows(council_agenda(meeting()))]
    by_hand = [row[1] for row in _rows(council_agenda(meeting(method=VoteMethod.SHOW_OF_HANDS)))]

    assert "Biểu quyết: bỏ phiếu kín" in secret
    assert "Kiểm phiếu, công bố kết quả" in secret
    assert "Biểu quyết: giơ tay biểu quyết" in by_hand
    assert "Công bố kết quả biểu quyết" in by_hand


def test_an_agenda_without_votes_has_no_list() -> None:
    assert council_agenda(meeting(votes=())).annexes == ()


def test_the_attendance_sheet_has_room_to_sign_and_says_who_is_away() -> None:
    rows = _rows(council_attendance(meeting(guests=("Ông Phạm Ngà",))))

    assert rows[0] == ("1", "Đỗ Văn Ước", "Chủ tịch UBND xã", "Chủ tịch Hội đồng", "", "")
    assert rows[7][5] == "Vắng có lý do: ốm"
    assert rows[9][3] == "Khách mời"


def test_a_tally_is_blank_or_has_every_figure() -> None:
    blank, filled = (council_tally(meeting(), is_blank=b) for b in (True, False))

    assert _rows(blank)[0][2:] == ("",) * 6
    assert _rows(filled)[1][2:] == ("08", "08", "08", "0", "05", "03")
    assert "08 trên 09 thành viên Hội đồng" in _text(filled)


def test_a_session_without_title_is_refused() -> None:
    with pytest.raises(DocumentFailed):
        meeting(title=" ")
