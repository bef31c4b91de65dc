"""biên bản họp Hội đồng (NĐ 30/2020, Mẫu 1.9) and its extract for one nominee (catalogue §4.2).

The members are counted by the attendance, the votes stand as they were typed; what nobody typed is
marked as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.documents.council_agenda import agenda_items
from desktop.documents.council_meeting import (
    METHOD_WORDS,
    PASSED,
    Ballots,
    CouncilMeeting,
    CouncilMember,
    Recusal,
    presiding_signature,
    secretary_signature,
    stopped,
    venue,
    when,
)
from desktop.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    OfficialPaper,
    Paragraph,
    Row,
    Table,
    known,
    missing,
)
from desktop.vietnamese.numbers import counted
from desktop.vietnamese.text import fold

_NO_FIGURE = "số phiếu"


def council_minutes(meeting: CouncilMeeting) -> OfficialPaper:
    """Return the minutes of a session."""
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number=known(meeting.number, "số biên bản"),
        place="",
        date=None,
        title="Biên bản",
        subject=meeting.title,
        body=(
            *_opening(meeting),
            *_progress(meeting),
            *_result(meeting),
            *_ending(meeting),
        ),
        left_signature=secretary_signature(meeting),
        signature=presiding_signature(meeting),
        recipients=("Thành viên Hội đồng", "Lưu: VT, hồ sơ"),
        has_place_date=False,
    )


def minutes_extract(meeting: CouncilMeeting, vote: Ballots) -> OfficialPaper:
    """Return the extract of the minutes for one nominee: the session, and that one result."""
    number = known(meeting.number, "số biên bản")
    return OfficialPaper(
        superior_agency=meeting.superior_agency,
        agency=meeting.agency,
        number="",
        place=meeting.place,
        date=meeting.held_on,
        title="Trích biên bản",
        subject=meeting.title,
        body=(
            Paragraph(f"Trích Biên bản số {number} của {meeting.council}."),
            *_opening(meeting),
            Paragraph(_recused_words(vote) + _vote_sentence(meeting, vote)),
            _votes_table([vote]),
            Paragraph(_verdict_sentence(vote)),
        ),
        left_signature=secretary_signature(meeting),
        signature=presiding_signature(meeting),
    )


def _opening(meeting: CouncilMeeting) -> tuple[Block, ...]:
    chair, secretary = meeting.presiding(), meeting.secretary()
    no_chair, no_secretary = missing("chủ trì phiên họp"), missing("thư ký phiên họp")
    return (
        Paragraph(f"{when(meeting, meeting.starts_at, 'giờ bắt đầu')}.", lead="Thời gian bắt đầu:"),
        Paragraph(venue(meeting), lead="Địa điểm:"),
        Paragraph(_attendance_words(meeting), lead="Thành phần tham dự:"),
        Paragraph(stopped(chair.in_full if chair else no_chair), lead="Chủ tọa:"),
        Paragraph(stopped(secretary.in_full if secretary else no_secretary), lead="Thư ký:"),
    )


def _attendance_words(meeting: CouncilMeeting) -> str:
    if not meeting.members:
        return missing("điểm danh thành viên")
    came = "nhận được ý kiến của" if meeting.is_written else "có mặt"
    away = "chưa có ý kiến" if meeting.is_written else "vắng"
    words = f"{came} {meeting.attendance} thành viên Hội đồng"
    absent = len(meeting.absent)
    words += f", {away} {counted(absent)}." if absent else "."
    return f"{words} {meeting.quorum}".strip()


def _progress(meeting: CouncilMeeting) -> tuple[Block, ...]:
    found: list[Block] = []
    came, away = ("gửi ý kiến", "chưa có ý kiến") if meeting.is_written else ("có mặt", "vắng mặt")
    if meeting.present:
        found += [Heading(f"1. Thành viên {came}"), _members_table(meeting.present)]
    if meeting.absent:
        found += [Heading(f"2. Thành viên {away}"), _absent_table(meeting.absent)]
    if meeting.guests:
        guests = "; ".join(meeting.guests)
        found.append(Paragraph(f"{guests}.", lead="Khách mời:"))
    items = "; ".join(f"({n}) {item}" for n, item in enumerate(agenda_items(meeting), 1))
    number = 2 + bool(meeting.absent)
    found += [
        Heading(f"{number}. Nội dung, diễn biến"),
        Paragraph(f"Chủ tọa điều hành phiên họp theo chương trình: {items}."),
    ]
    if meeting.discussion:
        found += [Paragraph(meeting.discussion, lead="Ý kiến thảo luận:")]
    return tuple(found)


def _members_table(members: Sequence[CouncilMember]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên", 52),
        Column("Chức vụ, đơn vị", 58),
        Column("Nhiệm vụ trong Hội đồng", 42),
    )
    rows = tuple(
        Row((str(number), member.titled, member.post, member.duty.label))
        for number, member in enumerate(members, 1)
    )
    return Table(columns, rows)


def _absent_table(members: Sequence[CouncilMember]) -> Table:
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên", 52),
        Column("Nhiệm vụ trong Hội đồng", 42),
        Column("Lý do", 58),
    )
    rows = tuple(
        Row((str(number), member.titled, member.duty.label, _absence(member)))
        for number, member in enumerate(members, 1)
    )
    return Table(columns, rows)


def _absence(member: CouncilMember) -> str:
    return f"{member.presence.label}: {member.reason}" if member.reason else member.presence.label


def _result(meeting: CouncilMeeting) -> tuple[Block, ...]:
    number = 3 + bool(meeting.absent)
    found: list[Block] = [Heading(f"{number}. Kết quả biểu quyết")]
    if not meeting.votes:
        return (*found, Paragraph(missing("kết quả biểu quyết")))
    found.append(
        Paragraph(
            f"Hội đồng biểu quyết bằng hình thức {METHOD_WORDS[meeting.method]} đối với "
            f"{counted(len(meeting.votes))} trường hợp; tỷ lệ tính trên {meeting.base_words}."
        )
    )
    found += [Paragraph(_recusal(lines)) for lines in _together(meeting.recusals)]
    return (*found, _votes_table(meeting.votes))


def _together(recusals: Sequence[Recusal]) -> Iterable[list[Recusal]]:
    """Return recusals by who does not vote on whom: somebody may stand for two awards."""
    found: dict[tuple[str, str], list[Recusal]] = {}
    for recusal in recusals:
        found.setdefault((fold(recusal.member), fold(recusal.recipient)), []).append(recusal)
    return found.values()


def _recusal(lines: Sequence[Recusal]) -> str:
    first = lines[0]
    whom = "chính mình" if first.is_own else first.recipient
    awards = " và ".join(dict.fromkeys(line.award for line in lines if line.award))
    reasons = dict.fromkeys(line.reason for line in lines if line.reason)
    said = "; ".join(f"{reason[:1].lower()}{reason[1:]}" for reason in reasons)
    about = f"{whom}, đề nghị {awards}" if awards else whom
    reason = f" ({said})" if said else ""
    return f"- {first.member} không tham gia biểu quyết về {about}{reason}."


def _votes_table(votes: Sequence[Ballots]) -> Table:
    """Return the results, «Kết quả» among them only where a threshold is known."""
    judged = any(vote.verdict for vote in votes)
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Đối tượng (danh hiệu, hình thức)", 52 if judged else 66),
        Column("Phát ra / thu về", 20, Align.CENTER),
        Column("Hợp lệ / không hợp lệ", 22, Align.CENTER),
        Column("Đồng ý / không đồng ý", 22, Align.CENTER),
        Column("Tỷ lệ đồng ý", 21, Align.CENTER),
        *((Column("Kết quả", 16, Align.CENTER),) if judged else ()),
    )
    rows = []
    for number, vote in enumerate(votes, 1):
        verdict = (vote.verdict,) if judged else ()
        rows.append(Row((str(number), *_vote_cells(vote), *verdict)))
    return Table(columns, tuple(rows))


def _figure(number: int | None) -> str:
    return missing(_NO_FIGURE) if number is None else str(number)


def _vote_cells(vote: Ballots) -> tuple[str, ...]:
    percent = f" ({vote.percent})" if vote.percent else ""
    share = f"{_figure(vote.in_favour)}/{vote.base}{percent}"
    return (
        vote.with_award,
        f"{_figure(vote.issued)} / {_figure(vote.collected)}",
        f"{_figure(vote.valid)} / {_figure(vote.invalid)}",
        f"{_figure(vote.in_favour)} / {_figure(vote.against)}",
        share,
    )


def _vote_sentence(meeting: CouncilMeeting, vote: Ballots) -> str:
    post = f", {vote.post_unit}" if vote.post_unit else ""
    return (
        f"Kết quả {METHOD_WORDS[meeting.method]} đề nghị {vote.phrase} đối với "
        f"{vote.name[:1].lower()}{vote.name[1:]}{post}, tỷ lệ tính trên {meeting.base_words}:"
    )


def _recused_words(vote: Ballots) -> str:
    if not vote.recused:
        return ""
    return f"{', '.join(vote.recused)} không tham gia biểu quyết. "


def _verdict_sentence(vote: Ballots) -> str:
    share = f"{_figure(vote.in_favour)}/{vote.base} phiếu đồng ý"
    percent = f", đạt tỷ lệ {vote.percent}" if vote.percent else ""
    return f"Kết luận: {share}{percent}"


def _ending(meeting: CouncilMeeting) -> tuple[Block, ...]:
    number = 4 + bool(meeting.absent)
    return (
        Heading(f"{number}. Kết luận"),
        Paragraph(meeting.conclusion or _conclusion(meeting)),
        Paragraph(
            f"Phiên họp kết thúc lúc {when(meeting, meeting.ends_at, 'giờ kết thúc')}. Biên bản đã "
            "được đọc cho các thành viên dự họp cùng nghe và nhất trí thông qua"
        ),
    )


def _conclusion(meeting: CouncilMeeting) -> str:
    """Return what follows from the votes, where the chair's own words were not typed.

    Without a known threshold nobody but the chair can say who passed.
    """
    if not meeting.votes or any(not vote.percent for vote in meeting.votes):
        return missing("kết luận của chủ trì")
    if any(not vote.verdict for vote in meeting.votes):
        return (
            "Hội đồng thống nhất kết quả biểu quyết nêu trên; đề nghị cấp có thẩm quyền xem xét, "
            "quyết định khen thưởng các trường hợp đạt tỷ lệ phiếu theo quy định."
        )
    refused = [vote.placed for vote in meeting.votes if vote.verdict != PASSED]
    passed = counted(len(meeting.votes) - len(refused))
    words = (
        f"Hội đồng thống nhất đề nghị cấp có thẩm quyền khen thưởng {passed} trường hợp đạt tỷ lệ "
        "phiếu nêu trên."
    )
    return f"{words} Không đề nghị: {'; '.join(refused)}." if refused else words
