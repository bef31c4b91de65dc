"""bảng kiểm phiếu: the sheet the tellers fill in by hand, or the one with the figures typed."""

from __future__ import annotations

from desktop.documents.council_meeting import Ballots, CouncilMeeting, presiding_signature, when
from desktop.documents.paper import (
    Align,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    missing,
)
from desktop.vietnamese.numbers import counted

_TELLERS = SignatureBlock(("TỔ KIỂM PHIẾU",), note="(Ký, ghi rõ họ tên)")
_COLUMNS = (
    Column("STT", 12, Align.CENTER),
    Column("Đối tượng (danh hiệu, hình thức)", 51),
    Column("Phát ra", 16, Align.CENTER),
    Column("Thu về", 16, Align.CENTER),
    Column("Hợp lệ", 16, Align.CENTER),
    Column("Không hợp lệ", 18, Align.CENTER),
    Column("Đồng ý", 16, Align.CENTER),
    Column("Không đồng ý", 18, Align.CENTER),
)


def council_tally(meeting: CouncilMeeting, *, is_blank: bool) -> OfficialPaper:
    """Return the tally of a session.

    Args:
        meeting: whose votes.
        is_blank: leave the figures for a hand to fill in; else show what was typed, with what
            is missing marked.
    """
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place=meeting.place,
        date=meeting.held_on,
        title="Bảng kiểm phiếu",
        subject=meeting.title,
        body=(
            Paragraph(f"{when(meeting, meeting.starts_at, 'giờ họp')}.", lead="Thời gian:"),
            Paragraph(_voters(meeting), lead="Số thành viên biểu quyết:"),
            Table(_COLUMNS, _rows(meeting, is_blank=is_blank)),
        ),
        left_signature=_TELLERS,
        signature=presiding_signature(meeting),
    )


def _voters(meeting: CouncilMeeting) -> str:
    voters = sum(member.may_vote for member in meeting.members)
    return f"{counted(voters)} trên {counted(len(meeting.members))} thành viên Hội đồng."


def _rows(meeting: CouncilMeeting, *, is_blank: bool) -> tuple[Row, ...]:
    return tuple(
        Row((str(number), _who(vote), *_figures(vote, is_blank=is_blank)))
        for number, vote in enumerate(meeting.votes, 1)
    )


def _who(vote: Ballots) -> str:
    without = f"; không biểu quyết: {', '.join(vote.recused)}" if vote.recused else ""
    return f"{vote.with_award}{without}"


def _figures(vote: Ballots, *, is_blank: bool) -> tuple[str, ...]:
    numbers = (
        vote.issued,
        vote.collected,
        vote.valid,
        vote.invalid,
        vote.in_favour,
        vote.against,
    )
    if is_blank:
        return ("",) * len(numbers)
    return tuple(missing("số phiếu") if n is None else counted(n) for n in numbers)
