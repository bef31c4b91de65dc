"""The page of the appraisal desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.overrides import override
from desktop.services.papers import PaperFormat
from desktop.vietnamese.dates import short_date
from desktop.views.answer_copies import answer_of
from desktop.views.appraisal.deciding import Deciding
from desktop.views.appraisal.dossier_view import DossierView, OpenAppraisal
from desktop.views.appraisal.return_dialog import ReturnDialog
from desktop.views.decisions.certificates_dialog import CertificatesDialog
from desktop.views.filters import term_filter
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.deadline_line import short_deadline
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker, ReasonDialog
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage, action_button, allow
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.law.problems import Problem
    from desktop.services.appraisal_rows import AppraisalRow
    from desktop.views.pages import Bench

_ORDER = {state: place for place, state in enumerate(DossierState)}
_COLUMNS = (
    Column("Hồ sơ", lambda d: d.title, 280, lambda d: d.sort_key),
    Column("Nơi gửi", lambda d: d.sender, 170),
    Column(
        "Trạng thái",
        lambda d: d.state.label,
        130,
        lambda d: _ORDER[d.state],
        tone=lambda d: d.state.tone,
    ),
    Column(
        "Hạn",
        lambda d: short_deadline(d.deadline),
        170,
        lambda d: str(d.deadline.due if d.deadline else "9999"),
        tone=lambda d: d.deadline.tone if d.deadline else "",
    ),
    Column("Ý kiến", lambda d: f"{d.judged}/{d.nominations}", 70, lambda d: d.judged, right=True),
    Column("Tờ trình", lambda d: d.letter_number, 110),
    Column("Lần", lambda d: str(d.revision), 50, lambda d: d.revision, right=True),
    Column(
        "Nhận ngày",
        lambda d: short_date(d.received_on) if d.received_on else "",
        96,
        lambda d: str(d.received_on or ""),
    ),
)
_STATE_FILTER = "state_filter"
_ASK_REASON = {
    Verdict.DOES_NOT: (
        "Không đủ điều kiện",
        "Vì sao không đủ điều kiện? Nơi gửi sẽ đọc lý do này.",
    ),
    Verdict.SEND_HIGHER: ("Trình cấp trên", "Vì sao phải trình cấp trên?"),
    Verdict.HOLD: ("Tạm dừng xem xét", "Vì sao tạm dừng? Ví dụ: đang thanh tra, có đơn thư."),
}


class AppraisalPage(ReadingPage):
    """Dossiers received: the list, or the open one in its place.

    Signals:
        session_requested: id of the dossier whose council session is to be opened or begun.
    """

    subject = "appraisal"
    title = "Thẩm định"
    refreshes_on = frozenset({"inbox", "dossiers", "decisions"})

    session_requested = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._view = DossierView(bench)
        self._chips: dict[DossierState, QPushButton] = {}
        self._chip_row = QHBoxLayout()
        panel = ListPanel(
            _COLUMNS,
            filters=[term_filter(_STATE_FILTER, "Trạng thái", DossierState, attrgetter("state"))],
            noun="hồ sơ",
            empty_text="Chưa có hồ sơ nào từ cấp dưới. Nhận gói ở trang «Hộp đến».",
        )
        super().__init__(bench, panel, self._view)
        self._open = self.add_action("Mở hồ sơ", "open", "open", self._open_chosen, role="primary")
        allow(self._open, "Chọn một hồ sơ trong danh sách trước")
        self._deciding = Deciding(self, bench, self._something_done, self._hand_over_decision)
        panel.opened.connect(self.open_record)
        self._connect_view()
        self.add_shortcut("Esc", self.show_list)

    def _connect_view(self) -> None:
        view = self._view
        view.verdict_given.connect(self._give)
        view.all_meet_asked.connect(self._all_meet)
        view.finish_asked.connect(self._finish)
        view.return_asked.connect(self._return)
        view.refuse_asked.connect(self._refuse)
        view.decide_asked.connect(lambda: self._deciding.begin(self._id()))
        view.decision_asked.connect(self._open_decision)
        view.papers_asked.connect(self._make_papers)

    @override
    def arrange(self, layout: QVBoxLayout) -> None:
        listed = QWidget()
        listed_layout = QVBoxLayout(listed)
        listed_layout.setContentsMargins(0, 0, 0, 0)
        listed_layout.setSpacing(GAP)
        listed_layout.addLayout(self._actions)
        self._chip_row.setSpacing(GAP)
        self._chip_row.addStretch()
        listed_layout.addLayout(self._chip_row)
        listed_layout.addWidget(self.panel, 1)
        opened = QWidget()
        opened_layout = QVBoxLayout(opened)
        opened_layout.setContentsMargins(0, 0, 0, 0)
        opened_layout.setSpacing(GAP)
        back = action_button(
            "Danh sách hồ sơ", "back_to_list", "chevron-left", self.show_list, role="quiet"
        )
        back.setToolTip("Về danh sách hồ sơ (Esc)")
        session = action_button(
            "Phiên họp Hội đồng",
            "open_session",
            "council",
            lambda: self.session_requested.emit(self._id()),
        )
        session.setToolTip("Mở hoặc lập phiên họp Hội đồng xét hồ sơ này")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch()
        row.addWidget(session)
        opened_layout.addLayout(row)
        opened_layout.addWidget(self._right, 1)
        self._views = named(QStackedWidget(), "appraisal_views")
        self._views.addWidget(listed)
        self._views.addWidget(opened)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)

    # -- the list ---------------------------------------------------------------------------

    @override
    def read_rows(self) -> Sequence[AppraisalRow]:
        return self._bench.desk.appraisal.list_rows()

    @override
    def rows_shown(self, rows: Sequence[AppraisalRow]) -> None:
        counts = Counter(row.state for row in rows)
        for state in DossierState:
            if counts[state] and state not in self._chips:
                self._add_chip(state)
        for state, chip in self._chips.items():
            chip.setText(f"{state.label}: {counts[state]}")
            chip.setVisible(bool(counts[state]))

    def _add_chip(self, state: DossierState) -> None:
        chip = named(QPushButton(), f"state_{state.value.lower()}", role="quiet")
        chip.setToolTip(f"Chỉ xem hồ sơ «{state.label}»")
        chip.clicked.connect(partial(self._filter_by, state))
        place = sum(_ORDER[other] < _ORDER[state] for other in self._chips)
        self._chip_row.insertWidget(place, chip)
        self._chips[state] = chip

    def _filter_by(self, state: DossierState) -> None:
        box = self.panel.findChild(QComboBox, _STATE_FILTER)
        assert box is not None
        wanted = 1 + _ORDER[state]
        box.setCurrentIndex(0 if box.currentIndex() == wanted else wanted)

    @override
    def rows_chosen(self, ids: Sequence[UUID]) -> None:
        allow(self._open, "" if len(ids) == 1 else "Chọn một hồ sơ trong danh sách trước")

    def _open_chosen(self) -> None:
        ids = self.panel.selected_ids()
        if len(ids) == 1:
            self.open_record(ids[0])

    @override
    def open_record(self, record_id: UUID) -> None:
        self.banner.clear()
        self._views.setCurrentIndex(1)
        self.load(record_id)

    def show_list(self) -> None:
        """Go back to the list of dossiers."""
        self._views.setCurrentIndex(0)
        if self.open_id is not None:
            self.panel.view.select(self.open_id)

    # -- the open dossier -------------------------------------------------------------------

    @override
    def read_record(self, record_id: UUID) -> OpenAppraisal:
        desk = self._bench.desk
        detail = desk.appraisal.open(record_id)
        decided = detail.state is DossierState.DECIDED
        rows = desk.decisions.list_rows() if decided else []
        decision = next((d.id for d in rows if d.answers(record_id)), None)
        return OpenAppraisal(detail, desk.dossiers.history(record_id), decision)

    @override
    def show_record(self, record: OpenAppraisal) -> None:
        self._view.show_dossier(record)

    def _id(self) -> UUID:
        assert self._view.opened is not None
        return self._view.opened.detail.id

    def _give(self, nomination_id: UUID, verdict: Verdict | None) -> None:
        reason: str | None = ""
        asked = _ASK_REASON.get(verdict) if verdict else None
        if asked is not None:
            title, text = asked
            reason = ReasonDialog.ask(self, title, text, yes="Ghi ý kiến")
        if reason is None:
            return
        given, appraisal = reason, self._bench.desk.appraisal

        def done(problems: Sequence[Problem]) -> None:
            if self._complained(problems):
                return
            if verdict is not None:
                self._view.select_next(nomination_id)
            self.tell_changed()

        self.run(lambda: appraisal.set_verdict(nomination_id, verdict, given), done)

    def _complained(self, problems: Sequence[Problem]) -> bool:
        if problems:
            text = " ".join(dict.fromkeys(problem_sentence(p) for p in problems))
            self.banner.show_message(Tone.DANGER, text)
        return bool(problems)

    def _all_meet(self) -> None:
        dossier_id, appraisal = self._id(), self._bench.desk.appraisal
        text = "Mọi đề nghị chưa có ý kiến sẽ được ghi «Đủ điều kiện». Vẫn sửa được từng người sau."
        if not ConfirmDialog.ask(
            self, "Tất cả đủ điều kiện", text, yes="Ghi đủ điều kiện", dangerous=False
        ):
            return

        def done(problems: Sequence[Problem]) -> None:
            if not self._complained(problems):
                self.tell_changed()

        self.run(lambda: appraisal.set_all(dossier_id, Verdict.MEETS), done)

    def _finish(self) -> None:
        dossier_id, appraisal = self._id(), self._bench.desk.appraisal

        def done(report: Any) -> None:
            if self._complained(report.problems):
                return
            text = "Đã kết thúc thẩm định. Việc tiếp theo: «Quyết định…»."
            self.banner.show_message(Tone.SUCCESS, text)
            self._something_done()

        self.run(lambda: appraisal.finish(dossier_id), done)

    def _return(self) -> None:
        assert self._view.opened is not None
        dossier_id, appraisal = self._id(), self._bench.desk.appraisal
        nominations = self._view.opened.detail.nominations
        listed = [(n.id, f"{n.position}. {n.name}") for n in nominations]
        asked = ReturnDialog.ask(self, listed, self._bench.desk.store.today())
        if asked is None:
            return
        self.run_shown(
            lambda _report: appraisal.return_for_correction(
                dossier_id, asked.points, asked.deadline
            ),
            "Trả lại hồ sơ",
            lambda _package: self._answered("Đã trả lại hồ sơ.", dossier_id, "return"),
            self._something_done,
        )

    def _refuse(self) -> None:
        dossier_id, appraisal = self._id(), self._bench.desk.appraisal
        text = "Từ chối là dứt khoát: hồ sơ khép lại và nơi gửi nhận được lý do, kèm điều khoản."
        reason = ReasonDialog.ask(self, "Từ chối hồ sơ", text, yes="Từ chối hồ sơ", dangerous=True)
        if reason is None:
            return
        self.run_shown(
            lambda _report: appraisal.refuse(dossier_id, reason),
            "Từ chối hồ sơ",
            lambda _package: self._answered("Đã từ chối hồ sơ.", dossier_id, "return"),
            self._something_done,
        )

    def _answered(self, text: str, dossier_id: UUID, kind: str) -> None:
        copy = partial(self._hand_over, dossier_id, kind)
        self.banner.show_message(Tone.SUCCESS, text, [("Chép gói trả lời ra USB…", copy)])

    def _something_done(self) -> None:
        self.tell_changed("dossiers", "decisions", "awards", "outbox", "home", "people")

    # -- handing over -----------------------------------------------------------------------

    def _hand_over_decision(self, dossier_id: UUID) -> None:
        self._hand_over(dossier_id, "decision")

    def _hand_over(self, dossier_id: UUID, kind: str) -> None:
        folder = FilePicker.folder(self, "Chép gói ra USB hoặc thư mục")
        if folder is None:
            return
        desk = self._bench.desk

        def work(report: Report) -> Path | None:
            package = answer_of(desk, dossier_id, kind)
            return desk.outbox.copy_to(package, folder, report) if package else None

        def done(file: Path | None) -> None:
            if file is not None:
                self.banner.show_message(Tone.SUCCESS, f"Đã chép {file.name}.")

        self.run_shown(work, "Chép gói", done)

    def _make_papers(self) -> None:
        folder = FilePicker.folder(self, "Lập giấy tờ của hồ sơ vào thư mục")
        if folder is None:
            return
        papers, dossier_id = self._bench.desk.papers, self._id()

        def done(files: Sequence[Path]) -> None:
            text = f"Đã lập {len(files)} tệp giấy tờ (PDF và Word) vào {folder}."
            self.banner.show_message(Tone.SUCCESS, text)

        self.run_shown(
            lambda report: papers.save_dossier(dossier_id, folder, report, tuple(PaperFormat)),
            "Lập giấy tờ",
            done,
        )

    def _open_decision(self) -> None:
        if self._view.opened is not None and self._view.opened.decision is not None:
            self.show_decision(self._view.opened.decision)

    def show_decision(self, decision_id: UUID) -> None:
        """Show a decision on its own page."""
        self.record_requested.emit("decisions", decision_id)

    def print_certificates(self, decision_id: UUID) -> None:
        """Show the certificates of a decision over this page, to look at and to print."""
        bench = self._bench
        self.run(
            lambda: bench.desk.decisions.open(decision_id),
            lambda detail: CertificatesDialog(bench, detail, self).open(),
        )
