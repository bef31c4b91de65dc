"""The signature's form and mathematics, held against two implementations that are not ours."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from desktop.sealing.cades import HeldSignature, assemble, check_signature, signed_attributes
from desktop.sealing.certificates import to_pem
from desktop.sealing.der import SEQUENCE, oid, tlv
from desktop.sealing.keys import Pkcs12Signer
from desktop.sealing.trust import SignatureReason
from tests.sealing.packages import (
    NOW,
    ec_signer,
    rsa_signer,
    signer_of,
    stranger,
)

Reason = SignatureReason
_MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = oid("1.2.840.113549.1.9.5")
MANIFEST = b"<asic:ASiCManifest/>"
SIGNERS = pytest.mark.parametrize("make", [ec_signer, rsa_signer])


def by_openssl(folder: Path, signature: bytes, manifest: bytes, signer: Pkcs12Signer) -> int:
    """Return the exit code of ``openssl cms -verify -cades``."""
    (folder / "manifest.xml").write_bytes(manifest)
    (folder / "signature.p7s").write_bytes(signature)
    (folder / "certificate.pem").write_bytes(to_pem(signer.info))
    command = (
        "openssl cms -verify -cades -binary -inform DER -in signature.p7s -content manifest.xml "
        f"-CAfile certificate.pem -attime {int(NOW.timestamp())} -out content"
    )
    return subprocess.run(command.split(), cwd=folder, check=False, capture_output=True).returncode


@SIGNERS
def test_a_signature_holds_and_names_its_signer(make: Callable[[], Pkcs12Signer]) -> None:
    held = check_signature(make().sign(MANIFEST, NOW), MANIFEST)
    assert held == HeldSignature(make().info, NOW)


@SIGNERS
def test_openssl_accepts_it_and_refuses_another_manifest(
    make: Callable[[], Pkcs12Signer], tmp_path: Path
) -> None:
    signature = make().sign(MANIFEST, NOW)
    assert by_openssl(tmp_path, signature, MANIFEST, make()) == 0
    assert by_openssl(tmp_path, signature, MANIFEST + b" ", make()) != 0


@SIGNERS
def test_pyhanko_finds_it_intact(make: Callable[[], Pkcs12Signer]) -> None:
    signed = cms.ContentInfo.load(make().sign(MANIFEST, NOW))["content"]
    certificate = signed["certificates"][0].chosen
    digest = hashlib.sha256(MANIFEST).digest()
    assert validate_sig_integrity(signed["signer_infos"][0], certificate, "data", digest) == (
        True,
        True,
    )


def test_it_has_the_signed_attributes_of_cades_b_and_no_unsigned_ones() -> None:
    signer = cms.ContentInfo.load(ec_signer().sign(MANIFEST, NOW))["content"]["signer_infos"][0]
    assert {attribute["type"].native for attribute in signer["signed_attrs"]} == {
        "content_type",
        "signing_time",
        "message_digest",
        "signing_certificate_v2",
    }
    assert signer["unsigned_attrs"].native is None


@pytest.mark.parametrize("year", [2023, 2049, 2050, 2051])
def test_the_signing_time_survives_the_turn_of_its_form(year: int) -> None:
    at = datetime(year, 12, 31, 23, 59, 59, 999, tzinfo=UTC)
    held = check_signature(ec_signer().sign(MANIFEST, at), MANIFEST)
    assert isinstance(held, HeldSignature)
    assert held.signed_at == at.replace(microsecond=0)


def test_a_time_no_clock_can_show_is_unreadable() -> None:
    at = datetime(9999, 12, 31, 0, 0, 1, tzinfo=UTC)
    found = check_signature(ec_signer().sign(MANIFEST, at), MANIFEST)
    assert found is SignatureReason.SIGNATURE_UNREADABLE
    held = check_signature(ec_signer().sign(MANIFEST, at - timedelta(seconds=1)), MANIFEST)
    assert isinstance(held, HeldSignature)


def test_a_local_time_near_the_turn_is_counted_in_utc() -> None:
    from datetime import timezone

    at = datetime(2050, 1, 1, 3, tzinfo=timezone(timedelta(hours=7)))
    held = check_signature(ec_signer().sign(MANIFEST, at), MANIFEST)
    assert isinstance(held, HeldSignature)
    assert held.signed_at == at


@pytest.mark.parametrize(("make", "step"), [(ec_signer, 2), (rsa_signer, 11)])
def test_not_one_byte_of_a_signature_can_be_changed(
    make: Callable[[], Pkcs12Signer], step: int
) -> None:
    good = make().sign(MANIFEST, NOW)
    for position in range(0, len(good), step):
        changed = bytearray(good)
        changed[position] ^= 1 << position % 8
        assert isinstance(check_signature(bytes(changed), MANIFEST), SignatureReason), position


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"hello",
        b"\x30\x80\x00\x00",
        ec_signer().certificate,
        ec_signer().sign(MANIFEST, NOW)[:-1],
        ec_signer().sign(MANIFEST, NOW).replace(_MESSAGE_DIGEST, _SIGNING_TIME),
    ],
)
def test_what_is_no_signature_is_unreadable(broken: bytes) -> None:
    assert check_signature(broken, MANIFEST) is Reason.SIGNATURE_UNREADABLE


def test_a_byte_behind_a_signature_breaks_the_form() -> None:
    signature = ec_signer().sign(MANIFEST, NOW) + b"\x00"
    assert check_signature(signature, MANIFEST) is Reason.SIGNATURE_FORM


def test_a_key_of_another_kind_signs_no_package() -> None:
    rsa_key, other = oid("1.2.840.113549.1.1.1"), oid("1.2.840.113549.1.1.2")
    odd = rsa_signer().certificate.replace(rsa_key, other)
    with pytest.raises(ValueError, match="another kind"):
        assemble(odd, signed_attributes(odd, bytes(32), NOW), b"")


def test_a_certificate_without_a_version_is_named_like_any_other() -> None:
    fields = (b"\x02\x01\x2a", b"\x30\x00", b"\x30\x00", b"\x30\x00", b"\x30\x00")
    key = tlv(SEQUENCE, tlv(SEQUENCE, oid("1.2.840.10045.2.1")))
    first = tlv(SEQUENCE, tlv(SEQUENCE, *fields, key))
    made = assemble(first, signed_attributes(first, bytes(32), NOW), b"")
    named = cms.ContentInfo.load(made)["content"]["signer_infos"][0]["sid"].chosen
    assert named["serial_number"].native == 42


def test_another_manifest_is_changed_content() -> None:
    signature = ec_signer().sign(MANIFEST, NOW)
    assert check_signature(signature, MANIFEST + b" ") is Reason.CONTENT_CHANGED


def test_another_signers_certificate_does_not_fit() -> None:
    digest = hashlib.sha256(MANIFEST).digest()
    attributes = signed_attributes(ec_signer().certificate, digest, NOW)
    forged = assemble(ec_signer().certificate, attributes, stranger()._value(attributes))
    assert check_signature(forged, MANIFEST) is Reason.SIGNATURE_WRONG


def test_an_exchanged_certificate_breaks_the_form() -> None:
    """Key substitution: the value is right for the new certificate, but the old one was named."""
    digest = hashlib.sha256(MANIFEST).digest()
    named = signed_attributes(ec_signer().certificate, digest, NOW)
    forged = assemble(stranger().certificate, named, stranger()._value(named))
    assert check_signature(forged, MANIFEST) is Reason.SIGNATURE_FORM


def test_a_second_signer_or_an_unsigned_remark_breaks_the_form() -> None:
    info = cms.ContentInfo.load(ec_signer().sign(MANIFEST, NOW))
    remark = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([remark])
    assert check_signature(info.dump(), MANIFEST) is Reason.SIGNATURE_FORM
    info = cms.ContentInfo.load(ec_signer().sign(MANIFEST, NOW))
    info["content"]["signer_infos"].append(info["content"]["signer_infos"][0].copy())
    assert check_signature(info.dump(), MANIFEST) is Reason.SIGNATURE_FORM


@pytest.mark.parametrize(
    "weak",
    [
        signer_of(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
        signer_of(ec.generate_private_key(ec.SECP192R1())),
        signer_of(ec.generate_private_key(ec.SECP256R1()), usage={"key_agreement": True}),
        signer_of(ec.generate_private_key(ec.SECP256R1()), usage=None),
    ],
    ids=["small RSA", "small curve", "other use", "no use"],
)
def test_a_key_too_weak_or_not_for_signing_is_not_accepted(weak: Pkcs12Signer) -> None:
    assert check_signature(weak.sign(MANIFEST, NOW), MANIFEST) is Reason.KEY_NOT_ACCEPTED


def test_a_certificate_of_an_unknown_version_is_unreadable() -> None:
    odd = ec_signer().certificate.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x05")
    attributes = signed_attributes(odd, hashlib.sha256(MANIFEST).digest(), NOW)
    signature = assemble(odd, attributes, ec_signer()._value(attributes))
    assert check_signature(signature, MANIFEST) is Reason.SIGNATURE_UNREADABLE


@pytest.mark.parametrize("usage", [{"digital_signature": True}, {"content_commitment": True}])
def test_either_use_that_means_signing_is_enough(usage: dict[str, bool]) -> None:
    signer = signer_of(ec.generate_private_key(ec.SECP384R1()), usage=usage)
    assert isinstance(check_signature(signer.sign(MANIFEST, NOW), MANIFEST), HeldSignature)
