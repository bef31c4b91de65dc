"""One list as a worksheet: title, frozen header, dates as dates, A4 across, as wide as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

Value = str | int | date | None
ReportProgress = Callable[[int, int, str], None]

_FONT = "Times New Roman"
_STEP = "Ghi bảng tính"
_NUMBER_TITLE = "STT"
_NARROWEST, _WIDEST = 6, 48
_HEADER_FILL = "DCEAFA"
# What a cell can hold (Excel's own limit); more would make the file unreadable.
_LONGEST_TEXT = 32_767
# A year must not read 2.023.
_GROUPED_FROM = 10_000


@dataclass(frozen=True, slots=True)
class SheetList:
    """What is written.

    Attributes:
        title: above the table, in capitals.
        headers: one for each column; a running number is put before them.
        rows: the values in the columns' order.
        issuer: the office, above the title; "" for none.
        note: one line below the title; "" for none.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    issuer: str = ""
    note: str = ""


def write_list(target: BinaryIO, content: SheetList, report: ReportProgress | None = None) -> None:
    """Write a list as .xlsx.

    Args:
        target: an open file.
        content: the list.
        report: told (rows done, rows in all, step); what it raises ends the writing.
    """
    book = Workbook(write_only=True)
    try:
        _fill(book.create_sheet("Danh sách"), content, report)
    except BaseException:
        # openpyxl holds the rows in a temporary file that only saving takes away.
        book.save(BytesIO())
        raise
    # Straight into a file that has no room left, openpyxl would still complain of it when swept up.
    whole = BytesIO()
    book.save(whole)
    target.write(whole.getbuffer())


def _fill(sheet: Any, content: SheetList, report: ReportProgress | None) -> None:
    headers = [_NUMBER_TITLE, *content.headers]
    heading = _heading(content)
    _prepare_page(sheet, heading_rows=len(heading), columns=len(headers))
    _set_widths(sheet, headers, content.rows)
    for text, font in heading:
        sheet.append(_across(sheet, text, font, len(headers)))
    sheet.append([_header(sheet, text) for text in headers])
    cells = _Cells(sheet)
    for number, row in enumerate(content.rows, 1):
        sheet.append([cells.of(0, number), *(cells.of(c, v) for c, v in enumerate(row, 1))])
        if report:
            report(number, len(content.rows), _STEP)


def _heading(content: SheetList) -> list[tuple[str, Font]]:
    """Return the lines above the table, the last one empty."""
    lines = [
        (content.issuer.upper(), Font(name=_FONT, size=12, bold=True)),
        (content.title.upper(), Font(name=_FONT, size=14, bold=True)),
        (content.note, Font(name=_FONT, size=12, italic=True)),
    ]
    return [line for line in lines if line[0]] + [("", Font(name=_FONT, size=8))]


def _prepare_page(sheet: Any, *, heading_rows: int, columns: int) -> None:
    header_row = heading_rows + 1
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(columns)}{header_row}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 in the format's own numbering
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    sheet.oddFooter.right.text = "Trang &P/&N"


def _set_widths(sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    widths = [max(_NARROWEST, _longest_word(h) + 2) for h in headers]
    widths[0] = max(widths[0], len(str(len(rows))) + 3)
    for row in rows:
        for place, value in enumerate(row, 1):
            length = 10 if isinstance(value, date) else len(str(value or ""))
            if length + 2 > widths[place]:
                widths[place] = min(length + 2, _WIDEST)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)


def _across(sheet: Any, text: str, font: Font, columns: int) -> list[Any]:
    """Return a line centred over all columns, unmerged, so that the list still sorts."""
    cells = []
    for place in range(columns):
        cell = WriteOnlyCell(sheet, _clean(text) if place == 0 else "")
        cell.data_type = "s"
        cell.font = font
        cell.alignment = Alignment(horizontal="centerContinuous", vertical="center")
        cells.append(cell)
    return cells


def _header(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _clean(text))
    cell.data_type = "s"
    cell.font = Font(name=_FONT, size=12, bold=True)
    cell.fill = PatternFill("solid", start_color=_HEADER_FILL)
    cell.border = _border()
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


class _Cells:
    """One styled cell for each column and kind of value, given out again and again.

    A row is on its way to the file as soon as it is appended, and styling every cell anew would
    take longer than all the rest.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[tuple[int, str], Any] = {}

    def of(self, column: int, value: Value) -> Any:
        """Return the cell of a column with its value."""
        number_format, side = _format(value)
        key = (column, number_format)
        cell = self._made.get(key)
        if cell is None:
            cell = self._made[key] = _body(self._sheet, number_format, side)
        if isinstance(value, str):
            cell.value = _clean(value)
            # A name that begins with "=" is a name, never a formula.
            cell.data_type = "s"
        else:
            cell.value = value
        return cell


def _body(sheet: Any, number_format: str, side: str) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=_FONT, size=12)
    cell.border = _border()
    cell.number_format = number_format
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=side == "left")
    return cell


def _format(value: Value) -> tuple[str, str]:
    if isinstance(value, date):
        return "dd/mm/yyyy", "center"
    if isinstance(value, int):
        return ("#,##0" if abs(value) >= _GROUPED_FROM else "0"), "right"
    return "@", "left"


def _border() -> Border:
    line = Side(style="thin", color="8896A5")
    return Border(left=line, right=line, top=line, bottom=line)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]
