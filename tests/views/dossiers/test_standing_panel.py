"""Conditions of a nomination on a real office: shown, spoken for, and cured where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem

from desktop.law.terms import RecipientKind
from desktop.services.desk import Desk
from desktop.views.dossiers.attest_dialog import AttestChoice, AttestDialog
from desktop.views.dossiers.missing_list import Cure
from tests.services.commune_dossier import Commune
from tests.views.dossiers.conftest import Worked


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


@pytest.fixture
def dossier_id(commune: Commune) -> UUID:
    """A draft with both of one name nominated for «Lao động tiên tiến»."""
    made = commune.dossier()
    people = [(RecipientKind.INDIVIDUAL, p) for p in (commune.teacher, commune.farmer)]
    commune.desk.nominations.add_recipients(made, people, "LDTT", 2023)
    return made


def _open(worked: Worked, dossier_id: UUID) -> UUID:
    worked.open(dossier_id)
    nomination = worked.desk.nominations.rows(dossier_id)[0].id
    worked.page.nominations.open_nomination(nomination, "standards")
    worked.idle()
    return nomination


def _line(worked: Worked, text: str) -> QTreeWidgetItem:
    tree = worked.find(QTreeWidget, "standing_list")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return next(item for item in items if item is not None and text in item.text(1))


def _choose(worked: Worked, text: str) -> QTreeWidgetItem:
    item = _line(worked, text)
    worked.find(QTreeWidget, "standing_list").setCurrentItem(item)
    return item


def test_each_condition_says_its_outcome_what_is_missing_and_its_basis(
    office: Desk, dossier_id: UUID, open_page: Callable[[Desk], Worked]
) -> None:
    worked = open_page(office)
    _open(worked, dossier_id)

    graded = _line(worked, "Hoàn thành tốt nhiệm vụ trở lên")
    assert [graded.text(0), graded.text(2)] == ["Chưa đủ căn cứ", "xếp loại năm 2023"]
    assert graded.text(3).endswith("chưa đối chiếu")
    assert _line(worked, "đạo đức").text(0) == "Cần xác nhận"
    assert "chưa đủ căn cứ" in worked.find(QLabel, "standing_summary").text()


def test_a_word_is_given_with_its_note_and_taken_back(
    office: Desk, dossier_id: UUID, open_page: Callable[[Desk], Worked]
) -> None:
    worked = open_page(office)
    nomination = _open(worked, dossier_id)
    _choose(worked, "đạo đức")
    worked.find(QLineEdit, "word_note").setText("Họp chi bộ 12/11")
    worked.click("word_holds")

    ((word,),) = office.attestations.of_dossier(dossier_id).values()
    assert (word.nomination_id, word.holds, word.note) == (nomination, True, "Họp chi bộ 12/11")
    line = _choose(worked, "đạo đức")
    assert line.text(0) == "Đạt (theo xác nhận)"
    assert line.text(2).endswith("Họp chi bộ 12/11")

    worked.click("word_back")

    assert office.attestations.of_dossier(dossier_id) == {}
    assert _line(worked, "đạo đức").text(0) == "Cần xác nhận"


def test_a_note_typed_before_the_answer_comes_waits_for_the_next_word(
    office: Desk, dossier_id: UUID, open_page: Callable[[Desk], Worked]
) -> None:
    worked = open_page(office)
    _open(worked, dossier_id)
    _choose(worked, "đạo đức")
    note = worked.find(QLineEdit, "word_note")
    note.setText("Họp chi bộ 12/11")
    worked.find(QPushButton, "word_holds").click()
    note.setText("Gửi lại")
    worked.idle()
    assert note.text() == "Gửi lại"
    ((word,),) = office.attestations.of_dossier(dossier_id).values()
    assert word.note == "Họp chi bộ 12/11"


def test_one_click_leads_to_the_persons_grades(
    office: Desk,
    commune: Commune,
    dossier_id: UUID,
    open_page: Callable[[Desk], Worked],
) -> None:
    worked = open_page(office)
    _open(worked, dossier_id)
    _choose(worked, "Hoàn thành tốt nhiệm vụ trở lên")

    with worked.qtbot.waitSignal(worked.page.field_requested) as asked:
        worked.click("go_to_cure")

    assert asked.args == ["people", commune.teacher, "evaluations"]


def test_a_line_of_the_missing_list_leads_to_the_condition_or_to_the_record(
    office: Desk,
    commune: Commune,
    dossier_id: UUID,
    open_page: Callable[[Desk], Worked],
) -> None:
    worked = open_page(office)
    worked.open(dossier_id)
    second = office.nominations.rows(dossier_id)[1].id

    worked.page.missing.cure_asked.emit(Cure("standards", second))
    worked.idle()
    editor = worked.page.nominations.editor
    assert editor.nomination_id == second
    assert editor.tabs.currentWidget() is editor.standing

    with worked.qtbot.waitSignal(worked.page.field_requested) as asked:
        worked.page.missing.cure_asked.emit(Cure("record:started_on", second))
    assert asked.args == ["people", commune.farmer, "started_on"]


def test_many_are_spoken_for_at_once(
    office: Desk,
    dossier_id: UUID,
    open_page: Callable[[Desk], Worked],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered = {}

    def agree(_cls: object, _parent: object, waiting: tuple[object, ...]) -> AttestChoice:
        dialog = AttestDialog(None, waiting)  # type: ignore[arg-type]
        tree = dialog.findChild(QTreeWidget, "to_attest")
        assert tree is not None
        offered["conditions"] = tree.topLevelItemCount()
        first = tree.topLevelItem(0)
        assert first is not None
        first.setCheckState(0, Qt.CheckState.Checked)
        return dialog.choice

    monkeypatch.setattr(AttestDialog, "ask", classmethod(agree))
    worked = open_page(office)
    worked.open(dossier_id)

    worked.click("attest")

    words = office.attestations.of_dossier(dossier_id)
    assert offered["conditions"] > 1
    assert [len(rows) for rows in words.values()] == [1, 1]
    assert worked.page.nominations.banner.text == "Đã xác nhận 2 điều kiện của 2 đề nghị."


def test_in_a_frozen_dossier_nobody_speaks(
    office: Desk, commune: Commune, open_page: Callable[[Desk], Worked], tmp_path: Path
) -> None:
    worked = open_page(office)
    frozen = commune.ready_dossier(tmp_path)
    worked.page.refresh()
    worked.idle()
    _open(worked, frozen)

    for name in ("word_holds", "word_fails", "word_back", "attest_many"):
        button = worked.find(QPushButton, name)
        assert not button.isEnabled()
        assert button.toolTip()
