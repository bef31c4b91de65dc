from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.config import LOCAL_TIME
from desktop.errors import SigningFailed
from desktop.sealing.certificates import describe, read_certificate, signing_key_of, to_pem
from tests.sealing.packages import NOW, certificate_for, ec_signer, rsa_signer


def test_a_certificate_is_read_as_der_and_as_pem() -> None:
    info = ec_signer().info
    assert read_certificate(info.der) == info
    assert read_certificate(to_pem(info)) == info
    assert read_certificate(b"\r\n  " + to_pem(info)) == info


def test_it_says_who_and_from_when_to_when() -> None:
    info = read_certificate(ec_signer().certificate)
    assert (info.subject, info.organization) == ("Nguyễn Thị Ánh", "")
    assert info.valid_from == NOW - timedelta(days=1)
    assert info.valid_to == NOW + timedelta(days=729)
    assert info.fingerprint == hashlib.sha256(ec_signer().certificate).hexdigest()


def test_the_short_code_is_a_hundred_bits_of_the_public_key_in_groups() -> None:
    certificate = x509.load_der_x509_certificate(rsa_signer().certificate)
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    letters = base64.b32encode(hashlib.sha256(key).digest()).decode()
    code = describe(certificate).short_code
    assert code.replace("-", "") == letters[:20]
    assert [len(group) for group in code.split("-")] == [4] * 5


def test_the_short_code_stays_when_the_certificate_is_renewed() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    old, new = (describe(certificate_for(key, days=days)) for days in (10, 700))
    assert old.short_code == new.short_code
    assert old.fingerprint != new.fingerprint


def test_it_is_valid_between_its_dates_and_on_them() -> None:
    info = ec_signer().info
    second = timedelta(seconds=1)
    assert info.is_valid_at(info.valid_from)
    assert info.is_valid_at(info.valid_to)
    assert not info.is_valid_at(info.valid_from - second)
    assert not info.is_valid_at(info.valid_to + second)


def test_one_that_never_ends_has_a_last_day_that_every_clock_can_show() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    begin = datetime(2023, 11, 1, 23, 59, 59, tzinfo=UTC)
    never = begin.replace(year=9999, month=12, day=31)
    certificate = certificate_for(key, start=begin, days=(never - begin).days)
    assert certificate.not_valid_after_utc == never
    ends = describe(certificate).valid_to
    assert ends.astimezone(LOCAL_TIME).year == 9999


def test_a_key_of_another_kind_does_not_sign() -> None:
    signed = ec.generate_private_key(ec.SECP256R1())
    other = certificate_for(ed25519.Ed25519PrivateKey.generate(), signed_with=signed)
    assert signing_key_of(other) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ec_signer().certificate[:-1],
    ],
)
def test_what_is_no_certificate_is_unreadable(data: bytes) -> None:
    with pytest.raises(SigningFailed) as refused:
        read_certificate(data)
    assert refused.value.code is SigningFailed.Code.CERTIFICATE_UNREADABLE
