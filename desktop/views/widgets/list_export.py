"""«Xuất Excel» of a list page: what the list shows, as a spreadsheet, written in a job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.services.lists import ListColumn
from desktop.vietnamese.numbers import thousands
from desktop.vietnamese.text import fold
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.views.pages import Bench
    from desktop.views.widgets.record_page import RecordPage
    from desktop.views.widgets.record_table import Column

_KINDS = "Bảng tính Excel (*.xlsx)"


class ListExport:
    """Writes the rows a page's list shows, in the order shown.

    Args:
        page: whose list and banner.
        bench: the page's services and runner.
        more: columns the file has beyond those the list has room for.
    """

    def __init__(self, page: RecordPage, bench: Bench, more: Sequence[Column] = ()) -> None:
        self._page, self._bench = page, bench
        self._columns = (*page.panel.model.columns, *more)
        self._title = f"Danh sách {page.noun}"
        self._progress = JobProgress()
        layout = page.panel.layout()
        assert layout is not None
        layout.addWidget(self._progress)
        self.button = page.add_list_action("Xuất Excel", "export_list", "export", self.ask)
        self.button.setToolTip("Ghi danh sách đang hiện ra tệp Excel")

    def ask(self) -> None:
        """Ask where to, then write."""
        suggested = f"{fold(self._title).replace(' ', '-')}.xlsx"
        target = FilePicker.save_file(self._page, "Xuất danh sách ra Excel", suggested, _KINDS)
        if target is not None:
            self._write(target if target.suffix else target.with_suffix(".xlsx"))

    def _write(self, target: Path) -> None:
        page, shown = self._page, self._page.panel.model.shown_rows()
        columns = self._columns

        def work(report: Report) -> Path:
            heads = [ListColumn(c.title, c.right) for c in columns]
            rows = [[c.text(row) for c in columns] for row in shown]
            return self._bench.desk.lists.write(target, self._title, heads, rows, report)

        def done(path: Path) -> None:
            self._end()
            text = f"Đã ghi {thousands(len(shown))} dòng vào {path.name}."
            page.banner.show_message(Tone.SUCCESS, text)

        def refused(error: AppError) -> None:
            self._end()
            page.refuse(error)

        self.button.setEnabled(False)
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._end,
            queue="other",
        )
        self._progress.watch(job, "Ghi bảng tính")

    def _end(self) -> None:
        self._progress.finish()
        self.button.setEnabled(True)
