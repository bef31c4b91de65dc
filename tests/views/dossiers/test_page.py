"""The page of dossiers, worked as an officer works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.law.lifecycle import DossierState
from desktop.law.terms import RecipientKind
from desktop.services.desk import Desk
from desktop.services.exemplars import ExemplarDraft
from desktop.views.dossiers.nominating import DossierChoice
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ChoiceDialog, ReasonDialog
from tests.services.commune_dossier import Commune, saved
from tests.services.two_offices import TwoOffices, state_of
from tests.views.dossiers.conftest import Worked

Type = Callable[[QWidget, str], None]
Open = Callable[[Desk], Worked]


def test_the_states_are_chips_with_their_counts(open_page: Open, office: Desk) -> None:
    commune = Commune(office)
    commune.dossier(title="Hồ sơ một")
    commune.dossier(title="Hồ sơ hai")
    worked = open_page(office)

    drafts = worked.find(QPushButton, "state_filter_chips_0")
    assert drafts.text() == "Đang soạn  2"
    assert worked.find(QPushButton, "state_filter_chips_1").isHidden()
    drafts.click()
    assert worked.page.panel.model.rowCount() == 2


def test_what_came_from_another_office_is_not_in_the_list(
    open_page: Open, sent: TwoOffices
) -> None:
    sent.receive()
    worked = open_page(sent.district)
    assert worked.page.panel.model.total == 0


def test_a_new_dossier_is_addressed_to_the_office_above(
    open_page: Open, office: Desk, type_text: Type
) -> None:
    worked = open_page(office)
    worked.click("new")
    type_text(worked.find(QLineEdit, "title_field"), "Đề nghị khen thưởng năm 2023")
    worked.click("save")

    (row,) = office.dossiers.list_rows()
    assert row.title == "Đề nghị khen thưởng năm 2023"
    assert row.receiver == "Ủy ban nhân dân huyện Thanh Bình"
    assert worked.find(QLabel, "state_chip").text() == "Đang soạn"


def test_a_draft_says_what_it_lacks_and_the_button_says_why_it_waits(
    open_page: Open, office: Desk
) -> None:
    dossier = Commune(office).dossier(letter_number="")
    worked = open_page(office)
    worked.open(dossier)

    lines = worked.lines("missing_list")
    assert ["Phải sửa", "Hồ sơ"] in [line[:2] for line in lines]
    ready = worked.find(QPushButton, "mark_ready")
    assert not ready.isEnabled()
    assert "việc phải sửa" in ready.toolTip()


def test_a_line_of_what_is_missing_leads_to_its_field(open_page: Open, office: Desk) -> None:
    dossier = Commune(office).dossier(letter_number="")
    worked = open_page(office)
    worked.open(dossier)
    worked.page.tabs.setCurrentWidget(worked.page.missing)
    tree = worked.find(QTreeWidget, "missing_list")
    item = tree.topLevelItem(0)
    assert item is not None
    tree.itemActivated.emit(item, 0)

    assert worked.page.tabs.currentWidget() is worked.page.letter
    assert worked.page.form.focusWidget().objectName() == "letter_number_field"


def test_a_line_about_a_nomination_leads_into_it(open_page: Open, office: Desk) -> None:
    commune = Commune(office)
    dossier = commune.dossier()
    ref = (RecipientKind.INDIVIDUAL, commune.teacher)
    office.nominations.add_recipients(dossier, [ref], "CSTDCS")
    worked = open_page(office)
    worked.open(dossier)
    tree = worked.find(QTreeWidget, "missing_list")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    wanted = next(i for i in items if i is not None and "hành tích" in i.text(2))
    tree.itemActivated.emit(wanted, 0)
    worked.idle()

    assert worked.page.tabs.currentWidget() is worked.page.nominations
    editor = worked.page.nominations.editor
    assert not worked.page.nominations.shows_list
    assert editor.form.focusWidget().objectName() == "achievement_field"


def test_filling_a_nomination_takes_its_line_away(
    open_page: Open, office: Desk, type_text: Type
) -> None:
    commune = Commune(office)
    dossier = commune.dossier()
    ref = (RecipientKind.INDIVIDUAL, commune.teacher)
    office.nominations.add_recipients(dossier, [ref], "CSTDCS")
    worked = open_page(office)
    worked.open(dossier)
    before = len(worked.lines("missing_list"))
    (nomination,) = office.nominations.rows(dossier)
    worked.page.nominations.open_nomination(nomination.id)
    worked.idle()
    type_text(worked.find(QLineEdit, "achievement_field"), "Có thành tích xuất sắc")
    type_text(worked.find(QLineEdit, "period_from_field"), "1/1/2023")
    type_text(worked.find(QLineEdit, "period_to_field"), "31/12/2023")
    worked.click("save")

    assert len(worked.lines("missing_list")) == before - 2
    assert office.nominations.open_draft(nomination.id).achievement == "Có thành tích xuất sắc"


def test_a_dossier_goes_from_draft_to_sent_with_the_offices_key(
    open_page: Open,
    office: Desk,
    district_certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.trust.pin(None, district_certificate)
    dossier = Commune(office).complete_dossier(tmp_path)
    worked = open_page(office)
    worked.open(dossier)
    asked: list[str] = []

    def give_reason(_parent: object, _title: str, text: str, **_more: object) -> str:
        asked.append(text)
        return "Đã rà soát"

    monkeypatch.setattr(ReasonDialog, "ask", give_reason)
    worked.click("mark_ready")
    assert state_of(office, dossier) is DossierState.READY
    assert len(asked) == 1
    assert worked.find(QLabel, "state_chip").text() == "Sẵn sàng"
    _sign(worked, tmp_path, monkeypatch)

    assert state_of(office, dossier) is DossierState.SENT
    (package,) = tmp_path.glob("*.asice.p7m")
    assert package.name in worked.page.banner.text
    assert "SHA-256" in worked.page.banner.text
    assert worked.find(QLabel, "state_chip").text() == "Đã gửi"


def _sign(worked: Worked, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.views.dossiers.signing_dialog import SigningDialog
    from desktop.views.widgets.dialogs import FilePicker

    monkeypatch.setattr(FilePicker, "folder", lambda *_a: folder)
    worked.click("send")
    dialog = worked.dialog(SigningDialog)
    worked.click("choose_folder", dialog)
    worked.click("sign", dialog)


def test_what_is_not_saved_keeps_the_move_back(
    open_page: Open, office: Desk, tmp_path: Path, type_text: Type
) -> None:
    dossier = Commune(office).complete_dossier(tmp_path)
    worked = open_page(office)
    worked.open(dossier)
    worked.page.show_form()
    type_text(worked.find(QLineEdit, "letter_number_field"), "9")

    ready = worked.find(QPushButton, "mark_ready")
    assert not ready.isEnabled()
    assert ready.toolTip() == "Hãy lưu nội dung đang gõ trước"


def test_a_sent_dossier_can_only_be_read_and_says_why(open_page: Open, sent: TwoOffices) -> None:
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)

    assert worked.find(QLineEdit, "title_field").isReadOnly()
    add = worked.find(QPushButton, "add_recipients")
    assert not add.isEnabled()
    assert "đã ký và gửi đi" in add.toolTip()
    assert not worked.find(QPushButton, "add_file", worked.page.files).isEnabled()


def test_leaving_a_dirty_nomination_asks_and_staying_keeps_it(
    open_page: Open, office: Desk, type_text: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = Commune(office)
    dossier, other = commune.dossier(), commune.dossier(title="Hồ sơ khác")
    ref = (RecipientKind.INDIVIDUAL, commune.teacher)
    office.nominations.add_recipients(dossier, [ref], "CSTDCS")
    worked = open_page(office)
    worked.open(dossier)
    (nomination,) = office.nominations.rows(dossier)
    worked.page.nominations.open_nomination(nomination.id)
    worked.idle()
    type_text(worked.find(QLineEdit, "achievement_field"), "Gõ dở")
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: None)
    worked.page.panel.view.select(other)
    worked.idle()

    assert worked.page.form.record_id == dossier
    assert worked.find(QLineEdit, "achievement_field").text() == "Gõ dở"


def test_an_example_is_put_into_a_draft_dossier_prefilled(
    open_page: Open, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = Commune(office)
    dossier = commune.dossier()
    exemplar = saved(
        office.exemplars,
        ExemplarDraft(
            title="Cô giáo vùng cao", person_id=commune.teacher, summary="Dạy chữ cho trẻ em."
        ),
    )
    monkeypatch.setattr(DossierChoice, "ask", lambda *_a: (True, dossier))
    worked = open_page(office)
    worked.page.nominate_exemplar(exemplar)
    worked.idle()

    assert worked.find(QLineEdit, "recipient_name_field").text() == "Đặng Thị Ước"
    assert worked.page.nominations.is_dirty
    worked.click("save")
    (row,) = office.nominations.rows(dossier)
    assert office.nominations.open_draft(row.id).exemplar_id == exemplar


def test_an_example_makes_a_dossier_where_there_is_no_draft(open_page: Open, office: Desk) -> None:
    commune = Commune(office)
    draft = ExemplarDraft(title="Cô giáo vùng cao", person_id=commune.teacher)
    exemplar = saved(office.exemplars, draft)
    worked = open_page(office)
    worked.page.nominate_exemplar(exemplar)
    worked.idle()

    (row,) = office.dossiers.list_rows()
    assert row.title == "Đề nghị khen thưởng điển hình tiên tiến năm 2023"
    assert worked.find(QLineEdit, "recipient_name_field").text() == "Đặng Thị Ước"


def test_typing_in_a_nomination_comes_back_after_a_crash(
    open_page: Open, office: Desk, type_text: Type, qtbot: QtBot
) -> None:
    commune = Commune(office)
    dossier = commune.dossier()
    ref = (RecipientKind.INDIVIDUAL, commune.teacher)
    office.nominations.add_recipients(dossier, [ref], "CSTDCS")
    (nomination,) = office.nominations.rows(dossier)
    worked = open_page(office)
    worked.open(dossier)
    worked.page.nominations.open_nomination(nomination.id)
    worked.idle()
    type_text(worked.find(QLineEdit, "achievement_field"), "Gõ trước khi mất điện")
    key = f"nominations:{nomination.id}"
    qtbot.waitUntil(lambda: office.journal.kept(key) is not None, timeout=5000)

    again = open_page(office)
    again.open(dossier)
    again.page.nominations.open_nomination(nomination.id)
    again.idle()
    again.click("banner_action_1", again.page.nominations.editor)
    assert again.find(QLineEdit, "achievement_field").text() == "Gõ trước khi mất điện"


def test_one_click_keeps_here_what_needs_no_office_above(open_page: Open, office: Desk) -> None:
    commune = Commune(office)
    dossier = commune.dossier()
    kind, record, _ = commune.recipients[2]
    office.nominations.add_recipients(dossier, [(kind, record)], "GK_XA")
    worked = open_page(office)
    worked.open(dossier)
    worked.page.tabs.setCurrentWidget(worked.page.missing)
    worked.click("banner_action_1", worked.page.missing)

    assert office.dossiers.open_draft(dossier).receiver_office_id is None
    assert not worked.find(Banner, "banner", worked.page.missing).text
    assert "không gửi đi nữa" in worked.page.banner.text
    # The form goes on from the version just made.
    assert worked.page.form.draft().receiver_office_id is None
