"""What every paper of one council session is made from, and the words they share.

One ``CouncilMeeting`` feeds the invitation, the agenda, the attendance sheet, the ballots, the
tally, the minutes and their extracts: whoever was present is counted here, never typed twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.paper import SignatureBlock, known, known_date, missing, require
from desktop.law.terms import CouncilDuty, Presence, VoteMethod
from desktop.vietnamese.numbers import counted
from desktop.vietnamese.text import fold

_DEPUTIES = {CouncilDuty.FIRST_VICE, CouncilDuty.VICE}
_PRESIDING = (CouncilDuty.CHAIR, CouncilDuty.FIRST_VICE, CouncilDuty.VICE)
_WRITING = (CouncilDuty.SECRETARY, CouncilDuty.STANDING)
_VOTING = {Presence.PRESENT, Presence.WRITTEN}
PASSED, NOT_PASSED = "Đạt", "Không đạt"
METHOD_WORDS = {
    VoteMethod.SECRET_BALLOT: "bỏ phiếu kín",
    VoteMethod.SHOW_OF_HANDS: "giơ tay biểu quyết",
    VoteMethod.WRITTEN: "lấy ý kiến bằng văn bản",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMember:
    """One member on the session's list."""

    name: str
    duty: CouncilDuty
    presence: Presence = Presence.PRESENT
    post: str = ""
    reason: str = ""
    honorific: str = ""

    @property
    def titled(self) -> str:
        """«Bà Lê Thị Yến»; the name alone where nobody knows the gender."""
        return f"{self.honorific} {self.name}".strip()

    @property
    def in_full(self) -> str:
        """Name, post and duty as minutes write them."""
        return ", ".join(filter(None, (self.titled, self.post, self.duty.label)))

    @property
    def may_vote(self) -> bool:
        """Whether the member is present or has sent a written opinion."""
        return self.presence in _VOTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """kết quả kiểm phiếu for one nomination; figures nobody has typed are None.

    Attributes:
        name: recipient with honorific, «Bà Trần Thị Ánh».
        post_unit: post and unit, or address; may be empty.
        award: name of the award in tables, «Chiến sĩ thi đua cơ sở», «Giấy khen».
        phrase: the award inside a sentence.
        base: how many the votes in favour are measured against.
        percent: «88,89%»; empty while it cannot be told.
        verdict: «Đạt», «Không đạt»; empty where no threshold is known.
        recused: names of the members who do not vote on it.
        area: where a gathered nomination is from, «xã Đông An»; empty on an office's own list.
    """

    name: str
    award: str
    phrase: str
    post_unit: str = ""
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    invalid: int | None = None
    in_favour: int | None = None
    against: int | None = None
    base: int = 0
    percent: str = ""
    verdict: str = ""
    recused: tuple[str, ...] = ()
    area: str = ""

    @property
    def placed(self) -> str:
        """«Bà Trần Thị Ánh, xã Đông An» on a list gathered from many, else the name alone."""
        return ", ".join(filter(None, (self.name, self.area)))

    @property
    def with_award(self) -> str:
        """«Bà Trần Thị Ánh (Chiến sĩ thi đua cơ sở)», as a cell of a table."""
        return f"{self.placed} ({self.award})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """A member who does not vote on one nomination, for what award, and why."""

    member: str
    recipient: str
    reason: str = ""
    award: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the member is the one put forward."""
        return fold(self.member) == fold(self.recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMeeting:
    """One session of the council.

    Attributes:
        superior_agency: the committee the council serves, lines may be broken.
        agency: the council in the head, «HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG …».
        council: the same inside a sentence.
        place: địa danh of the date line.
        title: trích yếu, «Họp Hội đồng Thi đua - Khen thưởng xét khen thưởng năm 2023».
        number: of the minutes; may be empty.
        invitation_number, invited_on: of the invitation.
        held_on, starts_at, ends_at, venue: when and where; times in words.
        agenda: items as typed; empty for the usual order.
        conclusion: as typed; empty for one from the votes.
        quorum: sentence on whether enough members came; may be empty.
        base_words: what votes in favour are measured against, «tổng số thành viên Hội đồng».
    """

    superior_agency: str
    agency: str
    council: str
    place: str
    title: str
    method: VoteMethod
    members: tuple[CouncilMember, ...]
    votes: tuple[Ballots, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    number: str = ""
    invitation_number: str = ""
    invited_on: date | None = None
    held_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    venue: str = ""
    agenda: tuple[str, ...] = ()
    discussion: str = ""
    conclusion: str = ""
    guests: tuple[str, ...] = ()
    quorum: str = ""
    base_words: str = "tổng số thành viên Hội đồng"

    def __post_init__(self) -> None:
        require(agency=self.agency, council=self.council, title=self.title)

    @property
    def is_written(self) -> bool:
        """Whether nobody met and everybody answered in writing."""
        return self.method is VoteMethod.WRITTEN

    @property
    def present(self) -> tuple[CouncilMember, ...]:
        """Members in the room; where nobody met, those who answered."""
        return tuple(m for m in self.members if self._takes_part(m))

    @property
    def absent(self) -> tuple[CouncilMember, ...]:
        """Members not in the room, those with a written opinion included."""
        return tuple(m for m in self.members if not self._takes_part(m))

    def _takes_part(self, member: CouncilMember) -> bool:
        return member.may_vote if self.is_written else member.presence is Presence.PRESENT

    @property
    def attendance(self) -> str:
        """«08/09»: how many of the members are in the room."""
        return f"{counted(len(self.present))}/{counted(len(self.members))}"

    def presiding(self, *, present_only: bool = True) -> CouncilMember | None:
        """Return who presides: the chair, else the first deputy."""
        return self._first(_PRESIDING, present_only=present_only)

    def secretary(self, *, present_only: bool = True) -> CouncilMember | None:
        """Return who writes the minutes: the secretary, else the standing member."""
        return self._first(_WRITING, present_only=present_only)

    def _first(
        self, duties: tuple[CouncilDuty, ...], *, present_only: bool
    ) -> CouncilMember | None:
        among = self.present if present_only else self.members
        return next((m for duty in duties for m in among if m.duty is duty), None)


def chair_signature(meeting: CouncilMeeting, *, present_only: bool = True) -> SignatureBlock:
    """Return who signs for the council; a deputy signs «KT. CHỦ TỊCH» (NĐ 30/2020, Phụ lục I)."""
    chair = meeting.presiding(present_only=present_only)
    name = chair.name if chair else missing("chủ trì phiên họp")
    is_deputy = chair is not None and chair.duty in _DEPUTIES
    titles = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if is_deputy else ("CHỦ TỊCH",)
    return SignatureBlock(("TM. HỘI ĐỒNG", *titles), name)


def presiding_signature(meeting: CouncilMeeting) -> SignatureBlock:
    """Return who presided, as signs minutes beside the secretary (NĐ 30/2020, Mẫu 1.9)."""
    return replace(chair_signature(meeting), authority=("CHỦ TỌA",))


def secretary_signature(meeting: CouncilMeeting) -> SignatureBlock:
    """Return who writes the minutes, as signs them."""
    secretary = meeting.secretary()
    return SignatureBlock(("THƯ KÝ",), secretary.name if secretary else missing("thư ký phiên họp"))


def about(meeting: CouncilMeeting) -> str:
    """Return what the session is about inside a sentence, its first word small."""
    title = meeting.title
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def venue(meeting: CouncilMeeting) -> str:
    """Return where the council meets, as a sentence ends."""
    return stopped(known(meeting.venue, "địa điểm họp"))


def stopped(words: str) -> str:
    """Return words with one full stop after them."""
    return f"{words.rstrip(' .')}."


def when(meeting: CouncilMeeting, clock: str, label: str) -> str:
    """Return «08 giờ 00 phút, ngày 20 tháng 11 năm 2023», missing parts marked."""
    return f"{known(clock, label)}, {known_date(meeting.held_on, 'ngày họp')}"
