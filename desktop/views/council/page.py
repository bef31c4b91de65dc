"""The page of council sessions: one meeting, who came, how they voted, its papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLabel

from desktop.overrides import override
from desktop.services.council_drafts import CouncilSessionDraft
from desktop.services.council_results import SessionCount
from desktop.services.law_rows import local_threshold
from desktop.views.council.columns import MORE_SESSION_COLUMNS, SESSION_COLUMNS, SESSION_FILTERS
from desktop.views.council.grids import (
    attendance_grid,
    offer_short_awards,
    recusals_grid,
    votes_grid,
)
from desktop.views.council.papers_tab import PapersTab
from desktop.views.council.votes_tab import GridTab, VotesTab
from desktop.views.theme import Tone
from desktop.views.widgets.lines_grid import LinesGrid
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.record_page import RecordPage
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.fields import Draft
    from desktop.views.pages import Bench

# A name of five words must be whole beside the figures of its votes.
_LIST_WIDTH, _SESSION_WIDTH = 312, 818
_LINES = ("attendance", "votes", "recusals")
_ATTENDANCE_HINT = "Phím cách đổi «Có mặt», «Vắng có lý do», …; vắng thì ghi lý do ở cột bên."
_RECUSALS_HINT = (
    "Thành viên có tên trong danh sách đề nghị không biểu quyết về chính mình; phiếu của họ không "
    "được tính ở dòng đó."
)

_NO_COUNCIL = (
    "Chưa có Hội đồng nào để chọn: lập Hội đồng và thành viên ở trang «Nhiệm kỳ Hội đồng» trước, "
    "rồi chọn ở ô «Hội đồng» của phiên họp."
)


class CouncilPage(RecordPage):
    """Sessions with attendance, votes, recusals and papers."""

    subject = "council_sessions"
    title = "Hội đồng, phiên họp"
    noun = "phiên họp"
    empty_text = (
        "Chưa có phiên họp nào. Bấm «Mới» (Ctrl+N), hoặc «Phiên họp Hội đồng» trên một hồ sơ."
    )
    refreshes_on = frozenset({"council_terms", "dossiers", "nominations", "decisions"})
    grids = {  # noqa: RUF012 - read only, as every class attribute of a page
        "attendance": attendance_grid,
        "votes": votes_grid,
        "recusals": recusals_grid,
    }

    _count: Callable[[CouncilSessionDraft], SessionCount] | None = None
    _frozen = ""
    # The base class speaks of buttons while it is being made, before the tabs are.
    _made = False

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            bench.desk.council_sessions,
            CouncilSessionDraft,
            SESSION_COLUMNS,
            SESSION_FILTERS,
        )
        self.attendance = GridTab("attendance_tab", self._grid("attendance"), _ATTENDANCE_HINT)
        self.votes = VotesTab(self._grid("votes"), self.form.draft)
        self.recusals = GridTab("recusals_tab", self._grid("recusals"), _RECUSALS_HINT)
        self.papers = PapersTab(bench)
        self._put_tabs()
        self._connect_parts()
        TwoLineCells.put_into(self.panel.view, range(1))
        ListExport(self, bench, MORE_SESSION_COLUMNS)
        offer_short_awards(self.votes.grid)
        self._made = True
        self._show_nothing()

    def _grid(self, name: str) -> LinesGrid:
        grid = self.form.editor(name)
        assert isinstance(grid, LinesGrid)
        return grid

    def _put_tabs(self) -> None:
        self.tabs.setTabText(0, "Phiên họp")
        for shown, title in (
            (self.attendance, "Điểm danh"),
            (self.votes, "Kiểm phiếu"),
            (self.recusals, "Không biểu quyết"),
            (self.papers, "Giấy tờ"),
        ):
            self.add_tab(title, shown)
        self._members = self.attendance.add_button(
            "Lấy danh sách thành viên", "fill_attendance", "person", self._fill_attendance
        )
        self._propose = self.recusals.add_button(
            "Tìm người có tên trong danh sách đề nghị", "propose", "search", self._propose_recusals
        )
        self.attendance.add_button(
            "Mở danh sách Hội đồng", "open_terms", "council", self._open_term
        )
        heading = self.findChild(QLabel, "page_title")
        assert heading is not None
        heading.setText(self.title.replace(", ", ",\n"))
        self.splitter.setSizes([_LIST_WIDTH, _SESSION_WIDTH])

    def _connect_parts(self) -> None:
        self.votes.fill_requested.connect(self._fill_votes)
        self.votes.law_requested.connect(
            lambda: self.record_requested.emit("legal", local_threshold())
        )
        self.form.edited.connect(self._recount)
        self.tabs.currentChanged.connect(lambda _index: self._tab_shown())

    # -- the open session -----------------------------------------------------------------------

    def open_for_dossier(self, dossier_id: UUID) -> None:
        """Open the latest session on a dossier, or begin one with everything filled in."""
        service = self._bench.desk.council_sessions

        def find(_report: object) -> UUID | CouncilSessionDraft:
            return service.session_of(dossier_id) or service.draft_for(dossier_id)

        def show(found: UUID | CouncilSessionDraft) -> None:
            if isinstance(found, UUID):
                self.open_record(found)
            else:
                self.new_record(found)

        self._runner.run(find, on_done=show, on_refused=self.refuse)

    @override
    def refresh(self) -> None:
        super().refresh()
        # The dossier may have been decided on another page while its session stood open here.
        if self._made and self.form.isEnabled():
            self.record_shown(self.form.draft())

    @override
    def record_shown(self, draft: Draft) -> None:
        """Read the rules the count goes by, and whether the dossier still lets votes change."""
        assert isinstance(draft, CouncilSessionDraft)
        service = self._bench.desk.council_sessions

        terms = self._bench.desk.council_terms

        def read(_report: object) -> tuple[Callable[[Any], SessionCount], str, bool]:
            has_terms = any(not term.archived for term in terms.list_rows())
            return service.counting(), service.settled(draft), has_terms

        def show(found: tuple[Callable[[Any], SessionCount], str, bool]) -> None:
            self._count, state, has_terms = found
            self._tell_of_councils(has_terms)
            self._freeze(
                f"Hồ sơ đang ở trạng thái «{state}» nên phiên họp chỉ đọc" if state else ""
            )
            self._recount()

        self._runner.run(read, on_done=show, on_refused=self.refuse, brief=True)
        self._tab_shown()

    def _freeze(self, reason: str) -> None:
        self._frozen = reason
        self.form.set_read_only(bool(reason), reason)
        self._say_buttons()

    @override
    def _say_buttons(self) -> None:
        super()._say_buttons()
        if not self._made:
            return
        closed = self._frozen or ("" if self.form.isEnabled() else "Chọn một phiên họp trước")
        draft = self.form.draft()
        no_term = "" if draft.term_id else "Chọn «Hội đồng» ở mục Phiên họp trước"
        no_votes = "" if draft.votes and draft.attendance else "Cần có điểm danh và đề nghị trước"
        for button, why in (
            (self._members, closed or no_term),
            (self._propose, closed or no_votes),
        ):
            button.setEnabled(not why)
            button.setToolTip(why)
        self.votes.say_buttons(closed)
        self.papers.show_session(self.form.record_id, dirty=self.form.is_dirty)

    def _recount(self) -> None:
        draft = self.form.draft()
        if self._count is not None:
            self.votes.show_count(self._count(draft), self._frozen)
        absent = len(draft.attendance) - draft.present
        words = f"Có mặt {draft.present}, vắng {absent}." if draft.attendance else "Chưa điểm danh."
        for tab, said in ((self.attendance, words), (self.recusals, "")):
            tab.say("\n".join(filter(None, (self._frozen, said))))
        self._say_buttons()

    def _tab_shown(self) -> None:
        if self.tabs.currentWidget() is self.papers:
            self.papers.show_session(self.form.record_id, dirty=self.form.is_dirty)
            self.papers.read_missing()

    def _tell_of_councils(self, has_one: bool) -> None:
        if not has_one:
            act = ("Mở «Nhiệm kỳ Hội đồng»", self._open_term)
            self.banner.show_message(Tone.WARNING, _NO_COUNCIL, [act])
        elif self.banner.text == _NO_COUNCIL:
            self.banner.clear()

    def _open_term(self) -> None:
        self.record_requested.emit("council_terms", self.form.editor("term_id").value())

    # -- filling --------------------------------------------------------------------------------

    def _fill_attendance(self) -> None:
        self._fill(self._bench.desk.council_sessions.fill_attendance)

    def _fill_votes(self) -> None:
        self._fill(self._bench.desk.council_sessions.fill_votes)

    def _propose_recusals(self) -> None:
        self._fill(self._bench.desk.council_sessions.propose_recusals)

    def _fill(self, work: Callable[[CouncilSessionDraft], CouncilSessionDraft]) -> None:
        """Let the service fill lines in; what is typed in them stays."""
        if self.form.unreadable():
            return
        typed = self.form.draft()

        def take(filled: CouncilSessionDraft) -> None:
            for name in _LINES:
                if getattr(filled, name) != getattr(typed, name):
                    self._grid(name).take(getattr(filled, name))
            self._recount()

        self._runner.run(lambda _r: work(typed), on_done=take, on_refused=self.refuse)
