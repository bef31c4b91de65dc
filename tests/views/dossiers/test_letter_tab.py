"""The papers of a dossier are drawn from what is saved, looked at, and written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.bases import BasisLine
from desktop.services.desk import Desk
from desktop.services.letter_numbers import LetterNumber
from desktop.services.registers import NumberSeries
from desktop.views.dossiers.letter_numbering import LetterNumberDialog
from desktop.views.dossiers.letter_tab import LetterTab
from desktop.views.legal.bases_dialog import BasesDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.services.commune_dossier import Commune
from tests.views.dossiers.conftest import Worked

Type = Callable[[QWidget, str], None]
Open = Callable[[Desk], Worked]


@pytest.fixture
def dossier(office: Desk, tmp_path: Path) -> UUID:
    return Commune(office).complete_dossier(tmp_path)


@pytest.fixture
def worked(open_page: Open, office: Desk, dossier: UUID) -> Worked:
    made = open_page(office)
    made.open(dossier)
    made.page.show_form()
    return made


def test_letter_and_list_are_opened_as_pdf(worked: Worked, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(LetterTab, "open_file", staticmethod(opened.append))
    worked.click("show_letter")
    worked.click("show_list")

    assert [path.read_bytes()[:5] for path in opened] == [b"%PDF-", b"%PDF-"]
    assert opened[0] != opened[1]


def test_the_papers_are_written_into_the_folder_chosen(
    worked: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "giấy tờ"
    folder.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: folder)
    worked.click("save_papers")

    assert {"to-trinh.pdf", "danh-sach.pdf"} <= {path.name for path in folder.iterdir()}
    assert f"Đã ghi {len(list(folder.iterdir()))} giấy tờ" in worked.page.letter.banner.text


def test_papers_wait_until_what_is_typed_is_saved(worked: Worked, type_text: Type) -> None:
    type_text(worked.find(QLineEdit, "letter_number_field"), "9")
    button = worked.find(QPushButton, "show_letter")
    assert not button.isEnabled()
    assert "Lưu hồ sơ trước" in button.toolTip()


def test_what_is_decided_here_has_no_letter(open_page: Open, office: Desk) -> None:
    commune = Commune(office)
    dossier = commune.dossier(receiver_office_id=None, letter_number="")
    draft = office.nominations.draft_for(dossier, *commune.recipients[0][:2])
    office.nominations.save_draft(draft)
    worked = open_page(office)
    worked.open(dossier)

    letter = worked.find(QPushButton, "show_letter")
    assert not letter.isEnabled()
    assert "không có tờ trình" in letter.toolTip()
    assert worked.find(QPushButton, "show_list").isEnabled()


def test_an_internal_letter_is_shown_once_its_number_is_typed(
    open_page: Open, office: Desk
) -> None:
    commune = Commune(office)
    dossier = commune.dossier(receiver_office_id=None, letter_number="62/TTr-VHXH")
    draft = office.nominations.draft_for(dossier, *commune.recipients[0][:2])
    office.nominations.save_draft(draft)
    worked = open_page(office)
    worked.open(dossier)

    assert worked.find(QPushButton, "show_letter").isEnabled()
    assert not worked.find(QPushButton, "choose_bases").isEnabled()


def test_what_the_letter_cites_is_chosen_in_a_dialog_and_kept(
    open_page: Open, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = Commune(office).dossier()
    worked = open_page(office)
    worked.open(dossier)
    worked.page.tabs.setCurrentWidget(worked.page.letter)
    own = (BasisLine("", "Kế hoạch số 05/KH-UBND"),)
    monkeypatch.setattr(BasesDialog, "ask", lambda *_a, **_k: own)
    worked.click("choose_bases")
    assert office.bases.of_dossier(dossier).chosen == own
    assert "1 căn cứ" in worked.page.letter.banner.text
    monkeypatch.setattr(BasesDialog, "ask", lambda *_a, **_k: ())
    worked.click("choose_bases")
    assert office.bases.of_dossier(dossier).chosen == ()


def test_a_dossier_decided_here_has_no_letter_and_so_no_bases(
    open_page: Open, office: Desk
) -> None:
    dossier = Commune(office).dossier(receiver_office_id=None)
    worked = open_page(office)
    worked.open(dossier)
    worked.page.tabs.setCurrentWidget(worked.page.letter)
    button = worked.find(QPushButton, "choose_bases")
    assert not button.isEnabled()
    assert "không có tờ trình" in button.toolTip()


def test_bases_nobody_has_compared_are_said_to_be_left_out_until_somebody_chooses(
    open_page: Open, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Catalogue §1.1: TT 12/2019 (MEM_M) and the law on local government hold in 2023.
    dossier = Commune(office).dossier()
    worked = open_page(office)
    worked.open(dossier)
    note = worked.find(QLabel, "bases_left_out")
    count = len(office.bases.of_dossier(dossier).left_out)

    assert count
    assert note.text().startswith(f"Có {count} văn bản chưa đối chiếu không tự đưa vào")
    assert not note.isHidden()
    own = (BasisLine("", "Kế hoạch số 05/KH-UBND"),)
    monkeypatch.setattr(BasesDialog, "ask", lambda *_a, **_k: own)
    worked.page.tabs.setCurrentWidget(worked.page.letter)
    worked.click("choose_bases")
    assert note.isHidden()


def test_a_number_of_the_register_is_asked_for_and_stands_in_the_letter(
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[LetterNumber] = []

    def next_one(_parent: object, foreseen: LetterNumber) -> int:
        asked.append(foreseen)
        return foreseen.number

    monkeypatch.setattr(LetterNumberDialog, "ask", next_one)
    worked.click("take_number")
    assert (asked[0].number, asked[0].year) == (1, 2023)
    said = "Tờ trình số 01/TTr-UBND, đã ghi vào sổ năm 2023."
    assert worked.page.letter.banner.text == said
    assert office.dossiers.open_draft(dossier).letter_number == "01/TTr-UBND"
    assert worked.page.form.draft().letter_number == "01/TTr-UBND"


def test_a_number_that_is_taken_is_told_and_changes_nothing(
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.dossiers.open_draft(dossier).letter_number
    office.registers.void(NumberSeries.LETTER, 2023, 4, "Viết nhầm")
    monkeypatch.setattr(LetterNumberDialog, "ask", lambda *_a: 4)
    worked.click("take_number")
    assert "Viết nhầm" in worked.page.letter.banner.text
    assert office.dossiers.open_draft(dossier).letter_number == before


def test_the_dialog_starts_with_the_number_foreseen(qtbot: QtBot) -> None:
    dialog = LetterNumberDialog(None, LetterNumber(12, 2023, "12/TTr-UBND"))
    qtbot.addWidget(dialog)
    assert dialog.number.value() == 12
    assert "sổ «Số tờ trình» năm 2023" in dialog.text.text()
    assert dialog.yes.isEnabled()
