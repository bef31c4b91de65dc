"""«Cơ quan cấp dưới»: requests that wait, who signs for whom, and the root key's copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from desktop.config import LOCAL_TIME
from desktop.errors import NotFound
from desktop.overrides import override
from desktop.services.enrolment_requests import RequestState
from desktop.services.revocations import MemberState
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold
from desktop.views.connections.down_detail import DownDetail, DownLine
from desktop.views.connections.grant_dialog import GrantDialog
from desktop.views.connections.revoke_dialog import RevokeDialog
from desktop.views.connections.root_dialog import RootCopyDialog
from desktop.views.connections.up_tab import PACKAGES
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.reading_page import ReadingPage, allow
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.services.authorities import AuthorityDetail, RootCopy
    from desktop.services.enrolment_requests import RequestDetail
    from desktop.services.grants import GrantReport, Line
    from desktop.services.revocations import MemberRow, RevocationReport
    from desktop.views.pages import Bench

_COLUMNS = (
    Column("Cơ quan", lambda line: short_office(line.office), 170, lambda line: line.sort_key),
    Column("Người giữ khóa", lambda line: line.holder, 150),
    Column("Có hạn đến", lambda line: line.until, 92),
    Column("Tình trạng", lambda line: line.state, 138, tone=lambda line: line.tone),
)
_NO_ROOT = "Khóa gốc được lập khi chấp nhận đề nghị đầu tiên"
_LIVE = {MemberState.GOOD, MemberState.EXPIRING}


def _waits(line: DownLine) -> bool:
    return line.member is None and bool(
        line.request and line.request.state is RequestState.REQUESTED
    )


def _is_live(line: DownLine) -> bool:
    return line.member is not None and line.member.state in _LIVE


def _is_over(line: DownLine) -> bool:
    return not _waits(line) and not _is_live(line)


_FILTERS = (
    Filter(
        "down_filter",
        "Tình trạng",
        [("Đề nghị đang chờ", _waits), ("Đang dùng", _is_live), ("Không còn dùng", _is_over)],
    ),
)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What is needed to ask whether a request is to be granted."""

    line: Line
    known: list[tuple[UUID, str]]


class DownTab(ReadingPage):
    """Requests and certificates of the offices below."""

    subject = "connections"
    title = "Cơ quan cấp dưới"
    nothing_open = (
        "Bấm «Đọc đề nghị…» và chọn tệp «de-nghi-ket-noi…» cấp dưới mang đến, rồi so mã qua điện "
        "thoại."
    )
    refreshes_on = frozenset({"trust", "offices"})
    shares = (560, 570)

    def __init__(self, bench: Bench) -> None:
        panel = ListPanel(
            _COLUMNS,
            filters=_FILTERS,
            noun="dòng",
            empty_text="Chưa cơ quan cấp dưới nào kết nối. Bấm «Đọc đề nghị…» khi họ mang tệp đến.",
        )
        self.reminder = Banner()
        self.reminder.setObjectName("root_reminder")
        super().__init__(bench, panel, DownDetail())
        self.detail: DownDetail
        self.setFocusProxy(self.panel.view)
        self._copies = 0
        self._copy = self.add_action("Sao khóa gốc…", "copy_root", "key", self.copy_root)
        allow(self._copy, _NO_ROOT)
        self.add_action("Đọc đề nghị…", "read_request", "import", self.read_request, role="primary")
        self.detail.grant_asked.connect(self._weigh)
        self.detail.refuse_asked.connect(self._refuse)
        self.detail.write_asked.connect(self._write)
        self.detail.revoke_asked.connect(self._revoke)

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        super().arrange(layout)
        layout.insertWidget(1, self.reminder)

    @override
    def read_rows(self) -> Sequence[DownLine]:
        desk = self._bench.desk
        requests, members = desk.enrolment_requests.list_rows(), desk.revocations.members()
        waiting = [
            DownLine(r.id, r, None, fold(f"{r.office} {r.person}"), sort_key(r.office))
            for r in requests
            if r.state in {RequestState.REQUESTED, RequestState.REFUSED}
        ]
        granted = {
            (r.office_id, r.person): r
            for r in reversed(requests)
            if r.state is RequestState.GRANTED
        }
        bound = [
            DownLine(
                m.id,
                granted.get((m.office_id, m.person)) if m.is_granted else None,
                m,
                m.search_key,
                m.sort_key,
            )
            for m in members
        ]
        return [*waiting, *bound]

    @override
    def read_record(self, record_id: UUID) -> DownLine:
        for line in self.read_rows():
            if line.id == record_id:
                is_revoked = line.member is not None and line.member.state is MemberState.REVOKED
                review = self._bench.desk.revocations.review(line.id) if is_revoked else ()
                return replace(line, review=review)
        raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(record_id))

    @override
    def show_record(self, record: Any) -> None:
        self.detail.show_line(record)

    @override
    def rows_shown(self, rows: Sequence[DownLine]) -> None:
        self.run(self._bench.desk.authorities.own, self._remind)

    # -- requests ---------------------------------------------------------------------------

    def read_request(self) -> None:
        """Take in a request from a stick and open it."""
        path = FilePicker.open_file(self, "Đọc đề nghị kết nối của cấp dưới", PACKAGES)
        if path is None:
            return

        def done(detail: RequestDetail) -> None:
            if detail.state is RequestState.GRANTED:
                text = f"Đề nghị này của {detail.office} đã được chấp nhận từ trước."
                self.banner.show_message(Tone.INFO, text)
            self.panel.show_all()
            self._open_after_reading(detail)
            self.tell_changed()

        requests = self._bench.desk.enrolment_requests
        self.run_shown(lambda _r: requests.read(path), "Kiểm tra đề nghị", done)

    def _open_after_reading(self, detail: RequestDetail) -> None:
        if detail.state in {RequestState.REQUESTED, RequestState.REFUSED}:
            self.open_record(detail.id)

    def _weigh(self, request: RequestDetail) -> None:
        desk = self._bench.desk

        def work() -> _Weighing:
            bound = {member.office_id for member in desk.revocations.members()}
            offices = desk.offices.list_rows()
            below = [o for o in offices if o.relation == "Cấp dưới" and not o.archived]
            known = [(o.id, o.name) for o in below if o.id not in bound]
            return _Weighing(desk.grants.last_line(), known)

        self.run(work, lambda asked: self._ask_grant(request, asked))

    def _ask_grant(self, request: RequestDetail, asked: _Weighing) -> None:
        answer = GrantDialog.ask_grant(self, request, asked.line, asked.known)
        if answer is None:
            return
        folder = FilePicker.folder(self, "Ghi giấy chấp nhận ra USB hoặc thư mục")
        if folder is None:
            return
        code = request.code if request.needs_call else ""
        grants = self._bench.desk.grants
        self.run_shown(
            lambda _r: grants.grant(request.id, folder, answer.line, code, answer.office_id),
            "Cấp chứng thư",
            self._granted,
        )

    def _write(self, request: RequestDetail) -> None:
        folder = FilePicker.folder(self, "Ghi lại giấy chấp nhận ra USB hoặc thư mục")
        if folder is not None:
            grants = self._bench.desk.grants
            self.run_shown(
                lambda _r: grants.write(request.id, folder), "Ghi giấy chấp nhận", self._granted
            )

    def _granted(self, report: GrantReport) -> None:
        text = (
            f"Đã ghi {report.path.name} cho {short_office(report.office)}. Khi họ mở tệp, đọc cho "
            f"họ mã này qua điện thoại: {report.code}"
        )
        self.banner.show_message(Tone.SUCCESS, text)
        self.tell_changed("trust", "offices")

    def _refuse(self, request: RequestDetail) -> None:
        reason = ReasonDialog.ask(
            self,
            "Từ chối đề nghị này?",
            "Không cấp chứng thư nào. Cơ quan ấy muốn kết nối thì phải lập đề nghị mới.",
            yes="Từ chối",
            dangerous=True,
        )
        if reason is not None:
            requests = self._bench.desk.enrolment_requests
            self.run(lambda: requests.refuse(request.id, reason), lambda _none: self.tell_changed())

    # -- certificates -----------------------------------------------------------------------

    def _revoke(self, member: MemberRow) -> None:
        desk = self._bench.desk
        answer = RevokeDialog.ask(self, member, desk.store.today())
        if answer is None:
            return
        since = datetime.combine(answer.since, time(), LOCAL_TIME) if answer.since else None

        def done(report: RevocationReport) -> None:
            text = (
                f"Đã thu hồi {report.certificates} chứng thư của {short_office(report.office)}. "
                "Gửi bản tin (trang «Pháp luật») để các cơ quan cấp dưới biết."
            )
            if report.review:
                text += f" Có {len(report.review)} gói phải xem lại."
            self.banner.show_message(Tone.SUCCESS, text)
            self.tell_changed("trust")

        self.run_shown(
            lambda _r: desk.revocations.revoke(member.id, answer.reason, since, answer.note),
            "Thu hồi chứng thư",
            done,
        )

    # -- the root key -----------------------------------------------------------------------

    def copy_root(self) -> None:
        """Write the root key to a stick."""
        passphrase = RootCopyDialog.ask(self, self._copies)
        if passphrase is None:
            return
        folder = FilePicker.folder(self, "Sao khóa gốc ra USB")
        if folder is None:
            return

        def done(copy: RootCopy) -> None:
            text = f"Đã ghi {copy.path.name} và đọc lại được từ USB. Rút USB ra, cất vào két."
            if not copy.is_enough:
                text += " Còn một bản nữa: cắm USB thứ hai rồi bấm «Sao khóa gốc…»."
            self.banner.show_message(Tone.SUCCESS, text)
            self.run(self._bench.desk.authorities.own, self._remind)

        authorities = self._bench.desk.authorities
        self.run_shown(lambda _r: authorities.export_root(folder, passphrase), "Sao khóa gốc", done)

    def _remind(self, own: AuthorityDetail | None) -> None:
        """Say until two sticks hold the root key that they do not; and what a wrong clock did."""
        self._copies = own.copies if own else 0
        allow(self._copy, "" if own else _NO_ROOT)
        if own is not None and own.is_list_from_future:
            text = (
                "Danh sách thu hồi ghi ngày ở tương lai: đồng hồ máy này đang sai hoặc đã từng "
                "sai. Kiểm tra ngày giờ của máy rồi lập lại danh sách."
            )
            actions = [("Lập lại danh sách", self._renew_list)]
            self.reminder.show_message(Tone.WARNING, text, actions, can_close=False)
        elif own is not None and own.exported_at is None:
            text = f"Khóa gốc mới có {own.copies}/2 bản sao trên USB. Hỏng máy này là mất khóa gốc."
            actions = [("Sao khóa gốc…", self.copy_root)]
            self.reminder.show_message(Tone.WARNING, text, actions, can_close=False)
        else:
            self.reminder.clear()

    def _renew_list(self) -> None:
        authorities = self._bench.desk.authorities

        def work() -> AuthorityDetail | None:
            authorities.renew_list()
            return authorities.own()

        self.run(work, self._remind)
