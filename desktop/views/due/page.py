"""The page «Ai đủ điều kiện»."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.law.catalogue import Catalogue
from desktop.law.standing import PAGE, RECORD
from desktop.law.terms import RecipientKind
from desktop.services.due import DueKey, DueReport, DueRow, DueState
from desktop.vietnamese.sorting import sort_key
from desktop.views.due.nominating import DueNominating
from desktop.views.due.words import (
    TONES,
    all_unverified,
    award_name,
    cure_of,
    note_text,
    summary,
    wanting_text,
)
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.list_export import ListExport
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.jobs.runner import Job
    from desktop.views.pages import Bench

_YEARS_OFFERED = 6
_EVERY_AWARD = "Mọi danh hiệu, hình thức"
_NO_CHOICE = "Chọn một hoặc nhiều dòng trong danh sách trước"
_STEP = "Tìm người đủ điều kiện"
_EMPTY = "Chưa có ai đủ điều kiện hay chỉ thiếu một điểm theo dữ liệu đã nhập."
_SUBJECTS = {
    RecipientKind.INDIVIDUAL: "people",
    RecipientKind.COLLECTIVE: "units",
    RecipientKind.HOUSEHOLD: "households",
}
# What a search rests on; a change of any makes what is shown old.
_RESTS_ON = {*_SUBJECTS.values(), "campaigns", "initiatives", "nominations", "decisions", "legal"}
_STATES = list(DueState)
_COLUMNS = (
    Column("Đối tượng", lambda r: r.name, 190, lambda r: r.sort_key),
    Column("Đơn vị, nơi ở", lambda r: r.unit, 200),
    Column("Hình thức", lambda r: award_name(r.verdict.award), 124),
    Column(
        "Kết quả",
        lambda r: r.verdict.state.label,
        136,
        lambda r: _STATES.index(r.verdict.state),
        tone=lambda r: TONES[r.verdict.state],
    ),
    Column("Còn thiếu", lambda r: wanting_text(r.verdict), 220),
)


def _is_kind(kind: RecipientKind, row: DueRow) -> bool:
    return row.kind is kind


def _is_state(state: DueState, row: DueRow) -> bool:
    return row.verdict.state is state


def _is_in(unit: str, row: DueRow) -> bool:
    return row.unit == unit


_FILTERS = (
    Filter("kind_filter", "Đối tượng", [(k.label, partial(_is_kind, k)) for k in RecipientKind]),
    Filter("state_filter", "Kết quả", [(s.label, partial(_is_state, s)) for s in DueState]),
    Filter("unit_filter", "Đơn vị", []),
    Filter(
        "free_filter",
        "Hồ sơ",
        [
            ("Chưa ở hồ sơ nào", lambda r: not r.verdict.proposed),
            ("Đang ở hồ sơ", lambda r: r.verdict.proposed),
        ],
    ),
)


class DuePage(QWidget):
    """Year and award, the search with its progress, the list, and the way into a dossier.

    Signals:
        record_requested: subject and id of a record to be opened on another page.
        field_requested: as above, and the field of it; no id means the page alone.
    """

    subject = "due"
    title = "Ai đủ điều kiện"
    noun = "lượt"

    record_requested = Signal(str, object)
    field_requested = Signal(str, object, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("due_page")
        self._stale, self._job, self._again = True, cast("Job | None", None), False
        self._shown: DueReport | None = None
        self.banner = Banner()
        self.progress = JobProgress()
        notes = Column("Lưu ý", self._note, 262)
        self.panel = ListPanel(
            (*_COLUMNS, notes), filters=_FILTERS, noun=self.noun, empty_text=_EMPTY
        )
        self._year = named(QComboBox(), "due_year", says="Năm xét")
        self._award = named(QComboBox(), "due_award", says="Danh hiệu, hình thức")
        self._summary = named(QLabel(), "due_summary", role="muted")
        self._summary.setWordWrap(True)
        self._actions = QHBoxLayout()
        self._lay_out()
        self._nominating = DueNominating(bench, self, self.banner)
        self._into = self.add_list_action(
            "Đưa vào hồ sơ…", "nominate", "dossier", self._nominate, role="primary"
        )
        self._export = ListExport(cast("Any", self), bench)
        self.setFocusProxy(self.panel.view)
        self._connect()

    def _lay_out(self) -> None:
        this_year = self._bench.desk.store.today().year
        for year in range(this_year, this_year - _YEARS_OFFERED, -1):
            self._year.addItem(f"Năm {year}", year)
        self._award.addItem(_EVERY_AWARD, "")
        for award in Catalogue.load().awards:
            self._award.addItem(award.name, award.code)
        self._actions.setSpacing(GAP)
        self._actions.addWidget(named(QLabel(self.title), "page_title", role="title"), 1)
        self._actions.addWidget(self._year)
        self._actions.addWidget(self._award)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addLayout(self._actions)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self._summary)
        layout.addWidget(self.panel, 1)

    def _connect(self) -> None:
        for box in (self._year, self._award):
            box.activated.connect(lambda _index: self.refresh())
        self.panel.opened.connect(lambda key: self._open(cast("DueKey", key)))
        self.panel.selection_changed.connect(lambda _keys: self._weigh())
        self._bench.changes.changed.connect(self._something_changed)
        self._nominating.added.connect(
            lambda _id: self._bench.changes.tell({"dossiers", "nominations"})
        )
        self._nominating.dossier_asked.connect(
            lambda dossier_id: self.record_requested.emit("dossiers", dossier_id)
        )
        for keys, act in (("Ctrl+F", self.panel.search.setFocus), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._weigh()

    def add_list_action(
        self, text: str, name: str, icon: str, act: Callable[[], object], *, role: str = ""
    ) -> QPushButton:
        """Put a button above the list."""
        button = action_button(text, name, icon, act, role=role)
        self._actions.addWidget(button)
        return button

    def refuse(self, error: AppError) -> None:
        """Say why something was refused."""
        self.banner.show_refusal(error)

    # -- the search ---------------------------------------------------------------------------

    def start(self) -> None:
        """Show the page: search when what is shown may be old."""
        if self._stale:
            self.refresh()

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & _RESTS_ON:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """Search anew for the year and award chosen; a search under way is given up first."""
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        self._stale = False
        year, award = int(self._year.currentData()), str(self._award.currentData())
        # Reading alone: it need not keep the officer's saves waiting in the other queue.
        self._job = self._bench.runner.run(
            lambda report: self._bench.desk.due.list_due(year, award, report),
            on_done=self._found,
            on_refused=self._refused,
            on_progress=self.progress.report,
            on_cancelled=self._stopped,
            queue="other",
        )
        self.progress.watch(self._job, _STEP)

    def _ended(self) -> bool:
        """Note that the search ended; return whether another was asked for meanwhile."""
        self._job = None
        self.progress.finish()
        again, self._again = self._again, False
        if again:
            self.refresh()
        return again

    def _stopped(self) -> None:
        if not self._ended():
            self._stale = True
            self._summary.setText("Đã dừng tìm. Bấm F5 để tìm lại.")

    def _refused(self, error: AppError) -> None:
        if not self._ended():
            self._stale = True
            self.refuse(error)

    def _note(self, row: DueRow) -> str:
        said_above = self._shown is not None and all_unverified(self._shown)
        return note_text(row.verdict, all_unverified=said_above)

    def _found(self, report: DueReport) -> None:
        if self._ended():
            return
        self._shown = report
        self.panel.set_rows(report.rows)
        units = sorted({row.unit for row in report.rows if row.unit}, key=sort_key)
        self.panel.set_choices("unit_filter", [(u, partial(_is_in, u)) for u in units])
        self._summary.setText(summary(report))
        self._weigh()

    # -- what is chosen -----------------------------------------------------------------------

    def _chosen(self) -> list[DueKey]:
        return cast("list[DueKey]", self.panel.selected_ids())

    def _weigh(self) -> None:
        text = "Thêm các dòng đang chọn thành đề nghị trong một hồ sơ đang soạn"
        allow(self._into, "" if self.panel.view.selected_count() else _NO_CHOICE, text)

    def _nominate(self) -> None:
        if self._shown is not None:
            self._nominating.ask(self._chosen(), self._shown.year)

    def _open(self, key: DueKey) -> None:
        """Go to the field that is wanting, or to the record."""
        row = next((r for r in self.panel.model.all_rows() if r.id == key), None)
        if row is None:
            return
        cure, subject = cure_of(row), _SUBJECTS[key.kind]
        if cure.startswith(PAGE):
            self.field_requested.emit(cure.removeprefix(PAGE), None, "")
        elif cure.startswith(RECORD):
            self.field_requested.emit(subject, key.record_id, cure.removeprefix(RECORD))
        else:
            self.record_requested.emit(subject, key.record_id)
