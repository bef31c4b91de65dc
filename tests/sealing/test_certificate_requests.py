from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.errors import TrustRefused
from desktop.sealing.certificate_requests import make_certificate_request, proven_key
from desktop.sealing.keys import PrivateKey
from desktop.sealing.purposes import KeyPurpose, usage_of
from tests.other_tools import need
from tests.sealing.packages import COMMUNE, NEIGHBOUR
from tests.sealing.trust_papers import ec_key, pem, rsa_key

Code = TrustRefused.Code
SHA256 = hashes.SHA256()
SIGN, ENCRYPT, TRANSPORT = KeyPurpose
KEYS: list[tuple[PrivateKey, KeyPurpose]] = [
    (ec_key(), SIGN),
    (rsa_key("short", 2048), SIGN),
    (rsa_key("commune"), ENCRYPT),
    (ec_key(), TRANSPORT),
]
EVERY_KEY = pytest.mark.parametrize(("key", "purpose"), KEYS)


def requested(key: PrivateKey, purpose: KeyPurpose = SIGN) -> bytes:
    return make_certificate_request(key, purpose, COMMUNE.office_id, COMMUNE.name)


def by_hand(key: Any, *extensions: x509.ExtensionType, digest: Any = None) -> bytes:
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, digest).public_bytes(Encoding.DER)


def refused(data: bytes, purpose: KeyPurpose = SIGN) -> TrustRefused.Code:
    with pytest.raises(TrustRefused) as error:
        proven_key(data, purpose, COMMUNE.office_id)
    assert error.value.data == {"key": purpose.label}
    assert isinstance(error.value.code, TrustRefused.Code)
    return error.value.code


@EVERY_KEY
def test_a_key_proves_that_somebody_holds_it(key: PrivateKey, purpose: KeyPurpose) -> None:
    found = proven_key(requested(key, purpose), purpose, COMMUNE.office_id)
    assert found == key.public_key()


@EVERY_KEY
def test_openssl_checks_the_proof_too(key: PrivateKey, purpose: KeyPurpose, tmp_path: Path) -> None:
    need("openssl")
    (tmp_path / "request.der").write_bytes(requested(key, purpose))
    command = "openssl req -inform DER -in request.der -verify -noout -text -nameopt utf8"
    done = subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "verify OK" in done.stdout + done.stderr
    assert f"URI:urn:uuid:{COMMUNE.office_id}" in done.stdout
    assert COMMUNE.name in done.stdout


def test_a_request_of_openssl_is_accepted_when_it_says_the_same(tmp_path: Path) -> None:
    need("openssl")
    key = ec_key()
    (tmp_path / "key.pem").write_bytes(pem(key))
    command = "openssl req -new -key key.pem -subj /CN=A -outform DER -out request.der"
    words = [
        *command.split(),
        "-addext",
        "keyUsage=digitalSignature,nonRepudiation",
        "-addext",
        f"subjectAltName=URI:urn:uuid:{COMMUNE.office_id}",
    ]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    data = (tmp_path / "request.der").read_bytes()
    assert proven_key(data, SIGN, COMMUNE.office_id) == key.public_key()


def test_no_flipped_bit_gives_another_key_or_passes_for_another_office() -> None:
    key = ec_key()
    data = requested(key)
    for position in range(len(data)):
        for bit in range(8):
            bad = bytearray(data)
            bad[position] ^= 1 << bit
            try:
                found = proven_key(bytes(bad), SIGN, COMMUNE.office_id)
            except TrustRefused:
                continue
            # How many bits of the signature's last byte count stands outside the signature.
            assert found == key.public_key()


def test_another_key_put_into_a_request_is_not_proven() -> None:
    mine, thief = ec_key(), ec_key()
    points = [
        key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        for key in (mine, thief)
    ]
    assert refused(requested(mine).replace(*points)) is Code.REQUEST_NOT_PROVEN


def test_the_request_of_another_office_is_refused() -> None:
    data = make_certificate_request(ec_key(), SIGN, NEIGHBOUR.office_id, NEIGHBOUR.name)
    assert refused(data) is Code.REQUEST_OF_OTHER_OFFICE


def test_a_request_for_another_use_is_refused() -> None:
    assert refused(requested(ec_key(), TRANSPORT), SIGN) is Code.REQUEST_KEY_UNFIT
    assert refused(requested(ec_key(), SIGN), TRANSPORT) is Code.REQUEST_KEY_UNFIT


@pytest.mark.parametrize(
    ("key", "purpose"),
    [
        (ec_key(), ENCRYPT),
        (rsa_key("short", 2048), ENCRYPT),
        (rsa_key("commune"), TRANSPORT),
        (ec.generate_private_key(ec.SECP224R1()), SIGN),
    ],
)
def test_a_key_of_the_wrong_kind_or_too_weak_is_refused(
    key: PrivateKey, purpose: KeyPurpose
) -> None:
    assert refused(requested(key, purpose), purpose) is Code.REQUEST_KEY_UNFIT


def test_a_key_of_a_kind_nobody_here_knows_is_refused() -> None:
    data = by_hand(ed25519.Ed25519PrivateKey.generate(), usage_of(SIGN))
    assert refused(data) is Code.REQUEST_KEY_UNFIT


def test_a_request_that_leaves_out_office_or_use_is_refused() -> None:
    office = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(COMMUNE.office_id.urn)])
    for extensions in ((), (office,), (usage_of(SIGN),)):
        assert refused(by_hand(ec_key(), *extensions, digest=SHA256)) is Code.REQUEST_BAD


def test_a_request_for_two_offices_is_refused() -> None:
    both = [x509.UniformResourceIdentifier(o.office_id.urn) for o in (COMMUNE, NEIGHBOUR)]
    extensions = (usage_of(SIGN), x509.SubjectAlternativeName(both))
    assert refused(by_hand(ec_key(), *extensions, digest=SHA256)) is Code.REQUEST_OF_OTHER_OFFICE


def test_a_proof_over_a_broken_digest_is_none(tmp_path: Path) -> None:
    need("openssl")
    (tmp_path / "key.pem").write_bytes(pem(ec_key()))
    command = "openssl req -new -sha1 -key key.pem -subj /CN=A -outform DER -out request.der"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    assert refused((tmp_path / "request.der").read_bytes()) is Code.REQUEST_NOT_PROVEN


@pytest.mark.parametrize("data", [b"", b"hello", requested(ec_key())[:-1]])
def test_what_is_no_request_is_refused(data: bytes) -> None:
    assert refused(data) is Code.REQUEST_BAD


def test_more_behind_a_request_is_refused() -> None:
    assert refused(requested(ec_key()) + b"\x00") is Code.REQUEST_BAD
