"""Signing: whose key, where to, what is said when it does not work, and copying again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QWidget

from desktop.law.lifecycle import DossierState
from desktop.services.desk import Desk
from desktop.views.dossiers.signing_dialog import SigningDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.services.commune_dossier import Commune
from tests.services.two_offices import TwoOffices, state_of
from tests.views.dossiers.conftest import Worked

Type = Callable[[QWidget, str], None]
Open = Callable[[Desk], Worked]
PASSPHRASE = "mật khẩu của khóa"


@pytest.fixture
def dossier(office: Desk, district_certificate: Path, tmp_path: Path) -> UUID:
    office.trust.pin(None, district_certificate)
    commune = Commune(office)
    made = commune.complete_dossier(tmp_path)
    assert office.dossiers.mark_ready(made, "Đã rà soát").ready
    return made


@pytest.fixture
def worked(open_page: Open, office: Desk, dossier: UUID) -> Worked:
    made = open_page(office)
    made.open(dossier)
    return made


def test_nothing_is_signed_before_a_folder_is_chosen(worked: Worked) -> None:
    worked.click("send")
    sign = worked.find(QPushButton, "sign", worked.dialog(SigningDialog))
    assert not sign.isEnabled()
    assert "Chọn thư mục" in sign.toolTip()


def test_a_wrong_passphrase_is_said_in_the_dialog_and_can_be_typed_again(
    worked: Worked,
    office: Desk,
    dossier: UUID,
    tmp_path: Path,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = tmp_path / "chu-tich.p12"
    office.keys.make_signer_key(key, "Đỗ Văn Ước", PASSPHRASE)
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path)
    monkeypatch.setattr(FilePicker, "open_file", lambda *_a: key)
    worked.click("send")
    dialog = worked.dialog(SigningDialog)
    worked.find(QRadioButton, "personal_key", dialog).click()
    worked.click("choose_key", dialog)
    worked.click("choose_folder", dialog)
    field = worked.find(QLineEdit, "passphrase", dialog)
    type_text(field, "sai mật khẩu rồi")
    worked.click("sign", dialog)
    assert dialog.isVisible()
    assert dialog.banner.text
    assert state_of(office, dossier) is DossierState.READY

    field.clear()
    type_text(field, PASSPHRASE)
    worked.click("sign", dialog)
    assert not worked.page.findChildren(SigningDialog)
    assert state_of(office, dossier) is DossierState.SENT
    assert office.outbox.list_rows()[0].signer == "Đỗ Văn Ước"


def test_a_folder_that_is_gone_leaves_the_dossier_ready(
    worked: Worked,
    office: Desk,
    dossier: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: tmp_path / "usb đã rút")
    worked.click("send")
    dialog = worked.dialog(SigningDialog)
    worked.click("choose_folder", dialog)
    worked.click("sign", dialog)

    assert dialog.isVisible()
    assert dialog.banner.text
    assert state_of(office, dossier) is DossierState.READY


def test_a_sent_package_is_copied_again(
    open_page: Open, sent: TwoOffices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "usb khác"
    stick.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: stick)
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)
    worked.click("copy_package")

    (copied,) = stick.glob("*.asice.p7m")
    assert copied.read_bytes() == sent.package.read_bytes()
    assert "Ủy ban nhân dân huyện Thanh Bình" in worked.page.banner.text
