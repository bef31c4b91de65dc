"""A table whose cells go on in a second line: nothing lost before the cut, nothing drawn beside."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.views.widgets.record_table import Column, RecordTableModel
from desktop.views.widgets.table_view import RecordTableView
from desktop.views.widgets.two_line_cells import TwoLineCells, two_lines

LONG = "Không cộng dồn thành tích đã khen thưởng để đề nghị hình thức khen thưởng tiếp theo"


@pytest.fixture
def option(qapp) -> QStyleOptionViewItem:
    made = QStyleOptionViewItem()
    made.font = qapp.font()
    made.fontMetrics = RecordTableView(RecordTableModel(())).fontMetrics()
    return made


@pytest.mark.parametrize("text", ["", "Luật 2003", "NĐ 98/2023; NĐ 152/2025", LONG, "Đ" * 200])
@pytest.mark.parametrize("width", [40, 100, 190])
def test_a_text_takes_two_lines_at_most_and_none_is_too_wide(option, text: str, width: int) -> None:
    lines = two_lines(text, option, width)

    assert 1 <= len(lines) <= 2
    if len(lines) == 2:
        assert all(option.fontMetrics.horizontalAdvance(line) <= width for line in lines)
    whole = " ".join(lines)
    assert whole == text or whole.endswith("…")


def test_a_short_text_stays_in_one_line(option) -> None:
    assert two_lines("Luật 2003", option, 200) == ["Luật 2003"]


@pytest.mark.usefixtures("dressed")
def test_a_long_cell_shows_more_than_one_line_of_it(qtbot) -> None:
    def ink(*, wrapped: bool) -> int:
        model = RecordTableModel((Column("Nội dung", lambda row: row.says, 200),))
        table = RecordTableView(model)
        qtbot.addWidget(table)
        if wrapped:
            TwoLineCells.put_into(table, range(1))
        model.set_rows([SimpleNamespace(id=uuid4(), search_key="", says=LONG)])
        table.resize(220, 160)
        with qtbot.waitExposed(table):
            table.show()
        height = table.rowHeight(0)
        image = table.viewport().grab().toImage()
        ground = image.pixel(1, 1)
        rows = range(height - 2)
        return sum(image.pixel(x, y) != ground for x in range(200) for y in rows)

    assert ink(wrapped=True) > ink(wrapped=False) * 1.5
