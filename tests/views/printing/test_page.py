"""From the order of the ceremony to the last blank, as an officer goes through the four steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.models import AwardRecord
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.printing import driver as driving
from desktop.views.printing import presses
from desktop.views.printing.page import BLANKS, PROOF, PrintingDialog
from desktop.views.printing.queues import Printer, Tray
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker, ReasonDialog
from tests.services.printing_offices import PrintingOffice
from tests.views.hands import Hands
from tests.views.printing.conftest import FakePress

BLANK = "a4-overlay"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    """A printer with a second tray, which every dialog finds."""
    made = FakePress()
    monkeypatch.setattr(driving, "_ASK_EVERY_MS", 10)
    monkeypatch.setattr(presses, "list_printers", lambda: [Printer("hp", "HP phòng họp", True)])
    monkeypatch.setattr(presses, "list_trays", lambda _name: [Tray("manual", "Khay tay")])
    monkeypatch.setattr(presses, "press_for", lambda *_a: made)
    return made


@pytest.fixture
def hands(
    qtbot: QtBot, office: PrintingOffice, runner: JobRunner, press: FakePress
) -> Iterator[Hands]:
    bench = Bench(office.desk, runner, Changes())
    dialog = PrintingDialog(bench, office.desk.decisions.open(office.decision_id), None)
    qtbot.addWidget(dialog)
    dialog.open()
    made = Hands(dialog, office.desk, runner, qtbot)
    made.idle()
    layouts = made.find(QComboBox, "print_layout")
    layouts.setCurrentIndex(layouts.findData(BLANK))
    made.idle()
    yield made
    dialog.run.driver.stop()
    made.idle()


def test_a_machine_without_a_printer_says_so_and_names_the_way_by_a_file(
    qtbot: QtBot,
    office: PrintingOffice,
    runner: JobRunner,
    press: FakePress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presses, "list_printers", list)
    bench = Bench(office.desk, runner, Changes())
    dialog = PrintingDialog(bench, office.desk.decisions.open(office.decision_id), None)
    qtbot.addWidget(dialog)
    dialog.open()
    hands = Hands(dialog, office.desk, runner, qtbot)
    hands.idle()
    dialog.show_step(BLANKS)
    told = hands.text("no_printer")
    assert told.startswith("Máy này chưa có máy in")
    assert "bước 3" in told
    assert "«Ghi PDF…»" in told
    assert hands.find(QLabel, "no_printer").isVisible()
    assert hands.why_not("try_sheet") == told


def test_a_machine_with_a_printer_is_told_nothing_of_that(hands: Hands) -> None:
    assert hands.find(QLabel, "no_printer").isHidden()


def lines(hands: Hands, name: str, column: int) -> list[str]:
    found = hands.find(QTreeWidget, name)
    items = [found.topLevelItem(row) for row in range(found.topLevelItemCount())]
    return [item.text(column) for item in items if item is not None]


def choose(hands: Hands, name: str, *rows: int) -> None:
    found = hands.find(QTreeWidget, name)
    found.clearSelection()
    for row in rows:
        item = found.topLevelItem(row)
        assert item is not None
        found.setCurrentItem(item, 0, found.selectionModel().SelectionFlag.NoUpdate)
        item.setSelected(True)


def until_done(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: not hands.page.run.driver.is_running, timeout=15_000)
    hands.idle()


def test_certificates_move_by_keys_and_back(hands: Hands) -> None:
    choose(hands, "ceremony_order", 3)
    awards = hands.find(QTreeWidget, "ceremony_order")
    awards.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        hands.qtbot.keyClick(awards, key, Qt.KeyboardModifier.AltModifier)
        hands.idle()
    assert lines(hands, "ceremony_order", 1) == ["1", "2", "4", "3", "5", "6"]
    hands.click("undo_order")
    assert lines(hands, "ceremony_order", 1) == ["1", "4", "2", "3", "5", "6"]
    hands.click("restore_order")
    assert lines(hands, "ceremony_order", 1) == list("123456")
    assert hands.why_not("restore_order") == "Đang theo thứ tự của quyết định"


def test_several_go_to_a_place_together(hands: Hands) -> None:
    choose(hands, "ceremony_order", 4, 5)
    hands.click("move_to")
    assert lines(hands, "ceremony_order", 1) == ["5", "6", "1", "2", "3", "4"]


def test_blanks_wait_for_the_signature_and_then_all_come_out(
    hands: Hands, press: FakePress
) -> None:
    hands.page.show_step(3)
    assert hands.why_not("start_run") == "Bản soát chưa được ký: xem bước 2"
    hands.page.show_step(1)
    assert hands.text("proof_told") == "6 giấy khen, chưa ai ký bản soát."
    hands.click("sign_proof")
    assert hands.text("proof_told").startswith("6 giấy khen, Trần Quốc Đạt đã soát và ký lúc")
    hands.page.show_step(3)
    hands.click("start_run")
    until_done(hands)
    assert lines(hands, "sheets", 3) == ["Đã in"] * 6
    assert len(press.sent) == 6
    assert hands.text("run_told") == "Xong: 6/6 tờ · phôi đã dùng 6, hỏng 0"
    assert hands.page.run.banner.text == "Đã in xong 6 tờ, hỏng 0 phôi."


def test_a_remark_typed_before_the_signature_is_noted_stays(hands: Hands) -> None:
    note = hands.find(QLineEdit, "proof_note")
    note.setText("Đọc hai lượt")
    hands.find(QPushButton, "sign_proof").click()
    note.setText("Xem lại tờ 3")
    hands.idle()
    assert note.text() == "Xem lại tờ 3"


def test_what_changed_after_the_signature_is_marked_and_holds_blanks_back(
    hands: Hands, office: PrintingOffice
) -> None:
    hands.click("sign_proof")
    with office.desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number="2").one()
        award.recipient_name = "Phạm Quốc Yên"
        session.commit()
    hands.page.draw()
    hands.idle()
    assert hands.text("proof_told").startswith("1 giấy đã thay đổi sau khi Trần Quốc Đạt soát")
    assert lines(hands, "proof", 0) == ["1", "2 ●", "3", "4", "5", "6"]
    assert hands.why_not("start_run")


def test_a_trial_sheet_needs_no_signature_and_is_noted_nowhere(
    hands: Hands, press: FakePress, office: PrintingOffice
) -> None:
    hands.page.show_step(2)
    hands.click("try_sheet")
    hands.click("try_frames")
    assert press.sent == ["In thử giấy khen số 1", "In thử khung"]
    assert office.log.log(office.decision_id) == []


def test_a_spoiled_sheet_is_printed_again_under_its_number(
    hands: Hands, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Kẹt giấy")
    hands.click("sign_proof")
    hands.click("start_run")
    until_done(hands)
    choose(hands, "sheets", 1)
    hands.click("spoil")
    assert lines(hands, "sheets", 3) == ["Đã in", "Hỏng", "Chưa in", *["Đã in"] * 4]
    assert lines(hands, "sheets", 5)[1:3] == ["Kẹt giấy", "in lại"]
    hands.click("go_on")
    until_done(hands)
    assert press.sent[-1] == "Giấy khen số 2, tờ 2"
    assert hands.text("run_told") == "Xong: 6/6 tờ · phôi đã dùng 7, hỏng 1"


def test_blanks_numbers_are_typed_once_and_shown_on_each_sheet(
    hands: Hands, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Kẹt giấy")
    hands.click("sign_proof")
    hands.find(QLineEdit, "run_serial").setText("GK 0098")
    hands.click("start_run")
    until_done(hands)
    assert lines(hands, "sheets", 5) == [f"phôi GK {n:04d}" for n in range(98, 104)]
    assert hands.find(QLineEdit, "run_serial").text() == ""
    choose(hands, "sheets", 1)
    hands.click("spoil")
    hands.click("go_on")
    until_done(hands)
    assert lines(hands, "sheets", 5)[1:3] == ["phôi GK 0099; Kẹt giấy", "phôi GK 0104; in lại"]


def test_paper_out_is_told_and_stopping_leaves_the_rest_unprinted(
    hands: Hands, press: FakePress
) -> None:
    press.limit = 2
    hands.click("sign_proof")
    hands.click("start_run")
    hands.qtbot.waitUntil(lambda: "hết giấy" in hands.page.run.banner.text, timeout=15_000)
    hands.find(QPushButton, "stop_run").click()
    until_done(hands)
    assert lines(hands, "sheets", 3) == [*["Đã in"] * 2, *["Chưa in"] * 4]
    press.limit = 100
    hands.click("go_on")
    until_done(hands)
    assert lines(hands, "sheets", 3) == ["Đã in"] * 6


def test_it_goes_on_from_a_sheet_after_a_jam(
    hands: Hands, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *a, **_k: asked.append(a[2]) or True)
    hands.click("sign_proof")
    hands.click("start_run")
    until_done(hands)
    choose(hands, "sheets", 4)
    hands.click("resume_from")
    until_done(hands)
    assert "2 tờ từ đây trở đi đã ghi là đã in sẽ được in lại" in asked[0]
    assert [title.split(", ")[0] for title in press.sent[6:]] == [
        "Giấy khen số 5",
        "Giấy khen số 6",
    ]


def test_printing_the_same_blanks_again_asks_why(hands: Hands, press: FakePress) -> None:
    hands.click("sign_proof")
    hands.click("start_run")
    until_done(hands)
    hands.find(QLineEdit, "run_places").setText("2-3")
    hands.click("start_run")
    assert "Trong số này, 2 giấy đã được in" in hands.page.run.banner.text
    hands.find(QLineEdit, "run_reason").setText("Đổi phôi")
    hands.click("start_run")
    until_done(hands)
    assert len(press.sent) == 8


def test_the_papers_of_the_ceremony_and_the_pdf_are_written(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from PySide6.QtGui import QDesktopServices

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    for button in ("write_proof", "write_script", "write_money", "write_pdf"):
        monkeypatch.setattr(
            FilePicker, "save_file", lambda *_a, name=button: tmp_path / f"{name}.pdf"
        )
        hands.click(button)
        assert (tmp_path / f"{button}.pdf").read_bytes().startswith(b"%PDF")


def test_closing_asks_only_while_it_prints(hands: Hands) -> None:
    hands.page.close()
    assert not hands.page.isVisible()


def test_a_range_nobody_can_print_is_told_beside_what_may_be_typed(hands: Hands) -> None:
    hands.page.show_step(PROOF)
    hands.click("sign_proof")
    hands.page.show_step(BLANKS)
    places = hands.find(QLineEdit, "run_places")
    for typed in ("abc", "0", "5-2", "99"):
        places.setText(typed)
        hands.click("start_run")
        assert f"«{typed}»" in hands.page.run.banner.text
        assert "như «3-7, 12»" in hands.page.run.banner.text
        assert not hands.page.run.driver.is_running
