"""danh sách điểm danh of a council session, with room for each member's signature."""

from __future__ import annotations

from desktop.documents.council_meeting import (
    CouncilMeeting,
    CouncilMember,
    presiding_signature,
    secretary_signature,
    venue,
    when,
)
from desktop.documents.paper import Align, Column, OfficialPaper, Paragraph, Row, Table
from desktop.law.terms import Presence


def council_attendance(meeting: CouncilMeeting) -> OfficialPaper:
    """Return the sheet members sign; whoever is known to be absent stands there with the reason."""
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place=meeting.place,
        date=meeting.held_on,
        title="Danh sách điểm danh",
        subject=meeting.title,
        body=(
            Paragraph(f"{when(meeting, meeting.starts_at, 'giờ họp')}.", lead="Thời gian:"),
            Paragraph(venue(meeting), lead="Địa điểm:"),
            _table(meeting),
        ),
        left_signature=secretary_signature(meeting),
        signature=presiding_signature(meeting),
    )


def _table(meeting: CouncilMeeting) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên", 40, is_bold=True),
        Column("Chức vụ, đơn vị", 40),
        Column("Nhiệm vụ trong Hội đồng", 32),
        Column("Ký tên", 24),
        Column("Ghi chú", 24),
    )
    rows = [
        Row((str(number), member.titled, member.post, member.duty.label, "", _note(member)))
        for number, member in enumerate(meeting.members, 1)
    ]
    guests = [
        Row((str(number), guest, "", "Khách mời", "", ""))
        for number, guest in enumerate(meeting.guests, len(rows) + 1)
    ]
    return Table(columns, (*rows, *guests))


def _note(member: CouncilMember) -> str:
    if member.presence is Presence.PRESENT:
        return ""
    reason = f": {member.reason}" if member.reason else ""
    return f"{member.presence.label}{reason}"
