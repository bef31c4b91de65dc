"""certificates print, spoil: sheets onto blanks through a CUPS queue, each followed until out.

One sheet is with the printer at a time: whatever breaks off, it is the only one somebody must look
for in the tray. The queue is asked without Qt (``views/printing/cups.py`` is plain ctypes).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import DONE, Answer, Context
from desktop.commands.words import WrongUsageError
from desktop.disk import write_whole
from desktop.errors import AppError, PrintRefused
from desktop.law.terms import PrintState, SheetState

if TYPE_CHECKING:
    from desktop.services.certificate_pages import CertificatePage, Look
    from desktop.services.certificate_runs import RunDetail, SheetRow
    from desktop.services.desk import Desk
    from desktop.views.printing.cups import CupsQueue
    from desktop.views.printing.queues import JobState, Trouble

USAGE = """cách dùng: guongsang certificates print QUYẾT_ĐỊNH --queue MÁY [--overlay] [--range 3-7]
           guongsang certificates print QUYẾT_ĐỊNH --resume [--from TỜ]
           guongsang certificates spoil QUYẾT_ĐỊNH SỐ --reason "…"
"""
PATIENCE = 600.0
"""Seconds a printer may wait for paper or a hand before its sheet is taken back."""
GRACE = 60.0
"""Seconds a queue may take to give up a sheet it was told to cancel."""

_ENVIRONMENT = 6
_OUT = {SheetState.SENT, SheetState.PRINTED}
_ASK_EVERY = 0.25
# A queue says «waiting for paper» now and then between two sheets; only what lasts is told.
_LASTS = 3
_LOOK = "máy in không bỏ lệnh in; hãy xem khay giấy rồi in tiếp."


def declare(printing: Any, number: Any) -> None:
    """Declare what these acts are told."""
    text = "tên hàng đợi CUPS của máy in, khi in lên phôi"
    printing.add_argument("--queue", default="", metavar="MÁY", help=text)
    text = "in tiếp lượt in còn dở của quyết định"
    printing.add_argument("--resume", action="store_true", help=text)
    text = "in tiếp từ tờ thứ mấy: những tờ trước đó đã ra, từ tờ đó trở đi thì chưa"
    printing.add_argument("--from", dest="start", type=number, metavar="TỜ", help=text)
    text = "số bản mỗi giấy, mặc định 1"
    printing.add_argument("--copies", type=number, default=1, metavar="SỐ", help=text)
    text = "số in sẵn trên tờ phôi đầu, để ghi vào sổ in; các tờ sau đếm tiếp"
    printing.add_argument("--serial", default="", metavar="SỐ_PHÔI", help=text)
    text = "vì sao in lại giấy đã in; vì sao tờ phôi hỏng"
    printing.add_argument("--reason", default="", metavar="LÝ_DO", help=text)


def print_sheets(
    context: Context, decision: UUID, look_of: Callable[[Desk, Context], Look]
) -> Answer:
    """Print a decision's certificates, or go on with the run that was broken off."""
    arguments = context.arguments
    if arguments.resume == bool(arguments.queue.strip()):
        raise WrongUsageError(USAGE, "cần một trong hai: --queue MÁY hoặc --resume")
    if arguments.start is not None and not arguments.resume:
        raise WrongUsageError(USAGE, "--from chỉ đi cùng --resume")
    with context.desk() as desk:
        run = _resumed(context, desk, decision) if arguments.resume else None
        run = run or _started(context, desk, decision, look_of(desk, context))
        ended = _Printing(context, desk, run).drive(arguments.start or 1)
    return _told(ended)


def _started(context: Context, desk: Desk, decision: UUID, look: Look) -> RunDetail:
    from desktop.services.certificate_calibrations import Paper
    from desktop.services.certificate_runs import RunDraft

    asked = context.arguments
    if asked.queue not in {printer.name for printer in _printers()}:
        raise PrintRefused(PrintRefused.Code.PRINTER_GONE, printer=asked.queue)
    layout = desk.layouts.layout(look.layout)
    paper = Paper(layout.width, layout.height)
    if asked.calibration is None:
        found = desk.calibrations.find(asked.queue, asked.tray, paper)
    elif isinstance(asked.calibration, str):
        found = desk.calibrations.named(asked.calibration, paper)
    else:
        raise WrongUsageError(USAGE, "in lên phôi cần tên máy in đã căn chỉnh, không phải độ lệch")
    if found is None:
        context.say(f"Máy in {asked.queue} chưa được căn chỉnh cho khổ {paper.label}.")
    draft = RunDraft(
        *(decision, look, asked.queue, asked.tray, found.id if found else None),
        *(asked.range, asked.copies, asked.reason, asked.serial),
    )
    return desk.certificate_runs.start(draft)


def _printers() -> list[Any]:
    from desktop.views.printing.cups import list_printers

    return list(list_printers())


def _resumed(context: Context, desk: Desk, decision: UUID) -> RunDetail:
    run = _to_go_on_with(desk.certificate_runs.list_of(decision))
    if run is None:
        raise PrintRefused(PrintRefused.Code.NOTHING_WAITS)
    start = context.arguments.start
    unsure = [sheet for sheet in run.to_come if sheet.state is SheetState.SENT]
    if unsure and start is None:
        place = unsure[0].position
        said = f"tờ {place} đã gửi máy in mà chưa rõ đã ra: thêm --from {place + 1} nếu đã ra, "
        raise WrongUsageError(USAGE, f"{said}--from {place} nếu chưa")
    if unsure and start and start > max(sheet.position for sheet in run.sheets):
        return desk.certificate_runs.confirm(run.id, [sheet.id for sheet in unsure])
    return desk.certificate_runs.resume(run.id, start, context.arguments.serial)


def _to_go_on_with(runs: Sequence[RunDetail]) -> RunDetail | None:
    """Return the first run with a sheet to come that no other run has put onto a blank since."""
    for run in runs:
        others = (other for other in runs if other.id != run.id and other.on_blanks)
        out = {s.award_id for other in others for s in other.sheets if s.state in _OUT}
        again = run.reason or not run.on_blanks
        if any(again or s.state in _OUT or s.award_id not in out for s in run.to_come):
            return run
    return None


@dataclass
class _Printing:
    """One run on its way.

    Attributes:
        context: whom to tell.
        desk: the office.
        run: as it was laid out.
    """

    context: Context
    desk: Desk
    run: RunDetail

    def drive(self, first: int) -> RunDetail:
        """Print what waits from a place on; return the run as it ended."""
        from desktop.views.printing.cups import CupsQueue
        from desktop.views.printing.queues import JobState

        runs, run_id = self.desk.certificate_runs, self.run.id
        try:
            pages, queue = runs.drawn(run_id), CupsQueue(self.run.printer)
            while (sheet := runs.next_sheet(run_id, first)) is not None:
                state = self._printed(queue, sheet, pages[sheet.award_id])
                if state is JobState.GONE:
                    self.context.say(f"Tờ {sheet.position} không ra khỏi máy in, vẫn chờ in.")
                elif state is JobState.UNDER_WAY:
                    self.context.say(f"Tờ {sheet.position} chưa rõ đã ra hay chưa: {_LOOK}")
                if state is not JobState.DONE:
                    break
        finally:
            ended = runs.open(run_id)
            if ended.state is not PrintState.DONE:
                ended = runs.stop(run_id)
        return ended

    def _printed(self, queue: CupsQueue, sheet: SheetRow, page: CertificatePage) -> JobState:
        """Hand over a sheet and note what became of it, also where somebody breaks in."""
        job = self._handed_over(queue, sheet, page)
        try:
            return self._noted(sheet, self._followed(queue, job))
        except KeyboardInterrupt:
            queue.cancel(job)
            self._noted(sheet, self._followed(queue, job, is_cancelled=True))
            raise

    def _handed_over(self, queue: CupsQueue, sheet: SheetRow, page: CertificatePage) -> int:
        from desktop.documents.certificate_canvas import draw_marks

        run, drawing = self.run, page.drawing
        title = f"Giấy khen số {sheet.number}, tờ {sheet.position}"
        try:
            with TemporaryDirectory(prefix="guongsang-print-") as folder:
                file = Path(folder) / "sheet.pdf"
                write_whole(file, draw_marks(drawing, title, run.calibration))
                return queue.submit(file, title, run.tray, drawing.width, drawing.height)
        except AppError:
            self.desk.certificate_runs.take_back(run.id, [sheet.id])
            raise

    def _followed(self, queue: CupsQueue, job: int, *, is_cancelled: bool = False) -> JobState:
        """Return what became of a job; UNDER_WAY where its queue does not give it up."""
        from desktop.views.printing.queues import JobState

        waits, since = 0, time.monotonic()
        while (report := queue.report([job])).jobs[job] is JobState.UNDER_WAY:
            waits = waits + 1 if report.trouble else 0
            if waits == _LASTS and report.trouble:
                self._say(report.trouble)
            spent = time.monotonic() - since
            if is_cancelled and spent > GRACE:
                break
            if not is_cancelled and waits and spent > PATIENCE:
                queue.cancel(job)
                is_cancelled, since = True, time.monotonic()
            time.sleep(_ASK_EVERY)
        return report.jobs[job]

    def _say(self, trouble: Trouble) -> None:
        self.context.say(trouble.label)

    def _noted(self, sheet: SheetRow, state: JobState) -> JobState:
        from desktop.views.printing.queues import JobState

        runs = self.desk.certificate_runs
        if state is JobState.UNDER_WAY:
            return state  # on its way for good: only who looks into the tray knows
        if state is not JobState.DONE:
            runs.take_back(self.run.id, [sheet.id])
            return state
        now = runs.confirm(self.run.id, [sheet.id])
        self.context.report(now.count(SheetState.PRINTED), len(now.sheets), "in giấy khen")
        return state


def _told(run: RunDetail) -> Answer:
    printed, spoiled = run.count(SheetState.PRINTED), run.count(SheetState.SPOILED)
    data = {
        "run": str(run.id),
        "state": run.state.name,
        "printed": [s.number for s in run.sheets if s.state is SheetState.PRINTED],
        "waiting": [s.number for s in run.to_come],
        "spoiled": spoiled,
    }
    line = f"{run.state.label}: {printed}/{len(run.sheets) - spoiled} tờ"
    more = ["In tiếp: certificates print … --resume"] if run.to_come else []
    return Answer(data, [line, *more], _ENVIRONMENT if run.to_come else DONE)


def spoil(context: Context, decision: UUID, number: str) -> Answer:
    """Note that a certificate's blank is spoiled; it waits to be printed again."""
    with context.desk() as desk:
        runs = desk.certificate_runs
        out = [
            sheet
            for run in runs.list_of(decision)
            for sheet in run.sheets[::-1]
            if sheet.number == number and sheet.state in _OUT
        ]
        if not out:
            raise PrintRefused(PrintRefused.Code.SHEET_NOT_OUT)
        run = runs.spoil(out[0].id, context.arguments.reason)
    line = f"Đã ghi phôi của giấy khen số {number} hỏng; in lại: certificates print … --resume"
    return Answer({"run": str(run.id), "number": number, "position": out[0].position}, [line])
