"""The table of nominations and the editor of one, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from desktop.law.terms import RecipientKind
from desktop.services.desk import Desk
from desktop.views.dossiers.recipient_picker import RecipientPicker
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from desktop.views.widgets.reference_editor import ReferenceEditor
from tests.services.commune_dossier import PDF, Commune
from tests.views.dossiers.conftest import Worked

Type = Callable[[QWidget, str], None]
Open = Callable[[Desk], Worked]


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def dossier(commune: Commune) -> UUID:
    made = commune.dossier()
    for kind, record_id, award in commune.recipients:
        commune.desk.nominations.add_recipients(made, [(kind, record_id)], award)
    return made


@pytest.fixture
def worked(open_page: Open, office: Desk, dossier: UUID) -> Worked:
    made = open_page(office)
    made.open(dossier)
    return made


def test_recipients_ticked_in_the_dialog_are_added(worked: Worked, commune: Commune) -> None:
    worked.click("add_recipients")
    picker = worked.dialog(RecipientPicker)
    found = worked.find(QTreeWidget, "recipients_found", picker)
    names = [found.topLevelItem(n) for n in range(found.topLevelItemCount())]
    farmer = next(i for i in names if i is not None and "1961" in i.text(2))
    farmer.setCheckState(0, Qt.CheckState.Checked)
    worked.click("add_ticked", picker)

    assert worked.nominated().count("Đặng Thị Ước") == 2
    assert "Đã thêm 1 đề nghị." in worked.page.nominations.banner.text


def test_a_line_moved_down_stays_there(worked: Worked, office: Desk, dossier: UUID) -> None:
    worked.page.nominations.panel.view.selectRow(0)
    worked.click("move_down")

    assert [n.name for n in office.nominations.rows(dossier)][1] == "Đặng Thị Ước"
    assert worked.nominated()[1] == "Đặng Thị Ước"


def test_a_table_sorted_otherwise_moves_nothing_and_says_why(worked: Worked) -> None:
    view = worked.page.nominations.panel.view
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    view.selectRow(0)
    button = worked.find(QPushButton, "move_down")
    assert not button.isEnabled()
    assert "STT" in button.toolTip()


def test_taking_out_asks_for_a_reason_and_keeps_the_history(
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Đã chuyển công tác")
    worked.page.nominations.panel.view.selectRow(0)
    worked.click("take_out")

    assert len(worked.nominated()) == 2
    gone = next(n for n in office.nominations.rows(dossier) if n.archived)
    assert office.nominations.history(gone.id)[-1].reason == "Đã chuyển công tác"


def test_somebody_in_no_list_is_typed_in(
    worked: Worked, office: Desk, dossier: UUID, type_text: Type
) -> None:
    worked.click("add_one_off")
    type_text(worked.find(QLineEdit, "recipient_name_field"), "Ông Ẩn Danh")
    worked.click("save")

    assert office.nominations.rows(dossier)[-1].name == "Ông Ẩn Danh"


def test_a_record_chosen_in_the_form_fills_the_rest(worked: Worked, commune: Commune) -> None:
    worked.click("add_one_off")
    chosen = worked.page.nominations.editor.form.editor("person_id")
    assert isinstance(chosen, ReferenceEditor)
    chosen.set_display(commune.farmer, "Đặng Thị Ước")
    chosen.changed.emit()
    worked.idle()

    assert worked.find(QLineEdit, "recipient_name_field").text() == "Đặng Thị Ước"
    assert worked.find(QLineEdit, "recipient_post_field").text() == "Nông dân"
    assert worked.find(QLineEdit, "recipient_birth_year_field").text() == "1961"


def test_a_name_left_out_is_said_beside_its_field(worked: Worked, type_text: Type) -> None:
    worked.click("add_one_off")
    type_text(worked.find(QLineEdit, "recipient_post_field"), "Nông dân")
    worked.click("save")

    problem = worked.find(QLabel, "recipient_name_problem")
    assert problem.isVisible()
    assert not worked.page.nominations.shows_list


def test_only_awards_for_this_kind_of_recipient_are_offered(worked: Worked, office: Desk) -> None:
    def offered(place: int) -> set[str]:
        opened = worked.page.nominations.panel.model.row_at(place)
        worked.page.nominations.open_nomination(opened.id)
        worked.idle()
        box = worked.find(QComboBox, "award_code_field")
        return {str(box.itemData(n)) for n in range(box.count())}

    person, village = offered(0), offered(1)
    assert "CSTDCS" in person
    assert "TTLDTT" not in person
    assert "TTLDTT" in village
    assert "CSTDCS" not in village
    assert (
        worked.find(QWidget, "person_id").isHidden()
        or not worked.find(QWidget, "person_id").isVisible()
    )


def test_the_achievement_is_counted_while_typed(worked: Worked, type_text: Type) -> None:
    opened = worked.page.nominations.panel.model.row_at(0)
    worked.page.nominations.open_nomination(opened.id)
    worked.idle()
    type_text(worked.find(QLineEdit, "achievement_field"), "Ước mơ")
    assert worked.find(QLabel, "achievement_count").text() == "6 / 400 ký tự"


def test_going_to_the_next_one_saves_what_was_typed(
    worked: Worked, office: Desk, dossier: UUID, type_text: Type
) -> None:
    opened = worked.page.nominations.panel.model.row_at(0)
    worked.page.nominations.open_nomination(opened.id)
    worked.idle()
    type_text(worked.find(QLineEdit, "achievement_field"), "Đã lưu khi đi tiếp")
    worked.click("nomination_next")

    assert office.nominations.open_draft(opened.id).achievement == "Đã lưu khi đi tiếp"
    assert worked.find(QLabel, "nomination_title").text() == "2. Thôn Đoài"
    worked.click("back_to_list")
    assert worked.page.nominations.shows_list


def test_a_paper_attached_to_a_nomination_stands_under_its_item(
    worked: Worked, office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = worked.page.nominations.panel.model.row_at(0)
    worked.page.nominations.open_nomination(opened.id)
    worked.idle()
    paper = tmp_path / "Giấy chứng nhận.pdf"
    paper.write_bytes(PDF)
    monkeypatch.setattr(FilePicker, "open_files", lambda *_a: [paper])
    files = worked.page.nominations.editor.files
    files.choose_item("Quyết định hoặc giấy chứng nhận sáng kiến")
    worked.click("add_file", files)

    (row,) = office.attachments.list_for("nominations", opened.id)
    assert row.item_code == "SANG_KIEN"
    all_files = worked.find(QTreeWidget, "attachment_list", worked.page.files)
    item = all_files.topLevelItem(0)
    assert item is not None
    assert item.text(4) == "1. Đặng Thị Ước"


@pytest.fixture
def overtaken(worked: Worked, office: Desk, type_text: Type) -> UUID:
    """Return a nomination a colleague saved while its achievement was being typed here."""
    opened = worked.page.nominations.panel.model.row_at(0)
    worked.page.nominations.open_nomination(opened.id)
    worked.idle()
    draft = office.nominations.open_draft(opened.id)
    office.nominations.save_draft(replace(draft, recipient_post="Hiệu trưởng", achievement="Kia"))
    type_text(worked.find(QLineEdit, "achievement_field"), "Đang gõ")
    worked.click("save")
    return opened.id


def test_a_stale_save_shows_both_versions_beside_each_other_and_who_saved(
    worked: Worked, office: Desk, overtaken: UUID
) -> None:
    editor = worked.page.nominations.editor
    assert worked.find(QLineEdit, "achievement_field").text() == "Đang gõ"
    worked.click("banner_action_1", editor)

    assert worked.find(QFrame, "newest").isVisible()
    assert not worked.page.panel.isVisible()
    assert worked.find(QLineEdit, "newest_achievement_field").text() == "Kia"
    assert worked.find(QLineEdit, "achievement_field", editor).text() == "Đang gõ"
    assert worked.find(QComboBox, "newest_award_code_field").currentText()
    last = office.nominations.history(overtaken)[-1]
    saved = worked.find(QLabel, "newest_saved").text()
    assert saved.startswith(f"{last.actor}: Sửa, ")


def test_what_was_typed_may_be_kept_over_the_newest_version(
    worked: Worked, office: Desk, overtaken: UUID
) -> None:
    editor = worked.page.nominations.editor
    worked.click("banner_action_1", editor)
    worked.click("banner_action_1", editor)
    assert worked.page.panel.isVisible()
    worked.click("save")

    assert office.nominations.open_draft(overtaken).achievement == "Đang gõ"
    assert not editor.is_dirty


def test_the_newest_version_may_be_taken_instead(worked: Worked, overtaken: UUID) -> None:
    editor = worked.page.nominations.editor
    worked.click("banner_action_1", editor)
    worked.click("banner_action_2", editor)

    assert worked.page.panel.isVisible()
    assert worked.find(QLineEdit, "achievement_field").text() == "Kia"
    assert worked.find(QLineEdit, "recipient_post_field").text() == "Hiệu trưởng"
    assert not editor.is_dirty
    assert worked.desk.journal.keys("nominations:") == ()


def test_what_was_typed_may_be_given_up_without_looking(worked: Worked, overtaken: UUID) -> None:
    worked.click("banner_action_2", worked.page.nominations.editor)
    assert worked.find(QLineEdit, "recipient_post_field").text() == "Hiệu trưởng"


def test_leaving_for_the_list_puts_the_list_of_dossiers_back(
    worked: Worked, overtaken: UUID
) -> None:
    halves = worked.page.splitter.sizes()
    worked.click("banner_action_1", worked.page.nominations.editor)
    assert not worked.page.panel.isVisible()
    worked.page.nominations.show_list()
    assert worked.page.panel.isVisible()
    assert worked.page.splitter.sizes()[-2:] == halves


def test_kind_of_recipient_is_said_short(worked: Worked) -> None:
    model = worked.page.nominations.panel.model
    kinds = [model.columns[2].text(line) for line in model.shown_rows()]
    assert kinds == [RecipientKind.INDIVIDUAL.label, RecipientKind.COLLECTIVE.label, "Hộ"]
