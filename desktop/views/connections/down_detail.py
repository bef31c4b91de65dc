"""The open line: a request to be weighed, or who signs for an office below; knows no service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.enrolment_requests import RequestState
from desktop.services.revocations import MemberState
from desktop.views.connections.words import MEMBER_TONES, REQUEST_TONES, day, holder
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.form_dialog import code_label, show_code
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button

if TYPE_CHECKING:
    from desktop.services.enrolment_requests import RequestDetail
    from desktop.services.revocations import MemberRow, ReviewRow

_ENDED = {MemberState.REVOKED, MemberState.CLOSED}
_READ_OUT = "Khi họ mở giấy chấp nhận, đọc mã này cho họ qua điện thoại:"
_COMPARE = "Mã của đề nghị, để so qua điện thoại:"


@dataclass(frozen=True, slots=True)
class DownLine:
    """One line of the list: a request that is not granted, or a bound certificate.

    Attributes:
        id: of the request or of the certificate.
        request: what is asked; for a certificate the request it was granted for, if any.
        member: the certificate; None for a request.
        review: packages to look at again, for a compromised key.
        search_key: what the search looks in.
        sort_key: by office.
    """

    id: UUID
    request: RequestDetail | None
    member: MemberRow | None
    search_key: str
    sort_key: str
    review: tuple[ReviewRow, ...] = ()

    @property
    def office(self) -> str:
        """Which office."""
        if self.member is not None:
            return self.member.office
        return self.request.known_as or self.request.office if self.request else ""

    @property
    def holder(self) -> str:
        """Who holds the key."""
        who = self.member or self.request
        return holder(who.person, who.role) if who else ""

    @property
    def until(self) -> str:
        """The last day of validity, "" for a request."""
        return day(self.member.valid_to) if self.member else ""

    @property
    def state(self) -> str:
        """Where it stands, as a word."""
        who = self.member or self.request
        return who.state.label if who else ""

    @property
    def tone(self) -> str:
        """The colour of that word."""
        if self.member is not None:
            return MEMBER_TONES[self.member.state]
        return REQUEST_TONES[self.request.state] if self.request else ""


class DownDetail(QFrame):
    """Shows one line.

    Signals:
        grant_asked, refuse_asked, write_asked: the request a button was pressed for.
        revoke_asked: the certificate one was pressed for.
    """

    grant_asked = Signal(object)
    refuse_asked = Signal(object)
    write_asked = Signal(object)
    revoke_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "down_detail", card=True)
        self._line: DownLine | None = None
        self._heading = named(QLabel(), "down_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "down_state")
        self._about = named(QLabel(), "down_about")
        self._about.setWordWrap(True)
        self._code_says = named(QLabel(), "code_says", role="label")
        self._code_says.setWordWrap(True)
        self._code = code_label("down_code")
        self._facts = Facts("down_facts", columns=1)
        self._review = named(QLabel(), "review", problem="warning")
        self._review.setWordWrap(True)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.grant = action_button(
            "Chấp nhận…", "grant", "check-white", self._grant, role="primary"
        )
        self.refuse = action_button("Từ chối…", "refuse", "close", self._refuse, role="danger")
        self.write = action_button("Ghi lại giấy chấp nhận…", "write_grant", "usb", self._write)
        self.revoke = action_button("Thu hồi…", "revoke", "close", self._revoke, role="danger")

    def _lay_out(self) -> None:
        head, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (head, buttons):
            row.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.grant, self.refuse, self.write, self.revoke):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(PAD)
        layout.addLayout(head)
        parts: tuple[QWidget, ...] = (self._about, self._code_says, self._code)
        for part in parts:
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self._facts)
        layout.addWidget(self._review)
        layout.addStretch(1)

    def show_line(self, line: DownLine) -> None:
        """Show a request or a certificate."""
        self._line = line
        self._heading.setText(line.office)
        self._chip.setText(line.state)
        restyle(self._chip, chip=str(line.tone))
        member, request = line.member, line.request
        self._show_code(line)
        waits = member is None and request is not None and request.state is RequestState.REQUESTED
        self.grant.setVisible(waits)
        self.refuse.setVisible(waits)
        is_live = member is not None and member.state not in _ENDED
        self.write.setVisible(is_live and bool(request and request.grant_code))
        self.revoke.setVisible(is_live)
        self._about.setText(_about(line))
        self._facts.show_facts(_member_facts(member) if member else _request_facts(request))
        self._review.setVisible(bool(line.review))
        self._review.setText(_review_text(line.review))

    def _show_code(self, line: DownLine) -> None:
        request = line.request
        code = (request.grant_code or request.code) if request else ""
        is_shown = bool(code) and (line.member is None or line.member.state not in _ENDED)
        self._code_says.setVisible(is_shown)
        self._code.setVisible(is_shown)
        self._code_says.setText(_READ_OUT if request and request.grant_code else _COMPARE)
        show_code(self._code, code)

    def _grant(self) -> None:
        if self._line and self._line.request:
            self.grant_asked.emit(self._line.request)

    def _refuse(self) -> None:
        if self._line and self._line.request:
            self.refuse_asked.emit(self._line.request)

    def _write(self) -> None:
        if self._line and self._line.request:
            self.write_asked.emit(self._line.request)

    def _revoke(self) -> None:
        if self._line and self._line.member:
            self.revoke_asked.emit(self._line.member)


def _about(line: DownLine) -> str:
    if line.member is not None:
        if line.member.is_granted:
            return "Chứng thư do cơ quan này cấp khi chấp nhận đề nghị kết nối."
        return "Chứng thư được tin bằng tay sau khi so mã ngắn, chưa qua đăng ký kết nối."
    request = line.request
    if request is None or request.state is not RequestState.REQUESTED:
        return ""
    if not request.needs_call:
        return "Đề nghị gia hạn, ký bằng khóa đang dùng của chính người ấy: không phải gọi điện."
    said = "Gọi cho cơ quan này theo số đã biết, nhờ họ đọc mã; khớp cả năm nhóm mới chấp nhận."
    if request.is_clock_doubtful:
        said += " Ngày lập cách hôm nay hơn một tháng: hỏi lại xem đồng hồ máy nào sai."
    return said


def _request_facts(request: RequestDetail | None) -> list[tuple[str, str]]:
    if request is None:
        return []
    new = request.known_as or "chưa có trong danh sách, sẽ được thêm"
    return [
        ("Cơ quan đề nghị", request.office),
        ("Ở đây gọi là", new),
        ("Cấp", request.tier.label),
        ("Người giữ khóa ký", holder(request.person, request.role)),
        ("Lập ngày", day(request.made_at)),
        ("Loại", "Gia hạn" if request.is_renewal else "Đăng ký lần đầu"),
        ("Chứng thư ký", "do nơi khác cấp (thiết bị ký số)" if request.has_own_certificate else ""),
        ("Lý do từ chối", request.reason),
    ]


def _member_facts(member: MemberRow) -> list[tuple[str, str]]:
    return [
        ("Người giữ khóa ký", holder(member.person, member.role)),
        ("Có hạn đến", day(member.valid_to)),
        ("Mã ngắn của khóa", member.short_code),
        ("Thu hồi từ ngày", day(member.revoked_at)),
        ("Lý do thu hồi", member.reason),
    ]


def _review_text(rows: tuple[ReviewRow, ...]) -> str:
    if not rows:
        return ""
    shown = "; ".join(f"{row.kind_label.lower()} nhận {day(row.received_at)}" for row in rows[:8])
    more = f" và {len(rows) - 8} gói khác" if len(rows) > 8 else ""
    return (
        f"Phải xem lại {len(rows)} gói đã nhận, vì khóa ký có thể đã ở trong tay người khác: "
        f"{shown}{more}."
    )
