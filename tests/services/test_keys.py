from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.errors import SigningFailed, StorageError
from desktop.sealing.cades import check_signature
from desktop.services.certificate_files import read_certificate_file
from desktop.services.desk import Desk
from desktop.services.keys import KeyService


@pytest.fixture
def keys(office: Desk) -> KeyService:
    return KeyService(office.store)


def test_the_office_signs_with_the_key_it_was_made_with(office: Desk, keys: KeyService) -> None:
    signature = keys.own_signer().sign(b"manifest", office.store.clock())
    check = check_signature(signature, b"manifest")
    assert check.signer is not None
    assert check.signer.fingerprint == keys.own_certificate().fingerprint
    assert check.signer.organization == "Ủy ban nhân dân xã Đông An"


def test_the_key_is_opened_once_for_many_signatures(keys: KeyService) -> None:
    assert keys.own_signer() is keys.own_signer()


def test_the_certificate_file_names_the_office_and_shows_the_short_code(
    office: Desk, keys: KeyService, tmp_path: Path
) -> None:
    written = keys.export_certificate(tmp_path / "xa.gscert")
    read = read_certificate_file(tmp_path / "xa.gscert")
    assert read.certificate == written
    assert read.office_id == office.store.actor.office_id
    assert read.name == "Ủy ban nhân dân xã Đông An"
    shown = json.loads((tmp_path / "xa.gscert").read_text("utf-8"))
    assert shown["short_code"] == written.short_code


def test_an_officers_key_opens_with_its_passphrase_only(keys: KeyService, tmp_path: Path) -> None:
    made = keys.make_signer_key(tmp_path / "mo.p12", "Nguyễn Thị Mơ", "mật khẩu dài")
    assert keys.signer_from_file(tmp_path / "mo.p12", "mật khẩu dài").info == made
    assert made.subject == "Nguyễn Thị Mơ"
    with pytest.raises(SigningFailed) as refused:
        keys.signer_from_file(tmp_path / "mo.p12", "sai")
    assert refused.value.code is SigningFailed.Code.WRONG_PASSPHRASE


def test_an_existing_key_file_is_never_overwritten(keys: KeyService, tmp_path: Path) -> None:
    target = tmp_path / "mo.p12"
    target.write_bytes(b"another key")
    with pytest.raises(StorageError) as refused:
        keys.make_signer_key(target, "Nguyễn Thị Mơ", "mật khẩu dài")
    assert refused.value.code is StorageError.Code.FILE_EXISTS
    assert target.read_bytes() == b"another key"


def test_a_key_that_cannot_be_written_leaves_no_file_and_no_event(
    office: Desk, keys: KeyService, tmp_path: Path
) -> None:
    before = office.offices.history(office.store.actor.office_id)
    with pytest.raises(StorageError):
        keys.make_signer_key(tmp_path / "absent" / "mo.p12", "Nguyễn Thị Mơ", "mật khẩu dài")
    assert office.offices.history(office.store.actor.office_id) == before
