"""The council of xã Đồng Mơ in 2023, and its meeting on the dossier that goes to the district.

One member is put forward herself and does not vote on that; everybody else agrees on everybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from desktop.demo.scene_offices import Seat, id_of
from desktop.demo.scene_records import save_all
from desktop.law.terms import CouncilDuty, VoteMethod
from desktop.services.council_tally import all_agree
from desktop.services.council_terms import CouncilMemberLine, CouncilTermDraft

_TERM = id_of("council_terms", "dong-mo/2021-2026")
_SINCE = date(2021, 7, 12)
_MEMBERS = (
    ("dong-mo/pham-quang-dang", CouncilDuty.CHAIR),
    ("dong-mo/nguyen-thi-thu-huyen", CouncilDuty.FIRST_VICE),
    ("dong-mo/vu-dinh-on", CouncilDuty.VICE),
    ("dong-mo/dang-thi-uoc", CouncilDuty.MEMBER),
    ("dong-mo/tran-van-san", CouncilDuty.MEMBER),
    ("dong-mo/le-huu-ty", CouncilDuty.MEMBER),
    ("dong-mo/bui-thi-my-duyen", CouncilDuty.MEMBER),
    ("dong-mo/la-manh-hung", CouncilDuty.MEMBER),
    ("dong-mo/dao-thi-thuy-duong", CouncilDuty.SECRETARY),
)
_DISCUSSION = (
    "Các thành viên thống nhất với báo cáo thành tích; đề nghị Thường trực Hội đồng rà lại số liệu "
    "các mô hình “Biến rác thải thành con giống”, “vẽ từng nhà, công khai từng đồng” trước khi "
    "trình huyện. Không có ý kiến khác."
)


def seat_council(seat: Seat) -> None:
    """Enter the council of the term with its members."""
    posts = {p.key: p for p in seat.cast.people}
    members = tuple(
        CouncilMemberLine(
            person_id=id_of("people", key),
            full_name=posts[key].full_name,
            post=posts[key].post,
            duty=duty,
            joined_on=_SINCE,
        )
        for key, duty in _MEMBERS
    )
    draft = CouncilTermDraft(
        id=_TERM,
        name=f"Hội đồng Thi đua - Khen thưởng {seat.office.area}",
        decision_number="58/QĐ-UBND",
        decided_on=_SINCE,
        starts_on=_SINCE,
        members=members,
    )
    save_all(seat.desk.council_terms, [draft])


def hold_session(seat: Seat, dossier: UUID, held_on: date) -> None:
    """Let the council meet on a dossier and vote on everybody it puts forward."""
    sessions = seat.desk.council_sessions
    draft = replace(
        sessions.draft_for(dossier),
        id=id_of("council_sessions", str(dossier)),
        title="Phiên họp xét, đề nghị khen thưởng năm 2023",
        term_id=_TERM,
        held_on=held_on,
        place=f"Hội trường {seat.office.name}",
        starts_at="14 giờ 00",
        ends_at="16 giờ 30",
        method=VoteMethod.SECRET_BALLOT,
        number="03/BB-HĐTĐKT",
        discussion=_DISCUSSION,
        invitation_number="03/GM-HĐTĐKT",
        invited_on=date(held_on.year, held_on.month, held_on.day - 3),
    )
    draft = sessions.fill_votes(sessions.fill_attendance(draft))
    save_all(sessions, [all_agree(draft)])
