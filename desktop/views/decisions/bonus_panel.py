"""«Tiền thưởng» of a decision: how each amount comes to be, the total, and the list as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.lists import ListColumn
from desktop.vietnamese.numbers import decimal_text, thousands
from desktop.vietnamese.text import fold
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.broken_lines import broken
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.bonuses import BonusLine, DecisionBonuses, YearBonuses
    from desktop.services.decision_rows import DecisionDetail
    from desktop.views.pages import Bench

_HEADERS = ("TT", "Họ tên, danh hiệu", "Cách tính", "Tiền thưởng")
_WIDTHS = (36, 0, 150, 150)
_NAME, _SUM, _AMOUNT = 1, 2, 3
# The tree measures rows while the tab is hidden, before it knows how wide a column is; so lines are
# broken here, for the smallest screen.
_NAME_LETTERS, _WHY_LETTERS = 31, 22
_KINDS = "Bảng tính Excel (*.xlsx)"
_UNVERIFIED = "chưa đối chiếu"
_RECEIVED = "Tiền thưởng do cơ quan đã quyết định chi trả."
_UNKNOWN = "chưa có mức"
_COLUMNS = (
    ListColumn("Họ tên"),
    ListColumn("Danh hiệu, hình thức"),
    ListColumn("Hệ số"),
    ListColumn("Lương cơ sở", numeric=True),
    ListColumn("Trước làm tròn", numeric=True),
    ListColumn("Tiền thưởng", numeric=True),
    ListColumn("Ghi chú"),
)


class BonusPanel(QWidget):
    """The bonuses of one decision."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("bonuses")
        self._lines: tuple[BonusLine, ...] = ()
        self._total_paid = 0
        self._title, self._file_name = "", "tien-thuong.xlsx"
        self.banner = Banner()
        self._progress = JobProgress()
        self._list = _bonus_list()
        self._total = named(QLabel(), "bonus_total", role="heading")
        self._badge = named(QLabel(_UNVERIFIED), "bonus_badge", chip=str(Tone.WARNING))
        self._about = named(QLabel(), "bonus_about", role="muted")
        self._about.setWordWrap(True)
        self._export = action_button("Xuất Excel…", "export_bonuses", "export", self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self._total)
        foot.addWidget(self._badge)
        foot.addStretch()
        foot.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)
        layout.addWidget(self._about)
        layout.addWidget(self._progress)

    def show_bonuses(
        self, decision: DecisionDetail, bonuses: DecisionBonuses, year: YearBonuses
    ) -> None:
        """Show what each of a decision is paid, and what the year's decisions cost together."""
        self._lines, self._total_paid = bonuses.lines, bonuses.total
        self._title = f"Tiền thưởng kèm theo Quyết định số {decision.number}"
        words = "".join(c if c.isalnum() else "-" for c in fold(decision.number))
        self._file_name = f"tien-thuong-{words.strip('-')}.xlsx"
        self._list.clear()
        self._list.addTopLevelItems([_item(line) for line in bonuses.lines])
        worked_out = any(line.amount is not None for line in bonuses.lines)
        self._total.setText(f"Tổng cộng: {thousands(bonuses.total)} đồng" if worked_out else "")
        self._badge.setVisible(worked_out and not bonuses.verified)
        self._about.setText(_about(decision, bonuses, year))
        allow(self._export, "" if worked_out else "Quyết định này không có tiền thưởng để xuất")
        self.banner.clear()

    def _ask(self) -> None:
        target = FilePicker.save_file(self, "Xuất tiền thưởng ra Excel", self._file_name, _KINDS)
        if target is not None:
            self._write(target if target.suffix else target.with_suffix(".xlsx"))

    def _write(self, target: Path) -> None:
        title, lists = self._title, self._bench.desk.lists
        rows = [_cells(line) for line in self._lines]
        rows.append(("Tổng cộng", "", "", "", "", thousands(self._total_paid), ""))

        def work(report: Report) -> Path:
            return lists.write(target, title, _COLUMNS, rows, report)

        def done(path: Path) -> None:
            self._progress.finish()
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {path.name}.")

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.banner.show_refusal(error)

        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
            queue="other",
        )
        self._progress.watch(job, "Ghi bảng tính")


def _bonus_list() -> QTreeWidget:
    listed = named(QTreeWidget(), "bonus_lines", says="Tiền thưởng từng đối tượng")
    listed.setHeaderLabels(_HEADERS)
    listed.setRootIsDecorated(False)
    listed.setAlternatingRowColors(True)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = listed.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    for column, width in enumerate(_WIDTHS):
        if width:
            listed.setColumnWidth(column, width)
    return listed


def _item(line: BonusLine) -> QTreeWidgetItem:
    award = broken(short_office(line.award), _NAME_LETTERS)
    name = f"{broken(line.name, _NAME_LETTERS)}\n{award}"
    item = QTreeWidgetItem([str(line.position), name, _sum(line), _amount(line)])
    for column in range(len(_HEADERS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
    item.setTextAlignment(_AMOUNT, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    item.setToolTip(_NAME, f"{line.name}\n{line.award}")
    item.setToolTip(_SUM, line.citation)
    item.setToolTip(_AMOUNT, line.why_not or line.citation)
    return item


def _sum(line: BonusLine) -> str:
    """Return how the amount comes to be: «0,15 × 1.490.000», below it the raw amount."""
    if line.times_base is None or line.base is None or line.raw is None:
        return "–"
    product = f"{decimal_text(line.times_base)} × {thousands(line.base)}"
    return f"{product}\n= {decimal_text(line.raw)} đồng"


def _amount(line: BonusLine) -> str:
    """Return what is paid; below it why not, or that nobody has read what it rests on."""
    if line.amount is None:
        return _UNKNOWN
    below = line.why_not or ("" if line.verified else _UNVERIFIED)
    paid = f"{thousands(line.amount)} đồng"
    return f"{paid}\n{broken(below, _WHY_LETTERS)}" if below else paid


def _about(decision: DecisionDetail, bonuses: DecisionBonuses, year: YearBonuses) -> str:
    if not decision.made_here:
        return _RECEIVED
    whole = (
        f"Năm {year.year}: {thousands(year.total)} đồng cho {thousands(len(year.decisions))} "
        "quyết định tại đây."
    )
    return f"Chi từ {bonuses.payer}. {whole}" if bonuses.payer else whole


def _cells(line: BonusLine) -> tuple[str, ...]:
    return (
        line.name,
        line.award,
        decimal_text(line.times_base) if line.times_base is not None else "",
        thousands(line.base) if line.base is not None else "",
        decimal_text(line.raw) if line.raw is not None else "",
        thousands(line.amount) if line.amount is not None else "",
        line.why_not or ("" if line.verified else _UNVERIFIED),
    )
