"""A council session for tests of its papers: nine members, one of them ill, three nominees."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.documents.council_meeting import Ballots, CouncilMeeting, CouncilMember, Recusal
from desktop.law.terms import CouncilDuty, Presence, VoteMethod

CHAIR = CouncilMember(name="Đỗ Văn Ước", duty=CouncilDuty.CHAIR, post="Chủ tịch UBND xã")
DEPUTY = CouncilMember(name="Lã Thị Hảo", duty=CouncilDuty.FIRST_VICE)
SECRETARY = CouncilMember(name="Nguyễn Thị Mơ", duty=CouncilDuty.SECRETARY)
OTHERS = tuple(
    CouncilMember(name=name, duty=CouncilDuty.MEMBER)
    for name in ("Vũ Đình Ổn", "Trần Văn Sẵn", "Lê Hữu Tỵ", "Bùi Mỹ Duyên", "Đặng Thị Ngà")
)
ILL = CouncilMember(
    name="Lã Mạnh Hùng", duty=CouncilDuty.MEMBER, presence=Presence.EXCUSED, reason="ốm"
)
MEMBERS = (CHAIR, DEPUTY, *OTHERS, ILL, SECRETARY)


def ballots(name: str, in_favour: int = 8, **more: Any) -> Ballots:
    """Return a counted vote; eight of nine members voted."""
    values = {
        "award": "Giấy khen",
        "phrase": "tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Đông An",
        "issued": 8,
        "collected": 8,
        "valid": 8,
        "invalid": 0,
        "in_favour": in_favour,
        "against": 8 - in_favour,
        "base": 9,
        "percent": "88,89%",
    }
    return Ballots(name=name, **{**values, **more})


def meeting(**more: Any) -> CouncilMeeting:
    """Return the session, changed as asked."""
    values = {
        "superior_agency": "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
        "agency": "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "council": "Hội đồng Thi đua - Khen thưởng xã Đông An",
        "place": "Đông An",
        "title": "Phiên họp xét khen thưởng năm 2023",
        "method": VoteMethod.SECRET_BALLOT,
        "members": MEMBERS,
        "votes": (ballots("Bà Trần Thị Ánh"), ballots("Ông Nguyễn Văn Ơn", 5)),
        "recusals": (Recusal(member="Đặng Thị Ngà", recipient="Bà Trần Thị Ánh"),),
        "number": "03/BB-HĐTĐKT",
        "invitation_number": "03/GM-HĐTĐKT",
        "invited_on": date(2023, 11, 13),
        "held_on": date(2023, 11, 16),
        "starts_at": "08 giờ 00 phút",
        "ends_at": "10 giờ 00 phút",
        "venue": "Hội trường",
    }
    return CouncilMeeting(**{**values, **more})
