"""«Xuất Excel» of the board, or of the list of dossiers, as either is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.lists import ListColumn
from desktop.views.appraisal.board import COLUMNS, MORE, BoardPanel
from desktop.views.appraisal.dossier_list import DOSSIER_COLUMNS
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import FilePicker

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.views.pages import Bench
    from desktop.views.widgets.reading_page import ReadingPage

_KINDS = "Bảng tính Excel (*.xlsx)"
_BOARD = "Bảng nhận hồ sơ theo phong trào và nơi gửi", "bang-nhan-ho-so.xlsx"
_LIST = "Danh sách hồ sơ đã nhận", "ho-so-da-nhan.xlsx"


def write_list(page: ReadingPage, bench: Bench, board: BoardPanel | None) -> None:
    """Ask where to, and write what is shown into a spreadsheet.

    Args:
        page: whose list is written, with its banner and progress.
        bench: services.
        board: what to write in the list's place; None for the list.
    """
    panel, columns = (board.panel, (*COLUMNS, *MORE)) if board else (page.panel, DOSSIER_COLUMNS)
    title, name = _BOARD if board else _LIST
    target = FilePicker.save_file(page, title, name, _KINDS)
    if target is None:
        return
    file = target if target.suffix else target.with_suffix(".xlsx")
    rows = [[c.text(row) for c in columns] for row in panel.model.shown_rows()]
    heads = [ListColumn(c.title, c.right) for c in columns]

    def work(report: Report) -> Path:
        return bench.desk.lists.write(file, title, heads, rows, report)

    def done(path: Path) -> None:
        page.banner.show_message(Tone.SUCCESS, f"Đã ghi {len(rows)} dòng vào {path.name}.")

    page.run_shown(work, "Ghi bảng tính", done)
