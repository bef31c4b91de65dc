"""The receiving desk by hand and key: the board, a whole dossier without a mouse, two officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict
from desktop.services.campaigns import CampaignDraft
from desktop.services.desk import Desk
from desktop.services.permissions import Rights
from desktop.views.appraisal.bulk_dialog import BulkAnswer, BulkDialog
from desktop.views.appraisal.dossier_actions import DossierActions
from desktop.views.appraisal.handling import HandlerDialog
from desktop.views.appraisal.page import AppraisalPage
from desktop.views.appraisal.reason_dialog import PickReasonDialog
from desktop.views.appraisal.return_dialog import ReturnAnswer, ReturnDialog
from desktop.views.changes import Changes
from desktop.views.widgets.dialogs import FilePicker, ReasonDialog
from tests.services.came_dossiers import nominations_of, put_commune, put_file, put_received
from tests.services.conftest import Template, district, open_copy
from tests.services.test_paper_reading import DOCX, docx, paragraph, pdf
from tests.services.two_offices import state_of
from tests.views.hands import Hands, work

__all__ = ["district", "open_copy"]

CAMPAIGN = "Thi đua chào mừng 60 năm"
Open = Callable[..., Hands]


@pytest.fixture
def open_page(qtbot: QtBot, district: Desk, runner: JobRunner) -> Open:
    """Return what shows the page, with a dossier open where one is named."""

    def show(dossier_id: UUID | None = None) -> Hands:
        hands = work(qtbot, district, runner, AppraisalPage, Changes())
        hands.page.activateWindow()
        if dossier_id is not None:
            hands.page.open_record(dossier_id)
            hands.idle()
        return hands

    return show


def received(desk: Desk, count: int = 3, **more: Any) -> UUID:
    return put_received(desk, put_commune(desk, "Ủy ban nhân dân xã Đông An"), count, **more)


def press(hands: Hands, key: Qt.Key, within: QWidget | None = None) -> None:
    """Press one key where the focus is, and wait for what it does."""
    focus = within or hands.page.focusWidget() or hands.page
    hands.qtbot.keyClick(focus, key)
    hands.idle()


def verdicts(desk: Desk, dossier_id: UUID) -> list[Verdict | None]:
    return [n.verdict for n in desk.appraisal.open(dossier_id).nominations]


def board(hands: Hands) -> list[tuple[str, str]]:
    """Return sender and standing of each line of the board in sight."""
    model = hands.page._board.panel.model
    rows = range(model.rowCount())
    return [(model.index(row, 0).data(), model.index(row, 2).data()) for row in rows]


def call_for_dossiers(desk: Desk) -> None:
    draft = CampaignDraft(name=CAMPAIGN, dossiers_due_on=date(2023, 12, 15))
    assert desk.campaigns.save_draft(draft).saved


def test_the_board_tells_who_has_sent_and_who_has_not(open_page: Open, district: Desk) -> None:
    put_received(district, put_commune(district, "Ủy ban nhân dân xã Đông An"), campaign=CAMPAIGN)
    late = put_commune(district, "Ủy ban nhân dân xã Tân Dân")
    put_received(district, late, campaign=CAMPAIGN, received_on=date(2023, 10, 2))
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    call_for_dossiers(district)

    hands = open_page()

    assert sorted(board(hands)) == [
        ("UBND xã Hồng Phong", "Chưa gửi"),
        ("UBND xã Tân Dân", "Trễ 1"),
        ("UBND xã Đông An", "Chờ thẩm định"),
    ]
    hands.find(QComboBox, "sent_filter").setCurrentText("Chưa gửi")
    assert board(hands) == [("UBND xã Hồng Phong", "Chưa gửi")]
    hands.find(QComboBox, "sent_filter").setCurrentIndex(0)
    hands.find(QComboBox, "campaign_filter").setCurrentText(CAMPAIGN)
    assert len(board(hands)) == 3


def test_a_sender_is_excused_with_a_reason_and_asked_again(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_commune(district, "Ủy ban nhân dân xã Hồng Phong")
    received(district, 1)
    call_for_dossiers(district)
    hands = open_page()
    view = hands.page._board.panel.view
    lines = {
        r.sender[-9:]: r.id for r in hands.page._board.panel.model.all_rows() if not r.has_sent
    }
    assert not hands.find(QPushButton, "excuse_sender").isEnabled()

    view.select(lines["ồng Phong"])
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Xã mới thành lập")
    hands.click("excuse_sender")

    assert ("UBND xã Hồng Phong", "Không yêu cầu") in board(hands)
    assert hands.page.banner.text.startswith("UBND xã Hồng Phong không phải gửi hồ sơ")
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "bang.xlsx")
    hands.click("export_board")
    sheet = openpyxl.load_workbook(tmp_path / "bang.xlsx").active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Xã mới thành lập" in cells

    view.select(lines["ồng Phong"])
    button = hands.find(QPushButton, "excuse_sender")
    assert (button.text(), button.toolTip()) == ("Vẫn yêu cầu gửi", "Đã ghi: Xã mới thành lập")
    hands.click("excuse_sender")
    assert ("UBND xã Hồng Phong", "Chưa gửi") in board(hands)


def test_one_key_opens_what_waits_longest_and_the_next_one_after_it(
    open_page: Open, district: Desk
) -> None:
    commune = put_commune(district, "Ủy ban nhân dân xã Đông An")
    second = put_received(district, commune, 1, received_on=date(2023, 11, 15))
    first = put_received(district, commune, 1, received_on=date(2023, 11, 2))
    put_received(district, commune, 1, state=DossierState.APPRAISED)
    hands = open_page()
    hands.page._board.panel.view.setFocus()

    press(hands, Qt.Key.Key_F8)
    assert hands.page.dossier_id() == first
    press(hands, Qt.Key.Key_F8)
    assert hands.page.dossier_id() == second
    district.appraisal.set_all(first, Verdict.MEETS)
    district.appraisal.finish(first)
    press(hands, Qt.Key.Key_F8)
    assert hands.page.banner.text == "Không còn hồ sơ nào chờ thẩm định."


def test_the_board_is_written_as_a_spreadsheet(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    received(district, campaign=CAMPAIGN)
    hands = open_page()
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "bang.xlsx")
    hands.click("export_board")
    sheet = openpyxl.load_workbook(tmp_path / "bang.xlsx").active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "UBND xã Đông An" in cells
    assert CAMPAIGN in cells


def test_a_dossier_of_twenty_goes_from_the_board_to_its_end_in_24_keys(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(district, 20)
    hands = open_page()
    hands.page._board.panel.view.setFocus()
    keys = 0

    def key(pressed: Qt.Key) -> None:
        nonlocal keys
        keys += 1
        press(hands, pressed)

    key(Qt.Key.Key_F8)
    for place in range(20):
        if place in {4, 11}:
            # The digit asks why; one more takes a reason by its number.
            answer = iter(["Hồ sơ thiếu giấy tờ bắt buộc."])
            monkeypatch.setattr(PickReasonDialog, "ask", lambda *_a, a=answer: next(a))
            keys += 1
            key(Qt.Key.Key_2)
        else:
            key(Qt.Key.Key_1)
    key(Qt.Key.Key_F9)

    assert keys == 24
    assert state_of(district, dossier) is DossierState.APPRAISED
    found = verdicts(district, dossier)
    assert (found.count(Verdict.MEETS), found.count(Verdict.DOES_NOT)) == (18, 2)
    assert found[4] is found[11] is Verdict.DOES_NOT


def test_a_reason_is_taken_by_its_digit_the_last_by_a_letter(qtbot: QtBot) -> None:
    for pressed, wanted in (
        (Qt.Key.Key_2, "Đang được thanh tra."),
        (Qt.Key.Key_L, "Có đơn thư."),
        (Qt.Key.Key_Return, "Có đơn thư."),
    ):
        presets = ("Chờ bổ sung.", "Đang được thanh tra.", "Có đơn thư.")
        dialog = PickReasonDialog(None, "Tạm dừng", "Vì sao?", presets, "Có đơn thư.")
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda d=dialog: d.focusWidget() and d.focusWidget().hasFocus())
        qtbot.keyClick(dialog.focusWidget(), pressed)
        assert (dialog.result(), dialog.reason) == (1, wanted)


def test_digits_typed_into_a_reason_stay_there(qtbot: QtBot) -> None:
    dialog = PickReasonDialog(None, "Tạm dừng", "Vì sao?", ("Chờ bổ sung.",))
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.findChild(QPlainTextEdit, "reason")
    field.setFocus()
    qtbot.keyClicks(field, "12")
    assert dialog.isVisible()
    assert dialog.reason == "12"
    assert dialog.yes.isEnabled()


def test_words_typed_at_once_are_a_reason_of_their_own(qtbot: QtBot) -> None:
    dialog = PickReasonDialog(None, "Tạm dừng", "Vì sao?", ("Chờ bổ sung.",))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() and dialog.focusWidget().hasFocus())
    for letter in "xem 2 lan":
        qtbot.keyClicks(dialog.focusWidget(), letter)
    assert dialog.isVisible()
    assert dialog.reason == "xem 2 lan"


def test_the_buttons_of_a_state_leave_the_window_as_wide_as_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = DossierActions()
    QVBoxLayout(window).addWidget(actions)
    states = (DossierState.RECEIVED, DossierState.APPRAISED, DossierState.RETURNED)
    widest = 0
    for state in states:
        actions.show_state(state, 0, Rights())
        widest = max(widest, window.minimumSizeHint().width())
    window.resize(widest, 80)
    window.show()
    for state in (*states, *reversed(states), *states):
        actions.show_state(state, 0, Rights())
        assert window.width() == widest


def test_keys_pressed_quickly_judge_one_after_the_other(open_page: Open, district: Desk) -> None:
    dossier = received(district, 5)
    hands = open_page(dossier)
    view = hands.page._view.panel.view
    view.setFocus()
    for _ in range(3):
        hands.qtbot.keyClick(view, Qt.Key.Key_1)
    hands.idle()
    assert verdicts(district, dossier) == [Verdict.MEETS] * 3 + [None] * 2


def test_another_officer_s_verdict_stands_beside_ones_own_until_one_is_chosen(
    open_page: Open, district: Desk, district_template: Template, open_copy: Callable[..., Desk]
) -> None:
    dossier = received(district)
    hands = open_page(dossier)
    first = nominations_of(district, dossier)[0]
    other = open_copy(district_template, "district")
    other.appraisal.set_verdict(first, Verdict.DOES_NOT, "Trùng thành tích")

    press(hands, Qt.Key.Key_1, hands.page._view.panel.view)

    panel = hands.find(QWidget, "judged_meanwhile")
    assert panel.isVisible()
    assert hands.text("theirs") == "«Không đủ điều kiện»: Trùng thành tích"
    assert hands.text("mine") == "«Đủ điều kiện»"
    assert hands.text("theirs_title").startswith(f"Đã ghi: {other.store.actor.name}, ")
    assert hands.page.minimumSizeHint().height() <= 768
    assert verdicts(district, dossier)[0] is Verdict.DOES_NOT

    hands.click("write_mine")
    assert verdicts(district, dossier)[0] is Verdict.MEETS
    assert not panel.isVisible()


def test_what_was_done_is_taken_back_by_ctrl_z_and_named(open_page: Open, district: Desk) -> None:
    dossier = received(district)
    hands = open_page(dossier)
    view = hands.page._view.panel.view
    press(hands, Qt.Key.Key_1, view)
    hands.qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.idle()
    assert verdicts(district, dossier) == [None] * 3
    assert hands.page.banner.text == "Đã lấy lại: «Đủ điều kiện» cho 1 đề nghị."
    hands.qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hands.idle()
    assert "Không còn ý kiến nào" in hands.page.banner.text


def test_many_are_judged_as_previewed_and_the_banner_takes_it_back(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(district, 4)
    first = nominations_of(district, dossier)[0]
    district.appraisal.set_verdict(first, Verdict.DOES_NOT, "Thiếu minh chứng")
    hands = open_page(dossier)

    def ask(parent: Any, bench: Any, dossier_id: UUID, chosen: Any, last: Any) -> BulkAnswer:
        dialog = BulkDialog(parent, bench, dossier_id, chosen, last)
        dialog.findChild(QComboBox, "bulk_verdict").setCurrentIndex(3)
        dialog.findChild(QComboBox, "bulk_reason").setEditText("Chờ kết luận thanh tra")
        hands.idle()
        assert dialog.findChild(QLabel, "bulk_count").text() == "Đổi 3 đề nghị, để lại 1."
        table = dialog.findChild(QTreeWidget, "bulk_preview")
        last_line = table.topLevelItem(3)
        assert last_line.text(2) == "Để lại: đã có ý kiến khác"
        assert dialog.yes.isEnabled()
        dialog.deleteLater()
        return dialog.answer()

    monkeypatch.setattr(BulkDialog, "ask", ask)
    hands.click("judge_many")

    assert verdicts(district, dossier) == [Verdict.DOES_NOT, *[Verdict.HOLD] * 3]
    assert hands.page.banner.text == "Đã ghi «Tạm dừng xem xét» cho 3 đề nghị."
    hands.click("banner_action_1", hands.page.banner)
    assert verdicts(district, dossier) == [Verdict.DOES_NOT, None, None, None]


def test_a_paper_not_in_order_offers_its_point_when_the_dossier_goes_back(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(district)
    hands = open_page(dossier)
    monkeypatch.setattr(PickReasonDialog, "ask", lambda *_a: "chưa có chữ ký.")
    press(hands, Qt.Key.Key_F6, hands.page._view.panel.view)
    items = hands.find(QTreeWidget, "items")
    assert items.hasFocus()
    press(hands, Qt.Key.Key_Minus, items)
    press(hands, Qt.Key.Key_Plus, items)
    assert "Không đạt: chưa có chữ ký." in items.topLevelItem(0).text(2)
    assert items.topLevelItem(1).text(2) == "Đạt"
    offered: list[Any] = []

    def ask(*asked: Any) -> ReturnAnswer | None:
        dialog = ReturnDialog(*asked)
        offered.extend(dialog.answer().points)
        assert dialog.yes.isEnabled()
        dialog.deleteLater()
        return None

    monkeypatch.setattr(ReturnDialog, "ask", ask)
    hands.click("return")
    assert [point.text for point in offered] == ["Báo cáo thành tích: chưa có chữ ký."]


def test_duplicates_are_said_and_lead_to_the_other_dossier(open_page: Open, district: Desk) -> None:
    mine = received(district, 1)
    theirs = put_received(district, put_commune(district, "Ủy ban nhân dân xã Tân Dân"), 1)
    hands = open_page(mine)
    label = hands.find(QLabel, "findings")
    assert "Cùng người, cùng thành tích" in label.text()
    assert "xã Tân Dân" in label.text()
    label.linkActivated.emit(str(theirs))
    hands.idle()
    assert hands.page.dossier_id() == theirs


def test_papers_are_read_beside_the_nomination(open_page: Open, district: Desk) -> None:
    dossier = received(district)
    first, second, _ = nominations_of(district, dossier)
    put_file(district, ("nominations", first), "bao-cao.pdf", pdf("Mot", "Hai"))
    put_file(district, ("nominations", second), "bc.docx", docx(paragraph("Báo cáo")), DOCX)
    put_file(district, ("dossiers", dossier), "bien-ban.pdf", b"%PDF-1.4\nhong")
    hands = open_page(dossier)

    press(hands, Qt.Key.Key_F4, hands.page._view.panel.view)
    reader = hands.page._view.reader
    assert reader.isVisible()
    assert not hands.page._view.panel.isVisible()
    assert hands.text("page_place") == "1/2"
    assert hands.find(QWidget, "paper_page").width() > 300
    hands.qtbot.keyClick(
        hands.page._view.card, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier
    )
    hands.idle()
    assert hands.text("page_place") == "2/2"

    hands.qtbot.keyClick(
        hands.page._view.card, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
    )
    hands.idle()
    assert reader.banner.text.startswith("Tệp hỏng hoặc không đúng loại")
    hands.qtbot.keyClick(hands.page._view.card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    hands.idle()
    assert hands.text("nomination_name").startswith("2.")
    assert hands.find(QPlainTextEdit, "paper_text").toPlainText() == "Báo cáo"
    press(hands, Qt.Key.Key_1, hands.page._view.card)
    assert verdicts(district, dossier)[1] is Verdict.MEETS
    press(hands, Qt.Key.Key_F4, hands.page._view.card)
    assert hands.page._view.panel.isVisible()


def test_a_note_stays_with_its_nomination(open_page: Open, district: Desk) -> None:
    dossier = received(district)
    hands = open_page(dossier)
    press(hands, Qt.Key.Key_F7, hands.page._view.panel.view)
    field = hands.find(QPlainTextEdit, "note_text")
    assert field.hasFocus()
    field.setPlainText("Đã hỏi công chức xã")
    hands.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.idle()
    (note,) = district.handler_notes.of_dossier(dossier)
    assert note.text == "Đã hỏi công chức xã"
    assert field.toPlainText() == ""
    assert hands.page._view.card.tabs.tabText(4) == "Ghi chú (1)"


def test_a_dossier_is_given_to_a_colleague(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = received(district)
    hands = open_page()
    hands.page._lists.setCurrentIndex(1)
    assert hands.why_not("give_to") == "Chọn một hồ sơ trong danh sách trước"
    hands.page.panel.view.select(dossier)
    hands.idle()
    (officer,) = district.handler_notes.officers()
    monkeypatch.setattr(HandlerDialog, "ask", lambda *_a: (officer.officer_id,))
    hands.click("give_to")
    assert district.handler_notes.handler(dossier) == officer.name
    hands.find(QComboBox, "handler_filter").setCurrentText("Chưa giao cho ai")
    assert hands.page.panel.model.rowCount() == 0


def test_the_process_sheet_is_written_for_the_file(
    open_page: Open, district: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hands = open_page(received(district))
    folder = tmp_path / "phieu"
    folder.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: folder)
    hands.click("process_sheet")
    assert {f.name for f in folder.iterdir()} == {"phieu-tham-dinh.pdf", "phieu-tham-dinh.docx"}


def _narrow(hands: Hands) -> list[str]:
    """Return the buttons whose words are cut off."""
    buttons = hands.page._view.findChildren(QPushButton)
    shown = (b for b in buttons if b.isVisible() and b.text())
    return [b.objectName() for b in shown if b.width() < b.sizeHint().width()]


def test_nothing_is_cut_off_on_the_smallest_screen(
    open_page: Open, district: Desk, dressed: Any, qtbot: QtBot
) -> None:
    hands = open_page(received(district, 60))
    for reading in (False, True):
        if reading:
            hands.click("toggle_reader")
        qtbot.waitUntil(lambda: not _narrow(hands))
        assert hands.page.minimumSizeHint().width() <= 1158
        assert hands.page.minimumSizeHint().height() <= 768
