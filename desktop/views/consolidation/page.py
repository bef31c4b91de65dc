"""The page «Tổng hợp»: gathered dossiers on the left, the open one on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.law.lifecycle import DossierState, MoveKind
from desktop.overrides import override
from desktop.services.consolidation import Purpose
from desktop.services.permissions import Act
from desktop.views.consolidation import actions
from desktop.views.consolidation.deciding import MeetingDecision
from desktop.views.consolidation.detail import ConsolidatedView, OpenConsolidated
from desktop.views.consolidation.gather_dialog import GatherDialog
from desktop.views.consolidation.letter import LetterAsking
from desktop.views.consolidation.paper_copies import PaperCopies
from desktop.views.consolidation.points_dialog import PointsDialog
from desktop.views.consolidation.words import (
    PURPOSE_TONES,
    PURPOSE_WORDS,
    gathered_text,
    list_state,
    list_tone,
    updated_text,
)
from desktop.views.dossiers.open_dossier import read_dossier
from desktop.views.dossiers.readying import Readying
from desktop.views.dossiers.sending import Sending
from desktop.views.filters import archived_filter, term_filter
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.reading_page import ReadingPage, allow
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.consolidation import Candidate, ConsolidatedRow
    from desktop.services.forwarding import PointAbove
    from desktop.views.dossiers.missing_list import Cure
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench

_COLUMNS = (
    Column("Hồ sơ tổng hợp", lambda d: d.title, 150, lambda d: d.sort_key),
    Column("Để", lambda d: PURPOSE_WORDS[d.purpose], 94, tone=lambda d: PURPOSE_TONES[d.purpose]),
    Column("Trạng thái", list_state, 126, tone=list_tone),
    Column("Số", lambda d: str(d.nominations), 46, lambda d: d.nominations, right=True),
)
# What moving a gathered dossier changes elsewhere.
_TOUCHED = ("dossiers", "nominations", "appraisal", "decisions", "awards", "outbox", "home")
_NO_POINTS = {DossierState.SENT, DossierState.RECEIVED, DossierState.APPRAISED}


class ConsolidationPage(ReadingPage):
    """Gathering, the council's meeting, the letter, and the way to the office above.

    Signals:
        session_requested: id of the dossier whose council session is to be opened or begun.
    """

    subject = "consolidation"
    title = "Tổng hợp"
    nothing_open = (
        "Chọn một hồ sơ tổng hợp, hoặc bấm «Tổng hợp…» để gộp đề nghị của nhiều đơn vị thành một "
        "hồ sơ: đưa ra Hội đồng họp xét, hoặc trình cấp trên."
    )
    refreshes_on = frozenset(
        {"dossiers", "nominations", "appraisal", "inbox", "decisions", "council_sessions", "outbox"}
    )
    shares = (490, 660)

    session_requested = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._view = ConsolidatedView(bench)
        panel = ListPanel(
            _COLUMNS,
            filters=[
                term_filter("purpose_filter", "Để làm gì", Purpose, attrgetter("purpose")),
                archived_filter(),
            ],
            noun="hồ sơ",
            empty_text="Chưa có hồ sơ tổng hợp nào. Bấm «Tổng hợp…» (Ctrl+N).",
        )
        TwoLineCells.put_into(panel.view, range(1))
        super().__init__(bench, panel, self._view)
        self._gather_button = self.add_action(
            "Tổng hợp…", "gather", "consolidate", self._gather, "Ctrl+N", role="primary"
        )
        self.papers = PaperCopies(bench, self)
        self._readying = Readying(bench, self, self.banner)
        self._sending = Sending(bench, self, self.banner, self.progress)
        self._deciding = MeetingDecision(self, bench, self._something_done)
        self._letter = LetterAsking(self, bench, self._told)
        self._readying.moved.connect(lambda _id: self._something_done())
        self._sending.sent.connect(lambda _id: self._something_done())
        self._view.files.changed.connect(self._something_done)
        self._view.asked.connect(self._act)
        self._view.missing.cure_asked.connect(self._cure)
        self.add_shortcut("Ctrl+U", lambda: self._act(actions.UPDATE))

    # -- what is shown ----------------------------------------------------------------------

    @override
    def read_rows(self) -> Sequence[ConsolidatedRow]:
        return self._bench.desk.consolidation.list_rows()

    @override
    def rows_shown(self, rows: Sequence[ConsolidatedRow]) -> None:
        allow(self._gather_button, self._bench.rights.why_not(Act.RECORDS))

    @override
    def read_record(self, record_id: UUID) -> OpenConsolidated:
        desk = self._bench.desk
        detail = desk.consolidation.open(record_id)
        points = desk.forwarding.points(record_id) if detail.state not in _NO_POINTS else ()
        history = desk.dossiers.history(record_id)
        return OpenConsolidated(detail, history, sum(p.can_pass or p.can_choose for p in points))

    @override
    def show_record(self, record: OpenConsolidated) -> None:
        """Show the dossier at once; what it lacks takes longer to find where it is long."""
        self._view.show_dossier(record)
        if record.detail.purpose is Purpose.ABOVE:
            desk, dossier_id = self._bench.desk, record.detail.id

            def show(opened: OpenDossier) -> None:
                if self._view.shown is record:
                    self._view.show_missing(opened)

            self.run(lambda: read_dossier(desk, dossier_id), show)

    def _something_done(self) -> None:
        self.tell_changed(*_TOUCHED)

    # -- gathering --------------------------------------------------------------------------

    def _gather(self) -> None:
        service = self._bench.desk.consolidation

        def read() -> dict[Purpose, Sequence[Candidate]]:
            return {purpose: service.candidates(purpose) for purpose in Purpose}

        def ask(offers: dict[Purpose, Sequence[Candidate]]) -> None:
            answer = GatherDialog.ask(self, offers, service.suggested_title)
            if answer is None:
                return
            self.run(
                lambda: service.create(answer.purpose, answer.nominations, answer.title),
                lambda report: self._gathered(gathered_text(report), report.dossier_id),
            )

        self.run(read, ask)

    def _gathered(self, text: str, dossier_id: UUID) -> None:
        self.banner.show_message(Tone.SUCCESS, text)
        self._something_done()
        self.open_record(dossier_id)

    def _add(self, shown: OpenConsolidated) -> None:
        service, detail = self._bench.desk.consolidation, shown.detail

        def ask(found: Sequence[Candidate]) -> None:
            answer = GatherDialog.ask(self, {detail.purpose: found}, None)
            if answer is None:
                return
            self.run(
                lambda: service.add(detail.id, answer.nominations),
                lambda report: self._gathered(gathered_text(report), detail.id),
            )

        self.run(lambda: service.candidates(detail.purpose), ask)

    def _take_away(self, shown: OpenConsolidated) -> None:
        chosen, service = tuple(self._view.selected()), self._bench.desk.consolidation
        text = (
            f"Bỏ {len(chosen)} đề nghị khỏi hồ sơ tổng hợp. Hồ sơ gốc giữ nguyên; thêm lại lúc nào "
            "cũng được khi hồ sơ còn đang soạn."
        )
        if not chosen or not ConfirmDialog.ask(
            self, "Bỏ khỏi hồ sơ tổng hợp", text, yes="Bỏ khỏi hồ sơ", dangerous=False
        ):
            return
        self.run(
            lambda: service.take_away(shown.detail.id, chosen),
            lambda count: self._told(f"Đã bỏ {count} đề nghị khỏi hồ sơ tổng hợp."),
        )

    def _update(self, shown: OpenConsolidated) -> None:
        service = self._bench.desk.consolidation
        if not shown.detail.is_draft or not shown.detail.changed:
            return
        self.run(
            lambda: service.update_from_origins(shown.detail.id),
            lambda report: self._told(updated_text(report)),
        )

    def _told(self, text: str) -> None:
        self.banner.show_message(Tone.SUCCESS, text)
        self._something_done()

    # -- what the buttons do ----------------------------------------------------------------

    def _act(self, name: str) -> None:
        shown = self._view.shown
        if shown is None:
            return
        acts: dict[str, Callable[[OpenConsolidated], object]] = {
            actions.ADD: self._add,
            actions.TAKE_AWAY: self._take_away,
            actions.UPDATE: self._update,
            actions.SESSION: lambda open_: self.session_requested.emit(open_.detail.id),
            actions.LETTER: lambda open_: self._letter.ask_words(open_.detail.id),
            actions.NUMBER: lambda open_: self._letter.ask_number(open_.detail.id),
            actions.BASES: lambda open_: self._letter.ask_bases(open_.detail.id),
            actions.SHOW_LETTER: lambda open_: self.papers.show_letter(open_.detail.id),
            actions.SHOW_LIST: lambda open_: self.papers.show_list(open_.detail.id),
            actions.POINTS: self._pass_down,
            actions.DECIDE: lambda open_: self._deciding.begin(open_.detail),
        }
        if name in acts:
            acts[name](shown)
        elif shown.opened is not None:
            self._move(name, shown.opened)

    def _move(self, name: str, opened: OpenDossier) -> None:
        moves: dict[str, Callable[[OpenDossier], object]] = {
            MoveKind.MARK_READY.value: self._readying.mark_ready,
            MoveKind.REOPEN.value: self._readying.reopen,
            MoveKind.REVISE.value: self._readying.revise,
            MoveKind.RECALL.value: self._readying.recall,
            MoveKind.SEND.value: self._sending.ask,
        }
        moves[name](opened)

    def _cure(self, cure: Cure) -> None:
        """Go where what is missing is mended."""
        shown = self._view.shown
        if shown is None:
            return
        if cure.field == "minutes":
            self._act(actions.SESSION)
        elif cure.field == "attachments":
            self._view.show_files(cure.item)
        elif cure.nomination is not None or cure.field == "nominations":
            self._view.show_nomination(cure.nomination)
        elif shown.detail.is_draft:
            self._act(actions.LETTER)

    def _pass_down(self, shown: OpenConsolidated) -> None:
        forwarding, dossier_id = self._bench.desk.forwarding, shown.detail.id

        def ask(points: Sequence[PointAbove]) -> None:
            answer = PointsDialog.ask(self, points)
            if answer is None:
                return
            self.run_shown(
                lambda _report: forwarding.pass_down(
                    dossier_id, answer.points, answer.deadline, answer.whole
                ),
                "Trả hồ sơ gốc",
                lambda packages: self._told(
                    f"Đã trả {len(packages)} hồ sơ gốc kèm điểm cấp trên nêu; gói nằm ở «Hộp đi»."
                ),
                self._something_done,
            )

        self.run(lambda: forwarding.points(dossier_id), ask)
