"""What is to be done about a sheet that went to the printer: spoiled, out after all, or listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.services.certificate_run_rows import RunDetail
from desktop.services.certificate_runs import SheetRow
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_KINDS = "Tệp PDF (*.pdf);;Tệp Word (*.docx)"


class SheetActs(QObject):
    """Asks what must be asked and notes it.

    Args:
        bench: services and runner.
        banner: where it is told.
        window: what questions stand over.

    Signals:
        noted: the run as it is now, ``RunDetail``.
    """

    noted = Signal(object)

    def __init__(self, bench: Bench, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._bench, self._banner, self._window = bench, banner, window

    def spoil(self, sheet: SheetRow, *, running: bool) -> None:
        """Note a blank as spoiled, with the reason; its certificate waits to be printed again."""
        title = f"Tờ {sheet.position} hỏng"
        text = f"Giấy khen số {sheet.number} của {sheet.name} sẽ được in lại trên phôi khác."
        reason = ReasonDialog.ask(self._window, title, text, yes="Tờ này hỏng")
        if reason is None:
            return
        runs = self._bench.desk.certificate_runs

        def done(run: RunDetail) -> None:
            self.noted.emit(run)
            again = "in ngay sau tờ này" if running else "bấm «In tiếp» để in"
            text = f"Đã ghi tờ {sheet.position} hỏng; tờ in lại cùng số {sheet.number}: {again}."
            self._banner.show_message(Tone.SUCCESS, text)

        self._run(lambda: runs.spoil(sheet.id, reason), done)

    def confirm(self, run: RunDetail, sheet: SheetRow) -> None:
        """Note that a sheet nobody was sure of did come out."""
        runs = self._bench.desk.certificate_runs
        self._run(lambda: runs.confirm(run.id, [sheet.id]), self.noted.emit)

    def write_log(self, decision_id: UUID) -> None:
        """Write which blank every certificate of a decision took, and open it."""
        suggested = "so-in-giay-khen.pdf"
        target = FilePicker.save_file(self._window, "Ghi sổ in ra PDF", suggested, _KINDS)
        if target is None:
            return
        log = self._bench.desk.spoil_log

        def done(file: Path) -> None:
            self._banner.show_message(Tone.SUCCESS, f"Đã ghi {file.name}.")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        self._run(lambda: log.write(decision_id, target), done)

    def _run(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        self._bench.runner.run(
            lambda _report: work(), on_done=done, on_refused=self._banner.show_refusal
        )
