from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import SigningFailed, StorageError
from desktop.law.terms import Tier
from desktop.sealing.certificates import to_pem
from desktop.services.certificate_files import read_certificate_file, write_certificate_file
from desktop.services.desk import Desk
from desktop.services.keys import KeyService


@pytest.fixture
def written(office: Desk, tmp_path: Path) -> Path:
    KeyService(office.store).export_certificate(tmp_path / "xa.gscert")
    return tmp_path / "xa.gscert"


def test_a_certificate_file_gives_back_office_tier_and_certificate(written: Path) -> None:
    read = read_certificate_file(written)
    assert read.tier is Tier.COMMUNE
    assert read.certificate.organization == read.name


def test_a_bare_certificate_is_read_and_names_no_office(written: Path, tmp_path: Path) -> None:
    certificate = read_certificate_file(written).certificate
    for name, data in (("a.pem", to_pem(certificate)), ("a.cer", certificate.der)):
        (tmp_path / name).write_bytes(data)
        read = read_certificate_file(tmp_path / name)
        assert read.certificate == certificate
        assert read.office_id is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"office_id": "not an id"},
        {"office_id": 7},
        {"name": "   "},
        {"name": "x" * 400},
        {"name": None},
        {"tier": "làng"},
        {"certificate": "-----BEGIN CERTIFICATE-----"},
        {"certificate": None},
    ],
)
def test_a_damaged_certificate_file_is_unreadable(written: Path, change: dict[str, object]) -> None:
    fields = json.loads(written.read_text("utf-8")) | change
    written.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(SigningFailed) as refused:
        read_certificate_file(written)
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_UNREADABLE


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"PK\x03\x04", b"{" + b" " * 70_000 + b"}"])
def test_what_is_no_certificate_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.gscert").write_bytes(content)
    with pytest.raises(SigningFailed) as refused:
        read_certificate_file(tmp_path / "x.gscert")
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_UNREADABLE


def test_it_brings_the_encryption_certificate_vouched_for_by_the_key(
    written: Path, office: Desk
) -> None:
    read = read_certificate_file(written)
    assert read.encryption == office.keys.encryption_certificate()
    assert read.certificate == office.keys.own_certificate()


def test_a_file_of_an_older_program_brings_none(written: Path) -> None:
    fields = json.loads(written.read_text("utf-8"))
    del fields["encryption_certificate"], fields["encryption_signature"]
    written.write_text(json.dumps(fields | {"format_version": "1.0"}), "utf-8")
    assert read_certificate_file(written).encryption is None


@pytest.mark.parametrize(
    "swapped",
    [
        ("encryption_certificate",),
        ("encryption_signature",),
        ("encryption_certificate", "encryption_signature"),
    ],
)
def test_an_encryption_certificate_swapped_on_the_way_is_refused(
    written: Path, district_certificate: Path, district: Desk, swapped: tuple[str, ...]
) -> None:
    """Whoever swaps both has them vouched for by another key than the one read out."""
    theirs = json.loads(district_certificate.read_text("utf-8"))
    fields = json.loads(written.read_text("utf-8"))
    fields |= {name: theirs[name] for name in swapped}
    written.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(SigningFailed) as refused:
        district.trust.pin(None, written)
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_UNREADABLE
    assert district.trust.list_rows() == []


@pytest.mark.parametrize(
    "change",
    [
        {"encryption_signature": None},
        {"encryption_signature": "????"},
        {"encryption_signature": ""},
        {"encryption_certificate": ""},
        {"encryption_certificate": 7},
    ],
)
def test_what_vouches_must_be_readable(written: Path, change: dict[str, object]) -> None:
    fields = json.loads(written.read_text("utf-8")) | change
    written.write_text(json.dumps(fields), "utf-8")
    with pytest.raises(SigningFailed) as refused:
        read_certificate_file(written)
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_UNREADABLE


def test_a_key_that_cannot_encrypt_is_no_encryption_key_even_vouched_for(
    written: Path, office: Desk
) -> None:
    read, signing = read_certificate_file(written), office.keys.own_certificate()
    vouched = office.keys.own_signer().sign(signing.der, office.store.clock())
    write_certificate_file(written, replace(read, encryption=signing, vouched=vouched))
    with pytest.raises(SigningFailed) as refused:
        read_certificate_file(written)
    assert refused.value.code is SigningFailed.Code.KEY_NOT_FOR_ENCRYPTION


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        read_certificate_file(tmp_path / "none.gscert")
    assert refused.value.code is StorageError.Code.FILE_MISSING
