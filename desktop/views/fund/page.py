"""The page «Quỹ thi đua, khen thưởng»: what a year had, committed, paid, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.law.terms import FundKind
from desktop.overrides import override
from desktop.services.lists import ListColumn
from desktop.services.permissions import Act
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands
from desktop.vietnamese.text import fold
from desktop.views.fund.entry_dialog import EntryDialog
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import ReadingPage, action_button, allow
from desktop.views.widgets.record_table import Column

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.fund import FundDraft, FundLine, FundReport, FundYear
    from desktop.services.years import OfferedYears
    from desktop.views.pages import Bench

_KINDS = "Bảng tính Excel (*.xlsx)"
_TONES = {
    FundKind.INCOME: Tone.SUCCESS,
    FundKind.COMMITTED: Tone.INFO,
    FundKind.SPENT: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry as the table wants it."""

    id: UUID
    line: FundLine
    search_key: str


def _day(row: _Row) -> str:
    return short_date(row.line.entered_on) if row.line.entered_on else ""


_COLUMNS = (
    Column("Nội dung", lambda r: r.line.about, 240),
    Column("Ngày", _day, 86, lambda r: (r.line.entered_on is None, r.line.entered_on)),
    Column(
        "Khoản",
        lambda r: r.line.kind.label,
        120,
        lambda r: r.line.kind.value,
        lambda r: str(_TONES[r.line.kind]),
    ),
    Column(
        "Số tiền (đồng)",
        lambda r: thousands(r.line.amount),
        120,
        lambda r: r.line.amount,
        right=True,
    ),
)


def _of_kind(kind: FundKind) -> Callable[[_Row], bool]:
    return lambda row: row.line.kind is kind


_FILTER = Filter("kind_filter", "Khoản", [(kind.label, _of_kind(kind)) for kind in FundKind])


class FundPage(ReadingPage):
    """A year of the fund; each of its four figures shows the entries it is made of."""

    subject = "fund"
    title = "Quỹ thi đua, khen thưởng"
    nothing_open = "Chọn một khoản để xem, sửa, hoặc mở quyết định đã cam kết."
    shares = (760, 370)
    refreshes_on = frozenset({"decisions", "awards"})

    def __init__(self, bench: Bench) -> None:
        self._view = _EntryView()
        panel = ListPanel(
            _COLUMNS,
            filters=(_FILTER,),
            noun="khoản",
            empty_text="Năm này chưa ghi khoản nào. Ghi khoản được cấp bằng «Ghi thu…»; cam kết "
            "chi tự có khi ra quyết định.",
        )
        super().__init__(bench, panel, self._view)
        self._rows: dict[UUID, _Row] = {}
        self._year: FundYear | None = None
        self.year = named(QComboBox(), "year", says="Năm")
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._actions.addWidget(self.year)
        self._income = self.add_action(
            "Ghi thu…", "enter_income", "plus", lambda: self._enter(FundKind.INCOME), "Ctrl+N"
        )
        self._spent = self.add_action(
            "Ghi chi…", "enter_spent", "plus", lambda: self._enter(FundKind.SPENT)
        )
        self._export = self.add_action("Xuất Excel…", "export_fund", "export", self._write)
        self._sums = {name: _sum_button(name) for name in ("income", "committed", "spent", "left")}
        self._put_sums()
        self.year.currentIndexChanged.connect(lambda _index: super(FundPage, self).refresh())
        self._view.edit_asked.connect(self._edit)
        self._view.remove_asked.connect(self._remove)
        self._view.decision_asked.connect(lambda id_: self.record_requested.emit("decisions", id_))

    def _put_sums(self) -> None:
        """Put the four figures above the table; each filters it to what it is made of."""
        sums = QHBoxLayout()
        sums.setSpacing(GAP)
        for place, button in enumerate(self._sums.values()):
            sums.addWidget(button, 1)
            # What is left is made of all entries.
            choice = place + 1 if place < len(FundKind) else 0
            button.clicked.connect(lambda _checked=False, wanted=choice: self._filter(wanted))
        left = self.splitter.widget(0)
        layout = left.layout() if left is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(1, sums)

    def _filter(self, choice: int) -> None:
        box = self.panel.findChild(QComboBox, "kind_filter")
        if box is not None:
            box.setCurrentIndex(choice)

    # -- reading ----------------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        """Read which years there are first: a new entry may have begun one."""
        fund = self._bench.desk.fund
        self._stale = False

        def show(offered: OfferedYears) -> None:
            chosen = self.year.currentData()
            wanted = chosen if chosen in offered.years else offered.to_open
            self.year.blockSignals(True)
            self.year.clear()
            for year in offered.years:
                self.year.addItem(f"Năm {year}", year)
            self.year.setCurrentIndex(self.year.findData(wanted))
            self.year.blockSignals(False)
            super(FundPage, self).refresh()

        self.run(fund.years, show)

    @override
    def read_rows(self) -> Sequence[_Row]:
        self._year = self._bench.desk.fund.of_year(int(self.year.currentData()))
        return [_row(line) for line in self._year.lines]

    @override
    def rows_shown(self, rows: Sequence[_Row]) -> None:
        assert self._year is not None  # read with the rows
        self._rows = {row.id: row for row in rows}
        if self._open_id not in self._rows:
            self._open_id = None
            self._right.setCurrentIndex(0)
        for name, button in self._sums.items():
            _say_sum(button, name, self._year)
        why_not = self._bench.rights.why_not(Act.REGISTERS)
        for button in (self._income, self._spent):
            allow(button, why_not)
        allow(self._export, "" if rows else "Năm này chưa ghi khoản nào")

    @override
    def read_record(self, record_id: UUID) -> FundLine:
        return self._rows[record_id].line

    @override
    def show_record(self, record: FundLine) -> None:
        self._view.show_line(record, self._bench.rights.why_not(Act.REGISTERS))

    # -- acting -----------------------------------------------------------------------------

    def _enter(self, kind: FundKind) -> None:
        new = self._bench.desk.fund.new_draft()
        self._keep(replace(new, kind=kind, year=int(self.year.currentData())))

    def _edit(self) -> None:
        assert self._view.line is not None
        fund, entry_id = self._bench.desk.fund, self._view.line.id
        self.run(lambda: fund.open(entry_id), self._keep)

    def _keep(self, draft: FundDraft, problems: Sequence[object] = ()) -> None:
        typed = EntryDialog.ask(self, draft, problems)  # type: ignore[arg-type]
        if typed is None:
            return

        def done(report: FundReport) -> None:
            if report.problems:
                self._keep(typed, report.problems)
                return
            self.tell_changed()
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {thousands(typed.amount or 0)} đồng.")

        self.run(lambda: self._bench.desk.fund.save(typed), done)

    def _remove(self) -> None:
        line = self._view.line
        assert line is not None
        text = f"Bỏ khoản «{line.about}», {thousands(line.amount)} đồng? Lịch sử vẫn giữ."
        if not ConfirmDialog.ask(self, "Bỏ khoản này", text, yes="Bỏ khoản"):
            return
        self.run(lambda: self._bench.desk.fund.remove(line.id), lambda _none: self.tell_changed())

    def _write(self) -> None:
        found = self._year
        assert found is not None
        name = f"quy-thi-dua-khen-thuong-{found.year}.xlsx"
        target = FilePicker.save_file(self, "Xuất Quỹ ra Excel", name, _KINDS)
        if target is None:
            return
        lists = self._bench.desk.lists
        wanted = target if target.suffix else target.with_suffix(".xlsx")
        title = f"Quỹ thi đua, khen thưởng năm {found.year}"

        def work(report: Report) -> object:
            return lists.write(wanted, title, _SHEET, _cells(found), report)

        self.run_shown(
            work,
            "Ghi bảng tính",
            lambda _file: self.banner.show_message(Tone.SUCCESS, f"Đã ghi {wanted.name}."),
        )


_SHEET = (
    ListColumn("Ngày"),
    ListColumn("Khoản"),
    ListColumn("Nội dung"),
    ListColumn("Số tiền", numeric=True),
    ListColumn("Ghi chú"),
)
_SUMS = (
    ("income", "Có trong năm"),
    ("committed", "Cam kết chi"),
    ("spent", "Đã chi"),
    ("left", "Còn lại"),
)


def _cells(found: FundYear) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            short_date(line.entered_on) if line.entered_on else "",
            line.kind.label,
            line.about,
            thousands(line.amount),
            line.note,
        )
        for line in found.lines
    ]
    return rows + [("", label, "", thousands(getattr(found, name)), "") for name, label in _SUMS]


def _row(line: FundLine) -> _Row:
    return _Row(line.id, line, fold(f"{line.about} {line.note} {line.decision}"))


def _sum_button(name: str) -> QPushButton:
    button = named(QPushButton(), f"sum_{name}")
    button.setMinimumHeight(52)
    return button


def _say_sum(button: QPushButton, name: str, found: FundYear) -> None:
    label, amount = dict(_SUMS)[name], getattr(found, name)
    # An office that enters no income keeps its fund elsewhere: nothing is left or lacking here.
    is_unknown = name == "left" and not found.income
    said = "chưa ghi khoản thu" if is_unknown else thousands(amount)
    button.setText(f"{label}\n{said}")
    button.setToolTip(f"{label}: {said}{'' if is_unknown else ' đồng'}; bấm để xem các khoản")
    button.setProperty("role", "danger" if name == "left" and amount < 0 < found.income else "")
    button.style().polish(button)


class _EntryView(QFrame):
    """The entry chosen.

    Signals:
        edit_asked, remove_asked: a button was pressed.
        decision_asked: id of the decision that commits it.
    """

    edit_asked = Signal()
    remove_asked = Signal()
    decision_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "fund_entry", card=True)
        self.line: FundLine | None = None
        self._heading = named(QLabel(), "entry_heading", role="heading")
        self._heading.setWordWrap(True)
        self._facts = Facts("entry_facts", columns=1)
        self._edit = action_button("Sửa…", "edit_entry", "edit", self.edit_asked.emit)
        self._remove = action_button("Bỏ khoản…", "remove_entry", "archive", self.remove_asked.emit)
        self._decision = action_button(
            "Mở quyết định", "open_decision", "decision", self._ask_decision, role="primary"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._heading)
        layout.addWidget(self._facts)
        for button in (self._decision, self._edit, self._remove):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_line(self, line: FundLine, why_not: str) -> None:
        """Show an entry; ``why_not`` is why this officer may change nothing."""
        self.line = line
        self._heading.setText(f"{line.kind.label}: {thousands(line.amount)} đồng")
        self._facts.show_facts(
            [
                ("Nội dung", line.about),
                ("Ngày", short_date(line.entered_on) if line.entered_on else ""),
                ("Ghi chú", line.note),
            ]
        )
        by_hand = line.decision_id is None
        self._edit.setVisible(by_hand)
        self._remove.setVisible(by_hand)
        self._decision.setVisible(not by_hand)
        allow(self._edit, why_not)
        allow(self._remove, why_not)

    def _ask_decision(self) -> None:
        assert self.line is not None
        self.decision_asked.emit(self.line.decision_id)
