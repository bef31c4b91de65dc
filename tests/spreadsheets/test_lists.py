"""A written list read back with openpyxl: values, types, page, and what is no formula."""

from __future__ import annotations

import errno
import gc
import io
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.errors import Cancelled
from desktop.overrides import override
from desktop.spreadsheets.lists import SheetList, write_list

_PEOPLE = SheetList(
    title="Danh sách cá nhân",
    headers=("Họ và tên", "Ngày sinh", "Năm", "Số người"),
    rows=(
        ("Đặng Thị Ngọc Ánh", date(1985, 3, 8), 2021, 12_500),
        ("Vũ Văn Hưng", None, None, 3),
    ),
    issuer="Ủy ban nhân dân xã Đông An",
    note="Lập ngày 20 tháng 11 năm 2023, gồm 2 dòng",
)


def _read(content: SheetList) -> Worksheet:
    file = io.BytesIO()
    write_list(file, content)
    sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_list_reads_back_as_written_below_its_title() -> None:
    sheet = _read(_PEOPLE)

    rows = list(sheet.iter_rows(values_only=True))

    assert [r[0] for r in rows[:3]] == [
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
        "DANH SÁCH CÁ NHÂN",
        "Lập ngày 20 tháng 11 năm 2023, gồm 2 dòng",
    ]
    assert rows[4] == ("STT", "Họ và tên", "Ngày sinh", "Năm", "Số người")
    assert rows[5] == (1, "Đặng Thị Ngọc Ánh", datetime(1985, 3, 8), 2021, 12_500)  # noqa: DTZ001 - no zones there
    assert rows[6] == (2, "Vũ Văn Hưng", None, None, 3)
    assert len(rows) == 7


def test_dates_are_dates_and_years_have_no_dot_between_thousands() -> None:
    sheet = _read(_PEOPLE)

    assert sheet["C6"].number_format == "dd/mm/yyyy"
    assert sheet["D6"].number_format == "0"
    assert sheet["E6"].number_format == "#,##0"


def test_the_page_is_a4_across_as_wide_as_the_list_with_its_header_on_each_page() -> None:
    sheet = _read(_PEOPLE)

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:E5"
    assert sheet.oddFooter.right.text == "Trang &P/&N"


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit() -> None:
    long = SheetList(title="x", headers=("Ngắn", "Dài"), rows=(("a", "chữ " * 100),))

    sheet = _read(long)

    assert sheet.column_dimensions["B"].width == 6
    assert sheet.column_dimensions["C"].width == 48
    assert sheet["C4"].alignment.wrap_text


def test_the_header_is_styled_and_the_list_sorts_for_nothing_is_merged() -> None:
    sheet = _read(_PEOPLE)

    assert sheet["B5"].font.b
    assert sheet["B5"].fill.fill_type == "solid"
    assert sheet["B6"].border.left.style == "thin"
    assert sheet.merged_cells.ranges == set()


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "#REF!", "+84 912"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = _read(SheetList(title=text, headers=(text,), rows=((text,),)))

    assert (sheet["B4"].value, sheet["B4"].data_type) == (text, "s")
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text.upper(), "s")
    assert sheet["B3"].data_type == "s"


def test_control_letters_are_dropped_and_a_text_too_long_for_a_cell_is_cut() -> None:
    sheet = _read(SheetList(title="x", headers=("Ghi chú",), rows=(("a\x07b",), ("x" * 40_000,))))

    assert sheet["B4"].value == "ab"
    assert len(str(sheet["B5"].value)) == 32_767


def test_an_empty_list_still_has_title_and_header() -> None:
    sheet = _read(SheetList(title="Danh sách hộ", headers=("Chủ hộ",), rows=()))

    assert [r[0].value for r in sheet.iter_rows()] == ["DANH SÁCH HỘ", None, "STT"]


def test_progress_is_told_and_a_stop_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: list[tuple[int, int]] = []

    def report(done: int, total: int, _step: str) -> None:
        told.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_list(io.BytesIO(), _PEOPLE, report)

    assert told == [(1, 2), (2, 2)]
    assert list(tmp_path.iterdir()) == []


class _FullDisk(io.BytesIO):
    """A file on a disk with no room left."""

    @override
    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")


def test_a_full_disk_is_told_once_and_by_nobody_else_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", late.append)
    with pytest.raises(OSError, match="no space left"):
        write_list(_FullDisk(), _PEOPLE)
    gc.collect()
    assert late == []
