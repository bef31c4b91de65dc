"""chương trình họp Hội đồng, with the list of those to be considered."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.documents.council_meeting import (
    METHOD_WORDS,
    Ballots,
    CouncilMeeting,
    chair_signature,
    venue,
    when,
)
from desktop.documents.paper import (
    Align,
    Annex,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    Table,
)
from desktop.law.terms import VoteMethod
from desktop.vietnamese.numbers import counted

_CHAIR, _SECRETARY, _STANDING = "Chủ trì", "Thư ký", "Thường trực Hội đồng"


def council_agenda(meeting: CouncilMeeting) -> OfficialPaper:
    """Return the order of a session: as typed, else the usual one."""
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place=meeting.place,
        date=meeting.invited_on or meeting.held_on,
        title="Chương trình",
        subject=meeting.title,
        body=(
            Paragraph(f"{when(meeting, meeting.starts_at, 'giờ họp')}.", lead="Thời gian:"),
            Paragraph(venue(meeting), lead="Địa điểm:"),
            _table(meeting),
        ),
        signature=chair_signature(meeting, present_only=False),
        recipients=("Thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
        annexes=(_considered(meeting),) if meeting.votes else (),
    )


def agenda_items(meeting: CouncilMeeting) -> tuple[str, ...]:
    """Return the items of a session's order, without who does them."""
    return meeting.agenda or tuple(text for text, _ in _usual(meeting))


def _table(meeting: CouncilMeeting) -> Table:
    number, done_by = Column("STT", 12, Align.CENTER), Column("Người thực hiện", 45)
    if meeting.agenda:
        columns = (number, Column("Nội dung", 148))
        return Table(columns, _numbered([(text,) for text in meeting.agenda]))
    return Table((number, Column("Nội dung", 103), done_by), _numbered(_usual(meeting)))


def _numbered(cells: Sequence[tuple[str, ...]]) -> tuple[Row, ...]:
    return tuple(Row((str(number), *row)) for number, row in enumerate(cells, 1))


def _usual(meeting: CouncilMeeting) -> list[tuple[str, str]]:
    """Return what a council does in the order it does it, and who."""
    cases = f"{counted(len(meeting.votes))} trường hợp" if meeting.votes else "các trường hợp"
    count = [("Kiểm phiếu, công bố kết quả", "Tổ kiểm phiếu")]
    by_hand = meeting.method is VoteMethod.SHOW_OF_HANDS
    return [
        ("Tuyên bố lý do, điểm danh thành viên, thông qua chương trình", _SECRETARY),
        (f"Báo cáo tóm tắt thành tích của {cases} đề nghị khen thưởng", _STANDING),
        ("Thảo luận từng trường hợp", "Thành viên Hội đồng"),
        (f"Biểu quyết: {METHOD_WORDS[meeting.method]}", "Thành viên Hội đồng"),
        *([("Công bố kết quả biểu quyết", _SECRETARY)] if by_hand else count),
        ("Kết luận phiên họp", _CHAIR),
        ("Đọc và thông qua biên bản", _SECRETARY),
    ]


def _considered(meeting: CouncilMeeting) -> Annex:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 58),
        Column("Chức vụ, đơn vị hoặc địa chỉ", 52),
        Column("Danh hiệu, hình thức", 40),
    )
    rows = _numbered([_cells(vote) for vote in meeting.votes])
    return Annex(
        "Danh sách trường hợp đưa ra xét",
        f"Kèm theo Chương trình {_of(meeting)}",
        (Table(columns, rows),),
    )


def _of(meeting: CouncilMeeting) -> str:
    return f"họp của {meeting.council}"


def _cells(vote: Ballots) -> tuple[str, ...]:
    return vote.name, vote.post_unit, vote.award
