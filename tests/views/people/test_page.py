"""The page of people, worked as an official works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import Gender, RankGroup
from desktop.services.awards import PriorAwardLine
from desktop.services.desk import Desk
from desktop.services.people import EvaluationLine, PersonDraft
from desktop.services.units import UnitDraft
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.people.page import PeoplePage
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog

Type = Callable[[QWidget, str], None]


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner, changes: Changes) -> PeoplePage:
    school = office.units.save_draft(UnitDraft(name="Trường Tiểu học Đông An")).id
    for draft in (
        PersonDraft(
            full_name="Đặng Thị Ngọc Ánh",
            gender=Gender.FEMALE,
            birth_date=date(1985, 3, 8),
            unit_id=school,
            post="Giáo viên",
            evaluations=(EvaluationLine(year=2022),),
            prior_awards=(
                PriorAwardLine(
                    year=2021,
                    award_code="LDTT",
                    decision_number="12/QĐ-UBND",
                    decided_on=date(2021, 12, 30),
                    decided_by="UBND xã",
                    achievement="Dạy giỏi",
                ),
            ),
        ),
        PersonDraft(full_name="Lê Văn Dũng", gender=Gender.MALE, rank_group=RankGroup.LEADER),
        PersonDraft(full_name="Trần Văn Bền", gender=Gender.MALE, birth_year=1960),
    ):
        assert office.people.save_draft(draft).saved
    made = PeoplePage(Bench(office, runner, changes))
    qtbot.addWidget(made)
    made.resize(1150, 728)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.panel.model.rowCount() == 3 and not runner.busy)
    return made


def _idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def _click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), button.toolTip()
    button.click()


def _field(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, f"{name}_field")
    assert found is not None
    return found


def _problem(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, f"{name}_problem")
    assert found is not None
    return found.text()


def _choose(page: QWidget, name: str, text: str) -> None:
    box = page.findChild(QComboBox, name)
    assert box is not None
    place = box.findText(text)
    assert place >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(place)


def _names(page: PeoplePage) -> list[str]:
    return [row.full_name for row in page.panel.model.shown_rows()]


def _select(page: PeoplePage, name: str, qtbot: QtBot, runner: JobRunner) -> None:
    row = next(r for r in page.panel.model.shown_rows() if r.full_name == name)
    page.panel.view.select(row.id)
    _idle(qtbot, runner)


def test_people_stand_by_given_name_with_birth_post_and_unit(page: PeoplePage) -> None:
    assert _names(page) == ["Đặng Thị Ngọc Ánh", "Trần Văn Bền", "Lê Văn Dũng"]
    texts = [column.text(page.panel.model.row_at(0)) for column in page.panel.model.columns]
    assert texts == ["Đặng Thị Ngọc Ánh", "08/03/1985", "Giáo viên", "Trường Tiểu học Đông An"]


def test_the_unit_typed_without_marks_finds_its_people(page: PeoplePage, type_text: Type) -> None:
    type_text(page.panel.search, "truong dong an")

    assert _names(page) == ["Đặng Thị Ngọc Ánh"]


def test_filters_narrow_by_unit_rank_and_gender(page: PeoplePage) -> None:
    _choose(page, "unit_filter", "Trường Tiểu học Đông An")
    assert _names(page) == ["Đặng Thị Ngọc Ánh"]
    _choose(page, "unit_filter", "Chưa có đơn vị")
    assert _names(page) == ["Trần Văn Bền", "Lê Văn Dũng"]
    _choose(page, "rank_filter", RankGroup.LEADER.label)
    assert _names(page) == ["Lê Văn Dũng"]
    _choose(page, "gender_filter", "Nữ")
    assert _names(page) == []


def test_a_unit_somebody_came_to_is_offered_and_the_choice_stays(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, office: Desk, changes: Changes
) -> None:
    _choose(page, "unit_filter", "Trường Tiểu học Đông An")

    village = office.units.save_draft(UnitDraft(name="Thôn Ấm")).id
    office.people.save_draft(PersonDraft(full_name="Vũ Thị Dần", unit_id=village))
    changes.tell({"people"})
    _idle(qtbot, runner)

    box = page.findChild(QComboBox, "unit_filter")
    assert box is not None
    assert box.currentText() == "Trường Tiểu học Đông An"
    assert box.findText("Thôn Ấm") > 0
    assert _names(page) == ["Đặng Thị Ngọc Ánh"]


def test_sorting_by_birth_puts_the_eldest_first_and_the_unknown_before(page: PeoplePage) -> None:
    page.panel.model.sort(1)

    assert _names(page) == ["Lê Văn Dũng", "Trần Văn Bền", "Đặng Thị Ngọc Ánh"]


def test_an_open_person_shows_the_awards_held(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner
) -> None:
    _select(page, "Đặng Thị Ngọc Ánh", qtbot, runner)

    awards = page.findChild(QTableWidget, "award_history")
    assert awards is not None
    cells = [awards.item(0, column) for column in range(awards.columnCount())]
    assert [c.text() for c in cells if c is not None] == [
        "2021",
        "Lao động tiên tiến\nDạy giỏi",
        "Số 12/QĐ-UBND ngày 30/12/2021\nUBND xã",
        "Nhập từ hồ sơ cũ",
    ]
    _select(page, "Lê Văn Dũng", qtbot, runner)
    assert awards.rowCount() == 0


def test_a_birth_year_that_contradicts_the_day_is_said_beside_the_field(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    _select(page, "Đặng Thị Ngọc Ánh", qtbot, runner)
    type_text(_field(page, "birth_year"), "1986")
    _click(page, "save")
    _idle(qtbot, runner)

    assert _problem(page, "birth_year") == "Năm sinh không khớp với ngày sinh."
    assert page.form.is_dirty


def test_a_namesake_is_saved_with_a_warning(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, type_text: Type, office: Desk
) -> None:
    _click(page, "new")
    _idle(qtbot, runner)
    type_text(_field(page, "full_name"), "Lê Văn Dũng")
    _click(page, "save")
    _idle(qtbot, runner)

    assert "trùng tên" in _problem(page, "full_name")
    assert len(office.people.find("le van dung")) == 2
    assert _names(page).count("Lê Văn Dũng") == 2


def test_a_problem_in_another_tab_brings_that_tab_up(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, type_text: Type
) -> None:
    _select(page, "Đặng Thị Ngọc Ánh", qtbot, runner)
    _click(page, "evaluations_add")
    type_text(_field(page, "evaluations_1_year"), "2022")
    page.tabs.setCurrentWidget(page.form)

    _click(page, "save")
    _idle(qtbot, runner)

    assert page.tabs.tabText(page.tabs.currentIndex()) == "Đánh giá, kỷ luật"
    assert _problem(page, "evaluations_1_year") == "Năm đã có rồi."


def test_a_save_reads_only_its_own_line_again_and_puts_it_in_its_place(
    page: PeoplePage,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    office: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(type(office.people), "list_rows", lambda _s: read.append("all") or [])
    _click(page, "new")
    _idle(qtbot, runner)
    type_text(_field(page, "full_name"), "Bùi Thị Búp")
    _click(page, "save")
    _idle(qtbot, runner)

    assert read == []
    assert _names(page) == ["Đặng Thị Ngọc Ánh", "Trần Văn Bền", "Bùi Thị Búp", "Lê Văn Dũng"]
    [selected] = page.panel.selected_ids()
    assert office.people.open_draft(selected).full_name == "Bùi Thị Búp"


def test_an_archived_person_leaves_the_list_until_asked_for(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "chuyển đi")
    _select(page, "Lê Văn Dũng", qtbot, runner)

    _click(page, "archive")
    _idle(qtbot, runner)

    assert "Lê Văn Dũng" not in _names(page)
    _choose(page, "archived_filter", "Đã lưu trữ")
    assert _names(page) == ["Lê Văn Dũng"]


def test_the_list_shown_is_written_to_a_spreadsheet_with_more_columns(
    page: PeoplePage,
    qtbot: QtBot,
    runner: JobRunner,
    type_text: Type,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    suggested: list[str] = []

    def save_file(_parent: object, _title: str, name: str, _kinds: str) -> Path:
        suggested.append(name)
        return tmp_path / "ds"

    monkeypatch.setattr(FilePicker, "save_file", save_file)
    type_text(page.panel.search, "anh")
    _click(page, "export_list")
    _idle(qtbot, runner)

    assert suggested == ["danh-sach-ca-nhan.xlsx"]
    assert page.banner.text == "Đã ghi 1 dòng vào ds.xlsx."
    sheet = load_workbook(tmp_path / "ds.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[0][1:] == ("Họ và tên", "Sinh", "Chức vụ", "Đơn vị", "Giới tính", "Hạng cán bộ")
    assert rows[1][1] == "Đặng Thị Ngọc Ánh"
    assert rows[1][5] == "Nữ"


def test_a_spreadsheet_that_cannot_be_written_is_said_and_the_button_works_again(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Path("/khong-co/ds.xlsx")
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: missing)

    _click(page, "export_list")
    _idle(qtbot, runner)

    assert page.banner.text
    button = page.findChild(QPushButton, "export_list")
    assert button is not None
    assert button.isEnabled()


def test_nothing_is_cut_off_at_1366_by_768(
    page: PeoplePage, qtbot: QtBot, runner: JobRunner
) -> None:
    page.resize(1366 - 208, 728)
    _select(page, "Đặng Thị Ngọc Ánh", qtbot, runner)

    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        body = page.tabs.currentWidget().findChild(QWidget, "scrolled")
        if body is not None:
            view = body.parentWidget()
            assert view is not None
            assert body.minimumSizeHint().width() <= view.width(), page.tabs.tabText(number)
