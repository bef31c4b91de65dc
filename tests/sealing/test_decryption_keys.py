from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtensionOID

from desktop.errors import SigningFailed
from desktop.sealing.certificates import CertificateInfo, describe
from desktop.sealing.decryption_keys import DecryptionKey, EncryptionKey, make_encryption_key
from desktop.sealing.keys import Pkcs12Signer, make_key
from tests.sealing.encrypted import (
    ENCRYPTING,
    PASSPHRASE,
    commune_key,
    district_key,
    made_encryption_key,
    needs_openssl,
    quick_key,
)
from tests.sealing.packages import DISTRICT, NOW, certificate_for

Code = SigningFailed.Code


def made_certificate() -> x509.Certificate:
    return x509.load_der_x509_certificate(district_key().info.der)


def test_a_made_key_opens_what_was_wrapped_for_its_certificate() -> None:
    wrapped = EncryptionKey.of(district_key().info).wrap(b"k" * 32)
    assert district_key().unwrap(wrapped) == b"k" * 32
    assert EncryptionKey.of(district_key().info).wrap(b"k" * 32) != wrapped


def test_another_key_or_nonsense_gives_nothing() -> None:
    wrapped = EncryptionKey.of(commune_key().info).wrap(b"k" * 32)
    assert quick_key().unwrap(wrapped) is None
    assert commune_key().unwrap(wrapped[:-1]) is None
    assert commune_key().unwrap(b"") is None
    assert commune_key().unwrap(b"\xff" * 256) is None


def test_its_certificate_is_for_encryption_only_and_lasts_two_years() -> None:
    certificate = made_certificate()
    usage = certificate.extensions.get_extension_for_oid(ExtensionOID.KEY_USAGE)
    assert usage.critical
    assert usage.value.key_encipherment
    assert not usage.value.digital_signature
    assert not usage.value.content_commitment
    assert certificate.public_key().key_size == 3072
    info = district_key().info
    assert info.organization == DISTRICT.name
    assert info.valid_from == NOW - timedelta(days=1)
    assert timedelta(days=730) <= info.valid_to - NOW <= timedelta(days=732)


def test_its_identifier_is_the_certificates_own_else_made_of_the_key() -> None:
    extension = made_certificate().extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    assert district_key().key_id == extension.value.digest.hex()
    without = x509.load_der_x509_certificate(commune_key().info.der)
    by_key = x509.SubjectKeyIdentifier.from_public_key(without.public_key())
    assert commune_key().key_id == by_key.digest.hex()
    assert EncryptionKey.of(commune_key().info).key_id == by_key.digest


@needs_openssl
def test_openssl_opens_the_key_file(tmp_path: Path) -> None:
    (tmp_path / "key.p12").write_bytes(made_encryption_key())
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")
    command = "openssl pkcs12 -in key.p12 -passin file:passphrase -info -noout"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True, text=True)
    assert "Iteration 600000" in done.stderr


def test_neither_key_does_the_work_of_the_other() -> None:
    with pytest.raises(SigningFailed) as refused:
        Pkcs12Signer.from_bytes(made_encryption_key(), PASSPHRASE)
    assert refused.value.code is Code.KEY_NOT_FOR_SIGNING
    with pytest.raises(SigningFailed) as refused:
        DecryptionKey.from_bytes(make_key("A", "", PASSPHRASE, NOW), PASSPHRASE)
    assert refused.value.code is Code.KEY_NOT_FOR_ENCRYPTION


def test_a_wrong_or_short_passphrase_is_said() -> None:
    with pytest.raises(SigningFailed) as refused:
        DecryptionKey.from_bytes(made_encryption_key(), "mật khẩu khác")
    assert refused.value.code is Code.WRONG_PASSPHRASE
    with pytest.raises(SigningFailed) as refused:
        make_encryption_key("A", "", "1234567", NOW)
    assert refused.value.code is Code.PASSPHRASE_TOO_SHORT


def refusal_of(certificate: CertificateInfo) -> SigningFailed.Code:
    with pytest.raises(SigningFailed) as refused:
        EncryptionKey.of(certificate)
    return refused.value.code


def with_identifier(digest: bytes) -> CertificateInfo:
    key = ec.generate_private_key(ec.SECP256R1())
    public = commune_key().info
    name = x509.load_der_x509_certificate(public.der)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name.subject)
        .issuer_name(name.subject)
        .public_key(name.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectKeyIdentifier(digest), critical=False)
    )
    from cryptography.hazmat.primitives import hashes

    return describe(builder.sign(key, hashes.SHA256()))


def test_only_a_certificate_fit_for_encryption_is_taken() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for usage in (ENCRYPTING, None):
        EncryptionKey.of(describe(certificate_for(key, usage=usage)))
    assert refusal_of(describe(certificate_for(key))) is Code.KEY_NOT_FOR_ENCRYPTION
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    assert refusal_of(describe(certificate_for(short, usage=None))) is Code.KEY_NOT_FOR_ENCRYPTION
    other = ec.generate_private_key(ec.SECP256R1())
    assert refusal_of(describe(certificate_for(other, usage=None))) is Code.KEY_NOT_FOR_ENCRYPTION
    for digest in (b"", b"i" * 65):
        assert refusal_of(with_identifier(digest)) is Code.KEY_NOT_FOR_ENCRYPTION
    assert EncryptionKey.of(with_identifier(b"i" * 64)).key_id == b"i" * 64


def test_a_certificate_with_nonsense_in_it_is_unreadable() -> None:
    info = commune_key().info
    der = info.der.replace(bytes.fromhex("0603551d0f"), bytes.fromhex("0603551d0e"))
    assert der != info.der
    broken = CertificateInfo(
        info.fingerprint,
        info.short_code,
        info.subject,
        info.organization,
        info.valid_from,
        info.valid_to,
        der[:-300],
    )
    assert refusal_of(broken) is Code.CERTIFICATE_UNREADABLE
