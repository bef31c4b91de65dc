"""«Cấp dưới gửi lên»: each office below, whether it has sent, its report, and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.services.report_figures import FigureGroup
from desktop.vietnamese.dates import date_time
from desktop.vietnamese.numbers import thousands
from desktop.views.period_reports.figures_tree import FiguresTree
from desktop.views.short_names import short_office
from desktop.views.theme import GAP
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.report_figures import Figure
    from desktop.services.report_records import (
        OfficeReport,
        PeriodOverview,
        PeriodReportDetail,
    )

_ROLE = Qt.ItemDataRole.UserRole
_COLUMNS = ("Cơ quan", "Tình hình", "Lần", "Đã khen", "Đã trình")
_SHARES = (560, 520)


class BelowTab(QWidget):
    """Shows a period of the offices below; knows no service.

    Signals:
        report_chosen: id of the report of the office chosen, None for the totals or an office that
            has not sent.
        export_asked: the button was pressed.
    """

    report_chosen = Signal(object)
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("below_tab")
        self._overview: PeriodOverview | None = None
        self._missing = named(QLabel(), "missing", role="muted")
        self._missing.setWordWrap(True)
        self.export = action_button("Xuất Excel", "export", "export", self.export_asked.emit)
        self.offices = named(QTreeWidget(), "offices", says="Báo cáo của cấp dưới")
        self.offices.setHeaderLabels(list(_COLUMNS))
        self.offices.setRootIsDecorated(False)
        self.offices.setAlternatingRowColors(True)
        header = self.offices.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.offices.currentItemChanged.connect(self._choose)
        self._heading = named(QLabel(), "report_heading", role="section")
        self._heading.setWordWrap(True)
        self._about = named(QLabel(), "report_about", role="muted")
        self._about.setWordWrap(True)
        self.figures = FiguresTree("below_figures")
        self.words = named(QPlainTextEdit(), "below_words", says="Đánh giá và điển hình")
        self.words.setReadOnly(True)
        self._lay_out()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        above = QHBoxLayout()
        above.addWidget(self._missing, 1)
        above.addWidget(self.export)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(above)
        column.addWidget(self.offices, 1)
        other = QVBoxLayout(right)
        other.setContentsMargins(GAP, 0, 0, 0)
        other.setSpacing(GAP)
        other.addWidget(self._heading)
        other.addWidget(self._about)
        other.addWidget(self.figures, 3)
        other.addWidget(self.words, 2)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        share(splitter, _SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.addWidget(splitter)

    def show_overview(self, overview: PeriodOverview) -> None:
        """Show every office of a period, the totals first."""
        self._overview = overview
        sent = len(overview.offices) - len(overview.missing)
        self._missing.setText(
            f"Đã gửi {sent}/{len(overview.offices)} cơ quan."
            if overview.offices
            else "Chưa ghi cơ quan cấp dưới nào."
        )
        self.export.setEnabled(bool(sent))
        self.export.setToolTip("" if sent else "Chưa cơ quan nào gửi báo cáo kỳ này.")
        self.offices.clear()
        total = self._line("Tổng cộng", f"{sent} cơ quan", "", overview.totals)
        font = total.font(0)
        font.setBold(True)
        total.setFont(0, font)
        for one in overview.offices:
            self._office(one)
        self.offices.setCurrentItem(total)

    def _office(self, one: OfficeReport) -> None:
        if one.row is None:
            self._line(short_office(one.office), "Chưa gửi", "", ())
            return
        at = one.row.at
        when = f"Nhận {date_time(at.astimezone(LOCAL_TIME))}" if at else ""
        line = self._line(short_office(one.office), when, str(one.row.revision), one.figures)
        line.setData(0, _ROLE, one.row.id)

    def _line(
        self, name: str, state: str, revision: str, figures: Sequence[Figure]
    ) -> QTreeWidgetItem:
        given = sum(one.value for one in figures if one.group is FigureGroup.GIVEN)
        sent = sum(one.value for one in figures if one.code == "nomination.sent")
        values = [thousands(given), thousands(sent)] if figures else ["–", "–"]
        line = QTreeWidgetItem([name, state, revision, *values])
        for place in (2, 3, 4):
            line.setTextAlignment(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.offices.addTopLevelItem(line)
        return line

    def _choose(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is None or self._overview is None:
            return
        report_id = item.data(0, _ROLE)
        is_total = self.offices.indexOfTopLevelItem(item) == 0
        self._heading.setText("Tổng cộng các cơ quan đã gửi" if is_total else item.text(0))
        self._about.setText("" if is_total or report_id else "Cơ quan này chưa gửi báo cáo kỳ này.")
        self.figures.show_figures(self._overview.totals if is_total else ())
        self.words.clear()
        self.words.setVisible(report_id is not None)
        self.report_chosen.emit(report_id)

    def show_report(self, detail: PeriodReportDetail) -> None:
        """Show one office's report."""
        older = "".join(f", thay lần {row.revision}" for row in detail.older[:1])
        self._about.setText(f"Lần gửi {detail.row.revision}{older}. Người lập: {detail.officer}.")
        self.figures.show_figures(detail.figures)
        lines = [detail.narrative or "Không ghi đánh giá."]
        if detail.exemplars:
            lines.append("\nĐiển hình:")
            lines += [f"– {one.name} ({one.stage.label}). {one.deed}" for one in detail.exemplars]
        self.words.setPlainText("\n".join(lines))
