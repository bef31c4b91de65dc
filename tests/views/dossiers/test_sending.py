"""Signing: whose key, where to, what is said when it does not work, and copying again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from desktop.errors import ConflictFound, MoveRefused
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.models import Conflict
from desktop.services.connections import LineDraft, Way
from desktop.services.desk import Desk
from desktop.services.outbox import OutboxState
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


def test_with_a_line_set_nobody_is_asked_for_a_folder(
    worked: Worked, office: Desk, dossier: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.connections.save(LineDraft(Way.TREE, str(tmp_path / "hộp")))
    worked.click("send")
    dialog = worked.dialog(SigningDialog)
    sign = worked.find(QPushButton, "sign", dialog)
    assert sign.isEnabled()
    said = worked.find(QLabel, "road", dialog)
    assert said.isVisible()
    assert str(tmp_path / "hộp") in said.text()

    stick = tmp_path / "usb"
    stick.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_a: stick)
    worked.click("choose_folder", dialog)
    worked.click("no_folder", dialog)
    assert worked.find(QLineEdit, "folder", dialog).text() == ""
    worked.click("sign", dialog)

    assert state_of(office, dossier) is DossierState.SENT
    assert list(stick.iterdir()) == []
    assert "tự đi tới Ủy ban nhân dân huyện Thanh Bình" in worked.page.banner.text
    assert office.outbox.list_rows()[0].state is OutboxState.QUEUED


def test_a_line_that_is_switched_off_leaves_the_folder_to_be_chosen(
    worked: Worked, office: Desk, tmp_path: Path
) -> None:
    office.connections.save(LineDraft(Way.TREE, str(tmp_path / "hộp"), is_on=False))
    worked.click("send")
    dialog = worked.dialog(SigningDialog)
    assert not worked.find(QPushButton, "sign", dialog).isEnabled()
    assert not worked.find(QLabel, "road", dialog).isVisible()


def test_a_ready_dossier_in_conflict_is_neither_signed_nor_decided(
    open_page: Open, office: Desk, dossier: UUID
) -> None:
    with office.store.writing() as session:
        known = {"left": {}, "right": {}, "found_at": office.store.clock()}
        session.add(
            Conflict(kind=ConflictFound.Code.RECALL_TOO_LATE.value, dossier_id=dossier, **known)
        )
        session.commit()
    worked = open_page(office)
    worked.open(dossier)
    for name in ("send", MoveKind.DECIDE_HERE.value):
        button = worked.page.findChild(QPushButton, name)
        if button is not None:
            assert not button.isEnabled()
            assert "hãy chọn ở trang «Mâu thuẫn» trước" in button.toolTip()
    with pytest.raises(MoveRefused) as refused:
        office.outbox.export(dossier)
    assert refused.value.code is MoveRefused.Code.CONFLICT_OPEN
    assert state_of(office, dossier) is DossierState.READY
