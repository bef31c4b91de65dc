"""The left side of a page: what is found, how it is narrowed, and what the count line says."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from desktop.law.lifecycle import DossierState
from desktop.vietnamese.text import fold
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.record_table import Column


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    name: str
    state: DossierState
    archived: bool
    search_key: str


def row(number: int, name: str, state: DossierState, *, archived: bool = False) -> Row:
    return Row(UUID(int=number), name, state, archived, fold(name))


ROWS = [
    row(1, "Đề nghị năm 2022", DossierState.DECIDED, archived=True),
    row(2, "Đề nghị năm 2023", DossierState.DRAFT),
    row(3, "Khen đột xuất", DossierState.DRAFT),
    row(4, "Khen chuyên đề", DossierState.RETURNED),
]
_STATES = Filter(
    "state_filter",
    "Trạng thái",
    [(state.label, lambda r, s=state: r.state is s) for state in DossierState],
    tones=[state.tone for state in DossierState],
)
_ARCHIVED = Filter(
    "archived_filter",
    "Tình trạng",
    [("Đang theo dõi", lambda r: not r.archived), ("Đã lưu trữ", lambda r: r.archived)],
    start=0,
)


@pytest.fixture
def panel(qtbot, dressed) -> ListPanel:
    made = ListPanel(
        (Column("Hồ sơ", lambda r: r.name, 200),),
        filters=(_STATES, _ARCHIVED),
        noun="hồ sơ",
        empty_text="Chưa có hồ sơ nào.",
    )
    qtbot.addWidget(made)
    made.resize(420, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.set_rows(ROWS)
    return made


def shown(panel: ListPanel) -> list[str]:
    return [r.name for r in panel.model.shown_rows()]


def counted(panel: ListPanel) -> str:
    return panel.findChild(QLabel, "count_line").text()


def chip(panel: ListPanel, state: DossierState) -> QPushButton:
    return panel.findChild(QPushButton, f"state_filter_chips_{list(DossierState).index(state)}")


def test_the_count_line_says_how_many_of_how_many(panel: ListPanel, type_text) -> None:
    assert counted(panel) == "3 / 4 hồ sơ"
    panel.show_all()
    assert counted(panel) == "4 hồ sơ"
    type_text(panel.search, "DE NGHI")
    assert shown(panel) == ["Đề nghị năm 2022", "Đề nghị năm 2023"]
    assert counted(panel) == "2 / 4 hồ sơ"


def test_the_count_line_says_how_many_are_chosen(qtbot, panel: ListPanel) -> None:
    with qtbot.waitSignal(panel.selection_changed) as heard:
        panel.view.selectAll()
    assert len(heard.args[0]) == 3
    assert counted(panel).endswith("đang chọn 3")
    assert panel.selected_ids() == heard.args[0]


def test_escape_clears_the_search_and_down_goes_to_the_list(qtbot, panel, type_text) -> None:
    type_text(panel.search, "khen")
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    panel.search.setFocus()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.view.hasFocus()


def test_chips_count_what_the_other_filters_let_through(panel: ListPanel) -> None:
    assert chip(panel, DossierState.DRAFT).text() == "Đang soạn  2"
    assert chip(panel, DossierState.RETURNED).text() == "Bị trả lại  1"
    assert chip(panel, DossierState.DECIDED).isHidden()
    panel.findChild(QComboBox, "archived_filter").setCurrentIndex(2)
    assert chip(panel, DossierState.DECIDED).text() == "Đã quyết định  1"
    assert chip(panel, DossierState.DRAFT).isHidden()


def test_a_chip_shows_one_state_and_a_second_click_all(panel: ListPanel) -> None:
    chip(panel, DossierState.DRAFT).click()
    assert shown(panel) == ["Đề nghị năm 2023", "Khen đột xuất"]
    assert chip(panel, DossierState.RETURNED).text() == "Bị trả lại  1"
    chip(panel, DossierState.RETURNED).click()
    assert shown(panel) == ["Khen chuyên đề"]
    assert not chip(panel, DossierState.DRAFT).isChecked()
    chip(panel, DossierState.RETURNED).click()
    assert len(shown(panel)) == 3


def test_a_chosen_chip_stays_when_its_last_row_goes(panel: ListPanel) -> None:
    chip(panel, DossierState.RETURNED).click()
    panel.set_rows(ROWS[:3])
    assert shown(panel) == []
    assert chip(panel, DossierState.RETURNED).isVisible()


def test_chips_begin_a_new_line_when_the_list_is_narrow(qtbot, panel: ListPanel) -> None:
    panel.set_rows([row(n, "A", state) for n, state in enumerate(DossierState)])
    panel.resize(300, 500)
    tops = [chip(panel, state).y() for state in DossierState]
    assert len(set(tops)) > 2
    rights = [chip(panel, state).geometry().right() for state in DossierState]
    assert max(rights) <= 300


def test_an_empty_list_says_whether_search_or_life_is_empty(panel: ListPanel, type_text) -> None:
    type_text(panel.search, "không có")
    searched = panel.view.grab().toImage()
    panel.show_all()
    panel.set_rows([])
    assert panel.view.grab().toImage() != searched


def test_other_choices_keep_the_one_made(qtbot, panel: ListPanel) -> None:
    box = panel.findChild(QComboBox, "archived_filter")
    live = ("Đang theo dõi", lambda r: not r.archived)
    panel.set_choices("archived_filter", [("Khác", bool), live])
    assert box.currentText() == "Đang theo dõi"
    assert len(shown(panel)) == 3
    panel.set_choices("archived_filter", [("Khác", bool)])
    assert box.currentIndex() == 0


def test_opening_tells_which_record(qtbot, panel: ListPanel) -> None:
    panel.view.select(UUID(int=3))
    with qtbot.waitSignal(panel.opened) as heard:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert heard.args == [UUID(int=3)]
