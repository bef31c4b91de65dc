"""The page «Sổ số»: registers of decisions, certificates, the golden book and letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from desktop.law.terms import NumberState
from desktop.overrides import override
from desktop.services.permissions import Act
from desktop.services.register_papers import UNEXPLAINED, number_words, state_words, summary_words
from desktop.services.registers import NumberSeries
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.text import fold
from desktop.views.messages import problem_sentence
from desktop.views.registers.line_view import LineView
from desktop.views.registers.reserve_dialog import ReserveDialog
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage, allow
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

if TYPE_CHECKING:
    from desktop.services.register_rows import RegisterDetail, RegisterLine
    from desktop.services.registers import NumberReport
    from desktop.services.years import OfferedYears
    from desktop.views.pages import Bench

_GAPS = UUID("3c1e3f0e-8a52-4c39-9d7c-0f3f5f0a4d11")
_KINDS = "PDF (*.pdf);;Word (*.docx);;Bảng tính Excel (*.xlsx)"
_TONES = {
    None: Tone.DANGER,
    NumberState.USED: Tone.SUCCESS,
    NumberState.RESERVED: Tone.INFO,
    NumberState.SPOILED: Tone.WARNING,
    NumberState.VOID: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the register as the table wants it."""

    id: UUID
    line: RegisterLine
    search_key: str


_COLUMNS = (
    Column("Cấp cho", lambda r: r.line.about or r.line.reason, 260),
    Column("Số", lambda r: number_words(r.line), 76, lambda r: r.line.first, right=True),
    Column(
        "Ngày",
        lambda r: short_date(r.line.day) if r.line.day else "",
        86,
        lambda r: (r.line.day is None, r.line.day),
    ),
    Column(
        "Tình trạng",
        lambda r: state_words(r.line),
        140,
        lambda r: state_words(r.line),
        lambda r: str(_TONES[r.line.state]),
    ),
)


def _in_state(state: NumberState | None) -> Callable[[_Row], bool]:
    return lambda row: row.line.state is state


_STATES = (None, *NumberState)
_FILTERS = (
    Filter(
        "state_filter",
        "Tình trạng",
        [(state.label if state else UNEXPLAINED, _in_state(state)) for state in _STATES],
    ),
)


class RegistersPage(ReadingPage):
    """A register of one year, and what is done to its numbers by hand."""

    subject = "registers"
    title = "Sổ số"
    nothing_open = "Chọn một số để xem cấp cho việc gì, bỏ số hoặc ghi lý do."
    shares = (760, 370)
    refreshes_on = frozenset({"decisions", "awards", "dossiers", "certificates"})

    def __init__(self, bench: Bench) -> None:
        self._view = LineView()
        panel = ListPanel(
            _COLUMNS,
            filters=_FILTERS,
            noun="số",
            empty_text="Sổ năm này chưa cấp số nào.",
        )
        TwoLineCells.put_into(panel.view, range(1))
        super().__init__(bench, panel, self._view)
        self._rows: dict[UUID, _Row] = {}
        self._detail: RegisterDetail | None = None
        self.series = named(QComboBox(), "series", says="Sổ")
        for series in NumberSeries:
            self.series.addItem(series.label, series.value)
        self.year = named(QComboBox(), "year", says="Năm")
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.golden = named(QCheckBox("Vào Sổ vàng cùng giấy khen"), "golden_book")
        for widget in (self.series, self.year):
            self._actions.insertWidget(self._actions.count(), widget)
        self._reserve = self.add_action("Giữ chỗ…", "reserve", "plus", self._ask_places, "Ctrl+N")
        self._print = self.add_action("In, xuất sổ…", "print_register", "print", self._write)
        left = self.splitter.widget(0)
        assert left is not None
        layout = left.layout()
        assert layout is not None
        self.summary = named(QLabel(), "register_summary")
        self.summary.setWordWrap(True)
        layout.addWidget(self.summary)
        layout.addWidget(self.golden)
        self.series.currentIndexChanged.connect(lambda _index: self._series_chosen())
        self.year.currentIndexChanged.connect(lambda _index: self.refresh())
        self.golden.toggled.connect(self._keep_golden_book)
        self._view.explain_asked.connect(self._explain)
        self._view.void_asked.connect(self._void)
        self._view.spoil_asked.connect(self._spoil)
        self._view.decision_asked.connect(lambda id_: self.record_requested.emit("decisions", id_))

    # -- reading ----------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read which years there are first: a new number may have begun one."""
        registers, series = self._bench.desk.registers, self._series()

        def show(found: tuple[OfferedYears, bool]) -> None:
            offered, golden = found
            chosen = self.year.currentData()
            wanted = chosen if chosen in offered.years else offered.to_open
            self.year.blockSignals(True)
            self.year.clear()
            for year in offered.years:
                self.year.addItem(f"Năm {year}", year)
            self.year.setCurrentIndex(self.year.findData(wanted))
            self.year.blockSignals(False)
            self.golden.blockSignals(True)
            self.golden.setChecked(golden)
            self.golden.blockSignals(False)
            super(RegistersPage, self).refresh()

        self._stale = False
        self.run(lambda: (registers.years(series), registers.keeps_golden_book()), show)

    @override
    def read_rows(self) -> Sequence[_Row]:
        year = self.year.currentData()
        detail = self._bench.desk.registers.open(self._series(), year)
        self._detail = detail
        return [_row(line) for line in detail.lines]

    @override
    def rows_shown(self, rows: Sequence[_Row]) -> None:
        self._rows = {row.id: row for row in rows}
        if self._open_id not in self._rows:
            self._open_id = None
            self._right.setCurrentIndex(0)
        why_not = self._why_not()
        allow(self._reserve, why_not)
        allow(self._print, "" if rows else "Sổ năm này chưa cấp số nào")
        self.golden.setEnabled(not why_not)
        assert self._detail is not None  # read with the rows
        self.summary.setText(summary_words(self._detail))
        self.summary.setProperty("problem", "warning" if self._detail.unexplained else "")
        self.summary.style().polish(self.summary)

    @override
    def read_record(self, record_id: UUID) -> RegisterLine:
        return self._rows[record_id].line

    @override
    def show_record(self, record: RegisterLine) -> None:
        self._view.show_line(record, self._series(), self._why_not())

    def _why_not(self) -> str:
        return self._bench.rights.why_not(Act.REGISTERS)

    def _series_chosen(self) -> None:
        self.year.blockSignals(True)
        self.year.clear()
        self.year.blockSignals(False)
        self.refresh()

    # -- acting -----------------------------------------------------------------------------

    def _ask_places(self) -> None:
        if self._detail is None:
            return
        places = ReserveDialog.ask(self, self._detail.next_number, self._year())
        if places is None:
            return
        registers, series, year = self._bench.desk.registers, self._detail.series, self._year()
        self._act(
            lambda: registers.reserve(series, year, places.count, places.reason, places.first),
            "Đã giữ chỗ",
        )

    def _explain(self) -> None:
        line = self._view.line
        assert line is not None
        self._ask_reason(
            "Giải thích số trống",
            f"Vì sao số {number_words(line)} không cấp cho văn bản nào?",
            lambda reason: self._bench.desk.registers.explain(
                self._series(), self._year(), line.first, line.last, reason
            ),
        )

    def _void(self) -> None:
        line = self._view.line
        assert line is not None
        self._ask_reason(
            "Bỏ số",
            f"Vì sao không dùng số {line.first} nữa?",
            lambda reason: self._bench.desk.registers.void(
                self._series(), self._year(), line.first, reason
            ),
        )

    def _spoil(self) -> None:
        line = self._view.line
        assert line is not None
        self._ask_reason(
            "Hỏng phôi",
            f"Phôi mang số {line.first} hỏng thế nào?",
            lambda reason: self._bench.desk.registers.spoil(
                self._series(), self._year(), line.first, reason
            ),
        )

    def _ask_reason(self, title: str, text: str, act: Callable[[str], NumberReport]) -> None:
        reason = ReasonDialog.ask(self, title, text, yes="Ghi vào sổ")
        if reason is not None:
            self._act(lambda: act(reason), "Đã ghi vào sổ")

    def _act(self, act: Callable[[], NumberReport], said: str) -> None:
        def done(report: NumberReport) -> None:
            self.tell_changed()
            if report.problems:
                self.banner.show_message(Tone.DANGER, problem_sentence(report.problems[0]))
            else:
                numbers = _run_words(report.numbers)
                self.banner.show_message(Tone.SUCCESS, f"{said}: số {numbers}.")

        self.run(act, done)

    def _keep_golden_book(self, keeps: bool) -> None:
        registers = self._bench.desk.registers
        self.run(lambda: registers.keep_golden_book(keeps), lambda _none: self.tell_changed())

    def _write(self) -> None:
        series, year = self._series(), self._year()
        name = f"{fold(series.label).replace(' ', '-')}-{year}.pdf"
        target = FilePicker.save_file(self, "In, xuất sổ", name, _KINDS)
        if target is None:
            return
        papers = self._bench.desk.register_papers
        wanted = target if target.suffix else target.with_suffix(".pdf")

        def done(file: Path) -> None:
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {file.name}.")

        self.run_shown(lambda _report: papers.write(series, year, wanted), "Ghi sổ", done)

    def _series(self) -> NumberSeries:
        return NumberSeries(self.series.currentData())

    def _year(self) -> int:
        return int(self.year.currentData())


def _row(line: RegisterLine) -> _Row:
    words = f"{number_words(line)} {line.about} {line.reason} {state_words(line)}"
    return _Row(line.id or uuid5(_GAPS, number_words(line)), line, fold(words))


def _run_words(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
