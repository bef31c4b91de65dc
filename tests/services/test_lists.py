"""Lists as files: texts of the screen become dates and numbers, and nothing is half-written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.errors import Cancelled, StorageError
from desktop.services.desk import Desk
from desktop.services.lists import ListColumn

_COLUMNS = (ListColumn("Họ và tên"), ListColumn("Ngày sinh"), ListColumn("Số", numeric=True))


def test_what_the_screen_shows_becomes_dates_and_numbers(office: Desk, tmp_path: Path) -> None:
    rows = [
        ("Đỗ Văn Ước", "05/01/1980", "1.490.000"),
        ("Vũ Thị Hòa", "1960", "chưa rõ"),
        ("Cụ Bảy", "01/02/1899", ""),
        ("Ngày lạ", "31/02/1990", "2021"),
    ]

    path = office.lists.write(tmp_path / "ds.xlsx", "Danh sách cá nhân", _COLUMNS, rows)

    sheet = load_workbook(path).active
    assert sheet is not None
    read = list(sheet.iter_rows(values_only=True))
    assert [r[0] for r in read[:3]] == [
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG AN",
        "DANH SÁCH CÁ NHÂN",
        "Lập ngày 20 tháng 11 năm 2023, gồm 4 dòng",
    ]
    assert read[5:] == [
        (1, "Đỗ Văn Ước", datetime(1980, 1, 5), 1_490_000),  # noqa: DTZ001 - a spreadsheet has no zones
        (2, "Vũ Thị Hòa", "1960", "chưa rõ"),
        (3, "Cụ Bảy", "01/02/1899", None),
        (4, "Ngày lạ", "31/02/1990", 2021),
    ]


def test_a_stop_leaves_the_old_file_as_it_was(office: Desk, tmp_path: Path) -> None:
    target = tmp_path / "ds.xlsx"
    target.write_bytes(b"cu")

    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        office.lists.write(target, "x", _COLUMNS, [("a", "b", "c")], stop)

    assert target.read_bytes() == b"cu"
    assert [p.name for p in tmp_path.glob("ds*")] == ["ds.xlsx"]


def test_a_missing_folder_is_a_refusal(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        office.lists.write(tmp_path / "khong" / "ds.xlsx", "x", _COLUMNS, [])

    assert refusal.value.code is StorageError.Code.FILE_MISSING
