"""phiếu biểu quyết: the paper ballots of a session, one for each member who may vote.

A secret ballot bears no name. Members who do not vote on somebody get ballots on which that row
has no boxes; an absent member answers on a sheet with name and signature.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.documents.council_meeting import Ballots, CouncilMeeting, CouncilMember
from desktop.documents.paper import (
    BOX,
    Align,
    Block,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from desktop.law.terms import Presence, VoteMethod
from desktop.vietnamese.text import fold

_RECUSED = "không biểu quyết"


def council_ballots(meeting: CouncilMeeting) -> tuple[OfficialPaper, ...]:
    """Return a ballot for each member who may vote; none where hands are raised by those present.

    Ballots without name come first and those with fewer rows last, so that the order they lie in
    does not tell whose they are.
    """
    if not meeting.votes:
        return ()
    voters = [member for member in meeting.members if member.may_vote]
    secret = [m for m in voters if not _is_named(meeting, m)]
    if meeting.method is VoteMethod.SHOW_OF_HANDS:
        secret = []
    named = [m for m in voters if _is_named(meeting, m)]
    by_boxes = sorted(secret, key=lambda m: len(_recused_rows(meeting, m)))
    return (
        *(_ballot(meeting, member) for member in by_boxes),
        *(_opinion(meeting, member) for member in named),
    )


def _is_named(meeting: CouncilMeeting, member: CouncilMember) -> bool:
    return meeting.method is VoteMethod.WRITTEN or member.presence is Presence.WRITTEN


def _recused_rows(meeting: CouncilMeeting, member: CouncilMember) -> list[Ballots]:
    name = fold(member.name)
    return [v for v in meeting.votes if name in {fold(other) for other in v.recused}]


def _ballot(meeting: CouncilMeeting, member: CouncilMember) -> OfficialPaper:
    words = (
        "Đánh dấu X vào một trong hai ô của mỗi dòng. Dòng không đánh dấu, đánh dấu cả hai ô hoặc "
        "viết thêm là không hợp lệ."
    )
    return _paper(meeting, "Phiếu biểu quyết", (Paragraph(words, italic=True),), member)


def _opinion(meeting: CouncilMeeting, member: CouncilMember) -> OfficialPaper:
    body = (
        Paragraph(", ".join(filter(None, (member.name, member.post))), lead="Thành viên:"),
        Paragraph("Đánh dấu X vào một trong hai ô của mỗi dòng.", italic=True),
    )
    signature = SignatureBlock(("NGƯỜI CHO Ý KIẾN",), member.name, "(Ký, ghi rõ ngày)")
    paper = _paper(meeting, "Phiếu lấy ý kiến", body, member)
    return replace(paper, signature=signature)


def _paper(
    meeting: CouncilMeeting, title: str, opening: tuple[Block, ...], member: CouncilMember
) -> OfficialPaper:
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place="",
        date=None,
        title=title,
        subject=meeting.title,
        body=(*opening, _table(meeting, _recused_rows(meeting, member))),
        signature=None,
        has_place_date=False,
    )


def _table(meeting: CouncilMeeting, struck: list[Ballots]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 62, is_bold=True),
        Column("Danh hiệu, hình thức", 42),
        Column("Đồng ý", 24, Align.CENTER),
        Column("Không đồng ý", 24, Align.CENTER),
    )
    rows = []
    for number, vote in enumerate(meeting.votes, 1):
        boxes = (_RECUSED, _RECUSED) if vote in struck else (BOX, BOX)
        rows.append(Row((str(number), vote.name, vote.award, *boxes)))
    return Table(columns, tuple(rows))
