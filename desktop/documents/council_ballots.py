"""phiếu biểu quyết: the paper ballots of a session, for each member who may vote.

A secret ballot bears no name, and no two on the same nominees differ: whoever some members do not
vote on stands on a sheet of its own, issued to fewer members, so that no sheet shows by what it
lacks whose it is. An absent member answers on a sheet with name and signature.
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
    """Return the ballots of each member who may vote; none where hands are raised by those present.

    Ballots without name come first: those on the nominees everybody votes on, then a sheet for the
    nominees of each group of members who do not vote on them, as often as others do. A sheet that
    would be for nobody is not made.
    """
    if not meeting.votes:
        return ()
    voters = [member for member in meeting.members if member.may_vote]
    secret = [m for m in voters if not _is_named(meeting, m)]
    if meeting.method is VoteMethod.SHOW_OF_HANDS:
        secret = []
    named = [m for m in voters if _is_named(meeting, m)]
    return (
        *(
            _ballot(meeting, rows)
            for recused, rows in _sheets(meeting, secret).items()
            for member in secret
            if fold(member.name) not in recused
        ),
        *(_opinion(meeting, member) for member in named),
    )


def _is_named(meeting: CouncilMeeting, member: CouncilMember) -> bool:
    return meeting.method is VoteMethod.WRITTEN or member.presence is Presence.WRITTEN


def _sheets(
    meeting: CouncilMeeting, voters: list[CouncilMember]
) -> dict[frozenset[str], list[Ballots]]:
    """Return the nominees of each sheet by the folded names of who does not get it."""
    names = {fold(member.name) for member in voters}
    # The sheet of all voters is the first to be cut from the stack.
    sheets: dict[frozenset[str], list[Ballots]] = {frozenset(): []}
    for vote in meeting.votes:
        recused = frozenset(fold(name) for name in vote.recused) & names
        sheets.setdefault(recused, []).append(vote)
    return {recused: rows for recused, rows in sheets.items() if rows}


def _recused_rows(meeting: CouncilMeeting, member: CouncilMember) -> list[Ballots]:
    name = fold(member.name)
    return [v for v in meeting.votes if name in {fold(other) for other in v.recused}]


def _ballot(meeting: CouncilMeeting, rows: list[Ballots]) -> OfficialPaper:
    words = (
        "Đánh dấu X vào một trong hai ô của mỗi dòng. Dòng không đánh dấu, đánh dấu cả hai ô hoặc "
        "viết thêm là không hợp lệ."
    )
    numbered = [(n, v) for n, v in enumerate(meeting.votes, 1) if v in rows]
    table = _table(numbered, [])
    return _paper(meeting, "Phiếu biểu quyết", (Paragraph(words, italic=True), table))


def _opinion(meeting: CouncilMeeting, member: CouncilMember) -> OfficialPaper:
    body = (
        Paragraph(", ".join(filter(None, (member.name, member.post))), lead="Thành viên:"),
        Paragraph("Đánh dấu X vào một trong hai ô của mỗi dòng.", italic=True),
    )
    signature = SignatureBlock(("NGƯỜI CHO Ý KIẾN",), member.name, "(Ký, ghi rõ ngày)")
    table = _table(list(enumerate(meeting.votes, 1)), _recused_rows(meeting, member))
    paper = _paper(meeting, "Phiếu lấy ý kiến", (*body, table))
    return replace(paper, signature=signature)


def _paper(meeting: CouncilMeeting, title: str, body: tuple[Block, ...]) -> OfficialPaper:
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place="",
        date=None,
        title=title,
        subject=meeting.title,
        body=body,
        signature=None,
        has_place_date=False,
    )


def _table(numbered: list[tuple[int, Ballots]], struck: list[Ballots]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 62, is_bold=True),
        Column("Danh hiệu, hình thức", 42),
        Column("Đồng ý", 24, Align.CENTER),
        Column("Không đồng ý", 24, Align.CENTER),
    )
    rows = []
    for number, vote in numbered:
        boxes = (_RECUSED, _RECUSED) if vote in struck else (BOX, BOX)
        rows.append(Row((str(number), vote.placed, vote.award, *boxes)))
    return Table(columns, tuple(rows))
