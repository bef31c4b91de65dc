"""phiên họp Hội đồng: what the form of a session edits, and what its lines say together. Pure.

Attendance and votes are typed here once; the count, the minutes and the dossier's readiness all
read the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.law.terms import CouncilDuty, Presence, VoteMethod
from desktop.services.fields import (
    Draft,
    Line,
    choice,
    day,
    integer,
    lines,
    link,
    long_text,
    option,
    reference,
    text,
)
from desktop.vietnamese.text import fold

_SESSION, _INVITATION = "Phiên họp", "Giấy mời"
_MOST_VOTES = 1_000
VOTING = frozenset({Presence.PRESENT, Presence.WRITTEN})
"""Who may vote: members present, and absent ones who sent their opinion in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLine(Line):
    """One member at the session, named as on that day."""

    member_id: UUID | None = link("Thành viên")
    full_name: str = text("Họ và tên", required=True)
    post: str = text("Chức vụ, đơn vị")
    duty: CouncilDuty = choice("Nhiệm vụ", CouncilDuty.MEMBER)
    presence: Presence = choice("Điểm danh", Presence.PRESENT)
    reason: str = text("Lý do vắng")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine(Line):
    """kiểm phiếu for one nomination; the invalid ballots are the collected less the valid."""

    nomination_id: UUID | None = link("Đề nghị")
    recipient_name: str = text("Đối tượng", required=True)
    award_code: str = option("Danh hiệu, hình thức", "awards")
    issued: int | None = integer("Phát ra", maximum=_MOST_VOTES)
    collected: int | None = integer("Thu về", maximum=_MOST_VOTES)
    valid: int | None = integer("Hợp lệ", maximum=_MOST_VOTES)
    in_favour: int | None = integer("Đồng ý", maximum=_MOST_VOTES)
    against: int | None = integer("Không đồng ý", maximum=_MOST_VOTES)
    note: str = text("Ghi chú")

    @property
    def invalid(self) -> int | None:
        """Ballots that came back and do not count; None while it cannot be told."""
        if self.collected is None or self.valid is None:
            return None
        return self.collected - self.valid

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The five figures in the order they are counted."""
        return (self.issued, self.collected, self.valid, self.in_favour, self.against)

    @property
    def is_complete(self) -> bool:
        """Whether every figure is there."""
        return None not in self.numbers

    @property
    def is_blank(self) -> bool:
        """Whether no figure is there."""
        return all(number is None for number in self.numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalLine(Line):
    """không tham gia biểu quyết: a member who does not vote on one nomination, and why."""

    full_name: str = text("Thành viên", required=True)
    nomination_id: UUID | None = link("Đề nghị")
    recipient_name: str = text("Không biểu quyết về", required=True)
    reason: str = text("Lý do")


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSessionDraft(Draft):
    """What the form of a session edits."""

    title: str = text("Tên phiên họp", required=True, section=_SESSION)
    term_id: UUID | None = reference("Hội đồng", "council_terms", required=True, section=_SESSION)
    dossier_id: UUID | None = reference("Hồ sơ xét", "dossiers", section=_SESSION)
    held_on: date | None = day("Ngày họp", section=_SESSION)
    starts_at: str = text("Bắt đầu lúc", maximum=40, section=_SESSION, hint="8 giờ 00")
    ends_at: str = text("Kết thúc lúc", maximum=40, section=_SESSION, hint="10 giờ 30")
    place: str = text("Địa điểm", section=_SESSION)
    method: VoteMethod = choice("Hình thức biểu quyết", VoteMethod.SECRET_BALLOT, section=_SESSION)
    number: str = text("Số, ký hiệu biên bản", maximum=80, section=_SESSION, hint="01/BB-HĐTĐKT")
    agenda: str = long_text(
        "Chương trình họp",
        section="Nội dung",
        hint="Mỗi dòng một việc; để trống thì chương trình lập theo trình tự thường dùng",
    )
    discussion: str = long_text("Ý kiến thảo luận", section="Nội dung")
    conclusion: str = long_text(
        "Kết luận của chủ trì",
        section="Nội dung",
        hint="Để trống thì biên bản kết luận theo kết quả kiểm phiếu",
    )
    invitation_number: str = text(
        "Số, ký hiệu giấy mời", maximum=80, section=_INVITATION, hint="05/GM-HĐTĐKT"
    )
    invited_on: date | None = day("Ngày giấy mời", section=_INVITATION)
    guests: str = long_text("Khách mời", section=_INVITATION, hint="Mỗi dòng một người")
    note: str = long_text("Ghi chú", section="Ghi chú")
    attendance: tuple[AttendanceLine, ...] = lines("Điểm danh", AttendanceLine, section="Điểm danh")
    votes: tuple[VoteLine, ...] = lines("Kiểm phiếu", VoteLine, section="Kiểm phiếu")
    recusals: tuple[RecusalLine, ...] = lines(
        "Không tham gia biểu quyết", RecusalLine, section="Không biểu quyết"
    )

    @property
    def voters(self) -> tuple[AttendanceLine, ...]:
        """Members who may vote, before recusals."""
        return tuple(member for member in self.attendance if member.presence in VOTING)

    @property
    def present(self) -> int:
        """How many members sat in the room."""
        return sum(member.presence is Presence.PRESENT for member in self.attendance)

    @property
    def taking_part(self) -> int:
        """How many make the quorum: who is in the room, or who answered where nobody met."""
        return len(self.voters) if self.method is VoteMethod.WRITTEN else self.present

    def recused_from(self, vote: VoteLine) -> frozenset[str]:
        """Return the folded names of voters who do not vote on a nomination."""
        named = {fold(r.full_name) for r in self.recusals if is_about(r, vote)}
        return frozenset(named & {fold(member.full_name) for member in self.voters})

    def entitled_to(self, vote: VoteLine) -> int:
        """Return how many members may vote on a nomination."""
        recused = self.recused_from(vote)
        return sum(fold(member.full_name) not in recused for member in self.voters)


def is_about(recusal: RecusalLine, vote: VoteLine) -> bool:
    """Whether a recusal concerns a nomination: by its id, else by the recipient's name."""
    if recusal.nomination_id is not None and vote.nomination_id is not None:
        return recusal.nomination_id == vote.nomination_id
    return fold(recusal.recipient_name) == fold(vote.recipient_name)
