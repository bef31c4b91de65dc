"""Step 4: certificates onto blanks, sheet after sheet; stopping, going on, and spoiled blanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.law.terms import PrintState, SheetState
from desktop.services.certificate_run_rows import RunDetail
from desktop.services.certificate_runs import RunDraft
from desktop.views.messages import sentence
from desktop.views.printing.driver import RunDriver
from desktop.views.printing.queues import Trouble
from desktop.views.printing.run_fields import RunFields
from desktop.views.printing.run_list import RunList
from desktop.views.printing.sheet_acts import SheetActs
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ConfirmDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.certificate_pages import CertificatePage
    from desktop.views.pages import Bench
    from desktop.views.printing.options import PrintOptions

_TALL = 40
_RUNNING = "Đang in: bấm «Dừng» trước"
_Pages = dict[UUID, "CertificatePage"]


class RunPanel(QWidget):
    """Starts a run, follows it, and offers what is to be done about it.

    Signals:
        run_changed: something was printed, stopped or spoiled.
    """

    run_changed = Signal()

    def __init__(self, bench: Bench, decision_id: UUID, options: PrintOptions) -> None:
        super().__init__()
        self._bench, self._decision_id, self._options = bench, decision_id, options
        self._run: RunDetail | None = None
        self._why_not = ""
        self.setObjectName("run_panel")
        self.banner = Banner()
        self.driver = RunDriver(bench, self)
        self.driver.changed.connect(self._show_run)
        self.driver.troubled.connect(self._tell_trouble)
        self.driver.refused.connect(self.banner.show_refusal)
        self.driver.lost.connect(self._tell_lost)
        self.driver.ended.connect(self._ended)
        self._acts = SheetActs(bench, self.banner, self)
        self._acts.noted.connect(self._noted)
        self.fields = RunFields()
        self.list = RunList()
        self.list.itemSelectionChanged.connect(self._say_buttons)
        self._bar = named(QProgressBar(), "run_bar", says="Đã in")
        self._bar.setTextVisible(False)
        self._told = named(QLabel(), "run_told")
        self._make_buttons()
        self._lay_out()
        options.printer_changed.connect(self._say_buttons)

    def _make_buttons(self) -> None:
        self._start = action_button("In", "start_run", "print", self._ask_start, role="primary")
        self._stop = action_button("Dừng", "stop_run", "close", self.driver.stop, role="danger")
        self._go_on = action_button("In tiếp", "go_on", "print", self._resume)
        self._from = action_button(
            "Tiếp tục từ tờ này…", "resume_from", "chevron-right", self._ask_from
        )
        self._spoil = action_button("Tờ này hỏng…", "spoil", "trash", self._ask_spoiled)
        self._confirm = action_button(
            "Tờ này đã ra", "confirm_sheet", "check", self._confirm_sheet, role="quiet"
        )
        self._log = action_button("Sổ in…", "write_log", "save", self._write_log, role="quiet")
        for button in (self._start, self._stop, self._go_on, self._from, self._spoil):
            button.setMinimumHeight(_TALL)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(PAD)
        asked.addWidget(self.fields, 1)
        asked.addWidget(self._start, 0, Qt.AlignmentFlag.AlignBottom)
        progress = QHBoxLayout()
        progress.setSpacing(GAP)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._told)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._stop, self._go_on, self._from, self._spoil, self._confirm):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addLayout(asked)
        layout.addLayout(progress)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    # -- showing ------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the latest run of the decision, one broken off before included."""
        if self.driver.is_running:
            return
        runs, decision_id = self._bench.desk.certificate_runs, self._decision_id

        def show(found: list[RunDetail]) -> None:
            if found and not self.driver.is_running:
                self._show_run(found[0])
                self._tell_unfinished(found[0])
            self._say_buttons()

        self._bench.runner.run(lambda _r: runs.list_of(decision_id), on_done=show)

    def show_why_not(self, why_not: str) -> None:
        """Say why nothing can be printed now, "" when it can."""
        self._why_not = why_not
        if self._run is None:
            self._told.setText(why_not)
        self._say_buttons()

    def _tell_unfinished(self, run: RunDetail) -> None:
        if run.to_come:
            sent = [str(s.position) for s in run.sheets if s.state is SheetState.SENT]
            unsure = f" Tờ {', '.join(sent)} đã gửi máy in, hãy xem đã ra chưa." if sent else ""
            text = f"Lượt in còn {len(run.to_come)} tờ chưa ra.{unsure}"
            self.banner.show_message(Tone.WARNING, text)

    def _show_run(self, run: RunDetail) -> None:
        self._run = run
        self.list.show_sheets(run.sheets)
        self.list.follow()
        printed, spoiled = run.count(SheetState.PRINTED), run.count(SheetState.SPOILED)
        total = len(run.sheets) - spoiled
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(printed)
        blanks = f" · phôi đã dùng {printed + spoiled}, hỏng {spoiled}" if run.on_blanks else ""
        self._told.setText(f"{run.state.label}: {printed}/{total} tờ{blanks}")
        self._say_buttons()

    def _say_buttons(self) -> None:
        running, run = self.driver.is_running, self._run
        no_printer = self._options.no_printer
        allow(self._start, self._why_not or no_printer or (_RUNNING if running else ""), "Ctrl+P")
        self._start.setText("In lên phôi" if self._options.look.overlay else "In")
        stopping = "Đang dừng sau tờ này" if self.driver.is_stopping else ""
        allow(self._stop, stopping if running else "Không có lượt in nào đang chạy", "Esc")
        nothing = "" if run is not None and run.to_come else "Không còn tờ nào chờ in"
        allow(self._go_on, no_printer or (_RUNNING if running else nothing))
        sheet = self.list.chosen()
        no_sheet = "" if sheet else "Chọn một tờ trong danh sách trước"
        allow(self._from, no_printer or (_RUNNING if running else no_sheet))
        out = sheet is not None and sheet.state in {SheetState.SENT, SheetState.PRINTED}
        allow(self._spoil, no_sheet or ("" if out else "Tờ này chưa ra khỏi máy in"))
        unsure = sheet is not None and sheet.state is SheetState.SENT
        unsure_why = "Chỉ dùng cho tờ đã gửi máy in mà chưa rõ đã ra"
        allow(self._log, "" if run is not None and run.on_blanks else "Chưa in tờ phôi nào")
        allow(self._confirm, _RUNNING if running else (no_sheet or ("" if unsure else unsure_why)))

    # -- starting and going on ----------------------------------------------------------------

    def _ask_start(self) -> None:
        found = self._options.calibration
        draft = RunDraft(
            self._decision_id,
            self._options.look,
            self._options.printer,
            self._options.tray,
            found.id if found is not None else None,
            self.fields.places.text(),
            self.fields.copies.value(),
            self.fields.reason.text(),
            self.fields.serial.text(),
        )
        runs = self._bench.desk.certificate_runs

        def work(_r: Report) -> tuple[RunDetail, _Pages]:
            run = runs.start(draft)
            return run, runs.drawn(run.id)

        self._drive(work, 1)

    def _resume(self) -> None:
        run = self._run
        if run is None:
            return
        runs, run_id = self._bench.desk.certificate_runs, run.id
        serial = self.fields.serial.text()
        self._drive(lambda _r: (runs.resume(run_id, None, serial), runs.drawn(run_id)), 1)

    def _ask_from(self) -> None:
        run, sheet = self._run, self.list.chosen()
        if run is None or sheet is None:
            return
        printed = sum(
            s.position >= sheet.position and s.state is SheetState.PRINTED for s in run.sheets
        )
        text = (
            f"In tiếp từ tờ {sheet.position} ({sheet.name}). Những tờ trước đó đã gửi máy in được "
            "ghi là đã in."
        )
        left = sum(
            s.position < sheet.position and s.state is SheetState.WAITING and not s.reprint_of
            for s in run.sheets
        )
        if left:
            text += f" {left} tờ chưa in ở trước đó vẫn là «chưa in»."
        if printed:
            text += f" {printed} tờ từ đây trở đi đã ghi là đã in sẽ được in lại."
        if not ConfirmDialog.ask(
            self, "Tiếp tục từ tờ này", text, yes="In tiếp", dangerous=bool(printed)
        ):
            return
        runs, run_id, place = self._bench.desk.certificate_runs, run.id, sheet.position
        serial = self.fields.serial.text()
        self._drive(lambda _r: (runs.resume(run_id, place, serial), runs.drawn(run_id)), place)

    def _drive(self, work: Callable[[Report], tuple[RunDetail, _Pages]], first: int) -> None:
        def go(found: tuple[RunDetail, _Pages]) -> None:
            run, pages = found
            self.list.clearSelection()
            self._show_run(run)
            self.driver.start(run, pages, self._options.press, first)
            self.fields.clear()
            self._say_buttons()

        self.banner.clear()
        self._bench.runner.run(work, on_done=go, on_refused=self._not_started)

    def _not_started(self, error: AppError) -> None:
        if hint := self.fields.point_to(error):
            self.banner.show_message(Tone.DANGER, f"{sentence(error).what} {hint}")
        else:
            self.banner.show_refusal(error)

    # -- what is to be done about a sheet -------------------------------------------------------

    def _ask_spoiled(self) -> None:
        if (sheet := self.list.chosen()) is not None:
            self._acts.spoil(sheet, running=self.driver.is_running)

    def _write_log(self) -> None:
        self._acts.write_log(self._decision_id)

    def _confirm_sheet(self) -> None:
        run, sheet = self._run, self.list.chosen()
        if run is not None and sheet is not None:
            self._acts.confirm(run, sheet)

    def _noted(self, run: RunDetail) -> None:
        self._show_run(run)
        self.run_changed.emit()

    # -- what the driver tells ------------------------------------------------------------------

    def _tell_trouble(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self.banner.clear()
        else:
            self.banner.show_message(Tone.WARNING, trouble.label, can_close=False)

    def _tell_lost(self, position: int) -> None:
        text = (
            f"Máy in đã bỏ tờ {position}; tờ này vẫn là «chưa in». Hãy xem máy in báo gì, lấy giấy "
            "kẹt ra rồi bấm «In tiếp»."
        )
        self.banner.show_message(Tone.DANGER, text)

    def _ended(self, run: RunDetail) -> None:
        self._show_run(run)
        if run.state is PrintState.DONE:
            spoiled = run.count(SheetState.SPOILED)
            text = f"Đã in xong {run.count(SheetState.PRINTED)} tờ, hỏng {spoiled} phôi."
            self.banner.show_message(Tone.SUCCESS, text)
        elif not self.banner.text:
            left = len(run.to_come)
            self.banner.show_message(Tone.INFO, f"Đã dừng; còn {left} tờ chưa in.")
        self.run_changed.emit()
