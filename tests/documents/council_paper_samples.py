"""An invented session of a council, and all papers made from it."""

from __future__ import annotations

from datetime import date

from desktop.documents.council_agenda import council_agenda
from desktop.documents.council_attendance import council_attendance
from desktop.documents.council_ballots import council_ballots
from desktop.documents.council_invitation import council_invitation
from desktop.documents.council_meeting import (
    PASSED,
    Ballots,
    CouncilMeeting,
    CouncilMember,
    Recusal,
)
from desktop.documents.council_minutes import council_minutes, minutes_extract
from desktop.documents.council_tally import council_tally
from desktop.documents.paper import OfficialPaper
from desktop.law.terms import CouncilDuty, Presence, VoteMethod

MEETING = CouncilMeeting(
    superior_agency="ỦY BAN NHÂN DÂN\nXÃ ĐÔNG AN",
    agency="HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG",
    council="Hội đồng Thi đua - Khen thưởng xã Đông An",
    place="Đông An",
    title="Phiên họp xét khen thưởng năm 2023",
    method=VoteMethod.SECRET_BALLOT,
    members=(
        CouncilMember(name="Nguyễn Hữu Đạt", duty=CouncilDuty.CHAIR, post="Chủ tịch UBND xã"),
        CouncilMember(name="Lê Thị Yến", duty=CouncilDuty.SECRETARY, post="Công chức Văn phòng"),
        CouncilMember(name="Phạm Văn Ổn", duty=CouncilDuty.MEMBER),
        CouncilMember(
            name="Đỗ Thị Ánh", duty=CouncilDuty.MEMBER, presence=Presence.EXCUSED, reason="Đi họp"
        ),
    ),
    votes=(
        Ballots(
            name="Bà Trần Thị Ánh",
            award="Giấy khen",
            phrase="Giấy khen của Chủ tịch Ủy ban nhân dân xã",
            post_unit="Thôn Ngọc Sơn",
            issued=3,
            collected=3,
            valid=3,
            invalid=0,
            in_favour=3,
            against=0,
            base=4,
            percent="75,00%",
            verdict=PASSED,
            recused=("Phạm Văn Ổn",),
        ),
        Ballots(name="Ông Võ Đức Ưng", award="LĐTT", phrase="danh hiệu “Lao động tiên tiến”"),
    ),
    recusals=(Recusal(member="Phạm Văn Ổn", recipient="Bà Trần Thị Ánh", reason="Chồng"),),
    number="03/BB-HĐ",
    held_on=date(2023, 12, 5),
    starts_at="08 giờ 00",
)


def council_papers() -> dict[str, OfficialPaper]:
    """Return every paper of the session by name."""
    ballots = {f"ballot {n}": each for n, each in enumerate(council_ballots(MEETING), start=1)}
    return ballots | {
        "agenda": council_agenda(MEETING),
        "attendance": council_attendance(MEETING),
        "invitation to the council": council_invitation(MEETING),
        "minutes": council_minutes(MEETING),
        "extract of the minutes": minutes_extract(MEETING, MEETING.votes[0]),
        "tally": council_tally(MEETING, is_blank=False),
        "blank tally": council_tally(MEETING, is_blank=True),
    }
