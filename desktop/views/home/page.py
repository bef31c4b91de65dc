"""The home page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.law.lifecycle import DossierState
from desktop.law.terms import ExemplarStage, RecipientKind
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands
from desktop.views.exchange.failures_banner import FailuresBanner
from desktop.views.theme import GAP, PAD, Tone, colors_of
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.charts import BarChart, RingChart, Slice
from desktop.views.widgets.deadline_line import DeadlineLine
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.home import HomeSummary
    from desktop.services.home_due import HomeDue, HomeItem
    from desktop.views.pages import Bench

_FIGURES = (
    ("people", "Cá nhân"),
    ("units", "Đơn vị"),
    ("households", "Hộ gia đình"),
    ("campaigns", "Phong trào"),
    ("exemplars", "Điển hình"),
    ("dossiers", "Hồ sơ"),
)

# Chips of several states share a tone; shares of one ring must be told apart.
STATE_COLORS = {
    DossierState.DRAFT: "neutral",
    DossierState.READY: "sky",
    DossierState.SENT: "teal",
    DossierState.RECEIVED: "accent",
    DossierState.RETURNED: "gold",
    DossierState.APPRAISED: "violet",
    DossierState.DECIDED: "success",
    DossierState.FORWARDED: "orange",
    DossierState.REFUSED: "danger",
}


class HomePage(QWidget):
    """What is due, what came back, what waits, and three charts.

    Signals:
        record_requested: subject and id of a line that was opened.
    """

    record_requested = Signal(str, object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("home_page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._figures: dict[str, QLabel] = {}
        self._pressing = DeadlineLine()
        self._handed_over = Banner()
        self._handed_over.setObjectName("handed_over")
        self._failures = FailuresBanner(bench)
        self._failures.package_asked.connect(
            lambda package: self.record_requested.emit("outbox", package)
        )
        self._due = _ItemList("due", "Không có việc nào sắp đến hạn.")
        self._came_back = _ItemList("came_back", "Chưa có hồ sơ nào được trả lời.")
        self._waiting = _ItemList("waiting", "Không có hồ sơ nào đang chờ.")
        self._awards_title = QLabel("Khen thưởng theo đối tượng")
        self._awards = BarChart("Khen thưởng theo đối tượng")
        self._exemplars = BarChart("Điển hình theo khâu")
        self._dossiers = RingChart("Hồ sơ theo trạng thái")
        self._lay_out()
        for items in (self._due, self._came_back, self._waiting):
            items.itemActivated.connect(self._open)
        bench.changes.changed.connect(lambda _subjects: self._refresh_if_shown())

    def _lay_out(self) -> None:
        title = named(QLabel("Trang chủ"), "page_title")
        title.setProperty("role", "title")
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        for subject, label in _FIGURES:
            figures.addWidget(self._figure(subject, label), 1)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for column, (heading, items) in enumerate(
            (
                ("Việc sắp đến hạn", self._due),
                ("Đã có trả lời", self._came_back),
                ("Đang chờ", self._waiting),
            )
        ):
            grid.addWidget(_card(QLabel(heading), items), 0, column)
        charts: tuple[tuple[QLabel, QWidget], ...] = (
            (self._awards_title, self._awards),
            (QLabel("Điển hình theo khâu"), self._exemplars),
            (QLabel("Hồ sơ theo trạng thái"), self._dossiers),
        )
        for column, (caption, chart) in enumerate(charts):
            grid.addWidget(_card(caption, chart), 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(0, 1)
        body = named(QWidget(), "scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(PAD, PAD, PAD, PAD)
        inner.setSpacing(PAD)
        inner.addWidget(title)
        inner.addWidget(self._handed_over)
        inner.addWidget(self._failures)
        inner.addWidget(self._pressing)
        inner.addLayout(figures)
        inner.addLayout(grid, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _figure(self, subject: str, label: str) -> QWidget:
        figure = named(QLabel("–"), f"figure_{subject}")
        figure.setProperty("role", "figure")
        figure.setAccessibleName(label)
        name = QLabel(label)
        name.setProperty("role", "muted")
        self._figures[subject] = figure
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(0)
        layout.addWidget(figure)
        layout.addWidget(name)
        return card

    def start(self) -> None:
        """Read what the page shows."""
        service = self._bench.desk.home
        self._bench.runner.run(lambda _r: service.summary(), on_done=self._show)
        # After the figures, which must not wait for it.
        self._bench.runner.run(lambda _r: service.due(), on_done=self._show_due)
        handover = self._bench.desk.handover
        self._bench.runner.run(lambda _r: handover.handed_over_at(), on_done=self._show_handed_over)
        self._failures.refresh()

    def _show_handed_over(self, at: datetime | None) -> None:
        if at is None:
            self._handed_over.clear()
            return
        day = short_date(at.astimezone(LOCAL_TIME).date())
        text = f"Dữ liệu đã bàn giao ngày {day}: máy này không gửi gói nữa."
        self._handed_over.show_message(Tone.WARNING, text, can_close=False)

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.start()

    def _show(self, summary: HomeSummary) -> None:
        for subject, figure in self._figures.items():
            figure.setText(thousands(summary.counts[subject]))
        self._came_back.show_items(summary.came_back)
        self._waiting.show_items(summary.waiting)
        self._awards_title.setText(f"Khen thưởng năm {summary.year} theo đối tượng")
        self._awards.show_slices([Slice(k.label, summary.awards.get(k, 0)) for k in RecipientKind])
        self._exemplars.show_slices(
            [Slice(s.label, summary.exemplars.get(s, 0)) for s in ExemplarStage]
        )
        self._dossiers.show_slices(
            [
                Slice(state.label, summary.dossiers[state], STATE_COLORS[state])
                for state in DossierState
                if summary.dossiers.get(state)
            ]
        )

    def _show_due(self, due: HomeDue) -> None:
        self._pressing.show_text(*_told(due))
        self._due.show_items(due.items)

    def _open(self, item: QListWidgetItem) -> None:
        subject, record_id = item.data(Qt.ItemDataRole.UserRole)
        self.record_requested.emit(subject, UUID(record_id) if record_id else None)


class _ItemList(QListWidget):
    """Lines that open their record."""

    def __init__(self, name: str, empty_text: str) -> None:
        super().__init__()
        self._empty_text = empty_text
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", True)
        self.setMinimumHeight(120)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_items(self, items: Sequence[HomeItem]) -> None:
        """Show other lines."""
        self.clear()
        for shown in items:
            line = QListWidgetItem(f"{shown.title}\n{shown.note}")
            line.setData(Qt.ItemDataRole.UserRole, (shown.subject, str(shown.id or "")))
            ink, _ = colors_of(self).tone(Tone(shown.tone))
            line.setForeground(ink)
            line.setToolTip(shown.title)
            self.addItem(line)
        if not items:
            line = QListWidgetItem(self._empty_text)
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(line)


def _told(due: HomeDue) -> tuple[str, str]:
    """Return the tone and the words of what is late and what is due today; "" for nothing."""
    late = _counted(due.late_dossiers, due.late_steps)
    today = _counted(due.dossiers_today, due.steps_today)
    parts = [
        f"{head}: {said}." for head, said in (("Quá hạn", late), ("Hạn hôm nay", today)) if said
    ]
    return ("danger" if late else "warning"), " ".join(parts)


def _counted(dossiers: int, steps: int) -> str:
    counts = ((dossiers, "hồ sơ"), (steps, "việc bồi dưỡng điển hình"))
    return ", ".join(f"{number} {noun}" for number, noun in counts if number)


def _card(heading: QLabel, content: QWidget) -> QFrame:
    heading.setProperty("role", "heading")
    heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    card = QFrame()
    card.setProperty("card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(PAD, PAD, PAD, PAD)
    layout.addWidget(heading)
    layout.addWidget(content, 1)
    return card
