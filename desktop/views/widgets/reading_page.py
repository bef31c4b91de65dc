"""A page whose records are read and acted upon, not typed in: the list and what is open beside it.

Hộp đến, quyết định and thẩm định are such pages; a subject with a form is a ``RecordPage``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.list_panel import ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.views.pages import Bench


class ReadingPage(QWidget):
    """List, banner, progress, and the open record; a subject fills in the three hooks below.

    Class attributes:
        subject: the subject's word, as in commands, events and ``Changes``.
        title: heading of the page.
        nothing_open: what stands in the place of a record while none is open.
        refreshes_on: other subjects whose changes show here too.
        shares: widths of the list and of the open record, in pixels of the smallest screen.

    Signals:
        record_requested: subject and id of a record to be opened on another page.
    """

    subject: ClassVar[str]
    title: ClassVar[str]
    nothing_open: ClassVar[str] = "Chọn một dòng trong danh sách."
    refreshes_on: ClassVar[frozenset[str]] = frozenset()
    shares: ClassVar[tuple[int, int]] = (540, 590)

    record_requested = Signal(str, object)

    def __init__(self, bench: Bench, panel: ListPanel, detail: QWidget) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName(f"{self.subject}_page")
        self.panel, self.detail = panel, detail
        self.banner = Banner()
        self.progress = JobProgress()
        self._open_id: UUID | None = None
        self._wanted: UUID | None = None
        self._asked = 0
        self._stale = True
        self._actions = QHBoxLayout()
        self._actions.setSpacing(GAP)
        self._actions.addWidget(named(QLabel(self.title), "page_title", role="title"), 1)
        self._right = QStackedWidget()
        nothing = named(QLabel(self.nothing_open), "nothing_open", role="muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setWordWrap(True)
        self._right.addWidget(nothing)
        self._right.addWidget(detail)
        self.arrange(QVBoxLayout(self))
        panel.selection_changed.connect(self.rows_chosen)
        bench.changes.changed.connect(self._something_changed)
        self.add_shortcut("Ctrl+F", panel.search.setFocus)
        self.add_shortcut("F5", self.refresh)

    # -- what a subject fills in ------------------------------------------------------------

    def read_rows(self) -> Sequence[Any]:
        """Return the rows of the list; runs in a job."""
        raise NotImplementedError

    def read_record(self, record_id: UUID) -> Any:
        """Return what is shown of one record; runs in a job."""
        raise NotImplementedError

    def show_record(self, record: Any) -> None:
        """Show what ``read_record`` returned."""
        raise NotImplementedError

    def rows_shown(self, rows: Sequence[Any]) -> None:
        """Do what else the subject shows of its rows; called after every reading."""

    # -- the still part ---------------------------------------------------------------------

    def arrange(self, layout: QVBoxLayout) -> None:
        """Put the parts in their places: actions and list on the left, the record on the right."""
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, 0, 0)
        left_layout.setSpacing(GAP)
        left_layout.addLayout(self._actions)
        left_layout.addWidget(self.panel, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._right)
        share(self.splitter, self.shares)
        self.splitter.setChildrenCollapsible(False)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self.splitter, 1)

    def add_action(
        self,
        text: str,
        name: str,
        icon: str,
        act: Callable[[], object],
        keys: str = "",
        *,
        role: str = "",
    ) -> QPushButton:
        """Put a button above the list."""
        button = action_button(text, name, icon, act, role=role)
        if keys:
            button.setToolTip(f"{text} ({keys})")
            self.add_shortcut(keys, button.click)
        self._actions.addWidget(button)
        return button

    def add_shortcut(self, keys: str, act: Callable[[], object]) -> None:
        """Let keys do something anywhere on this page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # -- the list ---------------------------------------------------------------------------

    @property
    def open_id(self) -> UUID | None:
        """The record that is open, None for none."""
        return self._open_id

    def start(self) -> None:
        """Show the page: read the rows when they may have changed."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the rows again, and the open record with them."""
        self._stale = False

        def show(rows: Sequence[Any]) -> None:
            self.panel.set_rows(rows)
            self.rows_shown(rows)
            wanted, self._wanted = self._wanted, None
            if wanted is not None:
                self.panel.view.select(wanted)
            if self._open_id is not None:
                self.load(self._open_id)

        self.run(self.read_rows, show)

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & (self.refreshes_on | {self.subject}):
            self._stale = True
            if self.isVisible():
                self.refresh()

    def open_record(self, record_id: UUID) -> None:
        """Show one record, wherever the call came from."""
        self.panel.show_all()
        if not self.panel.view.select(record_id):
            self._wanted = record_id
            self.refresh()

    def rows_chosen(self, ids: Sequence[UUID]) -> None:
        """Open the one row chosen; called whenever the selection of the list changes."""
        if len(ids) == 1 and ids[0] != self._open_id:
            self.load(ids[0])

    def load(self, record_id: UUID) -> None:
        """Read a record and show it, unless another was asked for meanwhile."""
        self._asked += 1
        ticket, self._open_id = self._asked, record_id

        def show(record: Any) -> None:
            if ticket == self._asked:
                self.show_record(record)
                self._right.setCurrentWidget(self.detail)

        self.run(lambda: self.read_record(record_id), show)

    # -- work -------------------------------------------------------------------------------

    def run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        """Do short work in a job; a refusal goes to the banner."""
        self._bench.runner.run(
            lambda _report: work(), on_done=on_done, on_refused=self.banner.show_refusal
        )

    def run_shown(
        self,
        work: Callable[[Report], Any],
        step: str,
        on_done: Callable[[Any], object],
        on_ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Do long work with its progress; ``on_ended`` is called however it ends."""

        def done(result: Any) -> None:
            self.progress.finish()
            on_ended()
            on_done(result)

        def refused(error: AppError) -> None:
            self.progress.finish()
            on_ended()
            self.banner.show_refusal(error)

        def cancelled() -> None:
            self.progress.finish()
            on_ended()

        self.banner.clear()
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self.progress.report,
            on_cancelled=cancelled,
        )
        self.progress.watch(job, step)

    def tell_changed(self, *others: str) -> None:
        """Say that records of this subject (and of others) changed."""
        self._bench.changes.tell({self.subject, *others})


def action_button(
    text: str, name: str, icon: str, act: Callable[[], object], *, role: str = ""
) -> QPushButton:
    """Return a button with its icon in the ink its role is written in."""
    button = named(QPushButton(text), name)
    ink = {"primary": "accent_text", "danger": "danger"}.get(role, "text")
    button.setIcon(icon_for(button, icon, ink))
    if role:
        button.setProperty("role", role)
    button.clicked.connect(lambda _checked=False: act())
    return button


def share(splitter: QSplitter, shares: tuple[int, int]) -> None:
    """Let two parts share the room as said, not by what each of them wishes for."""
    for place, part in enumerate(shares):
        widget = splitter.widget(place)
        assert widget is not None
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        splitter.setStretchFactor(place, part)
    splitter.setSizes(list(shares))


def allow(button: QPushButton, why_not: str, tip: str = "") -> None:
    """Let a button be pressed, or say as its tooltip why it cannot."""
    button.setEnabled(not why_not)
    button.setToolTip(why_not or tip or button.text())
