"""giấy mời họp Hội đồng: who is asked to come, when, where and what for (NĐ 30/2020, Mẫu 1.8)."""

from __future__ import annotations

from desktop.documents.council_meeting import (
    CouncilMeeting,
    about,
    chair_signature,
    stopped,
    venue,
    when,
)
from desktop.documents.paper import OfficialPaper, Paragraph, known, missing


def council_invitation(meeting: CouncilMeeting) -> OfficialPaper:
    """Return the invitation to a session, one paper that names everybody invited."""
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number=known(meeting.invitation_number, "số giấy mời"),
        place=meeting.place,
        date=meeting.invited_on,
        title="Giấy mời",
        subject=meeting.title,
        body=_body(meeting),
        signature=chair_signature(meeting, present_only=False),
        recipients=("Như trên", "Lưu: VT, HĐTĐKT"),
    )


def _body(meeting: CouncilMeeting) -> tuple[Paragraph, ...]:
    chair = meeting.presiding(present_only=False)
    presiding = chair.in_full if chair else missing("chủ trì phiên họp")
    return (
        Paragraph(f"{meeting.council} trân trọng kính mời:"),
        *_invited(meeting),
        Paragraph(f"Tới dự {about(meeting)}.", lead="Nội dung:"),
        Paragraph(stopped(presiding), lead="Chủ trì:"),
        Paragraph(f"{when(meeting, meeting.starts_at, 'giờ họp')}.", lead="Thời gian:"),
        Paragraph(venue(meeting), lead="Địa điểm:"),
        Paragraph(
            "Đề nghị các thành viên Hội đồng có mặt đúng thời gian; người vắng mặt báo lý do và "
            "gửi ý kiến bằng văn bản về Thư ký Hội đồng trước giờ họp"
        ),
    )


def _invited(meeting: CouncilMeeting) -> tuple[Paragraph, ...]:
    members = [member.in_full for member in meeting.members]
    if not members:
        return (Paragraph(missing("thành viên Hội đồng")),)
    names = [*members, *(f"{guest} (khách mời)" for guest in meeting.guests)]
    last = len(names) - 1
    return tuple(
        Paragraph(f"{number + 1}. {name}{';' if number < last else '.'}")
        for number, name in enumerate(names)
    )
