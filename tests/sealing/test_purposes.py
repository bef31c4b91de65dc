from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop.sealing.purposes import KeyPurpose, extended_usage_of, is_fit, usage_of
from tests.sealing.trust_papers import ec_key, rsa_key

SIGN, ENCRYPT, TRANSPORT = KeyPurpose


@pytest.mark.parametrize(
    ("key", "purposes"),
    [
        (ec_key(), {SIGN, TRANSPORT}),
        (ec.generate_private_key(ec.SECP384R1()), {SIGN, TRANSPORT}),
        (ec.generate_private_key(ec.SECP224R1()), set()),
        (rsa_key("commune"), {SIGN, ENCRYPT}),
        (rsa_key("short", 2048), {SIGN}),
        (rsa_key("weak", 1024), set()),
        (ed25519.Ed25519PrivateKey.generate(), set()),
    ],
)
def test_a_key_fits_what_its_kind_and_strength_allow(
    key: ec.EllipticCurvePrivateKey, purposes: set[KeyPurpose]
) -> None:
    assert {purpose for purpose in KeyPurpose if is_fit(key.public_key(), purpose)} == purposes


def test_no_two_purposes_have_the_same_use() -> None:
    sign, encrypt, transport = (usage_of(purpose) for purpose in KeyPurpose)
    assert sign.digital_signature
    assert sign.content_commitment
    assert not sign.key_encipherment
    assert encrypt.key_encipherment
    assert not encrypt.digital_signature
    assert transport.digital_signature
    assert not transport.content_commitment


def test_only_the_transport_key_is_shown_to_a_server() -> None:
    assert extended_usage_of(SIGN) is extended_usage_of(ENCRYPT) is None
    shown = extended_usage_of(TRANSPORT)
    assert shown is not None
    assert list(shown) == [ExtendedKeyUsageOID.CLIENT_AUTH]
