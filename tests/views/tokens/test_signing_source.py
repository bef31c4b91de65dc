"""«Ký bằng»: signing a dossier with a token from where one signs."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.lifecycle import DossierState
from desktop.services.desk import Desk
from desktop.services.tokens import TokenPlace
from desktop.views.changes import Changes
from desktop.views.dossiers.page import DossiersPage
from desktop.views.dossiers.signing_dialog import SigningDialog
from desktop.views.tokens.doctor_dialog import TokenDoctorDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.sealing.soft_token import PIN, SoftToken, signing_token
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY
from tests.services.commune_dossier import Commune
from tests.services.two_offices import state_of
from tests.views.hands import Hands, work

NAME = "Đỗ Văn Ước"


@pytest.fixture
def dossier(office: Desk, district: Desk, tmp_path: Path) -> UUID:
    """A dossier made ready; the office above's certificate is known."""
    above = tmp_path / "huyen.gscert"
    district.keys.export_certificate(above)
    office.trust.pin(None, above)
    made = Commune(office).complete_dossier(tmp_path)
    assert office.dossiers.mark_ready(made, "Đã rà soát").ready
    return made


@pytest.fixture
def hands(
    qtbot: QtBot,
    office: Desk,
    runner: JobRunner,
    token: SoftToken,
    dossier: UUID,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Hands:
    """The dialog of signing, a folder chosen, a token asked for."""
    signing_token(token, name=NAME)
    office.tokens.remember(TokenPlace(token.module))
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    page = work(qtbot, office, runner, DossiersPage, Changes())
    assert page.page.panel.view.select(dossier)
    page.idle()
    page.click("send")
    (dialog,) = page.page.findChildren(SigningDialog)
    made = Hands(dialog, office, runner, qtbot)
    made.click("choose_folder")
    made.find(QRadioButton, "token_key").click()
    made.idle()
    return made


def register(office: Desk, token: SoftToken, folder: Path) -> None:
    office.tokens.register(token.module, folder / "uoc.gscert")


def sign(hands: Hands, pin: str = PIN) -> None:
    hands.find(QLineEdit, "pin").setText(pin)
    hands.find(QPushButton, "sign").click()
    hands.idle()


def test_what_is_plugged_in_is_offered_with_its_certificate(hands: Hands) -> None:
    shown = hands.find(QComboBox, "token").currentText()
    assert NAME in shown
    assert shown.startswith("(chưa đăng ký)")


def test_a_pin_is_needed_before_one_can_sign(hands: Hands) -> None:
    assert "PIN" in hands.why_not("sign")
    hands.find(QLineEdit, "pin").setText(PIN)
    assert hands.why_not("sign") == ""


def test_a_registered_token_signs_the_dossier(
    hands: Hands, office: Desk, token: SoftToken, dossier: UUID, tmp_path: Path
) -> None:
    register(office, token, tmp_path)
    sign(hands)
    assert state_of(office, dossier) is DossierState.SENT
    assert office.outbox.list_rows()[0].signer == NAME


def test_a_wrong_pin_is_said_and_forgotten_and_the_tries_looked_at(
    hands: Hands, office: Desk, token: SoftToken, dossier: UUID, tmp_path: Path
) -> None:
    register(office, token, tmp_path)
    sign(hands, "0000")
    assert "PIN của thiết bị ký số không đúng" in hands.page.banner.text
    assert hands.find(QLineEdit, "pin").text() == ""
    assert "gõ sai PIN" in hands.text("tries")
    assert state_of(office, dossier) is DossierState.READY
    sign(hands)
    assert state_of(office, dossier) is DossierState.SENT


def test_one_not_registered_leads_to_the_doctor(
    hands: Hands, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sign(hands)
    assert "chưa đăng ký" in hands.page.banner.text
    assert state_of(office, dossier) is DossierState.READY
    hands.click("banner_action_1")
    (doctor,) = hands.page.findChildren(TokenDoctorDialog)
    monkeypatch.setattr(FilePicker, "save_file", lambda *_a: tmp_path / "uoc.gscert")
    hands.click("look", doctor)
    hands.click("register_token", doctor)
    doctor.reject()
    hands.idle()
    assert not hands.find(QComboBox, "token").currentText().startswith("(chưa")


def test_the_last_try_needs_a_mark_of_consent(
    hands: Hands, office: Desk, token: SoftToken, dossier: UUID, tmp_path: Path
) -> None:
    register(office, token, tmp_path)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    hands.click("look_again")
    hands.find(QLineEdit, "pin").setText(PIN)
    assert "lần cuối" in hands.why_not("sign")
    hands.find(QCheckBox, "consent").setChecked(True)
    sign(hands)
    assert state_of(office, dossier) is DossierState.SENT


def test_a_token_pulled_out_is_asked_for_again(hands: Hands, token: SoftToken) -> None:
    token.pull_out()
    hands.click("look_again")
    assert "Tìm lại" in hands.why_not("sign")
    token.initialise()
    signing_token(token, name="Người khác")
    hands.click("look_again")
    assert "Người khác" in hands.find(QComboBox, "token").currentText()


def test_a_driver_that_cannot_be_used_is_said_with_the_way_to_the_doctor(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: tmp_path / "khong-co.so")
    hands.click("choose_driver")
    assert "Không tìm thấy trình điều khiển" in hands.page.banner.text
    assert hands.find(QPushButton, "banner_action_1").text() == "Kiểm tra thiết bị…"


def test_an_office_key_signs_as_before(hands: Hands, office: Desk, dossier: UUID) -> None:
    hands.find(QRadioButton, "own_key").click()
    hands.click("sign")
    assert state_of(office, dossier) is DossierState.SENT


def test_the_own_key_is_told_about(hands: Hands, office: Desk) -> None:
    about = hands.find(QLabel, "own_key_about").text()
    assert office.keys.own_certificate().short_code in about
