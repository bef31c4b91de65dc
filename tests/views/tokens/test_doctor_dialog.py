"""«Kiểm tra thiết bị ký số» on a real office and a real token."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.tokens.doctor_dialog import TokenDoctorDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.sealing.soft_token import PIN, SoftToken, signing_token
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY
from tests.views.hands import Hands


@pytest.fixture
def dialog(
    qtbot: QtBot, office: Desk, runner: JobRunner, token: SoftToken, monkeypatch: pytest.MonkeyPatch
) -> Hands:
    made = TokenDoctorDialog(Bench(office, runner, Changes()), None, token.module)
    qtbot.addWidget(made)
    made.show()
    hands = Hands(made, office, runner, qtbot)
    hands.idle()
    return hands


def examine(hands: Hands, pin: str = "") -> None:
    hands.find(QLineEdit, "doctor_pin").setText(pin)
    hands.click("look")


def results(hands: Hands) -> list[tuple[str, str]]:
    steps = hands.find(QTreeWidget, "steps")
    items = [steps.topLevelItem(n) for n in range(steps.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


def test_nothing_can_be_copied_before_a_look(dialog: Hands) -> None:
    assert dialog.why_not("copy_report") == "Kiểm tra thiết bị trước"
    assert dialog.why_not("register_token") == "Kiểm tra thiết bị trước"


def test_a_look_without_a_pin_tells_every_step(dialog: Hands, token: SoftToken) -> None:
    signing_token(token)
    examine(dialog)
    assert len(results(dialog)) == 13
    assert ("PIN", "Chưa kiểm tra") in results(dialog)
    assert ("Đăng ký cho cơ quan này", "Không đạt") in results(dialog)


def test_the_pin_does_not_stay_on_the_screen(dialog: Hands, token: SoftToken) -> None:
    signing_token(token)
    examine(dialog, "0000")
    assert dialog.find(QLineEdit, "doctor_pin").text() == ""
    assert ("PIN", "Không đạt") in results(dialog)
    assert "PIN của thiết bị ký số không đúng" in dialog.page.banner.text


def test_a_certificate_is_registered_and_then_found_registered(
    dialog: Hands, token: SoftToken, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    signing_token(token)
    examine(dialog, PIN)
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "uoc")
    dialog.click("register_token")
    assert (tmp_path / "uoc.gscert").exists()
    assert "uoc.gscert" in dialog.page.banner.text
    examine(dialog, PIN)
    assert {state for _step, state in results(dialog)} == {"Đạt"}
    assert dialog.why_not("register_token") == "Chứng thư đã được đăng ký"


def test_a_refused_registration_is_said_and_can_be_tried_again(
    dialog: Hands, token: SoftToken, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    signing_token(token)
    examine(dialog)
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "khong-co" / "x.gscert")
    dialog.click("register_token")
    assert dialog.page.banner.text
    assert dialog.why_not("register_token") == ""


def test_the_last_try_needs_a_mark_of_consent(dialog: Hands, token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    consent = dialog.find(QCheckBox, "consent")
    assert consent.isHidden()
    examine(dialog, PIN)
    assert ("Số lần gõ PIN còn lại", "Không đạt") in results(dialog)
    consent.setChecked(True)
    examine(dialog, PIN)
    assert ("PIN", "Đạt") in results(dialog)


def test_the_report_is_copied_and_saved(
    dialog: Hands, token: SoftToken, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    examine(dialog)
    dialog.click("copy_report")
    copied = QGuiApplication.clipboard().text()
    target = tmp_path / "bao-cao.txt"
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: target)
    dialog.click("save_report")
    assert copied.startswith("BÁO CÁO KIỂM TRA")
    assert target.read_text("utf-8") == copied
    assert "bao-cao.txt" in dialog.page.banner.text


def test_another_driver_is_chosen_as_a_file(
    dialog: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = tmp_path / "khong-phai.so"
    text.write_text("chữ")
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: text)
    dialog.click("choose_driver")
    assert dialog.find(QComboBox, "driver").currentData() == text
    examine(dialog)
    assert ("Tệp trình điều khiển", "Không đạt") in results(dialog)
    assert dialog.why_not("register_token") == "Chưa đọc được chứng thư trên thiết bị"


def test_it_is_not_closed_while_it_looks(dialog: Hands, token: SoftToken) -> None:
    dialog.page._set_working(working=True)
    dialog.page.reject()
    assert dialog.page.isVisible()
    dialog.page._set_working(working=False)
    dialog.page.reject()
    assert not dialog.page.isVisible()
