from __future__ import annotations

import subprocess
import unicodedata
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtensionOID

from desktop.errors import SigningFailed, StorageError
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.keys import Pkcs12Signer, certificate_of, make_key
from tests.other_tools import need
from tests.sealing.packages import NOW, certificate_for

Code = SigningFailed.Code
PASSPHRASE = "mật khẩu của chị Ánh"


@cache
def made_key() -> bytes:
    return make_key("Nguyễn Thị Ánh", "UBND xã Đồng Tâm", PASSPHRASE, NOW)


def packed(key: object, certificate: x509.Certificate | None) -> bytes:
    """Return a PKCS#12 file made by somebody else, quickly."""
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


def code_of(data: bytes, passphrase: str = PASSPHRASE, **when: object) -> SigningFailed.Code:
    with pytest.raises(SigningFailed) as refused:
        Pkcs12Signer.from_bytes(data, passphrase, **when)
    return refused.value.code


def test_a_made_key_signs() -> None:
    signer = Pkcs12Signer.from_bytes(made_key(), PASSPHRASE, now=NOW)
    held = check_signature(signer.sign(b"x", NOW), b"x")
    assert held == HeldSignature(certificate_of(made_key(), PASSPHRASE), NOW)


def test_its_certificate_names_officer_and_office_and_lasts_two_years() -> None:
    info = certificate_of(made_key(), PASSPHRASE)
    assert (info.subject, info.organization) == ("Nguyễn Thị Ánh", "UBND xã Đồng Tâm")
    assert info.valid_from == NOW - timedelta(days=1)
    assert timedelta(days=730) <= info.valid_to - NOW <= timedelta(days=732)


def test_its_certificate_is_for_signing_documents_only() -> None:
    certificate = x509.load_der_x509_certificate(certificate_of(made_key(), PASSPHRASE).der)
    usage = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert not basic.value.ca


def test_openssl_opens_it_and_finds_strong_encryption(tmp_path: Path) -> None:
    (tmp_path / "key.p12").write_bytes(made_key())
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    command = "openssl pkcs12 -in key.p12 -passin file:passphrase -info -noout"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True, text=True)
    assert "PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256" in done.stderr
    assert "MAC: sha256, Iteration 600000" in done.stderr


def test_a_long_name_is_shortened_to_what_certificates_allow() -> None:
    name = "Ủy ban nhân dân xã " + "Rất Dài " * 12
    info = certificate_of(make_key(name, "", PASSPHRASE, NOW), PASSPHRASE)
    assert info.subject.startswith("Ủy ban nhân dân xã Rất Dài Rất")
    assert info.subject.endswith("…")
    assert len(info.subject.encode()) <= 64
    assert info.organization == ""


def test_the_passphrase_is_the_same_however_its_marks_are_typed() -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    Pkcs12Signer.from_bytes(made_key(), decomposed)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(SigningFailed) as refused:
        make_key("A", "B", "1234567", NOW)
    assert refused.value.code is Code.PASSPHRASE_TOO_SHORT
    assert refused.value.data == {"shortest": 8}


def test_a_wrong_passphrase_is_said() -> None:
    assert code_of(made_key(), "mật khẩu khác") is Code.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", made_key()[:-1], made_key() + b"\x00", b"\x30\x03\x02\x01\x03", b"\x30\x00"],
    ids=["empty", "text", "cut", "longer", "bare", "hollow"],
)
def test_what_is_no_key_file_is_unreadable(data: bytes) -> None:
    assert code_of(data) is Code.KEY_UNREADABLE


def test_a_key_file_of_another_version_is_unreadable() -> None:
    version = made_key().index(b"\x02\x01\x03") + 2
    assert (
        code_of(made_key()[:version] + b"\x02" + made_key()[version + 1 :]) is Code.KEY_UNREADABLE
    )


def test_a_file_without_key_or_certificate_is_unreadable() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert code_of(packed(None, certificate_for(key))) is Code.KEY_UNREADABLE
    assert code_of(packed(key, None)) is Code.KEY_UNREADABLE


def plain_key_file(folder: Path, curve: str = "P-256") -> bytes:
    """Let openssl make a key file without encryption or checksum, to be tampered with."""
    request = (
        f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:{curve} -nodes -subj /CN=A -days 30 "
        "-addext keyUsage=digitalSignature -keyout key.pem -out certificate.pem"
    )
    export = (
        "pkcs12 -export -nomac -keypbe NONE -certpbe NONE -inkey key.pem -in certificate.pem "
        "-out plain.p12 -passout pass:12345678"
    )
    need("openssl")
    for command in (request, export):
        words = ["openssl", *command.split()]
        subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return (folder / "plain.p12").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("a003020102", "a003020105", Code.KEY_UNREADABLE),  # a certificate of version 6
        ("0603551d0f", "0603551d0e", Code.CERTIFICATE_UNREADABLE),  # one extension stands twice
        ("06082a8648ce3d030107", "06082a8648ce3d030177", Code.WRONG_PASSPHRASE),  # no such curve
    ],
)
def test_a_key_file_with_nonsense_in_it_is_refused(
    tmp_path: Path, old: str, new: str, code: SigningFailed.Code
) -> None:
    data = plain_key_file(tmp_path)
    assert isinstance(Pkcs12Signer.from_bytes(data, "12345678"), Pkcs12Signer)
    broken = data.replace(bytes.fromhex(old), bytes.fromhex(new))
    assert broken != data
    assert code_of(broken, "12345678") is code


def test_a_key_on_a_curve_nobody_here_knows_is_unreadable(tmp_path: Path) -> None:
    assert code_of(plain_key_file(tmp_path, "SM2"), "12345678") is Code.KEY_UNREADABLE


def test_a_key_with_somebody_elses_certificate_is_unreadable(tmp_path: Path) -> None:
    data = plain_key_file(tmp_path)
    point = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    mine = serialization.load_pem_private_key((tmp_path / "key.pem").read_bytes(), None)
    other = ec.generate_private_key(ec.SECP256R1())
    mine_point, other_point = (key.public_key().public_bytes(*point) for key in (mine, other))
    # The certificate stands before the key in the file.
    assert code_of(data.replace(mine_point, other_point, 1), "12345678") is Code.KEY_UNREADABLE


def test_a_key_of_another_kind_or_use_is_not_for_signing() -> None:
    signed = ec.generate_private_key(ec.SECP256R1())
    other = ed25519.Ed25519PrivateKey.generate()
    assert code_of(packed(other, certificate_for(other, signed_with=signed))) is (
        Code.KEY_NOT_FOR_SIGNING
    )
    encrypting = certificate_for(signed, usage={"key_agreement": True})
    assert code_of(packed(signed, encrypting)) is Code.KEY_NOT_FOR_SIGNING


def test_dates_are_checked_when_a_moment_is_given() -> None:
    late = NOW + timedelta(days=800)
    assert code_of(made_key(), now=late) is Code.KEY_EXPIRED
    Pkcs12Signer.from_bytes(made_key(), PASSPHRASE)


def test_an_rsa_key_of_another_program_signs(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = tmp_path / "khóa.p12"
    path.write_bytes(packed(key, certificate_for(key)))
    signer = Pkcs12Signer.from_file(path, PASSPHRASE, now=NOW)
    assert isinstance(check_signature(signer.sign(b"x", NOW), b"x"), HeldSignature)


def test_a_missing_or_unreadable_key_file_is_said(tmp_path: Path) -> None:
    for path, code in [
        (tmp_path / "no.p12", StorageError.Code.FILE_MISSING),
        (tmp_path, StorageError.Code.CANNOT_READ),
    ]:
        with pytest.raises(StorageError) as refused:
            Pkcs12Signer.from_file(path, PASSPHRASE)
        assert refused.value.code is code
