"""What can be done with the stick that is plugged in, and one button that does it both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import AppError, HandoverRefused, StorageError
from desktop.overrides import override
from desktop.services.drives import PluggedDrive, plugged_drives
from desktop.views.exchange.stick_row import StickRow
from desktop.views.exchange.words import TOUCHED, stick_label
from desktop.views.widgets.dialogs import FilePicker

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.exchange import PassReport
    from desktop.services.sticks import StickPlan
    from desktop.views.pages import Bench

_LOOK_MS = 3000
_PLAN_CHANGES = frozenset({"outbox", "inbox"})


@dataclass(frozen=True, slots=True)
class Place:
    """A stick or a folder as it was seen last; ``problem`` is why it cannot be read."""

    path: Path
    label: str
    is_read_only: bool = False
    free: int = 0
    plan: StickPlan | None = None
    problem: AppError | None = None

    def is_as_before(self, former: Place | None) -> bool:
        """Whether nothing says that another stick, or other content, is there since."""
        seen = (self.path, self.label, self.is_read_only, self.free)
        return former is not None and seen == (
            former.path,
            former.label,
            former.is_read_only,
            former.free,
        )


class StickStrip(QWidget):
    """One row for each stick plugged in, and for a folder somebody chose.

    It looks every three seconds while it can be seen, in a job, and never twice at once.

    Args:
        bench: services, runner and news.
        list_drives: what is plugged in; runs in a job.
    """

    def __init__(
        self,
        bench: Bench,
        list_drives: Callable[[], Sequence[PluggedDrive]] = plugged_drives,
    ) -> None:
        super().__init__()
        self.setObjectName("stick_strip")
        self._bench = bench
        self._list_drives = list_drives
        self._chosen: Path | None = None
        self._plans: dict[Path, Place] = {}
        self._looking = False
        self._rows: dict[Path, StickRow] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        bench.changes.changed.connect(self._something_changed)
        self._settle()

    @property
    def rows(self) -> list[StickRow]:
        """The rows shown, the chosen folder last."""
        return list(self._rows.values())

    def choose_folder(self) -> None:
        """Ask for a folder that is used as a stick would be."""
        folder = FilePicker.folder(self, "Chép hai chiều với USB hoặc thư mục dùng chung")
        if folder is not None:
            self.use_folder(folder)

    def use_folder(self, folder: Path) -> None:
        """Show a folder as a stick, until it is put away."""
        self._chosen = folder
        self._plans.pop(folder, None)
        self.look()

    def look(self) -> None:
        """See what is plugged in, and what there is to do with it."""
        if self._looking or self._bench.runner.is_closed:
            return
        self._looking = True
        known, chosen = dict(self._plans), self._chosen
        self._bench.runner.run(
            lambda _report: self._seen(known, chosen),
            on_done=self._show,
            on_refused=self._not_seen,
            queue="other",
            brief=True,
        )

    def _seen(self, known: dict[Path, Place], chosen: Path | None) -> list[Place]:
        """Return what is there; only what is new, or may have changed, is read."""
        places = [Place(d.path, d.label, d.is_read_only, d.free) for d in self._list_drives()]
        if chosen is not None and chosen not in {place.path for place in places}:
            places.append(Place(chosen, stick_label(chosen)))
        return [
            former if (former := known.get(p.path)) and p.is_as_before(former) else self._planned(p)
            for p in places
        ]

    def _planned(self, place: Place) -> Place:
        try:
            plan = self._bench.desk.sticks.plan(place.path)
        except (StorageError, HandoverRefused) as error:
            return replace(place, problem=error)
        return replace(place, plan=plan)

    def _not_seen(self, _error: AppError) -> None:
        # The next look, three seconds on, tells.
        self._looking = False

    def _show(self, places: Sequence[Place]) -> None:
        self._looking = False
        # What could not be read is looked at again, for it may only have been slow to come up.
        self._plans = {place.path: place for place in places if place.problem is None}
        there = {place.path: place for place in places}
        for path in [path for path in self._rows if path not in there]:
            self._take_away(path)
        for path, place in there.items():
            if path not in self._rows:
                self._add(path)
            self._rows[path].show_place(place, can_be_put_away=path == self._chosen)
        self._settle()

    def _add(self, path: Path) -> None:
        row = StickRow()
        row.exchange_asked.connect(lambda: self._exchange(path))
        row.put_away.connect(lambda: self._put_away(path))
        self._rows[path] = row
        layout = self.layout()
        assert layout is not None
        layout.addWidget(row)

    def _take_away(self, path: Path) -> None:
        row = self._rows[path]
        if row.is_busy or row.keeps_news:
            row.say_gone()
            return
        del self._rows[path]
        row.hide()
        row.setObjectName("")
        row.deleteLater()

    def _put_away(self, path: Path) -> None:
        if path == self._chosen:
            self._chosen = None
        self._plans.pop(path, None)
        if path in self._rows:
            self._rows[path].forget()
            self._take_away(path)
        self._settle()

    def _settle(self) -> None:
        # Hidden it would get no timer's tick: an empty strip takes no room, but stays.
        self.setMaximumHeight(16_777_215 if self._rows else 0)

    def _exchange(self, path: Path) -> None:
        sticks, row = self._bench.desk.sticks, self._rows[path]

        def work(report: Report) -> PassReport:
            return sticks.exchange(path, report)

        def ended() -> None:
            self._plans.clear()
            self._bench.changes.tell(TOUCHED)
            self.look()

        def done(report: PassReport) -> None:
            row.show_done(report)
            ended()

        def refused(error: AppError) -> None:
            row.show_refusal(error)
            ended()

        def cancelled() -> None:
            row.show_stopped()
            ended()

        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=row.progress.report,
            on_cancelled=cancelled,
            queue="other",
        )
        row.watch(job)

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & _PLAN_CHANGES:
            self._plans.clear()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._plans.clear()
        self.look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
